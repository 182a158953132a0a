package io.enishi.scoring.purchase;

import java.util.Collection;
import java.util.Currency;
import java.util.List;

/** Amounts of several currencies were to be added up and nobody said how: convert them first, or hand over a converter. */
public final class MixedCurrenciesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Currency> currencies;

    public MixedCurrenciesException(Collection<Currency> currencies) {
        super("amounts are in " + String.join(" and ", codes(currencies))
                + " and cannot be added up without a converter");
        this.currencies = List.copyOf(currencies);
    }

    private static List<String> codes(Collection<Currency> currencies) {
        return currencies.stream().map(Currency::getCurrencyCode).sorted().toList();
    }

    /** The currencies that met. */
    public List<Currency> currencies() {
        return currencies;
    }
}
