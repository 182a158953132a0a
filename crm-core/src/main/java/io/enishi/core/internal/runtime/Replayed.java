package io.enishi.core.internal.runtime;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Collection;
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
 * The people that a decision log leads to: put together from nothing but its records, in commit order, each decided again by the same
 * {@link Decider} with the recorded time and the recorded answers of the world.
 */
final class Replayed {

    final Engine engine;
    private final Engine live;
    /** Whether the log is that of the live store, which then tells who was erased and which origin is older. */
    private final boolean isOfStore;

    private final Map<OriginId, Hot> byOrigin = new HashMap<>();
    private final Map<MatchKey, Set<ConsentStatement>> ledger = new HashMap<>();
    private final Set<String> suppressed = new HashSet<>();
    private final Map<OriginId, Boolean> erased = new HashMap<>();
    /** Which origin is older, as the store numbered them: commits of two JVMs at once may stand in the log the other way round. */
    private final Map<OriginId, Long> minted = new HashMap<>();
    /** Origins of whom part of what was decided on is not known: one person with somebody erased, or with a log that was cut. */
    private final Set<OriginId> incomplete = new HashSet<>();
    /** Commands that the host answered for: one that was given up may be put back. */
    private final Map<CommandKey, Command> answered = new HashMap<>();

    private long undecidable;

    Replayed(Engine live, boolean isOfStore) {
        this.live = live;
        this.isOfStore = isOfStore;
        this.engine = live.with(live.environment.with(this::ledger, suppressed::contains));
    }

    private CustomerStore.Ledger ledger(MatchKey address) {
        return new CustomerStore.Ledger(0, List.copyOf(ledger.getOrDefault(address, Set.of())));
    }

    /** Everybody. */
    Set<Hot> all() {
        return new LinkedHashSet<>(byOrigin.values());
    }

    @Nullable
    Hot of(CustomerId customer) {
        return byOrigin.get(customer.origin());
    }

    /** How many records lacked what they were decided on. */
    long undecidable() {
        return undecidable;
    }

    boolean isIncomplete(Hot hot) {
        return !Collections.disjoint(hot.originIds(), incomplete);
    }

    /** Whether its customer once held an origin that was erased since, or has a log that was cut: then part of what was decided on is gone. */
    boolean isIncomplete(DecisionRecord record) {
        return incomplete.contains(record.customer().origin())
                || (record.about() instanceof About.Events events
                        && !Collections.disjoint(events.origins(), incomplete))
                || (record.about() instanceof About.Regrouped regrouped
                        && (!Collections.disjoint(regrouped.after(), incomplete)
                                || regrouped.before().stream()
                                        .anyMatch(group -> !Collections.disjoint(group, incomplete))));
    }

    /** Nothing about them is comparable from here on. */
    void giveUp(Collection<OriginId> origins) {
        incomplete.addAll(origins);
    }

