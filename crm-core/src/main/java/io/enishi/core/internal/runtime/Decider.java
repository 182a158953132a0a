package io.enishi.core.internal.runtime;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Migration;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.OriginId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides one input of one customer, in strata on one frozen view: events, then folds, then segments once, then journeys. The same
 * code runs live, in a verification and in a simulation.
 *
 * <p>It changes the working memory in place and writes what has to be committed into a {@link Draft}; it reads no clock and calls
 * no one outside.
 */
final class Decider {

    /** The source of events that decisions emit. */
    static final String SOURCE = "enishi";

    private final Definitions definitions;
    private final Environment environment;
    private final SegmentStratum segments;
    private final JourneyStratum journeys;
    private final EffectDigests effects = new EffectDigests();
    private final boolean digesting;

    /** @param digesting whether somebody may want to verify what is decided */
    Decider(Definitions definitions, Environment environment, boolean digesting) {
        this.definitions = definitions;
        this.environment = environment;
        this.digesting = digesting;
        this.segments = new SegmentStratum(definitions);
        this.journeys = new JourneyStratum(definitions);
    }

    /**
     * Events of one instant become visible.
     *
     * @param origin under which they arrived, where the timeline does not tell
     * @param events in timeline order, all with the same time, already among {@code hot.pending} or stored
     * @param replaced whether a stored row was replaced, so that everything derived has to be computed again
     * @param backfill whether journeys are only asked what they would have started
     * @param depth how far from an outside input
     */
    Draft events(
            Hot hot,
            OriginId origin,
            List<CustomerEvent> events,
            boolean replaced,
            boolean backfill,
            long now,
            int depth,
            Draft draft) {
        long lateness = Math.max(0, now - events.get(0).occurredAt().toEpochMilli());
        hot.lastDecided = now;
        boolean facts = true;
        boolean moved = false;
        draft.allInterests |= replaced; // what is gone ended what nobody knows any more
        draft.seen.addAll(events);
        if (replaced) {
            hot.rebuild();
        } else {
            facts = hot.see(events);
            moved = facts && hot.followZone();
            facts |= !draft.identifiers.isEmpty(); // a new address can make somebody reachable
        }
        // Of two copies of an event under two origins of one person the timeline shows one: the other did not happen.
        List<CustomerEvent> shown =
                replaced ? events.stream().filter(hot::shows).toList() : events;
        View view = new View(environment, hot, now, shown);
        Cause cause = backfill || replaced ? Cause.REPAIR : Cause.EVENT;
        BitSet affected = new BitSet();
        if (replaced || moved || !hot.membershipKnown) {
            affected.set(0, definitions.tracked.size());
        } else {
            for (CustomerEvent event : events) {
                affected.or(definitions.index(event.type()).tracked);
            }
            if (facts) {
                affected.or(definitions.readersOfFacts());
            }
        }
        List<SegmentChange> changes = segments.changes(hot, view, affected, now, cause, draft);
        Input.@Nullable Happened happened =
                shown.isEmpty() ? null : new Input.Happened(shown, Duration.ofMillis(lateness));
        if (backfill) {
            journeys.wouldStart(hot, view, happened, changes, Cause.EVENT, draft);
        } else {
            journeys.all(hot, view, happened, changes, shown, now, depth, draft);
        }
        List<OriginId> origins = originsOf(hot, origin, events);
        return record(hot, new About.Events(events, origins, replaced, backfill, depth), now, draft);
    }

    private static List<OriginId> originsOf(Hot hot, OriginId arrived, List<CustomerEvent> events) {
        if (events.size() == 1) {
            return List.of(originOf(hot, arrived, events.get(0)));
        }
        return events.stream().map(event -> originOf(hot, arrived, event)).toList();
    }

    private static OriginId originOf(Hot hot, OriginId arrived, CustomerEvent event) {
        OriginId stored = hot.originOf(event);
        return stored == null ? arrived : stored; // a copy that lost against one under another origin
    }

    /** Events of the future were taken in: nobody sees them yet, but they may be what changes an answer next. */
    Draft waiting(Hot hot, OriginId origin, List<CustomerEvent> events, long now, Draft draft) {
        hot.lastDecided = now;
        hot.futures.addAll(events);
        View view = new View(environment, hot, now, List.of());
        BitSet affected = new BitSet();
        if (hot.membershipKnown) {
            events.forEach(event -> affected.or(definitions.index(event.type()).tracked));
        } else {
            affected.set(0, definitions.tracked.size());
        }
        segments.changes(hot, view, affected, now, Cause.EVENT, draft);
        List<OriginId> origins = originsOf(hot, origin, events);
        return record(hot, new About.Waiting(events, origins), now, draft);
    }

