package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.value.Identifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain of shared addresses that is too long to be one person. */
class LargeNeighbourhoodTest {

    private static final int LENGTH = 5001;

    private static Identifier member(int number) {
        return Identifier.member("m" + number);
    }

    private static Identifier address(int number) {
        return Identifier.email("a" + number + "@example.jp");
    }

    @Test
    void whatIsTooLargeToResolveIsTakenInAndLeftToAPerson() {
        Toys.Clock clock = new Toys.Clock();
        InMemoryCustomerStore store = new InMemoryCustomerStore();
        Crm unlinked = Crm.builder("shop").clock(clock).store(store).build();
        for (int i = 0; i < LENGTH; i++) {
            unlinked.accept(Toys.order("o" + i, List.of(member(i), address(i), address(i + 1)), START, 1));
        }
        Crm crm = Crm.builder("shop")
                .clock(clock)
                .store(store)
                .identity(new Toys.SharedKeys())
                .build();
        Identifier last = member(LENGTH);
        AcceptOutcome outcome = crm.accept(Toys.order("last", List.of(last, address(LENGTH)), START, 1));
        assertThat(outcome)
                .isEqualTo(new AcceptOutcome.NeedsReview(crm.find(last).orElseThrow(), 1));
        assertThat(crm.customers(LENGTH + 10)).hasSize(LENGTH + 1);
        assertThat(crm.reviewQueue()).singleElement().satisfies(review -> {
            assertThat(review.refused()).isFalse();
            assertThat(review.rule()).isEqualTo("neighbourhood-too-large");
            assertThat(review.reason()).contains("more than 5000 origins");
        });
    }
}
