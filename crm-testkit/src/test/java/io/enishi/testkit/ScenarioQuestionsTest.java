package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.when;
import static io.enishi.testkit.SomeScenario.MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Interest;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.ExplanationText;
import io.enishi.scenario.Fact;
import io.enishi.scenario.Figure;
import io.enishi.scenario.Length;
import io.enishi.scenario.LookBack;
import io.enishi.scenario.Occurrence;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.RecipientLimits;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scenario can ask beside single checks: who is linked, several questions at once, figures, and several entries. */
class ScenarioQuestionsTest {

    // ------------------------------------------------------------------ linked, known to

    @Test
    void whoIsNotLinkedIsAskedAndLinkingEndsItAtOnce() {
        Scenario link = scenario("link")
                .start(Entry.on(Selection.orders()))
                .onlyIf(Conditions.not(Conditions.linked("line")))
                .exit("linked", Check.holds(Conditions.linked("line")))
                .steps(waitFor(days(1)), send("link", MAIL), waitFor(days(30)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(link).start()) {
            Someone alone = shop.given("alone").comesWith("member", "email");
            Someone later = shop.given("later").comesWith("member", "email");
            Someone friend = shop.given("friend").comesWith("member", "email", "line");
            List.of(alone, later, friend).forEach(each -> each.orders("o-" + each, 3_000));
            shop.advance(days(2));
            later.comesWith("member", "line")
                    .views("kettle"); // the app tells of the LINE account with whatever happens next
            shop.advance(days(1));

            alone.assertSentExactly("link");
            later.assertEnded("link", End.Kind.EXIT, "linked");
            friend.assertNeverIn("link");
            assertThat(why(friend, "link")).contains("line が連携済み：はい");
            shop.assertVerified();
        }
    }

    @Test
    void aMergeLinksAndAnUndoUnlinks() {
        Segment linked =
                Segment.live("linked", Conditions.all(Conditions.linked("pos-card"), Conditions.linked("line")));
        try (ScenarioHarness shop = ScenarioHarness.running(scenario("any")
                        .start(Entry.onRequest())
                        .steps(send("x", MAIL))
                        .build())
                .segment(linked)
                .start()) {
            Someone card = shop.given("card").comesWith("pos-card");
            Someone line = shop.given("line").comesWith("line");
            card.views("kettle");
            line.views("kettle");
            assertThat(members(shop, "linked")).isEmpty();

            shop.merge(card, line);
            assertThat(members(shop, "linked")).hasSize(1);

            shop.unmerge(card, line);
            assertThat(members(shop, "linked")).isEmpty();
        }
    }

    @Test
    void aSourceThatTellsOfSomebodyForTheFirstTimeChangesASegmentAtOnce() {
        Segment both = Segment.live("both", Conditions.all(Conditions.knownTo("pos"), Conditions.knownTo("ec")));
        Scenario welcome = scenario("welcome-both")
                .start(Entry.intoSegment("both"))
                .steps(send("both", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(welcome).segment(both).start()) {
            Someone hanako = shop.given("hanako");
            hear(shop, hanako, "ec", 1);
            hear(shop, hanako, "ec", 2);
            hanako.assertNeverIn("welcome-both");
            hear(shop, hanako, "pos", 3);

            hanako.assertSentExactly("both");
            shop.assertVerified();
        }
    }

    private static void hear(ScenarioHarness shop, Someone of, String source, int number) {
        shop.advance(days(1));
        shop.crm()
                .accept(new CustomerEvent(
                        source,
                        EventId.named(of + "-" + number),
                        List.of(
                                Identifier.member("hanako"),
                                Identifier.verified(io.enishi.core.value.Scheme.EMAIL, "hanako@example.jp")),
                        shop.now(),
                        shop.now(),
                        null,
                        new EventBody.ProductViewed("kettle", "")));
        shop.advance(days(1));
    }

    private static List<Object> members(ScenarioHarness shop, String segment) {
        return new ArrayList<>(shop.crm().segment(segment, 10));
    }

    // ------------------------------------------------------------------ all, any, not

    @Test
    void aWaitForOneOfSeveralThingsEndsWithTheFirstAndLooksBackForEach() {
        Check interested = Check.any(
                Check.tapped("offer"),
                Check.happened(Selection.of("product.viewed")),
                Check.holds(new Condition.InSegment("fans")));
        Scenario follow = scenario("follow")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(
                        send("offer", MAIL),
                        await(interested, days(7))
                                .lookingBack(LookBack.since("offer"))
                                .then(send("more", MAIL))
                                .otherwise(end("not interested")))
                .build();
        Segment fans = Segment.live(
                "fans", Conditions.count(Selection.of("review.posted")).atLeast(1));
        try (ScenarioHarness shop =
                ScenarioHarness.running(follow).segment(fans).start()) {
            Someone taps = registered(shop, "taps");
            Someone looks = registered(shop, "looks");
            Someone reviews = registered(shop, "reviews");
            Someone sleeps = registered(shop, "sleeps");
            shop.advance(days(2));
            taps.taps("offer");
            looks.views("kettle");
            reviews.reviews("kettle", 5);
            shop.advance(days(10));

            List.of(taps, looks, reviews).forEach(each -> each.assertSentExactly("offer", "more"));
            sleeps.assertSentExactly("offer");
            sleeps.assertEnded("follow", End.Kind.EXIT, "not interested");
            shop.assertVerified();
        }
    }

    @Test
    void anExitThatNeedsSeveralThingsEndsWhenTheLastOfThemComesInWhateverOrder() {
        Scenario course = scenario("course")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit(
                        "done",
                        Check.all(
                                Check.happened(Selection.of("product.viewed")),
                                Check.happened(Selection.of("review.posted")),
                                Check.not(Check.happened(Selection.of("complaint.received")))))
                .standardExits()
                .steps(waitFor(days(10)), send("still-here", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(course).start()) {
            Someone one = registered(shop, "one");
            Someone other = registered(shop, "other");
            Someone half = registered(shop, "half");
            Someone complains = registered(shop, "complains");
            shop.advance(days(1));
            one.views("kettle");
            other.reviews("kettle", 4);
            half.views("kettle");
            complains.complains("c-1");
            shop.advance(days(1));
            one.reviews("kettle", 4);
            other.views("kettle");
            complains.views("kettle");
            complains.reviews("kettle", 1);
            shop.advance(days(10));

            List.of(one, other).forEach(each -> each.assertEnded("course", End.Kind.EXIT, "done"));
            List.of(half, complains).forEach(each -> each.assertSentExactly("still-here"));
            shop.assertVerified();
        }
    }

    @Test
    void aBranchAsksSeveralThingsAndWhyTellsEachPart() {
        Scenario ask = scenario("ask")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit(
                        "never",
                        Check.all(Check.happened(Selection.of("review.posted")), Check.not(Check.tapped("offer"))))
                .steps(
                        send("offer", MAIL),
                        waitFor(days(3)),
                        branch(when(
                                Check.all(Check.noResponse("offer"), Check.happened(Selection.of("product.viewed"))),
                                send("looked-but-silent", MAIL))),
                        waitFor(days(3)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(ask).start()) {
            Someone looks = registered(shop, "looks");
            Someone taps = registered(shop, "taps");
            Someone sleeps = registered(shop, "sleeps");
            shop.advance(days(1));
            looks.views("kettle");
            taps.views("kettle");
            taps.taps("offer");
            shop.advance(days(3));

            looks.assertSentExactly("offer", "looked-but-silent");
            taps.assertSentExactly("offer");
            sleeps.assertSentExactly("offer");
            assertThat(looks.why("ask")).contains("all of these").contains("review.posted since the beginning");
            assertThat(why(looks, "ask")).contains("次のすべて").contains("次でない");
            assertThat(ask.mermaid()).contains("no response to &quot;offer&quot; and product.viewed");
        }
    }

    // ------------------------------------------------------------------ figures

    @Test
    void aWaitTakesItsDaysFromTheCatalogueOrTheProfile() {
        Scenario empty = scenario("empty")
                .start(Entry.on(Selection.orders()))
                .again(Reentry.concurrent())
                .steps(
                        waitFor(Length.days(Figure.catalog("use-period-days"), days(30))
                                .minus(5)),
                        send("nearly-empty", MAIL),
                        Step.waitAfter(
                                Fact.timeOf(Occurrence.of(Selection.orders()).same("order")),
                                Length.days(Figure.attribute("cycle-days"), days(60)),
                                days(1)),
                        send("by-cycle", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(empty)
                .catalog((product, fact) -> fact.equals("use-period-days") && product.startsWith("serum")
                        ? List.of(AttributeValue.of(product.equals("serum-small") ? 20 : 45))
                        : List.of())
                .start()) {
            Someone serum = shop.given("serum");
            Someone kettle = shop.given("kettle");
            serum.orders("o-1", "serum-large", "cosmetics", 3_000);
            kettle.orders("o-2", "kettle", "kitchen", 3_000);
            serum.does(new EventBody.ProfileChanged(Map.of("cycle-days", AttributeValue.of(50))));
            shop.advance(days(45));
            serum.does(new EventBody.ProfileChanged(Map.of("cycle-days", AttributeValue.of(55))));
            shop.advance(days(30));

            serum.assertSent("nearly-empty").at("2026-05-11T10:00"); // 45 - 5 days after 1 April
            serum.assertSent("by-cycle").at("2026-05-26T10:00"); // it moved with the profile
            kettle.assertSent("nearly-empty").at("2026-05-01T10:00"); // the catalogue does not know
            kettle.assertSent("by-cycle").at("2026-05-31T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void asManyHearOfARestockAsThereArePiecesAndNobodyWhenTheNumberIsUnknown() {
        Scenario back = scenario("back")
                .start(Entry.onShopEvent(
                        Selection.of("shop.restocked"),
                        Interest.in("shop.restocked", Selection.of("restock.requested"))
                                .same("product")))
                .again(Reentry.concurrent())
                .steps(
                        send("back", MAIL.toAtMost(Figure.field("quantity"))).otherwise(end("too late")),
                        send("loan", MAIL.toAtMost(Figure.catalog("loans"))).otherwise(end("no loan")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(back)
                .wiring(crm -> crm.quota(RecipientLimits.in(new InMemoryAccounts())))
                .start()) {
            List<Someone> people = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                Someone one = shop.given("person-" + i);
                one.does(new EventBody.RestockRequested("kettle", ""));
                people.add(one);
                shop.advance(days(1));
            }
            shop.crm()
                    .accept(new ShopEvent(
                            "stock", EventId.named("r-1"), shop.now(), new ShopEvent.Restocked("kettle", 3)));
            shop.advance(days(1));

            people.subList(0, 3).forEach(each -> each.assertSentExactly("back"));
            people.subList(0, 3).forEach(each -> each.assertEnded("back", End.Kind.EXIT, "no loan"));
            people.subList(3, 5).forEach(Someone::assertNothingSent);
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ several entries

    @Test
    void whicheverEntryComesFirstStartsTheRunAndTheOtherDoesNotStartASecond() {
        Scenario greet = scenario("greet")
                .start(Entry.anyOf(
                        Entry.on(Selection.of("store.visited")),
                        Entry.on(Selection.of("customer.registered")),
                        Entry.everyMonth(20, LocalTime.of(9, 0)),
                        Entry.afterAbsence(Selection.of("product.viewed"), days(5)),
                        Entry.onRequest()))
                .again(Reentry.never())
                .steps(send("greet", MAIL), waitFor(days(90)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(greet).start()) {
            Someone visits = shop.given("visits");
            Someone registers = shop.given("registers");
            Someone looks = shop.given("looks");
            Someone asks = shop.given("asks");
            Someone waits = shop.given("waits");
            visits.does(new EventBody.StoreVisited("ginza"));
            registers.registers();
            looks.views("kettle");
            asks.does(new EventBody.CartChanged(List.of()));
            waits.does(new EventBody.CartChanged(List.of()));
            shop.advance(days(1));
            visits.registers();
            shop.crm().request("greet", "r-1", asks.id(), Map.of());
            shop.advance(days(30));

            visits.assertSent("greet").at("2026-04-01T10:00");
            registers.assertSent("greet").at("2026-04-01T10:00");
            asks.assertSent("greet").at("2026-04-02T10:00");
            looks.assertSent("greet").at("2026-04-06T10:00");
            waits.assertSent("greet").at("2026-04-20T09:00");
            for (Someone each : List.of(visits, registers, asks, looks, waits)) {
                each.assertSentExactly("greet");
            }
            assertThat(visits.why("greet")).contains("any of these");
            assertThat(greet.mermaid()).contains("store.visited or customer.registered");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ helpers

    private static String why(Someone one, String scenario) {
        return ExplanationText.of(one.whyData(scenario), Locale.JAPANESE, ZoneId.of("Asia/Tokyo"));
    }

    private static Someone registered(ScenarioHarness shop, String name) {
        Someone one = shop.given(name);
        one.registers();
        return one;
    }

    private static ScenarioBuilder scenario(String name) {
        return Scenario.named(name)
                .goal("They come back", Check.happened(Selection.of("survey.answered")))
                .owner("crm")
                .because("it is tested");
    }
}
