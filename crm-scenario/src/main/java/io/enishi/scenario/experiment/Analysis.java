package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.AsymptoticSequence;
import io.enishi.scenario.experiment.statistics.BestArm;
import io.enishi.scenario.experiment.statistics.Difference;
import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.MultipleTests;
import io.enishi.scenario.experiment.statistics.Proportion;
import io.enishi.scenario.experiment.statistics.Sample;
import io.enishi.scenario.experiment.statistics.SampleRatio;
import io.enishi.scenario.experiment.statistics.SampleSize;
import io.enishi.scenario.experiment.statistics.Significance;
import io.enishi.scenario.experiment.statistics.TwoProportions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a report of runs that are added up. The order of its questions is taught in {@link ExperimentReport}. */
final class Analysis {

    /** Without a plan: a fifth of the control's value is worth finding. A choice, stated in the report's documentation. */
    private static final double WORTH_FINDING = 0.2;

    /** Where nothing converted yet, the share to plan with: the least that shops usually see of a mail. */
    private static final double LOWEST_SHARE = 0.001;

    private final Experiment experiment;
    private final Map<String, Tally> tallies;
    private final @Nullable Tally holdout;
    private final Tally control;
    private final List<String> variants;
    private final double alpha;
    private final double power;
    /** In the order of the arms. */
    private final List<BestArm> best;

    Analysis(Experiment experiment, Map<String, Tally> byArm) {
        this.experiment = experiment;
        this.tallies = new LinkedHashMap<>(byArm);
        this.holdout = tallies.remove(MeasuredRun.HELD_OUT);
        this.control = tally(experiment.control());
        this.variants = experiment.arms().stream()
                .filter(arm -> arm.size() > 0)
                .map(Arm::name)
                .filter(arm -> !arm.equals(experiment.control()))
                .toList();
        Plan plan = experiment.plan();
        this.alpha = plan == null ? Plan.USUAL_ALPHA : plan.alpha();
        this.power = plan == null ? Plan.USUAL_POWER : plan.power();
        this.best = BestArm.of(tallies.values().stream().map(Tally::conversions).toList());
    }

    private Tally tally(String arm) {
        Tally tally = tallies.get(arm);
        if (tally == null) {
            throw new IllegalArgumentException("experiment \"" + experiment.name() + "\" has no arm \"" + arm + '"');
        }
        return tally;
    }

    ExperimentReport report(LeftOut leftOut) {
        Answer<Significance> sizes = sizes();
        boolean mismatch = sizes.fold(found -> found.pValue() < ExperimentReport.MISMATCH, unknown -> false);
        boolean nothing = variants.isEmpty()
                || experiment.arm(experiment.control()).orElseThrow().size() == 0;
        List<Comparison> comparisons = mismatch || nothing ? List.of() : comparisons();
        Verdict verdict = nothing
                ? new Verdict.NothingToCompare()
                : mismatch ? new Verdict.Mismatch(sizes.orElseThrow()) : verdict(comparisons);
        List<AgainstHoldout> uplifts = new ArrayList<>();
        if (holdout != null && !mismatch) {
            tallies.forEach((arm, tally) -> uplifts.add(uplift(arm, tally, holdout)));
        }
        return new ExperimentReport(
                experiment,
                results(),
                Optional.ofNullable(holdout).map(tally -> result(MeasuredRun.HELD_OUT, tally, new BestArm(0, 0))),
                sizes,
                comparisons,
                uplifts,
                verdict,
                leftOut);
    }

    private Answer<Significance> sizes() {
        List<Arm> arms = experiment.arms();
        long[] observed = new long[arms.size()];
        double[] ratio = new double[arms.size()];
        for (int i = 0; i < observed.length; i++) {
            observed[i] = tally(arms.get(i).name()).conversions().total();
            ratio[i] = arms.get(i).size();
        }
        return SampleRatio.test(observed, ratio);
    }

    private List<ArmResult> results() {
        List<ArmResult> results = new ArrayList<>();
        tallies.forEach((arm, tally) -> results.add(result(arm, tally, best.get(results.size()))));
        return results;
    }

    private ArmResult result(String arm, Tally tally, BestArm best) {
        return new ArmResult(
                arm,
                tally.conversions(),
                tally.conversions().wilson(1 - alpha),
                tally.revenue(),
                tally.cost(),
                tally.profit(),
                best.probabilityBest(),
                best.expectedLoss());
    }

    // ------------------------------------------------------------------ comparing

