package io.enishi.core.internal.runtime;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time brings: definitions put in force, wake-ups decided, shop events told to those they concern, commands delivered. */
public final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int PAGE = 1000;
    /** How many customers whose wake-ups are due are one commit, where the store prefers that. */
    private static final int TOGETHER = 250;
    /** How many commands a worker takes at once: few, since channels take their time. */
    private static final int HANDFUL = 100;
    /** How long what a worker took is kept from others. Nothing depends on it: commits settle who was first. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Wiring wiring;
    private final Engine engine;
    private final Dispatcher dispatcher;
    private final FanOut fanOut;
    /** How often something was committed under definitions that were in force before these. */
    private final AtomicLong behind = new AtomicLong();
    /** For how much of that everybody was looked at; -1 before the first time. */
    private volatile long inForceFor = -1;

    private BiPredicate<CustomerId, Instant> wakesAsHistory = (customer, at) -> false;

    Turns(Wiring wiring, Engine engine, Dispatcher dispatcher, FanOut fanOut) {
        this.wiring = wiring;
        this.engine = engine;
        this.dispatcher = dispatcher;
        this.fanOut = fanOut;
    }

    /**
     * Once: whoever was decided under other definitions is decided under these, and their wake-ups move.
     *
     * @return how many were
     */
    public long putDefinitionsInForce() {
        long known = behind.get();
        if (inForceFor == known) {
            return 0;
        }
        long people = 0;
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = wiring.store.outdated(engine.definitions.membershipHash, last, PAGE);
            if (page.isEmpty()) {
                if (people > 0) {
                    LOG.info(
                            "{} people were decided anew: what the store held of them was by other definitions",
                            people);
                }
                inForceFor = known;
                return people;
            }
            for (CustomerId id : page) {
                try {
                    engine.readDefined(id.origin(), hot -> Boolean.TRUE);
                    people++;
                } catch (RuntimeException thrown) { // must not stop the others; tried again at their next input
                    Engine.endTurn(thrown);
                    LOG.error("the present definitions cannot be applied to {}", id, thrown);
                    wiring.meters.count("definitions.failed", thrown.getClass().getSimpleName(), 1);
                }
            }
            last = page.get(page.size() - 1);
        }
    }

    /** How many were decided under other definitions than these, as it stands in the store. */
    public long countOutdated() {
        long people = 0;
        List<CustomerId> page = wiring.store.outdated(engine.definitions.membershipHash, null, PAGE);
        while (!page.isEmpty()) {
            people += page.size();
            page = wiring.store.outdated(engine.definitions.membershipHash, page.get(page.size() - 1), PAGE);
        }
        return people;
    }

    /** Somebody was decided under the definitions before these once more. */
    void lookAgain() {
        behind.incrementAndGet();
    }

    public long fanOut(Instant until) {
        putDefinitionsInForce();
        return fanOut(until, new HashSet<>(), new int[1]);
    }

    /**
     * Brings each shop event to whom it concerns when everything before it is decided.
     *
     * @param due its one element gets how many customers had something due
     */
    private long fanOut(Instant until, Set<CustomerId> failed, int[] due) {
        long told = 0;
        Set<StoredShopEvent> tried = new HashSet<>();
        for (Instant at = fanOut.next(until, tried); at != null; at = fanOut.next(until, tried)) {
            due[0] += runDue(at.minusMillis(1), failed); // at one instant events come first
            long more = fanOut.run(at, later(at, wiring.now()), tried, null);
            if (more < 0) {
                return told;
            }
            told += more;
        }
        return told;
    }

    public int runDue(Instant until) {
        putDefinitionsInForce();
        Set<CustomerId> failed = new HashSet<>();
        int[] before = new int[1];
        fanOut(until, failed, before);
        return before[0] + runDue(until, failed);
    }

    private int runDue(Instant until, Set<CustomerId> failed) {
        int customers = 0;
        while (true) {
            List<CustomerId> due = wiring.store.takeDue(until, PAGE + failed.size(), LEASE).stream()
                    .map(CustomerStore.Due::customer)
                    .filter(customer -> !failed.contains(customer))
                    .toList();
            if (due.isEmpty()) {
                return customers;
            }
            for (int from = 0; from < due.size(); from += TOGETHER) {
                List<CustomerId> some = due.subList(from, Math.min(due.size(), from + TOGETHER));
                if (!engine.wakeTogether(
                        some, until.toEpochMilli(), customer -> wakesAsHistory.test(customer, until))) {
                    some.forEach(customer -> wake(customer, until, failed));
                }
            }
            customers += due.size();
        }
    }

    /** One customer whose definitions throw must not stop the others; it is tried again at the next turn. */
    private void wake(CustomerId customer, Instant until, Set<CustomerId> failed) {
        try {
            boolean history = wakesAsHistory.test(customer, until);
            engine.wake(customer.origin(), until.toEpochMilli(), history, null);
        } catch (RuntimeException thrown) {
            Engine.endTurn(thrown);
            LOG.error("what is due for {} cannot be decided", customer, thrown);
            wiring.meters.count("wakes.failed", thrown.getClass().getSimpleName(), 1);
            failed.add(customer);
        }
    }

    public int deliver(Instant from, int limit) {
        int seen = 0;
        Set<CommandKey> tried = new HashSet<>();
        while (seen < limit) {
            Instant now = later(from, wiring.now());
            boolean progress = false;
            for (StoredCommand row :
                    wiring.store.takeClaimable(now, Math.min(HANDFUL, limit - seen) + tried.size(), LEASE)) {
                if (seen < limit && tried.add(row.key())) {
                    progress = true;
                    seen++;
                    dispatcher.dispatch(row.key(), later(from, wiring.now()), () -> later(from, wiring.now()));
                }
            }
            if (!progress) {
                return seen;
            }
        }
        return seen;
    }

    /** Channels take their time: what is claimed and settled after them is claimed and settled at its own time. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    public void advanceTo(Instant until) {
        putDefinitionsInForce();
        Set<CommandKey> tried = new HashSet<>();
        Set<CustomerId> failed = new HashSet<>();
        Set<StoredShopEvent> notToAll = new HashSet<>();
        Instant news = fanOut.next(until, notToAll); // asked again only when it was reached: nothing below makes one
        while (true) {
            CustomerStore.Due due = firstDue(until, failed);
            StoredCommand row = firstClaimable(until, tried);
            boolean newsFirst = news != null
                    && (due == null || !news.isAfter(due.at()))
                    && (row == null || !news.isAfter(claimableFrom(row)));
            if (news != null && newsFirst) {
                boolean taken = fanOut.run(news, news, notToAll, null) >= 0;
                news = taken ? fanOut.next(until, notToAll) : null; // else another worker tells it
                tried.clear();
            } else if (due != null && (row == null || !due.at().isAfter(claimableFrom(row)))) {
                wake(due.customer(), due.at(), failed);
                tried.clear(); // what waited for another command may go now
            } else if (row != null) {
                Instant at = claimableFrom(row);
                dispatcher.dispatch(row.key(), at, () -> at);
                if (row.equals(wiring.store.command(row.key()).orElse(null))) {
                    tried.add(row.key()); // nothing came of it: it waits for an earlier one of its run
                } else {
                    tried.clear();
                }
            } else {
                return;
            }
        }
    }

    private CustomerStore.@Nullable Due firstDue(Instant until, Set<CustomerId> failed) {
        for (CustomerStore.Due one : wiring.store.due(until, 1 + failed.size())) {
            if (!failed.contains(one.customer())) {
                return one;
            }
        }
        return null;
    }

    private @Nullable StoredCommand firstClaimable(Instant until, Set<CommandKey> tried) {
        for (StoredCommand one : wiring.store.claimable(until, 1 + tried.size())) {
            if (!tried.contains(one.key())) {
                return one;
            }
        }
        return null;
    }

    private static Instant claimableFrom(StoredCommand row) {
        Instant lease = row.leaseUntil();
        return lease == null ? row.command().notBefore() : lease;
    }

    /** Which wake-ups are decided as history; asked by customer and due time. */
    void wakesAsHistory(BiPredicate<CustomerId, Instant> asked) {
        wakesAsHistory = asked;
    }
}
