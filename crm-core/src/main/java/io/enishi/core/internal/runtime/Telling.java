package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells people of the shop's news: puts the event on the timelines of those who are interested, each when their turn comes. */
final class Telling {

    private final Definitions definitions;
    private final CustomerStore store;
    private final Customers customers;
    private final OneCommit oneCommit;
    private final Admission admission;
    private final DueWork due;
    private final Routes routes;
    private final Labels labels;

    Telling(
            Definitions definitions,
            CustomerStore store,
            Customers customers,
            OneCommit oneCommit,
            Admission admission,
            DueWork due,
            Routes routes,
            Labels labels) {
        this.definitions = definitions;
        this.store = store;
        this.customers = customers;
        this.oneCommit = oneCommit;
        this.admission = admission;
        this.due = due;
        this.routes = routes;
        this.labels = labels;
    }

    /** What came of telling somebody. */
    enum Told {
        /** They got it. */
        NOW,
        /** They have it, or it does not concern them. */
        NOT,
        /** Their turn comes later. */
        LATER
    }

    /**
     * Puts a shop event on the timeline of whoever holds an origin, if they are interested and do not have it yet, and decides what
     * follows.
     *
     * @param person whose turn it is, and when: whoever is interested since later gets their turn later
     * @param clock the wall clock, not before the event
     * @param wouldStart gets the runs that history would have started; null when nobody asks
     */
    Told tell(
            Interested person,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        return customers.withCustomer(
                person.origin(), (hot, draft) -> tell(hot, draft, person, row, news, clock, wouldStart));
    }

    /** As {@link #tell}, for several customers in one commit where that comes about; empty when nothing changed. */
    Map<Interested, Told> tellTogether(
            List<Interested> people,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        if (!store.prefersLargeCommits() || people.size() < 2) {
            return Map.of();
        }
        Map<CustomerId, OriginId> origins = new LinkedHashMap<>();
        Map<CustomerId, Interested> turns = new LinkedHashMap<>();
        for (Interested person : people) {
            CustomerId label = customers.labelOf(person.origin());
            origins.putIfAbsent(label, person.origin());
            turns.putIfAbsent(label, person);
        }
        if (turns.size() < people.size()) {
            return Map.of(); // somebody has several turns
        }
        Map<Interested, Told> told = new HashMap<>();
        List<InstanceKey> would = new ArrayList<>();
        boolean done = oneCommit.of(origins, would::clear, (hot, draft) -> {
            Interested person = turns.get(hot.id);
            if (person != null) {
                told.put(person, tell(hot, draft, person, row, news, clock, would));
            }
            return person != null;
        });
        if (!done) {
            labels.forget(origins.values());
            return Map.of();
        }
        if (wouldStart != null) {
            wouldStart.addAll(would);
        }
        return told;
    }

    private Told tell(
            Hot hot,
            Draft draft,
            Interested person,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        long at = row.event().occurredAt().toEpochMilli();
        OriginId origin = person.origin();
        Part part = hot.part(origin);
        Identifier who = part == null ? null : routes.ownIdentifier(part);
        if (hot.version == 0 || who == null) {
            return Told.NOT; // erased since
        }
        CustomerEvent event = CustomerEvent.of(
                row.event().source(), row.event().id(), who, row.event().occurredAt(), news);
        if (hot.originOf(event) != null) {
            return Told.NOT;
        }
        due.bringTo(hot, at, row.backfill(), draft);
        Told turn = definitions.interests.turn(hot, news, person, at, Math.max(hot.lastDecided, at));
        if (turn != Told.NOW) {
            draft.force = true; // nobody asks again: memory that is behind must not say so
            return turn;
        }
        Incoming arriving = new Incoming(
                origin,
                List.of(event),
                List.of(), // nobody was seen
                row.backfill() ? Mode.BACKFILL : Mode.LIVE,
                clock,
                clock,
                new AcceptOutcome[1],
                wouldStart,
                new boolean[1]);
        if (!admission.refuseErased(hot, arriving)) {
            admission.accept(hot, draft, arriving);
        }
        return arriving.outcomes()[0] instanceof AcceptOutcome.Accepted ? Told.NOW : Told.NOT;
    }
}
