package io.enishi.scoring.rfm;

import io.enishi.core.value.Money;
import io.enishi.core.value.MoneyConverter;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.MixedCurrenciesException;
import io.enishi.scoring.purchase.Purchase;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What RFM looks at, of one customer.
 *
 * @param customer any stable id
 * @param recencyDays whole days since the last purchase, at least 0
 * @param frequency number of purchases, at least 1
 * @param monetary what they came to, in the major unit of the currency (yen, pounds); finite
 */
public record Buyer(String customer, long recencyDays, long frequency, double monetary) {

    public Buyer {
        Objects.requireNonNull(customer, "customer");
        if (recencyDays < 0) {
            throw new IllegalArgumentException("recency must not be negative, but was " + recencyDays + " days");
        }
        if (frequency < 1) {
            throw new IllegalArgumentException("frequency must be at least 1, but was " + frequency);
        }
        if (Double.isNaN(monetary) || Double.isInfinite(monetary)) {
            throw new IllegalArgumentException("monetary value must be a number, but was " + monetary);
        }
    }

    /**
     * Adds up plain purchases, one buyer for each customer, sorted by customer. Every purchase counts once; join the lines of an order
     * first. Purchases after {@code until} are not seen.
     *
     * @param until the day from which recency counts; a purchase on that day has recency 0
     * @throws MixedCurrenciesException if amounts are of several currencies
     */
    public static List<Buyer> of(Collection<Purchase> purchases, LocalDate until) {
        return of(purchases, until, null);
    }

    /**
     * As {@link #of(Collection, LocalDate)}, with amounts converted.
     *
     * @param converter into the shop's currency
     * @param into the shop's currency
     */
    public static List<Buyer> of(
            Collection<Purchase> purchases, LocalDate until, MoneyConverter converter, Currency into) {
        Objects.requireNonNull(converter, "converter");
        return of(purchases, until, (Conversion) amount -> new Money(
                converter.toShopCurrency(amount.minorUnits(), amount.currency().getCurrencyCode()), into));
    }

    /** Makes amounts comparable. */
    private interface Conversion {
        Money apply(Money amount);
    }

    private static final class Sum {
        LocalDate last;
        long count;
        long minorUnits;

        Sum(LocalDate last) {
            this.last = last;
        }
    }

    private static List<Buyer> of(Collection<Purchase> purchases, LocalDate until, @Nullable Conversion conversion) {
        Map<String, Sum> sums = new TreeMap<>();
        Currency currency = null;
        for (Purchase purchase : purchases) {
            if (purchase.day().isAfter(until)) {
                continue;
            }
            Money amount = conversion == null ? purchase.amount() : conversion.apply(purchase.amount());
            if (currency == null) {
                currency = amount.currency();
            } else if (!currency.equals(amount.currency())) {
                throw new MixedCurrenciesException(currencies(purchases));
            }
            Sum sum = sums.computeIfAbsent(purchase.customer(), first -> new Sum(purchase.day()));
            sum.last = sum.last.isBefore(purchase.day()) ? purchase.day() : sum.last;
            sum.count++;
            sum.minorUnits = Math.addExact(sum.minorUnits, amount.minorUnits());
        }
        List<Buyer> buyers = new ArrayList<>(sums.size());
        for (Map.Entry<String, Sum> entry : sums.entrySet()) {
            Sum sum = entry.getValue();
            buyers.add(new Buyer(
                    entry.getKey(),
                    ChronoUnit.DAYS.between(sum.last, until),
                    sum.count,
                    major(sum.minorUnits, Objects.requireNonNull(currency))));
        }
        return buyers;
    }

    private static Collection<Currency> currencies(Collection<Purchase> purchases) {
        TreeSet<Currency> found = new TreeSet<>(Comparator.comparing(Currency::getCurrencyCode));
        purchases.forEach(purchase -> found.add(purchase.amount().currency()));
        return found;
    }

    /**
     * What a history says at an instant: days of 24 hours since the last order that counts. Empty for somebody who bought nothing.
     *
     * @throws MixedCurrenciesException if the orders are in several currencies
     */
    public static Optional<Buyer> of(String customer, PurchaseHistory history, Instant at) {
        List<KeptOrder> orders = history.orders();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        if (history.currencies().size() > 1) {
            throw new MixedCurrenciesException(history.currencies());
        }
        long total = 0;
        for (KeptOrder order : orders) {
            total = Math.addExact(total, order.amount().minorUnits());
        }
        KeptOrder last = orders.get(orders.size() - 1);
        return Optional.of(new Buyer(
                customer,
                Math.max(0, Duration.between(last.at(), at).toDays()),
                orders.size(),
                major(total, last.amount().currency())));
    }

    static double major(long minorUnits, Currency currency) {
        return BigDecimal.valueOf(minorUnits, Math.max(0, currency.getDefaultFractionDigits()))
                .doubleValue();
    }
}
