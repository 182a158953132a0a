package io.enishi.scoring.value;

import java.util.Map;

/**
 * A model of how often customers buy and when they leave for good: what a history says about the customer's future.
 *
 * <p>All models share one story: a customer buys at random times at a rate of their own, until at some moment, which nobody sees, they
 * are gone. They differ in how customers leave ({@link BgNbd}: perhaps after each repeat purchase; {@link MbgNbd}: perhaps after each
 * purchase, the first included; {@link ParetoNbd}: at any moment). Rates and chances to leave differ from customer to customer.
 *
 * <p>Answers are pure functions, alike on every machine. Times are in the unit that the model was fitted in. No answer is NaN.
 */
public sealed interface PurchaseModel permits BetaGeometric, ParetoNbd {

    /** Such as {@code bg-nbd}. */
    String name();

    /** The parameters by name, in the order of the papers. */
    Map<String, Double> parameters();

    /** The natural logarithm of the likelihood of one history. */
    double logLikelihood(RepeatHistory history);

    /** The probability, from 0 to 1, that the customer is still there at the end of the observation. */
    double pAlive(RepeatHistory history);

    /**
     * How many purchases to expect of the customer in the time from the end of the observation on.
     *
     * @param ahead length of that time; not negative, finite
     */
    double expectedPurchases(RepeatHistory history, double ahead);

    /** How many repeat purchases to expect of a new customer within a time after the first one. */
    default double expectedPurchases(double ahead) {
        return expectedPurchases(RepeatHistory.ofNewCustomer(), ahead);
    }

    /**
     * Expected purchases up to each of several times ahead; cheaper than one call for each.
     *
     * @param ahead rising, not negative, finite
     */
    double[] expectedPurchases(RepeatHistory history, double[] ahead);
}
