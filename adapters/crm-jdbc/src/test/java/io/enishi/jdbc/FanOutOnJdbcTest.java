package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.Scenario;
import io.enishi.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Shop events reach on a database whom they reach in memory, in the same order, whoever works on it. */
class FanOutOnJdbcTest {

    private static final Instant START = Instant.parse("2026-01-10T03:00:00Z");
    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();

    private static final Scenario BACK_IN_STOCK = Scenario.parse("""
        scenario: back-in-stock
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Who waits for something wants to know that it is there
        start:
          shop-event: shop.restocked
          interested:
            - {happened: product.favourited, same: product, ended-by: [product.unfavourited]}
        again: concurrent
        steps:
          - wait: 1 day
        """);

    private static Crm crm(CustomerStore store, ManualTime time, int hot) {
        return Crm.builder("shop")
                .secret("a secret of the tests".getBytes(StandardCharsets.UTF_8))
                .store(store)
                .clock(time)
                .journey(BACK_IN_STOCK.compile())
                .hotCustomers(hot)
                .build();
    }

    private static Identifier person(int number) {
        return Identifier.member("m-" + number);
    }

    private static List<String> story(CustomerStore store, long seed, int hot) {
        Random random = new Random(seed);
        ManualTime time = ManualTime.startingAt(START);
        Crm crm = crm(store, time, hot);
        List<String> told = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Identifier who = person(random.nextInt(8));
            Instant at = time.instant().minus(Duration.ofHours(random.nextInt(48)));
            int kind = random.nextInt(10);
            if (kind < 5) {
                crm.accept(event(step, who, at, new EventBody.ProductFavourited("tea", "")));
            } else if (kind < 6) {
                crm.accept(event(step, who, at, new EventBody.ProductUnfavourited("tea")));
            } else if (kind < 7) {
                Optional<OriginId> one = crm.originOf(who);
                Optional<OriginId> other = crm.originOf(person(random.nextInt(8)));
                if (one.isPresent() && other.isPresent() && !one.equals(other)) {
                    crm.merge(one.get(), other.get(), "staff", "");
                }
            } else if (kind < 8) {
                time.advance(Duration.ofHours(random.nextInt(40)));
            } else {
                ShopEvent event = restocked(1000 + step, at);
                crm.accept(event);
                if (random.nextBoolean()) {
                    crm = crm(store, time, hot); // the worker is another one
                }
                crm.fanOut();
                told.add(event.id() + ": " + told(crm, event.id()));
            }
        }
        assertThat(crm.verify().differences()).isEmpty();
        return told;
    }

    private static CustomerEvent event(long id, Identifier who, Instant at, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(id), who, at, body);
    }

    private static ShopEvent restocked(long id, Instant at) {
        return new ShopEvent("pim", EventId.of(id), at, new ShopEvent.Restocked("tea", 3));
    }

    private static List<OriginId> told(Crm crm, EventId id) {
        return crm.decisionLog(0, 1_000_000).stream()
                .map(logged -> logged.decision().about())
                .filter(About.Events.class::isInstance)
                .map(About.Events.class::cast)
                .filter(events -> events.events().get(0).id().equals(id))
                .map(events -> events.origins().get(0))
                .toList();
    }

    @Property(tries = 20)
    void onH2AsInMemory(@ForAll long seed) {
        isToldAsInMemory(H2, seed);
    }

    @Property(tries = 15)
    void onPostgresAsInMemory(@ForAll long seed) {
        isToldAsInMemory(POSTGRES, seed);
    }

    static void isToldAsInMemory(DataSource source, long seed) {
        assertThat(story(Databases.newShop(source), seed, 2)).isEqualTo(story(new InMemoryCustomerStore(), seed, 100));
    }

    @Example
    void twoWorkersTellEverybodyOnce() throws InterruptedException {
        twoWorkersTellEverybodyOnce(POSTGRES);
    }

    static void twoWorkersTellEverybodyOnce(DataSource source) throws InterruptedException {
        CustomerStore store = Databases.newShop(source);
        ManualTime time = ManualTime.startingAt(START);
        List<CustomerEvent> favourites = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            favourites.add(event(i, person(i), START.minusSeconds(i + 1), new EventBody.ProductFavourited("tea", "")));
        }
        Crm one = crm(store, time, 1000);
        Crm other = crm(store, time, 1000);
        one.acceptAll(favourites);
        for (int i = 0; i < 3; i++) {
            one.accept(restocked(10_000 + i, START.minusMillis(3 - i)));
        }

        Thread beside = new Thread(other::fanOut);
        beside.start();
        one.fanOut();
        beside.join();
        one.fanOut();

        for (int i = 0; i < 3; i++) {
            EventId id = EventId.of(10_000 + i);
            assertThat(told(one, id)).hasSize(700).doesNotHaveDuplicates();
            assertThat(one.shopEvent("pim", id).orElseThrow().done()).isTrue();
        }
    }
}
