package io.enishi.core.internal.store;

import static io.enishi.core.internal.json.ObjectForm.Field.optional;
import static io.enishi.core.internal.json.ObjectForm.Field.required;
import static io.enishi.core.internal.json.PlainForms.ATTRIBUTE;
import static io.enishi.core.internal.json.PlainForms.FLAG;
import static io.enishi.core.internal.json.PlainForms.IDENTIFIER;
import static io.enishi.core.internal.json.PlainForms.INSTANT;
import static io.enishi.core.internal.json.PlainForms.SMALL;
import static io.enishi.core.internal.json.PlainForms.TEXT;
import static io.enishi.core.internal.json.PlainForms.WHOLE;
import static io.enishi.core.internal.json.PlainForms.word;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.json.ObjectForm;
import io.enishi.core.internal.json.ObjectForm.Field;
import io.enishi.core.internal.json.ValueForm;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What waits to be done and what was done. */
public final class OutboxForms {

    static final ValueForm<Outcome> OUTCOME = new KindForm<Outcome>()
            .with("accepted", Outcome.Accepted.class, accepted())
            .with("rejected", Outcome.Rejected.class, rejected())
            .with("retry-after", Outcome.RetryAfter.class, retryAfter())
            .with("unknown", Outcome.Unknown.class, unknown());

    private static final ValueForm<Span> SPAN = new KindForm<Span>()
            .with("exact", Span.Exact.class, exact())
            .with("calendar", Span.Calendar.class, calendar());

    private static final ObjectForm<Effect.Coupon> COUPON = coupon();

    private static final ValueForm<Effect> EFFECT = new KindForm<Effect>()
            .with("send", Effect.Send.class, send())
            .with("coupon", Effect.IssueCoupon.class, issueCoupon())
            .with("points", Effect.GrantPoints.class, grantPoints())
            .with("task", Effect.Task.class, task())
            .with("export", Effect.ExportRow.class, exportRow())
            .with("webhook", Effect.Webhook.class, webhook())
            .with("approval", Effect.RequestApproval.class, requestApproval());

    static final ObjectForm<Command> COMMAND_FIELDS = command();

    /** What is asked for without its command: equal effects have equal bytes. */
    public static final StoredForm<Effect> EFFECT_ALONE = new StoredForm<>("effect", effectAlone());

    public static final StoredForm<StoredCommand> COMMAND = new StoredForm<>("command", storedCommand());
    public static final StoredForm<Dispatched> DISPATCHED = new StoredForm<>("dispatch", dispatched());
    public static final StoredForm<List<Timer>> TIMERS = new StoredForm<>("list of timers", timers());

    private OutboxForms() {}

    private static ObjectForm<Outcome.Accepted> accepted() {
        Field<Outcome.Accepted, String> reference = optional("reference", TEXT, Outcome.Accepted::reference, "");
        return ObjectForm.of(v -> new Outcome.Accepted(v.get(reference)), reference);
    }

    private static ObjectForm<Outcome.Rejected> rejected() {
        Field<Outcome.Rejected, String> reason = optional("reason", TEXT, Outcome.Rejected::reason, "");
        return ObjectForm.of(v -> new Outcome.Rejected(v.get(reason)), reason);
    }

    private static ObjectForm<Outcome.RetryAfter> retryAfter() {
        Field<Outcome.RetryAfter, Duration> delay = required("delay", PartForms.DURATION, Outcome.RetryAfter::delay);
        Field<Outcome.RetryAfter, String> reason = optional("reason", TEXT, Outcome.RetryAfter::reason, "");
        return ObjectForm.of(v -> new Outcome.RetryAfter(v.get(delay), v.get(reason)), delay, reason);
    }

    private static ObjectForm<Outcome.Unknown> unknown() {
        Field<Outcome.Unknown, String> reason = optional("reason", TEXT, Outcome.Unknown::reason, "");
        return ObjectForm.of(v -> new Outcome.Unknown(v.get(reason)), reason);
    }

