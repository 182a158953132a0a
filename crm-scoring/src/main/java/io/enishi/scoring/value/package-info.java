/**
 * Lifetime value: who is still a customer, how often they will buy, for how much.
 *
 * <p>A {@link io.enishi.scoring.value.PurchaseLog} turns purchases into {@link io.enishi.scoring.value.RepeatHistory histories}:
 * number x of repeat purchases, time tx of the last one, time T of observation. One of three {@link
 * io.enishi.scoring.value.PurchaseModel models} is fitted to their {@link io.enishi.scoring.value.PurchaseCounts}, {@link
 * io.enishi.scoring.value.GammaGamma} to the amounts, and {@link io.enishi.scoring.value.LifetimeValue} puts both together.
 *
 * <pre>{@code
 * PurchaseLog log = builder.build();
 * Fit.Identified<BgNbd> fit = BgNbd.fit(log.counts()).orElseThrow();
 * GammaGamma spend = GammaGamma.fit(log.repeats(), log.meanSpends()).orElseThrow().model();
 * LifetimeValue value = LifetimeValue.of(fit.model(), spend).discounted(0.01);
 *
 * PurchaseLog.Customer hanako = log.customer(0);
 * fit.model().pAlive(hanako.history());                     // still a customer?
 * fit.model().expectedPurchases(hanako.history(), 39);      // purchases in 39 weeks
 * value.of(hanako.history(), hanako.meanSpend());           // worth in twelve months
 * Tracking.of(log, fit.model());                            // against what happened after the observation
 * }</pre>
 *
 * <p>Which model? {@link io.enishi.scoring.value.MbgNbd} unless there is a reason: {@link io.enishi.scoring.value.BgNbd} takes
 * everybody who bought once for alive for ever, and {@link io.enishi.scoring.value.ParetoNbd}, the classic, costs forty times as
 * much. Compare them by log-likelihood and by {@link io.enishi.scoring.value.Tracking}.
 *
 * <p>Everything here is arithmetic on plain data: no runtime, no clock, no randomness, the same answer on every machine. A fit is a {@link
 * io.enishi.scoring.fit.Fit}: data that do not determine a model get a reason instead. Formulas, papers and tests: docs/model-sources.md.
 *
 * <p>Not here: covariates, seasons, contracts (a subscription that is cancelled is seen; these models are for customers whose leaving
 * nobody sees).
 */
package io.enishi.scoring.value;
