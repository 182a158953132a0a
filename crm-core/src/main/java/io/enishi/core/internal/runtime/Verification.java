package io.enishi.core.internal.runtime;

import io.enishi.core.Alteration;
import io.enishi.core.VerifyReport;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Decision;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides the whole decision log again, in commit order, with the recorded times and the recorded answers of the world, by the same
 * {@link Decider}, and compares. A difference is a defect: a decision that is not a pure function of what is recorded, or a changed
 * definition.
 */
final class Verification {

    private static final int MAX_DIFFERENCES = 100;
    private static final int PAGE = 10_000;

    private final Engine live;
    private final Replayed people;

    /** Origins whose latest decision was taken under definitions that are not in force any more. */
    private final Set<OriginId> ofOtherDefinitions = new HashSet<>();

    private final List<String> differences = new ArrayList<>();
    /** What was found in a log that is not this store's; null where the store's own log is verified. */
    private final @Nullable List<Alteration> alterations;

    private long position;
    private long decisions;
    private long unverifiable;

    Verification(Engine live) {
        this(live, null);
    }

    private Verification(Engine live, @Nullable List<Alteration> alterations) {
        this.alterations = alterations;
        this.live = live;
        this.people = new Replayed(live, alterations == null);
    }

    VerifyReport run() {
        long after = 0;
        while (true) {
            List<CustomerStore.Logged> page = live.store.decisions(after, PAGE);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(logged -> verify(logged.decision()));
            after = page.get(page.size() - 1).position();
        }
        compareStates();
        return new VerifyReport(decisions, unverifiable + people.undecidable(), differences);
    }

    /** The first decision of each customer that definitions of {@code engine} decide otherwise than {@code log} says. */
    static List<Alteration> alterations(Engine engine, Iterable<DecisionRecord> log) {
        List<Alteration> found = new ArrayList<>();
        Verification repeated = new Verification(engine, found);
        long end = Long.MIN_VALUE;
        for (DecisionRecord record : log) {
            repeated.position++;
            long now = record.now().toEpochMilli();
            end = Math.max(end, now);
            Hot hot = repeated.people.of(record.customer());
            if (hot != null && comesAfterWakes(record.about())) {
                repeated.missed(hot, now, repeated.position);
            }
            repeated.verify(record);
        }
        for (Hot hot : repeated.people.all()) {
            repeated.missed(hot, end, repeated.position + 1);
        }
        return List.copyOf(found);
    }

    /** Whether everything that is due before such an input is decided before it; answers of the host are taken as they come. */
    private static boolean comesAfterWakes(About about) {
        return !(about instanceof About.Settled
                || about instanceof About.Waiting
                || about instanceof About.Regrouped
                || about instanceof About.PutBack);
    }

    /**
     * A log knows only the wake-ups of its own definitions. Where others want one earlier, and something follows from it, it is an
     * alteration too.
     */
    private void missed(Hot hot, long now, long before) {
        if (people.isIncomplete(hot)
                || Math.max(hot.nextWake(people.engine.decider.nextEntry(hot)), hot.lastDecided) >= now) {
            return;
        }
        Draft draft = new Draft();
        String failed = "";
        try {
            people.engine.due.runWakes(hot, now - 1, false, draft);
        } catch (RuntimeException thrown) {
            failed = "deciding failed: " + thrown;
        }
        for (DecisionRecord decided : draft.records) {
            if (!decided.segments().isEmpty() || !decided.journeys().isEmpty()) {
                note(hot, new Alteration(before, null, decided, "the log knows of no decision at " + decided.now()));
                return;
            }
        }
        if (!failed.isEmpty()) {
            note(hot, new Alteration(before, null, null, failed));
        }
    }

    private void note(Hot hot, Alteration alteration) {
        people.giveUp(hot.originIds()); // what follows follows from it
        if (alterations != null) {
            alterations.add(alteration);
        }
    }

    /** What journeys decided, without the words in which they say why. */
    private static List<JourneyDecision> wordless(List<JourneyDecision> decisions) {
        return decisions.stream()
                .map(one -> new JourneyDecision(
                        one.journey(),
                        one.instance(),
                        one.started(),
                        one.end(),
                        one.commands(),
                        one.trace().stream()
                                .map(line -> new Decision.TraceLine(line.code(), line.where(), ""))
                                .toList()))
                .toList();
    }

