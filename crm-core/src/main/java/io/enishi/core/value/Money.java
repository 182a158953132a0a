package io.enishi.core.value;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount in the minor unit of its currency (yen, cents). Arithmetic is exact: overflow throws, mixed currencies throw.
 *
 * @param minorUnits amount; may be negative
 * @param currency ISO 4217 currency
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

    private static final Currency JPY = Currency.getInstance("JPY");

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money of(long minorUnits, String currencyCode) {
        return new Money(minorUnits, Currency.getInstance(currencyCode));
    }

    public static Money yen(long amount) {
        return new Money(amount, JPY);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, same(other).minorUnits), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, same(other).minorUnits), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minorUnits, factor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, same(other).minorUnits);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "amounts in " + currency + " and " + other.currency + " cannot be combined without a converter");
        }
        return other;
    }

    /** For example {@code 30000 JPY} or {@code 12.50 GBP}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(minorUnits, Math.max(0, currency.getDefaultFractionDigits())) + " " + currency;
    }
}
