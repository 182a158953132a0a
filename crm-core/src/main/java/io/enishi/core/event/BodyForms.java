package io.enishi.core.event;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.IDENTIFIER;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.internal.json.JsonSource;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Names;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Format version 1: finds the form of an event's body by its type. Standard types are spelled in {@link StandardForms}; what a host's own
 * types carry is spelled here, their names stand in the type.
 */
final class BodyForms {

    /** The people part of an envelope. */
    static final ValueForm<List<Identifier>> WHO = ValueForm.list(IDENTIFIER);

    private static final ObjectForm<CustomParts> CUSTOM = custom();
    private static final ObjectForm<CustomShopParts> CUSTOM_SHOP = customShop();

    private static final Map<String, ValueForm<? extends EventBody>> STANDARD = StandardForms.ofCustomers();
    private static final Map<String, ValueForm<? extends ShopEvent.Body>> SHOP = StandardForms.ofShop();

    private BodyForms() {}

    /** Reads a type's bodies; null when version 1 has no such type. */
    static @Nullable Function<JsonSource, ? extends EventBody> customer(String type) {
        ValueForm<? extends EventBody> form = STANDARD.get(type);
        if (form != null) {
            return form::read;
        }
        Function<JsonSource, ? extends ShopEvent.Body> news = shop(type);
        if (news != null) {
            return in -> new EventBody.ShopNews(news.apply(in));
        }
        if (!EventType.isCustom(type)) {
            return null;
        }
        return in -> {
            String name = customName(in, type.substring(EventBody.Custom.PREFIX.length()), 56);
            CustomParts parts = CUSTOM.read(in);
            return new EventBody.Custom(name, parts.initiator, parts.attributes);
        };
    }

    /** Reads a shop event type's bodies; null when version 1 has no such type. */
    static @Nullable Function<JsonSource, ? extends ShopEvent.Body> shop(String type) {
        ValueForm<? extends ShopEvent.Body> form = SHOP.get(type);
        if (form != null) {
            return form::read;
        }
        if (!type.startsWith(ShopEvent.CustomShopEvent.PREFIX)) {
            return null;
        }
        return in -> {
            String name = customName(in, type.substring(ShopEvent.CustomShopEvent.PREFIX.length()), 64);
            CustomShopParts parts = CUSTOM_SHOP.read(in);
            return new ShopEvent.CustomShopEvent(name, parts.product, parts.attributes);
        };
    }

    private static String customName(JsonSource in, String name, int maxLength) {
        if (!Names.isName(name, maxLength)) {
            throw in.invalid("the name of a custom type must be 1 to " + maxLength
                    + " characters of a-z 0-9 . : - _ and start with a letter or digit");
        }
        return name;
    }

    @SuppressWarnings("unchecked") // a form is filed under the type name of its own bodies
    static void write(JsonGenerator out, EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            CUSTOM.write(out, new CustomParts(custom.initiator(), custom.attributes()));
            return;
        }
        if (body instanceof EventBody.ShopNews news) {
            write(out, news.what());
            return;
        }
        ValueForm<EventBody> form = (ValueForm<EventBody>) STANDARD.get(body.type());
        if (form == null) {
            throw new IllegalStateException("format version 1 has no event type " + body.type());
        }
        form.write(out, body);
    }

    @SuppressWarnings("unchecked") // a form is filed under the type name of its own bodies
    static void write(JsonGenerator out, ShopEvent.Body body) {
        if (body instanceof ShopEvent.CustomShopEvent custom) {
            CUSTOM_SHOP.write(out, new CustomShopParts(custom.product(), custom.attributes()));
            return;
        }
        ValueForm<ShopEvent.Body> form = (ValueForm<ShopEvent.Body>) SHOP.get(body.type());
        if (form == null) {
            throw new IllegalStateException("format version 1 has no event type " + body.type());
        }
        form.write(out, body);
    }

    /** A custom event without its name, which its type holds. */
    private record CustomParts(Initiator initiator, Map<String, AttributeValue> attributes) {
        CustomParts {
            attributes = EventRules.attributes(attributes); // here, where a complaint still has its place
        }
    }

    private static ObjectForm<CustomParts> custom() {
        Field<CustomParts, Initiator> initiator = required("initiator", word(Initiator.class), CustomParts::initiator);
        Field<CustomParts, Map<String, AttributeValue>> attributes =
                optional("attributes", PartForms.ATTRIBUTES, CustomParts::attributes, Map.of());
        return ObjectForm.of(v -> new CustomParts(v.get(initiator), v.get(attributes)), initiator, attributes);
    }

    /** A custom shop event without its name, which its type holds. */
    private record CustomShopParts(String product, Map<String, AttributeValue> attributes) {
        CustomShopParts {
            EventRules.optionalText("product", product, 200);
            attributes = EventRules.attributes(attributes);
        }
    }

    private static ObjectForm<CustomShopParts> customShop() {
        Field<CustomShopParts, String> product = optional("product", TEXT, CustomShopParts::product, "");
        Field<CustomShopParts, Map<String, AttributeValue>> attributes =
                optional("attributes", PartForms.ATTRIBUTES, CustomShopParts::attributes, Map.of());
        return ObjectForm.of(v -> new CustomShopParts(v.get(product), v.get(attributes)), product, attributes);
    }
}
