package io.enishi.core.event;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.internal.json.InstantText;
import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.JsonText;
import io.enishi.core.internal.json.TextPool;
import io.enishi.core.value.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as JSON, one object a line, in format version {@value #FORMAT_VERSION}:
 *
 * <pre>{@code
 * {"v":1,"type":"order.placed","source":"ec","id":"0b9c5f1e-...","at":"2026-04-01T03:00:00Z",
 *  "who":[{"scheme":"member","value":"m-1"},{"scheme":"email","value":"a@example.jp","verified":true}],
 *  "body":{"order":"order-1","site":"ec","currency":"JPY","lines":[{"product":"tea","quantity":2,"price":1500}]}}
 * }</pre>
 *
 * <p>{@code received} stands there only where it differs from {@code at}, {@code cause} only where there is one. Amounts are whole
 * numbers of the currency's minor unit. An id may be any text of 1 to 300 characters; one that is not a UUID is hashed to one (see
 * {@link EventId#from(String)}). Instants may have an offset. Events of the shop have no {@code who}; one that has is a customer's copy
 * of it.
 *
 * <p>Writing is canonical: equal events give equal text, well-formed Unicode whatever their texts hold. Reading is strict: an
 * unknown field, a field that stands twice, a null, a number with a fraction or beyond 64 bits and anything longer or deeper than an
 * event can be are refused with an {@link EventFormatException} that names the place and never the value. Every format version that
 * was ever released stays readable.
 *
 * <p>Instances are immutable and may be shared between threads.
 */
public final class EventCodec {

    /** The version that is written. */
    public static final int FORMAT_VERSION = 1;

    /**
     * The longest text that is read, in characters. The rules of the records leave no event that takes more: at most 100,000
     * characters of attributes or lines, each of which may take six as an escape.
     */
    public static final int MAX_LENGTH = 2_000_000;

    /** Event, body, lines, line: four levels; the rest is for the reader to complain about in its own words. */
    private static final int MAX_DEPTH = 8;

    private final JsonFactory json = JsonText.writing(JsonFactory.builder())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxStringLength(20_000) // an attribute has 10,000, and wants to be refused by its own rule
                    .maxNameLength(1_000)
                    .build())
            .build();

    /** A codec; one serves a whole program. */
    public EventCodec() {
        // nothing is configurable: two codecs must never differ
    }

    /** The event as one line, without line break. */
    public String encode(CustomerEvent event) {
        return text(encodeUtf8(event));
    }

    /** As {@link #encode(CustomerEvent)}, in UTF-8. */
    public byte[] encodeUtf8(CustomerEvent event) {
        return write(out -> {
            beginEnvelope(out, event.type(), event.source(), event.id(), event.occurredAt());
            if (!event.receivedAt().equals(event.occurredAt())) {
                out.writeStringProperty("received", InstantText.of(event.receivedAt()));
            }
            if (event.causation() != null) {
                out.writeStringProperty("cause", event.causation().toString());
            }
            out.writeName("who");
            BodyForms.WHO.write(out, event.identifiers());
            out.writeName("body");
            BodyForms.write(out, event.body());
            out.writeEndObject();
        });
    }

    /** The event as one line, without line break. */
    public String encode(ShopEvent event) {
        return text(write(out -> {
            beginEnvelope(out, event.body().type(), event.source(), event.id(), event.occurredAt());
            out.writeName("body");
            BodyForms.write(out, event.body());
            out.writeEndObject();
        }));
    }

    /** The body alone, as it stands in its event; the type has to be kept beside it. */
    public String encodeBody(EventBody body) {
        return text(write(out -> BodyForms.write(out, body)));
    }

    /** @throws EventFormatException if the text is not one customer event */
    public CustomerEvent decodeCustomerEvent(String text) {
        if (decode(text) instanceof CustomerEvent event) {
            return event;
        }
        throw new EventFormatException(Reason.INVALID, "event: is the shop's, not a customer's");
    }

    /** @throws EventFormatException if the text is not one shop event */
    public ShopEvent decodeShopEvent(String text) {
        if (decode(text) instanceof ShopEvent event) {
            return event;
        }
        throw new EventFormatException(Reason.INVALID, "event: is a customer's, not the shop's");
    }

    /**
     * Reads what {@link #encodeBody} wrote.
     *
     * @param type the body's type name
     * @throws EventFormatException if the text is not a body of that type
     */
    public EventBody decodeBody(String type, String text) {
        Function<JsonSource, ? extends EventBody> reader = BodyForms.customer(type);
        if (reader == null) {
            throw unknownType(type);
        }
        checkLength(text);
        EventBody read = guarded(() -> parser(text), null, in -> {
            in.next();
            EventBody body = reader.apply(in);
            expectEnd(in);
            return body;
        });
        return Objects.requireNonNull(read);
    }

    /** Reads a line of UTF-8: a {@link CustomerEvent} or a {@link ShopEvent}. */
    Record decode(byte[] line, int from, int length, TextPool texts) {
        return decode(() -> json.createParser(ObjectReadContext.empty(), line, from, length), texts);
    }

    private Record decode(String text) {
        checkLength(text);
        return decode(() -> parser(text), null);
    }

    private JsonParser parser(String text) {
        return json.createParser(ObjectReadContext.empty(), text);
    }

    private static void checkLength(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new EventFormatException(
                    Reason.TOO_LARGE,
                    "event: has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
        }
    }

    // ------------------------------------------------------------------ writing

    private byte[] write(Consumer<JsonGenerator> writer) {
        byte[] written = JsonText.utf8(json, writer);
        if (written.length > MAX_LENGTH && text(written).length() > MAX_LENGTH) {
            throw new IllegalArgumentException("event must be written in at most " + MAX_LENGTH
                    + " characters, but takes " + text(written).length());
        }
        return written;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void beginEnvelope(JsonGenerator out, String type, String source, EventId id, Instant at) {
        out.writeStartObject();
        out.writeNumberProperty("v", FORMAT_VERSION);
        out.writeStringProperty("type", type);
        out.writeStringProperty("source", source);
        out.writeStringProperty("id", id.toString());
        out.writeStringProperty("at", InstantText.of(at));
    }

    // ------------------------------------------------------------------ reading

    private Record decode(Supplier<JsonParser> text, @Nullable TextPool texts) {
        Record event = guarded(text, texts, EventCodec::usualLine);
        if (event == null) {
            String type = Objects.requireNonNull(guarded(text, texts, EventCodec::findType));
            event = guarded(text, texts, in -> {
                in.next();
                return envelope(in, type, false);
            });
        }
        return Objects.requireNonNull(event);
    }

    /** Reads a line that begins with version and type, as ours do: one pass is enough. Null for another line. */
    private static @Nullable Record usualLine(JsonSource in) {
        in.next();
        in.beginObject();
        if (!"v".equals(in.nextName())) {
            return null;
        }
        in.next();
        long version = in.whole();
        if (version != FORMAT_VERSION) {
            throw unknownVersion(in);
        }
        if (!"type".equals(in.nextName())) {
            return null;
        }
        in.next();
        return envelope(in, in.text(), true);
    }

    /** Goes over a line whose fields stand in another order, for its version and type. */
    private static String findType(JsonSource in) {
        in.next();
        boolean versionSeen = false;
        boolean versionKnown = true;
        String type = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.next();
            if (name.equals("v")) {
                versionSeen = true;
                versionKnown = in.whole() == FORMAT_VERSION;
            } else if (name.equals("type")) {
                type = in.text();
            } else {
                in.skip();
            }
        }
        if (!versionSeen) {
            throw in.invalid("field v, the format version, is missing");
        }
        if (!versionKnown) {
            throw new EventFormatException(
                    Reason.UNKNOWN_VERSION, "event: this library reads format version " + FORMAT_VERSION + " only");
        }
        if (type == null) {
            throw in.invalid("field type is missing");
        }
        return type;
    }

    private static EventFormatException unknownVersion(JsonSource in) {
        toEnd(in);
        return new EventFormatException(
                Reason.UNKNOWN_VERSION, "event: this library reads format version " + FORMAT_VERSION + " only");
    }

    private static EventFormatException unknownType(String type) {
        return new EventFormatException(Reason.UNKNOWN_TYPE, "event: unknown type " + JsonSource.shown(type));
    }

    /** Goes over the rest, so that what is set aside as unknown is at least well-formed. */
    private static void toEnd(JsonSource in) {
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.next();
            in.skip();
        }
        expectEnd(in);
    }

    /** Reads the fields after {@code v} and {@code type}, or all of them. */
    private static Record envelope(JsonSource in, String type, boolean headRead) {
        Function<JsonSource, ? extends ShopEvent.Body> shop = BodyForms.shop(type);
        Function<JsonSource, ? extends EventBody> customer = shop == null ? BodyForms.customer(type) : null;
        EventEnvelope envelope;
        if (shop != null) {
            envelope = new EventEnvelope(in, shop, true, headRead);
        } else if (customer != null) {
            envelope = new EventEnvelope(in, customer, false, headRead);
        } else {
            toEnd(in);
            throw unknownType(type);
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.next();
            envelope.read(name);
        }
        expectEnd(in);
        try {
            return envelope.event();
        } catch (EventFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new EventFormatException(Reason.INVALID, "event: " + e.getMessage());
        }
    }

    private static void expectEnd(JsonSource in) {
        if (in.next() != null) {
            throw new EventFormatException(Reason.MALFORMED, "event: something follows the object");
        }
    }

    private static JsonSource source(JsonParser parser, @Nullable TextPool texts) {
        return new JsonSource(
                parser,
                texts,
                (flaw, place, rule) -> new EventFormatException(
                        flaw == JsonSource.Flaw.TWICE ? Reason.MALFORMED : Reason.INVALID,
                        (place.isEmpty() ? "event" : place) + ": " + rule));
    }

    /** Turns the parser's complaints, which quote the text, into ours, which do not. */
    private static <T> @Nullable T guarded(
            Supplier<JsonParser> text, @Nullable TextPool texts, Function<JsonSource, @Nullable T> reader) {
        try (JsonParser parser = text.get()) {
            return reader.apply(source(parser, texts));
        } catch (StreamConstraintsException e) {
            throw new EventFormatException(
                    Reason.TOO_LARGE, "event: a text, number or nesting is larger than any event's" + column(e));
        } catch (JacksonException e) {
            throw new EventFormatException(Reason.MALFORMED, "event: is not well-formed JSON" + column(e));
        }
    }

    private static String column(JacksonException e) {
        return e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
    }
}
