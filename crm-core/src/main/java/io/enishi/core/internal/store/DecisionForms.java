package io.enishi.core.internal.store;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.FLAG;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.SMALL;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.WHOLE;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The decision log. */
public final class DecisionForms {

    private static final String EVENTS_BESIDE = "eventsBeside";
    private static final String WAITING_BESIDE = "waitingBeside";
    /** Stands for the origins of events that are kept beside the decision: no real decision has origins without events. */
    private static final List<OriginId> BESIDE = List.of(new OriginId(0, 0));

    public static final StoredForm<DecisionRecord> DECISION = new StoredForm<>(
            "decision",
            decision(others(new KindForm<About>()
                    .with("events", About.Events.class, events())
                    .with("waiting", About.Waiting.class, waiting())
                    .reading(EVENTS_BESIDE, eventsBeside())
                    .reading(WAITING_BESIDE, waitingBeside()))));

    private static final StoredForm<DecisionRecord> BESIDE_EVENTS = new StoredForm<>(
            "decision",
            decision(new KindForm<About>()
                    .with(EVENTS_BESIDE, About.Events.class, eventsBeside())
                    .with(WAITING_BESIDE, About.Waiting.class, waitingBeside())));

    private DecisionForms() {}

    private static KindForm<About> others(KindForm<About> form) {
        return form.with("time", About.TimePassed.class, timePassed())
                .with("snapshot", About.SnapshotTaken.class, snapshotTaken())
                .with("entry", About.EntryDue.class, entryDue())
                .with("enrolled", About.Enrolled.class, enrolled())
                .with("timer", About.TimerDue.class, timerDue())
                .with("regrouped", About.Regrouped.class, regrouped())
                .with("claimed", About.Claimed.class, claimed())
                .with("settled", About.Settled.class, settled())
                .with("put-back", About.PutBack.class, putBack())
                .with("migrated", About.Migrated.class, migrated())
                .with("facts", About.FactsChanged.class, factsChanged())
                .with("suppressed", About.Suppressed.class, suppressed())
                .with("asked", About.Asked.class, asked());
    }

    // ---------------------------------------------------------------- events beside the decision

    /** The events that a decision is about, where all of them are of the origin that is its customer's label; else empty. */
    public static List<CustomerEvent> ownEvents(DecisionRecord decision) {
        if (decision.about() instanceof About.Events about) {
            return areOwn(decision, about.origins()) ? about.events() : List.of();
        }
        return decision.about() instanceof About.Waiting about && areOwn(decision, about.origins())
                ? about.events()
                : List.of();
    }

    private static boolean areOwn(DecisionRecord decision, List<OriginId> origins) {
        OriginId label = decision.customer().origin();
        for (OriginId origin : origins) {
            if (!origin.equals(label)) {
                return false;
            }
        }
        return true;
    }

    /** Writes a decision without its {@link #ownEvents}, which are kept beside it; it must have some. */
    public static byte[] encodeBeside(DecisionRecord decision) {
        if (ownEvents(decision).isEmpty()) {
            throw new IllegalArgumentException("decision is about no events of its own, so none can stand beside it");
        }
        return BESIDE_EVENTS.encodeUtf8(decision);
    }

    /** Reads either form; {@code beside} reads the events that are kept beside it, and is asked only where there must be some. */
    public static DecisionRecord decode(String text, Supplier<List<CustomerEvent>> beside) {
        DecisionRecord decision = DECISION.decode(text);
        if (decision.about() instanceof About.Events about && isBeside(about.events(), about.origins())) {
            List<CustomerEvent> events = there(beside.get());
            return about(
                    decision,
                    new About.Events(
                            events, labels(decision, events), about.replaced(), about.backfill(), about.depth()));
        }
        if (decision.about() instanceof About.Waiting about && isBeside(about.events(), about.origins())) {
            List<CustomerEvent> events = there(beside.get());
            return about(decision, new About.Waiting(events, labels(decision, events)));
        }
        return decision;
    }

    private static boolean isBeside(List<CustomerEvent> events, List<OriginId> origins) {
        return events.isEmpty() && origins.equals(BESIDE);
    }

    private static List<CustomerEvent> there(List<CustomerEvent> events) {
        if (events.isEmpty()) {
            throw new StoredFormException("stored decision cannot be read: its events do not stand beside it; they were"
                    + " taken away outside Enishi: restore the row from a backup");
        }
        return events;
    }

