package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import org.junit.jupiter.api.Test;

/** Several who work on one store at the same moment. */
class SharedStoreTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private Runnable afterNextCommit = () -> {};

    private Crm crm() {
        return Crm.builder("shop")
                .clock(clock)
                .store(watched())
                .fold(new Toys.OrderChain())
                .build();
    }

    private CustomerStore watched() {
        return new ForwardingStore(store) {
            @Override
            public CommitResult commit(Commit commit) {
                CommitResult result = super.commit(commit);
                Runnable then = afterNextCommit;
                afterNextCommit = () -> {};
                then.run();
                return result;
            }
        };
    }

    private static long spent(Crm crm, Identifier who) {
        return crm.customer(crm.find(who).orElseThrow()).orElseThrow().metrics().get("spent");
    }

    private static OriginId origin(Crm crm, Identifier who) {
        return crm.find(who).orElseThrow().origin();
    }

    @Test
    void whoeverWasThereBeforeOtherRowsWerePutInTheirPlaceIsNotRemembered() {
        CustomerStore[] present = {store};
        Crm crm = Crm.builder("shop")
                .clock(clock)
                .store(new ForwardingStore(() -> present[0]) {})
                .build();
        crm.accept(Toys.order("o1", AKI, START, 1));
        CustomerId aki = crm.find(AKI).orElseThrow();
        present[0] = new InMemoryCustomerStore();
        crm.readAnew();
        assertThat(crm.customer(aki)).isEmpty();
    }

    @Test
    void aLabelThatCameBackIsNotTakenForWhatItWas() {
        Crm here = crm();
        Crm there = crm();
        here.accept(Toys.order("o1", AKI, START, 1));
        there.accept(Toys.order("o2", BEN, START, 10)); // stays in the other's working memory
        OriginId aki = origin(here, AKI);
        OriginId ben = origin(here, BEN);
        here.merge(aki, ben, "staff", "one card");
        here.accept(Toys.order("o3", BEN, START, 100));
        clock.now = START.plusSeconds(1);
        here.unmerge(aki, ben, "staff", "a mistake");
        there.accept(Toys.order("o4", BEN, START, 1000));
        assertThat(crm().timeline(here.find(BEN).orElseThrow()))
                .extracting(CustomerEvent::id)
                .hasSize(3);
        assertThat(spent(crm(), BEN)).isEqualTo(1110);
    }

    @Test
    void whatArrivesForSomebodyWhoIsJustSeparatedIsNotForgotten() throws Exception {
        Crm crm = crm();
        crm.accept(Toys.order("o1", AKI, START, 1));
        crm.accept(Toys.order("o2", BEN, START, 10));
        OriginId aki = origin(crm, AKI);
        OriginId ben = origin(crm, BEN);
        crm.merge(aki, ben, "staff", "one card");
        clock.now = START.plusSeconds(1);
        Thread arrival = new Thread(() -> crm.accept(Toys.order("o3", BEN, START, 100)));
        afterNextCommit = () -> {
            arrival.start(); // the new label stands in the store; whoever separates has not finished
            while (arrival.isAlive() && arrival.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        };
        crm.unmerge(aki, ben, "staff", "a mistake");
        arrival.join();
        assertThat(spent(crm, BEN)).isEqualTo(110);
        crm.accept(Toys.order("o4", BEN, START, 1000));
        assertThat(spent(crm, BEN)).isEqualTo(1110);
    }
}
