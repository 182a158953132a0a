package io.enishi.scoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How many events became what. */
final class Tally {

    /** A cell each, so that counting makes no object. */
    private final Map<ScoreBook.Arrival, long[]> counts = new EnumMap<>(ScoreBook.Arrival.class);

    Tally() {
        for (ScoreBook.Arrival arrival : ScoreBook.Arrival.values()) {
            counts.put(arrival, new long[1]);
        }
    }

    void count(ScoreBook.Arrival arrival) {
        add(arrival, 1);
    }

    private void add(ScoreBook.Arrival arrival, long events) {
        Objects.requireNonNull(counts.get(arrival))[0] += events;
    }

    void addAll(Tally others) {
        others.counts.forEach((arrival, cell) -> add(arrival, cell[0]));
    }

    Map<ScoreBook.Arrival, Long> toMap() {
        Map<ScoreBook.Arrival, Long> map = new EnumMap<>(ScoreBook.Arrival.class);
        counts.forEach((arrival, cell) -> map.put(arrival, cell[0]));
        return map;
    }
}
