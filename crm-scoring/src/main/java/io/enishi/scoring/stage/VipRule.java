package io.enishi.scoring.stage;

import io.enishi.core.condition.Span;
import io.enishi.core.value.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way to be a VIP: all its criteria at once. Rules may have several ways, of which one is enough.
 *
 * @param criteria at least one
 */
public record VipRule(List<Criterion> criteria) {

    public VipRule {
        criteria = List.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("a VIP rule must have at least one criterion");
        }
    }

    public static VipRule of(Criterion... criteria) {
        return new VipRule(List.of(criteria));
    }

    /** What is measured. */
    public enum Measure {
        /** Number of orders. */
        ORDERS("orders"),
        /** Orders a year (365 days) since the first one, taken over 90 days at least: one order of yesterday is no rate. */
        ORDERS_A_YEAR("orders a year"),
        /** What the orders came to, in minor units; other currencies do not count. */
        AMOUNT("amount"),
        /** Loyalty points granted less used less expired. */
        POINTS_BALANCE("points balance"),
        /** Loyalty points that were used. */
        POINTS_USED("points used"),
        /** How many times loyalty points were used. */
        TIMES_POINTS_USED("times points were used");

        private final String words;

        Measure(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean hasWindow() {
            return this != ORDERS_A_YEAR && this != POINTS_BALANCE;
        }
    }

    /**
     * A measure and what it must reach.
     *
     * @param atLeast the least value that will do, above 0
     * @param currency ISO 4217 code of an amount, empty for everything else
     * @param within only what happened so recently counts, until the span after it is over; null for ever
     */
    public record Criterion(
            Measure measure,
            long atLeast,
            String currency,
            @Nullable Span within) {
        public Criterion {
            Objects.requireNonNull(measure, "measure");
            if (atLeast < 1) {
                throw new IllegalArgumentException(measure.words() + " must be at least 1, but was " + atLeast);
            }
            if ((measure == Measure.AMOUNT) == currency.isEmpty()) {
                throw new IllegalArgumentException("an amount must have a currency and nothing else may, but "
                        + measure.words() + " had \"" + currency + '"');
            }
            if (within != null && !measure.hasWindow()) {
                throw new IllegalArgumentException(measure.words() + " cannot be limited to a window");
            }
        }

        /** The same within a span: only orders, or uses, that are not older count. */
        public Criterion within(Span span) {
            return new Criterion(measure, atLeast, currency, span);
        }

        @Override
        public String toString() {
            String value = currency.isEmpty()
                    ? String.valueOf(atLeast)
                    : Money.of(atLeast, currency).toString();
            return measure.words() + " of at least " + value + (within == null ? "" : " within " + within);
        }
    }

    public static Criterion orders(long atLeast) {
        return new Criterion(Measure.ORDERS, atLeast, "", null);
    }

    public static Criterion ordersAYear(long atLeast) {
        return new Criterion(Measure.ORDERS_A_YEAR, atLeast, "", null);
    }

    public static Criterion amount(Money atLeast) {
        return new Criterion(
                Measure.AMOUNT, atLeast.minorUnits(), atLeast.currency().getCurrencyCode(), null);
    }

    public static Criterion pointsBalance(long atLeast) {
        return new Criterion(Measure.POINTS_BALANCE, atLeast, "", null);
    }

    public static Criterion pointsUsed(long atLeast) {
        return new Criterion(Measure.POINTS_USED, atLeast, "", null);
    }

    public static Criterion timesPointsUsed(long atLeast) {
        return new Criterion(Measure.TIMES_POINTS_USED, atLeast, "", null);
    }
}
