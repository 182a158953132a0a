package io.enishi.scenario.experiment;

import io.enishi.scenario.contact.CostModel;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How runs become rows: what things cost, and who was held out.
 *
 * <pre>{@code
 * Counting counting = Counting.free()
 *         .withMessages(costs)                  // sends, letters, postage
 *         .withRedemption("win-back", 300)      // a gift of that campaign; a discount is in the order already
 *         .withPoint(1)
 *         .withHoldout(scenario.holdout())
 *         .withHoldout(shopHoldout);
 * }</pre>
 *
 * @param messages what messages and tasks cost
 * @param redemptions what a redeemed coupon costs beyond the order's own discount, by campaign; in units of the currency
 * @param point what a granted point costs, in units of the currency
 * @param holdouts who gets nothing: the scenario's and the shop's
 * @param zone whose days count where an experiment's last day has no zone and for calendar spans
 * @param currency of all amounts; orders in others count as nothing spent
 */
public record Counting(
        CostModel messages,
        Map<String, Double> redemptions,
        double point,
        List<Holdout> holdouts,
        ZoneId zone,
        Currency currency) {

    /**
     * @throws IllegalArgumentException if a cost is negative, NaN or infinite
     */
    public Counting {
        Objects.requireNonNull(messages, "messages");
        redemptions = Collections.unmodifiableMap(new TreeMap<>(redemptions));
        redemptions.forEach((campaign, cost) -> requireCost("cost of a coupon of " + campaign, cost));
        requireCost("cost of a point", point);
        holdouts = List.copyOf(holdouts);
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(currency, "currency");
    }

    private static void requireCost(String what, double cost) {
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must not be negative and finite, but is " + cost);
        }
    }

    /** Nothing costs anything, nobody is held out; Tokyo and yen. */
    public static Counting free() {
        return new Counting(
                CostModel.none(), Map.of(), 0, List.of(), ZoneId.of("Asia/Tokyo"), Currency.getInstance("JPY"));
    }

    public Counting withMessages(CostModel changed) {
        return new Counting(changed, redemptions, point, holdouts, zone, currency);
    }

    public Counting withRedemption(String campaign, double cost) {
        Map<String, Double> more = new TreeMap<>(redemptions);
        more.put(campaign, cost);
        return new Counting(messages, more, point, holdouts, zone, currency);
    }

    public Counting withPoint(double changed) {
        return new Counting(messages, redemptions, changed, holdouts, zone, currency);
    }

    /** Adds a holdout. */
    public Counting withHoldout(Holdout added) {
        List<Holdout> more = new ArrayList<>(holdouts);
        more.add(added);
        return new Counting(messages, redemptions, point, more, zone, currency);
    }

    public Counting withZone(ZoneId changed) {
        return new Counting(messages, redemptions, point, holdouts, changed, currency);
    }

    public Counting withCurrency(Currency changed) {
        return new Counting(messages, redemptions, point, holdouts, zone, changed);
    }
}
