package io.enishi.scoring.value;

import io.enishi.core.process.Fold;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.ZoneId;
import java.util.Currency;

/** A fitted lifetime value put to work in a {@code Crm}: as metrics of each customer that change as time passes. */
public final class LifetimeValueFolds {

    private LifetimeValueFolds() {}

    /**
     * A fold that publishes
     *
     * <ul>
     *   <li>{@code <name>.x}, {@code <name>.tx-days}, {@code <name>.t-days}: number of repeat purchase days, days to the last of them, days
     *       from the first purchase until now;
     *   <li>{@code <name>.alive}: the probability to be still there, in per cent;
     *   <li>{@code <name>.purchases}: purchases to expect in all periods of the value together, in hundredths;
     *   <li>{@code <name>}: the value, in the smallest unit of the currency. Absent for somebody who paid in another currency too, and
     *       where the spend has no finite mean.
     * </ul>
     *
     * <p>Orders that were cancelled or refunded in full do not count. Days are those of {@code zone}, a customer's orders of one day are
     * one purchase, and everything is what the model says for whole days: the same figures as {@link PurchaseLog} and the model give on
     * plain rows. Segments and scenarios may ask for them ("alive below 20"), and wake up on the day that it becomes true.
     *
     * @param value with a model fitted in weeks, and a spend in whole units of the currency (yen, dollars)
     */
    public static Fold<PurchaseHistory> of(String name, LifetimeValue value, ZoneId zone, Currency currency) {
        return new LifetimeValueFold(name, value, zone, currency);
    }
}
