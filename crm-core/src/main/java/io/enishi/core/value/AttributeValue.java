package io.enishi.core.value;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A value of a profile attribute or of a field of a custom event: text, whole number, flag or day. Decimals are kept as whole
 * numbers of a stated unit, as money is.
 */
public sealed interface AttributeValue {

    static AttributeValue of(String text) {
        return new Text(text);
    }

    static AttributeValue of(long number) {
        return new Whole(number);
    }

    static AttributeValue of(boolean flag) {
        return new Flag(flag);
    }

    static AttributeValue of(LocalDate day) {
        return new Day(day);
    }

    /** The value as plain Java: {@link String}, {@link Long}, {@link Boolean} or {@link LocalDate}. */
    Object plain();

    /** @param text at most 10,000 characters */
    record Text(String text) implements AttributeValue {
        public Text {
            Objects.requireNonNull(text, "text");
            if (text.length() > 10_000) {
                throw new IllegalArgumentException(
                        "attribute text must have at most 10000 characters, but has " + text.length());
            }
        }

        @Override
        public Object plain() {
            return text;
        }
    }

    /** @param number any whole number */
    record Whole(long number) implements AttributeValue {
        @Override
        public Object plain() {
            return number;
        }
    }

    /** @param flag true or false */
    record Flag(boolean flag) implements AttributeValue {
        @Override
        public Object plain() {
            return flag;
        }
    }

    /** @param day a date without zone, such as a birth date */
    record Day(LocalDate day) implements AttributeValue {
        public Day {
            Objects.requireNonNull(day, "day");
        }

        @Override
        public Object plain() {
            return day;
        }
    }
}
