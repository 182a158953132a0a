package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerChange.DerivedTies;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who holds a key, what was judged, which labels stood for whom. */
abstract class IdentityLaws extends StoreLaws {

    IdentityLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void holdersOfAKeyAreListedInOrderAndCounted() {
        for (OriginId origin : List.of(HIGH, B, A)) {
            Change change = change(origin, 0).mint(origin);
            change.identifiers.add(new AddedIdentifier(
                    origin, new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "ec", NOON)));
            commit(change);
        }
        assertThat(store.holders(MAIL, 10)).containsExactly(A, B, HIGH);
        assertThat(store.holders(MAIL, 2)).containsExactly(A, B);
        assertThat(store.holderCount(MAIL)).isEqualTo(3);
        assertThat(store.holderCount(new MatchKey(Scheme.PHONE, "+81901"))).isZero();
    }

    @Test
    void whatWasVerifiedStaysSoWhenTheSameIsSeenUnverified() {
        SeenIdentifier verified =
                new SeenIdentifier(Identifier.verified(Scheme.EMAIL, "a@example.jp"), MAIL, "ec", NOON);
        SeenIdentifier typed = new SeenIdentifier(Identifier.email("a@example.jp"), MAIL, "pos", NOON.plusSeconds(1));
        Change change = change(A, 0).mint(A);
        change.identifiers.add(new AddedIdentifier(A, verified));
        change.identifiers.add(new AddedIdentifier(A, typed));
        commit(change);
        assertThat(store.load(A).orElseThrow().origins().get(0).identifiers())
                .containsExactlyInAnyOrder(verified, typed);
        assertThat(store.holderCount(MAIL)).isEqualTo(1);
    }

    @Test
    void derivedTiesAreHeldUntilTheyAreReplaced() {
        MatchKey first = new MatchKey(Scheme.of("kana-birth"), "x");
        MatchKey second = new MatchKey(Scheme.of("kana-birth"), "y");
        for (OriginId origin : List.of(A, B)) {
            Change change = change(origin, 0).mint(origin);
            change.ties.add(new DerivedTies(origin, Set.of(first)));
            commit(change);
        }
        assertThat(store.holders(first, 10)).containsExactly(A, B);
        Change moved = change(A, 1);
        moved.ties.add(new DerivedTies(A, Set.of(second)));
        commit(moved);
        commit(change(B, 1)); // says nothing about ties
        assertThat(store.holders(first, 10)).containsExactly(B);
        assertThat(store.holders(second, 10)).containsExactly(A);
        Change gone = change(A, 2);
        gone.origins = List.of();
        gone.erased = true;
        commit(gone);
        assertThat(store.holderCount(second)).isZero();
    }

    @Test
    void judgementsAreFoundFromBothSides() {
        commit(change(A, 0).mint(A));
        commit(change(B, 0).mint(B));
        Judgement same = new Judgement(A, B, Verdict.SAME, "shown", "staff", NOON);
        Judgement not = new Judgement(A, B, Verdict.NOT_SAME, "sisters", "staff", NOON.plusSeconds(1));
        for (Judgement judgement : List.of(same, not)) {
            store.commit(new Commit(
                    List.of(), List.of(), List.of(), List.of(), List.of(judgement), List.of(), Set.of(), List.of()));
        }
        assertThat(store.judgements(List.of(A))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(B))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(A, B))).containsExactlyInAnyOrder(same, not);
        assertThat(store.judgements(List.of(HIGH))).isEmpty();
    }

    @Test
    void aliasesAreFoundFromBothSides() {
        Alias alias = new Alias(new CustomerId(B), new CustomerId(A), NOON, "merged");
        store.commit(
                new Commit(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(alias), Set.of(), List.of()));
        assertThat(store.aliases(new CustomerId(A))).containsExactly(alias);
        assertThat(store.aliases(new CustomerId(B))).containsExactly(alias);
    }
}
