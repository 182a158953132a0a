package io.enishi.scoring;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who would stand elsewhere under a changed model at an instant: to be read before the change is made.
 *
 * @param change what is different
 * @param at the instant
 * @param people how many were compared
 * @param higher how many have a higher score under the changed model
 * @param lower how many have a lower one
 * @param moves those whose band differs, and without bands those whose score does; the largest change first
 * @param <K> what a customer is known by
 */
public record ChangeReport<K>(ModelChange change, Instant at, int people, int higher, int lower, List<Move<K>> moves) {

    private static final int PAGE = 1_000;
    private static final int MAX_LINES = 50;

    /**
     * One who moves.
     *
     * @param bandBefore null if the model has no bands
     * @param bandAfter null if the changed model has none
     */
    public record Move<K>(
            K who,
            long scoreBefore,
            long scoreAfter,
            @Nullable String bandBefore,
            @Nullable String bandAfter) {

        private long size() {
            return Math.abs(scoreAfter - scoreBefore);
        }
    }

    public ChangeReport {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
        moves = List.copyOf(moves);
    }

    /** What a model answers about somebody. */
    private record Standing(long value, @Nullable String band) {}

    /** Compares two models over the events of customers, in any order; the runtime is not needed. */
    public static <K> ChangeReport<K> of(
            ScoreModel before, ScoreModel after, Map<K, ? extends Collection<CustomerEvent>> customers, Instant at) {
        Collector<K> collector = new Collector<>(ModelChange.between(before, after), at);
        customers.forEach((customer, events) -> {
            List<CustomerEvent> timeline = Scoring.timeline(events, at);
            collector.add(customer, standing(before.fold(), timeline, at), standing(after.fold(), timeline, at));
        });
        return collector.report();
    }

    /**
     * Compares two models over everybody in a {@code Crm}; reads a page of customers at a time and changes nothing. {@link ScoreSwitch}
     * makes the change.
     */
    public static ChangeReport<CustomerId> of(ScoreModel before, ScoreModel after, Crm crm, Instant at) {
        Collector<CustomerId> collector = new Collector<>(ModelChange.between(before, after), at);
        List<CustomerId> page = crm.customers(PAGE);
        while (!page.isEmpty()) {
            for (CustomerId customer : page) {
                List<CustomerEvent> timeline = Scoring.timeline(crm.timeline(customer), at);
                collector.add(customer, standing(before.fold(), timeline, at), standing(after.fold(), timeline, at));
            }
            page = crm.customers(page.get(page.size() - 1), PAGE);
        }
        return collector.report();
    }

    /** Compares what two books answer; whoever is in one only counts as nothing heard of in the other. */
    static <K> ChangeReport<K> of(ScoreBook<K> before, ScoreBook<K> after, Instant at) {
        Collector<K> collector = new Collector<>(ModelChange.between(before.model(), after.model()), at);
        Set<K> people = new LinkedHashSet<>(before.people());
        Set<K> known = before.customers();
        for (K customer : after.people()) {
            if (!known.contains(customer)) {
                people.add(customer);
            }
        }
        for (K customer : people) {
            collector.add(customer, standing(before, customer, at), standing(after, customer, at));
        }
        return collector.report();
    }

    private static Standing standing(ScoreFold fold, List<CustomerEvent> timeline, Instant at) {
        ScoreState state = fold.initial();
        for (CustomerEvent event : timeline) {
            state = fold.apply(state, event);
        }
        List<Band> bands = fold.model().bands();
        long now = at.toEpochMilli();
        return new Standing(
                fold.score(state).valueAt(now),
                bands.isEmpty()
                        ? null
                        : bands.get((int) fold.band(state).valueAt(now)).name());
    }

    private static <K> Standing standing(ScoreBook<K> book, K customer, Instant at) {
        Band band = book.band(customer, at);
        return new Standing(book.value(customer, at), band == null ? null : band.name());
    }

    /** How many go from each band to each other, by {@code from -> to}. */
    public Map<String, Integer> byMove() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Move<K> move : moves) {
            counts.merge(move.bandBefore() + " -> " + move.bandAfter(), 1, Integer::sum);
        }
        return counts;
    }

    /** The report as text: the differences, the numbers, and up to fifty who move. */
    public String toText() {
        StringBuilder text = new StringBuilder(change.toText());
        text.append(people)
                .append(" people at ")
                .append(at)
                .append(": ")
                .append(higher)
                .append(" higher, ")
                .append(lower)
                .append(" lower, ")
                .append(moves.size())
                .append(" move\n");
        byMove().forEach((move, count) ->
                text.append("  ").append(move).append(": ").append(count).append('\n'));
        for (Move<K> move : moves.subList(0, Math.min(MAX_LINES, moves.size()))) {
            text.append("  ")
                    .append(move.who())
                    .append(": ")
                    .append(move.scoreBefore())
                    .append(" -> ")
                    .append(move.scoreAfter())
                    .append(move.bandAfter() == null ? "" : ", " + move.bandBefore() + " -> " + move.bandAfter())
                    .append('\n');
        }
        if (moves.size() > MAX_LINES) {
            text.append("  and ").append(moves.size() - MAX_LINES).append(" more\n");
        }
        return text.toString();
    }

    /** Counts and collects. */
    private static final class Collector<K> {
        private final ModelChange change;
        private final Instant at;
        private final List<Move<K>> moves = new ArrayList<>();
        private int people;
        private int higher;
        private int lower;

        Collector(ModelChange change, Instant at) {
            this.change = change;
            this.at = at;
        }

        void add(K who, Standing before, Standing after) {
            people++;
            higher += after.value() > before.value() ? 1 : 0;
            lower += after.value() < before.value() ? 1 : 0;
            boolean banded = before.band() != null || after.band() != null;
            boolean moved = banded ? !Objects.equals(before.band(), after.band()) : before.value() != after.value();
            if (moved) {
                moves.add(new Move<>(who, before.value(), after.value(), before.band(), after.band()));
            }
        }

        ChangeReport<K> report() {
            moves.sort((a, b) -> Long.compare(b.size(), a.size()));
            return new ChangeReport<>(change, at, people, higher, lower, moves);
        }
    }
}
