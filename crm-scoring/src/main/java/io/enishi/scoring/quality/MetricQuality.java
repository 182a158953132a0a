package io.enishi.scoring.quality;

import io.enishi.core.Crm;
import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Fold;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.VisibleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well a metric told who would do something.
 *
 * <p>People of equal metric are alike: they share ranks, and where a bin ends among them they are divided between the bins as a lot
 * would divide them on average. So nothing here depends on the order in which people are given.
 *
 * @param people how many were looked at
 * @param positives how many of them did it
 * @param auc probability that one who did it has a higher metric than one who did not, ties counting half (Mann and Whitney); empty
 *     unless there are both
 * @param aucStandardError its standard error after DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988, 837-845); empty unless there
 *     are two of each
 * @param bins from the highest metric to the lowest, of equal numbers of people; empty for nobody
 * @param calibration which rate a value stands for, from the lowest to the highest: the rates that fit best among those that never fall as
 *     the metric rises (isotonic regression by pooling adjacent violators; Ayer et al., Ann. Math. Statist. 26, 1955, 641-647)
 * @param brierScore mean squared distance from the outcome; only for a metric that lies in 0 to 1 everywhere, as a probability does
 * @param calibrationError mean distance of the bins' rates from their mean metric, weighted by people; for probabilities only
 */
