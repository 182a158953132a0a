package io.enishi.scoring.value;

import java.util.Objects;

/**
 * What customers are expected to bring within a time ahead, discounted: expected purchases of each period, times the expected amount,
 * times the margin, over (1 + discount) to the number of the period.
 *
 * <pre>{@code
 * LifetimeValue value = LifetimeValue.of(purchases, spend).over(12, LifetimeValue.WEEKS_PER_MONTH).discounted(0.01);
 * double yen = value.of(customer.history(), customer.meanSpend());
 * }</pre>
 *
 * <p>A purchase is taken to happen at the end of its period, as in the lifetimes package, with whose figures this agrees. The value
 * is of the future only: what was bought is not in it.
 *
 * @param purchases in the unit of time of {@code periodLength}
 * @param periods how many, from 1 to 10,000
 * @param periodLength length of one, in the model's unit of time
 * @param discount for one period: 0.01 is one per cent; greater than -1
 * @param margin the share of an amount that counts, 1 for revenue
 */
public record LifetimeValue(
        PurchaseModel purchases, GammaGamma spend, int periods, double periodLength, double discount, double margin) {

    /** 4.345, as tools that count in weeks have it. */
    public static final double WEEKS_PER_MONTH = 4.345;

    private static final int MOST_PERIODS = 10_000;

    /** @throws IllegalArgumentException if a figure is out of its range */
    public LifetimeValue {
        Objects.requireNonNull(purchases, "purchases");
        Objects.requireNonNull(spend, "spend");
        if (periods < 1 || periods > MOST_PERIODS) {
            throw new IllegalArgumentException("periods = " + periods + ": from 1 to " + MOST_PERIODS);
        }
        Parameter.positive("periodLength", periodLength);
        if (!(discount > -1 && discount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("discount = " + discount + ": greater than -1, and finite");
        }
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("margin = " + margin + ": not negative, and finite");
        }
    }

    /** Revenue of twelve months of a model in weeks, undiscounted. */
    public static LifetimeValue of(PurchaseModel purchases, GammaGamma spend) {
        return new LifetimeValue(purchases, spend, 12, WEEKS_PER_MONTH, 0, 1);
    }

    public LifetimeValue over(int changedPeriods, double changedLength) {
        return new LifetimeValue(purchases, spend, changedPeriods, changedLength, discount, margin);
    }

    public LifetimeValue discounted(double changed) {
        return new LifetimeValue(purchases, spend, periods, periodLength, changed, margin);
    }

    public LifetimeValue atMargin(double changed) {
        return new LifetimeValue(purchases, spend, periods, periodLength, discount, changed);
    }

    /**
     * The value of a customer.
     *
     * @param meanSpend mean amount of the customer's repeat purchases; not looked at if there is none
     * @return {@link Double#POSITIVE_INFINITY} where the spend has no mean, see {@link GammaGamma#expectedSpend(int, double)}
     */
    public double of(RepeatHistory history, double meanSpend) {
        double amount = spend.expectedSpend(history.x(), meanSpend);
        return amount == Double.POSITIVE_INFINITY ? amount : margin * amount * discountedPurchases(history);
    }

    /** Expected purchases, each weighed by its discount. */
    public double discountedPurchases(RepeatHistory history) {
        double[] ahead = new double[periods];
        for (int i = 0; i < periods; i++) {
            ahead[i] = (i + 1) * periodLength;
        }
        double[] expected = purchases.expectedPurchases(history, ahead);
        double sum = 0;
        double before = 0;
        double factor = 1;
        for (double upTo : expected) {
            factor /= 1 + discount;
            sum += (upTo - before) * factor;
            before = upTo;
        }
        return sum;
    }
}
