package io.enishi.core.internal.runtime;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Interest;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.InterestKey;
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
import java.util.Map;
import java.util.Objects;
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
    /** How many are looked at together where everybody is. */
    private static final int SCAN = 1000;
    /** How many are one commit, where the store prefers that. */
    private static final int TOGETHER = 250;
    /** How many may fail before a walk stops: then it is not them. */
    private static final int MAX_FAILURES = 1000;

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Engine engine;
    private final int pageSize;

    /** @param pageSize how many are told before it is noted how far it came */
    FanOut(Engine engine, int pageSize) {
        this.engine = engine;
        this.pageSize = pageSize;
    }

    /** When the next shop event up to {@code until} is to be fanned out; null when there is none. */
    @Nullable
    Instant next(Instant until, Set<StoredShopEvent> tried) {
        if (!engine.store.keepsShopEvents()) {
            return null;
        }
        for (StoredShopEvent open : engine.store.takeShopEvents(until, 1 + tried.size(), Duration.ZERO)) {
            if (!tried.contains(open)) {
                return open.event().occurredAt();
            }
        }
        return null;
    }

    /**
     * Fans out what happened at or before {@code until}, one shop event after the other.
     *
     * @param tried gets those that could not be brought to everybody: they are tried again in another turn
     * @param wouldStart gets the runs that history would have started; null when nobody asks
     * @return how many customers were told; -1 when there was nothing to take, since another worker was quicker
     */
    long run(Instant until, Instant clock, Set<StoredShopEvent> tried, @Nullable Collection<InstanceKey> wouldStart) {
        long told = -1;
        while (engine.store.keepsShopEvents()) {
            List<StoredShopEvent> open = new ArrayList<>(engine.store.takeShopEvents(until, 1 + tried.size(), LEASE));
            open.removeAll(tried);
            if (open.isEmpty()) {
                break;
            }
            for (StoredShopEvent next : open) {
                StoredShopEvent after = new Walk(next, clock.toEpochMilli(), wouldStart).all();
                told = Math.max(told, 0) + after.told() - next.told();
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
        private int failures;
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
            List<Interested> page = next(row.reached());
            boolean last = page.isEmpty();
            List<Interested> people = last ? leftOver() : page;
            Set<OriginId> left = new TreeSet<>(row.left());
            long told = row.told();
            for (int from = 0; from < people.size(); from += TOGETHER) {
                told += tell(people.subList(from, Math.min(people.size(), from + TOGETHER)), left);
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

        private List<Interested> leftOver() {
            List<Interested> people = new ArrayList<>(row.left().size());
            row.left().forEach(origin -> people.add(new Interested(Long.MAX_VALUE, origin)));
            return people;
        }

        /**
         * Tells people, in one commit where that comes about; how many got it.
         *
         * @param left those who have to be asked again at the end; gets and loses some
         */
        private long tell(List<Interested> people, Set<OriginId> left) {
            Map<Interested, Telling.Told> together = engine.telling.tellTogether(people, row, news, clock, wouldStart);
            long told = 0;
            for (Interested person : people) {
                Telling.Told came = together.isEmpty() ? tell(person) : together.get(person);
                told += came == Telling.Told.NOW ? 1 : 0;
                if (came == Telling.Told.NOW || came == Telling.Told.NOT) {
                    left.remove(person.origin());
                } else { // failed, or interested by what their row did not tell
                    left.add(person.origin());
                }
            }
            return told;
        }

        /** Null when it fails: that must not stop the others. */
        private Telling.@Nullable Told tell(Interested person) {
            try {
                return engine.telling.tell(person, row, news, clock, wouldStart);
            } catch (RuntimeException thrown) {
                Engine.endTurn(thrown);
                if (++failures > MAX_FAILURES) {
                    throw thrown;
                }
                LOG.error(
                        "{} cannot be told of {}", person.origin(), row.event().id(), thrown);
                engine.meters.count("shop-events.failed", thrown.getClass().getSimpleName(), 1);
                return null;
            }
        }

        /** Those who come next; first those interested by events, then members. */
        private List<Interested> next(@Nullable Interested after) {
            boolean byEvents = after == null || after.since() != Long.MAX_VALUE;
            List<Interested> page = byEvents && declares(Interest.Events.class) ? byEvents(after) : List.of();
            return page.isEmpty() && declares(Interest.Members.class) ? members(byEvents ? null : after) : page;
        }

        private boolean declares(Class<? extends Interest> kind) {
            for (Interests.Declared declared : engine.definitions.interests.in(news.type())) {
                if (kind.isInstance(declared.interest())) {
                    return true;
                }
            }
            return false;
        }

        private List<Interested> byEvents(@Nullable Interested after) {
            if (engine.store.keepsInterests()) {
                // Each key's next page holds what is next of it: so the first of all of them are next of all.
                TreeSet<Interested> all = new TreeSet<>();
                for (InterestKey key : engine.definitions.interests.keys(news)) {
                    all.addAll(engine.store.interested(key, at, after, pageSize));
                }
                while (all.size() > pageSize) {
                    all.pollLast();
                }
                return new ArrayList<>(all);
            }
            List<Interested> all = found;
            if (all == null) {
                all = scan();
                found = all;
            }
            return all.stream()
                    .filter(one -> after == null || one.compareTo(after) > 0)
                    .limit(pageSize)
                    .toList();
        }

        /** Goes through everybody: for a store without an index. */
        private List<Interested> scan() {
            List<Interested> all = new ArrayList<>();
            CustomerId last = null;
            while (true) {
                List<CustomerId> page = engine.store.customers(last, SCAN);
                if (page.isEmpty()) {
                    all.sort(null);
                    return all;
                }
                for (CustomerId id : page) {
                    try {
                        engine.cache.invalidate(id); // nothing checks what memory says that is behind another JVM
                        engine.customers.read(id.origin(), hot -> {
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

        /** The next people who may be members, as their rows say: they are asked when they are told. */
        private List<Interested> members(@Nullable Interested after) {
            List<Integer> segments = segments();
            List<Interested> found = new ArrayList<>();
            CustomerId last = after == null ? null : new CustomerId(after.origin());
            while (found.isEmpty()) {
                List<CustomerStore.Belonging> page = engine.store.memberships(last, pageSize);
                if (page.isEmpty()) {
                    break;
                }
                for (CustomerStore.Belonging one : page) {
                    if (!engine.definitions.isInForce(one.membership())
                            || segments.stream().anyMatch(one.membership()::has)) {
                        found.add(new Interested(Long.MAX_VALUE, one.customer().origin()));
                    }
                }
                last = page.get(page.size() - 1).customer();
            }
            return found;
        }

        /** The bits of the segments whose members are interested. */
        private List<Integer> segments() {
            return engine.definitions.interests.in(news.type()).stream()
                    .filter(declared -> declared.interest() instanceof Interest.Members)
                    .map(declared ->
                            engine.definitions.bitOfSegment.get(((Interest.Members) declared.interest()).segment()))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
