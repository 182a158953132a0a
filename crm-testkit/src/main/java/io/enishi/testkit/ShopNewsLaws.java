package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Events of the shop, and who is interested in them. */
abstract class ShopNewsLaws extends StoreLaws {

    ShopNewsLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    private static ShopEvent restocked(long id, Instant at) {
        return new ShopEvent("pim", EventId.of(id), at, new ShopEvent.Restocked("tea", 3));
    }

    private static StoredShopEvent at(
            StoredShopEvent before, @Nullable Interested reached, long told, Set<OriginId> left, boolean done) {
        return new StoredShopEvent(before.event(), before.backfill(), reached, told, left, done);
    }

    @Test
    void aShopEventIsKeptOnceAsItCameFirst() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        ShopEvent first = restocked(1, NOON);
        ShopEvent other = new ShopEvent("pim", EventId.of(1), NOON, new ShopEvent.Restocked("tea", 4));

        assertThat(store.keep(first, true)).isEmpty();
        assertThat(store.keep(other, false)).contains(first);

        assertThat(store.shopEvent("pim", EventId.of(1))).contains(StoredShopEvent.open(first, true));
        assertThat(store.shopEvent("pos", EventId.of(1))).isEmpty();
        assertThat(store.keep(new ShopEvent("pos", EventId.of(1), NOON, first.body()), false))
                .isEmpty();
    }

    @Test
    void openShopEventsComeFromTheirTimeOnInTheirOrder() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        ShopEvent high = new ShopEvent("pim", new EventId(-1, 0), NOON, new ShopEvent.Restocked("tea", 1));
        ShopEvent later = restocked(1, NOON.plusSeconds(1));
        ShopEvent low = restocked(2, NOON);
        store.keep(later, false);
        store.keep(high, false);
        store.keep(low, false);

        assertThat(store.takeShopEvents(NOON.minusMillis(1), 10, Duration.ZERO)).isEmpty();
        assertThat(store.takeShopEvents(NOON.plusSeconds(9), 10, Duration.ZERO))
                .extracting(StoredShopEvent::event)
                .containsExactly(low, high, later);
        assertThat(store.takeShopEvents(NOON, 1, Duration.ZERO))
                .extracting(StoredShopEvent::event)
                .containsExactly(low);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ofMinutes(1))).hasSize(2);
    }

    @Test
    void aShopEventMovesOnFromWhereItStandsOnly() {
        Assumptions.assumeTrue(store.keepsShopEvents());
        store.keep(restocked(1, NOON), false);
        StoredShopEvent open = store.shopEvent("pim", EventId.of(1)).orElseThrow();
        StoredShopEvent half = at(open, new Interested(-5, HIGH), 2, Set.of(A, HIGH), false);
        StoredShopEvent done = at(open, new Interested(Long.MAX_VALUE, B), 7, Set.of(), true);

        assertThat(store.moveOn(half, done)).isFalse();
        assertThat(store.moveOn(open, half)).isTrue();
        assertThat(store.moveOn(open, done)).isFalse();
        assertThat(store.shopEvent("pim", EventId.of(1))).contains(half);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ZERO)).containsExactly(half);

        assertThat(store.moveOn(half, done)).isTrue();
        assertThat(store.shopEvent("pim", EventId.of(1))).contains(done);
        assertThat(store.takeShopEvents(NOON, 10, Duration.ZERO)).isEmpty();
    }

    private static final InterestKey TEA = new InterestKey(7, 7);

    private static final InterestKey CUP = new InterestKey(-7, 7);

    private void interested(OriginId origin, ChangedInterests... changes) {
        long version = store.load(origin).map(StoredCustomer::version).orElse(0L);
        Change change = change(origin, version);
        if (version == 0) {
            change.mint(origin);
        }
        change.interests.addAll(List.of(changes));
        assertThat(commit(change)).isEqualTo(CommitResult.COMMITTED);
    }

    private static ChangedInterests since(OriginId origin, Map<InterestKey, Long> since) {
        return new ChangedInterests(origin, false, since, Set.of());
    }

    @Test
    void thoseInterestedComeInTheOrderOfTheirTimeAndInPages() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L)));
        interested(B, since(B, Map.of(TEA, 10L, CUP, -3L)));
        interested(HIGH, since(HIGH, Map.of(TEA, 20L)));

        assertThat(store.interested(TEA, 100, null, 10))
                .containsExactly(new Interested(10, B), new Interested(20, A), new Interested(20, HIGH));
        assertThat(store.interested(TEA, 19, null, 10)).containsExactly(new Interested(10, B));
        assertThat(store.interested(TEA, 20, new Interested(10, B), 1)).containsExactly(new Interested(20, A));
        assertThat(store.interested(TEA, 20, new Interested(20, A), 5)).containsExactly(new Interested(20, HIGH));
        assertThat(store.interested(TEA, 20, new Interested(20, HIGH), 5)).isEmpty();
        assertThat(store.interested(CUP, 0, null, 10)).containsExactly(new Interested(-3, B));
        assertThat(store.interested(new InterestKey(1, 1), 100, null, 10)).isEmpty();
    }

    @Test
    void anInterestMovesEndsAndIsReplaced() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L, CUP, 30L)));
        interested(A, since(A, Map.of(TEA, 5L)));
        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(5, A));

        interested(A, new ChangedInterests(A, false, Map.of(), Set.of(TEA)));
        assertThat(store.interested(TEA, 100, null, 10)).isEmpty();
        assertThat(store.interested(CUP, 100, null, 10)).containsExactly(new Interested(30, A));

        interested(A, new ChangedInterests(A, true, Map.of(TEA, 8L), Set.of()));
        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(8, A));
        assertThat(store.interested(CUP, 100, null, 10)).isEmpty();
    }

    @Test
    void whatOneIsInterestedInIsReplacedBesideWhatOthersBegin() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 1L)));
        interested(B, since(B, Map.of(TEA, 2L)));
        Change one = change(A, 1);
        one.interests.add(since(A, Map.of(CUP, 3L)));
        Change other = change(B, 1);
        other.interests.add(new ChangedInterests(B, true, Map.of(CUP, 4L), Set.of()));

        assertThat(commit(one, other)).isEqualTo(CommitResult.COMMITTED);

        assertThat(store.interested(TEA, 100, null, 10)).containsExactly(new Interested(1, A));
        assertThat(store.interested(CUP, 100, null, 10)).containsExactly(new Interested(3, A), new Interested(4, B));
    }

    @Test
    void aCommitThatIsLostTellsOfNoInterestAndTheErasedHaveNone() {
        Assumptions.assumeTrue(store.keepsInterests());
        interested(A, since(A, Map.of(TEA, 20L)));
        Change late = change(A, 0);
        late.interests.add(since(A, Map.of(CUP, 1L)));
        assertThat(commit(late)).isEqualTo(CommitResult.CONFLICT);
        assertThat(store.interested(CUP, 100, null, 10)).isEmpty();

        Change gone = change(A, 1);
        gone.origins = List.of();
        gone.erased = true;
        assertThat(commit(gone)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store.interested(TEA, 100, null, 10)).isEmpty();
    }
}
