package io.enishi.core.internal.store;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.ATTRIBUTE;
import static io.enishi.core.internal.json.PlainForms.FLAG;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Input;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What journeys decide about. */
final class InputForms {

    static final ValueForm<Cause> CAUSE = word(Cause.class);
    static final ValueForm<List<CustomerEvent>> EVENTS = ValueForm.list(PartForms.EVENT);

    private static final ValueForm<List<Clearance.Refusal>> REFUSALS = ValueForm.list(refusal());

    static final ValueForm<Clearance> CLEARANCE = new KindForm<Clearance>()
            .with("cleared", Clearance.Cleared.class, cleared())
            .with("held", Clearance.Held.class, held())
            .with("capped", Clearance.Capped.class, capped())
            .with("refused", Clearance.Refused.class, refused());

    static final ValueForm<Input> INPUT = new KindForm<Input>()
            .with("happened", Input.Happened.class, happened())
            .with("due", Input.Due.class, due())
            .with("segment-changed", Input.SegmentChanged.class, segmentChanged())
            .with("entry-due", Input.EntryDue.class, entryDue())
            .with("dispatching", Input.Dispatching.class, dispatching())
            .with("settled", Input.Settled.class, settled())
            .with("approved", Input.Approved.class, approved())
            .with("requested", Input.Requested.class, requested())
            .with("origins-changed", Input.OriginsChanged.class, originsChanged())
            .with("ledger-changed", Input.LedgerChanged.class, ObjectForm.of(v -> new Input.LedgerChanged()))
            .with("definition-changed", Input.DefinitionChanged.class, definitionChanged());

    private InputForms() {}

    private static ObjectForm<Clearance.Refusal> refusal() {
        Field<Clearance.Refusal, String> channel = optional("channel", TEXT, Clearance.Refusal::channel, "");
        Field<Clearance.Refusal, String> code = required("code", TEXT, Clearance.Refusal::code);
        Field<Clearance.Refusal, String> text = optional("text", TEXT, Clearance.Refusal::text, "");
        return ObjectForm.of(v -> new Clearance.Refusal(v.get(channel), v.get(code), v.get(text)), channel, code, text);
    }

    private static ObjectForm<Clearance.Cleared> cleared() {
        Field<Clearance.Cleared, String> channel = required("channel", TEXT, Clearance.Cleared::channel);
        Field<Clearance.Cleared, String> content = required("content", TEXT, Clearance.Cleared::content);
        Field<Clearance.Cleared, List<Clearance.Refusal>> passedOver =
                optional("passedOver", REFUSALS, Clearance.Cleared::passedOver, List.of());
        return ObjectForm.of(
                v -> new Clearance.Cleared(v.get(channel), v.get(content), v.get(passedOver)),
                channel,
                content,
                passedOver);
    }

    private static ObjectForm<Clearance.Held> held() {
        Field<Clearance.Held, Instant> until = required("until", INSTANT, Clearance.Held::until);
        Field<Clearance.Held, List<Clearance.Refusal>> reasons =
                optional("reasons", REFUSALS, Clearance.Held::reasons, List.of());
        return ObjectForm.of(v -> new Clearance.Held(v.get(until), v.get(reasons)), until, reasons);
    }

    private static ObjectForm<Clearance.Capped> capped() {
        Field<Clearance.Capped, Instant> until = required("until", INSTANT, Clearance.Capped::until);
        Field<Clearance.Capped, List<Clearance.Refusal>> reasons =
                optional("reasons", REFUSALS, Clearance.Capped::reasons, List.of());
        return ObjectForm.of(v -> new Clearance.Capped(v.get(until), v.get(reasons)), until, reasons);
    }

    private static ObjectForm<Clearance.Refused> refused() {
        Field<Clearance.Refused, List<Clearance.Refusal>> reasons =
                optional("reasons", REFUSALS, Clearance.Refused::reasons, List.of());
        return ObjectForm.of(v -> new Clearance.Refused(v.get(reasons)), reasons);
    }

    private static ObjectForm<Input.Happened> happened() {
        Field<Input.Happened, List<CustomerEvent>> events = required("events", EVENTS, Input.Happened::events);
        Field<Input.Happened, Duration> lateness =
                optional("lateness", PartForms.DURATION, Input.Happened::lateness, Duration.ZERO);
        return ObjectForm.of(v -> new Input.Happened(v.get(events), v.get(lateness)), events, lateness);
    }

