package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.Arrival;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes events in under their customer's lock: refuses those of erased people, tells what is new, lets it be decided. */
final class Admission {

    private final CustomerStore store;
    private final Vocabulary vocabulary;
    private final MeterListener meters;
    private final Decider decider;
    private final DueWork due;

    Admission(CustomerStore store, Vocabulary vocabulary, MeterListener meters, Decider decider, DueWork due) {
        this.store = store;
        this.vocabulary = vocabulary;
        this.meters = meters;
        this.decider = decider;
        this.due = due;
    }

    /**
     * Refuses events whose strongest identifier was known of an erased person: that identifier leads to their origin, and the origin
     * it leads to is the tombstone. Asked under the lock of that origin's customer, which an erasure holds as well.
     */
    boolean refuseErased(@Nullable Hot hot, Incoming arriving) {
        return refuseErased(hot, arriving, store::isSuppressed);
    }

    static boolean refuseErased(@Nullable Hot hot, Incoming arriving, Predicate<String> isSuppressed) {
        Part part = hot == null ? null : hot.part(arriving.origin());
        if (part != null && part.admitted) {
            return false;
        }
        if (!isSuppressed.test(arriving.origin().toString())) {
            if (part != null) {
                part.admitted = true;
            }
            return false;
        }
        arriving.all(new AcceptOutcome.Refused(List.of("the person was erased; their events are not taken in again")));
        return true;
    }

    /** Takes in events under the customer's lock; decides what is due before them, then them, then what they emitted. */
    void accept(Hot hot, Draft draft, Incoming arriving) {
        OriginId origin = arriving.origin();
        long clock = arriving.clock();
        boolean backfill = arriving.mode() == Mode.BACKFILL;
        draft.history |= backfill;
        Part there = hot.part(origin);
        OriginTimeline before = there == null ? OriginTimeline.empty(vocabulary) : there.known;
        News news = newsAmong(hot, before, arriving);
        if (news.events.isEmpty()) {
            return;
        }
        if (backfill) {
            due.isHistoryUntil(hot, arriving.heard());
        }
        List<CustomerEvent> ordered = Decider.inOrder(news.events);
        long at = ordered.get(0).occurredAt().toEpochMilli();
        // A worker whose clock is behind finds the customer decided beyond it: what is visible to them is not of the
        // future.
        boolean future = at > Math.max(clock, hot.lastDecided);
        if (hot.version > 0 || !hot.parts.isEmpty()) {
            if (future) {
                due.runWakes(hot, clock, backfill, draft);
            } else {
                due.bringTo(hot, at, backfill, draft);
            }
        }
        Part part = there == null ? begin(hot, origin, before, draft) : there;
        remember(part, arriving.seen(), draft);
        arriving.news()[0] |= !draft.identifiers.isEmpty();
        if (draft.newOrigins.contains(origin)) {
            hot.partsChanged();
        }
        boolean plain = true;
        for (CustomerEvent event : ordered) {
            plain &= hot.add(part, news.arrivalOf(event, part.known, before), event);
            draft.added(origin, event);
        }
        if (plain) {
            ordered.forEach(hot.columns::append);
        }
        if (future) {
            if (!plain) {
                hot.rebuild();
            }
            decider.waiting(hot, origin, ordered, Math.max(hot.lastDecided, clock), draft);
        } else {
            long now = Math.max(hot.lastDecided, at);
            decider.events(hot, origin, ordered, !plain, backfill, now, 0, draft);
            due.followUp(hot, backfill, now, draft);
        }
        if (arriving.wouldStart() != null) {
            arriving.wouldStart().addAll(draft.wouldStart);
        }
        meters.count("events.accepted", ordered.get(0).type(), ordered.size());
    }

    /**
     * What of the arriving events changes a timeline.
     *
     * @param looked what becomes of the only one; null where there are several
     */
    private record News(
            List<CustomerEvent> events, @Nullable Arrival looked) {

        /** What was looked at counts unless what was due put something on the same timeline: a second version of one has to copy it. */
        Arrival arrivalOf(CustomerEvent event, OriginTimeline known, OriginTimeline before) {
            return looked != null && known == before ? looked : known.plus(event);
        }
    }

    /** Says of each event what becomes of it. Looks only: nothing has changed after it; nothing is news when one comes too late. */
    private News newsAmong(Hot hot, OriginTimeline before, Incoming arriving) {
        OriginTimeline known = before;
        Arrival looked = null;
        List<CustomerEvent> fresh = new ArrayList<>(arriving.events().size());
        for (int i = 0; i < arriving.events().size(); i++) {
            CustomerEvent event = arriving.events().get(i);
            Arrival fate = hot.arrival(known, event);
            if (fate instanceof Arrival.TooLate late) {
                meters.count("events.too-late", event.type(), 1);
                arriving.all(new AcceptOutcome.TooLate(late.horizon()));
                return new News(List.of(), null);
            }
            boolean differs = fate instanceof Arrival.Conflict;
            if (differs) {
                meters.count("events.conflict", event.type(), 1);
            }
            if (fate.isChange()) {
                fresh.add(event);
                known = fate.timeline();
                looked = arriving.events().size() == 1 ? fate : null;
                arriving.outcomes()[i] = new AcceptOutcome.Accepted(hot.id);
            } else {
                meters.count("events.duplicate", event.type(), 1);
                arriving.outcomes()[i] = new AcceptOutcome.Duplicate(hot.id, differs);
            }
        }
        return new News(fresh, looked);
    }

    /** An origin's first events. */
    private static Part begin(Hot hot, OriginId origin, OriginTimeline empty, Draft draft) {
        Part part = new Part(origin, Long.MAX_VALUE, empty);
        part.admitted = true;
        hot.parts.add(part);
        draft.newOrigins.add(origin);
        return part;
    }

    /** Adds identifiers that are new, or whose earliest sighting moved, to the origin and the draft. */
    static void remember(Part part, List<SeenIdentifier> seen, Draft draft) {
        for (SeenIdentifier one : seen) {
            SeenIdentifier known = part.identifiers.get(one.identifier());
            if (known == null || isEarlier(one, known)) {
                part.know(one);
                draft.identifiers.add(new AddedIdentifier(part.id, one));
            }
        }
    }

    static boolean isEarlier(SeenIdentifier one, SeenIdentifier known) {
        int order = one.firstSeen().compareTo(known.firstSeen());
        return order < 0 || (order == 0 && one.source().compareTo(known.source()) < 0);
    }
}
