package io.enishi.core.internal.runtime;

import io.enishi.core.customer.Timeline;
import io.enishi.core.event.EventBody;
import java.util.List;

/**
 * With which values interests may have begun on a timeline. What it denies never began, which spares most events a look at all that
 * happened before; what it affirms may be wrong, more often the more there is (B. H. Bloom, Space/Time Trade-offs in Hash Coding with
 * Allowable Errors, CACM 13, 1970, with one hash).
 */
final class Beginnings {

    private static final int WORDS = 8;

    private final long[] bits = new long[WORDS];

    /** Those of all events of a timeline. */
    static Beginnings of(Timeline timeline, List<Standing> standings) {
        Beginnings all = new Beginnings();
        for (int row = 0; row < timeline.size(); row++) {
            all.add(standings, timeline.body(row));
        }
        return all;
    }

    /** Adds what an event begins. */
    void add(List<Standing> standings, EventBody body) {
        for (Standing standing : standings) {
            if (standing.begins(body)) {
                for (List<String> values : standing.valuesOf(body)) {
                    int bit = bit(standing, values);
                    bits[bit >> 6] |= 1L << bit;
                }
            }
        }
    }

    /** Whether something on the timeline may begin an interest with these values; never false where something does. */
    boolean mayHold(Standing standing, List<String> values) {
        int bit = bit(standing, values);
        return ((bits[bit >> 6] >>> bit) & 1) != 0;
    }

    private static int bit(Standing standing, List<String> values) {
        int hash = (31 * standing.identity().hashCode() + values.hashCode()) * 0x9E3779B9;
        return hash >>> (32 - Integer.numberOfTrailingZeros(WORDS * Long.SIZE));
    }
}
