package io.enishi.benchmarks;

import io.enishi.core.Crm;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Journey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Customers with ten favourites each, in memory; one product that 5,000 of them favourited is there again. */
final class FanOutJob implements Job {

    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    private static final int INTERESTED = 5_000;
    private static final int FAVOURITES = 10;
    private static final int PRODUCTS = 20_000;
    private static final String[] NAMES =
            IntStream.range(0, PRODUCTS).mapToObj(i -> "p-" + i).toArray(String[]::new);

    @Override
    public String name() {
        return "core.fan_out";
    }

    @Override
    public String description() {
        return "a restock among 100,000 and 1,000,000 customers with ten favourites each, 5,000 of them interested";
    }

    @Override
    public void run() {
        for (int customers : List.of(100_000, 1_000_000)) {
            InMemoryCustomerStore store = new InMemoryCustomerStore();
            long begin = System.nanoTime();
            fill(crm(store), customers);
            System.out.printf(
                    Locale.ROOT,
                    "   %,d customers, %,d favourites taken in: %,d ms%n",
                    customers,
                    (long) customers * FAVOURITES,
                    (System.nanoTime() - begin) / 1_000_000);
            for (int restock = 0; restock < 3; restock++) {
                tell(crm(store), "index", restock);
            }
            tell(crm(withoutIndex(store)), "no index: all are looked at", 3);
        }
    }

    private static void tell(Crm crm, String how, int number) {
        crm.accept(new ShopEvent(
                "pim", EventId.of(number), START.plusSeconds(100 + number), new ShopEvent.Restocked("hot", 10)));
        long begin = System.nanoTime();
        long told = crm.fanOut();
        System.out.printf(
                Locale.ROOT, "   %,d told in %,d ms (%s)%n", told, (System.nanoTime() - begin) / 1_000_000, how);
    }

    private static Crm crm(CustomerStore store) {
        return Crm.builder("shop")
                .secret("benchmarks only, not secret".getBytes(StandardCharsets.UTF_8))
                .store(store)
                .clock(() -> START.plusSeconds(1000))
                .journey(new BackInStock())
                .build();
    }

    private static void fill(Crm crm, int customers) {
        int every = customers / INTERESTED;
        List<CustomerEvent> page = new ArrayList<>();
        long id = 0;
        for (int customer = 0; customer < customers; customer++) {
            Identifier who = Identifier.member("m-" + customer);
            for (int i = 0; i < FAVOURITES; i++) {
                boolean hot = i == 0 && customer % every == 0;
                int product = Math.floorMod((customer * FAVOURITES + i) * 0x9E3779B9, PRODUCTS);
                page.add(CustomerEvent.of(
                        "ec",
                        EventId.of(id++),
                        who,
                        START.plusMillis(customer % 60_000),
                        new EventBody.ProductFavourited(hot ? "hot" : NAMES[product], "")));
            }
            if (page.size() >= 1000 || customer == customers - 1) {
                crm.acceptAll(page);
                page.clear();
            }
        }
    }

    private static CustomerStore withoutIndex(CustomerStore store) {
        return new ForwardingStore(store) {
            @Override
            public boolean keepsInterests() {
                return false;
            }
        };
    }

    /** Starts for whoever favourited what is there again, and rests. */
    private static final class BackInStock implements Journey<String> {
        @Override
        public String name() {
            return "back-in-stock";
        }

        @Override
        public String definitionHash() {
            return "1";
        }

        @Override
        public Set<String> eventTypes() {
            return Set.of("shop.restocked");
        }

        @Override
        public Map<String, Condition> conditions() {
            return Map.of();
        }

        @Override
        public List<Interest> interests() {
            return List.of(Interest.in("shop.restocked", Selection.of("product.favourited"))
                    .same("product")
                    .endedBy(Selection.of("product.unfavourited")));
        }

        @Override
        public Entries enter(Input input, CustomerView view) {
            if (input instanceof Input.Happened happened) {
                CustomerEvent event = happened.events().get(0);
                return Entries.of(view.originOf(event), name(), event.id().toString(), "restocked");
            }
            return Entries.none();
        }

        @Override
        public Decision<String> start(InstanceKey key, Input input, CustomerView view) {
            return Decision.stay("told", List.of());
        }

        @Override
        public Decision<String> decide(InstanceKey key, String state, Input input, CustomerView view) {
            return Decision.stay(state, List.of());
        }

        @Override
        public byte[] encode(String state) {
            return state.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
