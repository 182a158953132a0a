package io.enishi.core.internal.runtime;

import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.Arrival;
import io.enishi.core.process.Cause;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what is due of a customer, in due order, and what the decisions emit; under the customer's lock, into a draft. */
final class DueWork {

    private static final About.FactsChanged DEFINITIONS_CHANGED =
            new About.FactsChanged("definitions changed", List.of(), Map.of(), Cause.DEFINITION);

    private final Decider decider;
    private final long inForceSince;

    /** @param inForceSince when the definitions came into force, in epoch milliseconds */
    DueWork(Decider decider, long inForceSince) {
        this.decider = decider;
        this.inForceSince = inForceSince;
    }

    /**
     * Decides everything of a customer that is due at or before {@code until}, in due order, with now = due. At one instant: events
     * that become visible, then next changes, then entries by date, then timers.
     */
    void runWakes(Hot hot, long until, boolean backfill, Draft draft) {
        draft.history |= backfill;
        hot.lookedAt = Math.max(hot.lookedAt, until);
        followDefinitions(hot, backfill, draft);
        while (true) {
            long due = hot.nextWake(nextEntry(hot));
            if (due > until || due == Hot.NEVER) {
                return;
            }
            long now = Math.max(due, hot.lastDecided);
            boolean history = backfill || now <= hot.historyUntil;
            if (!hot.futures.isEmpty() && hot.futures.first().occurredAt().toEpochMilli() <= now) {
                becomeVisible(hot, backfill, now, draft);
            } else if (anyChangeDue(hot, now)) {
                if (now <= hot.entriesOfThePast && !history) { // nobody asked then what is asked now
                    decider.factsChanged(hot, DEFINITIONS_CHANGED, now, draft);
                } else {
                    decider.timePassed(hot, history, false, now, draft);
                }
            } else if (nextEntry(hot) <= now) {
                decider.entryDue(hot, history || now <= hot.entriesOfThePast, now, draft);
            } else {
                runTimer(hot, now, draft);
            }
            followUp(hot, backfill, now, draft);
        }
    }

    /**
     * History is about to be taken in at {@code heard}: what falls due of it until then is history, whoever decides it, and whenever. What was due
     * already, and is not decided yet, stays news.
     */
    void isHistoryUntil(Hot hot, long heard) {
        long pending = hot.nextWake(nextEntry(hot));
        long until = Math.max(heard, hot.lastDecided);
        if (pending > hot.historyUntil && pending <= until) {
            until = pending - 1;
        }
        hot.historyUntil = Math.max(hot.historyUntil, until);
    }

    /** Computes memberships that were stored under other definitions, as of the last decision. */
    private void followDefinitions(Hot hot, boolean backfill, Draft draft) {
        if (hot.version > 0 && !hot.membershipKnown) {
            long now = hot.lastDecided;
            hot.entriesOfThePast = inForceSince;
            decider.factsChanged(hot, DEFINITIONS_CHANGED, now, draft);
            followUp(hot, backfill, now, draft);
        }
    }

    /** Decides the events of the future of the earliest instant. */
    private void becomeVisible(Hot hot, boolean backfill, long now, Draft draft) {
        List<CustomerEvent> visible = new ArrayList<>(1);
        Instant at = hot.futures.first().occurredAt();
        while (!hot.futures.isEmpty() && hot.futures.first().occurredAt().equals(at)) {
            visible.add(hot.futures.pollFirst());
        }
        decider.events(hot, hot.parts.get(0).id, visible, false, backfill, now, 0, draft);
    }

    /**
     * Decides everything that is due before {@code clock}, and what becomes visible at that very instant: whatever is decided next moves
     * the time of the last decision there, and an event that is not after it counts as decided once it is read back from the store.
     */
    void bringTo(Hot hot, long clock, boolean backfill, Draft draft) {
        bringTo(hot, clock - 1, clock, backfill, draft);
    }

    /** As {@link #bringTo(Hot, long, boolean, Draft)}, with what is due at or before {@code until}. */
    void bringTo(Hot hot, long until, long clock, boolean backfill, Draft draft) {
        runWakes(hot, until, backfill, draft);
        long now = Math.max(hot.lastDecided, clock);
        while (!hot.futures.isEmpty() && hot.futures.first().occurredAt().toEpochMilli() <= now) {
            becomeVisible(hot, backfill, now, draft);
            followUp(hot, backfill, now, draft);
        }
    }

    /** Decides the events that the decisions so far emitted, in the same commit. */
    void followUp(Hot hot, boolean backfill, long now, Draft draft) {
        while (!draft.emitted.isEmpty()) {
            Emitted next = draft.emitted.poll();
            Part part = hot.part(next.origin());
            Arrival arrival = part == null ? null : hot.arrival(part, next.event());
            if (part == null || !(arrival instanceof Arrival.Added)) {
                continue; // already there: the decision was repeated after a lost commit
            }
            hot.add(part, arrival, next.event());
            draft.added(next.origin(), next.event());
            hot.columns.append(next.event());
            decider.events(hot, next.origin(), List.of(next.event()), false, backfill, now, next.depth(), draft);
        }
    }

    /**
     * Decides the entries by time of the instant of the last decision, so that nobody who reads the customer back needs to know whether
     * they were decided. What a change of a condition at that instant has to come before stays open.
     */
    void closeEntries(Hot hot, Draft draft) {
        long now = hot.lastDecided;
        if (!draft.records.isEmpty() && nextEntry(hot) <= now && !anyChangeDue(hot, now)) {
            boolean history = draft.history || now <= Math.max(hot.entriesOfThePast, hot.historyUntil);
            decider.entryDue(hot, history, now, draft);
            followUp(hot, draft.history, now, draft);
        }
    }

    /** When the next entry by date or absence comes, in epoch milliseconds; {@link Hot#NEVER} when none does. */
    long nextEntry(Hot hot) {
        return hot.version == 0 && hot.lastDecided == Long.MIN_VALUE ? Hot.NEVER : decider.nextEntry(hot);
    }

    private static boolean anyChangeDue(Hot hot, long now) {
        for (long change : hot.changeAt) {
            if (change <= now) {
                return true;
            }
        }
        return false;
    }

    /** The earliest timer; at one instant by priority of its journey, then by the run's key. */
    private void runTimer(Hot hot, long now, Draft draft) {
        Instance earliest = null;
        Timer timer = null;
        for (Instance instance : hot.instances.running()) {
            if (instance.journey == null) {
                continue; // pinned to a definition that is not registered: it stands still
            }
            for (Timer candidate : instance.timers) {
                if (timer == null
                        || earliest == null
                        || candidate.due().isBefore(timer.due())
                        || (candidate.due().equals(timer.due()) && precedes(instance, earliest))) {
                    earliest = instance;
                    timer = candidate;
                }
            }
        }
        if (earliest == null || timer == null || timer.due().toEpochMilli() > now) {
            throw new IllegalStateException("a wake-up is due but nothing is found to decide");
        }
        decider.timerDue(hot, earliest, timer, now, draft);
    }

    private static boolean precedes(Instance one, Instance other) {
        int left = one.journey == null ? 0 : one.journey.priority();
        int right = other.journey == null ? 0 : other.journey.priority();
        if (left != right) {
            return left > right;
        }
        InstanceKey a = one.key;
        InstanceKey b = other.key;
        return a.toString().compareTo(b.toString()) < 0;
    }
}
