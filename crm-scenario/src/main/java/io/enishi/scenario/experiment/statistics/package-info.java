/**
 * The statistics of experiments, as functions on plain numbers: nothing here knows a customer or a scenario.
 *
 * <p>Groups are a {@link io.enishi.scenario.experiment.statistics.Proportion} (how many converted) or a
 * {@link io.enishi.scenario.experiment.statistics.Sample} (what they spent). What cannot be said of too few, of nobody, or where
 * nobody differs is an {@link io.enishi.scenario.experiment.statistics.Answer.Unknown} with its reason, never NaN; numbers that
 * no group has (more converted than there are, negative ones, NaN) are refused with an {@link IllegalArgumentException}.
 *
 * <ul>
 *   <li>looked at once: {@link io.enishi.scenario.experiment.statistics.TwoProportions}, {@link
 *       io.enishi.scenario.experiment.statistics.Difference};
 *   <li>looked at while it runs: {@link io.enishi.scenario.experiment.statistics.AsymptoticSequence}, {@link
 *       io.enishi.scenario.experiment.statistics.MixtureRatio}, {@link io.enishi.scenario.experiment.statistics.NormalMixture}, {@link
 *       io.enishi.scenario.experiment.statistics.Boundaries};
 *   <li>what to believe: {@link io.enishi.scenario.experiment.statistics.BestArm}, {@link
 *       io.enishi.scenario.experiment.statistics.GaussianEffect};
 *   <li>beforehand: {@link io.enishi.scenario.experiment.statistics.SampleSize}; first of all afterwards: {@link
 *       io.enishi.scenario.experiment.statistics.SampleRatio}; several comparisons: {@link
 *       io.enishi.scenario.experiment.statistics.MultipleTests};
 *   <li>less noise: {@link io.enishi.scenario.experiment.statistics.Cuped}; whom to treat: {@link
 *       io.enishi.scenario.experiment.statistics.Qini}.
 * </ul>
 *
 * <pre>{@code
 * TwoProportions compared = new TwoProportions(new Proportion(200, 10_000), new Proportion(250, 10_000));
 * Interval difference = compared.newcombe(0.95).orElseThrow(); // 0.0009 to 0.0091
 * }</pre>
 */
package io.enishi.scenario.experiment.statistics;
