package io.enishi.scoring.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a Crm goes through, the index that follows it is the one built from all its timelines. */
class FollowedPurchasesProperties {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PEOPLE = 8;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Property(tries = 100)
    void followingStepByStepEqualsBuildingAtOnce(@ForAll Random random) {
        now.set(START);
        FollowedPurchases followed = FollowedPurchases.over(new InMemoryCustomerStore(), now::get);
        Crm crm = Crm.builder("shop").store(followed.store()).clock(now::get).build();
        ProductRecommender products = ProductRecommender.over(followed.index());
        for (int step = 0; step < 10; step++) {
            happen(crm, random, step); // before anything is followed, too
        }
        followed.begin(crm);
        for (int step = 10; step < 60; step++) {
            happen(crm, random, step);
            if (random.nextInt(6) == 0) {
                assertEqualsRebuilt(crm, followed, products);
            }
        }
        now.set(START.plus(Duration.ofDays(100))); // what was announced has come
        assertEqualsRebuilt(crm, followed, products);
        assertThat(followed.catchUp()).isZero();
    }

    private void assertEqualsRebuilt(Crm crm, FollowedPurchases followed, ProductRecommender products) {
        PurchaseIndex rebuilt = new PurchaseIndex();
        List<CustomerId> customers = crm.customers(1000);
        for (CustomerId customer : customers) {
            rebuilt.put(
                    customer.toString(),
                    Shopper.of(crm.timeline(customer), now.get()).bought());
        }
        ProductRecommender again = ProductRecommender.over(rebuilt);
        for (CustomerId customer : customers) {
            Shopper shopper = Shopper.of(crm.timeline(customer), now.get());
            assertThat(followed.recommend(products, customer, 5)).isEqualTo(again.recommend(shopper, now.get(), 5));
        }
        followed.catchUp(); // nobody asked, where nobody is left
        assertThat(followed.index().customers()).isEqualTo(rebuilt.customers());
        assertThat(followed.index().pairs(1, 1)).isEqualTo(rebuilt.pairs(1, 1));
    }

    private void happen(Crm crm, Random random, int step) {
        now.set(now.get().plus(Duration.ofHours(1)));
        Identifier who = Identifier.member("m-" + random.nextInt(PEOPLE));
        Identifier other = Identifier.member("m-" + random.nextInt(PEOPLE));
        boolean bothKnown = crm.find(who).isPresent() && crm.find(other).isPresent() && !who.equals(other);
        int kind = random.nextInt(12);
        if (kind == 0 && bothKnown) {
            crm.merge(who, other, "clerk", "same person");
        } else if (kind == 1 && bothKnown) {
            crm.unmerge(who, other, "clerk", "two people");
        } else if (kind == 2 && crm.find(who).isPresent()) {
            crm.erase(crm.find(who).orElseThrow(), "asked for");
        } else if (kind == 3) {
            accept(crm, who, step, new EventBody.OrderCancelled("o-" + random.nextInt(step + 1), Money.yen(1000), ""));
        } else {
            List<OrderLine> lines = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                lines.add(OrderLine.of("p" + random.nextInt(6), "", 1, Money.yen(1000)));
            }
            accept(crm, who, step, new EventBody.OrderPlaced(Order.of("o-" + step, "ec", lines)));
        }
    }

    /** Most at once, some late, some announced. */
    private void accept(Crm crm, Identifier who, int step, EventBody body) {
        Duration from = Duration.ofDays(step % 5 == 0 ? -20 : step % 7 == 0 ? 30 : 0);
        crm.accept(CustomerEvent.of("ec", EventId.of(step), who, now.get().plus(from), body));
    }

    @Example
    void onlyWhoChangedIsReadAgain() {
        FollowedPurchases followed = FollowedPurchases.over(new InMemoryCustomerStore(), now::get);
        Crm crm = Crm.builder("shop").store(followed.store()).clock(now::get).build();
        for (int i = 0; i < PEOPLE; i++) {
            buy(crm, "m-" + i, i);
        }
        assertThatThrownBy(followed::catchUp).isInstanceOf(IllegalStateException.class);

        followed.begin(crm);
        assertThat(followed.index().customers()).isEqualTo(PEOPLE);
        assertThat(followed.catchUp()).isZero();
        buy(crm, "m-1", 100);

        assertThat(followed.catchUp()).isEqualTo(1);
        assertThat(followed.index().baskets()).isEqualTo(PEOPLE + 1);
    }

    private void buy(Crm crm, String member, int id) {
        OrderLine line = OrderLine.of("p1", "", 1, Money.yen(1000));
        EventBody order = new EventBody.OrderPlaced(Order.of("o-" + id, "ec", List.of(line)));
        crm.accept(CustomerEvent.of("ec", EventId.of(id), Identifier.member(member), now.get(), order));
    }
}
