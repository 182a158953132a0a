package io.enishi.core.internal.runtime;

import io.enishi.core.Alteration;
import io.enishi.core.VerifyReport;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private final Engine again;
    private final Map<OriginId, Hot> byOrigin = new HashMap<>();
    private final Map<MatchKey, Set<ConsentStatement>> ledger = new HashMap<>();
    private final Set<String> suppressed = new HashSet<>();
    private final Map<OriginId, Boolean> erased = new HashMap<>();
    /** Origins that were one person with somebody who was erased since, or whose log was cut. */
    private final Set<OriginId> incomplete = new HashSet<>();

    /** Origins whose latest decision was taken under definitions that are not in force any more. */
    private final Set<OriginId> ofOtherDefinitions = new HashSet<>();

    /** Commands that the host answered for: one that was given up may be put back. */
    private final Map<CommandKey, Command> answered = new HashMap<>();

    private final List<String> differences = new ArrayList<>();
    /** What was found in a log that is not this store's; null where the store's own log is verified. */
    private final @Nullable List<Alteration> alterations;

    private long position;
    private long decisions;
    private long unverifiable;
    /** Which origin is older, as the store numbered them: commits of two JVMs at once may stand in the log the other way round. */
    private final Map<OriginId, Long> minted = new HashMap<>();

    Verification(Engine live) {
        this(live, null);
    }

    private Verification(Engine live, @Nullable List<Alteration> alterations) {
        this.alterations = alterations;
        this.live = live;
        this.again = live.with(live.environment.with(this::ledger, suppressed::contains));
    }

    private CustomerStore.Ledger ledger(MatchKey address) {
        return new CustomerStore.Ledger(0, List.copyOf(ledger.getOrDefault(address, Set.of())));
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
        return new VerifyReport(decisions, unverifiable, differences);
    }

    /** The first decision of each customer that definitions of {@code engine} decide otherwise than {@code log} says. */
    static List<Alteration> alterations(Engine engine, Iterable<DecisionRecord> log) {
        List<Alteration> found = new ArrayList<>();
        Verification again = new Verification(engine, found);
        long end = Long.MIN_VALUE;
        for (DecisionRecord record : log) {
            again.position++;
            long now = record.now().toEpochMilli();
            end = Math.max(end, now);
            Hot hot = again.byOrigin.get(record.customer().origin());
            if (hot != null && comesAfterWakes(record.about())) {
                again.missed(hot, now, again.position);
            }
            again.verify(record);
        }
        for (Hot hot : new LinkedHashSet<>(again.byOrigin.values())) {
            again.missed(hot, end, again.position + 1);
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
        if (!Collections.disjoint(hot.originIds(), incomplete)
                || Math.max(hot.nextWake(again.decider.nextEntry(hot)), hot.lastDecided) >= now) {
            return;
        }
        Draft draft = new Draft();
        String failed = "";
        try {
            again.due.runWakes(hot, now - 1, false, draft);
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
        incomplete.addAll(hot.originIds()); // what follows follows from it
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
            hot = decideAgain(record, draft);
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
                (asked ? incomplete : ofOtherDefinitions).addAll(hot.originIds());
            } else if (asked) {
                incomplete.add(record.customer().origin());
            }
            return;
        }
        if (isIncomplete(record)) {
            if (hot != null) {
                incomplete.addAll(hot.originIds());
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
            incomplete.addAll(alterations == null ? Set.of() : hot.originIds()); // what follows follows from it
        }
    }

    /**
     * Whether it was decided under definitions that are not in force any more. Then it cannot be decided again; but what came in is
     * taken over, and where no journey had anything to say, all that follows can be verified.
     */
    private boolean isOfOtherDefinitions(DecisionRecord record) {
        return alterations == null && record.definitions() != 0 && record.definitions() != again.definitions.digest;
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
        return repeated.digest() == record.digest() ? null : "memberships, runs or commands differ";
    }

    /** Whether its customer once held an origin that was erased since, or has a log that was cut: then part of what was decided on is gone. */
    private boolean isIncomplete(DecisionRecord record) {
        return incomplete.contains(record.customer().origin())
                || (record.about() instanceof About.Events events
                        && !Collections.disjoint(events.origins(), incomplete))
                || (record.about() instanceof About.Regrouped regrouped
                        && (!Collections.disjoint(regrouped.after(), incomplete)
                                || regrouped.before().stream()
                                        .anyMatch(group -> !Collections.disjoint(group, incomplete))));
    }

    /** Who was in is in, as the log says, until the next snapshot is taken. */
    private void snapshotKept(Hot hot, DecisionRecord record) {
        hot.lastDecided = record.now().toEpochMilli();
        for (DecisionRecord.SegmentChange change : record.segments()) {
            Integer bit = again.definitions.bitOfSegment.get(change.segment());
            if (bit != null && again.definitions.tracked.get(bit).snapshot()) {
                hot.setMember(bit, change.entered());
            }
        }
    }

    private long minted(OriginId origin) {
        Long known = minted.get(origin);
        if (known == null && alterations != null) {
            known = minted.size() + 1L;
            minted.put(origin, known);
        }
        if (known == null) {
            live.store
                    .load(origin)
                    .ifPresent(customer -> customer.origins().forEach(one -> minted.put(one.id(), one.minted())));
            known = minted.computeIfAbsent(origin, erased -> 0L); // nothing is compared from an erasure on
        }
        return known;
    }

    private boolean isErased(OriginId origin) {
        return alterations == null
                && erased.computeIfAbsent(
                        origin, id -> live.store.customerOf(id).isEmpty());
    }

    private void differ(DecisionRecord record, @Nullable DecisionRecord repeated, String what) {
        if (alterations != null) {
            alterations.add(new Alteration(position, record, repeated, what));
            incomplete.add(record.customer().origin());
        } else if (differences.size() < MAX_DIFFERENCES) {
            differences.add(record.about().kind() + " at " + record.now() + " of " + record.customer() + ": " + what);
        }
    }

    private @Nullable Hot decideAgain(DecisionRecord record, Draft draft) {
        long now = record.now().toEpochMilli();
        About about = record.about();
        if (about instanceof About.Events events) {
            if (events.events().isEmpty()) { // erased, or the beginning of a log that was cut
                incomplete.add(record.customer().origin());
                unverifiable++;
                return null;
            }
            return events(events, now, draft);
        }
        if (about instanceof About.Waiting waiting) {
            if (waiting.events().isEmpty()) {
                unverifiable++;
                return null;
            }
            Hot hot = take(waiting.events(), waiting.origins(), false, draft);
            if (waiting.events().stream().anyMatch(event -> !hot.shows(event))) {
                replace(hot, waiting);
            }
            again.decider.waiting(hot, waiting.origins().get(0), waiting.events(), now, draft);
            return hot;
        }
        if (about instanceof About.Regrouped regrouped) {
            return regrouped(record, regrouped, now, draft);
        }
        if (about instanceof About.FactsChanged facts && !facts.statements().isEmpty()) {
            facts.statements()
                    .forEach(statement -> ledger.computeIfAbsent(statement.address(), address -> new LinkedHashSet<>())
                            .add(statement));
            return null; // the ledger moved; whom it concerns is told by decisions of their own
        }
        if (about instanceof About.Suppressed addresses) {
            suppressed.addAll(addresses.tombstones());
            return null;
        }
        Hot hot = byOrigin.get(record.customer().origin());
        if (hot == null) {
            unverifiable++;
            return null;
        }
        if (about instanceof About.Migrated) { // how is not in the log
            incomplete.addAll(hot.originIds());
            unverifiable++;
            return null;
        }
        if (about instanceof About.TimePassed passed) {
            again.decider.timePassed(hot, passed.backfill(), now, draft);
        } else if (about instanceof About.SnapshotTaken && isOfOtherDefinitions(record)) {
            snapshotKept(hot, record);
        } else if (about instanceof About.SnapshotTaken snapshot) {
            again.decider.snapshotTaken(hot, again.definitions.segment(snapshot.segment()), now, draft);
        } else if (about instanceof About.EntryDue due) {
            again.decider.entryDue(hot, due.backfill(), now, draft);
        } else if (about instanceof About.Enrolled enrolled) {
            Journey<Object> journey = again.definitions.journey(enrolled.journey());
            Tracked entry = again.definitions.entry(journey, enrolled.watch());
            if (entry == null) {
                throw new IllegalStateException("scenario " + enrolled.journey() + " has no such entry");
            }
            again.decider.enrolled(hot, journey, entry, now, draft);
        } else if (about instanceof About.TimerDue due) {
            Instance run = hot.instances.get(due.instance());
            if (run == null) {
                throw new IllegalStateException("the run is not there");
            }
            again.decider.timerDue(hot, run, due.timer(), now, draft);
        } else if (about instanceof About.Claimed claimed) {
            claimed(hot, claimed, now, draft);
        } else if (about instanceof About.Settled settled) {
            StoredCommand row = hot.openCommands.get(settled.command());
            if (row == null) {
                throw new IllegalStateException("the command is not there");
            }
            answered.put(row.key(), row.command());
            Instance run = hot.instances.get(Precedence.runOf(settled.command()));
            if (!(settled.outcome() instanceof Outcome.RetryAfter) && !(settled.outcome() instanceof Outcome.Unknown)) {
                hot.openCommands.remove(settled.command());
            }
            again.decider.settled(hot, run, row.command(), settled.outcome(), settled.mayHaveLeft(), now, draft);
        } else if (about instanceof About.PutBack back) {
            StoredCommand open = hot.openCommands.get(back.command());
            Command dead = open == null ? answered.get(back.command()) : open.command();
            if (dead == null) {
                throw new IllegalStateException("the command is not there");
            }
            again.decider.putBack(hot, dead, now, draft);
        } else if (about instanceof About.FactsChanged facts) {
            facts.restrictions().forEach((origin, restricted) -> {
                Hot.Part part = hot.part(origin);
                if (part != null) {
                    part.restricted = restricted;
                }
            });
            again.decider.factsChanged(hot, facts, now, draft);
        } else if (about instanceof About.Asked asked) {
            asked(hot, asked.input(), now, draft);
        }
        return hot;
    }

    private Hot events(About.Events events, long now, Draft draft) {
        Hot hot = take(events.events(), events.origins(), events.replaced(), draft);
        hot.futures.removeAll(events.events());
        again.decider.events(
                hot,
                events.origins().get(0),
                events.events(),
                events.replaced(),
                events.backfill(),
                now,
                events.depth(),
                draft);
        return hot;
    }

    /** Puts events on the timeline, unless they wait there for their time already. */
    private Hot take(List<CustomerEvent> events, List<OriginId> origins, boolean replaced, Draft draft) {
        Hot hot = byOrigin.get(origins.get(0));
        for (int i = 0; i < events.size(); i++) {
            OriginId origin = origins.get(i);
            CustomerEvent event = events.get(i);
            if (hot == null) {
                hot = new Hot(again.definitions, again.vocabulary, again.shopZone, new CustomerId(origin));
            }
            Hot.Part part = hot.part(origin);
            if (part == null) {
                part = new Hot.Part(origin, minted(origin), OriginTimeline.empty(again.vocabulary));
                hot.parts.add(part);
                hot.partsChanged();
                byOrigin.put(origin, hot);
            }
            boolean own = again.originIds
                    .originOf(event.identifiers())
                    .filter(origin::equals)
                    .isPresent();
            if (own && !event.source().equals(Decider.SOURCE)) { // a reaction may come with somebody else's identifiers
                Admission.remember(part, again.routes.sightings(List.of(event)), draft);
            }
            if (hot.originOf(event) == null || replaced) {
                hot.add(part, part.known.plus(event), event);
                if (!replaced) {
                    hot.columns.append(event);
                }
            }
        }
        if (hot == null) {
            throw new IllegalStateException("a decision about no event");
        }
        return hot;
    }

    /** One of the events of the future waits there already with another content. */
    private static void replace(Hot hot, About.Waiting waiting) {
        for (int i = 0; i < waiting.events().size(); i++) {
            CustomerEvent event = waiting.events().get(i);
            Hot.Part part = hot.part(waiting.origins().get(i));
            if (part != null) {
                hot.add(part, part.known.plus(event), event);
            }
        }
        hot.rebuild();
    }

    private @Nullable Hot regrouped(DecisionRecord record, About.Regrouped regrouped, long now, Draft draft) {
        Set<OriginId> left = new TreeSet<>(regrouped.after());
        left.removeIf(this::isErased);
        if (left.isEmpty()) {
            unverifiable++;
            return null;
        }
        boolean whole = left.size() == regrouped.after().size()
                && regrouped.before().stream().noneMatch(group -> group.stream().anyMatch(this::isErased));
        if (!whole || isIncomplete(record)) {
            incomplete.addAll(left);
        }
        Set<Hot> contributors = new LinkedHashSet<>();
        OriginId fresh = null;
        for (OriginId origin : left) {
            Hot hot = byOrigin.get(origin);
            if (hot == null) {
                fresh = origin;
            } else {
                contributors.add(hot);
            }
        }
        Hot made = Assembly.of(again, left, contributors, fresh);
        made.parts.forEach(part -> byOrigin.put(part.id, made));
        again.decider.regrouped(
                made, regrouped.before(), regrouped.after(), regrouped.reason(), regrouped.backfill(), now, draft);
        made.parts.forEach(part -> part.minted = minted(part.id)); // a fresh one was numbered with this commit
        return made;
    }

    private void claimed(Hot hot, About.Claimed claimed, long now, Draft draft) {
        StoredCommand row = hot.openCommands.get(claimed.command());
        Instance run = hot.instances.get(Precedence.runOf(claimed.command()));
        if (row == null || run == null) {
            throw new IllegalStateException("the command is not there");
        }
        again.decider.claimed(hot, run, row.command(), claimed.clearance(), now, draft);
        if (draft.dispatch instanceof Decision.Dispatch.Go) {
            Instant at = Instant.ofEpochMilli(now);
            hot.openCommands.put(row.key(), row.dispatched(null, "", at, at));
        } else if (!(draft.dispatch instanceof Decision.Dispatch.Hold)) {
            hot.openCommands.remove(row.key());
        }
    }

    private void asked(Hot hot, Input input, long now, Draft draft) {
        if (input instanceof Input.Requested request) {
            again.decider.requested(hot, request, now, draft);
        } else if (input instanceof Input.Approved approval) {
            Instance run = hot.instances.get(Precedence.runOf(approval.request()));
            if (run == null) {
                throw new IllegalStateException("the run is not there");
            }
            again.decider.approved(hot, run, approval, now, draft);
        } else {
            throw new IllegalStateException("the log asks about " + input.name());
        }
    }

    /** The folds of the last states, byte for byte, and memberships. */
    private void compareStates() {
        Set<Hot> all = new LinkedHashSet<>(byOrigin.values());
        for (Hot hot : all) {
            if (!Collections.disjoint(hot.originIds(), incomplete)
                    || !Collections.disjoint(hot.originIds(), ofOtherDefinitions)) {
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
