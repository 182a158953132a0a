package io.enishi.scenario.rehearsal;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import java.util.Collection;
import java.util.OptionalLong;

/** What redeeming a coupon takes from the shop. Pure. */
@FunctionalInterface
public interface CouponValue {

    /**
     * Yen for one coupon of a campaign; empty where nobody can say.
     *
     * @param campaign what it is for
     * @param terms how much, in the words of the scenario
     */
    OptionalLong yen(String campaign, String terms);

    /** Nobody can say. */
    static CouponValue unknown() {
        return (campaign, terms) -> OptionalLong.empty();
    }

    /**
     * What the terms say: {@code 500 yen}, {@code 500円}, {@code 20%} of an order, {@code 20 % off}. The first amount counts.
     *
     * @param order what an order comes to on average, in yen
     */
    static CouponValue byTerms(long order) {
        return (campaign, terms) -> CouponTerms.yen(terms, order);
    }

    /** By the terms, and the mean of the orders that these events hold. */
    static CouponValue learnedFrom(Collection<CustomerEvent> events) {
        long sum = 0;
        long orders = 0;
        for (CustomerEvent event : events) {
            if (event.body() instanceof EventBody.OrderPlaced placed) {
                sum += placed.order().goodsTotal().minorUnits();
                orders++;
            }
        }
        return byTerms(orders == 0 ? 0 : sum / orders);
    }
}
