package io.enishi.scenario.experiment;

/** What decides an experiment. All three are computed in any case. */
public enum Measure {

    /** The share of runs that reached what counts. */
    CONVERSION,

    /** What customers spent, per run. */
    REVENUE,

    /** Revenue times the margin less what sends, coupons and postage cost, per run. */
    PROFIT
}
