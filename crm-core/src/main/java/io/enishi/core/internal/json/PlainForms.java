package io.enishi.core.internal.json;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;

import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;

/** The values that every format spells alike. */
public final class PlainForms {

    public static final ValueForm<String> TEXT = ValueForm.of(JsonGenerator::writeString, JsonSource::text);
    public static final ValueForm<Long> WHOLE = ValueForm.of(JsonGenerator::writeNumber, JsonSource::whole);
    public static final ValueForm<Integer> SMALL = ValueForm.of(JsonGenerator::writeNumber, JsonSource::small);
    public static final ValueForm<Boolean> FLAG = ValueForm.of(JsonGenerator::writeBoolean, JsonSource::flag);
    public static final ValueForm<Instant> INSTANT =
            ValueForm.of((out, instant) -> out.writeString(InstantText.of(instant)), JsonSource::instant);
    public static final ValueForm<AttributeValue> ATTRIBUTE =
            ValueForm.of(PlainForms::writeAttribute, PlainForms::readAttribute);
    public static final ValueForm<Scheme> SCHEME =
            ValueForm.of((out, scheme) -> out.writeString(scheme.name()), in -> Scheme.of(in.name(64)));
    public static final ValueForm<Identifier> IDENTIFIER = identifier();

    private PlainForms() {}

    private static void writeAttribute(JsonGenerator out, AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            out.writeString(text.text());
        } else if (value instanceof AttributeValue.Whole whole) {
            out.writeNumber(whole.number());
        } else if (value instanceof AttributeValue.Flag flag) {
            out.writeBoolean(flag.flag());
        } else if (value instanceof AttributeValue.Day day) {
            out.writeStartObject();
            out.writeStringProperty("day", day.day().toString());
            out.writeEndObject();
        } else {
            throw new IllegalStateException("no JSON form for attribute values of " + value.getClass());
        }
    }

    private static AttributeValue readAttribute(JsonSource in) {
        if (in.at(JsonToken.VALUE_NUMBER_INT)) {
            return AttributeValue.of(in.whole());
        }
        if (in.at(JsonToken.VALUE_TRUE) || in.at(JsonToken.VALUE_FALSE)) {
            return AttributeValue.of(in.flag());
        }
        if (in.at(JsonToken.START_OBJECT)) {
            if (!"day".equals(in.nextName())) {
                throw in.invalid("must be a text, a whole number, true, false or {\"day\": ...}");
            }
            in.next();
            String day = in.text();
            LocalDate date;
            try {
                date = LocalDate.parse(day);
            } catch (DateTimeParseException e) {
                throw in.invalid("must be a day such as 1990-05-17");
            }
            if (in.nextName() != null) {
                throw in.invalid("a day has no other fields");
            }
            return AttributeValue.of(date);
        }
        if (!in.at(JsonToken.VALUE_STRING)) {
            throw in.invalid("must be a text, a whole number, true, false or {\"day\": ...}");
        }
        try {
            return AttributeValue.of(in.text());
        } catch (IllegalArgumentException e) {
            throw in.invalid("must have at most 10000 characters");
        }
    }

    /** The constants of an enum, {@code lower-case-with-hyphens}. */
    public static <E extends Enum<E>> ValueForm<E> word(Class<E> words) {
        Map<String, E> byWord = new HashMap<>();
        Map<E, SerializedString> spelled = new EnumMap<>(words);
        for (E value : words.getEnumConstants()) {
            String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            byWord.put(word, value);
            spelled.put(value, new SerializedString(word));
        }
        String advice = "must be one of " + String.join(", ", new TreeSet<>(byWord.keySet()));
        return ValueForm.of((out, value) -> out.writeString(spelled.get(value)), in -> {
            E value = byWord.get(in.text());
            if (value == null) {
                throw in.invalid(advice);
            }
            return value;
        });
    }

    private static ValueForm<Identifier> identifier() {
        Field<Identifier, Scheme> scheme = required("scheme", SCHEME, Identifier::scheme);
        Field<Identifier, String> value = required("value", TEXT, Identifier::value);
        Field<Identifier, Boolean> verified = optional("verified", FLAG, Identifier::verified, false);
        return ObjectForm.of(
                v -> new Identifier(v.get(scheme), v.get(value), v.get(verified)), scheme, value, verified);
    }
}