    private static ObjectForm<Span.Exact> exact() {
        Field<Span.Exact, Duration> duration = required("duration", PartForms.DURATION, Span.Exact::duration);
        return ObjectForm.of(v -> new Span.Exact(v.get(duration)), duration);
    }

    private static ObjectForm<Span.Calendar> calendar() {
        Field<Span.Calendar, Period> period = required(
                "period", PartForms.text(Period::toString, Period::parse, "must be a period"), Span.Calendar::period);
        Field<Span.Calendar, ZoneId> zone = optional(
                "zone", PartForms.text(ZoneId::getId, ZoneId::of, "must be a time zone"), Span.Calendar::zone, null);
        return ObjectForm.of(v -> new Span.Calendar(v.get(period), v.find(zone)), period, zone);
    }

    private static ObjectForm<Effect.Offer> offer() {
        Field<Effect.Offer, String> channel = required("channel", TEXT, Effect.Offer::channel);
        Field<Effect.Offer, String> content = required("content", TEXT, Effect.Offer::content);
        return ObjectForm.of(v -> new Effect.Offer(v.get(channel), v.get(content)), channel, content);
    }

    private static ObjectForm<Effect.Coupon> coupon() {
        Field<Effect.Coupon, String> campaign = required("campaign", TEXT, Effect.Coupon::campaign);
        Field<Effect.Coupon, Effect.CouponKind> kind =
                required("kind", word(Effect.CouponKind.class), Effect.Coupon::kind);
        Field<Effect.Coupon, String> terms = optional("terms", TEXT, Effect.Coupon::terms, "");
        Field<Effect.Coupon, Span> validFor = required("validFor", SPAN, Effect.Coupon::validFor);
        return ObjectForm.of(
                v -> new Effect.Coupon(v.get(campaign), v.get(kind), v.get(terms), v.get(validFor)),
                campaign,
                kind,
                terms,
                validFor);
    }

    private static ObjectForm<Effect.Send> send() {
        Field<Effect.Send, List<Effect.Offer>> offers =
                required("offers", ValueForm.list(offer()), Effect.Send::offers);
        Field<Effect.Send, MessageClass> messageClass =
                required("messageClass", word(MessageClass.class), Effect.Send::messageClass);
        Field<Effect.Send, String> purpose = required("purpose", TEXT, Effect.Send::purpose);
        Field<Effect.Send, Effect.Coupon> coupon = optional("coupon", COUPON, Effect.Send::coupon, null);
        Field<Effect.Send, Effect.OnCapped> onCapped =
                required("onCapped", word(Effect.OnCapped.class), Effect.Send::onCapped);
        Field<Effect.Send, Map<String, String>> tags =
                optional("tags", PartForms.map(TEXT), Effect.Send::tags, Map.of());
        return ObjectForm.of(
                v -> new Effect.Send(
                        v.get(offers),
                        v.get(messageClass),
                        v.get(purpose),
                        v.find(coupon),
                        v.get(onCapped),
                        v.get(tags)),
                offers,
                messageClass,
                purpose,
                coupon,
                onCapped,
                tags);
    }

    private static ObjectForm<Effect.IssueCoupon> issueCoupon() {
        Field<Effect.IssueCoupon, Effect.Coupon> coupon = required("coupon", COUPON, Effect.IssueCoupon::coupon);
        return ObjectForm.of(v -> new Effect.IssueCoupon(v.get(coupon)), coupon);
    }

    private static ObjectForm<Effect.GrantPoints> grantPoints() {
        Field<Effect.GrantPoints, Long> points = required("points", WHOLE, Effect.GrantPoints::points);
        Field<Effect.GrantPoints, String> reason = optional("reason", TEXT, Effect.GrantPoints::reason, "");
        return ObjectForm.of(v -> new Effect.GrantPoints(v.get(points), v.get(reason)), points, reason);
    }

