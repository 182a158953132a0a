package io.enishi.core.internal.store;

import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.JsonText;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredFormException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * One row of a store as text: an object that begins with its format version.
 *
 * @param <T> the record
 */
public final class StoredForm<T> {

    /** Decision, about, input, command, effect, offers, offer: less than half of this. */
    private static final int MAX_DEPTH = 32;

    /** Texts may be as long as they were when they were written; the database bounds them. */
    private static final JsonFactory JSON = JsonText.writing(JsonFactory.builder())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final SerializedString VERSION = new SerializedString("v");

    private final String row;
    private final ObjectForm<T> fields;

    /** @param row what it is called in messages */
    StoredForm(String row, ObjectForm<T> fields) {
        this.row = row;
        this.fields = fields;
    }

    public String encode(T value) {
        return new String(encodeUtf8(value), StandardCharsets.UTF_8);
    }

    public byte[] encodeUtf8(T value) {
        return JsonText.utf8(JSON, out -> {
            out.writeStartObject();
            out.writeName(VERSION);
            out.writeNumber(StoreCodec.FORMAT_VERSION);
            fields.writeFields(out, value);
            out.writeEndObject();
        });
    }

    /** @throws StoredFormException if the text is not what {@link #encode} wrote, now or in an earlier version */
    public T decode(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonSource in = new JsonSource(parser, text, (flaw, place, rule) -> damaged(parser, flaw, rule));
            in.next();
            in.beginObject();
            if (!"v".equals(in.nextName())) {
                throw in.invalid("must begin with v, the format version");
            }
            in.next();
            long version = in.whole();
            if (version > StoreCodec.FORMAT_VERSION) {
                throw new StoredFormException(
                        "stored " + row + " was written by a newer version, format " + version + "; update Enishi");
            }
            if (version < 1) {
                throw in.invalid("format versions begin with 1");
            }
            T value = fields.readFields(in);
            if (in.next() != null) {
                throw in.invalid("something follows the object");
            }
            return value;
        } catch (JacksonException e) { // its message quotes the text
            throw damaged(e.getLocation() == null ? -1 : e.getLocation().getCharOffset(), "is not well-formed JSON");
        }
    }

    /** The place is a number: names on the way to it may be data. */
    private StoredFormException damaged(JsonParser parser, JsonSource.Flaw flaw, String rule) {
        String safe = switch (flaw) {
            case INVALID -> rule;
            case TWICE -> "a field stands twice";
            case UNKNOWN_FIELD -> "a field is unknown";
            case BROKEN_RULE -> "the values break a rule of their type";
        };
        return damaged(parser.currentLocation().getCharOffset(), safe);
    }

    private StoredFormException damaged(long at, String rule) {
        return new StoredFormException(
                "stored " + row + " cannot be read" + (at < 0 ? "" : " (near character " + at + ")") + ": " + rule
                        + "; it was changed outside Enishi: restore the row from a backup");
    }
}
