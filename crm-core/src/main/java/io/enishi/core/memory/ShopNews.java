package io.enishi.core.memory;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shop's events and who is interested in them; under the store's lock. */
final class ShopNews {

    private final Map<Key, StoredShopEvent> events = new HashMap<>();
    private final TreeSet<ShopEvent> open = new TreeSet<>(Comparator.comparing(ShopEvent::occurredAt)
            .thenComparing(ShopEvent::source)
            .thenComparing(ShopEvent::id));
    private final Map<InterestKey, TreeSet<Interested>> interested = new HashMap<>();

    private record Key(String source, EventId id) {
        static Key of(ShopEvent event) {
            return new Key(event.source(), event.id());
        }
    }

    /** Keeps an event; the one that was there before it, null when there was none. */
    @Nullable
    ShopEvent keep(ShopEvent event, boolean backfill) {
        StoredShopEvent fresh = StoredShopEvent.open(event, backfill);
        StoredShopEvent known = events.putIfAbsent(Key.of(event), fresh);
        if (known == null) {
            open.add(fresh.event());
            return null;
        }
        return known.event();
    }

    @Nullable
    StoredShopEvent get(String source, EventId id) {
        return events.get(new Key(source, id));
    }

    List<StoredShopEvent> open(Instant until, int limit) {
        List<StoredShopEvent> found = new ArrayList<>();
        for (ShopEvent event : open) {
            if (event.occurredAt().isAfter(until) || found.size() == limit) {
                break;
            }
            found.add(events.get(Key.of(event)));
        }
        return found;
    }

    /** Moves an event on from where it stands; false when it stands elsewhere. */
    boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        boolean moved = events.replace(Key.of(before.event()), before, after);
        if (moved && after.done()) {
            open.remove(after.event());
        }
        return moved;
    }

    void begin(InterestKey key, Interested row) {
        interested.computeIfAbsent(key, fresh -> new TreeSet<>()).add(row);
    }

    void end(InterestKey key, Interested row) {
        TreeSet<Interested> all = interested.get(key);
        if (all != null && all.remove(row) && all.isEmpty()) {
            interested.remove(key);
        }
    }

    List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        TreeSet<Interested> all = interested.get(key);
        if (all == null) {
            return List.of();
        }
        List<Interested> found = new ArrayList<>();
        for (Interested row : after == null ? all : all.tailSet(after, false)) {
            if (row.since() > until || found.size() == limit) {
                break;
            }
            found.add(row);
        }
        return found;
    }
}