    /**
     * Time passed: conditions whose next change is here are asked again.
     *
     * @param always whether it is recorded even where nothing came of it, as somebody recorded it before; else that is no decision, since
     *     how often it happens hangs on when working memory was read
     */
    Draft timePassed(Hot hot, boolean backfill, boolean always, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        BitSet affected = new BitSet();
        for (int bit = 0; bit < hot.changeAt.length; bit++) {
            if (hot.changeAt[bit] <= now) {
                affected.set(bit);
            }
        }
        Cause cause = backfill ? Cause.REPAIR : Cause.TIME;
        List<SegmentChange> changes = segments.changes(hot, view, affected, now, cause, draft);
        if (backfill) {
            journeys.wouldStart(hot, view, null, changes, Cause.TIME, draft);
        } else {
            journeys.all(hot, view, null, changes, List.of(), now, 0, draft);
        }
        return always || !draft.isUndecided() ? record(hot, new About.TimePassed(backfill), now, draft) : draft;
    }

    /** A time-driven entry of some journey is due. */
    Draft entryDue(Hot hot, boolean backfill, long now, Draft draft) {
        hot.lastDecided = now;
        hot.entriesAsked = now;
        View view = new View(environment, hot, now, List.of());
        Input.EntryDue due = new Input.EntryDue(Instant.ofEpochMilli(now));
        for (int i = 0; i < definitions.startedByTime.size(); i++) {
            if (hot.entries.isAfter(i, now)) {
                continue;
            }
            Journey<Object> journey = definitions.startedByTime.get(i);
            if (backfill) {
                draft.wouldStart.addAll(journey.enter(due, view.as(journey)).keys());
            } else {
                journeys.enter(hot, journey, due, view, now, 0, draft);
            }
        }
        return record(hot, new About.EntryDue(backfill), now, draft);
    }

    /** Going live: someone who already stands in a watched entry is let in. */
    Draft enrolled(Hot hot, Journey<Object> journey, Tracked watch, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        Input.SegmentChanged input = new Input.SegmentChanged(watch.shortName(), true, Cause.TIME, List.of());
        journeys.enter(hot, journey, input, view, now, 0, draft);
        return record(hot, new About.Enrolled(journey.name(), watch.shortName()), now, draft);
    }

    /** A timer of a run is due. */
    Draft timerDue(Hot hot, Instance instance, Timer timer, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        List<Timer> before = instance.timers;
        journeys.decide(hot, instance, new Input.Due(timer), view, now, 0, draft);
        if (instance.timers.equals(before)) {
            // A timer fires once: a run that asks for the same one again would never let time go on.
            List<Timer> left = new ArrayList<>(before);
            left.remove(timer);
            instance.timers = left;
            draft.touched.add(instance.key);
        }
        return record(hot, new About.TimerDue(instance.key, timer), now, draft);
    }

    /**
     * The customer's origins changed; {@code hot} is the customer of the new set.
     *
     * @param backfill whether history did it: then nothing starts, and nothing is asked of the host
     */
    Draft regrouped(
            Hot hot,
            Set<Set<OriginId>> before,
            Set<OriginId> after,
            String reason,
            boolean backfill,
            long now,
            Draft draft) {
        hot.lastDecided = now;
        hot.rebuild();
        draft.allInterests = true; // what one of them ended is over for all
        draft.history |= backfill;
        View view = new View(environment, hot, now, List.of());
        BitSet affected = new BitSet();
        affected.set(0, definitions.tracked.size());
        List<SegmentChange> changes = segments.changes(hot, view, affected, now, Cause.ORIGINS, draft);
        Input.OriginsChanged changed = new Input.OriginsChanged(before, after);
        for (Instance instance : hot.instances.running()) {
            if (backfill) {
                journeys.giveWay(hot, instance, changed, view, now, draft);
            } else {
                journeys.decide(hot, instance, changed, view, now, 0, draft);
            }
        }
        if (backfill) {
            journeys.wouldStart(hot, view, null, changes, Cause.ORIGINS, draft);
        } else {
            journeys.all(hot, view, null, changes, List.of(), now, 0, draft);
        }
        return record(hot, new About.Regrouped(before, after, reason, backfill), now, draft);
    }

