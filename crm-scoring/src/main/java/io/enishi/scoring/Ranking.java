package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Trajectory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** A list of customers by score, with reasons: whom to call first. */
public final class Ranking {

    private Ranking() {}

    /**
     * A place in the list.
     *
     * @param rank from 1, the highest score
     * @param who the customer
     * @param score the score with its reasons
     */
    public record Ranked<K>(int rank, K who, Score score) {}

    /** A customer's place before its reasons are worked out. */
    private record Candidate<K>(K who, long value, BigDecimal sum, int order) {}

    /**
     * The {@code n} customers with the highest scores, the highest first: by the value shown, then by what is left of all points,
     * then in the order of {@code customers}. Takes memory for {@code n} reasons, however many customers there are.
     *
     * @param customers events by customer, in any order
     * @param n at least 1; if there are fewer customers, all are listed
     */
    public static <K> List<Ranked<K>> top(
            ScoreModel model, Map<K, ? extends Collection<CustomerEvent>> customers, Instant at, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a ranking lists at least 1 customer, but " + n + " were asked for");
        }
        ScoreFold fold = model.fold();
        long now = at.toEpochMilli();
        Comparator<Candidate<K>> worstFirst = Comparator.<Candidate<K>>comparingLong(Candidate::value)
                .thenComparing(Candidate::sum)
                .thenComparing(Candidate::order, Comparator.reverseOrder());
        PriorityQueue<Candidate<K>> best = new PriorityQueue<>(worstFirst);
        int order = 0;
        for (Map.Entry<K, ? extends Collection<CustomerEvent>> customer : customers.entrySet()) {
            ScoreState state = fold.initial();
            for (CustomerEvent event : Scoring.timeline(customer.getValue(), at)) {
                state = fold.apply(state, event);
            }
            Trajectory score = fold.score(state);
            best.add(new Candidate<>(
                    customer.getKey(), score.valueAt(now), Scoring.exact(fold.sum(state), now), order++));
            if (best.size() > n) {
                best.poll();
            }
        }
        List<Candidate<K>> sorted = new ArrayList<>(best);
        sorted.sort(worstFirst.reversed());
        List<Ranked<K>> ranked = new ArrayList<>(sorted.size());
        for (Candidate<K> candidate : sorted) {
            Collection<CustomerEvent> events = customers.get(candidate.who());
            ranked.add(new Ranked<>(
                    ranked.size() + 1, candidate.who(), Scoring.score(fold, events == null ? List.of() : events, at)));
        }
        return ranked;
    }
}
