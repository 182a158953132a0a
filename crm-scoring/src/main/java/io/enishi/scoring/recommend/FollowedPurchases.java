package io.enishi.scoring.recommend;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.CustomerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PurchaseIndex} that follows a running {@code Crm}: orders, cancellations, late events, merges, their undoing and erasures.
 *
 * <p>It watches the commits that go to the store and notes whom they changed. These customers are read again when somebody asks, and
 * nobody else: what it costs goes with what happened since, not with how many customers there are. The index is at every
 * such moment the one that would be built from all timelines at once.
 *
 * <pre>{@code
 * FollowedPurchases followed = FollowedPurchases.over(store, clock);
 * Crm crm = Crm.builder("shop").store(followed.store()).clock(clock).build();
 * followed.begin(crm);                                     // reads everybody once
 * ProductRecommender products = ProductRecommender.over(followed.index());
 * followed.recommend(products, customer, 5);
 * }</pre>
 *
 * <p>The index is in memory. What another JVM commits to the same store is not seen; such a host calls {@link #begin} again from time to
 * time. Thread-safe; a call of {@link #catchUp} must not come from within the {@code Crm}'s own calls, such as a {@code Recommender} for
 * the card, which reads the index as it was last caught up with.
 */
public final class FollowedPurchases {

    private static final int PAGE = 1000;

    private final PurchaseIndex index = new PurchaseIndex();
    private final Set<CustomerId> changed = ConcurrentHashMap.newKeySet();
    private final Watched store;
    private final InstantSource clock;
    private final Function<CustomerId, String> segments;
    private volatile @Nullable Crm crm;

    /** Notes whom each commit changed, once it stands. */
    private static final class Watched extends ForwardingStore {
        private final Set<CustomerId> changed;

        Watched(CustomerStore store, Set<CustomerId> changed) {
            super(store);
            this.changed = changed;
        }

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            for (CustomerChange change : commit.customers()) {
                changed.add(change.id());
            }
            return result;
        }
    }

    private FollowedPurchases(CustomerStore store, InstantSource clock, Function<CustomerId, String> segments) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.store = new Watched(Objects.requireNonNull(store, "store"), changed);
        this.segments = Objects.requireNonNull(segments, "segments");
    }

    /** An index of what is bought by the customers of a store, up to what the clock of the {@code Crm} says. */
    public static FollowedPurchases over(CustomerStore store, InstantSource clock) {
        return over(store, clock, customer -> "");
    }

    /** @param segments the segment of a customer by whose favourites newcomers are served; may answer the empty text */
    public static FollowedPurchases over(
            CustomerStore store, InstantSource clock, Function<CustomerId, String> segments) {
        return new FollowedPurchases(store, clock, segments);
    }

    /** The store to build the {@code Crm} with. */
    public CustomerStore store() {
        return store;
    }

    /** The index, as it was last caught up with; to be read and not to be changed. */
    public PurchaseIndex index() {
        return index;
    }

    /** Follows a {@code Crm} that was built with {@link #store}, from its present customers on. */
    public void begin(Crm crm) {
        Objects.requireNonNull(crm, "crm");
        this.crm = crm;
        CustomerId last = null;
        List<CustomerId> page = crm.customers(last, PAGE);
        while (!page.isEmpty()) {
            changed.addAll(page);
            page = crm.customers(page.get(page.size() - 1), PAGE);
        }
        catchUp();
    }

    /**
     * Reads whoever changed since the last time.
     *
     * @return how many customers were read
     * @throws IllegalStateException before {@link #begin}
     */
    public synchronized int catchUp() {
        Crm crm = followed();
        Instant now = clock.instant();
        Set<CustomerId> again = new HashSet<>();
        int read = 0;
        for (CustomerId customer : Set.copyOf(changed)) {
            changed.remove(customer); // before the look: what is committed meanwhile is looked at next time
            read++;
            if (!store.customerOf(customer.origin()).equals(Optional.of(customer))) {
                index.remove(customer.toString());
                continue;
            }
            List<CustomerEvent> events = crm.timeline(customer);
            index.put(
                    customer.toString(),
                    segments.apply(customer),
                    Shopper.of(events, now).bought());
            if (events.stream().anyMatch(event -> event.occurredAt().isAfter(now))) {
                again.add(customer); // what is announced counts when its time has come
            }
        }
        changed.addAll(again);
        return read;
    }

    /**
     * The best products for a customer now, best first, from everything that was committed before this call.
     *
     * @param products made over {@link #index}
     * @param limit at most so many, at least 0
     */
    public List<Recommendation> recommend(ProductRecommender products, CustomerId customer, int limit) {
        catchUp();
        Crm crm = followed();
        Instant now = clock.instant();
        Shopper shopper = Shopper.of(crm.timeline(customer), now).in(segments.apply(customer));
        return products.recommend(shopper, now, limit);
    }

    private Crm followed() {
        Crm begun = crm;
        if (begun == null) {
            throw new IllegalStateException("nothing is followed yet: call begin with the Crm first");
        }
        return begun;
    }
}
