package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.internal.runtime.ShopRuntime;
import io.enishi.core.internal.runtime.Wiring;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A fan-out tells whom a look at every timeline finds, once each and in order: whatever else goes on, and with or without an index. */
class FanOutProperties {

    private static final List<Identifier> PEOPLE = List.of(
            Identifier.member("a"),
            Identifier.member("b"),
            Identifier.member("c"),
            Identifier.member("d"),
            Identifier.member("e"),
            Identifier.member("f"));
    private static final List<String> PRODUCTS = List.of("tea", "cup");
    private static final int WITHIN_DAYS = 3;

    private static final Interest FAVOURITE = Interest.in("shop.restocked", Selection.of("product.favourited"))
            .same("product")
            .endedBy(Selection.of("product.unfavourited"));
    private static final Interest VIEWED = Interest.in("shop.restocked", Selection.of("product.viewed"))
            .same("product")
            .within(Span.days(WITHIN_DAYS));

    /** A shop that is worked on by one runtime after the other. */
    private static final class World {
        final Random random;
        final InMemoryCustomerStore rows = new InMemoryCustomerStore();
        final boolean indexed;
        final Toys.Clock clock = new Toys.Clock();
        /** How many writes happen before the worker dies; negative for never. */
        int writesLeft = -1;

        final Set<EventId> open = new TreeSet<>();
        final Map<EventId, ShopEvent> shopEvents = new TreeMap<>();
        int sequence;
        Crm crm;

        World(Random random) {
            this.random = random;
            this.indexed = random.nextBoolean();
            this.crm = start();
        }

        Crm start() {
            Wiring wiring = new Wiring(ShopId.of("shop"));
            wiring.store = store();
            wiring.clock = clock;
            wiring.channels.add(new Toys.Mail());
            wiring.journeys.add(Told.of("favourite", FAVOURITE));
            wiring.journeys.add(Told.of("viewed", VIEWED));
            wiring.hotCustomers = 2;
            wiring.fanOutPage = 1 + random.nextInt(3);
            return new Crm(ShopRuntime.of(wiring));
        }

        /** The rows, with or without an index, and for a worker that may die before a write. */
        private CustomerStore store() {
            boolean large = random.nextBoolean();
            return new ForwardingStore(rows) {
                @Override
                public boolean keepsInterests() {
                    return indexed;
                }

                @Override
                public boolean prefersLargeCommits() {
                    return large;
                }

                @Override
                public CommitResult commit(Commit commit) {
                    write();
                    return super.commit(commit);
                }

                @Override
                public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
                    write();
                    return super.moveOn(before, after);
                }
            };
        }

        private void write() {
            if (writesLeft-- == 0) {
                throw new Died();
            }
        }

        Instant about(Instant middle) {
            return middle.plus(Duration.ofHours(random.nextInt(24 * 5) - 24 * 4));
        }

