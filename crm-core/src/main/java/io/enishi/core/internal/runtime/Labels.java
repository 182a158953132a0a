package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Under which label each origin is found, remembered. What another JVM merged or separated meanwhile is found out at the latest by the
 * commit's version check; then it has to be forgotten here.
 */
final class Labels {

    private final CustomerStore store;
    private final Cache<OriginId, CustomerId> known;
    private final AtomicLong changes = new AtomicLong();

    Labels(CustomerStore store, int most) {
        this.store = store;
        this.known =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** The label; for an origin that was never minted, the one that it would get. */
    CustomerId of(OriginId origin) {
        CustomerId label = known.getIfPresent(origin);
        if (label != null) {
            return label;
        }
        long before = changes.get();
        label = store.customerOf(origin).orElse(null);
        if (label == null) {
            return new CustomerId(origin);
        }
        known.put(origin, label);
        if (changes.get() != before) {
            known.invalidate(origin); // somebody was regrouped while we read
        }
        return label;
    }

    /**
     * The labels of those of these origins that stand, asked for all at once; one that is left out was never minted, and would be a label of
     * its own.
     */
    Map<OriginId, CustomerId> ofAll(Collection<OriginId> origins) {
        Map<OriginId, CustomerId> labels = new HashMap<>(known.getAllPresent(origins));
        List<OriginId> unknown = new ArrayList<>();
        for (OriginId origin : origins) {
            if (!labels.containsKey(origin)) {
                unknown.add(origin);
            }
        }
        if (!unknown.isEmpty()) {
            long before = changes.get();
            Map<OriginId, CustomerId> found = store.customersOf(unknown);
            labels.putAll(found);
            known.putAll(found);
            if (changes.get() != before) {
                known.invalidateAll(unknown); // somebody was regrouped while we read
            }
        }
        return labels;
    }

    /** A commit under the customer's lock says so. */
    void know(Collection<OriginId> origins, CustomerId label) {
        origins.forEach(origin -> known.put(origin, label));
    }

    void forget(OriginId origin) {
        changes.incrementAndGet();
        known.invalidate(origin);
    }

    void forgetAll() {
        changes.incrementAndGet();
        known.invalidateAll();
    }

    void forget(Collection<OriginId> origins) {
        changes.incrementAndGet();
        known.invalidateAll(origins);
    }
}
