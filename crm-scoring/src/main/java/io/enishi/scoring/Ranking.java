package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Trajectory;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/** A list of customers by score, with reasons: whom to call first. */
public final class Ranking {

    private static final int MAX_REASONS = 5;

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
        ScoreFold fold = model.fold();
        return top(
                fold,
                customers.keySet(),
                who -> {
                    ScoreState state = fold.initial();
                    for (CustomerEvent event : Scoring.timeline(events(customers, who), at)) {
                        state = fold.apply(state, event);
                    }
                    return state;
                },
                who -> Scoring.score(fold, events(customers, who), at),
                at,
                n);
    }

    private static <K> Collection<CustomerEvent> events(Map<K, ? extends Collection<CustomerEvent>> customers, K who) {
        Collection<CustomerEvent> events = customers.get(who);
        return events == null ? List.of() : events;
    }

    /** The same, wherever states and reasons come from. */
    static <K> List<Ranked<K>> top(
            ScoreFold fold,
            Collection<K> customers,
            Function<K, ScoreState> states,
            Function<K, Score> scores,
            Instant at,
            int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a ranking lists at least 1 customer, but " + n + " were asked for");
        }
        long now = at.toEpochMilli();
        Comparator<Candidate<K>> worstFirst = Comparator.<Candidate<K>>comparingLong(Candidate::value)
                .thenComparing(Candidate::sum)
                .thenComparing(Candidate::order, Comparator.reverseOrder());
        PriorityQueue<Candidate<K>> best = new PriorityQueue<>(worstFirst);
        int order = 0;
        for (K who : customers) {
            ScoreState state = states.apply(who);
            Trajectory score = fold.score(state);
            best.add(new Candidate<>(who, score.valueAt(now), Scoring.exact(fold.sum(state), now), order++));
            if (best.size() > n) {
                best.poll();
            }
        }
        List<Candidate<K>> sorted = new ArrayList<>(best);
        sorted.sort(worstFirst.reversed());
        List<Ranked<K>> ranked = new ArrayList<>(sorted.size());
        for (Candidate<K> candidate : sorted) {
            ranked.add(new Ranked<>(ranked.size() + 1, candidate.who(), scores.apply(candidate.who())));
        }
        return ranked;
    }

    /**
     * Writes a list as CSV (RFC 4180, with a header): rank, customer, score, the score before rounding
     * down, points before limits, band and cell (empty where the model
     * has none), when the score changes next if nothing happens, and up to five reasons, the largest first. A text that a spreadsheet
     * would take for a formula gets an apostrophe in front.
     */
    public static <K> void writeCsv(List<Ranked<K>> ranked, Appendable out) throws IOException {
        out.append("rank,customer,score,exact,points,band,cell,changes_at,reasons\r\n");
        for (Ranked<K> place : ranked) {
            Score score = place.score();
            out.append(String.valueOf(place.rank())).append(',');
            out.append(CsvCells.text(String.valueOf(place.who()))).append(',');
            out.append(String.valueOf(score.value())).append(',');
            out.append(plain(score.exact())).append(',');
            out.append(plain(score.sum())).append(',');
            Band band = score.band();
            out.append(band == null ? "" : CsvCells.text(band.name())).append(',');
            String cell = score.cell();
            out.append(cell == null ? "" : CsvCells.text(cell)).append(',');
            out.append(score.changesAt() == null ? "" : score.changesAt().toString())
                    .append(',');
            out.append(CsvCells.text(reasons(score))).append("\r\n");
        }
    }

    /** A text as a CSV cell that no spreadsheet takes for a formula; quoted where it has to be. */
    public static String csvCell(String text) {
        return CsvCells.text(text);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** What each rule brought, the largest first: {@code purchase +60 (2 events); opened +7 (1 event)}. */
    private static String reasons(Score score) {
        Map<String, Long> events = new HashMap<>();
        score.contributions().forEach(part -> events.merge(part.rule(), 1L, Long::sum));
        List<Map.Entry<String, BigDecimal>> rules =
                new ArrayList<>(score.byRule().entrySet());
        rules.removeIf(rule -> rule.getValue().signum() == 0);
        rules.sort(Comparator.comparing(
                        (Map.Entry<String, BigDecimal> rule) -> rule.getValue().abs())
                .reversed());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, BigDecimal> rule : rules.subList(0, Math.min(MAX_REASONS, rules.size()))) {
            long count = events.getOrDefault(rule.getKey(), 0L);
            text.append(text.isEmpty() ? "" : "; ")
                    .append(rule.getKey())
                    .append(rule.getValue().signum() > 0 ? " +" : " ")
                    .append(plain(rule.getValue().setScale(2, RoundingMode.HALF_EVEN)))
                    .append(count == 1 ? " (1 event)" : " (" + count + " events)");
        }
        if (rules.size() > MAX_REASONS) {
            text.append("; and ").append(rules.size() - MAX_REASONS).append(" more rules");
        }
        return text.toString();
    }
}
