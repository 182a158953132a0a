package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The decision log, and what an erasure takes out of it. */
abstract class LogLaws extends StoreLaws {

    LogLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void theLogKeepsTheOrderOfCommitsAndComesInPages() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(A, 1));
        List<CustomerStore.Logged> log = store.decisions(0, 10);
        assertThat(customers(log)).containsExactly(new CustomerId(A), new CustomerId(B), new CustomerId(A));
        assertThat(log).extracting(CustomerStore.Logged::position).isSorted().doesNotHaveDuplicates();
        long first = log.get(0).position();
        assertThat(first).isPositive();
        assertThat(customers(store.decisions(first, 1))).containsExactly(new CustomerId(B));
        assertThat(store.decisions(log.get(2).position(), 10)).isEmpty();
    }

    @Test
    void theLogOfSomeCustomersIsReadByTheirLabels() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        commit(change(A, 1));
        commit(change(HIGH, 0).mint(HIGH));
        List<CustomerId> wanted = List.of(new CustomerId(A), new CustomerId(HIGH));
        List<CustomerStore.Logged> log = store.decisionsAbout(wanted, 0, 10);
        assertThat(customers(log)).containsExactly(new CustomerId(A), new CustomerId(A), new CustomerId(HIGH));
        assertThat(customers(store.decisionsAbout(wanted, log.get(0).position(), 1)))
                .containsExactly(new CustomerId(A));
        assertThat(store.decisionsAbout(List.of(), 0, 10)).isEmpty();
    }

    @Test
    void erasureRemovesOriginsAndAllTheyHoldAndKeepsTombstonesAndConsent() {
        state(ConsentStatement.granted(MAIL, "newsletter", "mail", NOON, "web-form", "v1"));
        Change change = change(A, 0).mint(A).add(A, event(1, NOON)).wake(NOON);
        change.identifiers.add(
                new AddedIdentifier(A, new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "ec", NOON)));
        change.commands.add(StoredCommand.pending(command("x.1", NOON)));
        commit(change);
        commit(change(B, 0).mint(B));
        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        CommitResult result = store.commit(new Commit(
                List.of(gone.toChange()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of("stone"),
                List.of()));
        assertThat(result).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.load(A)).isEmpty();
        assertThat(store.holders(MAIL, 10)).isEmpty();
        assertThat(store.claimable(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.isSuppressed("stone")).isTrue();
        assertThat(store.isSuppressed("other")).isFalse();
        assertThat(store.ledger(MAIL).statements()).hasSize(1);
        assertThat(store.load(B)).isPresent();
    }

    @Test
    void erasureTakesJudgementsAliasesAndShownEventsOfItsOriginsAndNothingOfOthers() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        Judgement not = new Judgement(A, B, Verdict.NOT_SAME, "sisters", "staff", NOON);
        Judgement other = new Judgement(B, HIGH, Verdict.NOT_SAME, "neighbours", "staff", NOON);
        Alias alias = new Alias(new CustomerId(B), new CustomerId(A), NOON, "merged");
        DecisionRecord both = shown(List.of(event(1, NOON), event(2, NOON)), List.of(A, B));
        DecisionRecord own = shown(List.of(event(3, NOON)), List.of(B));
        store.commit(new Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(not, other),
                List.of(alias),
                Set.of(),
                List.of(both, own)));
        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        commit(gone);
        assertThat(store.judgements(List.of(A, B))).containsExactly(other);
        assertThat(store.aliases(new CustomerId(B)))
                .containsExactly(new Alias(new CustomerId(B), new CustomerId(A), NOON, ""));
        assertThat(store.decisions(0, 10))
                .extracting(CustomerStore.Logged::decision)
                .contains(both.without(Set.of(A)), own);
        assertThat(both.without(Set.of(A))).isNotEqualTo(both);
    }
}
