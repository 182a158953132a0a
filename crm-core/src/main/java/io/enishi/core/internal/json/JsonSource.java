package io.enishi.core.internal.json;

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
public final class JsonSource {
    private final JsonParser in;
    private final Complaint complaint;

    private final String whole;
    private final @Nullable TextPool texts;

    /** @param whole the text that {@code in} reads, for {@link #objectText} */
    public JsonSource(JsonParser in, String whole, Complaint complaint) {
        this(in, whole, null, complaint);
    }

    /** @param texts where texts that come again are found; null where few do */
    public JsonSource(JsonParser in, @Nullable TextPool texts, Complaint complaint) {
        this(in, "", texts, complaint);
    }

    private JsonSource(JsonParser in, String whole, @Nullable TextPool texts, Complaint complaint) {
        this.in = in;
        this.whole = whole;
        this.texts = texts;
        this.complaint = complaint;
    }

    /** What is wrong with a text. */
    public enum Flaw {
        /** A field stands twice. */
        TWICE,
        /** A field that the format does not have; the rule names it if it looks like a word of a format. */
        UNKNOWN_FIELD,
        /** A value of another kind than the format has there; the rule never quotes it. */
        INVALID,
        /** The value's type refuses it; the rule is the type's own message, which may quote it. */
        BROKEN_RULE
    }

    /** How a format puts what is wrong. */
    @FunctionalInterface
    public interface Complaint {
        /**
         * The exception to throw.
         *
         * @param place where, such as {@code body.lines[0].price}; empty for the whole
         * @param rule what is wrong, in words
         */
        RuntimeException about(Flaw flaw, String place, String rule);
    }

    /** Steps to the next token; null at the end. */
    public @Nullable JsonToken next() {
        return in.nextToken();
    }

    /** Steps to the next field of the current object and returns its name; null at the object's end. */
    public @Nullable String nextName() {
        return in.nextName();
    }

    public void skip() {
        in.skipChildren();
    }

    public boolean at(JsonToken token) {
        return in.currentToken() == token;
    }

    public void beginObject() {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("must be an object");
        }
    }

    public void beginArray() {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("must be a list");
        }
    }

    public String text() {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("must be a text");
        }
        return texts == null
                ? in.getString()
                : texts.of(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    }

    /** A text that obeys {@link Names}. */
    public String name(int maxLength) {
        String name = text();
        if (!Names.isName(name, maxLength)) {
            throw invalid(
                    "must be 1 to " + maxLength + " characters of a-z 0-9 . : - _ and start with a letter or digit");
        }
        return name;
    }

    public long whole() {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return in.getLongValue();
            } catch (InputCoercionException e) {
                throw invalid("must be a whole number of at most 64 bits");
            }
        }
        throw invalid("must be a whole number");
    }

    public int small() {
        long number = whole();
        if (number != (int) number) {
            throw invalid("must be a whole number of at most 32 bits");
        }
        return (int) number;
    }

    public boolean flag() {
        if (in.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (in.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        throw invalid("must be true or false");
    }

    public Instant instant() {
        Instant instant = InstantText.parse(text());
        if (instant == null) {
            throw invalid("must be an instant such as 2026-04-01T03:00:00Z");
        }
        return instant;
    }

    public Currency currency() {
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

    public RuntimeException invalid(String rule) {
        return complaint.about(Flaw.INVALID, place(), rule);
    }

    public RuntimeException twice(String name) {
        return complaint.about(Flaw.TWICE, place(), "field " + shown(name) + " stands twice");
    }

    public RuntimeException unknown(String name) {
        return complaint.about(Flaw.UNKNOWN_FIELD, place(), "unknown field " + shown(name));
    }

    /** A type refused what was read. */
    public RuntimeException broken(String rule) {
        return complaint.about(Flaw.BROKEN_RULE, place(), rule);
    }

    /** The text of the object whose beginning is current; skips it. */
    public String objectText() {
        beginObject();
        int from = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        return whole.substring(from, (int) in.currentLocation().getCharOffset());
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
        return place.toString();
    }

    /** A name that looks like a word of a format; anything else might be somebody's address or number. */
    public static String shown(String name) {
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= '0' && name.charAt(i) <= '9') {
                digits++;
            }
        }
        return digits <= 4 && Names.isName(name, 64) ? name : "(name not shown)";
    }
}
