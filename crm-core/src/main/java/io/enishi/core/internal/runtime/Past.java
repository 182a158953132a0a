package io.enishi.core.internal.runtime;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is left of a customer's events before an instant when they are not read any more: the states of all folds, how many events there were
 * of each type and which systems told of them, the few events that definitions may still look at, and a digest of each event's id. What else is asked about that time is
 * answered by reading everything.
 */
final class Past {

    /** So many of the latest events of each type are kept, whatever definitions say: journeys look back for the last ones. */
    static final int LATEST_OF_A_TYPE = 4;

    private final long until;
    private final byte[][] states;
    private final Map<String, Integer> counts;
    private final Set<String> sources;
    private final int[] digests;
    private final List<Kept> kept;
    private final Map<String, Integer> keptOf = new TreeMap<>();

    /** An event that may still be looked at. */
    record Kept(OriginId origin, CustomerEvent event) {}

    /**
     * @param until every event before it is past, epoch milliseconds
     * @param states of all folds, encoded, in their order
     * @param counts how many events there were of each type
     * @param sources the systems that told of them
     * @param digests {@link #digest} of every event, ascending
     * @param kept in timeline order
     */
    Past(
            long until,
            byte[][] states,
            Map<String, Integer> counts,
            Set<String> sources,
            int[] digests,
            List<Kept> kept) {
        this.until = until;
        this.states = states;
        this.counts = new TreeMap<>(counts);
        this.sources = Set.copyOf(sources);
        this.digests = digests;
        this.kept = List.copyOf(kept);
        this.kept.forEach(one -> keptOf.merge(one.event.type(), 1, Integer::sum));
    }

    long until() {
        return until;
    }

    byte[] state(int fold) {
        return states[fold];
    }

    int folds() {
        return states.length;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    Set<String> sources() {
        return sources;
    }

    int[] digests() {
        return digests;
    }

    List<Kept> kept() {
        return kept;
    }

    /** Those that are stored under an origin, in timeline order. */
    List<CustomerEvent> keptOf(OriginId origin) {
        return kept.stream()
                .filter(one -> one.origin.equals(origin))
                .map(Kept::event)
                .toList();
    }

    /** How many events are past. */
    int size() {
        return digests.length;
    }

    /** How many past events of a type there are; of all for the empty name. */
    int count(String type) {
        return type.isEmpty() ? size() : counts.getOrDefault(type, 0);
    }

    /** Whether it can be told which was the {@code nth} latest past event of a type, counted from 1. */
    boolean tells(String type, int nth) {
        if (type.isEmpty()) {
            return kept.size() == size();
        }
        return nth <= LATEST_OF_A_TYPE || keptOf.getOrDefault(type, 0).equals(counts.getOrDefault(type, 0));
    }

    /** Whether an event of this source and id may be among the past ones: true too often once in billions, never false wrongly. */
    boolean mayHold(CustomerEvent event) {
        return Arrays.binarySearch(digests, digest(event.source(), event.id())) >= 0;
    }

    static int digest(String source, EventId id) {
        long mixed = Digest.mix(Digest.mix(source.hashCode(), id.high()), id.low());
        return (int) (mixed ^ mixed >>> 32);
    }
}
