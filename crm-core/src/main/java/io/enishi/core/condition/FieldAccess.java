package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MoneyConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one field of the events of a selection, whatever their types. */
final class FieldAccess {

    private final String name;
    private final Map<String, EventField> standard;
    private final Map<String, FieldNumber> numbers = new HashMap<>();
    private final boolean money;
    private final @Nullable MoneyConverter converter;

    FieldAccess(String name, Map<String, EventField> standard, @Nullable MoneyConverter converter) {
        this.name = name;
        this.standard = Map.copyOf(standard);
        this.converter = converter;
        standard.forEach((type, field) -> numbers.put(type, FieldNumber.of(field, converter)));
        this.money = standard.values().stream().anyMatch(field -> field.kind() == EventField.Kind.MONEY);
    }

    String name() {
        return name;
    }

    /** Whether the field holds amounts whose currencies must be watched. */
    boolean mayMixCurrencies() {
        return money && converter == null;
    }

    /** The value as a number; 0 where there is none. */
    long number(EventBody body) {
        if (EventType.isCustom(body)) {
            AttributeValue value = EventType.attribute(body, name);
            if (value instanceof AttributeValue.Whole whole) {
                return whole.number();
            }
            return value instanceof AttributeValue.Flag flag && flag.flag() ? 1 : 0;
        }
        EventField field = standard.get(body.type());
        FieldNumber number = numbers.get(body.type());
        return field == null || number == null || !field.isPresent(body) ? 0 : number.read(body);
    }

    /** The currency of an amount; null if the field holds none. */
    @Nullable
    String currency(EventBody body) {
        EventField field = EventType.isCustom(body) ? null : standard.get(body.type());
        return field == null ? null : field.currency(body);
    }

    /** The different values as objects that compare by {@code equals}: texts, longs, flags or days; none where the field has none. */
    List<Object> values(EventBody body) {
        if (EventType.isCustom(body)) {
            AttributeValue value = EventType.attribute(body, name);
            return value == null ? List.of() : List.of(value.plain());
        }
        EventField field = standard.get(body.type());
        if (field == null || !field.isPresent(body)) {
            return List.of();
        }
        return switch (field.kind()) {
            case TEXT -> List.of(field.text(body));
            case TEXTS ->
                field.texts(body).stream().<Object>map(text -> text).distinct().toList();
            case NUMBER, MONEY, FLAG, INSTANT -> List.of(number(body));
        };
    }
}