    /** Consent, restriction or definitions changed. */
    Draft factsChanged(Hot hot, About.FactsChanged about, long now, Draft draft) {
        Cause cause = about.cause();
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        BitSet affected = new BitSet();
        if (cause == Cause.DEFINITION) {
            affected.set(0, definitions.tracked.size());
        } else {
            affected.or(definitions.readersOfFacts());
        }
        List<SegmentChange> changes = segments.changes(hot, view, affected, now, cause, draft);
        Input.LedgerChanged changed = new Input.LedgerChanged();
        for (Instance instance : hot.instances.running()) {
            journeys.decide(hot, instance, changed, view, now, 0, draft);
        }
        journeys.all(hot, view, null, changes, List.of(), now, 0, draft);
        return record(hot, about, now, draft);
    }

    /** A snapshot segment takes in whoever meets its condition now, and lets go of who does not. */
    Draft snapshotTaken(Hot hot, Tracked segment, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        List<SegmentChange> changes = List.of();
        boolean member = segment.condition().test(hot.columns, view.facts(), now);
        if (member != hot.isMember(segment.bit())) {
            hot.setMember(segment.bit(), member);
            changes = new ArrayList<>();
            changes.add(new SegmentChange(segment.name(), member, Cause.TIME));
            draft.segments.addAll(changes);
            BitSet readers = new BitSet();
            readers.or(definitions.readersOfSegment(segment.bit()));
            changes.addAll(segments.changes(hot, view, readers, now, Cause.TIME, draft));
        }
        journeys.all(hot, view, null, changes, List.of(), now, 0, draft);
        return record(hot, new About.SnapshotTaken(segment.name()), now, draft);
    }

    static boolean isConcerned(Instance run, Migration<Object> migration) {
        return run.isRunning()
                && run.journey != null
                && run.key.journey().equals(migration.journey())
                && run.definitionHash.equals(migration.fromHash());
    }

    /** What a migration decides of the customer's runs, in order of start. */
    Map<Instance, Decision<Object>> migrations(Hot hot, Migration<Object> migration, Journey<Object> to, long now) {
        View view = new View(environment, hot, now, List.of());
        Map<Instance, Decision<Object>> decided = new LinkedHashMap<>();
        for (Instance run : hot.instances.running()) {
            Object state = run.state;
            if (isConcerned(run, migration) && state != null) {
                decided.put(run, migration.migrate(run.key, state, view.as(to)));
            }
        }
        return decided;
    }

    /** Runs leave one definition for another. */
    List<Decision<Object>> migrated(Hot hot, Migration<Object> migration, Journey<Object> to, long now, Draft draft) {
        hot.lastDecided = now;
        Map<Instance, Decision<Object>> decided = migrations(hot, migration, to, now);
        decided.forEach((run, decision) -> {
            Instance moved = new Instance(run.key, migration.toHash(), to, run.startedAt);
            moved.timers = run.timers;
            hot.instances.put(run.key, moved);
            draft.touched.add(run.key);
            journeys.apply(hot, moved, decision, false, List.of(), now, 0, draft);
        });
        record(hot, new About.Migrated(migration.journey(), migration.fromHash(), migration.toHash()), now, draft);
        return List.copyOf(decided.values());
    }

    /** The host asks for an entry. */
    Draft requested(Hot hot, Input.Requested request, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        for (Journey<Object> journey : definitions.journeys) {
            if (journey.name().equals(request.journey())) {
                journeys.enter(hot, journey, request, view, now, 0, draft);
            }
        }
        return record(hot, new About.Asked(request), now, draft);
    }

    /** A person approved or refused. */
    Draft approved(Hot hot, Instance instance, Input.Approved approval, long now, Draft draft) {
        hot.lastDecided = now;
        journeys.decide(hot, instance, approval, new View(environment, hot, now, List.of()), now, 0, draft);
        return record(hot, new About.Asked(approval), now, draft);
    }

    /** The second decision on a command. {@code draft.dispatch} says what it is; null when its run is gone. */
    Draft claimed(Hot hot, Instance instance, Command command, Clearance clearance, long now, Draft draft) {
        hot.lastDecided = now;
        View view = new View(environment, hot, now, List.of());
        journeys.decide(hot, instance, new Input.Dispatching(command, clearance), view, now, 0, draft);
        if (draft.dispatch instanceof Decision.Dispatch.Go
                && command.effect() instanceof Effect.Send send
                && clearance instanceof Clearance.Cleared cleared
                && !cleared.content().isEmpty()) {
            Dispatched message = new Dispatched(
                    command.key(),
                    cleared.channel(),
                    cleared.content(),
                    send.messageClass(),
                    Instant.ofEpochMilli(now));
            hot.left(message);
            draft.dispatched.add(message);
            tell(hot, message, EventBody.MessageStep.SENT, "sent-", now, draft);
        }
        return record(hot, new About.Claimed(command.key(), clearance), now, draft);
    }

