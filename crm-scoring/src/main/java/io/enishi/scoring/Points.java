package io.enishi.scoring;

import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many points an event is worth before caps: whole numbers, negative ones take away. */
public sealed interface Points {

    /** The most points that one event can give or take away; a formula is cut there. */
    long MAX = 1_000_000_000L;

    static Points of(long points) {
        return new Fixed(points);
    }

    /** What a formula does with a part of a unit that is left over. */
    enum Rounding {
        /** It gives nothing: towards zero. */
        DOWN,
        /** Half a unit or more counts as a whole one: to the nearest, halves away from zero. */
        NEAREST,
        /** Any part counts as a whole one: away from zero. */
        UP
    }

    /** {@code points} for every whole {@code unit} of an amount: 1 point per 1,000 yen. */
    static PerUnit per(Money unit, String field, long points) {
        return new PerUnit(points, unit.minorUnits(), unit.currency(), field);
    }

    /** {@code points} for every whole {@code unit} of a number, such as the items of an order. */
    static PerUnit per(long unit, String field, long points) {
        return new PerUnit(points, unit, null, field);
    }

    /**
     * The same for each event.
     *
     * @param points up to {@link #MAX} in size, not zero
     */
    record Fixed(long points) implements Points {
        public Fixed {
            requirePoints(points);
        }
    }

    /**
     * Points for every whole unit of a field: {@code points x round(field / unit)}. The quotient is rounded, not the product, so
     * that every event gives a multiple of {@code points}; it is exact in whole numbers. What would be more than {@link #MAX} in size
     * is cut there.
     *
     * @param points for each unit, up to {@link #MAX} in size, not zero
     * @param unit in minor units for money, at least 1
     * @param currency the currency that counts, for a field that holds money: amounts in others give nothing; null for numbers
     * @param field a number or amount of the event
     * @param rounding what a part of a unit gives
     */
    record PerUnit(long points, long unit, @Nullable Currency currency, String field, Rounding rounding)
            implements Points {
        public PerUnit {
            requirePoints(points);
            if (unit < 1) {
                throw new IllegalArgumentException("unit of points must be at least 1, but was " + unit);
            }
            Names.requireName("field name", field, 64);
            Objects.requireNonNull(rounding, "rounding");
        }

        /** Rounding down. */
        public PerUnit(long points, long unit, @Nullable Currency currency, String field) {
            this(points, unit, currency, field, Rounding.DOWN);
        }

        /** The same formula with another rounding. */
        public PerUnit rounded(Rounding changed) {
            return new PerUnit(points, unit, currency, field, changed);
        }

        /** The points for {@code amount}, in the unit's currency. */
        long forAmount(long amount) {
            long units = units(amount);
            long most = MAX / Math.abs(points);
            if (units > most || units < -most) {
                return (units > 0) == (points > 0) ? MAX : -MAX;
            }
            return units * points;
        }

        private long units(long amount) {
            long whole = amount / unit;
            long rest = Math.abs(amount % unit);
            boolean more = switch (rounding) {
                case DOWN -> false;
                case NEAREST -> rest >= unit - rest;
                case UP -> rest > 0;
            };
            if (!more) {
                return whole;
            }
            return amount < 0 ? whole - 1 : whole + 1;
        }
    }

    private static void requirePoints(long points) {
        if (points == 0 || points > MAX || points < -MAX) {
            throw new IllegalArgumentException("points must be 1 to " + MAX + " in size, but were " + points);
        }
    }
}
