package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.value.MoneyConverter;
import org.jspecify.annotations.Nullable;

/** Reads a field as a number, amounts in the shop's currency if there is a converter, else in their own. */
@FunctionalInterface
interface FieldNumber {

    long read(EventBody body);

    static FieldNumber of(EventField field, @Nullable MoneyConverter converter) {
        if (field.kind() != EventField.Kind.MONEY || converter == null) {
            return field::number;
        }
        return body -> {
            String currency = field.currency(body);
            long amount = field.number(body);
            return currency == null ? amount : converter.toShopCurrency(amount, currency);
        };
    }
}
