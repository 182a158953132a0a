package io.enishi.core.spi;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventArbitraries;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Unicode;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Everything that stores keep, every case of every sealed interface. */
final class StoredArbitraries {

    private StoredArbitraries() {}

    static Arbitrary<String> text() {
        return EventArbitraries.text(0, 20);
    }

    static Arbitrary<String> name() {
        return EventArbitraries.name(20);
    }

    static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }

    static Arbitrary<OriginId> origin() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(OriginId::new);
    }

    /** To the nanosecond, and as far as there are instants. */
    static Arbitrary<Instant> instant() {
        Arbitrary<Instant> usual =
                Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        Arbitrary<Instant> fine = Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.longs().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<Instant> far = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .map(Instant::ofEpochSecond);
        Arbitrary<Instant> edges = Arbitraries.of(
                Instant.MIN,
                Instant.MAX,
                Instant.EPOCH,
                Instant.parse("0000-01-01T00:00:00Z"),
                Instant.parse("0000-01-01T00:00:00Z").minusMillis(1),
                Instant.parse("9999-12-31T23:59:59.999Z"),
                Instant.parse("9999-12-31T23:59:59.999Z").plusMillis(1));
        return Arbitraries.oneOf(usual, fine, far, edges);
    }

    static Arbitrary<Duration> duration() {
        return Arbitraries.oneOf(
                Arbitraries.just(Duration.ZERO),
                Arbitraries.longs().map(Duration::ofNanos),
                Arbitraries.longs().map(Duration::ofSeconds));
    }

    static Arbitrary<MatchKey> matchKey() {
        return Combinators.combine(
                        name().map(Scheme::of), EventArbitraries.text(1, 20).filter(Unicode::isWellFormed))
                .as(MatchKey::new);
    }

    static Arbitrary<CommandKey> commandKey() {
        Arbitrary<String> part = EventArbitraries.text(1, 20).filter(text -> text.indexOf('/') < 0);
        return Combinators.combine(origin(), name(), part, part).as(CommandKey::new);
    }

    static Arbitrary<InstanceKey> instanceKey() {
        return Combinators.combine(origin(), text(), text()).as(InstanceKey::new);
    }

    static Arbitrary<Timer> timer() {
        return Combinators.combine(name(), instant().filter(at -> at.isAfter(Instant.MIN)))
                .as(Timer::new);
    }

    static Arbitrary<List<CustomerEvent>> events(int min) {
        return EventArbitraries.customerEvent().list().ofMinSize(min).ofMaxSize(2);
    }

    static Arbitrary<Map<String, String>> texts() {
        return Arbitraries.maps(text(), text()).ofMaxSize(3);
    }

    static Arbitrary<Map<String, AttributeValue>> attributes() {
        return Arbitraries.maps(text(), EventArbitraries.attribute()).ofMaxSize(3);
    }

    static Arbitrary<Span> span() {
        Arbitrary<Span> exact =
                Arbitraries.longs().between(1, 36_525L * 86_400_000).map(millis -> Span.of(Duration.ofMillis(millis)));
        Arbitrary<Period> period = Combinators.combine(
                        Arbitraries.integers().between(0, 49),
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.integers().between(1, 36_525))
                .as(Period::of);
        Arbitrary<ZoneId> zone = Arbitraries.of("Asia/Tokyo", "Z", "+09:00", "UTC+09:00", "Europe/London")
                .map(ZoneId::of)
                .injectNull(0.3);
        Arbitrary<Span> calendar = Combinators.combine(period, zone).as(Span.Calendar::new);
        return Arbitraries.oneOf(exact, calendar);
    }

    static Arbitrary<Effect.Coupon> coupon() {
        return Combinators.combine(name(), Arbitraries.of(Effect.CouponKind.class), text(), span())
                .as(Effect.Coupon::new);
    }

    static Arbitrary<Effect> effect() {
        Arbitrary<Effect> send = Combinators.combine(
                        Combinators.combine(name(), name())
                                .as(Effect.Offer::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.of(MessageClass.class),
                        name(),
                        coupon().injectNull(0.5),
                        Arbitraries.of(Effect.OnCapped.class),
                        texts())
                .as(Effect.Send::new);
        return Arbitraries.oneOf(
                send,
                coupon().map(Effect.IssueCoupon::new),
                Combinators.combine(Arbitraries.longs().greaterOrEqual(1), text())
                        .as(Effect.GrantPoints::new),
                Combinators.combine(name(), text(), attributes()).as(Effect.Task::new),
                Combinators.combine(name(), attributes()).as(Effect.ExportRow::new),
                Combinators.combine(name(), attributes()).as(Effect.Webhook::new),
                text().map(Effect.RequestApproval::new));
    }

    static Arbitrary<Command> command() {
        return Combinators.combine(commandKey(), effect(), instant(), instant().injectNull(0.5))
                .as(Command::new);
    }

    static Arbitrary<Outcome> outcome() {
        return Arbitraries.oneOf(
                text().map(Outcome.Accepted::new),
                text().map(Outcome.Rejected::new),
                Combinators.combine(duration().filter(delay -> !delay.isNegative()), text())
                        .as(Outcome.RetryAfter::new),
                text().map(Outcome.Unknown::new));
    }

    static Arbitrary<Clearance> clearance() {
        Arbitrary<List<Clearance.Refusal>> refusals = Combinators.combine(text(), text(), text())
                .as(Clearance.Refusal::new)
                .list()
                .ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(text(), text(), refusals).as(Clearance.Cleared::new),
                Combinators.combine(instant(), refusals).as(Clearance.Held::new),
                Combinators.combine(instant(), refusals).as(Clearance.Capped::new),
                refusals.map(Clearance.Refused::new));
    }

    static Arbitrary<Set<OriginId>> originSet() {
        return origin().set().ofMaxSize(3);
    }

    static Arbitrary<Set<Set<OriginId>>> originSets() {
        return originSet().set().ofMaxSize(3);
    }

    static Arbitrary<Input> input() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(events(1), duration()).as(Input.Happened::new),
                timer().map(Input.Due::new),
                Combinators.combine(text(), flag(), Arbitraries.of(Cause.class), events(0))
                        .as(Input.SegmentChanged::new),
                instant().map(Input.EntryDue::new),
                Combinators.combine(command(), clearance()).as(Input.Dispatching::new),
                Combinators.combine(command(), outcome()).as(Input.Settled::new),
                Combinators.combine(commandKey(), flag(), text()).as(Input.Approved::new),
                Combinators.combine(text(), text(), origin(), attributes()).as(Input.Requested::new),
                Combinators.combine(originSets(), originSet()).as(Input.OriginsChanged::new),
                Arbitraries.just(new Input.LedgerChanged()),
                Combinators.combine(text(), text()).as(Input.DefinitionChanged::new)));
    }

    static Arbitrary<About> about() {
        Arbitrary<Integer> depth = Arbitraries.integers();
        return Arbitraries.oneOf(List.of(
                events(0)
                        .flatMap(events -> Combinators.combine(originsOf(events), flag(), flag(), depth)
                                .as((origins, replaced, backfill, n) ->
                                        new About.Events(events, origins, replaced, backfill, n))),
                events(0).flatMap(events -> originsOf(events).map(origins -> new About.Waiting(events, origins))),
                flag().map(About.TimePassed::new),
                text().map(About.SnapshotTaken::new),
                flag().map(About.EntryDue::new),
                Combinators.combine(text(), text()).as(About.Enrolled::new),
                Combinators.combine(instanceKey(), timer()).as(About.TimerDue::new),
                Combinators.combine(originSets(), originSet(), text(), flag()).as(About.Regrouped::new),
                Combinators.combine(commandKey(), clearance()).as(About.Claimed::new),
                Combinators.combine(commandKey(), outcome()).as(About.Settled::new),
                commandKey().map(About.PutBack::new),
                text().map(name -> new About.Migrated(name, "from", "to")),
                Combinators.combine(
                                text(),
                                statement().list().ofMaxSize(2),
                                Arbitraries.maps(origin(), flag()).ofMaxSize(4),
                                Arbitraries.of(Cause.class))
                        .as(About.FactsChanged::new),
                text().set().ofMaxSize(3).map(About.Suppressed::new),
                input().map(About.Asked::new)));
    }

    /** As in decisions that were taken: one of each event, and none without events. */
    private static Arbitrary<List<OriginId>> originsOf(List<CustomerEvent> events) {
        return origin().list().ofSize(events.size());
    }

    static Arbitrary<DecisionRecord> decision() {
        Arbitrary<Decision.End> end = Combinators.combine(Arbitraries.of(Decision.End.Kind.class), text())
                .as(Decision.End::new);
        Arbitrary<DecisionRecord.JourneyDecision> journey = Combinators.combine(
                        text(),
                        instanceKey().injectNull(0.3),
                        flag(),
                        end.injectNull(0.5),
                        commandKey().list().ofMaxSize(2),
                        Combinators.combine(text(), text(), text())
                                .as(Decision.TraceLine::new)
                                .list()
                                .ofMaxSize(2))
                .as(DecisionRecord.JourneyDecision::new);
        Arbitrary<DecisionRecord.SegmentChange> change =
                Combinators.combine(text(), flag(), Arbitraries.of(Cause.class)).as(DecisionRecord.SegmentChange::new);
        return Combinators.combine(
                        instant(),
                        origin().map(CustomerId::new),
                        about(),
                        change.list().ofMaxSize(2),
                        journey.list().ofMaxSize(2),
                        Arbitraries.longs(),
                        Arbitraries.longs())
                .as(DecisionRecord::new);
    }

    static Arbitrary<StoredCommand> storedCommand() {
        Arbitrary<Channel.IssuedCoupon> coupon =
                Combinators.combine(text(), text(), text(), instant()).as(Channel.IssuedCoupon::new);
        Arbitrary<Channel.Message> message = Combinators.combine(
                        commandKey(),
                        EventArbitraries.identifier(),
                        origin(),
                        text(),
                        texts(),
                        texts(),
                        coupon.injectNull(0.5))
                .as(Channel.Message::new);
        return Combinators.combine(command(), Arbitraries.of(StoredCommand.Status.class), Arbitraries.integers())
                .flatAs((command, status, attempts) -> Combinators.combine(
                                instant().injectNull(0.5),
                                message.injectNull(0.5),
                                text(),
                                instant().injectNull(0.5),
                                outcome().injectNull(0.5),
                                Arbitraries.of(true, false),
                                text())
                        .as((lease, frozen, channel, at, outcome, left, reason) -> new StoredCommand(
                                command, status, attempts, lease, frozen, channel, at, outcome, left, reason)));
    }

    static Arbitrary<Judgement> judgement() {
        return Combinators.combine(
                        origin(), origin(), Arbitraries.of(IdentityResolver.Verdict.class), text(), text(), instant())
                .filter((a, b, verdict, reason, by, at) -> !a.equals(b))
                .as(Judgement::new);
    }

    static Arbitrary<ConsentStatement> statement() {
        Arbitrary<Instant> at = instant().filter(instant -> instant.isAfter(Instant.MIN));
        Arbitrary<String> named = name().filter(name -> !name.equals(ConsentStatement.ANY));
        Arbitrary<ConsentStatement> granted = Combinators.combine(
                        matchKey(),
                        named,
                        named,
                        Arbitraries.of(ConsentStatement.Basis.class)
                                .filter(basis -> basis != ConsentStatement.Basis.NONE),
                        at,
                        name(),
                        text(),
                        text())
                .as((address, purpose, channel, basis, when, route, wording, proof) -> new ConsentStatement(
                        address,
                        purpose,
                        channel,
                        ConsentStatement.Answer.GRANTED,
                        basis,
                        when,
                        route,
                        wording,
                        proof));
        Arbitrary<String> any = Arbitraries.oneOf(named, Arbitraries.just(ConsentStatement.ANY));
        Arbitrary<ConsentStatement> refused =
                Combinators.combine(matchKey(), any, any, at, name()).as(ConsentStatement::refused);
        return Arbitraries.oneOf(granted, refused);
    }

    static Arbitrary<Dispatched> dispatched() {
        return Combinators.combine(commandKey(), text(), text(), Arbitraries.of(MessageClass.class), instant())
                .as(Dispatched::new);
    }

    static Arbitrary<Alias> alias() {
        return Combinators.combine(origin().map(CustomerId::new), origin().map(CustomerId::new), instant(), text())
                .as(Alias::new);
    }

    static Arbitrary<SeenIdentifier> seenIdentifier() {
        return Combinators.combine(EventArbitraries.identifier(), matchKey().injectNull(0.3), text(), instant())
                .as(SeenIdentifier::new);
    }
}