    /**
     * Decides a record engine.
     *
     * @param isOfOthers whether it was decided under other definitions
     * @return whom it is about; null where nothing is decided by it, or it cannot be
     * @throws RuntimeException if it does not fit what came before
     */
    @Nullable
    Hot decide(DecisionRecord record, boolean isOfOthers, Draft draft) {
        long now = record.now().toEpochMilli();
        About about = record.about();
        if (about instanceof About.Events events) {
            if (events.events().isEmpty()) { // erased, or the beginning of a log that was cut
                incomplete.add(record.customer().origin());
                return undecidable(null);
            }
            return events(events, now, draft);
        }
        if (about instanceof About.Waiting waiting) {
            return waiting.events().isEmpty() ? undecidable(null) : waiting(waiting, now, draft);
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
        Hot hot = of(record.customer());
        if (hot == null || about instanceof About.Migrated) { // how runs moved is not in the log
            return undecidable(hot);
        }
        if (about instanceof About.SnapshotTaken && isOfOthers) {
            snapshotKept(hot, record);
        } else if (!ofTime(hot, about, now, draft) && !ofCommand(hot, about, now, draft)) {
            fromOutside(hot, about, now, draft);
        }
        return hot;
    }

    private @Nullable Hot undecidable(@Nullable Hot hot) {
        if (hot != null) {
            incomplete.addAll(hot.originIds());
        }
        undecidable++;
        return null;
    }

    /** What came up by itself. */
    private boolean ofTime(Hot hot, About about, long now, Draft draft) {
        if (about instanceof About.TimePassed passed) {
            engine.decider.timePassed(hot, passed.backfill(), true, now, draft);
        } else if (about instanceof About.EntryDue due) {
            engine.decider.entryDue(hot, due.backfill(), now, draft);
        } else if (about instanceof About.TimerDue due) {
            engine.decider.timerDue(hot, run(hot, due.instance()), due.timer(), now, draft);
        } else {
            return false;
        }
        return true;
    }

    /** What became of a command. */
    private boolean ofCommand(Hot hot, About about, long now, Draft draft) {
        if (about instanceof About.Claimed claimed) {
            claimed(hot, claimed, now, draft);
        } else if (about instanceof About.Settled settled) {
            settled(hot, settled, now, draft);
        } else if (about instanceof About.PutBack back) {
            StoredCommand open = hot.openCommands.get(back.command());
            engine.decider.putBack(
                    hot, there(open == null ? answered.get(back.command()) : open.command(), "command"), now, draft);
        } else {
            return false;
        }
        return true;
    }

    /** What the host said or asked for. */
    private void fromOutside(Hot hot, About about, long now, Draft draft) {
        if (about instanceof About.SnapshotTaken snapshot) {
            engine.decider.snapshotTaken(hot, engine.definitions.segment(snapshot.segment()), now, draft);
        } else if (about instanceof About.Enrolled enrolled) {
            Journey<Object> journey = engine.definitions.journey(enrolled.journey());
            engine.decider.enrolled(
                    hot, journey, there(engine.definitions.entry(journey, enrolled.watch()), "entry"), now, draft);
        } else if (about instanceof About.FactsChanged facts) {
            facts.restrictions().forEach((origin, restricted) -> {
                Part part = hot.part(origin);
                if (part != null) {
                    part.restricted = restricted;
                }
            });
            engine.decider.factsChanged(hot, facts, now, draft);
        } else if (about instanceof About.Asked asked) {
            asked(hot, asked.input(), now, draft);
        }
    }

    private static <T> T there(@Nullable T thing, String name) {
        if (thing == null) {
            throw new IllegalStateException("the " + name + " is not there");
        }
        return thing;
    }

    private static Instance run(Hot hot, InstanceKey key) {
        return there(hot.instances.get(key), "run");
    }

    /** Who was in is in, as the log says, until the next snapshot is taken. */
    private void snapshotKept(Hot hot, DecisionRecord record) {
        hot.lastDecided = record.now().toEpochMilli();
        for (DecisionRecord.SegmentChange change : record.segments()) {
            Integer bit = engine.definitions.bitOfSegment.get(change.segment());
            if (bit != null && engine.definitions.tracked.get(bit).snapshot()) {
                hot.setMember(bit, change.entered());
            }
        }
    }

    private Hot events(About.Events events, long now, Draft draft) {
        Hot hot = take(events.events(), events.origins(), events.replaced(), draft);
        hot.futures.removeAll(events.events());
        engine.decider.events(
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

    private Hot waiting(About.Waiting waiting, long now, Draft draft) {
        Hot hot = take(waiting.events(), waiting.origins(), false, draft);
        if (waiting.events().stream().anyMatch(event -> !hot.shows(event))) {
            replace(hot, waiting);
        }
        engine.decider.waiting(hot, waiting.origins().get(0), waiting.events(), now, draft);
        return hot;
    }

    /** Puts events on the timeline, unless they wait there for their time already. */
    private Hot take(List<CustomerEvent> events, List<OriginId> origins, boolean replaced, Draft draft) {
        Hot hot = byOrigin.get(origins.get(0));
        for (int i = 0; i < events.size(); i++) {
            OriginId origin = origins.get(i);
            CustomerEvent event = events.get(i);
            if (hot == null) {
                hot = new Hot(engine.definitions, engine.vocabulary, engine.shopZone, new CustomerId(origin));
            }
            Part part = hot.part(origin);
            if (part == null) {
                part = new Part(origin, minted(origin), OriginTimeline.empty(engine.vocabulary));
                hot.parts.add(part);
                hot.partsChanged();
                byOrigin.put(origin, hot);
            }
            boolean own = engine.originIds
                    .originOf(event.identifiers())
                    .filter(origin::equals)
                    .isPresent();
            if (own && !event.source().equals(Decider.SOURCE)) { // a reaction may come with somebody else's identifiers
                Admission.remember(part, engine.routes.sightings(List.of(event)), draft);
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
            Part part = hot.part(waiting.origins().get(i));
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
            return undecidable(null);
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
        Hot made = Assembly.of(engine, left, contributors, fresh);
        made.parts.forEach(part -> byOrigin.put(part.id, made));
        engine.decider.regrouped(
                made, regrouped.before(), regrouped.after(), regrouped.reason(), regrouped.backfill(), now, draft);
        made.parts.forEach(part -> part.minted = minted(part.id)); // a fresh one was numbered with this commit
        return made;
    }

    private void claimed(Hot hot, About.Claimed claimed, long now, Draft draft) {
        StoredCommand row = there(hot.openCommands.get(claimed.command()), "command");
        Instance run = run(hot, Precedence.runOf(claimed.command()));
        engine.decider.claimed(hot, run, row.command(), claimed.clearance(), now, draft);
        if (draft.dispatch instanceof Decision.Dispatch.Go) {
            Instant at = Instant.ofEpochMilli(now);
            hot.openCommands.put(row.key(), row.dispatched(null, "", at, at));
        } else if (!(draft.dispatch instanceof Decision.Dispatch.Hold)) {
            hot.openCommands.remove(row.key());
        }
    }

    private void settled(Hot hot, About.Settled settled, long now, Draft draft) {
        StoredCommand row = there(hot.openCommands.get(settled.command()), "command");
        answered.put(row.key(), row.command());
        Instance run = hot.instances.get(Precedence.runOf(settled.command()));
        if (!(settled.outcome() instanceof Outcome.RetryAfter) && !(settled.outcome() instanceof Outcome.Unknown)) {
            hot.openCommands.remove(settled.command());
        }
        engine.decider.settled(hot, run, row.command(), settled.outcome(), settled.mayHaveLeft(), now, draft);
    }

    private void asked(Hot hot, Input input, long now, Draft draft) {
        if (input instanceof Input.Requested request) {
            engine.decider.requested(hot, request, now, draft);
        } else if (input instanceof Input.Approved approval) {
            engine.decider.approved(hot, run(hot, Precedence.runOf(approval.request())), approval, now, draft);
        } else {
            throw new IllegalStateException("the log asks about " + input.name());
        }
    }

    private long minted(OriginId origin) {
        Long known = minted.get(origin);
        if (known == null && !isOfStore) {
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
        return isOfStore
                && erased.computeIfAbsent(
                        origin, id -> live.store.customerOf(id).isEmpty());
    }
}
