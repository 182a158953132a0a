package io.enishi.testkit.simulation;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who has to be told of what the shop says, worked out from the commits alone: whoever had marked a product before its restock was kept, and never took that
 * back. Who marks it while the news is on its way may be told or not.
 */
final class News {

    /** Who says what happened to the shop. */
    static final String SOURCE = "pim";

    private final World world;
    private final Map<OriginId, List<Mark>> marks = new TreeMap<>();
    /** Products by those who once took their mark back. */
    private final Map<OriginId, Set<String>> unmarked = new HashMap<>();
    /** With whom an origin was ever one person: what concerns the one is told to either. */
    private final Map<OriginId, Set<OriginId>> together = new HashMap<>();

    private final Map<ShopEvent, Set<OriginId>> waiting = new HashMap<>();

    private record Mark(String product, Instant at) {}

    News(World world) {
        this.world = world;
    }

    void committed(CustomerChange change) {
        for (OriginId origin : change.origins()) {
            together.computeIfAbsent(origin, id -> new TreeSet<>()).addAll(change.origins());
        }
        change.timelines().forEach(timeline -> timeline.added().forEach(event -> marked(timeline.origin(), event)));
    }

    private void marked(OriginId origin, CustomerEvent event) {
        if (event.body() instanceof EventBody.ProductFavourited favourite) {
            marks.computeIfAbsent(origin, id -> new ArrayList<>())
                    .add(new Mark(favourite.product(), event.occurredAt()));
        } else if (event.body() instanceof EventBody.ProductUnfavourited gone) {
            unmarked.computeIfAbsent(origin, id -> new HashSet<>()).add(gone.product());
        }
    }

    /** A shop event is kept, and told from now on. */
    void kept(ShopEvent event) {
        Set<OriginId> those = new TreeSet<>();
        if (event.body() instanceof ShopEvent.Restocked) {
            marks.forEach((origin, all) -> {
                if (all.stream()
                        .anyMatch(mark -> concerns(mark, event) && mark.at().isBefore(event.occurredAt()))) {
                    those.add(origin);
                }
            });
        }
        waiting.put(event, those);
    }

    private static boolean concerns(Mark mark, ShopEvent event) {
        return mark.product().equals(event.body().product());
    }

    /** When all has come to rest. */
    void look(List<StoredCustomer> customers) {
        Map<String, Set<OriginId>> told = new HashMap<>();
        customers.forEach(customer -> customer.origins()
                .forEach(origin -> origin.events().stream()
                        .filter(event -> event.body() instanceof EventBody.ShopNews)
                        .forEach(event -> told.computeIfAbsent(Laws.nameOf(event), name -> new TreeSet<>())
                                .add(origin.id()))));
        waiting.forEach((event, those) -> {
            Set<OriginId> had = told.getOrDefault(event.source() + "/" + event.id(), Set.of());
            those.stream().filter(origin -> mustHave(origin, event)).forEach(origin -> {
                world.count("told what they waited for", 1);
                if (together(origin).stream().noneMatch(had::contains)) {
                    world.wrong("whoever waits for something is told", event + " did not come to " + origin);
                }
            });
            had.stream()
                    .filter(origin -> !mayHave(origin, event))
                    .forEach(origin ->
                            world.wrong("nobody is told what does not concern them", event + " came to " + origin));
        });
    }

    private Set<OriginId> together(OriginId origin) {
        return together.getOrDefault(origin, Set.of(origin));
    }

    private boolean mustHave(OriginId origin, ShopEvent event) {
        return together(origin).stream()
                .noneMatch(one -> world.laws().erased().contains(one)
                        || world.laws().isTombstone(one) // takes nothing in any more
                        || unmarked.getOrDefault(one, Set.of())
                                .contains(event.body().product()));
    }

    private boolean mayHave(OriginId origin, ShopEvent event) {
        return !(event.body() instanceof ShopEvent.Restocked)
                || together(origin).stream()
                        .flatMap(one -> marks.getOrDefault(one, List.of()).stream())
                        .anyMatch(mark -> concerns(mark, event) && !mark.at().isAfter(event.occurredAt()));
    }
}
