package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.ImportReport;
import io.enishi.core.Mode;
import io.enishi.core.ShopEventOutcome;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in: events one by one and by the list, history, shop events, and the queue of a database. */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int PAGE = 1000;
    /** How long what a worker took is kept from others. Nothing depends on it: commits settle who was first. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Wiring wiring;
    private final Engine engine;
    private final FanOut fanOut;
    private final Runnable putDefinitionsInForce;

    Intake(Wiring wiring, Engine engine, FanOut fanOut, Runnable putDefinitionsInForce) {
        this.wiring = wiring;
        this.engine = engine;
        this.fanOut = fanOut;
        this.putDefinitionsInForce = putDefinitionsInForce;
    }

    /** Events of one instant and one origin are one input, also when others stand between them. */
    public List<AcceptOutcome> accept(List<CustomerEvent> events, Mode mode) {
        long clock = wiring.now().toEpochMilli();
        List<Incoming> inputs = new ArrayList<>();
        List<int[]> places = new ArrayList<>(); // of each input's events in the list
        for (int from = 0; from < events.size(); ) {
            Instant at = events.get(from).occurredAt();
            int to = from + 1;
            while (to < events.size() && events.get(to).occurredAt().equals(at)) {
                to++;
            }
            if (to == from + 1) {
                CustomerEvent event = events.get(from);
                inputs.add(engine.routes.incoming(List.of(event), engine.routes.of(event), mode, clock, clock, null));
                places.add(new int[] {from});
            } else {
                groupInstant(events, from, to, (route, members) -> {
                    List<CustomerEvent> group =
                            Arrays.stream(members).mapToObj(events::get).toList();
                    inputs.add(engine.routes.incoming(group, route, mode, clock, clock, null));
                    places.add(members);
                });
            }
            from = to;
        }
        engine.inputs.acceptAll(inputs);
        AcceptOutcome[] outcomes = new AcceptOutcome[events.size()];
        for (int i = 0; i < inputs.size(); i++) {
            int[] members = places.get(i);
            for (int j = 0; j < members.length; j++) {
                outcomes[members[j]] = inputs.get(i).outcomes()[j];
            }
        }
        return Arrays.asList(outcomes);
    }

    private void groupInstant(List<CustomerEvent> events, int from, int to, BiConsumer<Routes.Route, int[]> group) {
        Map<Routes.Route, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            groups.computeIfAbsent(engine.routes.of(events.get(i)), route -> new ArrayList<>(1))
                    .add(i);
        }
        groups.forEach((route, members) ->
                group.accept(route, members.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Both in the order of time: of one instant, what customers did first. */
    public ImportReport importHistory(Iterable<CustomerEvent> events, Iterable<ShopEvent> shopEvents) {
        List<CustomerEvent> sorted = new ArrayList<>();
        events.forEach(sorted::add);
        sorted.sort(TimelineOrder.EVENTS);
        List<ShopEvent> ofShop = new ArrayList<>();
        shopEvents.forEach(ofShop::add);
        ofShop.sort(Comparator.comparing(ShopEvent::occurredAt));
        Set<InstanceKey> wouldStart = new HashSet<>();
        Set<OriginId> imported = new TreeSet<>();
        Map<String, Long> refused = new TreeMap<>();
        long accepted = 0;
        long duplicates = 0;
        List<Incoming> inputs = new ArrayList<>(sorted.size());
        int told = 0; // of the shop events
        int taken = 0; // of the inputs
        for (CustomerEvent event : sorted) {
            if (told < ofShop.size() && ofShop.get(told).occurredAt().isBefore(event.occurredAt())) {
                engine.inputs.acceptAll(inputs.subList(taken, inputs.size()));
                taken = inputs.size();
                told = importShop(ofShop, told, event.occurredAt(), wouldStart);
            }
            long heard = wiring.now().toEpochMilli();
            inputs.add(engine.routes.incoming(
                    List.of(event),
                    engine.routes.of(event),
                    Mode.BACKFILL,
                    Math.min(event.occurredAt().toEpochMilli(), heard),
                    heard,
                    wouldStart));
            engine.originIds.originOf(event.identifiers()).ifPresent(imported::add);
        }
        engine.inputs.acceptAll(inputs.subList(taken, inputs.size()));
        importShop(ofShop, told, Instant.MAX, wouldStart);
        for (Incoming input : inputs) {
            AcceptOutcome outcome = input.outcomes()[0];
            if (outcome instanceof AcceptOutcome.Refused no) {
                no.reasons().forEach(reason -> refused.merge(reason, 1L, Long::sum));
            } else if (outcome instanceof AcceptOutcome.TooLate) {
                refused.merge("before the horizon", 1L, Long::sum);
            } else if (outcome instanceof AcceptOutcome.Duplicate) {
                duplicates++;
            } else {
                accepted++;
            }
        }
        // What fell due since the last event is history too: else the first runDue would start it by surprise.
        long now = wiring.now().toEpochMilli();
        for (OriginId origin : imported) {
            engine.wake(origin, now, true, wouldStart);
        }
        Map<String, Long> started = new TreeMap<>();
        wouldStart.forEach(key -> started.merge(key.journey(), 1L, Long::sum));
        return new ImportReport(accepted, duplicates, refused, started);
    }

    /** Takes in those from {@code from} on that happened before {@code until}, and brings each to whom it concerns; returns where it stopped. */
    private int importShop(List<ShopEvent> events, int from, Instant until, Set<InstanceKey> wouldStart) {
        int next = from;
        if (next < events.size()) {
            putDefinitionsInForce.run();
        }
        while (next < events.size() && events.get(next).occurredAt().isBefore(until)) {
            ShopEvent event = events.get(next++);
            keep(event, Mode.BACKFILL);
            if (!event.occurredAt().isAfter(wiring.now())) {
                fanOut.run(event.occurredAt(), event.occurredAt(), new HashSet<>(), wouldStart);
            }
        }
        return next;
    }

    /** Keeps shop events until {@link Turns#fanOut} tells them. */
    public List<ShopEventOutcome> acceptShop(List<ShopEvent> events, Mode mode) {
        return events.stream().map(event -> keep(event, mode)).toList();
    }

    private ShopEventOutcome keep(ShopEvent event, Mode mode) {
        ShopEvent known = wiring.store.keep(event, mode == Mode.BACKFILL).orElse(null);
        ShopEventOutcome outcome = known == null
                ? ShopEventOutcome.KEPT
                : known.equals(event) ? ShopEventOutcome.DUPLICATE : ShopEventOutcome.CONFLICT;
        wiring.meters.count(
                "shop-events." + outcome.name().toLowerCase(Locale.ROOT),
                event.body().type(),
                1);
        return outcome;
    }

    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return wiring.store.shopEvent(source, id);
    }

    public int drain() {
        int decided = 0;
        while (true) {
            List<CustomerStore.QueuedEvent> taken = wiring.store.takeQueued(PAGE, LEASE);
            if (taken.isEmpty()) {
                return decided;
            }
            Map<CustomerStore.QueuedEvent, String> settled = decide(taken);
            if (settled.isEmpty()) {
                return decided;
            }
            wiring.store.settleQueued(settled);
            decided += settled.size();
        }
    }

    /** What became of queued events. One that cannot be decided must not stop the others; it comes back when its lease is over. */
    private Map<CustomerStore.QueuedEvent, String> decide(List<CustomerStore.QueuedEvent> queued) {
        Map<CustomerStore.QueuedEvent, String> settled = new LinkedHashMap<>();
        try {
            List<AcceptOutcome> outcomes =
                    accept(queued.stream().map(CustomerStore.QueuedEvent::event).toList(), Mode.LIVE);
            for (int i = 0; i < queued.size(); i++) {
                settled.put(queued.get(i), OutcomeText.write(outcomes.get(i)));
            }
        } catch (RuntimeException thrown) {
            Engine.endTurn(thrown);
            settled.clear();
            if (queued.size() > 1) { // one by one it comes out which
                queued.forEach(one -> settled.putAll(decide(List.of(one))));
            } else {
                LOG.error(
                        "queued event {} cannot be decided",
                        queued.get(0).event().id(),
                        thrown);
                wiring.meters.count("queue.failed", thrown.getClass().getSimpleName(), 1);
            }
        }
        return settled;
    }

    public Optional<AcceptOutcome> outcome(String source, EventId id) {
        return wiring.store.outcome(source, id).map(OutcomeText::read);
    }
}
