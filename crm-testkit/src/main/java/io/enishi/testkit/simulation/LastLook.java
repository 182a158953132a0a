package io.enishi.testkit.simulation;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must hold when everything has come to rest: nothing that was acknowledged is lost, everything was decided once, and what is
 * stored equals what the events, the evidence and the log come to when they are worked out from the beginning.
 */
final class LastLook {

    private static final int EVERYTHING = 100_000;

    private final World world;
    private final SharedStore store;
    private final Laws laws;
    private final Crm crm;
    private final List<StoredCustomer> customers = new ArrayList<>();
    private final List<DecisionRecord> log;

    LastLook(World world) {
        this.world = world;
        this.store = world.store();
        this.laws = world.laws();
        this.crm = world.stranger();
        for (CustomerId id : store.customers(null, EVERYTHING)) {
            customers.add(store.load(id.origin()).orElseThrow());
        }
        this.log = log();
    }

    private List<DecisionRecord> log() {
        return store.decisions(0, EVERYTHING).stream().map(Logged::decision).toList();
    }

    void look() {
        originsAreHeldOnce();
        nothingAcknowledgedIsLost();
        everyEventIsDecidedOnce();
        runsAndCommandsAreThoseOfTheLog();
        messagesArrived();
        foldsAreThoseOfTheEvents();
        peopleAreThoseOfTheEvidence();
        decidingAgainGivesTheSame();
        laws.news().look(customers);
        nothingWasForgotten();
        if (!world.wrong().isEmpty()) {
            world.story().add("     the log of decisions:");
            log.forEach(record -> world.story()
                    .add("       " + record.customer() + " "
                            + record.toText().strip().replace("\n", "\n         ")));
        }
        world.count("decisions", log.size());
        world.count("people", customers.size());
    }

    private void require(boolean holds, String law, String otherwise) {
        if (!holds) {
            world.wrong(law, otherwise);
        }
    }

    private void decidingAgainGivesTheSame() {
        for (String difference : crm.verify().differences()) {
            world.wrong("deciding again gives the same", difference);
        }
        world.count("stories decided again", 1);
    }

    // ---------------------------------------------------------------- origins and events

    private void originsAreHeldOnce() {
        Map<OriginId, CustomerId> held = new TreeMap<>();
        for (StoredCustomer customer : customers) {
            for (StoredOrigin origin : customer.origins()) {
                CustomerId other = held.put(origin.id(), customer.id());
                require(other == null, "an origin has one person", origin.id() + " is held by two");
            }
            require(
                    customer.id().origin().equals(customer.origins().get(0).id()),
                    "the label is the oldest origin's",
                    customer.id().toString());
        }
        require(held.equals(laws.people()), "an origin has one person", held + " but committed was " + laws.people());
    }

    private void nothingAcknowledgedIsLost() {
        Map<String, Integer> kept = new HashMap<>();
        for (StoredCustomer customer : customers) {
            for (StoredOrigin origin : customer.origins()) {
                for (CustomerEvent event : origin.events()) {
                    kept.merge(Laws.nameOf(event), 1, Integer::sum);
                    require(
                            laws.events()
                                    .getOrDefault(Laws.nameOf(event), Set.of())
                                    .contains(origin.id()),
                            "no event appears from nowhere",
                            Laws.nameOf(event));
                }
            }
        }
        laws.events()
                .forEach((name, origins) -> require(
                        kept.getOrDefault(name, 0) == origins.size(),
                        "no event is lost",
                        name + " was committed under " + origins + " and is there " + kept.getOrDefault(name, 0)
                                + " times"));
        if (!world.weather().erasures()) {
            world.errands()
                    .acknowledged()
                    .forEach(name -> require(kept.containsKey(name), "no event is lost", name + " was acknowledged"));
        }
        world.errands()
                .rolledBack()
                .forEach(name ->
                        require(!kept.containsKey(name), "what is rolled back never happened", name + " is there"));
        store.queued().forEach((event, outcome) -> {
            require(!outcome.isEmpty(), "the queue is worked off", Laws.nameOf(event) + " waits");
            boolean refused = outcome.startsWith("refused") && world.weather().erasures();
            require(
                    refused || world.weather().erasures() || kept.containsKey(Laws.nameOf(event)),
                    "no event is lost",
                    Laws.nameOf(event) + " was queued and settled as " + outcome);
        });
        world.count("events", kept.size());
    }

    private void everyEventIsDecidedOnce() {
        Map<String, Integer> decided = new HashMap<>();
        for (DecisionRecord record : log) {
            if (record.about() instanceof About.Events about && !about.replaced()) {
                about.events().forEach(event -> decided.merge(Laws.nameOf(event), 1, Integer::sum));
            } else if (record.about() instanceof About.Events about) {
                require(
                        world.weather().copies() || world.weather().erasures(),
                        "nothing is replaced by what is equal",
                        about.events().toString());
            }
        }
        laws.events().forEach((name, origins) -> {
            int times = decided.getOrDefault(name, 0);
            require(
                    times == origins.size() || (world.weather().copies() && times <= origins.size()),
                    "every event is decided once",
                    name + " was decided " + times + " times");
        });
    }

    // ---------------------------------------------------------------- runs and commands

