package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.Proportion;
import io.enishi.scenario.experiment.statistics.Significance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an experiment has shown so far, from plain rows: one for each run. Pure: the same rows give the same report.
 *
 * <pre>{@code
 * ExperimentReport report = ExperimentReport.of(experiment, runs);
 * report.verdict();                       // Proposal, NotEnoughData, NoDifference, Mismatch, NothingToCompare
 * System.out.print(report.toText());      // or toText(Locale.JAPANESE)
 * }</pre>
 *
 * <p>How the verdict comes about, in this order:
 *
 * <ol>
 *   <li>Fewer than two arms get anybody: {@link Verdict.NothingToCompare}.
 *   <li>The sizes of the arms do not fit their shares, p below {@value #MISMATCH}: {@link Verdict.Mismatch}, whatever else there is.
 *   <li>A comparison with fewer than {@value #LEAST_RUNS} runs in an arm, or fewer than {@value #LEAST_EITHER} that converted or that did not:
 *       {@link Verdict.NotEnoughData}.
 *   <li>The always-valid p of each variant against the control ({@link
 *       io.enishi.scenario.experiment.statistics.AsymptoticSequence}), corrected by Holm's method, is held against the plan's alpha. The
 *       best of the variants that are better is the {@link Verdict.Proposal}; if all are worse, the control is.
 *   <li>Else it is {@link Verdict.NoDifference} if there are as many runs as the plan takes, and {@link Verdict.NotEnoughData} if not.
 * </ol>
 *
 * So one may look every day and stop at the first proposal: that goes wrong as seldom as alpha says. Without a plan, alpha is 0.05, power is 0.8,
 * and a fifth of the control's value is worth finding.
 *
 * @param experiment what was asked
 * @param arms what each arm did, in order
 * @param holdout what the people who got nothing did; empty if there are none
 * @param sizes whether the arms have the sizes of their shares; unknown without runs
 * @param comparisons each variant against the control, in order; empty after a mismatch
 * @param uplifts each arm against the holdout, in order; empty without one
 * @param verdict what follows
 * @param leftOut runs that are in no comparison
 */
public record ExperimentReport(
        Experiment experiment,
        List<ArmResult> arms,
        Optional<ArmResult> holdout,
        Answer<Significance> sizes,
        List<Comparison> comparisons,
        List<AgainstHoldout> uplifts,
        Verdict verdict,
        LeftOut leftOut) {

    /** Below this p the sizes of the arms are taken to be wrong. Fabijan et al. (2019) use the same. */
    public static final double MISMATCH = 0.001;

    /** Runs that an arm needs before a normal approximation is believed. */
    public static final int LEAST_RUNS = 100;

    /** Conversions, and runs without, that two arms together need for it: five expected in each cell. */
    public static final int LEAST_EITHER = 10;

    public ExperimentReport {
        Objects.requireNonNull(experiment, "experiment");
        arms = List.copyOf(arms);
        Objects.requireNonNull(holdout, "holdout");
        Objects.requireNonNull(sizes, "sizes");
        comparisons = List.copyOf(comparisons);
        uplifts = List.copyOf(uplifts);
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(leftOut, "leftOut");
    }

    /** Of these runs; revenue counts as profit in full. */
    public static ExperimentReport of(Experiment experiment, Iterable<MeasuredRun> runs) {
        return of(experiment, runs, 1, LeftOut.NOTHING);
    }

    /**
     * Of these runs.
     *
     * @param margin what of revenue is profit before the costs of the run, above 0 to 1
     * @param leftOut runs that are not among these, for the record
     * @throws IllegalArgumentException if a run is in an arm that the experiment has not
     */
    public static ExperimentReport of(
            Experiment experiment, Iterable<MeasuredRun> runs, double margin, LeftOut leftOut) {
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be above 0 and at most 1, but is " + margin);
        }
        return new Analysis(experiment, Tally.of(experiment, runs, margin)).report(leftOut);
    }

    /**
     * Of counts, when only conversions are known.
     *
     * @param counts by arm; {@link MeasuredRun#HELD_OUT} for the holdout. An arm that is missing has nobody
     * @throws IllegalArgumentException if an arm is not the experiment's, or conversions do not decide
     */
    public static ExperimentReport ofCounts(Experiment experiment, Map<String, Proportion> counts) {
        if (experiment.measure() != Measure.CONVERSION) {
            throw new IllegalArgumentException("counts of conversions say nothing about "
                    + experiment.measure().name().toLowerCase(Locale.ROOT) + ", by which the experiment is decided");
        }
        return new Analysis(experiment, Tally.ofCounts(experiment, counts)).report(LeftOut.NOTHING);
    }

    /** In English. */
    public String toText() {
        return toText(Locale.ENGLISH);
    }

    /** In Japanese for a locale of that language, else in English. */
    public String toText(Locale locale) {
        return new ReportText(this, Numbers.isJapanese(locale)).toString();
    }
}
