package io.enishi.core.spi;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.OriginId;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shop event and how far it has come on its way to those who are interested.
 *
 * @param event what happened
 * @param backfill whether it is history: it goes onto timelines, and nothing is asked of the host
 * @param reached up to whom everybody interested has been told; null at the beginning
 * @param told how many customers got it
 * @param left those before {@code reached} whom telling failed for, sorted; they are tried again
 * @param done whether nobody is left
 */
public record StoredShopEvent(
        ShopEvent event, boolean backfill, @Nullable Interested reached, long told, Set<OriginId> left, boolean done) {

    public StoredShopEvent {
        Objects.requireNonNull(event, "event");
        left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
    }

    /** One that nobody was told yet. */
    public static StoredShopEvent open(ShopEvent event, boolean backfill) {
        return new StoredShopEvent(event, backfill, null, 0, Set.of(), false);
    }

    /**
     * Somebody who is interested; in order of time, then of origin.
     *
     * @param since since when, epoch milliseconds; {@code Long.MAX_VALUE} for members of a segment
     * @param origin under which what tells of the interest is stored
     */
    public record Interested(long since, OriginId origin) implements Comparable<Interested> {
        public Interested {
            Objects.requireNonNull(origin, "origin");
        }

        @Override
        public int compareTo(Interested other) {
            int byTime = Long.compare(since, other.since);
            return byTime != 0 ? byTime : origin.compareTo(other.origin);
        }
    }
}
