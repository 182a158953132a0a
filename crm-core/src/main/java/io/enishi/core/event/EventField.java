package io.enishi.core.event;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A readable field of an event type: what conditions, formulas and templates may name.
 *
 * <p>Reading allocates nothing for numbers, flags and plain texts, since it happens for every event and every rule.
 */
public abstract class EventField {

    /** What a field holds. */
    public enum Kind {
        /** A whole number. */
        NUMBER,
        /** An amount in minor units; its currency is read by {@link EventField#currency}. */
        MONEY,
        /** One text. */
        TEXT,
        /** True or false; read as number 1 or 0. */
        FLAG,
        /** A set of texts, such as the categories of an order's lines. */
        TEXTS,
        /** An instant, read as number: milliseconds since 1970. */
        INSTANT
    }

    private final String name;
    private final Kind kind;

    EventField(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    public final String name() {
        return name;
    }

    public final Kind kind() {
        return kind;
    }

    /** Whether every event of the type has a value here, so that {@link #isPresent} need not be asked. */
    public boolean isAlwaysPresent() {
        return false;
    }

    /** Whether {@code body} has a value here. */
    public boolean isPresent(EventBody body) {
        return true;
    }

    /**
     * The value of a NUMBER, MONEY (minor units), FLAG (1 or 0) or INSTANT (epoch milliseconds) field that is present.
     *
     * @throws IllegalStateException if the field is of another kind
     */
    public long number(EventBody body) {
        throw new IllegalStateException("field " + name + " of kind " + kind + " has no number");
    }

    /** ISO 4217 code of a MONEY field; null for other kinds. */
    public @Nullable String currency(EventBody body) {
        return null;
    }

    /**
     * The value of a TEXT field that is present.
     *
     * @throws IllegalStateException if the field is of another kind
     */
    public String text(EventBody body) {
        throw new IllegalStateException("field " + name + " of kind " + kind + " has no text");
    }

    /** Whether one of the values of a TEXT or TEXTS field passes; false without a value. Allocates nothing. */
    public boolean anyText(EventBody body, Predicate<? super String> passes) {
        Collection<String> texts = texts(body);
        if (texts instanceof List<String> list) { // an iterator would be an object
            for (int i = 0; i < list.size(); i++) {
                if (passes.test(list.get(i))) {
                    return true;
                }
            }
            return false;
        }
        return texts.stream().anyMatch(passes);
    }

    /** The values of a TEXTS field; of a TEXT field its one value. */
    public Collection<String> texts(EventBody body) {
        return List.of(text(body));
    }

    @Override
    public String toString() {
        return name + " (" + kind + ")";
    }
}
