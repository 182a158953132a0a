/**
 * When customers come back: the gap from one purchase to the next, where for many it has not ended yet.
 *
 * <p>Leaving out gaps that have not ended would make all look short, so they count as
 * {@link io.enishi.scoring.survival.Gap censored}. {@link io.enishi.scoring.survival.KaplanMeier} draws the curve as it is; a
 * {@link io.enishi.scoring.survival.GapModel} draws a smooth one that goes on beyond the observation.
 *
 * <pre>{@code
 * Gaps gaps = Gaps.firstToSecond(log);                    // a PurchaseLog; or Gaps.of(rows)
 * KaplanMeier.of(gaps).quantile(0.3);                     // by which day 30 per cent have bought again
 * GapModel.LogNormal.fit(gaps).orElseThrow().model().survivalAt(90);
 * }</pre>
 *
 * <p>So a shop chooses when to ask for the second purchase (F2転換) by its own data. One customer's own interval is in {@code
 * io.enishi.scoring.rhythm}; whether somebody will ever come back, in {@code io.enishi.scoring.value}.
 */
package io.enishi.scoring.survival;
