package io.enishi.core.internal.runtime;

import io.enishi.core.GoLivePolicy;
import io.enishi.core.GoLiveReport;
import io.enishi.core.MigrationReport;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Migration;
import io.enishi.core.value.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How new definitions meet people who are there already: who is let in, and whose runs move to another version. */
public final class Releases {

    private final Wiring wiring;
    private final Engine engine;
    private final Rolls rolls;

    Releases(Wiring wiring, Engine engine, Rolls rolls) {
        this.wiring = wiring;
        this.engine = engine;
        this.rolls = rolls;
    }

    public GoLiveReport goLive(GoLivePolicy policy) {
        Map<String, Long> matching = new TreeMap<>();
        Map<String, Long> enrolled = new TreeMap<>();
        rolls.forEachCustomer(id -> {
            for (Journey<Object> journey : engine.definitions.journeys) {
                for (Tracked watch : engine.definitions.tracked) {
                    boolean stands = Definitions.isEntry(journey, watch)
                            && engine.readDefined(
                                            id.origin(), hot -> hot.isMember(watch.bit()) && !hasRun(hot, journey))
                                    .orElse(false);
                    if (stands) {
                        matching.merge(journey.name(), 1L, Long::sum);
                        if (enrolled.getOrDefault(journey.name(), 0L) < policy.enrolAtMost()
                                && enrol(id, journey, watch)) {
                            enrolled.merge(journey.name(), 1L, Long::sum);
                        }
                    }
                }
            }
        });
        return new GoLiveReport(matching, enrolled);
    }

    private static boolean hasRun(Hot hot, Journey<Object> journey) {
        return hot.instances.keySet().stream().anyMatch(key -> key.journey().equals(journey.name()));
    }

    private boolean enrol(CustomerId id, Journey<Object> journey, Tracked watch) {
        int[] started = new int[1];
        engine.decide(id.origin(), wiring.now().toEpochMilli(), (hot, draft, now) -> {
            started[0] = 0;
            if (hot.isMember(watch.bit())) {
                int before = hot.instances.size();
                engine.decider.enrolled(hot, journey, watch, now, draft);
                started[0] = hot.instances.size() - before;
            }
        });
        return started[0] > 0;
    }

    public MigrationReport migrate(Migration<?> asked, boolean dry) {
        Migration<Object> migration = erased(asked);
        Journey<Object> to = definition(migration.journey(), migration.toHash());
        definition(migration.journey(), migration.fromHash());
        Map<String, Long> moved = new TreeMap<>();
        Map<String, Long> ended = new TreeMap<>();
        long[] instances = new long[1];
        rolls.forEachCustomer(id -> {
            List<Decision<Object>> decided = new ArrayList<>();
            boolean concerned = engine.customers
                    .read(id.origin(), hot -> isConcerned(hot, migration))
                    .orElse(false);
            if (concerned && dry) {
                engine.customers.read(
                        id.origin(),
                        hot -> decided.addAll(engine.decider
                                .migrations(hot, migration, to, wiring.now().toEpochMilli())
                                .values()));
            } else if (concerned) {
                engine.decide(id.origin(), wiring.now().toEpochMilli(), (hot, draft, now) -> {
                    decided.clear();
                    decided.addAll(engine.decider.migrated(hot, migration, to, now, draft));
                });
            }
            for (Decision<Object> decision : decided) {
                instances[0]++;
                String how = decision.trace().isEmpty()
                        ? ""
                        : decision.trace().get(0).where() + ": "
                                + decision.trace().get(0).text();
                (decision.end() == null ? moved : ended).merge(how, 1L, Long::sum);
            }
        });
        return new MigrationReport(instances[0], moved, ended);
    }

    private static boolean isConcerned(Hot hot, Migration<Object> migration) {
        return hot.instances.values().stream().anyMatch(run -> Decider.isConcerned(run, migration));
    }

    private Journey<Object> definition(String journey, String hash) {
        Journey<Object> known = engine.definitions.pinned(journey, hash);
        if (known == null) {
            throw new IllegalArgumentException("scenario \"" + journey + "\" has no wired definition " + hash
                    + "; add it with journey(...), or with retired(...) when it starts nothing any more");
        }
        return known;
    }

    @SuppressWarnings("unchecked") // states are handed only to migrations of their own journey and definition
    private static Migration<Object> erased(Migration<?> migration) {
        return (Migration<Object>) migration;
    }
}
