package io.enishi.scenario;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.condition.Window;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Interest;
import io.enishi.core.value.AttributeValue;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Scenarios of every shape, complete or not, right or wrong: whatever the type can hold. */
final class AnyScenario {

    private AnyScenario() {}

    static Arbitrary<Scenario> scenarios() {
        Arbitrary<Goal> goals =
                Combinators.combine(texts(), checks().injectNull(0.4)).as(Goal::new);
        Arbitrary<Scenario> heads = Combinators.combine(
                        names(), goals, texts(), texts(), days().injectNull(0.5), Arbitraries.integers(), namesOrNone())
                .as((name, goal, owner, why, review, priority, group) -> new Scenario(
                        name,
                        goal,
                        owner,
                        why,
                        review,
                        priority,
                        group,
                        null,
                        null,
                        Reentry.afterExit(),
                        List.of(),
                        Scenario.STANDARD_EXITS,
                        null,
                        List.of(),
                        List.of()));
        return Combinators.combine(
                        heads,
                        entries().injectNull(0.1),
                        conditions().injectNull(0.5),
                        reentries(),
                        exits().list().ofMaxSize(3),
                        Arbitraries.of(StandardExit.class).set(),
                        Combinators.combine(
                                        holdouts().injectNull(0.6),
                                        experiments().list().ofMaxSize(2))
                                .as(Measured::new),
                        steps(2).list().ofMaxSize(4))
                .as((head, entry, onlyIf, reentry, exits, standard, measured, steps) -> new Scenario(
                        head.name(),
                        head.goal(),
                        head.owner(),
                        head.rationale(),
                        head.review(),
                        head.priority(),
                        head.group(),
                        entry,
                        onlyIf,
                        reentry,
                        exits,
                        standard,
                        measured.holdout(),
                        measured.experiments(),
                        steps));
    }

    private record Measured(@Nullable Holdout holdout, List<Experiment> experiments) {}

    private static Arbitrary<Holdout> holdouts() {
        return Combinators.combine(
                        names(),
                        Arbitraries.of("salt", "a", "win-back/holdout"),
                        Arbitraries.integers().between(0, 10_000))
                .as((name, salt, buckets) ->
                        salt.equals("a") ? Holdout.of(name, buckets) : new Holdout(name, salt, buckets));
    }

    private static Arbitrary<Experiment> experiments() {
        return Combinators.combine(names(), someTexts(), Arbitraries.of("10%", "33.33%", "50%"))
                .as((name, hypothesis, share) -> Experiment.named(name)
                        .hypothesis(hypothesis)
                        .share("plain", share)
                        .share("other", share)
                        .build());
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("offer", "reminder", "a", "entry", "none", "3", "then.1", "win-back_2");
    }

