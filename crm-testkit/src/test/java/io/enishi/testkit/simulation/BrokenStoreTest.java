package io.enishi.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCustomer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Stores that break their contract in one place each: the simulation has to notice, or it proves nothing. */
class BrokenStoreTest {

    private static final int SEEDS = 150;

    @Test
    void aStoreThatChecksNoVersionIsCaught() {
        assertThat(lawsBrokenBy((store, commit) -> with(
                        commit,
                        commit.customers().stream()
                                .map(change -> change(change, versionOf(store, change), change.nextWake()))
                                .toList())))
                .isNotEmpty();
    }

    @Test
    void aStoreThatDoesNotLookAtTheLedgerIsCaught() {
        assertThat(lawsBrokenBy((store, commit) -> new Commit(
                        commit.customers(),
                        commit.customerChecks(),
                        List.of(),
                        commit.suppressionChecks(),
                        commit.statements(),
                        commit.judgements(),
                        commit.aliases(),
                        commit.tombstones(),
                        commit.decisions())))
                .containsAnyOf("no advertising against a refusal", "deciding again gives the same");
    }

    @Test
    void aStoreThatForgetsWakeUpsIsCaught() {
        assertThat(lawsBrokenBy((store, commit) -> with(
                        commit,
                        commit.customers().stream()
                                .map(change -> change(change, change.expectedVersion(), Long.MAX_VALUE))
                                .toList())))
                .containsAnyOf("no wake-up is lost", "every event is decided once");
    }

    @Test
    void aStoreThatWritesPartOfACommitIsCaught() {
        assertThat(lawsBrokenBy((store, commit) -> new Commit(
                        commit.customers(),
                        commit.customerChecks(),
                        commit.ledgerChecks(),
                        commit.suppressionChecks(),
                        commit.statements(),
                        commit.judgements(),
                        commit.aliases(),
                        commit.tombstones(),
                        commit.decisions().size() < 3
                                ? commit.decisions()
                                : commit.decisions().subList(0, 2))))
                .isNotEmpty();
    }

    @Test
    void whatIsFoundNamesTheSeedAndTheStepsThatMatter() {
        Simulation broken = on((store, commit) -> with(
                commit,
                commit.customers().stream()
                        .map(change -> change(change, change.expectedVersion(), Long.MAX_VALUE))
                        .toList()));
        assertThatThrownBy(() -> broken.check(1, SEEDS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Denishi.simulation.seed=")
                .hasMessageContaining("WRONG: ");
        Story whole = broken.run(1);
        assertThat(broken.reduced(whole).steps().size())
                .isLessThan(whole.steps().size() / 2);
        assertThat(broken.reduced(whole).law()).isEqualTo(whole.law());
    }

    /** The laws that a store breaks which commits something else than it was handed. */
    private static Set<String> lawsBrokenBy(BiFunction<CustomerStore, Commit, Commit> fault) {
        Simulation broken = on(fault);
        Set<String> laws = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS && laws.size() < 2; seed++) {
            String law = broken.run(seed).law();
            if (!law.isEmpty()) {
                laws.add(law);
            }
        }
        return laws;
    }

    private static Simulation on(BiFunction<CustomerStore, Commit, Commit> fault) {
        return Simulation.on(() -> {
            CustomerStore store = new InMemoryCustomerStore();
            return new ForwardingStore(store) {
                @Override
                public CommitResult commit(Commit commit) {
                    return super.commit(fault.apply(store, commit));
                }
            };
        });
    }

    private static long versionOf(CustomerStore store, CustomerChange change) {
        return store.load(change.id().origin())
                .filter(stored -> stored.id().equals(change.id()))
                .map(StoredCustomer::version)
                .orElse(0L);
    }

    private static Commit with(Commit commit, List<CustomerChange> changes) {
        return new Commit(
                new ArrayList<>(changes),
                commit.customerChecks(),
                commit.ledgerChecks(),
                commit.suppressionChecks(),
                commit.statements(),
                commit.judgements(),
                commit.aliases(),
                commit.tombstones(),
                commit.decisions());
    }

    private static CustomerChange change(CustomerChange change, long expectedVersion, long nextWake) {
        return new CustomerChange(
                change.id(),
                expectedVersion,
                change.origins(),
                change.newOrigins(),
                change.timelines(),
                change.identifiers(),
                change.ties(),
                change.membership(),
                change.lastDecided(),
                nextWake,
                change.instances(),
                change.commands(),
                change.dispatched(),
                change.restrictions(),
                change.erased(),
                change.checkpoint());
    }
}
