package io.enishi.core.event;

import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one event's envelope as they are found in a line, in whatever order, each once. */
final class EventEnvelope {

    private static final int MAX_ID_LENGTH = 300;

    private final JsonSource in;
    private final Function<JsonSource, ?> bodies;
    private final boolean ofShop;

    private boolean versionRead;
    private boolean typeRead;
    private @Nullable String source;
    private @Nullable EventId id;
    private @Nullable Instant at;
    private @Nullable Instant received;
    private @Nullable EventId cause;
    private @Nullable List<Identifier> who;
    private @Nullable Object body;

    /**
     * @param bodies reads bodies of the event's type
     * @param ofShop whether these are of shop events
     * @param headRead whether version and type are behind us, and would come a second time
     */
    EventEnvelope(JsonSource in, Function<JsonSource, ?> bodies, boolean ofShop, boolean headRead) {
        this.in = in;
        this.bodies = bodies;
        this.ofShop = ofShop;
        this.versionRead = headRead;
        this.typeRead = headRead;
    }

    /** Reads the value of a field whose name was read. */
    void read(String name) {
        switch (name) {
            case "v" -> versionRead = first(name, versionRead);
            case "type" -> typeRead = first(name, typeRead);
            case "source" -> source = once(name, source, in.name(64));
            case "id" -> id = once(name, id, eventId());
            case "at" -> at = once(name, at, in.instant());
            case "received" -> received = once(name, received, in.instant());
            case "cause" -> cause = once(name, cause, eventId());
            case "who" -> who = once(name, who, BodyForms.WHO.read(in));
            case "body" -> body = once(name, body, bodies.apply(in));
            default -> throw in.unknown(name);
        }
    }

    private boolean first(String name, boolean before) {
        if (before) {
            throw in.twice(name);
        }
        return true;
    }

    private <T> T once(String name, @Nullable T before, T value) {
        if (before != null) {
            throw in.twice(name);
        }
        return value;
    }

    private EventId eventId() {
        String text = in.text();
        if (text.isBlank() || text.length() > MAX_ID_LENGTH) {
            throw in.invalid("must have 1 to " + MAX_ID_LENGTH + " characters and not be blank");
        }
        return EventId.from(text);
    }

    /**
     * What was read: a {@link ShopEvent}, or a {@link CustomerEvent}, which one of the shop with people in it is too, as their copy.
     *
     * @throws EventFormatException if a field is missing, or has no place in an event of the shop
     * @throws IllegalArgumentException if values do not go together
     */
    Record event() {
        if (!ofShop || who != null) {
            Object what = required("body", body);
            return new CustomerEvent(
                    required("source", source),
                    required("id", id),
                    required("who", who),
                    required("at", at),
                    received == null ? required("at", at) : received,
                    cause,
                    what instanceof ShopEvent.Body news ? new EventBody.ShopNews(news) : (EventBody) what);
        }
        onlyOfCustomers("received", received);
        onlyOfCustomers("cause", cause);
        return new ShopEvent(required("source", source), required("id", id), required("at", at), (ShopEvent.Body)
                required("body", body));
    }

    private <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw in.invalid("field " + field + " is missing");
        }
        return value;
    }

    private void onlyOfCustomers(String field, @Nullable Object value) {
        if (value != null) {
            throw in.invalid("an event of the shop has no " + field);
        }
    }
}
