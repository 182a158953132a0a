package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What would change a score: what time alone will do to it, what is missing to the next band, and what one more event would bring
 * under each rule, caps and limits counted. Everything is worked out by the code that counts, on a copy of the state.
 *
 * @param score the score as it stands, with its reasons
 * @param falls what happens if nothing happens: the bands that time alone leads to, in order; empty if the band stays
 * @param nextBand the band above the present one; null in the highest, or without bands
 * @param missing points up to it, counted in whole points of the score shown; 0 if there is none
 * @param options what one more event would bring under each rule, the greatest gain first
 */
public record Outlook(
        Score score, List<Fall> falls, @Nullable Band nextBand, long missing, List<Option> options) {

    /** How often an option is tried to see whether it leads to the next band. */
    private static final int MOST_TRIES = 1_000;

    private static final int MOST_FALLS = 20;

    public Outlook {
        Objects.requireNonNull(score, "score");
        falls = List.copyOf(falls);
        options = List.copyOf(options);
    }

    /**
     * A band that time alone leads to.
     *
     * @param at the first millisecond in it
     */
    public record Fall(Instant at, Band band) {}

    /**
     * What one more event would bring if it matched one rule and no other.
     *
     * @param rule id of the rule
     * @param gives points that it would be given; 0 if a cap is used up
     * @param value the score then
     * @param band the band then; null without bands
     * @param heldBy the cap that would withhold some of it; null if none would
     * @param times how many such events at this instant would lead to the next band; 0 if no number of them would, up to a thousand
     */
    public record Option(
            String rule,
            long gives,
            long value,
            @Nullable Band band,
            @Nullable Cap heldBy,
            int times) {}

    /**
     * Looks at one customer.
     *
     * @param events the customer's events in any order, as for {@link ScoreModel#score}
     */
    public static Outlook of(ScoreModel model, Collection<CustomerEvent> events, Instant at) {
        ScoreFold fold = model.fold();
        ScoreState state = fold.initial();
        for (CustomerEvent event : Scoring.timeline(events, at)) {
            state = fold.apply(state, event);
        }
        return of(fold, state, model.score(events, at), at);
    }

    /** Looks at one customer of a book. */
    public static <K> Outlook of(ScoreBook<K> book, K customer, Instant at) {
        return of(book.model().fold(), book.state(customer, at), book.score(customer, at), at);
    }

    private static Outlook of(ScoreFold fold, ScoreState state, Score score, Instant at) {
        List<Band> bands = fold.model().bands();
        long now = at.toEpochMilli();
        int index = score.band() == null ? -1 : bands.indexOf(score.band());
        Band next = index >= 0 && index + 1 < bands.size() ? bands.get(index + 1) : null;
        long missing = next == null ? 0 : Math.max(0, next.requireAtLeast() - score.value());
        List<Option> options = new ArrayList<>();
        for (ScoreRule rule : fold.model().rules()) {
            options.add(option(fold, state, rule, next, missing, now));
        }
        options.sort(Comparator.comparingLong(Option::value).reversed());
        return new Outlook(score, falls(fold, state, now), next, missing, options);
    }

    private static List<Fall> falls(ScoreFold fold, ScoreState state, long now) {
        List<Fall> falls = new ArrayList<>();
        List<Band> bands = fold.model().bands();
        if (bands.isEmpty()) {
            return falls;
        }
        Trajectory band = fold.band(state);
        long at = now;
        while (falls.size() < MOST_FALLS) {
            long next = band.nextPiece(at);
            if (next == Trajectory.NEVER) {
                return falls;
            }
            falls.add(new Fall(Instant.ofEpochMilli(next), bands.get((int) band.valueAt(next))));
            at = next;
        }
        return falls;
    }

    private static Option option(
            ScoreFold fold, ScoreState state, ScoreRule rule, @Nullable Band next, long missing, long now) {
        ScoreState tried = state.copy();
        CompiledRule compiled = fold.compiled(rule);
        long points = points(rule, compiled, missing);
        EventPlan plan = EventPlan.known(new CompiledRule[] {compiled.asking(points)}, false);
        Trace trace = new Trace();
        Happening imagined = new Happening("", new io.enishi.core.value.EventId(0, 0), "", now);
        fold.apply(tried, plan, now, null, null, trace, imagined);
        long given = trace.entries.isEmpty() ? 0 : trace.entries.get(0).given;
        Cap heldBy = trace.entries.isEmpty() ? null : trace.entries.get(0).cutBy;
        long value = fold.score(tried).valueAt(now);
        Band band = bandOf(fold, tried, now);
        int times = 0;
        if (next != null) {
            int tries = 1;
            long before = Long.MIN_VALUE;
            while (tries < MOST_TRIES && !reaches(fold, tried, next, now) && fold.sumOfAll(tried, now) != before) {
                before = fold.sumOfAll(tried, now);
                fold.apply(tried, plan, now, null, null);
                tries++;
            }
            times = reaches(fold, tried, next, now) ? tries : 0;
        }
        return new Option(rule.id(), given, value, band, heldBy, times);
    }

    /** A formula counts what it is given: the whole units that would be enough, or one. */
    private static long points(ScoreRule rule, CompiledRule compiled, long missing) {
        if (rule.points() instanceof Points.PerUnit formula) {
            long units = missing <= 0 || formula.points() < 0 ? 1 : (missing + formula.points() - 1) / formula.points();
            return compiled.worth(Math.multiplyExact(
                    Math.min(units, Integer.MAX_VALUE), Math.min(formula.unit(), Integer.MAX_VALUE)));
        }
        return compiled.worth(0);
    }

    private static @Nullable Band bandOf(ScoreFold fold, ScoreState state, long now) {
        List<Band> bands = fold.model().bands();
        return bands.isEmpty() ? null : bands.get((int) fold.band(state).valueAt(now));
    }

    private static boolean reaches(ScoreFold fold, ScoreState state, Band band, long now) {
        return fold.score(state).isAtLeast(band.requireAtLeast(), now);
    }

    /** The outlook as text, one line each: what is missing, what time does, what each rule would bring. */
    public String toText() {
        StringBuilder text = new StringBuilder(score.model()).append(": ").append(score.value());
        if (score.band() != null) {
            text.append(", band ").append(score.band().name());
        }
        text.append('\n');
        for (Fall fall : falls) {
            text.append("  if nothing happens: band ")
                    .append(fall.band().name())
                    .append(" from ")
                    .append(fall.at())
                    .append('\n');
        }
        if (nextBand != null) {
            text.append("  ")
                    .append(missing)
                    .append(" to band ")
                    .append(nextBand.name())
                    .append('\n');
        }
        for (Option option : options) {
            text.append("  ")
                    .append(option.rule())
                    .append(": ")
                    .append(option.gives() >= 0 ? "+" : "")
                    .append(option.gives());
            text.append(" makes ").append(option.value());
            if (option.band() != null) {
                text.append(", band ").append(option.band().name());
            }
            if (option.heldBy() != null) {
                text.append(", held by \"").append(option.heldBy()).append('"');
            }
            if (option.times() > 1) {
                text.append(", ")
                        .append(option.times())
                        .append(" of them make band ")
                        .append(Objects.requireNonNull(nextBand).name());
            }
            text.append('\n');
        }
        return text.toString();
    }
}