    private static List<OriginId> labels(DecisionRecord decision, List<CustomerEvent> events) {
        return Collections.nCopies(events.size(), decision.customer().origin());
    }

    private static DecisionRecord about(DecisionRecord decision, About about) {
        return new DecisionRecord(
                decision.now(),
                decision.customer(),
                about,
                decision.segments(),
                decision.journeys(),
                decision.digest(),
                decision.definitions());
    }

    private static ObjectForm<About.Events> eventsBeside() {
        Field<About.Events, Boolean> replaced = optional("replaced", FLAG, About.Events::replaced, false);
        Field<About.Events, Boolean> backfill = optional("backfill", FLAG, About.Events::backfill, false);
        Field<About.Events, Integer> depth = optional("depth", SMALL, About.Events::depth, 0);
        return ObjectForm.of(
                v -> new About.Events(List.of(), BESIDE, v.get(replaced), v.get(backfill), v.get(depth)),
                replaced,
                backfill,
                depth);
    }

    private static ObjectForm<About.Waiting> waitingBeside() {
        return ObjectForm.of(v -> new About.Waiting(List.of(), BESIDE));
    }

    // ---------------------------------------------------------------- forms

    private static ObjectForm<About.Events> events() {
        Field<About.Events, List<CustomerEvent>> events =
                optional("events", InputForms.EVENTS, About.Events::events, List.of());
        Field<About.Events, List<OriginId>> origins =
                optional("origins", PartForms.ORIGINS, About.Events::origins, List.of());
        Field<About.Events, Boolean> replaced = optional("replaced", FLAG, About.Events::replaced, false);
        Field<About.Events, Boolean> backfill = optional("backfill", FLAG, About.Events::backfill, false);
        Field<About.Events, Integer> depth = optional("depth", SMALL, About.Events::depth, 0);
        return ObjectForm.of(
                v -> new About.Events(v.get(events), v.get(origins), v.get(replaced), v.get(backfill), v.get(depth)),
                events,
                origins,
                replaced,
                backfill,
                depth);
    }

    private static ObjectForm<About.Waiting> waiting() {
        Field<About.Waiting, List<CustomerEvent>> events =
                optional("events", InputForms.EVENTS, About.Waiting::events, List.of());
        Field<About.Waiting, List<OriginId>> origins =
                optional("origins", PartForms.ORIGINS, About.Waiting::origins, List.of());
        return ObjectForm.of(v -> new About.Waiting(v.get(events), v.get(origins)), events, origins);
    }

    private static ObjectForm<About.TimePassed> timePassed() {
        Field<About.TimePassed, Boolean> backfill = optional("backfill", FLAG, About.TimePassed::backfill, false);
        return ObjectForm.of(v -> new About.TimePassed(v.get(backfill)), backfill);
    }

    private static ObjectForm<About.SnapshotTaken> snapshotTaken() {
        Field<About.SnapshotTaken, String> segment = required("segment", TEXT, About.SnapshotTaken::segment);
        return ObjectForm.of(v -> new About.SnapshotTaken(v.get(segment)), segment);
    }

    private static ObjectForm<About.EntryDue> entryDue() {
        Field<About.EntryDue, Boolean> backfill = optional("backfill", FLAG, About.EntryDue::backfill, false);
        return ObjectForm.of(v -> new About.EntryDue(v.get(backfill)), backfill);
    }

    private static ObjectForm<About.Enrolled> enrolled() {
        Field<About.Enrolled, String> journey = required("journey", TEXT, About.Enrolled::journey);
        Field<About.Enrolled, String> watch = required("watch", TEXT, About.Enrolled::watch);
        return ObjectForm.of(v -> new About.Enrolled(v.get(journey), v.get(watch)), journey, watch);
    }

    private static ObjectForm<About.TimerDue> timerDue() {
        Field<About.TimerDue, InstanceKey> instance =
                required("instance", PartForms.INSTANCE_KEY, About.TimerDue::instance);
        Field<About.TimerDue, Timer> timer = required("timer", PartForms.TIMER, About.TimerDue::timer);
        return ObjectForm.of(v -> new About.TimerDue(v.get(instance), v.get(timer)), instance, timer);
    }

