package io.enishi.core.internal.runtime;

import io.enishi.core.Mode;
import io.enishi.core.RecomputeReport;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs all events again in event time through a second runtime in memory, with the same definitions, consent and judgements, and
 * compares. Folds must be identical: they live in event time. Runs of journeys may differ, because live decisions did not know what
 * was heard later.
 */
final class Recomputation {

    private static final int PAGE = 1000;
    private static final int MAX_LINES = 1000;

    private final Engine live;
    private final Wiring wiring;
    private final ShopRuntime runtime;

    Recomputation(Engine live, Wiring wiring, ShopRuntime runtime) {
        this.live = live;
        this.wiring = wiring;
        this.runtime = runtime;
    }

    RecomputeReport run() {
        List<CustomerId> customers = new ArrayList<>();
        List<CustomerEvent> events = new ArrayList<>();
        Set<InstanceKey> liveRuns = new HashSet<>();
        Set<Judgement> judgements = new HashSet<>();
        CustomerStore copy = new InMemoryCustomerStore();
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = live.store.customers(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (CustomerId id : page) {
                customers.add(id);
                live.read(id.origin(), hot -> {
                    for (CustomerEvent event : hot.timeline().events()) {
                        if (!event.source().equals(Decider.SOURCE)) {
                            events.add(event); // our own are emitted again
                        }
                    }
                    liveRuns.addAll(hot.instances.keySet());
                    judgements.addAll(live.store.judgements(hot.originIds()));
                    copyLedger(hot, copy);
                    return Boolean.TRUE;
                });
            }
            last = page.get(page.size() - 1);
        }
        events.sort(TimelineOrder.EVENTS);
        Instant now = runtime.now();
        Clock clock = new Clock();
        ShopRuntime again = ShopRuntime.of(wiring.forRecomputation(copy, clock));
        for (int from = 0; from < events.size(); ) {
            Instant at = events.get(from).occurredAt();
            if (at.isAfter(now)) {
                break;
            }
            int to = from;
            while (to < events.size() && events.get(to).occurredAt().equals(at)) {
                to++;
            }
            clock.now = at;
            again.advanceTo(at.minusMillis(1));
            again.accept(events.subList(from, to), Mode.LIVE);
            from = to;
        }
        clock.now = now;
        judgements.stream()
                .sorted(java.util.Comparator.comparing(Judgement::at))
                .filter(judgement -> again.customerOf(judgement.a()).isPresent()
                        && again.customerOf(judgement.b()).isPresent())
                .forEach(again::judge);
        again.advanceTo(now);
        return compare(customers, liveRuns, again);
    }

    private RecomputeReport compare(List<CustomerId> customers, Set<InstanceKey> liveRuns, ShopRuntime again) {
        List<String> foldDifferences = new ArrayList<>();
        Set<InstanceKey> recomputedRuns = new HashSet<>();
        long compared = 0;
        for (CustomerId id : customers) {
            List<byte[]> kept =
                    live.read(id.origin(), hot -> encoded(live, hot)).orElse(List.of());
            List<OriginId> origins = live.read(id.origin(), Hot::originIds).orElse(List.of());
            Engine other = again.engine();
            List<byte[]> repeated = other.read(id.origin(), hot -> {
                        recomputedRuns.addAll(hot.instances.keySet());
                        return encoded(other, hot);
                    })
                    .orElse(List.of());
            List<OriginId> regrouped = other.read(id.origin(), Hot::originIds).orElse(List.of());
            compared++;
            if (!new TreeSet<>(origins).equals(new TreeSet<>(regrouped))) {
                note(foldDifferences, id + ": other origins");
                continue;
            }
            for (int fold = 0; fold < kept.size() && fold < repeated.size(); fold++) {
                if (!Arrays.equals(kept.get(fold), repeated.get(fold))) {
                    note(
                            foldDifferences,
                            id + ": fold " + live.definitions.folds.get(fold).name());
                }
            }
        }
        return new RecomputeReport(
                compared, foldDifferences, missing(liveRuns, recomputedRuns), missing(recomputedRuns, liveRuns));
    }

    private static List<byte[]> encoded(Engine engine, Hot hot) {
        List<byte[]> states = new ArrayList<>();
        for (int fold = 0; fold < hot.folds.length; fold++) {
            states.add(engine.definitions.folds.get(fold).encode(hot.folds[fold]));
        }
        return states;
    }

    private static List<String> missing(Set<InstanceKey> these, Set<InstanceKey> others) {
        return these.stream()
                .filter(key -> !others.contains(key))
                .map(InstanceKey::toString)
                .sorted()
                .limit(MAX_LINES)
                .toList();
    }

    private static void note(List<String> lines, String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
    }

    private void copyLedger(Hot hot, CustomerStore copy) {
        Set<io.enishi.core.consent.ConsentStatement> known = new HashSet<>();
        for (Hot.Part part : hot.parts) {
            part.identifiers.values().forEach(seen -> {
                if (seen.key() != null && copy.ledger(seen.key()).version() == 0) {
                    known.addAll(live.store.ledger(seen.key()).statements());
                }
            });
        }
        if (!known.isEmpty()) {
            copy.commit(new CustomerStore.Commit(
                    List.of(), List.of(), List.copyOf(known), List.of(), List.of(), Set.of(), List.of()));
        }
    }

    private static final class Clock implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
