package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import io.enishi.core.value.Unicode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Preconditions shared by event bodies; messages name the field and the rule, never a personal value. */
final class EventRules {

    /** Earliest moment an event may speak of: birth dates apart, no shop's records are older. */
    static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    /** What happened, happened before this. */
    static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    /** Deadlines may lie further off: shops write 9999-12-31 for "never expires". */
    private static final Instant LAST_DEADLINE = Instant.parse("9999-12-31T23:59:59.999Z");

    /** An invoice of 1,114 lines has been seen in real data; twice that is an accident or an attack. */
    private static final int MAX_LINES = 2_000;

    private static final int MAX_ATTRIBUTES = 500;
    private static final int MAX_TOPICS = 100;
    /** Characters over all attributes or lines of one event, so that every event there is can also be written. */
    private static final int MAX_TEXT = 100_000;

    private EventRules() {}

    /** A moment at which something happened, cut to milliseconds. */
    static Instant happened(String field, Instant value) {
        if (value.isBefore(EARLIEST) || !value.isBefore(LATEST)) {
            throw new IllegalArgumentException(field + " must be from 1900 to 2199, but was " + value);
        }
        return value.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A moment that may lie far ahead, cut to milliseconds. */
    static Instant deadline(String field, Instant value) {
        Objects.requireNonNull(value, field);
        if (value.isBefore(EARLIEST) || value.truncatedTo(ChronoUnit.MILLIS).isAfter(LAST_DEADLINE)) {
            throw new IllegalArgumentException(field + " must be from 1900 to 9999, but was " + value);
        }
        return value.truncatedTo(ChronoUnit.MILLIS);
    }

    static List<OrderLine> lines(List<OrderLine> lines) {
        List<OrderLine> copy = atMost("lines", MAX_LINES, List.copyOf(lines));
        long text = 0;
        for (OrderLine line : copy) {
            text += line.product().length() + line.category().length();
        }
        requireText("lines", text);
        return copy;
    }

    static List<String> topics(List<String> topics) {
        topics.forEach(topic -> text("topic", topic, 200));
        return atMost("topics", MAX_TOPICS, List.copyOf(topics));
    }

    /** Attributes whose names obey {@link Names}, sorted by name so that nothing depends on a map's whim. */
    static Map<String, AttributeValue> attributes(Map<String, AttributeValue> attributes) {
        attributes.keySet().forEach(name -> Names.requireName("attribute name", name, 64));
        return sorted("attributes", attributes);
    }

    /** Answers by question: a name, a number or the question itself. */
    static Map<String, AttributeValue> answers(Map<String, AttributeValue> answers) {
        answers.keySet().forEach(question -> {
            text("question", question, 200);
            if (!Unicode.isWellFormed(question)) {
                throw new IllegalArgumentException("question must be well-formed Unicode");
            }
        });
        return sorted("answers", answers);
    }

    private static Map<String, AttributeValue> sorted(String what, Map<String, AttributeValue> values) {
        if (values.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    what + " must be at most " + MAX_ATTRIBUTES + ", but were " + values.size());
        }
        long text = 0;
        for (Map.Entry<String, AttributeValue> entry : values.entrySet()) {
            AttributeValue value = Objects.requireNonNull(entry.getValue(), what);
            text += entry.getKey().length();
            text += value instanceof AttributeValue.Text words ? words.text().length() : 0;
        }
        requireText(what, text);
        return Collections.unmodifiableMap(new TreeMap<>(values));
    }

    private static void requireText(String what, long characters) {
        if (characters > MAX_TEXT) {
            throw new IllegalArgumentException(
                    what + " must have at most " + MAX_TEXT + " characters in all, but have " + characters);
        }
    }

    private static <T> List<T> atMost(String what, int max, List<T> list) {
        if (list.size() > max) {
            throw new IllegalArgumentException(what + " must be at most " + max + ", but were " + list.size());
        }
        return list;
    }

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