public record MetricQuality(
        int people,
        int positives,
        OptionalDouble auc,
        OptionalDouble aucStandardError,
        List<Bin> bins,
        List<Level> calibration,
        OptionalDouble brierScore,
        OptionalDouble calibrationError) {

    private static final int DECILES = 10;
    private static final int MOST_BINS = 1_000;
    private static final int PAGE = 1_000;

    /**
     * A share of the people, by metric.
     *
     * @param people how many; a fraction where people are divided
     * @param positives how many of them did it; a fraction where people of equal metric are divided
     * @param lowest the lowest metric in the bin
     * @param highest the highest
     * @param mean the mean
     * @param rate {@code positives / people}
     * @param lift rate over the rate of all; 0 if nobody did it
     * @param cumulativeGain share of all positives in this bin and those above; 0 if nobody did it
     * @param cumulativeLift rate of this bin and those above over the rate of all; 0 if nobody did it
     */
    public record Bin(
            double people,
            double positives,
            double lowest,
            double highest,
            double mean,
            double rate,
            double lift,
            double cumulativeGain,
            double cumulativeLift) {}

    /**
     * Values that stand for one rate.
     *
     * @param from the lowest of them that occurred
     * @param to the highest
     * @param people how many had them
     * @param rate which share of those did it
     */
    public record Level(double from, double to, int people, double rate) {}

    public MetricQuality {
        bins = List.copyOf(bins);
        calibration = List.copyOf(calibration);
    }

    /**
     * The same in ten bins.
     *
     * @param metric one finite number for each person
     * @param outcome whether that person did it
     */
    public static MetricQuality of(double[] metric, boolean[] outcome) {
        return of(metric, outcome, DECILES);
    }

    /**
     * Compares a metric with an outcome.
     *
     * @param metric one finite number for each person
     * @param outcome whether that person did it
     * @param bins from 1 to 1,000
     * @throws IllegalArgumentException if the arrays differ in length, or a metric is NaN or infinite
     */
    public static MetricQuality of(double[] metric, boolean[] outcome, int bins) {
        if (metric.length != outcome.length) {
            throw new IllegalArgumentException("there must be one outcome for each metric, but there are "
                    + metric.length + " metrics and " + outcome.length + " outcomes");
        }
        if (bins < 1 || bins > MOST_BINS) {
            throw new IllegalArgumentException("bins must be 1 to " + MOST_BINS + ", but were " + bins);
        }
        for (int i = 0; i < metric.length; i++) {
            if (!Double.isFinite(metric[i])) {
                throw new IllegalArgumentException("metric " + i + " must be a finite number, but was " + metric[i]);
            }
        }
        return new Ranked(metric, outcome).quality(bins);
    }

    /**
     * Compares a metric of a fold, as it stood at an instant, with what people did after it. Those count of whom something was known at
     * that instant.
     *
     * @param metric one that the fold publishes
     * @param customers events by customer, in any order
     * @param outcome what is hoped for
     * @param within how long after {@code at} it counts: {@code at < occurredAt <= at + within}
     */
    public static <S> MetricQuality of(
            Fold<S> fold,
            String metric,
            Map<?, ? extends Collection<CustomerEvent>> customers,
            Instant at,
            Selection outcome,
            Duration within) {
        Later<S> later = new Later<>(fold, metric, at, outcome, within);
        customers.values().forEach(later::add);
        return later.quality();
    }

    /** The same over everybody in a {@code Crm}; reads a page of customers at a time. */
    public static <S> MetricQuality of(
            Fold<S> fold, String metric, Crm crm, Instant at, Selection outcome, Duration within) {
        Later<S> later = new Later<>(fold, metric, at, outcome, within);
        List<CustomerId> page = crm.customers(PAGE);
        while (!page.isEmpty()) {
            page.forEach(customer -> later.add(crm.timeline(customer)));
            page = crm.customers(page.get(page.size() - 1), PAGE);
        }
        return later.quality();
    }

    /** Share of those who did it among all; 0 for nobody. */
    public double rate() {
        return people == 0 ? 0 : (double) positives / people;
    }

    /** The rate that a value stands for by {@link #calibration}: that of the last level not above it; empty for nobody. */
    public OptionalDouble rateAt(double value) {
        OptionalDouble rate = OptionalDouble.empty();
        for (Level level : calibration) {
            if (rate.isEmpty() || level.from() <= value) {
                rate = OptionalDouble.of(level.rate());
            }
        }
        return rate;
    }

    /** A table of the bins under the figures, for people to read. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(people).append(" people, ").append(positives).append(" did it (");
        text.append(shown(rate() * 100)).append(" %), AUC ");
        text.append(auc.isPresent() ? shown(auc.getAsDouble()) : "not defined");
        aucStandardError.ifPresent(error -> text.append(" +- ").append(shown(error)));
        brierScore.ifPresent(score -> text.append(", Brier score ").append(shown(score)));
        calibrationError.ifPresent(error -> text.append(", calibration error ").append(shown(error)));
        text.append("\n  bin      metric            people   rate   lift   gain\n");
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "  %3d  %8.2f to %8.2f %7.0f %6.3f %6.2f %6.3f%n",
                    i + 1,
                    bin.lowest(),
                    bin.highest(),
                    bin.people(),
                    bin.rate(),
                    bin.lift(),
                    bin.cumulativeGain()));
        }
        return text.toString();
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }

    /** Collects metrics as of an instant and outcomes after it. */
    private static final class Later<S> {

        private final Fold<S> fold;
        private final String metric;
        private final Instant at;
        private final Instant until;
        private final CompiledFilter outcome;
        private double[] metrics = new double[1_024];
        private boolean[] outcomes = new boolean[1_024];
        private int count;

        Later(Fold<S> fold, String metric, Instant at, Selection outcome, Duration within) {
            if (!fold.publishes().contains(metric)) {
                throw new IllegalArgumentException("fold " + fold.name() + " publishes no metric \"" + metric
                        + "\", but " + String.join(", ", fold.publishes()));
            }
            if (within.isNegative() || within.isZero()) {
                throw new IllegalArgumentException("the outcome needs time after the instant, but was given " + within);
            }
            this.fold = fold;
            this.metric = metric;
            this.at = at;
            this.until = at.plus(within);
            this.outcome = CompiledFilter.of(outcome);
        }

        void add(Collection<CustomerEvent> events) {
            boolean did = false;
            for (CustomerEvent event : events) {
                did |= event.occurredAt().isAfter(at) && !event.occurredAt().isAfter(until) && outcome.test(event);
            }
            List<CustomerEvent> known = VisibleEvents.of(events, at);
            if (known.isEmpty()) {
                return;
            }
            S state = fold.initial();
            for (CustomerEvent event : known) {
                if (fold.eventTypes().isEmpty() || fold.eventTypes().contains(event.type())) {
                    state = fold.apply(state, event);
                }
            }
            Trajectory value = fold.metrics(state).get(metric);
            if (value == null) {
                return; // a metric without value says nothing of this person
            }
            if (count == metrics.length) {
                metrics = Arrays.copyOf(metrics, 2 * count);
                outcomes = Arrays.copyOf(outcomes, 2 * count);
            }
            long now = at.toEpochMilli();
            metrics[count] = value.valueAt(now) + value.fractionAt(now) / (double) Trajectory.FRACTIONS_PER_POINT;
            outcomes[count++] = did;
        }

        MetricQuality quality() {
            return of(Arrays.copyOf(metrics, count), Arrays.copyOf(outcomes, count));
        }
    }

    /** People in order of the metric, those of equal metric in one group. */
    private static final class Ranked {

        /** Ends of groups of equal metric, the lowest first. */
        private final int[] ends;

        private final double[] values;
        private final int[] positivesOf;
        private final int people;
        private final int positives;

        Ranked(double[] metric, boolean[] outcome) {
            people = metric.length;
            // Sorting indices by metric: the outcome rides along in the lowest place of a pair.
            Integer[] order = new Integer[people];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(metric[a] + 0.0, metric[b] + 0.0));
            int[] groupEnds = new int[people];
            double[] groupValues = new double[people];
            int[] groupPositives = new int[people];
            int groups = 0;
            int did = 0;
            for (int i = 0; i < people; i++) {
                double value = metric[order[i]] + 0.0; // -0.0 and 0.0 are one value
                if (groups == 0 || groupValues[groups - 1] != value) {
                    groupValues[groups++] = value;
                }
                groupEnds[groups - 1] = i + 1;
                if (outcome[order[i]]) {
                    groupPositives[groups - 1]++;
                    did++;
                }
            }
            positives = did;
            ends = Arrays.copyOf(groupEnds, groups);
            values = Arrays.copyOf(groupValues, groups);
            positivesOf = Arrays.copyOf(groupPositives, groups);
        }

        private int size(int group) {
            return ends[group] - (group == 0 ? 0 : ends[group - 1]);
        }

        MetricQuality quality(int wanted) {
            List<Bin> bins = bins(wanted);
            boolean probabilities = people > 0 && values[0] >= 0 && values[values.length - 1] <= 1;
            double[] area = area();
            return new MetricQuality(
                    people,
                    positives,
                    area.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(area[0]),
                    area.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(area[1]),
                    bins,
                    levels(),
                    probabilities ? OptionalDouble.of(brier()) : OptionalDouble.empty(),
                    probabilities ? OptionalDouble.of(distance(bins)) : OptionalDouble.empty());
        }

        /** The area under the curve and, with two of each kind, its standard error. */
        private double[] area() {
            long negatives = (long) people - positives;
            if (positives == 0 || negatives == 0) {
                return new double[0];
            }
            // How many negatives lie below each positive, ties half: DeLong's placement values, by group.
            double sum = 0;
            long negativesBelow = 0;
            for (int group = 0; group < values.length; group++) {
                long here = (long) size(group) - positivesOf[group];
                sum += positivesOf[group] * (negativesBelow + here / 2.0);
                negativesBelow += here;
            }
            double auc = sum / ((double) positives * negatives);
            if (positives < 2 || negatives < 2) {
                return new double[] {auc};
            }
            double ofPositives = 0;
            double ofNegatives = 0;
            negativesBelow = 0;
            long positivesBelow = 0;
            for (int group = 0; group < values.length; group++) {
                long here = (long) size(group) - positivesOf[group];
                double placed = (negativesBelow + here / 2.0) / negatives - auc;
                ofPositives += positivesOf[group] * placed * placed;
                double above = (positives - positivesBelow - positivesOf[group] / 2.0) / positives - auc;
                ofNegatives += here * above * above;
                negativesBelow += here;
                positivesBelow += positivesOf[group];
            }
            double variance =
                    ofPositives / ((positives - 1.0) * positives) + ofNegatives / ((negatives - 1.0) * negatives);
            return new double[] {auc, Math.sqrt(variance)};
        }

        private List<Bin> bins(int wanted) {
            List<Bin> bins = new ArrayList<>();
            if (people == 0) {
                return bins;
            }
            int count = Math.min(wanted, people);
            int group = values.length - 1;
            double used = 0; // of the people of that group
            double gained = 0;
            double passed = 0;
            for (int bin = 0; bin < count; bin++) {
                // Ends are computed from the whole, so that no rounding adds up.
                double end = (double) people * (bin + 1) / count;
                double room = end - passed;
                double positivesHere = 0;
                double metricSum = 0;
                double highest = values[group];
                double lowest = highest;
                double left = room;
                while (left > 1e-9 && group >= 0) {
                    double taken = Math.min(left, size(group) - used);
                    positivesHere += taken * positivesOf[group] / size(group);
                    metricSum += taken * values[group];
                    lowest = values[group];
                    left -= taken;
                    used += taken;
                    if (used > size(group) - 1e-9) {
                        group--;
                        used = 0;
                    }
                }
                gained += positivesHere;
                passed = end;
                double rate = positivesHere / room;
                double overall = (double) positives / people;
                bins.add(new Bin(
                        room,
                        positivesHere,
                        lowest,
                        highest,
                        metricSum / room,
                        rate,
                        positives == 0 ? 0 : rate / overall,
                        positives == 0 ? 0 : Math.min(1, gained / positives),
                        positives == 0 ? 0 : gained / passed / overall));
                if (group < 0) {
                    break;
                }
            }
            return bins;
        }

        private List<Level> levels() {
            int[] from = new int[values.length];
            long[] levelPeople = new long[values.length];
            long[] levelPositives = new long[values.length];
            int count = 0;
            for (int group = 0; group < values.length; group++) {
                from[count] = group;
                levelPeople[count] = size(group);
                levelPositives[count] = positivesOf[group];
                count++;
                // Neighbours whose rate does not rise are pooled; products of counts compare exactly.
                while (count > 1
                        && levelPositives[count - 2] * levelPeople[count - 1]
                                >= levelPositives[count - 1] * levelPeople[count - 2]) {
                    levelPeople[count - 2] += levelPeople[count - 1];
                    levelPositives[count - 2] += levelPositives[count - 1];
                    count--;
                }
            }
            List<Level> levels = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int last = i + 1 < count ? from[i + 1] - 1 : values.length - 1;
                levels.add(new Level(
                        values[from[i]],
                        values[last],
                        (int) levelPeople[i],
                        (double) levelPositives[i] / levelPeople[i]));
            }
            return levels;
        }

        private double brier() {
            double sum = 0;
            for (int group = 0; group < values.length; group++) {
                double toOne = 1 - values[group];
                double toZero = values[group];
                sum += positivesOf[group] * toOne * toOne + (size(group) - positivesOf[group]) * toZero * toZero;
            }
            return sum / people;
        }

        private double distance(List<Bin> bins) {
            double sum = 0;
            for (Bin bin : bins) {
                sum += bin.people() * Math.abs(bin.rate() - bin.mean());
            }
            return sum / people;
        }
    }
}
