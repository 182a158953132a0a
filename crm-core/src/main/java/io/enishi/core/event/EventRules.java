package io.enishi.core.event;

import io.enishi.core.value.Money;
import java.util.Objects;

/** Preconditions shared by event bodies; messages name the field and the rule, never a personal value. */
final class EventRules {

    private EventRules() {}

    static void text(String field, String value, int maxLength) {
        Objects.requireNonNull(value, field);
        if (value.isBlank() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    field + " must have 1 to " + maxLength + " characters and not be blank, but has " + value.length());
        }
    }

    static void optionalText(String field, String value, int maxLength) {
        Objects.requireNonNull(value, field);
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    field + " must have at most " + maxLength + " characters, but has " + value.length());
        }
    }

    static void notNegative(String field, Money money) {
        Objects.requireNonNull(money, field);
        if (money.minorUnits() < 0) {
            throw new IllegalArgumentException(field + " must not be negative, but was " + money);
        }
    }

    static void notNegative(String field, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(field + " must not be negative, but was " + number);
        }
    }

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " must be " + min + " to " + max + ", but was " + value);
        }
    }
}
