package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.Interval;
import java.util.Objects;

/**
 * What an arm brought that would not have come by itself: the arm against the people who got nothing. Intervals are for one look.
 *
 * @param arm its name
 * @param conversions more conversions per run, in shares of 1 (Newcombe)
 * @param revenue more revenue per run, with where it lies (Welch)
 * @param profit more profit per run, costs included, with where it lies (Welch)
 * @param total the profit of all the arm's runs together, with where it lies
 */
public record AgainstHoldout(
        String arm, Answer<Gain> conversions, Answer<Gain> revenue, Answer<Gain> profit, Answer<Gain> total) {

    public AgainstHoldout {
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(conversions, "conversions");
        Objects.requireNonNull(revenue, "revenue");
        Objects.requireNonNull(profit, "profit");
        Objects.requireNonNull(total, "total");
    }

    /** How much, and where it lies. */
    public record Gain(double estimate, Interval interval) {
        public Gain {
            Objects.requireNonNull(interval, "interval");
        }

        Gain times(double factor) {
            return new Gain(estimate * factor, new Interval(interval.low() * factor, interval.high() * factor));
        }
    }
}