    private void runsAndCommandsAreThoseOfTheLog() {
        Map<InstanceKey, Boolean> running = new HashMap<>();
        for (DecisionRecord record : log) {
            for (JourneyDecision decision : record.journeys()) {
                InstanceKey run = decision.instance();
                if (run == null || !laws.people().containsKey(run.origin())) {
                    continue;
                }
                if (decision.started()) {
                    require(running.put(run, true) == null, "a run starts once", run.toString());
                }
                if (decision.end() != null) {
                    require(
                            Boolean.TRUE.equals(running.put(run, false)),
                            "a run ends once",
                            run + " ends and does not run");
                }
                for (CommandKey key : decision.commands()) {
                    require(store.command(key).isPresent(), "no command is lost", key + " was decided");
                }
            }
        }
        Map<InstanceKey, Boolean> kept = new HashMap<>();
        for (StoredCustomer customer : customers) {
            for (StoredInstance instance : customer.instances()) {
                kept.put(instance.key(), instance.endedAt() == null);
            }
        }
        if (!world.weather().erasures()) { // an erasure takes what was decided out of the log
            require(kept.equals(running), "runs are those of the log", difference(kept, running));
        }
        world.count("runs", kept.size());
    }

    private static String difference(Map<?, ?> kept, Map<?, ?> expected) {
        Set<Object> differing = new HashSet<>(kept.keySet());
        differing.addAll(expected.keySet());
        return differing.stream()
                .filter(key -> !Objects.equals(kept.get(key), expected.get(key)))
                .map(key -> key + " is " + kept.get(key) + " and was " + expected.get(key))
                .collect(Collectors.joining("; "));
    }

    private void messagesArrived() {
        laws.commands().forEach((key, row) -> {
            require(row.equals(store.command(key).orElse(null)), "no command is lost", key + " is not as committed");
            require(!row.isOpen(), "everything comes to rest", key + " is open");
            if (row.status() == Status.DONE && row.message() != null) {
                require(world.server().taken().containsKey(key), "what is done was done", key.toString());
                world.count("messages", 1);
            }
        });
    }

    // ---------------------------------------------------------------- folds

    private void foldsAreThoseOfTheEvents() {
        Set<CustomerId> warm = new HashSet<>(crm.segment("warm", EVERYTHING));
        for (StoredCustomer customer : customers) {
            List<CustomerEvent> timeline = new ArrayList<>();
            customer.origins().forEach(origin -> timeline.addAll(origin.events()));
            Set<String> names = timeline.stream().map(Laws::nameOf).collect(Collectors.toSet());
            if (names.size() < timeline.size()) {
                continue; // copies under two origins: which of them is shown is not this check's affair
            }
            timeline.sort(Comparator.comparing(CustomerEvent::occurredAt)
                    .thenComparing(CustomerEvent::source)
                    .thenComparing(CustomerEvent::id));
            Interest fold = new Interest();
            Interest.State state = fold.initial();
            for (CustomerEvent event : timeline) {
                if (!event.occurredAt().isAfter(customer.lastDecided())
                        && fold.eventTypes().contains(event.type())) {
                    state = fold.apply(state, event);
                }
            }
            Map<String, Trajectory> expected = fold.metrics(state);
            long now = world.now().toEpochMilli();
            for (String metric : fold.publishes()) {
                Trajectory kept = crm.metric(customer.id(), metric).orElse(null);
                Trajectory fresh = Objects.requireNonNull(expected.get(metric));
                for (long at = now; at < now + 3 * 3_600_000; at += 3_600_000) {
                    require(
                            kept != null && kept.valueAt(at) == fresh.valueAt(at),
                            "folds are those of the events",
                            metric + " of " + customer.id());
                }
            }
            require(
                    warm.contains(customer.id())
                            == Objects.requireNonNull(expected.get(Interest.METRIC))
                                    .isAtLeast(Interest.WARM, now),
                    "memberships are those of the events",
                    customer.id() + " in " + warm);
        }
    }

    // ---------------------------------------------------------------- people

    private void peopleAreThoseOfTheEvidence() {
        List<OriginEvidence> all = new ArrayList<>();
        Map<MatchKey, Integer> fanOut = new HashMap<>();
        Set<Set<OriginId>> people = new HashSet<>();
        for (StoredCustomer customer : customers) {
            people.add(customer.origins().stream().map(StoredOrigin::id).collect(Collectors.toSet()));
            for (StoredOrigin origin : customer.origins()) {
                Map<MatchKey, Sighting> byKey = new TreeMap<>();
                Instant first = Instant.MAX;
                for (SeenIdentifier seen : origin.identifiers()) {
                    first = seen.firstSeen().isBefore(first) ? seen.firstSeen() : first;
                    MatchKey key = Objects.requireNonNull(seen.key());
                    byKey.putIfAbsent(key, new Sighting(key, seen.source(), false, seen.firstSeen()));
                }
                byKey.keySet().forEach(key -> fanOut.merge(key, 1, Integer::sum));
                all.add(new OriginEvidence(origin.id(), first, List.copyOf(byKey.values()), Map.of()));
            }
        }
        all.sort(Comparator.comparing(OriginEvidence::origin));
        Set<OriginId> known = new TreeSet<>(laws.people().keySet());
        Set<Set<OriginId>> batch = SimulatedShop.resolver(world.weather())
                .resolve(
                        all,
                        laws.judgements().stream()
                                .filter(one -> known.contains(one.a()) && known.contains(one.b()))
                                .toList(),
                        fanOut)
                .people()
                .stream()
                .map(HashSet::new)
                .collect(Collectors.toSet());
        require(people.equals(batch), "people are those of the evidence", people + " but all at once " + batch);
        world.count(
                "merged people", people.stream().filter(one -> one.size() > 1).count());
    }

    // ---------------------------------------------------------------- wake-ups

    /** Everybody is woken though nothing is due: had a wake-up been lost or late, something would be decided now. */
    private void nothingWasForgotten() {
        store.wakeEverybody();
        crm.runDue();
        List<DecisionRecord> after = log();
        require(
                after.size() == log.size(),
                "no wake-up is lost",
                after.size() == log.size()
                        ? ""
                        : "forgotten: " + after.get(log.size()).about());
    }
}