        void step() {
            Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> did(who, new EventBody.ProductFavourited(product, ""));
                case 3, 4 -> did(who, new EventBody.ProductViewed(product, ""));
                case 5 -> did(who, new EventBody.ProductUnfavourited(product));
                case 6 ->
                    crm.originOf(who)
                            .ifPresent(one -> crm.originOf(PEOPLE.get(random.nextInt(PEOPLE.size())))
                                    .filter(other -> !other.equals(one))
                                    .ifPresent(other -> crm.merge(one, other, "staff", "")));
                case 7 ->
                    crm.originOf(who)
                            .ifPresent(one -> crm.originOf(PEOPLE.get(random.nextInt(PEOPLE.size())))
                                    .filter(other -> !other.equals(one))
                                    .ifPresent(other -> crm.unmerge(one, other, "staff", "")));
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        crm.find(who).ifPresent(id -> crm.erase(id, ""));
                    }
                }
                case 9 -> clock.now = clock.now.plus(Duration.ofHours(random.nextInt(30)));
                default -> {
                    ShopEvent event = new ShopEvent(
                            "pim",
                            EventId.named("s" + sequence++),
                            about(clock.now),
                            new ShopEvent.Restocked(product, 1));
                    shopEvents.put(event.id(), event);
                    crm.accept(event);
                    open.add(event.id());
                }
            }
        }

        private void did(Identifier who, EventBody body) {
            crm.accept(Toys.event("e" + sequence++, who, about(clock.now), body));
        }

        /** Of everybody. */
        Map<CustomerId, List<OriginId>> origins() {
            Map<CustomerId, List<OriginId>> origins = new HashMap<>();
            for (CustomerId id : crm.customers(100)) {
                origins.put(id, crm.customer(id).orElseThrow().origins());
            }
            return origins;
        }

        /** Who is interested now, by a look at every timeline: each with their turn, and by which journeys. */
        Map<CustomerId, Turn> lookAtAll(ShopEvent event) {
            Map<CustomerId, Turn> found = new HashMap<>();
            for (CustomerId id : crm.customers(100)) {
                turn(id, event).ifPresent(turn -> found.put(id, turn));
            }
            return found;
        }

        private Optional<Turn> turn(CustomerId id, ShopEvent event) {
            List<Interested> favourites = new ArrayList<>();
            List<Interested> views = new ArrayList<>();
            boolean inTime = false;
            // Nobody is decided further than that: what ended later is not seen yet.
            Instant decided = crm.decisions(id).stream()
                    .map(made -> made.now())
                    .reduce(event.occurredAt(), (a, b) -> a.isAfter(b) ? a : b);
            for (CustomerEvent one : crm.timeline(id)) {
                Interested here = new Interested(one.occurredAt().toEpochMilli(), originOf(one));
                boolean early = !one.occurredAt().isAfter(event.occurredAt());
                String product = event.body().product();
                if (one.body() instanceof EventBody.ProductFavourited begun
                        && begun.product().equals(product)
                        && early) {
                    favourites.add(here);
                } else if (one.body() instanceof EventBody.ProductUnfavourited ended
                        && ended.product().equals(product)
                        && !one.occurredAt().isAfter(decided)) {
                    favourites.clear();
                } else if (one.body() instanceof EventBody.ProductViewed viewed
                        && viewed.product().equals(product)
                        && early) {
                    views.add(here);
                    inTime |=
                            one.occurredAt().plus(Duration.ofDays(WITHIN_DAYS)).isAfter(event.occurredAt());
                }
            }
            Set<Interested> turns = new TreeSet<>(favourites);
            Set<String> journeys = new TreeSet<>();
            if (!favourites.isEmpty()) {
                journeys.add("favourite");
            }
            if (inTime) {
                turns.addAll(views);
                journeys.add("viewed");
            }
            return turns.stream().findFirst().map(first -> new Turn(first, journeys));
        }

        private OriginId originOf(CustomerEvent event) {
            return crm.originOf(event.identifiers().get(0)).orElseThrow();
        }

        Map<CustomerId, Long> copies(EventId id) {
            Map<CustomerId, Long> copies = new HashMap<>();
            for (CustomerId customer : crm.customers(100)) {
                long count = crm.timeline(customer).stream()
                        .filter(event ->
                                event.source().equals("pim") && event.id().equals(id))
                        .count();
                if (count > 0) {
                    copies.put(customer, count);
                }
            }
            return copies;
        }

        Set<String> runs(EventId id, CustomerId customer) {
            Set<String> runs = new TreeSet<>();
            for (StoredCommand.Status status : StoredCommand.Status.values()) {
                crm.commands(status, 10_000).stream()
                        .filter(row -> row.key().entry().equals(id.toString()))
                        .filter(row -> crm.customerOf(row.key().origin()).equals(Optional.of(customer)))
                        .forEach(row -> runs.add(row.key().journey()));
            }
            return runs;
        }

        List<ShopEvent> due() {
            return open.stream()
                    .map(shopEvents::get)
                    .filter(event -> !event.occurredAt().isAfter(clock.now))
                    .toList();
        }
    }

    private record Turn(Interested first, Set<String> journeys) {}

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Property(tries = 150)
    void itTellsWhomALookAtEveryTimelineFindsInTheirOrder(
            @ForAll Random random, @ForAll @IntRange(min = 5, max = 60) int steps) {
        World world = new World(random);
        for (int i = 0; i < steps; i++) {
            world.step();
            if (random.nextInt(8) == 0 || i == steps - 1) {
                Map<EventId, Map<CustomerId, Turn>> expected = new TreeMap<>();
                for (ShopEvent event : world.due()) {
                    expected.put(event.id(), world.lookAtAll(event));
                }
                long before = last(world.crm);

                world.crm.fanOut();

                for (ShopEvent event : world.due()) {
                    Map<CustomerId, Turn> turns = expected.get(event.id());
                    assertThat(world.copies(event.id()).keySet()).isEqualTo(turns.keySet());
                    assertThat(world.copies(event.id()).values()).allMatch(count -> count == 1);
                    turns.forEach((customer, turn) ->
                            assertThat(world.runs(event.id(), customer)).isEqualTo(turn.journeys()));
                    assertThat(toldInOrder(world.crm, before, event.id()))
                            .isEqualTo(turns.entrySet().stream()
                                    .sorted(Comparator.comparing(
                                            entry -> entry.getValue().first()))
                                    .map(Map.Entry::getKey)
                                    .toList());
                    assertThat(world.crm
                                    .shopEvent("pim", event.id())
                                    .orElseThrow()
                                    .done())
                            .isTrue();
                }
                world.due().forEach(event -> world.open.remove(event.id()));
            }
        }
        assertThat(world.crm.verify().differences()).isEmpty();
    }

    private static long last(Crm crm) {
        List<CustomerStore.Logged> all = crm.decisionLog(0, 1_000_000);
        return all.isEmpty() ? 0 : all.get(all.size() - 1).position();
    }

    private static List<CustomerId> toldInOrder(Crm crm, long after, EventId id) {
        return crm.decisionLog(after, 1_000_000).stream()
                .map(CustomerStore.Logged::decision)
                .filter(made -> made.about() instanceof io.enishi.core.customer.DecisionRecord.About.Events events
                        && events.events().stream().anyMatch(event -> event.id().equals(id)))
                .map(made -> made.customer())
                .toList();
    }

    @Property(tries = 150)
    void aCrashLosesNobodyAndDoublesNothing(@ForAll Random random, @ForAll @IntRange(min = 5, max = 40) int steps) {
        World world = new World(random);
        for (int i = 0; i < steps; i++) {
            world.step();
        }
        List<ShopEvent> due = world.due();
        Map<EventId, Map<CustomerId, Turn>> before = new TreeMap<>();
        due.forEach(event -> before.put(event.id(), world.lookAtAll(event)));
        for (int crash = 0; crash < 4; crash++) {
            world.writesLeft = random.nextInt(6);
            try {
                world.crm.fanOut();
            } catch (Died dead) {
                world.writesLeft = -1;
            }
            world.writesLeft = -1;
            world.crm = world.start();
        }

        world.crm.fanOut();

        for (ShopEvent event : due) {
            Map<CustomerId, Long> copies = world.copies(event.id());
            assertThat(copies.keySet()).isEqualTo(before.get(event.id()).keySet());
            assertThat(copies.values()).allMatch(count -> count == 1);
            before.get(event.id())
                    .forEach((customer, turn) ->
                            assertThat(world.runs(event.id(), customer)).isEqualTo(turn.journeys()));
            assertThat(world.crm.shopEvent("pim", event.id()).orElseThrow().done())
                    .isTrue();
        }
        assertThat(world.crm.verify().differences()).isEmpty();
    }

    @Property(tries = 100)
    void whoStaysInterestedWhileAWalkIsCutOffIsToldAndWhoNeverWasIsNot(
            @ForAll Random random, @ForAll @IntRange(min = 5, max = 40) int steps) {
        World world = new World(random);
        for (int i = 0; i < steps; i++) {
            world.step();
        }
        List<ShopEvent> due = world.due();
        Map<EventId, Map<CustomerId, Turn>> before = new TreeMap<>();
        Map<EventId, Set<Identifier>> ever = new TreeMap<>();
        due.forEach(event -> before.put(event.id(), world.lookAtAll(event)));
        due.forEach(event ->
                ever.put(event.id(), people(world, before.get(event.id()).keySet())));
        Map<CustomerId, List<OriginId>> people = world.origins();
        world.writesLeft = random.nextInt(5);
        try {
            world.crm.fanOut();
        } catch (Died dead) {
            world.writesLeft = -1;
        }
        world.writesLeft = -1;
        world.crm = world.start();
        for (int i = 0; i < 6; i++) {
            world.step();
            due.forEach(event -> ever.get(event.id())
                    .addAll(people(world, world.lookAtAll(event).keySet())));
        }

        world.crm.fanOut();

        for (ShopEvent event : due) {
            Map<CustomerId, Turn> after = world.lookAtAll(event);
            Map<CustomerId, Long> copies = world.copies(event.id());
            assertThat(copies.values()).allMatch(count -> count == 1);
            after.forEach((customer, turn) -> {
                Turn then = before.get(event.id()).get(customer);
                // Who was told as one may be several by now, of whom one has the news.
                boolean same = world.origins().get(customer).equals(people.get(customer));
                if (same && then != null && then.first().equals(turn.first())) {
                    assertThat(copies).containsKey(customer);
                }
            });
            for (CustomerId told : copies.keySet()) {
                assertThat(people(world, Set.of(told))).anyMatch(ever.get(event.id())::contains);
            }
        }
        assertThat(world.crm.verify().differences()).isEmpty();
    }

    private static Set<Identifier> people(World world, Set<CustomerId> customers) {
        Set<Identifier> people = new HashSet<>();
        for (CustomerId id : customers) {
            world.crm.customer(id).ifPresent(card -> people.addAll(card.identifiers()));
        }
        return people;
    }
}
