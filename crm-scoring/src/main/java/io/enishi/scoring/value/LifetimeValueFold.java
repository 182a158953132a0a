package io.enishi.scoring.value;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.DefinitionHash;
import io.enishi.scoring.internal.HistoryFold;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** See {@link LifetimeValueFolds#of}. */
final class LifetimeValueFold extends HistoryFold {

    private final LifetimeValue value;
    private final ZoneId zone;
    private final Currency currency;
    private final double unit;

    LifetimeValueFold(String name, LifetimeValue value, ZoneId zone, Currency currency) {
        super(name, DefinitionHash.of("lifetime-value", name, value + " " + zone + " " + currency));
        this.value = value;
        this.zone = zone;
        this.currency = currency;
        this.unit = StrictMath.pow(10, Math.max(0, currency.getDefaultFractionDigits()));
    }

    @Override
    public Set<String> publishes() {
        return Set.of(name(), metric("alive"), metric("purchases"), metric("x"), metric("tx-days"), metric("t-days"));
    }

    private String metric(String part) {
        return name() + '.' + part;
    }

    /** What is known of a customer, without the time that passes. */
    private record Known(LocalDate first, int x, int txDays, double meanSpend, boolean oneCurrency) {

        RepeatHistory after(long days) {
            return new RepeatHistory(
                    x, txDays / PurchaseLog.DAYS_PER_WEEK, Math.max(days, txDays) / PurchaseLog.DAYS_PER_WEEK);
        }
    }

    private Optional<Known> known(PurchaseHistory state) {
        List<KeptOrder> orders = state.orders();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        PurchaseLog.Builder log = PurchaseLog.until(LocalDate.EPOCH);
        LocalDate last = LocalDate.MIN;
        boolean one = true;
        for (KeptOrder order : orders) {
            boolean ours = order.amount().currency().equals(currency);
            one &= ours;
            LocalDate day = day(order.at().toEpochMilli());
            log.add("", day, ours ? Math.max(0, order.amount().minorUnits()) / unit : 0);
            last = day.isAfter(last) ? day : last;
        }
        PurchaseLog.Customer customer = log.until(last).build().customer(0);
        return Optional.of(new Known(customer.firstDay(), customer.x(), customer.txDays(), customer.meanSpend(), one));
    }

    private LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    @Override
    public Map<String, Trajectory> metrics(PurchaseHistory state) {
        return known(state).map(this::metrics).orElse(Map.of());
    }

    private Map<String, Trajectory> metrics(Known known) {
        Map<String, Trajectory> metrics = new HashMap<>();
        metrics.put(metric("x"), Trajectory.constant(known.x()));
        metrics.put(metric("tx-days"), Trajectory.constant(known.txDays()));
        metrics.put(metric("t-days"), new DayLine(known.first(), zone, days -> days));
        metrics.put(
                metric("alive"),
                new DayLine(known.first(), zone, days -> 100 * value.purchases().pAlive(known.after(days))));
        metrics.put(metric("purchases"), new DayLine(known.first(), zone, days -> 100 * expected(known.after(days))));
        double spend = value.spend().expectedSpend(known.x(), known.meanSpend());
        if (known.oneCurrency() && spend < Double.POSITIVE_INFINITY) {
            metrics.put(
                    name(),
                    new DayLine(known.first(), zone, days -> unit * value.of(known.after(days), known.meanSpend())));
        }
        return metrics;
    }

    private double expected(RepeatHistory history) {
        return value.purchases().expectedPurchases(history, value.periods() * value.periodLength());
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        if (!publishes().contains(metric)) {
            return Optional.empty();
        }
        return Optional.of(known(PurchaseHistory.of(visible, at))
                .map(known -> told(
                        known,
                        day(at.toEpochMilli()).toEpochDay() - known.first().toEpochDay()))
                .orElseGet(() -> line("lifetime value", false, "no order yet")));
    }

    private Explanation told(Known known, long days) {
        RepeatHistory history = known.after(days);
        String found = String.format(
                Locale.ROOT,
                "%d repeat purchases in %d days, the last after %d; still there with %.1f %%, %.2f purchases to expect",
                known.x(),
                days,
                known.txDays(),
                100 * value.purchases().pAlive(history),
                expected(history));
        double spend = value.spend().expectedSpend(known.x(), known.meanSpend());
        String amount = known.oneCurrency()
                ? String.format(
                        Locale.ROOT,
                        "%.2f %s a purchase to expect, %.2f so far; worth %.2f",
                        spend,
                        currency,
                        known.meanSpend(),
                        value.of(history, known.meanSpend()))
                : "paid in another currency than " + currency + ", so no value";
        return new Explanation(
                "lifetime value by " + value.purchases().name(),
                true,
                found,
                Trajectory.NEVER,
                List.of(line("amount", known.oneCurrency(), amount)));
    }

    private static Explanation line(String asked, boolean holds, String found) {
        return new Explanation(asked, holds, found, Trajectory.NEVER, List.of());
    }
}
