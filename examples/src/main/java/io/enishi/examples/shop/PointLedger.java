package io.enishi.examples.shop;

import java.time.Instant;
import java.util.TreeMap;

/** The shop's own ledger of one person's loyalty points. Orders are not told in time order, so it answers for any instant. */
final class PointLedger {

    private final TreeMap<Instant, Long> entries = new TreeMap<>();

    void earn(Instant at, long points) {
        entries.merge(at, points, Long::sum);
    }

    void use(Instant at, long points) {
        entries.merge(at, -points, Long::sum);
    }

    /** What can be used at {@code at} without owing points later: the lowest balance from then on. */
    long usable(Instant at) {
        long balance = 0;
        for (long entry : entries.headMap(at, true).values()) {
            balance += entry;
        }
        long lowest = balance;
        for (long entry : entries.tailMap(at, false).values()) {
            balance += entry;
            lowest = Math.min(lowest, balance);
        }
        return lowest;
    }
}
