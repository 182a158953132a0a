package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Working memory of customers: remembers them, and reads those who are not remembered from the store, from their checkpoint on where there is one. All
 * of it under the customers' locks.
 */
final class Memory {

    private final Definitions definitions;
    private final CustomerStore store;
    private final Decider decider;
    private final Vocabulary vocabulary;
    private final ZoneId shopZone;
    private final MeterListener meters;
    private final Cache<CustomerId, Hot> cache;
    private final Labels labels;
    private final Checkpointing checkpointing;

    Memory(
            Definitions definitions,
            CustomerStore store,
            Decider decider,
            Vocabulary vocabulary,
            ZoneId shopZone,
            MeterListener meters,
            Cache<CustomerId, Hot> cache,
            Labels labels,
            Checkpointing checkpointing) {
        this.definitions = definitions;
        this.store = store;
        this.decider = decider;
        this.vocabulary = vocabulary;
        this.shopZone = shopZone;
        this.meters = meters;
        this.cache = cache;
        this.labels = labels;
        this.checkpointing = checkpointing;
    }

    /** Working memory of a customer; of another label than asked for when the origin moved without our knowing. */
    Hot of(CustomerId label, OriginId origin) {
        Hot hot = remembered(label, origin);
        return hot == null ? keep(label, origin, read(origin)) : hot;
    }

    /** As {@link #of}, with the whole timeline. */
    Hot whole(CustomerId label, OriginId origin) {
        Hot hot = remembered(label, origin);
        return hot == null || hot.past != null
                ? keep(label, origin, store.load(origin).map(this::readWhole))
                : hot;
    }

    private @Nullable Hot remembered(CustomerId label, OriginId origin) {
        Hot hot = cached(label);
        if (hot == null) {
            return null;
        }
        if (hot.part(origin) == null) { // another JVM moved the origin there, or away from there
            drop(hot, label);
            return null;
        }
        hot.addressReads.clear(); // of an earlier turn
        return hot;
    }

    /** What memory holds of a customer under these definitions. */
    @Nullable
    Hot cached(CustomerId label) {
        Hot hot = cache.getIfPresent(label);
        return hot == null || hot.definitions != definitions ? null : hot;
    }

    /** Whether working memory has that customer, with that origin. */
    boolean remembers(CustomerId label, OriginId origin) {
        Hot hot = cached(label);
        return hot != null && hot.part(origin) != null;
    }

    private Hot keep(CustomerId label, OriginId origin, Optional<Hot> read) {
        Hot hot = read.orElseGet(() -> fresh(origin));
        hot.addressReads.clear(); // of finding out when conditions change next
        if (hot.version > 0 && hot.id.equals(label)) {
            cache.put(label, hot);
        }
        return hot;
    }

    /** Somebody of whom nothing is stored. */
    Hot fresh(OriginId origin) {
        return new Hot(definitions, vocabulary, shopZone, new CustomerId(origin));
    }

    /** Reads several at once and remembers those who are among {@code wanted}. */
    void readAll(List<OriginId> origins, Collection<CustomerId> wanted) {
        List<StoredCustomer> found =
                checkpointing.isOff() ? store.loadAll(origins) : store.loadAll(origins, checkpointing.version());
        for (StoredCustomer stored : found) {
            if (wanted.contains(stored.id())) {
                opened(stored).ifPresent(hot -> cache.put(stored.id(), hot));
            }
        }
    }

    /** What was decided about a customer is committed: remembers it, and under which label their new origins are. To ask is cheap, to write is not. */
    void committed(Hot hot, Collection<OriginId> newOrigins) {
        if (cached(hot.id) != hot) {
            cache.put(hot.id, hot);
        }
        if (!newOrigins.isEmpty()) {
            labels.know(newOrigins, hot.id);
        }
    }

    /** Throws away working memory that may be ahead of the store or behind it. */
    void drop(Hot hot, CustomerId label) {
        cache.invalidate(label);
        labels.forget(hot.originIds());
        labels.forget(label.origin());
    }

    private Optional<Hot> read(OriginId origin) {
        if (checkpointing.isOff()) {
            return store.load(origin).map(this::readWhole);
        }
        return store.load(origin, checkpointing.version()).flatMap(this::opened);
    }

    private Optional<Hot> opened(StoredCustomer stored) {
        if (stored.checkpoint() == null) {
            return Optional.of(readWhole(stored));
        }
        Past past = checkpointing.past(stored);
        if (past == null || contradicts(past, stored)) {
            meters.count("checkpoints.refused", past == null ? "unreadable" : "contradicted", 1);
            return store.load(stored.origins().get(0).id()).map(this::readWhole);
        }
        Hot hot = Hot.from(definitions, vocabulary, shopZone, stored, past);
        try {
            decider.refreshChanges(hot);
        } catch (RuntimeException thrown) {
            if (!hot.lacksOlder()) {
                throw thrown;
            }
        }
        if (hot.lacksOlder()) {
            meters.count("checkpoints.refused", "older-needed", 1);
            return store.load(stored.origins().get(0).id()).map(this::readWhole);
        }
        meters.count("customers.read", "from-checkpoint", 1);
        return Optional.of(hot);
    }

    /** Whether a past event came again later: which of the two is on the timeline, only the whole of it tells. */
    private static boolean contradicts(Past past, StoredCustomer stored) {
        for (StoredOrigin origin : stored.origins()) {
            if (origin.events().stream().anyMatch(past::mayHold)) {
                return true;
            }
        }
        return false;
    }

    private Hot readWhole(StoredCustomer stored) {
        meters.count("customers.read", "whole", 1);
        Hot hot = Hot.from(definitions, vocabulary, shopZone, stored, null);
        decider.refreshChanges(hot);
        return hot;
    }
}
