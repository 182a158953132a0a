package io.enishi.core.internal.runtime;

import io.enishi.core.Mode;
import io.enishi.core.RecomputeReport;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs all events again in event time through a second runtime in memory, with the same definitions and judgements, and compares. What
 * came in as history is history again, and consent, restrictions, suppressions and requests come at the time the log recorded. Folds must be identical: they live in event time. Runs of journeys may differ, because live decisions did not know what
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

    /** An event and how it came in. */
    private record Heard(CustomerEvent event, Mode mode) {}

    RecomputeReport run() {
        Recorded recorded = new Recorded(live.store);
        Kept kept = kept(recorded);
        Instant now = runtime.now();
        Clock clock = new Clock();
        ShopRuntime again = ShopRuntime.of(wiring.forRecomputation(new InMemoryCustomerStore(), clock));
        again.turns()
                .wakesAsHistory((customer, at) -> again.engine()
                        .customers
                        .read(customer.origin(), hot -> recorded.wasHistory(hot.originIds(), at.toEpochMilli()))
                        .orElse(false));
        Deeds deeds = new Deeds(recorded.deeds, again, clock);
        hear(kept.heard, now, again, deeds, clock);
        deeds.upTo(now);
        clock.now = now;
        kept.judgements.stream()
                .sorted(Comparator.comparing(Judgement::at))
                .filter(judgement -> again.people().customerOf(judgement.a()).isPresent()
                        && again.people().customerOf(judgement.b()).isPresent())
                .forEach(again.people()::judge);
        again.turns().advanceTo(now);
        return compare(kept.customers, kept.runs, again);
    }

    /** What the store holds of everybody; events in timeline order. */
    private record Kept(
            List<CustomerId> customers, List<Heard> heard, Set<InstanceKey> runs, Set<Judgement> judgements) {}

    private Kept kept(Recorded recorded) {
        Kept kept = new Kept(new ArrayList<>(), new ArrayList<>(), new HashSet<>(), new HashSet<>());
        List<CustomerId> page = live.store.customers(null, PAGE);
        while (!page.isEmpty()) {
            for (CustomerId id : page) {
                kept.customers.add(id);
                live.customers.read(id.origin(), hot -> {
                    Timeline timeline = hot.timeline();
                    for (int row = 0; row < timeline.size(); row++) {
                        CustomerEvent event = timeline.event(row);
                        if (!event.source().equals(Decider.SOURCE)) { // our own are emitted again
                            kept.heard.add(new Heard(event, recorded.mode(timeline.origin(row), event)));
                        }
                    }
                    kept.runs.addAll(hot.instances.keySet());
                    kept.judgements.addAll(live.store.judgements(hot.originIds()));
                    return Boolean.TRUE;
                });
            }
            page = live.store.customers(page.get(page.size() - 1), PAGE);
        }
        kept.heard.sort(Comparator.comparing(Heard::event, TimelineOrder.EVENTS));
        return kept;
    }

    /** Tells the events until {@code now} once more, those of one instant together, with what was done from outside between them. */
    private static void hear(List<Heard> heard, Instant now, ShopRuntime again, Deeds deeds, Clock clock) {
        for (int from = 0; from < heard.size(); ) {
            Instant at = heard.get(from).event().occurredAt();
            if (at.isAfter(now)) {
                return;
            }
            int to = from;
            while (to < heard.size() && heard.get(to).event().occurredAt().equals(at)) {
                to++;
            }
            deeds.upTo(at);
            clock.now = at;
            again.turns().advanceTo(at.minusMillis(1));
            List<Heard> instant = heard.subList(from, to);
            for (Mode mode : List.of(Mode.BACKFILL, Mode.LIVE)) {
                List<CustomerEvent> events = instant.stream()
                        .filter(one -> one.mode() == mode)
                        .map(Heard::event)
                        .toList();
                again.intake().accept(events, mode);
            }
            deeds.retry();
            from = to;
        }
    }

    /** What was done from outside, done again at its time; about someone who is not there yet, as soon as they are. */
    private static final class Deeds {
        private final ArrayDeque<DecisionRecord> left;
        private final List<DecisionRecord> tooEarly = new ArrayList<>();
        private final ShopRuntime again;
        private final Clock clock;

        Deeds(List<DecisionRecord> recorded, ShopRuntime again, Clock clock) {
            List<DecisionRecord> byTime = new ArrayList<>(recorded);
            byTime.sort(Comparator.comparing(DecisionRecord::now)); // stable: in commit order at one instant
            this.left = new ArrayDeque<>(byTime);
            this.again = again;
            this.clock = clock;
        }

        void upTo(Instant at) {
            while (!left.isEmpty() && !left.peek().now().isAfter(at)) {
                DecisionRecord next = left.poll();
                clock.now = next.now();
                again.turns().advanceTo(next.now().minusMillis(1));
                if (!again.repeat(next)) {
                    tooEarly.add(next);
                }
            }
        }

        void retry() {
            tooEarly.removeIf(again::repeat);
        }
    }

    private RecomputeReport compare(List<CustomerId> customers, Set<InstanceKey> liveRuns, ShopRuntime again) {
        List<String> foldDifferences = new ArrayList<>();
        Set<InstanceKey> recomputedRuns = new HashSet<>();
        long compared = 0;
        for (CustomerId id : customers) {
            List<byte[]> kept =
                    live.customers.read(id.origin(), hot -> encoded(hot)).orElse(List.of());
            List<OriginId> origins =
                    live.customers.read(id.origin(), Hot::originIds).orElse(List.of());
            Engine other = again.engine();
            List<byte[]> repeated = other.customers
                    .read(id.origin(), hot -> {
                        recomputedRuns.addAll(hot.instances.keySet());
                        return encoded(hot);
                    })
                    .orElse(List.of());
            List<OriginId> regrouped =
                    other.customers.read(id.origin(), Hot::originIds).orElse(List.of());
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

    private static List<byte[]> encoded(Hot hot) {
        List<byte[]> states = new ArrayList<>();
        for (int fold = 0; fold < hot.folds.count(); fold++) {
            states.add(hot.folds.encoded(fold));
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

    private static final class Clock implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
