package io.enishi.core.event;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.value.Names;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Reads single JSON values strictly: a text is a text, a number is whole and has 64 bits, nothing is null. Every complaint names
 * the place, never the value.
 */
final class JsonSource {
    private final JsonParser in;

    JsonSource(JsonParser in) {
        this.in = in;
    }

    /** Steps to the next token; null at the end. */
    @Nullable
    JsonToken next() {
        return in.nextToken();
    }

    /** Steps to the next field of the current object and returns its name; null at the object's end. */
    @Nullable
    String nextName() {
        return in.nextName();
    }

    void skip() {
        in.skipChildren();
    }

    boolean at(JsonToken token) {
        return in.currentToken() == token;
    }

    void beginObject() {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("must be an object");
        }
    }

    void beginArray() {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("must be a list");
        }
    }

    String text() {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("must be a text");
        }
        return in.getString();
    }

    /** A text that obeys {@link Names}. */
    String name(int maxLength) {
        String name = text();
        if (!Names.isName(name, maxLength)) {
            throw invalid(
                    "must be 1 to " + maxLength + " characters of a-z 0-9 . : - _ and start with a letter or digit");
        }
        return name;
    }

    long whole() {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return in.getLongValue();
            } catch (InputCoercionException e) {
                throw invalid("must be a whole number of at most 64 bits");
            }
        }
        throw invalid("must be a whole number");
    }

    int small() {
        long number = whole();
        if (number != (int) number) {
            throw invalid("must be a whole number of at most 32 bits");
        }
        return (int) number;
    }

    boolean flag() {
        if (in.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (in.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        throw invalid("must be true or false");
    }

    Instant instant() {
        Instant instant = InstantText.parse(text());
        if (instant == null) {
            throw invalid("must be an instant such as 2026-04-01T03:00:00Z");
        }
        return instant;
    }

    Currency currency() {
        String code = text();
        if (code.length() == 3) {
            try {
                return Currency.getInstance(code);
            } catch (IllegalArgumentException e) {
                // complained about below: the JDK's exception has no message
            }
        }
        throw invalid("must be an ISO 4217 currency code such as JPY");
    }

    EventFormatException invalid(String rule) {
        return new EventFormatException(Reason.INVALID, place() + ": " + rule);
    }

    EventFormatException twice(String name) {
        return new EventFormatException(Reason.MALFORMED, place() + ": field " + shown(name) + " stands twice");
    }

    EventFormatException unknown(String name) {
        return invalid("unknown field " + shown(name));
    }

    /** Where the parser stands, such as {@code body.lines[0].price}. */
    private String place() {
        StringBuilder place = new StringBuilder();
        for (TokenStreamContext context = in.streamReadContext(); context != null; context = context.getParent()) {
            String step = "";
            if (context.inObject() && context.currentName() != null) {
                step = shown(context.currentName());
            } else if (context.inArray() && context.hasCurrentIndex()) {
                step = "[" + context.getCurrentIndex() + "]";
            }
            boolean dot = !step.isEmpty() && place.length() > 0 && place.charAt(0) != '[';
            place.insert(0, dot ? step + "." : step);
        }
        return place.length() == 0 ? "event" : place.toString();
    }

    /** A name that looks like a word of a format; anything else might be somebody's address or number. */
    static String shown(String name) {
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= '0' && name.charAt(i) <= '9') {
                digits++;
            }
        }
        return digits <= 4 && Names.isName(name, 64) ? name : "(name not shown)";
    }
}