    private static ObjectForm<About.Regrouped> regrouped() {
        Field<About.Regrouped, Set<Set<OriginId>>> before =
                required("before", PartForms.ORIGIN_SETS, About.Regrouped::before);
        Field<About.Regrouped, Set<OriginId>> after = required("after", PartForms.ORIGIN_SET, About.Regrouped::after);
        Field<About.Regrouped, String> reason = optional("reason", TEXT, About.Regrouped::reason, "");
        Field<About.Regrouped, Boolean> backfill = optional("backfill", FLAG, About.Regrouped::backfill, false);
        return ObjectForm.of(
                v -> new About.Regrouped(v.get(before), v.get(after), v.get(reason), v.get(backfill)),
                before,
                after,
                reason,
                backfill);
    }

    private static ObjectForm<About.Claimed> claimed() {
        Field<About.Claimed, CommandKey> command = required("command", PartForms.COMMAND_KEY, About.Claimed::command);
        Field<About.Claimed, Clearance> clearance =
                required("clearance", InputForms.CLEARANCE, About.Claimed::clearance);
        return ObjectForm.of(v -> new About.Claimed(v.get(command), v.get(clearance)), command, clearance);
    }

    private static ObjectForm<About.Settled> settled() {
        Field<About.Settled, CommandKey> command = required("command", PartForms.COMMAND_KEY, About.Settled::command);
        Field<About.Settled, Outcome> outcome = required("outcome", OutboxForms.OUTCOME, About.Settled::outcome);
        Field<About.Settled, Boolean> left = optional("mayHaveLeft", FLAG, About.Settled::mayHaveLeft, false);
        return ObjectForm.of(
                v -> new About.Settled(v.get(command), v.get(outcome), v.get(left)), command, outcome, left);
    }

    private static ObjectForm<About.PutBack> putBack() {
        Field<About.PutBack, CommandKey> command = required("command", PartForms.COMMAND_KEY, About.PutBack::command);
        return ObjectForm.of(v -> new About.PutBack(v.get(command)), command);
    }

    private static ObjectForm<About.Migrated> migrated() {
        Field<About.Migrated, String> journey = required("journey", TEXT, About.Migrated::journey);
        Field<About.Migrated, String> fromHash = required("from", TEXT, About.Migrated::fromHash);
        Field<About.Migrated, String> toHash = required("to", TEXT, About.Migrated::toHash);
        return ObjectForm.of(
                v -> new About.Migrated(v.get(journey), v.get(fromHash), v.get(toHash)), journey, fromHash, toHash);
    }

    private static ObjectForm<About.FactsChanged> factsChanged() {
        Field<About.FactsChanged, String> what = optional("what", TEXT, About.FactsChanged::what, "");
        Field<About.FactsChanged, List<ConsentStatement>> statements = optional(
                "statements", ValueForm.list(LedgerForms.STATEMENT_FIELDS), About.FactsChanged::statements, List.of());
        Field<About.FactsChanged, Set<OriginId>> restricted =
                optional("restricted", PartForms.ORIGIN_SET, about -> withValue(about.restrictions(), true), Set.of());
        Field<About.FactsChanged, Set<OriginId>> released =
                optional("released", PartForms.ORIGIN_SET, about -> withValue(about.restrictions(), false), Set.of());
        Field<About.FactsChanged, Cause> cause = required("cause", InputForms.CAUSE, About.FactsChanged::cause);
        return ObjectForm.of(
                v -> new About.FactsChanged(
                        v.get(what), v.get(statements), restrictions(v.get(restricted), v.get(released)), v.get(cause)),
                what,
                statements,
                restricted,
                released,
                cause);
    }