    private static Arbitrary<String> namesOrNone() {
        return names().injectDuplicates(0.1)
                .edgeCases(edges -> edges.add(""))
                .map(name -> name.equals("a") ? "" : name);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "",
                "休眠",
                "a: b",
                "- x",
                "true",
                "2026-01-01",
                " leading",
                "line\nbreak",
                "\"quoted\"",
                "20%",
                "null",
                "#");
    }

    private static Arbitrary<String> someTexts() {
        return texts().filter(text -> !text.isBlank());
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.of(LocalDate.of(2028, 2, 29), LocalDate.of(2026, 12, 31));
    }

    private static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                ZoneId.of("Asia/Tokyo"), ZoneId.of("America/New_York"), ZoneId.of("UTC"), ZoneId.of("+09:00"));
    }

    private static Arbitrary<LocalTime> times() {
        return Arbitraries.of(
                LocalTime.MIDNIGHT, LocalTime.of(9, 30), LocalTime.of(23, 59, 59), LocalTime.of(2, 30, 0, 1_000_000));
    }

    private static Arbitrary<Span> spans() {
        return Arbitraries.oneOf(
                Arbitraries.of(Span.days(1), Span.hours(36), Span.of(Duration.ofMillis(1)), Span.days(400)),
                Arbitraries.of(
                        Span.months(3),
                        Span.calendar(Period.of(1, 2, 3)),
                        Span.calendar(Period.ofDays(10)),
                        new Span.Calendar(Period.ofMonths(1), ZoneId.of("Asia/Tokyo"))));
    }

    private static Arbitrary<AttributeValue> values() {
        return Arbitraries.of(
                AttributeValue.of("ink"),
                AttributeValue.of(""),
                AttributeValue.of(-5),
                AttributeValue.of(true),
                AttributeValue.of(LocalDate.of(2026, 2, 28)));
    }

    private static Arbitrary<Selection> selections() {
        return Arbitraries.of(
                Selection.orders(),
                Selection.actions(),
                Selection.allEvents(),
                Selection.of("order.delivered"),
                Selection.of("order.cancelled", "order.refunded", "custom:visit"),
                Selection.orders().where("amount", ValueTest.atLeast(30_000)),
                Selection.of("order.placed")
                        .where(new EventFilter.CatalogFact("product", "consumable-of", ValueTest.is("printer"))),
                Selection.of("message.sent")
                        .where(new EventFilter.All(List.of(
                                EventFilter.field("channel", ValueTest.is("line")),
                                new EventFilter.Not(EventFilter.field("scenario", ValueTest.in("a", "b")))))));
    }

    private static Arbitrary<Condition> conditions() {
        Condition orders = new Condition.Aggregate(
                Condition.Function.COUNT, "", Selection.orders(), Window.last(Span.days(90)), Comparison.atLeast(2));
        return Arbitraries.of(
                new Condition.All(List.of()),
                orders,
                new Condition.Not(orders),
                new Condition.Any(List.of(new Condition.InSegment("vip"), new Condition.Permitted("news", "mail"))),
                new Condition.Absence(Selection.actions(), Span.months(3)),
                new Condition.Metric("engagement", Comparison.atLeast(50)),
                new Condition.Attribute("gender", ValueTest.is("f")),
                new Condition.Reachable("dm"),
                new Condition.Not(new Condition.Linked("line")),
                new Condition.KnownTo("pos"));
    }

    private static Arbitrary<Occurrence> occurrences() {
        return Combinators.combine(
                        selections(), Arbitraries.of("order", "message").set().ofMaxSize(2))
                .as((of, same) -> new Occurrence(of, new TreeSet<>(same)));
    }

    private static Arbitrary<Check> checks() {
        return Arbitraries.recursive(
                AnyScenario::questions,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMinSize(1).ofMaxSize(3).map(Check::all),
                        inner.list().ofMinSize(1).ofMaxSize(3).map(Check::any),
                        inner.map(Check::not)),
                0,
                2);
    }

    private static Arbitrary<Check> questions() {
        return Arbitraries.oneOf(
                conditions().map(Check.Holds::new),
                occurrences().map(Check.Happened::new),
                Combinators.combine(
                                names(), Arbitraries.of(Reaction.class).set().ofMinSize(1))
                        .as(Check.Reacted::new),
                names().map(Check.NoResponse::new),
                figures().map(figure -> Check.figure(figure, Comparison.atMost(5))));
    }

    private static Arbitrary<Exit> exits() {
        return Combinators.combine(names(), checks()).as(Exit::new);
    }

    private static Arbitrary<Reentry> reentries() {
        return Arbitraries.oneOf(
                Arbitraries.of(Reentry.never(), Reentry.afterExit(), Reentry.concurrent()),
                spans().map(Reentry.CoolDown::new));
    }

    private static Arbitrary<Entry> entries() {
        return Arbitraries.oneOf(
                entry(), entry(), entry().list().ofMinSize(2).ofMaxSize(3).map(Entry.AnyOf::new));
    }

    private static Arbitrary<Entry> entry() {
        return Arbitraries.oneOf(
                selections().map(Entry.OnEvent::new),
                Combinators.combine(selections(), spans()).as(Entry.AfterAbsence::new),
                Combinators.combine(
                                names(),
                                Arbitraries.of(true, false),
                                Arbitraries.of(Cause.class).set().ofMinSize(1))
                        .as(Entry.OnSegment::new),
                Combinators.combine(
                                Arbitraries.of("birth-date", "anniversary"),
                                Arbitraries.integers().between(-366, 366),
                                times(),
                                Arbitraries.of(LeapDay.class),
                                zones().injectNull(0.5))
                        .as(Entry.EveryYear::new),
                Combinators.combine(times(), zones().injectNull(0.5))
                        .as((at, zone) -> new Entry.Schedule(Entry.Every.DAY, null, 0, null, at, zone)),
                Combinators.combine(Arbitraries.of(DayOfWeek.class), times()).as(Entry::everyWeek),
                Combinators.combine(Arbitraries.integers().between(1, 31), times())
                        .as(Entry::everyMonth),
                Combinators.combine(days(), times()).as(Entry::once),
                Combinators.combine(days().map(MonthDay::from), times()).as(Entry::everyYear),
                Combinators.combine(
                                Arbitraries.of("expires-at", "ships-at"),
                                selections(),
                                spans(),
                                names().set().ofMaxSize(2))
                        .as((field, of, lead, same) -> new Entry.Deadline(of, field, lead, new TreeSet<>(same))),
                Combinators.combine(
                                selections().filter(of -> !of.net()),
                                names().set().ofMaxSize(2),
                                spans().injectNull(0.5),
                                selections().filter(of -> !of.net()).injectNull(0.5))
                        .as((events, same, within, endedBy) ->
                                new Interest.Events("shop.restocked", events, new TreeSet<>(same), within, endedBy))
                        .map(events -> Entry.onShopEvent(
                                Selection.of("shop.restocked").where("product", ValueTest.is("ink")),
                                events,
                                Interest.members("shop.restocked", "vip"))),
                Arbitraries.just(new Entry.OnRequest()));
    }

    private static Arbitrary<Message> messages() {
        Arbitrary<Effect.Coupon> coupons = Combinators.combine(
                        names(), Arbitraries.of(Effect.CouponKind.class), someTexts(), spans())
                .as(Effect.Coupon::new);
        Arbitrary<List<Effect.Offer>> offers = Combinators.combine(Arbitraries.of("mail", "line", "dm"), names())
                .as(Effect.Offer::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<Message.ContentTest> tests = Combinators.combine(
                        names(),
                        Arbitraries.maps(names(), offers.filter(some -> !some.isEmpty()))
                                .ofMinSize(1)
                                .ofMaxSize(2))
                .as(Message.ContentTest::new);
        return Combinators.combine(
                        offers,
                        Arbitraries.of(MessageClass.class).injectNull(0.2),
                        namesOrNone(),
                        coupons.injectNull(0.5),
                        Arbitraries.of(Effect.OnCapped.class),
                        spans().injectNull(0.5),
                        Arbitraries.maps(names(), someTexts()).ofMaxSize(2),
                        Combinators.combine(tests.injectNull(0.7), figures().injectNull(0.7))
                                .as(Limited::new))
                .as((by, of, purpose, coupon, capped, notAfter, tags, limited) -> new Message(
                        by, of, purpose, coupon, capped, notAfter, tags, limited.test(), limited.recipients()));
    }

    private record Limited(
            Message.@Nullable ContentTest test, @Nullable Figure recipients) {}

    private static Arbitrary<Figure> figures() {
        return Arbitraries.oneOf(Arbitraries.longs().map(Figure::of), lookedUp());
    }

    private static Arbitrary<Figure> lookedUp() {
        return Arbitraries.oneOf(
                names().map(Figure::field), names().map(Figure::catalog), names().map(Figure::attribute));
    }

    private static Arbitrary<Length> lengths() {
        return Arbitraries.oneOf(
                spans().map(Length::of),
                Combinators.combine(lookedUp(), Arbitraries.integers().between(-40, 40), spans().injectNull(0.2))
                        .as(Length.Days::new));
    }

    private static Arbitrary<Effect> effects() {
        Arbitrary<Map<String, AttributeValue>> details =
                Arbitraries.maps(names(), values()).ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(names(), someTexts(), details).as(Effect.Task::new),
                Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), someTexts())
                        .as(Effect.GrantPoints::new),
                Combinators.combine(names(), Arbitraries.of(Effect.CouponKind.class), someTexts(), spans())
                        .as((campaign, kind, terms, span) ->
                                new Effect.IssueCoupon(new Effect.Coupon(campaign, kind, terms, span))),
                Combinators.combine(names(), details).as(Effect.ExportRow::new),
                Combinators.combine(names(), details).as(Effect.Webhook::new));
    }

    private static Arbitrary<Step> steps(int depth) {
        Arbitrary<List<Step>> inside = depth == 0
                ? Arbitraries.just(List.of())
                : steps(depth - 1).list().ofMaxSize(2);
        Arbitrary<Anchor> anchors =
                Arbitraries.oneOf(Arbitraries.of(Anchor.arrival(), Anchor.entry()), names().map(Anchor.Done::new));
        Arbitrary<LookBack> lookBacks = Arbitraries.oneOf(
                Arbitraries.of(LookBack.none(), LookBack.sinceEntry()),
                names().map(LookBack.SinceStep::new),
                spans().map(LookBack.Within::new));
        Arbitrary<Fact> facts = Combinators.combine(occurrences(), Arbitraries.of("", "ships-at"))
                .as(Fact::new);
        Arbitrary<Step.Case> cases = Combinators.combine(checks(), inside).as(Step.Case::new);
        return Arbitraries.oneOf(
                Combinators.combine(names(), messages(), inside).as(Step.Send::new),
                Combinators.combine(names(), effects()).as(Step.Act::new),
                Combinators.combine(namesOrNone(), lengths(), anchors).as(Step.Wait::new),
                Combinators.combine(
                                namesOrNone(),
                                times(),
                                Arbitraries.of(DayOfWeek.class).injectNull(0.5),
                                zones().injectNull(0.5))
                        .as(Step.WaitUntil::new),
                Combinators.combine(
                                namesOrNone(),
                                checks(),
                                spans().injectNull(0.2),
                                lookBacks.injectNull(0.5),
                                inside,
                                inside)
                        .as(Step.Await::new),
                Combinators.combine(
                                namesOrNone(),
                                facts,
                                lengths(),
                                Arbitraries.of(true, false),
                                spans().injectNull(0.2),
                                inside)
                        .as(Step.WaitOnFact::new),
                Combinators.combine(namesOrNone(), cases.list().ofMaxSize(2), inside)
                        .as(Step.Branch::new),
                Combinators.combine(namesOrNone(), Arbitraries.integers().between(1, 1000), inside)
                        .as(Step.Repeat::new),
                Combinators.combine(
                                namesOrNone(),
                                names(),
                                Arbitraries.maps(names(), values()).ofMaxSize(2))
                        .as(Step.Emit::new),
                Combinators.combine(
                                namesOrNone(),
                                Arbitraries.maps(names(), values()).ofMinSize(1).ofMaxSize(2))
                        .as(Step.SetAttributes::new),
                Combinators.combine(names(), someTexts(), spans().injectNull(0.2), inside, inside)
                        .as(Step.Approval::new),
                Combinators.combine(
                                namesOrNone(),
                                names(),
                                Combinators.combine(names(), inside)
                                        .as(Step.Arm::new)
                                        .list()
                                        .ofMaxSize(2),
                                inside)
                        .as(Step.Split::new),
                Combinators.combine(namesOrNone(), names()).as(Step.HandOver::new),
                Combinators.combine(namesOrNone(), someTexts()).as(Step.End::new));
    }
}
