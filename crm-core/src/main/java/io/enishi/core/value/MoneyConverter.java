package io.enishi.core.value;

/**
 * Expresses amounts in the shop's own currency, so that rules can compare and add amounts of several currencies.
 *
 * <p>A pure function: the same amount gives the same answer for good, since answers are computed anew from history. A shop that
 * changes its rates changes its definition.
 */
@FunctionalInterface
public interface MoneyConverter {

    /**
     * The amount in minor units of the shop's currency.
     *
     * @param minorUnits amount in minor units of {@code currency}
     * @param currency ISO 4217 code
     * @throws IllegalArgumentException if the currency has no rate
     */
    long toShopCurrency(long minorUnits, String currency);
}