    private static Set<OriginId> withValue(Map<OriginId, Boolean> restrictions, boolean value) {
        return restrictions.entrySet().stream()
                .filter(restriction -> restriction.getValue() == value)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<OriginId, Boolean> restrictions(Set<OriginId> restricted, Set<OriginId> released) {
        Map<OriginId, Boolean> restrictions = new HashMap<>();
        restricted.forEach(origin -> restrictions.put(origin, true));
        for (OriginId origin : released) {
            if (restrictions.put(origin, false) != null) {
                throw new IllegalArgumentException("an origin is restricted and released");
            }
        }
        return restrictions;
    }

    private static ObjectForm<About.Suppressed> suppressed() {
        Field<About.Suppressed, Set<String>> tombstones = required(
                "tombstones", PartForms.set(ValueForm.list(TEXT), PartForms::sorted), About.Suppressed::tombstones);
        return ObjectForm.of(v -> new About.Suppressed(v.get(tombstones)), tombstones);
    }

    private static ObjectForm<About.Asked> asked() {
        Field<About.Asked, Input> input = required("input", InputForms.INPUT, About.Asked::input);
        return ObjectForm.of(v -> new About.Asked(v.get(input)), input);
    }

    private static ObjectForm<SegmentChange> segmentChange() {
        Field<SegmentChange, String> segment = required("segment", TEXT, SegmentChange::segment);
        Field<SegmentChange, Boolean> entered = required("entered", FLAG, SegmentChange::entered);
        Field<SegmentChange, Cause> cause = required("cause", InputForms.CAUSE, SegmentChange::cause);
        return ObjectForm.of(
                v -> new SegmentChange(v.get(segment), v.get(entered), v.get(cause)), segment, entered, cause);
    }

    private static ObjectForm<Decision.End> end() {
        Field<Decision.End, Decision.End.Kind> kind =
                required("kind", word(Decision.End.Kind.class), Decision.End::kind);
        Field<Decision.End, String> reason = optional("reason", TEXT, Decision.End::reason, "");
        return ObjectForm.of(v -> new Decision.End(v.get(kind), v.get(reason)), kind, reason);
    }

    private static ObjectForm<Decision.TraceLine> traceLine() {
        Field<Decision.TraceLine, String> code = required("code", TEXT, Decision.TraceLine::code);
        Field<Decision.TraceLine, String> where = optional("where", TEXT, Decision.TraceLine::where, "");
        Field<Decision.TraceLine, String> text = optional("text", TEXT, Decision.TraceLine::text, "");
        return ObjectForm.of(v -> new Decision.TraceLine(v.get(code), v.get(where), v.get(text)), code, where, text);
    }

    private static ObjectForm<JourneyDecision> journeyDecision() {
        Field<JourneyDecision, String> journey = required("journey", TEXT, JourneyDecision::journey);
        Field<JourneyDecision, InstanceKey> instance =
                optional("instance", PartForms.INSTANCE_KEY, JourneyDecision::instance, null);
        Field<JourneyDecision, Boolean> started = optional("started", FLAG, JourneyDecision::started, false);
        Field<JourneyDecision, Decision.End> end = optional("end", end(), JourneyDecision::end, null);
        Field<JourneyDecision, List<CommandKey>> commands =
                optional("commands", ValueForm.list(PartForms.COMMAND_KEY), JourneyDecision::commands, List.of());
        Field<JourneyDecision, List<Decision.TraceLine>> trace =
                optional("trace", ValueForm.list(traceLine()), JourneyDecision::trace, List.of());
        return ObjectForm.of(
                v -> new JourneyDecision(
                        v.get(journey), v.find(instance), v.get(started), v.find(end), v.get(commands), v.get(trace)),
                journey,
                instance,
                started,
                end,
                commands,
                trace);
    }

    private static ObjectForm<DecisionRecord> decision(ValueForm<About> abouts) {
        Field<DecisionRecord, Instant> now = required("now", INSTANT, DecisionRecord::now);
        Field<DecisionRecord, CustomerId> customer = required("customer", PartForms.CUSTOMER, DecisionRecord::customer);
        Field<DecisionRecord, About> about = required("about", abouts, DecisionRecord::about);
        Field<DecisionRecord, List<SegmentChange>> segments =
                optional("segments", ValueForm.list(segmentChange()), DecisionRecord::segments, List.of());
        Field<DecisionRecord, List<JourneyDecision>> journeys =
                optional("journeys", ValueForm.list(journeyDecision()), DecisionRecord::journeys, List.of());
        Field<DecisionRecord, Long> digest = required("digest", WHOLE, DecisionRecord::digest);
        Field<DecisionRecord, Long> definitions = optional("under", WHOLE, DecisionRecord::definitions, 0L);
        return ObjectForm.of(
                v -> new DecisionRecord(
                        v.get(now),
                        v.get(customer),
                        v.get(about),
                        v.get(segments),
                        v.get(journeys),
                        v.get(digest),
                        v.get(definitions)),
                now,
                customer,
                about,
                segments,
                journeys,
                digest,
                definitions);
    }
}