    private static ObjectForm<Input.Due> due() {
        Field<Input.Due, Timer> timer = required("timer", PartForms.TIMER, Input.Due::timer);
        return ObjectForm.of(v -> new Input.Due(v.get(timer)), timer);
    }

    private static ObjectForm<Input.SegmentChanged> segmentChanged() {
        Field<Input.SegmentChanged, String> segment = required("segment", TEXT, Input.SegmentChanged::segment);
        Field<Input.SegmentChanged, Boolean> entered = required("entered", FLAG, Input.SegmentChanged::entered);
        Field<Input.SegmentChanged, Cause> cause = required("cause", CAUSE, Input.SegmentChanged::cause);
        Field<Input.SegmentChanged, List<CustomerEvent>> events =
                optional("events", EVENTS, Input.SegmentChanged::events, List.of());
        return ObjectForm.of(
                v -> new Input.SegmentChanged(v.get(segment), v.get(entered), v.get(cause), v.get(events)),
                segment,
                entered,
                cause,
                events);
    }

    private static ObjectForm<Input.EntryDue> entryDue() {
        Field<Input.EntryDue, Instant> at = required("at", INSTANT, Input.EntryDue::at);
        return ObjectForm.of(v -> new Input.EntryDue(v.get(at)), at);
    }

    private static ObjectForm<Input.Dispatching> dispatching() {
        Field<Input.Dispatching, Command> command =
                required("command", OutboxForms.COMMAND_FIELDS, Input.Dispatching::command);
        Field<Input.Dispatching, Clearance> clearance = required("clearance", CLEARANCE, Input.Dispatching::clearance);
        return ObjectForm.of(v -> new Input.Dispatching(v.get(command), v.get(clearance)), command, clearance);
    }

    private static ObjectForm<Input.Settled> settled() {
        Field<Input.Settled, Command> command = required("command", OutboxForms.COMMAND_FIELDS, Input.Settled::command);
        Field<Input.Settled, Outcome> outcome = required("outcome", OutboxForms.OUTCOME, Input.Settled::outcome);
        return ObjectForm.of(v -> new Input.Settled(v.get(command), v.get(outcome)), command, outcome);
    }

    private static ObjectForm<Input.Approved> approved() {
        Field<Input.Approved, CommandKey> request = required("request", PartForms.COMMAND_KEY, Input.Approved::request);
        Field<Input.Approved, Boolean> approved = required("approved", FLAG, Input.Approved::approved);
        Field<Input.Approved, String> approver = optional("approver", TEXT, Input.Approved::approver, "");
        return ObjectForm.of(
                v -> new Input.Approved(v.get(request), v.get(approved), v.get(approver)), request, approved, approver);
    }

    private static ObjectForm<Input.Requested> requested() {
        Field<Input.Requested, String> journey = required("journey", TEXT, Input.Requested::journey);
        Field<Input.Requested, String> requestId = required("requestId", TEXT, Input.Requested::requestId);
        Field<Input.Requested, OriginId> origin = required("origin", PartForms.ORIGIN, Input.Requested::origin);
        Field<Input.Requested, Map<String, AttributeValue>> details =
                optional("details", PartForms.map(ATTRIBUTE), Input.Requested::details, Map.of());
        return ObjectForm.of(
                v -> new Input.Requested(v.get(journey), v.get(requestId), v.get(origin), v.get(details)),
                journey,
                requestId,
                origin,
                details);
    }

    private static ObjectForm<Input.OriginsChanged> originsChanged() {
        Field<Input.OriginsChanged, Set<Set<OriginId>>> before =
                required("before", PartForms.ORIGIN_SETS, Input.OriginsChanged::before);
        Field<Input.OriginsChanged, Set<OriginId>> after =
                required("after", PartForms.ORIGIN_SET, Input.OriginsChanged::after);
        return ObjectForm.of(v -> new Input.OriginsChanged(v.get(before), v.get(after)), before, after);
    }

    private static ObjectForm<Input.DefinitionChanged> definitionChanged() {
        Field<Input.DefinitionChanged, String> fromHash = required("fromHash", TEXT, Input.DefinitionChanged::fromHash);
        Field<Input.DefinitionChanged, String> toHash = required("toHash", TEXT, Input.DefinitionChanged::toHash);
        return ObjectForm.of(v -> new Input.DefinitionChanged(v.get(fromHash), v.get(toHash)), fromHash, toHash);
    }
}
