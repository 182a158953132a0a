package io.enishi.core.internal.runtime;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cursor job that brings shop events to those who are interested.
 *
 * <p>It walks them in order, page by page, and notes after each page how far it came. A customer gets the event in a commit of their own
 * like any other event, once: who has it already, after a crash or from a second worker, is passed over. So nothing depends on the
 * cursor but how much is looked at again.
 */
final class FanOut {

    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int PAGE = 500;
    /** How many may fail before the whole walk stops: then it is not them. */
    private static final int MAX_LEFT = 1000;

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Engine engine;

    FanOut(Engine engine) {
        this.engine = engine;
    }

    /** When the next shop event up to {@code until} is to be fanned out; null when there is none. */
    @Nullable
    Instant next(Instant until, Set<StoredShopEvent> tried) {
        if (!engine.store.keepsShopEvents()) {
            return null;
        }
        return engine.store.takeShopEvents(until, 1 + tried.size(), Duration.ZERO).stream()
                .filter(open -> !tried.contains(open))
                .map(open -> open.event().occurredAt())
                .findFirst()
                .orElse(null);
    }

    /**
     * Fans out what happened at or before {@code until}, one shop event after the other.
     *
     * @param tried gets those that could not be brought to everybody: they are tried again in another turn
     * @param wouldStart gets the runs that history would have started; null when nobody asks
     * @return how many customers were told
     */
    long run(Instant until, Instant clock, Set<StoredShopEvent> tried, @Nullable Collection<InstanceKey> wouldStart) {
        long told = 0;
        while (engine.store.keepsShopEvents()) {
            List<StoredShopEvent> open = engine.store.takeShopEvents(until, 1 + tried.size(), LEASE).stream()
                    .filter(one -> !tried.contains(one))
                    .toList();
            if (open.isEmpty()) {
                break;
            }
            for (StoredShopEvent next : open) {
                StoredShopEvent after = new Walk(next, clock.toEpochMilli(), wouldStart).all();
                told += after.told() - next.told();
                if (!after.done()) {
                    tried.add(after);
                }
            }
        }
        return told;
    }

    /** One shop event on its way. */
    private final class Walk {
        private final long clock;
        private final long at;
        private final EventBody news;
        private final @Nullable Collection<InstanceKey> wouldStart;
        private StoredShopEvent row;
        /** What was found by going through everybody, in order; null until it is asked for. */
        private @Nullable List<Interested> found;

        Walk(StoredShopEvent row, long clock, @Nullable Collection<InstanceKey> wouldStart) {
            this.row = row;
            this.at = row.event().occurredAt().toEpochMilli();
            this.clock = Math.max(clock, at);
            this.news = new EventBody.ShopNews(row.event().body());
            this.wouldStart = wouldStart;
        }

        StoredShopEvent all() {
            boolean others = false;
            while (!row.done() && !others) {
                others = !page();
            }
            return row;
        }

        /** Tells the next page; false when another worker is at it, or those that are left fail again. */
        private boolean page() {
            List<Interested> page = new ArrayList<>(PAGE);
            if (row.reached() == null || row.reached().since() != Long.MAX_VALUE) {
                page.addAll(byEvents(row.reached()));
            }
            if (page.isEmpty() && hasMembers()) {
                page.addAll(members(row.reached()));
            }
            boolean last = page.isEmpty();
            Set<OriginId> left = new TreeSet<>(row.left());
            List<OriginId> people = last
                    ? List.copyOf(left)
                    : page.stream().map(Interested::origin).toList();
            long told = row.told();
            for (OriginId origin : people) {
                try {
                    told += tell(origin) ? 1 : 0;
                    left.remove(origin);
                } catch (
                        RuntimeException
                                thrown) { // must not stop the others; tried again at the end, and in the next turn
                    Engine.endTurn(thrown);
                    LOG.error("{} cannot be told of {}", origin, row.event().id(), thrown);
                    engine.meters.count("shop-events.failed", thrown.getClass().getSimpleName(), 1);
                    left.add(origin);
                    if (left.size() > MAX_LEFT) {
                        throw thrown;
                    }
                }
            }
            Interested reached = last ? row.reached() : page.get(page.size() - 1);
            StoredShopEvent after =
                    new StoredShopEvent(row.event(), row.backfill(), reached, told, left, last && left.isEmpty());
            if (after.equals(row) || !engine.store.moveOn(row, after)) {
                return false;
            }
            row = after;
            return !last || row.done();
        }

        private boolean tell(OriginId origin) {
            return engine.tell(origin, row, news, clock, wouldStart);
        }

        private boolean hasMembers() {
            return engine.definitions.interests.in(news.type()).stream()
                    .anyMatch(declared -> declared.interest() instanceof Interest.Members);
        }

        private List<Interested> byEvents(@Nullable Interested after) {
            if (engine.definitions.interests.in(news.type()).stream()
                    .noneMatch(declared -> declared.interest() instanceof Interest.Events)) {
                return List.of();
            }
            List<Interested> all = found;
            if (all == null) {
                all = scan();
                found = all;
            }
            return all.stream()
                    .filter(one -> after == null || one.compareTo(after) > 0)
                    .limit(PAGE)
                    .toList();
        }

        /** Goes through everybody: for a store without an index. */
        private List<Interested> scan() {
            List<Interested> all = new ArrayList<>();
            CustomerId last = null;
            while (true) {
                List<CustomerId> page = engine.store.customers(last, PAGE);
                if (page.isEmpty()) {
                    all.sort(null);
                    return all;
                }
                for (CustomerId id : page) {
                    try {
                        engine.read(id.origin(), hot -> {
                            long now = Math.max(hot.lastDecided, at);
                            engine.definitions
                                    .interests
                                    .first(hot, news, at, now)
                                    .ifPresent(first -> all.add(new Interested(first.first(), first.origin())));
                            return Boolean.TRUE;
                        });
                    } catch (StoredFormException unreadable) {
                        LOG.error("customer {} is passed over: {}", id, unreadable.getMessage());
                        engine.meters.count("customers.unreadable", "", 1);
                    }
                }
                last = page.get(page.size() - 1);
            }
        }

        /** The next members of a segment, or people who may be: they are asked when they are told. */
        private List<Interested> members(@Nullable Interested after) {
            CustomerId from = after == null || after.since() != Long.MAX_VALUE ? null : new CustomerId(after.origin());
            return engine.store.customers(from, PAGE).stream()
                    .map(id -> new Interested(Long.MAX_VALUE, id.origin()))
                    .toList();
        }
    }
}