    /** A coupon goes out with the message that a command sends. */
    void couponIssued(Hot hot, IssuedCoupon coupon, CommandKey command, long now, Draft draft) {
        EventBody issued = new EventBody.CouponIssued(coupon.code(), coupon.campaign(), coupon.expiresAt());
        journeys.emit(hot, Precedence.runOf(command), issued, "coupon-" + command.visit(), now, 0, draft);
    }

    /** What became of a message of ours, as an event under the origin of its run. */
    private void tell(Hot hot, Dispatched message, EventBody.MessageStep step, String what, long now, Draft draft) {
        CommandKey key = message.key();
        EventBody told = new EventBody.MessageEvent(
                step, key.toString(), message.channel(), key.journey(), message.content(), "");
        journeys.emit(hot, Precedence.runOf(key), told, what + key.visit(), now, 0, draft);
    }

    /** The host answered for a command, or it was given up. */
    Draft settled(
            Hot hot,
            @Nullable Instance instance,
            Command command,
            Outcome outcome,
            boolean mayHaveLeft,
            long now,
            Draft draft) {
        hot.lastDecided = now;
        Dispatched refused = outcome instanceof Outcome.Rejected && !mayHaveLeft ? hot.refused(command.key()) : null;
        if (refused != null) { // it draws on no cap any more, and conditions do not count it as sent
            draft.dispatched.add(refused);
            tell(hot, refused, EventBody.MessageStep.REJECTED, "rejected-", now, draft);
        }
        if (instance != null && instance.isRunning()) {
            View view = new View(environment, hot, now, List.of());
            journeys.decide(hot, instance, new Input.Settled(command, outcome), view, now, 0, draft);
        }
        return record(hot, new About.Settled(command.key(), outcome, mayHaveLeft), now, draft);
    }

    /** A person put a dead letter back. */
    Draft putBack(Hot hot, Command command, long now, Draft draft) {
        hot.lastDecided = now;
        StoredCommand row = StoredCommand.pending(command);
        hot.openCommands.put(row.key(), row);
        draft.put(row);
        return record(hot, new About.PutBack(row.key()), now, draft);
    }

    /** Computes the next changes of working memory that was just built from the store. */
    void refreshChanges(Hot hot) {
        segments.refresh(hot, new View(environment, hot, hot.lastDecided, List.of()));
    }

    /**
     * The next time-driven entry over all journeys. It may be at the very instant of the last decision: events and changes of conditions
     * come before it.
     */
    long nextEntry(Hot hot) {
        return hot.entries.after(hot.lastDecided, hot.entriesAsked, now -> new View(environment, hot, now, List.of()));
    }

    // ---------------------------------------------------------------- the log

    private Draft record(Hot hot, About about, long now, Draft draft) {
        draft.close(new DecisionRecord(
                Instant.ofEpochMilli(now),
                hot.id,
                about,
                draft.segments,
                draft.journeys,
                digesting ? digest(hot, draft) : 0,
                definitions.digest));
        return draft;
    }

    /** Over memberships, and the runs and commands that a decision changed. */
    private long digest(Hot hot, Draft draft) {
        long digest = Digest.START;
        for (long word : hot.bits) {
            digest = Digest.mix(digest, word);
        }
        for (InstanceKey key : draft.touched) {
            Instance instance = hot.instances.get(key);
            if (instance != null) {
                digest = Digest.mix(digest, instance.encoded());
                digest = Digest.mix(digest, instance.isRunning() ? 1 : 2);
            }
        }
        // By key: where a dead letter that was put back stands among the others is the store's affair.
        Map<CommandKey, StoredCommand> commands = draft.touchedCommands;
        for (StoredCommand command : (commands.size() < 2 ? commands : new TreeMap<>(commands)).values()) {
            digest = Digest.mix(digest, command.key().toString().getBytes(StandardCharsets.UTF_8));
            boolean pending = command.status() == StoredCommand.Status.PENDING;
            digest = Digest.mix(digest, pending ? 1 : 2);
            if (pending && draft.asked.contains(command.key())) {
                digest = effects.mixed(digest, command.command());
            }
        }
        return digest;
    }

    /** Events of one instant, in timeline order. */
    static List<CustomerEvent> inOrder(List<CustomerEvent> events) {
        if (events.size() == 1) {
            return events;
        }
        return events.stream().sorted(TimelineOrder.EVENTS).toList();
    }
}
