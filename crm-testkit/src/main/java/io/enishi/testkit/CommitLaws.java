package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.CustomerCheck;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a commit that read something else checks: ledgers, suppressed addresses, other customers. */
abstract class CommitLaws extends StoreLaws {

    CommitLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void everyStatementMovesTheLedgerOfItsAddress() {
        assertThat(store.ledger(MAIL).version()).isZero();
        ConsentStatement yes = ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1");
        ConsentStatement no = ConsentStatement.refused(MAIL, "newsletter", "mail", NOON.plusSeconds(1), "one-click");
        state(yes);
        state(no);
        assertThat(store.ledger(MAIL).version()).isEqualTo(2);
        assertThat(store.ledger(MAIL).statements()).containsExactly(yes, no);
        assertThat(store.ledger(new MatchKey(Scheme.EMAIL, "b@example.jp")).version())
                .isZero();
    }

    @Test
    void aCommitThatReadAnOldLedgerLeavesNothingBehind() {
        state(ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1"));
        commit(change(A, 0).mint(A));
        Commit stale = new Commit(
                List.of(change(A, 1).add(A, event(1, NOON)).toChange()),
                List.of(),
                List.of(new LedgerCheck(MAIL, 0)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        assertThat(store.commit(stale)).isEqualTo(CommitResult.LEDGER_MOVED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        Commit fresh = new Commit(
                stale.customers(),
                List.of(),
                List.of(new LedgerCheck(MAIL, 1)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        assertThat(store.commit(fresh)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    void aCommitThatTookASuppressedAddressForAnotherLeavesNothingBehind() {
        commit(change(A, 0).mint(A));
        assertThat(store.commit(suppressing(MAIL, "stone", 1))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.commit(relying(change(A, 1), MAIL, "stone"))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        assertThat(store.commit(relying(change(A, 1), MAIL, "other"))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void anErasedOriginIsNotMintedAgain() {
        Change change = change(A, 0).mint(A);
        assertThat(store.commit(new Commit(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(A.toString()),
                        List.of())))
                .isEqualTo(CommitResult.COMMITTED);
        assertThat(store.commit(Commit.of(change.toChange(), List.of()))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A)).isEmpty();
        commit(change(B, 0).mint(B));
    }

    @Test
    void aCommitThatReadSomebodyWhoMovedOnLeavesNothingBehind() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(B, 1));
        assertThat(store.commit(having(B, 1))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.commit(having(HIGH, 1))).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(1);
        assertThat(store.commit(having(B, 2))).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(2);
        assertThat(store.load(B).orElseThrow().version()).isEqualTo(2);
    }

    private Commit having(OriginId read, long version) {
        return new Commit(
                List.of(change(A, 1).add(A, event(1, NOON)).toChange()),
                List.of(new CustomerCheck(new CustomerId(read), version)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
    }
}
