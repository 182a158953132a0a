/**
 * Experiments: who gets which variant, and what came of it.
 *
 * <p>An {@link io.enishi.scenario.experiment.Experiment} assigns runs of scenarios to its arms, a {@link
 * io.enishi.scenario.experiment.Holdout} names the people who get nothing, so that the effect of everything can be measured. Both
 * look at nothing but a salt of their own and the origin of the run: {@link io.enishi.scenario.experiment.Buckets} makes one of
 * 10,000 buckets of them. So an arm stays what it was over versions of a scenario, restarts, machines and merges, and widening an
 * experiment moves nobody.
 *
 * <pre>{@code
 * experiment: second-order-subject
 * hypothesis: A subject that names the first order's product brings more second orders
 * arms:
 *   - {arm: plain, share: 50%}                  # for a new experiment: the next free buckets, in this order
 *   - {arm: product, share: 25%}
 *   - {arm: product-and-name, share: 25%}       # or each by buckets: "7500-9999": what toYaml() writes, and what a running one should say
 * control: plain                                # the first arm unless said
 * ends: "2026-12-31"                            # the last day; or an instant. Runs that begin later get:
 * after-end: product                            # the control unless said
 * zone: Asia/Tokyo                              # of that day; the customer's unless said
 * measure: conversion                           # or revenue, profit: what decides
 * counts: orders                                # what is a conversion; the scenario's goal unless said
 * within: 30 days                               # of the run's start; while the run lasts unless said
 * plan: {expects: 2%, detects: 0.5%, alpha: 5%, power: 80%}
 * }</pre>
 *
 * <p>Shares and buckets are not mixed in one experiment. What this package does not do: it sends nothing, and it never puts a
 * winner into force.
 */
package io.enishi.scenario.experiment;