    private static ObjectForm<Effect.Task> task() {
        Field<Effect.Task, String> queue = required("queue", TEXT, Effect.Task::queue);
        Field<Effect.Task, String> title = required("title", TEXT, Effect.Task::title);
        Field<Effect.Task, Map<String, AttributeValue>> details =
                optional("details", PartForms.map(ATTRIBUTE), Effect.Task::details, Map.of());
        return ObjectForm.of(v -> new Effect.Task(v.get(queue), v.get(title), v.get(details)), queue, title, details);
    }

    private static ObjectForm<Effect.ExportRow> exportRow() {
        Field<Effect.ExportRow, String> batch = required("batch", TEXT, Effect.ExportRow::batch);
        Field<Effect.ExportRow, Map<String, AttributeValue>> columns =
                optional("columns", PartForms.map(ATTRIBUTE), Effect.ExportRow::columns, Map.of());
        return ObjectForm.of(v -> new Effect.ExportRow(v.get(batch), v.get(columns)), batch, columns);
    }

    private static ObjectForm<Effect.Webhook> webhook() {
        Field<Effect.Webhook, String> endpoint = required("endpoint", TEXT, Effect.Webhook::endpoint);
        Field<Effect.Webhook, Map<String, AttributeValue>> payload =
                optional("payload", PartForms.map(ATTRIBUTE), Effect.Webhook::payload, Map.of());
        return ObjectForm.of(v -> new Effect.Webhook(v.get(endpoint), v.get(payload)), endpoint, payload);
    }

    private static ObjectForm<Effect.RequestApproval> requestApproval() {
        Field<Effect.RequestApproval, String> subject = required("subject", TEXT, Effect.RequestApproval::subject);
        return ObjectForm.of(v -> new Effect.RequestApproval(v.get(subject)), subject);
    }

    private static ObjectForm<Effect> effectAlone() {
        Field<Effect, Effect> effect = required("effect", EFFECT, Function.identity());
        return ObjectForm.of(v -> v.get(effect), effect);
    }

    private static ObjectForm<Command> command() {
        Field<Command, CommandKey> key = required("key", PartForms.COMMAND_KEY, Command::key);
        Field<Command, Effect> effect = required("effect", EFFECT, Command::effect);
        Field<Command, Instant> notBefore = required("notBefore", INSTANT, Command::notBefore);
        Field<Command, Instant> notAfter = optional("notAfter", INSTANT, Command::notAfter, null);
        return ObjectForm.of(
                v -> new Command(v.get(key), v.get(effect), v.get(notBefore), v.find(notAfter)),
                key,
                effect,
                notBefore,
                notAfter);
    }

    private static ObjectForm<Channel.IssuedCoupon> issuedCoupon() {
        Field<Channel.IssuedCoupon, String> code = required("code", TEXT, Channel.IssuedCoupon::code);
        Field<Channel.IssuedCoupon, String> campaign = required("campaign", TEXT, Channel.IssuedCoupon::campaign);
        Field<Channel.IssuedCoupon, String> terms = optional("terms", TEXT, Channel.IssuedCoupon::terms, "");
        Field<Channel.IssuedCoupon, Instant> expiresAt =
                required("expiresAt", INSTANT, Channel.IssuedCoupon::expiresAt);
        return ObjectForm.of(
                v -> new Channel.IssuedCoupon(v.get(code), v.get(campaign), v.get(terms), v.get(expiresAt)),
                code,
                campaign,
                terms,
                expiresAt);
    }

