package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.time.ZoneTable;
import io.enishi.core.value.MoneyConverter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What columns a compiled set needs, and which selections an event of a type may be of. Shared by all customers. */
final class Layout {

    private static final int[] NO_ROUTE = new int[0];

    private final SelectionPlan[] selections;
    private final ChainPlan[] chains;
    private final Rows[] empty;
    private final @Nullable MoneyConverter converter;
    private final ZoneTable.Cache zones;
    private final Map<String, int[]> standardRoutes = new HashMap<>();
    private final Map<String, int[]> customRoutes = new HashMap<>();
    private final int[] otherCustomRoute;

    Layout(
            List<SelectionPlan> selections,
            List<ChainPlan> chains,
            @Nullable MoneyConverter converter,
            ZoneTable.Cache zones) {
        this.selections = selections.toArray(SelectionPlan[]::new);
        this.chains = chains.toArray(ChainPlan[]::new);
        this.converter = converter;
        this.zones = zones;
        this.empty = new Rows[this.selections.length];
        for (int i = 0; i < empty.length; i++) {
            empty[i] = new Rows(this.selections[i]);
        }
        for (EventType type : EventType.all()) {
            standardRoutes.put(type.name(), route(type.name(), false));
        }
        for (SelectionPlan selection : selections) {
            for (String type : selection.filter().types()) {
                if (EventType.isCustomOfShop(type)) {
                    standardRoutes.put(type, route(type, true));
                } else if (EventType.isCustom(type)) {
                    String name = type.substring(EventBody.Custom.PREFIX.length());
                    customRoutes.put(name, route(type, true));
                }
            }
        }
        this.otherCustomRoute = route("", true);
    }

    private int[] route(String type, boolean custom) {
        List<Integer> route = new ArrayList<>();
        for (SelectionPlan selection : selections) {
            if (selection.filter().types().contains(type)
                    || (custom && selection.filter().coversAllCustomTypes())) {
                route.add(selection.index());
            }
        }
        return route.isEmpty()
                ? NO_ROUTE
                : route.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Indexes of the selections that an event may be of. */
    int[] route(EventBody body) {
        if (body instanceof EventBody.Custom custom) {
            return customRoutes.getOrDefault(custom.name(), otherCustomRoute);
        }
        int[] route = standardRoutes.get(body.type());
        return route == null ? otherCustomRoute : route; // the standard types are all there
    }

    int selections() {
        return selections.length;
    }

    SelectionPlan selection(int i) {
        return selections[i];
    }

    /** The longest window over any selection that an event leaves, in milliseconds. */
    long span() {
        long longest = 0;
        for (SelectionPlan selection : selections) {
            longest = Math.max(longest, selection.lasting().span());
        }
        return longest;
    }

    int chains() {
        return chains.length;
    }

    ChainPlan chain(int i) {
        return chains[i];
    }

    /** Rows of a customer who has none; never written. */
    Rows empty(int selection) {
        return empty[selection];
    }

    @Nullable
    MoneyConverter converter() {
        return converter;
    }

    ZoneTable.Cache zones() {
        return zones;
    }
}
