package io.enishi.core.internal.runtime;

import io.enishi.core.Ranked;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom a question picks out of everybody: members of segments, the first by a metric. */
public final class Rolls {

    private static final Logger LOG = LoggerFactory.getLogger(Rolls.class);
    private static final int PAGE = 1000;

    private final Wiring wiring;
    private final Engine engine;

    Rolls(Wiring wiring, Engine engine) {
        this.wiring = wiring;
        this.engine = engine;
    }

    public List<CustomerId> segment(String name, @Nullable CustomerId after, int limit) {
        int bit = engine.definitions.bitOf(name);
        List<CustomerId> members = new ArrayList<>();
        CustomerId last = after;
        while (members.size() < limit) {
            List<CustomerStore.Belonging> page = wiring.store.memberships(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (CustomerStore.Belonging one : page) {
                if (members.size() < limit && isMember(one, bit)) {
                    members.add(one.customer());
                }
            }
            last = page.get(page.size() - 1).customer();
        }
        return members;
    }

    /** Read whole is only who was decided under other definitions. */
    private boolean isMember(CustomerStore.Belonging one, int bit) {
        if (engine.definitions.isInForce(one.membership())) {
            return one.membership().has(bit);
        }
        boolean[] member = new boolean[1];
        unlessUnreadable(
                one.customer(),
                () -> member[0] = engine.readDefined(one.customer().origin(), hot -> hot.isMember(bit))
                        .orElse(false));
        return member[0];
    }

    public void takeSnapshot(String name) {
        Tracked segment = engine.definitions.segment(name);
        if (!segment.snapshot()) {
            throw new IllegalArgumentException("segment " + name + " is live; only snapshot segments are taken");
        }
        forEachCustomer(id -> engine.decide(
                id.origin(),
                wiring.now().toEpochMilli(),
                (hot, draft, now) -> engine.decider.snapshotTaken(hot, segment, now, draft)));
    }

    public List<Ranked> top(String metric, int limit) {
        int index = engine.definitions.indexOf(metric);
        if (limit <= 0) {
            return List.of();
        }
        long now = wiring.now().toEpochMilli();
        Comparator<Ranked> worstFirst =
                Comparator.comparingLong(Ranked::value).thenComparing(Ranked::customer, Comparator.reverseOrder());
        PriorityQueue<Ranked> best = new PriorityQueue<>(worstFirst);
        forEachCustomer(id -> engine.readDefined(
                        id.origin(),
                        hot -> Optional.ofNullable(hot.folds.metric(index))
                                .map(trajectory -> new Ranked(1, hot.id, trajectory.valueAt(now), null)))
                .flatMap(found -> found)
                .ifPresent(found -> {
                    best.add(found);
                    if (best.size() > limit) {
                        best.poll();
                    }
                }));
        List<Ranked> ranked = new ArrayList<>(best);
        ranked.sort(worstFirst.reversed());
        for (int i = 0; i < ranked.size(); i++) {
            Ranked one = ranked.get(i);
            ranked.set(i, new Ranked(i + 1, one.customer(), one.value(), whyMetric(one.customer(), index)));
        }
        return ranked;
    }

    private @Nullable Explanation whyMetric(CustomerId id, int metric) {
        return engine.customers
                .read(id.origin(), hot -> {
                    List<CustomerEvent> folded = hot.timeline().events().stream()
                            .filter(event -> event.occurredAt().toEpochMilli() <= hot.lastDecided)
                            .toList();
                    return engine.definitions
                            .folds
                            .get(engine.definitions.foldOfMetric[metric])
                            .explain(
                                    engine.definitions.metricNames[metric],
                                    folded,
                                    Instant.ofEpochMilli(hot.asOf(wiring.now().toEpochMilli())));
                })
                .flatMap(why -> why)
                .orElse(null);
    }

    void forEachCustomer(Consumer<CustomerId> visitor) {
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = wiring.store.customers(last, PAGE);
            if (page.isEmpty()) {
                return;
            }
            page.forEach(id -> unlessUnreadable(id, () -> visitor.accept(id)));
            last = page.get(page.size() - 1);
        }
    }

    /** Somebody whose rows are damaged, or of a newer release, is passed over and told of; others go on. */
    private void unlessUnreadable(CustomerId id, Runnable work) {
        try {
            work.run();
        } catch (StoredFormException unreadable) {
            LOG.error("customer {} is passed over: {}", id, unreadable.getMessage());
            wiring.meters.count("customers.unreadable", "", 1);
        }
    }

    public Optional<Trajectory> metric(CustomerId id, String name) {
        return engine.customers.read(
                id.origin(), hot -> hot.folds.metricsByName().get(name));
    }
}
