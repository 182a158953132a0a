package io.enishi.scoring.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who moved from which group to which between two dates. Groups are RFM segments, stages, bands, or whatever names the caller has.
 *
 * @param moves everybody who was known at one of the dates, by customer id
 */
public record Transitions(List<Move> moves) {

    /** Stands for "not known then": before the first purchase, or gone from the list. */
    public static final String NOBODY = "-";

    /**
     * One customer's way.
     *
     * @param from group at the first date, or {@link #NOBODY}
     * @param to group at the second date, or {@link #NOBODY}
     */
    public record Move(String customer, String from, String to) {
        public Move {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }

        /** Whether the group changed. */
        public boolean changed() {
            return !from.equals(to);
        }
    }

    public Transitions {
        moves = List.copyOf(moves);
    }

    /**
     * Compares two dates.
     *
     * @param before group by customer at the first date
     * @param after group by customer at the second date
     */
    public static Transitions between(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> customers = new TreeSet<>(before.keySet());
        customers.addAll(after.keySet());
        List<Move> moves = new ArrayList<>(customers.size());
        for (String customer : customers) {
            moves.add(new Move(customer, before.getOrDefault(customer, NOBODY), after.getOrDefault(customer, NOBODY)));
        }
        return new Transitions(moves);
    }

    /** How many went from each group to each; pairs of groups that nobody went between are left out. */
    public Map<String, Map<String, Integer>> counts() {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Move move : moves) {
            counts.computeIfAbsent(move.from(), from -> new TreeMap<>()).merge(move.to(), 1, Integer::sum);
        }
        return Collections.unmodifiableMap(counts);
    }

    /** How many went from one group to another. */
    public int count(String from, String to) {
        return counts().getOrDefault(from, Map.of()).getOrDefault(to, 0);
    }

    /** Those whose group changed, by customer id. */
    public List<Move> changed() {
        return moves.stream().filter(Move::changed).toList();
    }
}