    private void verify(DecisionRecord record) {
        Draft draft = new Draft();
        Hot hot = null;
        RuntimeException failed = null;
        try {
            hot = people.decide(record, isOfOtherDefinitions(record), draft);
        } catch (RuntimeException thrown) {
            failed = thrown;
        }
        if (isOfOtherDefinitions(record)) {
            unverifiable++;
            List<DecisionRecord> repeated = draft.records;
            boolean asked = !record.journeys().isEmpty()
                    || failed != null
                    || (!repeated.isEmpty() && !repeated.get(0).journeys().isEmpty());
            if (hot != null) {
                if (asked) {
                    people.giveUp(hot.originIds());
                } else {
                    ofOtherDefinitions.addAll(hot.originIds());
                }
            } else if (asked) {
                people.giveUp(Set.of(record.customer().origin()));
            }
            return;
        }
        if (people.isIncomplete(record)) {
            if (hot != null) {
                people.giveUp(hot.originIds());
            }
            unverifiable += hot != null || failed != null ? 1 : 0;
            return;
        }
        if (failed != null) {
            differ(record, null, "deciding again failed: " + failed);
            return;
        }
        if (hot == null) {
            return;
        }
        if (record.about() instanceof About.FactsChanged facts
                && facts.cause() == Cause.DEFINITION
                && ofOtherDefinitions.removeAll(hot.originIds())) {
            unverifiable++; // who came and went by the change: the log alone knows what was before
            return;
        }
        decisions++;
        DecisionRecord repeated = draft.records.get(0);
        String difference = difference(record, repeated);
        if (difference != null) {
            differ(record, repeated, difference);
            people.giveUp(alterations == null ? Set.of() : hot.originIds()); // what follows follows from it
        }
    }

    /**
     * Whether it was decided under definitions that are not in force any more. Then it cannot be decided again; but what came in is
     * taken over, and where no journey had anything to say, all that follows can be verified.
     */
    private boolean isOfOtherDefinitions(DecisionRecord record) {
        return alterations == null
                && record.definitions() != 0
                && record.definitions() != people.engine.definitions.digest;
    }

    private @Nullable String difference(DecisionRecord record, DecisionRecord repeated) {
        if (!repeated.segments().equals(record.segments())) {
            return "segments " + record.segments() + " became " + repeated.segments();
        }
        boolean same = alterations == null
                ? repeated.journeys().equals(record.journeys())
                : wordless(repeated.journeys()).equals(wordless(record.journeys()));
        if (!same) {
            return "scenarios decided " + record.journeys() + ", then " + repeated.journeys();
        }
        return repeated.digest() == record.digest() ? null : "memberships, runs or what is asked of the host differ";
    }

    private void differ(DecisionRecord record, @Nullable DecisionRecord repeated, String what) {
        if (alterations != null) {
            alterations.add(new Alteration(position, record, repeated, what));
            people.giveUp(Set.of(record.customer().origin()));
        } else if (differences.size() < MAX_DIFFERENCES) {
            differences.add(record.about().kind() + " at " + record.now() + " of " + record.customer() + ": " + what);
        }
    }

    /** The folds of the last states, byte for byte, and memberships. */
    private void compareStates() {
        for (Hot hot : people.all()) {
            if (people.isIncomplete(hot) || !Collections.disjoint(hot.originIds(), ofOtherDefinitions)) {
                continue;
            }
            OriginId origin = hot.parts.get(0).id;
            live.cache.invalidate(live.customers.labelOf(origin)); // memory may be behind another JVM's commits
            live.customers.read(origin, now -> {
                if (!Arrays.equals(now.bits, hot.bits)) {
                    note(hot, "memberships at the end differ");
                }
                for (int fold = 0; fold < now.folds.count(); fold++) {
                    byte[] kept = now.folds.encoded(fold);
                    byte[] repeated = hot.folds.encoded(fold);
                    if (!Arrays.equals(kept, repeated)) {
                        note(hot, "fold " + live.definitions.folds.get(fold).name() + " differs");
                    }
                }
                return Boolean.TRUE;
            });
        }
    }

    private void note(Hot hot, String what) {
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(hot.id + ": " + what);
        }
    }
}
