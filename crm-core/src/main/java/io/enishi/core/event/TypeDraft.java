package io.enishi.core.event;

import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A standard type while {@link StandardTypes} describes it: its fields, each with what reads it from a body. */
final class TypeDraft<B extends EventBody> {
    private final String name;
    private final Class<B> bodyClass;
    private final Initiator initiator;
    private final Map<String, EventField> fields = new LinkedHashMap<>();
    private boolean weak;

    TypeDraft(String name, Class<B> bodyClass, Initiator initiator) {
        this.name = name;
        this.bodyClass = bodyClass;
        this.initiator = initiator;
    }

    TypeDraft<B> number(String field, ToLongFunction<B> reader) {
        fields.put(field, new BodyField.Whole<>(bodyClass, field, reader));
        return this;
    }

    TypeDraft<B> money(String field, Function<B, Money> reader) {
        return money(
                field,
                body -> reader.apply(body).minorUnits(),
                body -> reader.apply(body).currency());
    }

    TypeDraft<B> money(String field, ToLongFunction<B> minorUnits, Function<B, Currency> currency) {
        fields.put(field, new BodyField.Money<>(bodyClass, field, minorUnits, currency));
        return this;
    }

    TypeDraft<B> products(Function<B, List<OrderLine>> lines) {
        fields.put("product", new BodyField.Lines<>(bodyClass, "product", lines, OrderLine::product));
        return this;
    }

    TypeDraft<B> categories(Function<B, List<OrderLine>> lines) {
        fields.put("category", new BodyField.Lines<>(bodyClass, "category", lines, OrderLine::category));
        return this;
    }

    TypeDraft<B> text(String field, Function<B, String> reader) {
        fields.put(field, new BodyField.Text<>(bodyClass, field, reader));
        return this;
    }

    TypeDraft<B> texts(String field, Function<B, ? extends Collection<String>> reader) {
        fields.put(field, new BodyField.Texts<>(bodyClass, field, reader));
        return this;
    }

    TypeDraft<B> instant(String field, Function<B, @Nullable Instant> reader) {
        fields.put(field, new BodyField.Moment<>(bodyClass, field, reader));
        return this;
    }

    /** Events of this type are weak evidence that the customer acted. */
    TypeDraft<B> weak() {
        weak = true;
        return this;
    }

    EventType build() {
        return new EventType(name, bodyClass, initiator, weak, fields);
    }
}
