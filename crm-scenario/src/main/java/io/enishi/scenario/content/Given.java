package io.enishi.scenario.content;

import io.enishi.core.customer.Suggestion;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CustomerView;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The values of the variables that a content uses, as plain maps, lists and texts written the Japanese way. */
final class Given {

    private static final List<String> SUFFIXES = List.of("-number", "-plain", "-date", "-day", "-time");

    private final SendClaim claim;
    private final CustomerView view;
    private final ZoneId zone;
    private final @Nullable IssuedCoupon coupon;
    private final TemplateText.Budget budget;

    private Given(SendClaim claim, @Nullable IssuedCoupon coupon, TemplateText.Budget budget) {
        this.claim = claim;
        this.view = claim.view();
        this.zone = view.zone();
        this.coupon = coupon;
        this.budget = budget;
    }

    /** What {@code variables} ask for; what is missing is missing, save for {@code defaults}. */
    static Map<String, Object> of(
            Set<String> variables,
            Map<String, String> defaults,
            SendClaim claim,
            @Nullable IssuedCoupon coupon,
            TemplateText.Budget budget) {
        Map<String, Object> data = new Given(claim, coupon, budget).data(variables);
        defaults.forEach((variable, text) -> fill(data, TemplateText.split(variable), 0, text));
        return data;
    }

