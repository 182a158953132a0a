package io.enishi.core.event;

import io.enishi.core.value.AttributeValue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An attribute of a host's own type, read as one kind; absent where it is missing or of another kind. */
final class CustomField extends EventField {
    CustomField(String name, Kind kind) {
        super(name, kind);
    }

    private @Nullable AttributeValue value(EventBody body) {
        return EventType.attribute(body, name());
    }

    @Override
    public boolean isPresent(EventBody body) {
        AttributeValue value = value(body);
        return switch (kind()) {
            case NUMBER, MONEY, INSTANT -> value instanceof AttributeValue.Whole;
            case FLAG -> value instanceof AttributeValue.Flag;
            case TEXT, TEXTS -> value instanceof AttributeValue.Text;
        };
    }

    @Override
    public long number(EventBody body) {
        AttributeValue value = value(body);
        if (value instanceof AttributeValue.Whole whole) {
            return whole.number();
        }
        if (value instanceof AttributeValue.Flag flag) {
            return flag.flag() ? 1 : 0;
        }
        throw new IllegalStateException("custom field " + name() + " has no number");
    }

    @Override
    public String text(EventBody body) {
        if (value(body) instanceof AttributeValue.Text text) {
            return text.text();
        }
        throw new IllegalStateException("custom field " + name() + " has no text");
    }

    @Override
    public boolean anyText(EventBody body, Predicate<? super String> passes) {
        return isPresent(body) && passes.test(text(body));
    }
}