    private static ObjectForm<Channel.Message> message() {
        Field<Channel.Message, CommandKey> key = required("key", PartForms.COMMAND_KEY, Channel.Message::key);
        Field<Channel.Message, Identifier> to = required("to", IDENTIFIER, Channel.Message::to);
        Field<Channel.Message, OriginId> origin = required("origin", PartForms.ORIGIN, Channel.Message::origin);
        Field<Channel.Message, String> content = required("content", TEXT, Channel.Message::content);
        Field<Channel.Message, Map<String, String>> parts =
                optional("parts", PartForms.map(TEXT), Channel.Message::parts, Map.of());
        Field<Channel.Message, Map<String, String>> headers =
                optional("headers", PartForms.map(TEXT), Channel.Message::headers, Map.of());
        Field<Channel.Message, Channel.IssuedCoupon> coupon =
                optional("coupon", issuedCoupon(), Channel.Message::coupon, null);
        return ObjectForm.of(
                v -> new Channel.Message(
                        v.get(key),
                        v.get(to),
                        v.get(origin),
                        v.get(content),
                        v.get(parts),
                        v.get(headers),
                        v.find(coupon)),
                key,
                to,
                origin,
                content,
                parts,
                headers,
                coupon);
    }

    private static ObjectForm<StoredCommand> storedCommand() {
        Field<StoredCommand, Command> command = required("command", COMMAND_FIELDS, StoredCommand::command);
        Field<StoredCommand, StoredCommand.Status> status =
                required("status", word(StoredCommand.Status.class), StoredCommand::status);
        Field<StoredCommand, Integer> attempts = optional("attempts", SMALL, StoredCommand::attempts, 0);
        Field<StoredCommand, Instant> leaseUntil = optional("leaseUntil", INSTANT, StoredCommand::leaseUntil, null);
        Field<StoredCommand, Channel.Message> message = optional("message", message(), StoredCommand::message, null);
        Field<StoredCommand, String> channel = optional("channel", TEXT, StoredCommand::channel, "");
        Field<StoredCommand, Instant> dispatchedAt =
                optional("dispatchedAt", INSTANT, StoredCommand::dispatchedAt, null);
        Field<StoredCommand, Outcome> outcome = optional("outcome", OUTCOME, StoredCommand::outcome, null);
        Field<StoredCommand, Boolean> mayHaveLeft = optional("mayHaveLeft", FLAG, StoredCommand::mayHaveLeft, false);
        Field<StoredCommand, String> reason = optional("reason", TEXT, StoredCommand::reason, "");
        return ObjectForm.of(
                v -> new StoredCommand(
                        v.get(command),
                        v.get(status),
                        v.get(attempts),
                        v.find(leaseUntil),
                        v.find(message),
                        v.get(channel),
                        v.find(dispatchedAt),
                        v.find(outcome),
                        v.get(mayHaveLeft),
                        v.get(reason)),
                command,
                status,
                attempts,
                leaseUntil,
                message,
                channel,
                dispatchedAt,
                outcome,
                mayHaveLeft,
                reason);
    }

    private static ObjectForm<Dispatched> dispatched() {
        Field<Dispatched, CommandKey> key = required("key", PartForms.COMMAND_KEY, Dispatched::key);
        Field<Dispatched, String> channel = required("channel", TEXT, Dispatched::channel);
        Field<Dispatched, String> content = required("content", TEXT, Dispatched::content);
        Field<Dispatched, MessageClass> messageClass =
                required("messageClass", word(MessageClass.class), Dispatched::messageClass);
        Field<Dispatched, Instant> at = required("at", INSTANT, Dispatched::at);
        Field<Dispatched, Boolean> refused = optional("refused", FLAG, Dispatched::refused, false);
        return ObjectForm.of(
                v -> new Dispatched(
                        v.get(key), v.get(channel), v.get(content), v.get(messageClass), v.get(at), v.get(refused)),
                key,
                channel,
                content,
                messageClass,
                at,
                refused);
    }

    private static ObjectForm<List<Timer>> timers() {
        Field<List<Timer>, List<Timer>> timers =
                optional("timers", ValueForm.list(PartForms.TIMER), all -> all, List.of());
        return ObjectForm.of(v -> List.copyOf(v.get(timers)), timers);
    }
}