    private Map<String, Object> data(Set<String> variables) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String variable : variables) {
            String[] parts = TemplateText.split(variable);
            switch (parts[0]) {
                case "profile" -> at(data, "profile", parts[1], this::profile);
                case "metric" -> at(data, "metric", parts[1], this::metric);
                case "segment" -> child(data, "segment").put(parts[1], view.inSegment(parts[1]));
                case "tag" -> {
                    String tag = claim.send().tags().get(parts[1]);
                    if (tag != null) {
                        child(data, "tag").put(parts[1], tag);
                    }
                }
                case "coupon" -> {
                    if (coupon != null) {
                        data.computeIfAbsent("coupon", absent -> couponOf(coupon));
                    }
                }
                case "event" -> data.computeIfAbsent("event", absent -> event());
                case "recommendation" -> data.computeIfAbsent("recommendation", absent -> recommendation(variables));
                default -> Japanese.put(data, "today", view.now(), zone);
            }
        }
        return data;
    }

    /** Puts what {@code read} knows under {@code name}, or under the name without the suffix of a way to write it. */
    private static void at(
            Map<String, Object> data, String root, String name, BiConsumer<String, Map<String, Object>> read) {
        Map<String, Object> into = child(data, root);
        read.accept(name, into);
        for (String suffix : SUFFIXES) {
            if (!into.containsKey(name) && name.endsWith(suffix)) {
                read.accept(name.substring(0, name.length() - suffix.length()), into);
            }
        }
    }

    private void profile(String name, Map<String, Object> into) {
        view.attribute(name).ifPresent(value -> attribute(name, value, into));
    }

    private void metric(String name, Map<String, Object> into) {
        view.metric(name)
                .ifPresent(trajectory ->
                        Japanese.put(into, name, trajectory.valueAt(view.now().toEpochMilli())));
    }

    private static void attribute(String name, AttributeValue value, Map<String, Object> into) {
        if (value instanceof AttributeValue.Whole whole) {
            Japanese.put(into, name, whole.number());
        } else if (value instanceof AttributeValue.Day day) {
            Japanese.put(into, name, day.day());
        } else {
            into.put(name, value.plain());
        }
    }

    private Map<String, Object> couponOf(IssuedCoupon issued) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", issued.code());
        map.put("campaign", issued.campaign());
        map.put("terms", issued.terms());
        Japanese.put(map, "expires", issued.expiresAt(), zone);
        map.put(
                "last-day",
                Japanese.day(issued.expiresAt().minusMillis(1).atZone(zone).toLocalDate()));
        return map;
    }

    private Object recommendation(Set<String> variables) {
        int most = 0;
        for (String variable : variables) {
            String[] parts = TemplateText.split(variable);
            if (parts[0].equals("recommendation")) {
                boolean numbered = parts.length > 1 && parts[1].matches("[0-9]{1,2}");
                most = Math.max(most, numbered ? Integer.parseInt(parts[1]) + 1 : TemplateFields.MOST_SUGGESTIONS);
            }
        }
        List<Suggestion> suggestions =
                claim.recommender().recommend(view, Math.min(most, TemplateFields.MOST_SUGGESTIONS));
        return counted(suggestions.stream()
                .limit(TemplateFields.MOST_SUGGESTIONS)
                .map(each -> product(each.product()))
                .toList());
    }

    private Map<String, Object> product(String id) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("product", id);
        map.put("name", id);
        fact(id, Catalog.NAME, "name", map);
        fact(id, Catalog.CATEGORY, "category", map);
        List<AttributeValue> price = view.catalog().facts(id, Catalog.PRICE);
        if (!price.isEmpty() && price.get(0) instanceof AttributeValue.Whole yen) {
            Japanese.put(map, "price", Money.yen(yen.number()));
        }
        return map;
    }

    private void fact(String product, String fact, String name, Map<String, Object> into) {
        List<AttributeValue> values = view.catalog().facts(product, fact);
        if (!values.isEmpty()) {
            into.put(name, values.get(0).plain().toString());
        }
    }

    // ------------------------------------------------------------------ the event that began it

    private Map<String, Object> event() {
        Map<String, Object> map = new LinkedHashMap<>();
        CustomerEvent trigger = claim.trigger().orElse(null);
        if (trigger == null) {
            return map;
        }
        map.put("type", trigger.type());
        Japanese.put(map, "at", trigger.occurredAt(), zone);
        EventBody body = trigger.body();
        if (body instanceof EventBody.Custom custom) {
            custom.attributes().forEach((name, value) -> attribute(name, value, map));
            return map;
        }
        if (body instanceof EventBody.ShopNews news && news.what() instanceof ShopEvent.CustomShopEvent custom) {
            product(custom.product(), map);
            custom.attributes().forEach((name, value) -> attribute(name, value, map));
            return map;
        }
        EventType.of(trigger.type())
                .ifPresent(type -> type.fields().forEach((name, field) -> {
                    if (field.isPresent(body)) {
                        field(name, field, body, map);
                    }
                }));
        if (body instanceof EventBody.OrderPlaced placed) {
            map.put("order", order(placed.order()));
            map.put("lines", lines(placed.order().lines()));
        } else if (map.containsKey("order")) {
            map.put("order", new LinkedHashMap<>(Map.of("id", map.get("order"))));
        }
        if (body instanceof EventBody.CartChanged cart) {
            map.put("lines", lines(cart.lines()));
        } else if (body instanceof EventBody.OrderShipped shipped) {
            map.put("lines", lines(shipped.lines()));
        } else if (body instanceof EventBody.OrderDelivered delivered) {
            map.put("lines", lines(delivered.lines()));
        }
        return map;
    }

    private void field(String name, EventField field, EventBody body, Map<String, Object> into) {
        switch (field.kind()) {
            case NUMBER -> Japanese.put(into, name, field.number(body));
            case MONEY -> Japanese.put(into, name, Money.of(field.number(body), String.valueOf(field.currency(body))));
            case INSTANT -> Japanese.put(into, name, Instant.ofEpochMilli(field.number(body)), zone);
            case FLAG -> into.put(name, field.number(body) != 0);
            case TEXT -> {
                String text = field.text(body);
                into.put(name, text);
                if (name.equals("product") && text != null) {
                    product(text, into);
                }
            }
            case TEXTS -> into.put(name, String.join("、", field.texts(body)));
        }
    }

    private void product(String id, Map<String, Object> into) {
        if (!id.isEmpty()) {
            into.put("product", id);
            into.put("product-name", product(id).get("name"));
        }
    }

    private Map<String, Object> order(Order order) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", order.orderId());
        map.put("site", order.site());
        Japanese.put(map, "total", order.goodsTotal());
        Japanese.put(map, "gross", order.grossTotal());
        Japanese.put(map, "payable", order.payable());
        Japanese.put(map, "shipping", order.shipping());
        Japanese.put(map, "discount", order.discount());
        Japanese.put(map, "points-used", order.pointsUsed());
        Japanese.put(map, "items", order.items());
        map.put("lines", lines(order.lines()));
        return map;
    }

    private List<Object> lines(List<OrderLine> lines) {
        return counted(lines.stream()
                .map(line -> {
                    Map<String, Object> map = product(line.product());
                    if (!line.category().isEmpty()) {
                        map.put("category", line.category());
                    }
                    Japanese.put(map, "quantity", line.quantity());
                    Japanese.put(map, "price", line.unitPrice());
                    Japanese.put(map, "total", line.net());
                    return map;
                })
                .toList());
    }

    // ------------------------------------------------------------------ maps and lists

    private List<Object> counted(List<? extends Object> items) {
        return new Counted(items, budget);
    }

    /** A list that counts every turn that a section takes through it. */
    private static final class Counted extends AbstractList<Object> {
        private final List<Object> items;
        private final TemplateText.Budget budget;

        Counted(List<? extends Object> items, TemplateText.Budget budget) {
            this.items = new ArrayList<>(items);
            this.budget = budget;
        }

        @Override
        public Object get(int index) {
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public void add(int index, Object item) {
            items.add(index, item);
        }

        @Override
        public Iterator<Object> iterator() {
            Iterator<Object> each = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public Object next() {
                    budget.turn();
                    return each.next();
                }
            };
        }
    }

    @SuppressWarnings("unchecked") // only this class puts maps there
    private static Map<String, Object> child(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
    }

    private static void fill(Map<String, Object> map, String[] path, int depth, String text) {
        Object there = map.get(path[depth]);
        if (depth == path.length - 1) {
            if (there == null || "".equals(there)) {
                map.put(path[depth], text);
            }
        } else if (there instanceof Counted list) {
            fill(list, path, depth + 1, text);
        } else if (there == null || there instanceof Map) {
            fill(child(map, path[depth]), path, depth + 1, text);
        }
    }

    @SuppressWarnings("unchecked") // items are maps of ours
    private static void fill(Counted list, String[] path, int depth, String text) {
        if (depth < path.length - 1 && path[depth].matches("[0-9]")) {
            int index = Integer.parseInt(path[depth]);
            while (list.size() <= index) {
                list.add(new LinkedHashMap<String, Object>());
            }
            fill((Map<String, Object>) list.get(index), path, depth + 1, text);
        }
    }
}
