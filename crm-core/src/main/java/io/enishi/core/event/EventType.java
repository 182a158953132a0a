package io.enishi.core.event;

import static io.enishi.core.event.Initiator.CUSTOMER;
import static io.enishi.core.event.Initiator.SHOP;

import io.enishi.core.value.AttributeValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes one type of customer event: its stable name, who initiates it and which fields rules can read.
 *
 * <p>The standard vocabulary is found with {@link #of}; types named {@code custom:...} have whatever attributes their events
 * carry, so their fields are found with {@link #customField}.
 */
public final class EventType {

    private static final Map<String, EventType> STANDARD = StandardTypes.byName();

    private final String name;
    private final Class<? extends EventBody> bodyClass;
    private final Initiator initiator;
    private final boolean weak;
    private final Map<String, EventField> fields;

    EventType(
            String name,
            Class<? extends EventBody> bodyClass,
            Initiator initiator,
            boolean weak,
            Map<String, EventField> fields) {
        this.name = name;
        this.bodyClass = bodyClass;
        this.initiator = initiator;
        this.weak = weak;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The standard type of that name, if there is one. */
    public static Optional<EventType> of(String name) {
        return Optional.ofNullable(STANDARD.get(name));
    }

    /** All standard types, in the vocabulary's order. */
    public static Collection<EventType> all() {
        return STANDARD.values();
    }

    /** Whether {@code name} is a standard type or a custom one ({@code custom:...}, {@code shop.custom:...}). */
    public static boolean isKnown(String name) {
        return STANDARD.containsKey(name) || isCustom(name);
    }

    /** Whether {@code name} is of a host's own type: {@code custom:...}, or {@code shop.custom:...} for shop events. */
    public static boolean isCustom(String name) {
        return isCustom(name, EventBody.Custom.PREFIX) || isCustomOfShop(name);
    }

    /** Whether {@code name} is of a host's own type of shop events: {@code shop.custom:...}. */
    public static boolean isCustomOfShop(String name) {
        return isCustom(name, ShopEvent.CustomShopEvent.PREFIX);
    }

    private static boolean isCustom(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    /** Whether {@code name} is a type of shop events: their customers' copies have the same. */
    public static boolean isOfShop(String name) {
        EventType type = STANDARD.get(name);
        return type == null ? isCustomOfShop(name) : type.bodyClass == EventBody.ShopNews.class;
    }

    /** Whether {@code body} is of a host's own type. */
    public static boolean isCustom(EventBody body) {
        return body instanceof EventBody.Custom
                || (body instanceof EventBody.ShopNews news && news.what() instanceof ShopEvent.CustomShopEvent);
    }

    /** What a body of a host's own type has under that name; null where it has nothing, and for standard types. */
    public static @Nullable AttributeValue attribute(EventBody body, String name) {
        if (body instanceof EventBody.Custom custom) {
            return custom.attributes().get(name);
        }
        if (body instanceof EventBody.ShopNews news && news.what() instanceof ShopEvent.CustomShopEvent custom) {
            AttributeValue value = custom.attributes().get(name);
            boolean product =
                    value == null && name.equals("product") && !custom.product().isEmpty();
            return product ? AttributeValue.of(custom.product()) : value;
        }
        return null;
    }

    /** Who initiated {@code body}. */
    public static Initiator initiatorOf(EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            return custom.initiator();
        }
        if (body instanceof EventBody.ShopNews) {
            return SHOP;
        }
        EventType type = STANDARD.get(body.type());
        if (type == null) {
            throw new IllegalStateException("no standard event type " + body.type());
        }
        return type.initiator;
    }

    /**
     * Whether {@code body} is an action of the customer: initiated by them and not weak evidence (an e-mail open may be a
     * privacy proxy's).
     */
    public static boolean isAction(EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            return custom.initiator() == CUSTOMER;
        }
        EventType type = STANDARD.get(body.type());
        return type != null && type.isAction();
    }

    public String name() {
        return name;
    }

    public Class<? extends EventBody> bodyClass() {
        return bodyClass;
    }

    public Initiator initiator() {
        return initiator;
    }

    /** Whether the event is weak evidence that the customer acted. */
    public boolean isWeak() {
        return weak;
    }

    /** Whether events of this type are actions of the customer; see {@link #isAction(EventBody)}. */
    public boolean isAction() {
        return initiator == CUSTOMER && !weak;
    }

    /** Fields by name, in the order of declaration. */
    public Map<String, EventField> fields() {
        return fields;
    }

    public Optional<EventField> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }

    /** A field of custom events, read as {@code kind}; absent where the attribute is missing or of another kind. */
    public static EventField customField(String attribute, EventField.Kind kind) {
        return new CustomField(attribute, kind);
    }

    @Override
    public String toString() {
        return name;
    }
}