    private List<Comparison> comparisons() {
        List<Answer<Difference>> differences =
                variants.stream().map(variant -> difference(tally(variant))).toList();
        AsymptoticSequence each = sequence(alpha);
        AsymptoticSequence together = sequence(alpha / variants.size());
        double[] pValues = differences.stream()
                .mapToDouble(difference -> difference.fold(each::pValue, unknown -> 1.0))
                .toArray();
        double[] corrected = MultipleTests.holm(pValues);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            int at = i;
            Tally variant = tally(variants.get(i));
            TwoProportions conversions = new TwoProportions(control.conversions(), variant.conversions());
            comparisons.add(new Comparison(
                    variants.get(i),
                    absolute(variant),
                    relative(variant),
                    conversions.newcombe(1 - alpha),
                    experiment.measure() == Measure.CONVERSION
                            ? conversions.zTest()
                            : differences.get(i).map(Difference::twoSided),
                    differences
                            .get(i)
                            .map(difference -> new Comparison.AnyTime(
                                    difference.estimate(),
                                    together.interval(difference),
                                    pValues[at],
                                    corrected[at]))));
        }
        return comparisons;
    }

    /** Tightest where the planned number of runs is reached. */
    private AsymptoticSequence sequence(double level) {
        double planned = 2.0 * planned().map(Planned::runs).orElse(2500L);
        return new AsymptoticSequence(level, planned);
    }

    private Sample values(Tally tally) {
        return switch (experiment.measure()) {
            case CONVERSION -> tally.conversions().sample();
            case REVENUE -> tally.revenue();
            case PROFIT -> tally.profit();
        };
    }

    private Answer<Double> absolute(Tally variant) {
        Sample a = values(control);
        Sample b = values(variant);
        return a.size() == 0 || b.size() == 0
                ? Answer.unknown(Answer.Lack.NOBODY, "an arm has no runs")
                : Answer.of(b.mean() - a.mean());
    }

    private Answer<Double> relative(Tally variant) {
        double base = values(control).mean();
        return absolute(variant)
                .fold(
                        difference -> base == 0
                                ? Answer.unknown(Answer.Lack.NO_BASE, "the control's value is 0")
                                : Answer.of(difference / Math.abs(base)),
                        unknown -> Answer.unknown(unknown.lack(), unknown.detail()));
    }

    /**
     * What the verdict goes by; unknown where there is too little for a normal approximation. An arm in which nobody or everybody
     * converted gets the variance of one more of each: without any, a single run would decide.
     */
    private Answer<Difference> difference(Tally variant) {
        Proportion one = control.conversions();
        Proportion other = variant.conversions();
        long converted = one.converted() + other.converted();
        long others = one.total() + other.total() - converted;
        boolean counted = experiment.measure() == Measure.CONVERSION;
        if (Math.min(one.total(), other.total()) < ExperimentReport.LEAST_RUNS
                || (counted && Math.min(converted, others) < ExperimentReport.LEAST_EITHER)) {
            return Answer.unknown(
                    Answer.Lack.TOO_FEW,
                    "fewer than " + ExperimentReport.LEAST_RUNS + " runs in an arm, or fewer than "
                            + ExperimentReport.LEAST_EITHER + " that converted or that did not");
        }
        return counted
                ? Difference.absolute(cautious(one), cautious(other))
                : Difference.absolute(values(control), values(variant));
    }

    private static Sample cautious(Proportion group) {
        Sample sample = group.sample();
        if (sample.variance() > 0) {
            return sample;
        }
        double p = (group.converted() + 1.0) / (group.total() + 2.0);
        return new Sample(sample.size(), sample.mean(), p * (1 - p));
    }

    // ------------------------------------------------------------------ the verdict

    private Verdict verdict(List<Comparison> comparisons) {
        Comparison winner = null;
        double largest = 0;
        boolean allKnown = true;
        boolean allWorse = true;
        for (Comparison comparison : comparisons) {
            Comparison.AnyTime found = comparison.anyTime().known().orElse(null);
            if (found == null) {
                allKnown = false;
                allWorse = false;
                continue;
            }
            boolean sure = found.corrected() < alpha;
            allWorse &= sure && found.estimate() < 0;
            if (sure && found.estimate() > 0 && (winner == null || found.estimate() > estimate(winner))) {
                winner = comparison;
            }
            largest = Math.max(largest, found.corrected());
        }
        if (winner != null) {
            return new Verdict.Proposal(
                    winner.variant(), false, winner.anyTime().orElseThrow().corrected(), loss(winner.variant()));
        }
        if (allWorse) {
            return new Verdict.Proposal(experiment.control(), true, largest, loss(experiment.control()));
        }
        return undecided(allKnown);
    }

    private static double estimate(Comparison comparison) {
        return comparison.anyTime().orElseThrow().estimate();
    }

    private double loss(String arm) {
        return best.get(List.copyOf(tallies.keySet()).indexOf(arm)).expectedLoss();
    }

    private Verdict undecided(boolean allKnown) {
        Optional<Planned> planned = planned();
        long needed = Math.max(
                ExperimentReport.LEAST_RUNS, planned.map(Planned::runs).orElse((long) ExperimentReport.LEAST_RUNS));
        double detectable = planned.map(Planned::detectable).orElse(0.0);
        Map<String, Long> more = new LinkedHashMap<>();
        long total = 0;
        for (Map.Entry<String, Tally> arm : tallies.entrySet()) {
            long has = arm.getValue().conversions().total();
            boolean compared = arm.getKey().equals(experiment.control()) || variants.contains(arm.getKey());
            if (compared && has < needed) {
                more.put(arm.getKey(), needed - has);
                total += needed - has;
            }
        }
        if (total > 0) {
            return new Verdict.NotEnoughData(total, more, detectable);
        }
        if (allKnown || experiment.measure() != Measure.CONVERSION) {
            return new Verdict.NoDifference(experiment.control(), detectable);
        }
        // As many runs as planned, but hardly any converted, or hardly any did not: as many again.
        tallies.forEach((arm, tally) -> {
            if (arm.equals(experiment.control()) || variants.contains(arm)) {
                more.put(arm, Math.max(1, tally.conversions().total()));
            }
        });
        long again = more.values().stream().mapToLong(Long::longValue).sum();
        return new Verdict.NotEnoughData(again, more, detectable);
    }

    /** How many runs an arm takes, and the difference that is then found with the planned power. */
    private record Planned(long runs, double detectable) {}

    /**
     * The fixed number of the plan times what looking at any time costs: the interval's half-width at its tightest, in standard errors,
     * in place of z. Empty where there is nothing to plan with: no money was spent.
     */
    private Optional<Planned> planned() {
        double level = alpha / Math.max(1, variants.size());
        double fixed = SampleSize.ofMeans(1, 1, level, power);
        double anyTime = SampleSize.ofMeans(1, 1, alphaOfAnyTime(level), power);
        double price = Math.max(1, anyTime / fixed);
        Plan plan = experiment.plan();
        double relative = plan == null ? WORTH_FINDING : plan.detectable() / plan.expected();
        if (experiment.measure() == Measure.CONVERSION) {
            double from = plan == null ? share() : plan.expected();
            double to = plan == null ? Math.min(1 - (1 - from) / 2, from * (1 + relative)) : from + plan.detectable();
            double needed = SampleSize.ofShares(from, to, level, power) * price;
            return Optional.of(new Planned((long) Math.ceil(needed), to - from));
        }
        Sample base = values(control);
        double detectable = relative * Math.abs(base.mean());
        if (base.variance() == 0 || detectable == 0) {
            return Optional.empty();
        }
        double needed = SampleSize.ofMeans(detectable, Math.sqrt(base.variance()), level, power) * price;
        return needed < Long.MAX_VALUE / 16.0
                ? Optional.of(new Planned((long) Math.ceil(needed), detectable))
                : Optional.empty();
    }

    private double share() {
        Proportion seen = control.conversions();
        double share = seen.total() == 0 ? LOWEST_SHARE : seen.converted() / (double) seen.total();
        return Math.min(1 - LOWEST_SHARE, Math.max(LOWEST_SHARE, share));
    }

    /** The alpha of a fixed test whose z is the half-width of the sequence at its tightest, in standard errors. */
    private static double alphaOfAnyTime(double level) {
        Interval unit = new AsymptoticSequence(level, 1000).interval(new Difference(0, 1, 1000, 1000));
        return new Difference(unit.high(), 1, 1e12, 1000).twoSided().pValue();
    }

    // ------------------------------------------------------------------ against the holdout

    private AgainstHoldout uplift(String arm, Tally tally, Tally nothing) {
        TwoProportions conversions = new TwoProportions(nothing.conversions(), tally.conversions());
        Answer<AgainstHoldout.Gain> converted = conversions
                .newcombe(1 - alpha)
                .map(interval ->
                        new AgainstHoldout.Gain(conversions.difference().orElseThrow(), interval));
        Answer<AgainstHoldout.Gain> profit = gain(nothing.profit(), tally.profit());
        return new AgainstHoldout(
                arm,
                converted,
                gain(nothing.revenue(), tally.revenue()),
                profit,
                profit.map(each -> each.times((double) tally.conversions().total())));
    }

    private Answer<AgainstHoldout.Gain> gain(Sample nothing, Sample arm) {
        return Difference.absolute(nothing, arm)
                .map(difference -> new AgainstHoldout.Gain(difference.estimate(), difference.interval(1 - alpha)));
    }
}
