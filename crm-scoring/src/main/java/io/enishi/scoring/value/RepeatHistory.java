package io.enishi.scoring.value;

/**
 * What a model of repeat buying needs to know of one customer: how often they came back, when last, and for how long they have been
 * watched.
 *
 * <p>Times count from the first purchase, in any unit as long as it is one for all; {@link PurchaseLog} uses weeks of seven days.
 *
 * @param x number of repeat purchases: purchase days after the first one
 * @param tx time of the last repeat purchase; 0 if there is none
 * @param t how long the customer has been watched, from the first purchase to the end of the observation
 */
public record RepeatHistory(int x, double tx, double t) {

    /** @throws IllegalArgumentException if the three contradict each other */
    public RepeatHistory {
        String problem = problem(x, tx, t);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** A customer who buys for the first time now. */
    public static RepeatHistory ofNewCustomer() {
        return new RepeatHistory(0, 0, 0);
    }

    /** What is wrong with the three; empty if nothing is. */
    static String problem(int x, double tx, double t) {
        if (x < 0) {
            return "x = " + x + ": a number of repeat purchases is not negative";
        }
        if (!(tx >= 0) || tx == Double.POSITIVE_INFINITY) {
            return "tx = " + tx + ": the last purchase is a finite time at or after the first";
        }
        if (!(t >= 0) || t == Double.POSITIVE_INFINITY) {
            return "T = " + t + ": the observation is a finite time at or after the first purchase";
        }
        if (tx > t) {
            return "tx = " + tx + " is after T = " + t + ": the last purchase lies within the observation";
        }
        if (x == 0 && tx > 0) {
            return "x = 0 and tx = " + tx + ": without repeat purchase tx is 0";
        }
        if (x > 0 && tx == 0) {
            return "x = " + x + " and tx = 0: a repeat purchase is later than the first; merge purchases of one day";
        }
        return "";
    }
}
