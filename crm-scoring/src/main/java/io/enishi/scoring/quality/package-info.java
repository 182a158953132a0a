/**
 * How good a metric is: whether those for whom it was high did what was hoped for, later.
 *
 * <p>{@link io.enishi.scoring.quality.MetricQuality} compares any number about people with what became of them: how well it ranks
 * (AUC), how much better than chance its best tenth is (lift, gain), and which rate a value stands for (calibration). One call does it,
 * on plain arrays or on events:
 *
 * <pre>{@code
 * MetricQuality quality = MetricQuality.of(
 *         interest.fold(), "interest", eventsByCustomer, firstOfMay,
 *         Selection.of("order.placed"), Duration.ofDays(30));
 * System.out.println(quality.toText());
 * }</pre>
 *
 * <p>The metric is taken as of an instant, from the events visible then, and the outcome from those after it, so that nothing
 * looks into the future. What cannot be said (the AUC where everybody or nobody did it) is empty and never NaN.
 *
 * <p>What this package does not do: it changes no model, and it does not say that the metric caused anything; a holdout does.
 */
package io.enishi.scoring.quality;
