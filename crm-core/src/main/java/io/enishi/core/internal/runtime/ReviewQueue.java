package io.enishi.core.internal.runtime;

import io.enishi.core.ReviewPage;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Who might be one person, and what somebody has to decide. */
final class ReviewQueue {

    /** How many customers are read at a time when all are gone through. */
    private static final int PAGE = 500;

    private static final OriginId SMALLEST = new OriginId(0, 0);
    private static final OriginId GREATEST = new OriginId(-1, -1);

    private final CustomerStore store;
    private final IdentityResolver resolver;
    private final Neighbourhoods neighbourhoods;
    private final NavigableMap<Pair, Review> reviews = new ConcurrentSkipListMap<>();
    /** Whether {@link #reviews} knows of all: not yet in a runtime that started on a store that held people. */
    private volatile boolean complete;

    ReviewQueue(CustomerStore store, IdentityResolver resolver, Neighbourhoods neighbourhoods) {
        this.store = store;
        this.resolver = resolver;
        this.neighbourhoods = neighbourhoods;
        this.complete = store.customers(null, 1).isEmpty();
    }

    /** The review queue; made from the kept evidence when it is first asked for, and kept up to date from then on. */
    List<Review> all() {
        if (!complete) {
            synchronized (reviews) {
                CustomerId after = null;
                Set<OriginId> seen = new HashSet<>();
                reviews.values().stream()
                        .filter(review -> review.rule().equals(Neighbourhood.TOO_LARGE))
                        .forEach(review -> seen.addAll(List.of(review.a(), review.b())));
                while (!complete) {
                    List<CustomerId> page = store.customers(after, PAGE);
                    for (CustomerId id : page) {
                        reviewsAround(id, seen).forEach(review -> reviews.put(Pair.of(review.a(), review.b()), review));
                        after = id;
                    }
                    complete = page.isEmpty();
                }
            }
        }
        return List.copyOf(reviews.values());
    }

    /** Reviews around the next customers, made from the evidence as it is kept now. */
    ReviewPage page(@Nullable CustomerId after, int limit) {
        List<CustomerId> page = store.customers(after, limit);
        Map<Pair, Review> found = new TreeMap<>();
        Set<OriginId> seen = new HashSet<>();
        page.forEach(id ->
                reviewsAround(id, seen).forEach(review -> found.put(Pair.of(review.a(), review.b()), review)));
        return new ReviewPage(List.copyOf(found.values()), page.isEmpty() ? null : page.get(page.size() - 1));
    }

    /**
     * The reviews of a neighbourhood, told at the smallest label in it.
     *
     * @param seen origins of neighbourhoods that were told of before; gets those of this one
     */
    private List<Review> reviewsAround(CustomerId id, Set<OriginId> seen) {
        if (seen.contains(id.origin())) {
            return List.of();
        }
        Neighbourhood around = neighbourhoods.gather(Set.of(id.origin()), EvidenceChange.NONE);
        boolean told = !Collections.disjoint(around.evidence.keySet(), seen); // what is too large is not gathered whole
        seen.addAll(around.evidence.keySet());
        if (around.tooLarge) {
            return told ? List.of() : List.of(around.tooLarge(Set.of(id.origin())));
        }
        if (around.customers.isEmpty()
                || !around.customers.keySet().iterator().next().equals(id)) {
            return List.of();
        }
        return around.resolved(resolver).reviews();
    }

    /** Origins were erased: there is nothing to review about them. */
    void forget(Collection<OriginId> erased) {
        Set<OriginId> gone = Set.copyOf(erased);
        reviews.keySet().removeIf(pair -> gone.contains(pair.a()) || gone.contains(pair.b()));
    }

    /** A neighbourhood was resolved: what is open in it is this. */
    void keep(Neighbourhood found, List<Review> current) {
        if (!found.tooLarge) { // else nothing was resolved: what is open about them stays open
            for (OriginId origin : found.evidence.keySet()) {
                reviews.subMap(new Pair(origin, SMALLEST), true, new Pair(origin, GREATEST), true)
                        .keySet()
                        .removeIf(pair -> found.evidence.containsKey(pair.b()));
            }
        }
        current.forEach(review -> reviews.put(Pair.of(review.a(), review.b()), review));
    }

    /** Two origins, the smaller first. */
    private record Pair(OriginId a, OriginId b) implements Comparable<Pair> {
        static Pair of(OriginId one, OriginId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int order = a.compareTo(other.a);
            return order == 0 ? b.compareTo(other.b) : order;
        }
    }

    /** Those that a person may still decide. */
    static List<Review> open(List<Review> found) {
        return found.stream().filter(review -> !review.refused()).toList();
    }
}
