package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.HalfLife;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.VisibleEvents;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a score's fold over plain events and works out what is left of every contribution. */
final class Scoring {

    private Scoring() {}

    /** The events that are visible at an instant, in timeline order, each once; of copies the earliest, as timelines do. */
    static List<CustomerEvent> timeline(Collection<CustomerEvent> events, Instant at) {
        return VisibleEvents.of(events, at);
    }

    static Score score(ScoreFold fold, Collection<CustomerEvent> events, Instant at) {
        Trace trace = new Trace();
        ScoreState state = fold.initial();
        for (CustomerEvent event : timeline(events, at)) {
            fold.apply(state, event, trace);
        }
        return score(fold, state, at, contributions(fold, trace, at.toEpochMilli()));
    }

    /** The score that a state amounts to. */
    static Score score(ScoreFold fold, ScoreState state, Instant at, List<Contribution> contributions) {
        long now = at.toEpochMilli();
        Trajectory score = fold.score(state);
        ScoreModel model = fold.model();
        Band band = model.bands().isEmpty()
                ? null
                : model.bands().get((int) fold.band(state).valueAt(now));
        List<Score.GroupScore> groups = groups(fold, state, now);
        long value = score.valueAt(now);
        long change = score.nextChangeOfSign(value, now);
        return new Score(
                model.name(),
                at,
                value,
                exact(score, now),
                sum(fold, state, now),
                band,
                change == Trajectory.NEVER ? null : Instant.ofEpochMilli(change),
                groups,
                cell(model, groups),
                contributions);
    }

    /** Group by group, as contributions add up. */
    private static BigDecimal sum(ScoreFold fold, ScoreState state, long now) {
        BigDecimal sum = exact(fold.groupSum(state, ScoreTotals.NO_GROUP), now);
        for (int i = 0; i < fold.model().groups().size(); i++) {
            sum = sum.add(exact(fold.groupSum(state, i), now));
        }
        return sum;
    }

    private static List<Score.GroupScore> groups(ScoreFold fold, ScoreState state, long now) {
        List<Score.GroupScore> groups = new ArrayList<>();
        for (int i = 0; i < fold.model().groups().size(); i++) {
            ScoreGroup group = fold.model().groups().get(i);
            Band band = group.bands().isEmpty()
                    ? null
                    : group.bands().get((int) fold.groupBand(state, i).valueAt(now));
            groups.add(new Score.GroupScore(
                    group.name(),
                    exact(fold.groupSum(state, i), now),
                    fold.group(state, i).valueAt(now),
                    band));
        }
        return groups;
    }

    private static @Nullable String cell(ScoreModel model, List<Score.GroupScore> groups) {
        return model.grid()
                .map(grid -> Grid.label(band(groups, grid.rows()), band(groups, grid.columns())))
                .orElse(null);
    }

    private static Band band(List<Score.GroupScore> groups, String name) {
        for (Score.GroupScore group : groups) {
            if (group.group().equals(name) && group.band() != null) {
                return group.band();
            }
        }
        throw new IllegalStateException("a grid's group has bands, but " + name + " has none");
    }

    static BigDecimal exact(Trajectory trajectory, long now) {
        return BigDecimal.valueOf(trajectory.valueAt(now))
                .setScale(12)
                .add(BigDecimal.valueOf(trajectory.fractionAt(now), 12));
    }

    static List<Contribution> contributions(ScoreFold fold, Trace trace, long now) {
        List<Trace.Entry> entries = new ArrayList<>(trace.entries);
        // A fold visits the rules of an event by half-life; people read them in the model's order.
        entries.sort(Comparator.<Trace.Entry>comparingLong(Trace.Entry::time)
                .thenComparing(entry -> entry.event.source())
                .thenComparing(entry -> entry.event.id())
                .thenComparing(entry -> entry.rule.index));
        Shares shares = new Shares(fold, now);
        List<Contribution> contributions = new ArrayList<>(entries.size());
        for (Trace.Entry entry : entries) {
            Happening event = entry.event;
            contributions.add(new Contribution(
                    entry.rule.rule.id(),
                    event.source(),
                    event.id(),
                    event.type(),
                    Instant.ofEpochMilli(event.time()),
                    entry.asked,
                    entry.given,
                    entry.cutBy,
                    entry.reversed,
                    shares.left(entry)));
        }
        return contributions;
    }

    /** Hands out shares of sums that are rounded as a whole: each gets what the sum so far gains by it. */
    private static final class Shares {

        private static final BigInteger UNIT = BigInteger.valueOf(Trajectory.FRACTIONS_PER_POINT);

        private final ScoreFold fold;
        private final long now;
        /** By the place in which they decay together. */
        private final Map<Integer, DecayingSum> decaying = new HashMap<>();
        /** Points times milliseconds left, by the place in which they fade together. */
        private final Map<Integer, BigInteger> linear = new HashMap<>();

        Shares(ScoreFold fold, long now) {
            this.fold = fold;
            this.now = now;
        }

        BigDecimal left(Trace.Entry entry) {
            Decay decay = entry.rule.rule.decay();
            long net = entry.net();
            long time = entry.time();
            int place = entry.rule.slot;
            if (decay instanceof Decay.HalfLife halving) {
                DecayingSum sum =
                        decaying.computeIfAbsent(place, absent -> new DecayingSum(HalfLife.of(halving.length())));
                BigDecimal before = exact(sum.trajectory(), now);
                sum.add(net, time);
                return exact(sum.trajectory(), now).subtract(before);
            }
            if (decay instanceof Decay.Linear line) {
                long length = line.length().toMillis();
                BigInteger before = linear.getOrDefault(place, BigInteger.ZERO);
                BigInteger after = before.add(
                        BigInteger.valueOf(net).multiply(BigInteger.valueOf(Math.max(0, time + length - now))));
                linear.put(place, after);
                return new BigDecimal(floor(after, length).subtract(floor(before, length)), 12);
            }
            if (decay instanceof Decay.Stepped stepped) {
                long over = (now - time) / stepped.period().toMillis();
                long percent = over >= stepped.periods() ? 0 : 100 - over * stepped.percent();
                return BigDecimal.valueOf(net)
                        .multiply(BigDecimal.valueOf(percent, 2))
                        .setScale(12);
            }
            boolean gone = decay instanceof Decay.Expiry && now >= fold.layout().fadesFrom(decay, time);
            return BigDecimal.valueOf(gone ? 0 : net).setScale(12);
        }

        private static BigInteger floor(BigInteger pointMillis, long length) {
            BigInteger[] parts = pointMillis.multiply(UNIT).divideAndRemainder(BigInteger.valueOf(length));
            return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        }
    }
}
