package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Interest;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members of a segment are found by what their rows say, without reading everybody. */
class MembersTest {

    private static final int PEOPLE = 40;
    private static final List<Integer> BIG_SPENDERS = List.of(3, 27);

    private final Toys.Clock clock = new Toys.Clock();
    private final CustomerStore store = new InMemoryCustomerStore();
    private final List<OriginId> read = new ArrayList<>();

    @BeforeEach
    void fill() {
        Crm crm = crm();
        for (int i = 0; i < PEOPLE; i++) {
            crm.accept(Toys.order("o" + i, person(i), Toys.START, BIG_SPENDERS.contains(i) ? 5000 : 50));
        }
        read.clear();
    }

    @Test
    void aSegmentIsListedWithoutReadingAnybody() {
        assertThat(crm().segment("vip", 10)).containsExactlyInAnyOrderElementsOf(bigSpenders());
        assertThat(read).isEmpty();
    }

    @Test
    void newsForMembersReadsMembersOnly() {
        Crm crm = crm();
        crm.accept(new ShopEvent(
                "pim",
                EventId.of(1),
                Toys.START,
                new ShopEvent.ProductLaunched("cup", Toys.START.plus(Duration.ofDays(7)))));
        crm.fanOut();
        assertThat(crm.shopEvent("pim", EventId.of(1)).orElseThrow().told()).isEqualTo(BIG_SPENDERS.size());
        assertThat(read).isNotEmpty().allMatch(origin -> bigSpenders().contains(new CustomerId(origin)));
    }

    private List<CustomerId> bigSpenders() {
        Crm crm = crm();
        return BIG_SPENDERS.stream().map(i -> crm.find(person(i)).orElseThrow()).toList();
    }

    private static Identifier person(int i) {
        return Identifier.member("m-" + i);
    }

    /** As after a restart: nobody is in memory. */
    private Crm crm() {
        return Crm.builder("shop")
                .clock(clock)
                .store(watched())
                .fold(new Toys.OrderChain())
                .segment(Segment.live("vip", Conditions.metric("spent").atLeast(1000)))
                .journey(Told.of("launch", Interest.members("shop.product-launched", "vip")))
                .build();
    }

    private CustomerStore watched() {
        return new ForwardingStore(store) {
            @Override
            public Optional<StoredCustomer> load(OriginId origin, String definitions) {
                read.add(origin);
                return super.load(origin, definitions);
            }

            @Override
            public List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
                read.addAll(origins);
                return super.loadAll(origins, definitions);
            }
        };
    }
}
