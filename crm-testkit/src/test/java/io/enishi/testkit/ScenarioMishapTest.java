package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.approval;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.handOver;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.task;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.waitUntil;
import static io.enishi.testkit.SomeScenario.MAIL;
import static io.enishi.testkit.SomeScenario.untilReviewed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.Stock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What goes wrong around a scenario, and what it comes to. */
class ScenarioMishapTest {

    private static final Message SERVICE = Message.transactional("service").by("mail", "hello");

    // ------------------------------------------------------------------ inputs

    @Test
    void anEventThatComesTwiceStartsOneRunAndSendsOnce() {
        Scenario welcome = welcome()
                .again(Reentry.concurrent())
                .steps(send("hello", SERVICE), waitFor(days(1)), send("second", SERVICE))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome).start()) {
            Someone hanako = shop.given("hanako");
            CustomerEvent event = event(77, shop.now(), new EventBody.Registered("web"));
            assertThat(shop.crm().accept(event)).isInstanceOf(AcceptOutcome.Accepted.class);
            assertThat(shop.crm().accept(event)).isInstanceOf(AcceptOutcome.Duplicate.class);
            shop.advance(hours(30));
            assertThat(shop.crm().accept(event)).isInstanceOf(AcceptOutcome.Duplicate.class);
            shop.advance(days(3));

            assertThat(shop.channel("mail").messages())
                    .extracting(message -> message.key().visit())
                    .containsExactly("hello.1", "second.1");
            assertThat(hanako.entries("welcome")).isEqualTo(1);
            shop.assertVerified();
        }
    }

    @Test
    void whenAMergeIsUndoneInTheMiddleEachRunGoesOnByItsOwnPersonsFacts() {
        Scenario order = untilReviewed("order")
                .start(Entry.on(Selection.of("order.placed")))
                .again(Reentry.concurrent())
                .steps(await(Check.happened(Selection.of("product.viewed")), days(10))
                        .then(send("viewed", MAIL))
                        .otherwise(send("silent", MAIL)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(order).start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.orders("o-1", 3_000);
            taro.orders("o-2", 3_000);
            shop.advance(days(1));
            shop.merge(hanako, taro);
            shop.advance(days(1));
            shop.unmerge(hanako, taro);
            shop.advance(days(1));
            hanako.views("kettle");
            shop.advance(days(20));

            hanako.assertSentExactly("viewed");
            taro.assertSentExactly("silent");
            shop.assertVerified();
        }
    }

    @Test
    void aRunThatAMergeEndedDoesNotComeBackWhenItIsUndone() {
        Scenario welcome =
                welcome().steps(waitFor(days(5)), send("hello", MAIL)).build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome).start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.registers();
            shop.advance(hours(1));
            taro.registers();
            shop.merge(hanako, taro);
            taro.assertEnded("welcome", End.Kind.MERGED, "older run");
            shop.unmerge(hanako, taro);
            shop.advance(days(10));

            hanako.assertSentExactly("hello");
            taro.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void aZoneThatNobodyKnowsFallsBackToTheShops() {
        Scenario welcome = welcome()
                .steps(waitUntil(LocalTime.of(9, 0)), send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome).start()) {
            Someone john = shop.given("john");
            john.states("zone", "Atlantis/Poseidonis");
            john.registers();
            shop.advance(days(2));

            john.assertSent("hello").at("2026-04-02T09:00");
            assertThat(john.why("welcome"))
                    .contains("local time: Asia/Tokyo, the shop's: what is stated of the person is no zone");
            assertThat(told(shop, john))
                    .contains(", in Asia/Tokyo, the shop's: what is stated of the person is no zone");
            shop.assertVerified();
        }
    }

    @Test
    void theShopsZoneIsNamedWhereItStandsInForOneThatIsNotStated() {
        Scenario welcome = welcome()
                .steps(waitUntil(LocalTime.of(9, 0)), send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome).start()) {
            Someone hanako = shop.given("hanako");
            Someone john = shop.given("john");
            john.states("zone", "America/New_York");
            hanako.registers();
            john.registers();

            assertThat(told(shop, hanako)).contains("in Asia/Tokyo, the shop's: none is known of the person");
            assertThat(told(shop, john)).doesNotContain("the shop's");
            assertThat(john.why("welcome")).contains("local time: America/New_York");
        }
    }

    @Test
    void whoStatesNoZoneIsWrittenToByTheClockOfTheirAddress() {
        Scenario welcome = welcome()
                .steps(waitUntil(LocalTime.of(9, 0)), send("hello", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(welcome).zone("Europe/London").start()) {
            Someone hanako = shop.given("hanako");
            Someone min = shop.given("min");
            Someone john = shop.given("john");
            hanako.states("prefecture", "北海道");
            min.states("zone", "somewhere");
            min.states("country", "kr");
            john.states("country", "US"); // has several
            List.of(hanako, min, john).forEach(Someone::registers);
            shop.advance(days(2));

            hanako.assertSent("hello").at("2026-04-02T01:00"); // nine in Tokyo
            min.assertSent("hello").at("2026-04-02T01:00"); // nine in Seoul
            john.assertSent("hello").at("2026-04-02T09:00");
            assertThat(told(shop, hanako)).contains("in Asia/Tokyo, by the address: none is stated by the person");
            assertThat(told(shop, min))
                    .contains("in Asia/Seoul, by the address: what is stated of the person is no zone");
            assertThat(told(shop, john)).contains("in Europe/London, the shop's: none is known of the person");
            shop.assertVerified();
        }
    }

    private static String told(ScenarioHarness shop, Someone who) {
        return shop.crm().decisions(who.id()).stream()
                .map(DecisionRecord::toText)
                .collect(Collectors.joining());
    }

    @Test
    void aZoneThatMovesDuringAWaitForATimeDoesNotSendTwice() {
        Scenario welcome = welcome()
                .steps(waitUntil(LocalTime.of(9, 0)), send("hello", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(welcome).start()) {
            Someone john = shop.given("john");
            john.registers();
            shop.advance(hours(1));
            john.states("zone", "America/New_York");
            shop.advance(days(3));

            john.assertSentExactly("hello");
            shop.assertVerified();
        }
    }

    @Test
    void aSnapshotKeepsWhoWasInAndALiveSegmentFollows() {
        Segment live = Segment.live(
                "live", Conditions.count(Selection.of("product.viewed")).atLeast(1));
        Segment taken = Segment.snapshot(
                "taken", Conditions.count(Selection.of("product.viewed")).atLeast(1));
        try (ScenarioHarness shop = ScenarioHarness.running(
                        untilReviewed("on-live")
                                .start(Entry.intoSegment("live"))
                                .steps(send("at-once", MAIL))
                                .build(),
                        untilReviewed("on-taken")
                                .start(Entry.intoSegment("taken"))
                                .steps(send("when-taken", MAIL))
                                .build())
                .segment(live)
                .segment(taken)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.advance(days(1));
            hanako.assertSentExactly("at-once");
            shop.crm().takeSnapshot("taken");
            shop.advance(days(1));

            hanako.assertSentExactly("at-once", "when-taken");
            hanako.assertSent("when-taken").at("2026-04-02T10:00");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ hosts, channels, clocks

    @Test
    void aHandlerThatThrowsIsAskedAgainEverMoreRarelyThenBuriedAndStopsNobodyElse() {
        List<Instant> asked = new ArrayList<>();
        Scenario calling = welcome()
                .steps(task("call", "staff", "Call"), send("after", MAIL))
                .build();
        Scenario other = untilReviewed("other")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("hello", MAIL))
                .build();
        ManualClock clock = new ManualClock();
        try (ScenarioHarness shop = ScenarioHarness.running(calling, other)
                .wiring(crm -> crm.handler(Effect.Task.class, (key, effect, customer, at) -> {
                    asked.add(clock.now());
                    throw new IllegalStateException("the call centre is closed");
                }))
                .start()) {
            clock.of = shop;
            Someone hanako = shop.given("hanako");
            hanako.registers();
            Someone taro = shop.given("taro");
            taro.registers();
            shop.advance(days(60));

            hanako.assertSent("hello");
            taro.assertSent("hello");
            List<StoredCommand> dead = shop.crm().deadLetters(10);
            assertThat(dead).hasSize(2);
            assertThat(dead.get(0).key().visit()).isEqualTo("call.1");
            assertThat(asked.size()).isBetween(4, 100);
            shop.assertVerified();
        }
    }

    @Test
    void somebodyWhoseDecisionThrowsWaitsAloneAndGoesOnWhenItIsRepaired() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Map<String, Long> failed = new TreeMap<>();
        Scenario asking = welcome()
                .steps(
                        waitFor(days(1)),
                        Step.branch(Step.when(Check.holds(Conditions.host("suits", Map.of())), send("hello", MAIL))))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(asking)
                .wiring(crm -> crm.meters((meter, label, amount) -> failed.merge(meter, amount, Long::sum))
                        .hostFunction("suits", (customer, arguments) -> {
                            if (broken.get() && customer.attribute("odd").isPresent()) {
                                throw new IllegalStateException("cannot divide by nothing");
                            }
                            return true;
                        }))
                .start()) {
            Someone taro = shop.given("taro");
            taro.states("odd", "yes");
            taro.registers();
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.stallUntil("2026-04-03T10:00");
            shop.crm().runDue();
            shop.crm().deliver();

            hanako.assertSentExactly("hello");
            taro.assertNothingSent();
            assertThat(failed.get("wakes.failed")).isPositive();

            broken.set(false);
            shop.advance(days(1));
            taro.assertSentExactly("hello");
            shop.assertVerified();
        }
    }

    /** The harness, once there is one. */
    private static final class ManualClock {
        private ScenarioHarness of;

        Instant now() {
            return of == null ? Instant.EPOCH : of.now();
        }
    }

    @Test
    void aBatchIsHandedOverOnceAndItsResultsMayComeWeeksLater() {
        Scenario letters = welcome()
                .steps(
                        send("letter", advertising("newsletter").by("dm", "letter")),
                        await(Check.happened(Selection.of("message.bounced")), days(60))
                                .then(send("by-mail", MAIL)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(letters).start()) {
            shop.channel("dm")
                    .answer(message -> new Outcome.RetryAfter(Duration.ofHours(6), "the batch closes at four"));
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.registers();
            taro.registers();
            shop.advance(hours(3));
            hanako.assertNothingSent();
            shop.channel("dm").answer(new Outcome.Accepted("batch-7"));
            shop.advance(days(30));
            assertThat(shop.channel("dm").messages()).hasSize(2);
            String key = hanako.messages().get(0).key().toString();
            hanako.did(
                    new EventBody.MessageEvent(
                            EventBody.MessageStep.BOUNCED, key, "dm", "welcome", "letter", "no such house"),
                    "2026-04-20T10:00");
            shop.advance(days(60));

            hanako.assertSentExactly("letter", "by-mail");
            taro.assertSentExactly("letter");
            shop.assertVerified();
        }
    }

    @Test
    void aPieceIsThereForTheNextWhenTheSendThatHeldItIsDropped() {
        Message offer = MAIL.withCoupon(discount("spring", "20%", days(3)));
        try (ScenarioHarness shop = ScenarioHarness.running(
                        welcome().steps(send("offer", offer)).build())
                .wiring(crm -> crm.quota(Stock.of("pieces", "welcome", 1, new InMemoryAccounts())))
                .start()) {
            shop.channel("mail")
                    .answer(message -> message.to().value().startsWith("hanako")
                            ? new Outcome.Rejected("no such mailbox")
                            : new Outcome.Accepted(""));
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            Someone jiro = shop.given("jiro");
            hanako.registers();
            taro.registers();
            jiro.registers();
            shop.advance(days(1));

            hanako.assertNothingSent();
            taro.assertSentExactly("offer");
            jiro.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void aChannelThatLiesAboutHavingSentIsNotAskedAgainAndOneThatAnswersNothingOnlyWhereItRemembersKeys() {
        Scenario both = welcome()
                .steps(
                        send("by-line", advertising("newsletter").by("line", "hello")),
                        send("by-mail", MAIL),
                        waitFor(days(1)),
                        send("later", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(both).start()) {
            shop.channel("line").answer(new Outcome.Unknown("no answer"));
            shop.channel("mail").answer(new Outcome.Unknown("no answer"));
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(9));

            // LINE remembers keys for a day, so it was asked again and delivered once; mail was asked once and is left
            // to a human
            assertThat(shop.channel("line").messages()).hasSize(1);
            CommandKey line = shop.channel("line").messages().get(0).key();
            assertThat(shop.channel("line").attempts(line)).isGreaterThan(1);
            Set<CommandKey> keys = new HashSet<>();
            shop.channel("mail")
                    .messages()
                    .forEach(message -> assertThat(keys.add(message.key())).isTrue());
            assertThat(shop.crm().deadLetters(10)).isNotEmpty();
            shop.assertVerified();
        }
    }

    @Test
    void aClockThatJumpsBackSendsNothingTwiceAndOneThatJumpsAheadLosesNothing() {
        Instant start = Instant.parse("2026-04-01T01:00:00Z");
        Instant[] now = {start};
        RecordingChannel mail = RecordingChannel.mail();
        Scenario welcome = welcome()
                .steps(send("hello", SERVICE), waitFor(days(1)), send("second", SERVICE))
                .build();
        try (Crm crm = Crm.builder("shop")
                .clock(() -> now[0])
                .channel(mail)
                .journey(welcome.compile())
                .build()) {
            crm.accept(event(1, start, new EventBody.Registered("web")));
            crm.deliver();
            now[0] = start.plus(Duration.ofHours(23));
            turn(crm);
            now[0] = start.plus(Duration.ofMinutes(1)); // set back
            turn(crm);
            crm.accept(event(2, now[0], new EventBody.ProductViewed("kettle", "")));
            turn(crm);
            assertThat(mail.messages()).hasSize(1);
            now[0] = start.plus(Duration.ofDays(365)); // ahead
            turn(crm);
            assertThat(mail.messages()).hasSize(2);
            now[0] = start.plus(Duration.ofDays(2)); // and back again
            turn(crm);
            crm.accept(event(3, now[0], new EventBody.ProductViewed("kettle", "")));
            turn(crm);

            assertThat(mail.messages())
                    .extracting(message -> message.key().visit())
                    .containsExactly("hello.1", "second.1");
            assertThat(crm.verify().differences()).isEmpty();
        }
    }

    private static void turn(Crm crm) {
        crm.runDue();
        crm.deliver();
    }

    private static CustomerEvent event(long id, Instant at, EventBody body) {
        return new CustomerEvent(
                "ec",
                EventId.of(id),
                List.of(Identifier.member("hanako"), Identifier.email("hanako@example.jp")),
                at,
                at,
                null,
                body);
    }

    // ------------------------------------------------------------------ approvals that go astray

    @Test
    void anApprovalIsAnsweredOnceAndByItsOwnRequest() {
        Scenario asking = welcome()
                .steps(
                        approval("boss", "A letter", days(9))
                                .then(send("hello", MAIL))
                                .otherwise(send("refused", MAIL)),
                        waitFor(days(1)),
                        approval("again", "Another letter", days(9)).then(send("more", MAIL)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(asking).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            CommandKey boss = request(shop, hanako, "boss.1");
            shop.crm().approve(boss, false, "sato");
            shop.crm().approve(boss, true, "sato");
            shop.advance(days(2));
            shop.crm().approve(boss, true, "sato"); // while the second one waits
            shop.advance(hours(1));
            hanako.assertSentExactly("refused");
            shop.crm().approve(request(shop, hanako, "again.1"), true, "sato");
            shop.advance(hours(1));

            hanako.assertSentExactly("refused", "more");
            shop.assertVerified();
        }
    }

    @Test
    void anApprovalIsAnsweredAfterAMergeAndNotAfterAnErasure() {
        Scenario asking = welcome()
                .again(Reentry.concurrent())
                .steps(approval("boss", "A letter", days(9)).then(send("hello", MAIL)))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(asking).start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            Someone jiro = shop.given("jiro");
            hanako.registers();
            taro.registers();
            jiro.registers();
            CommandKey ofTaro = request(shop, taro, "boss.1");
            CommandKey ofJiro = request(shop, jiro, "boss.1");
            shop.merge(hanako, taro);
            shop.crm().erase(jiro.id(), "asked for");
            shop.crm().approve(ofTaro, true, "sato");
            shop.crm().approve(ofJiro, true, "sato");
            shop.advance(hours(1));

            assertThat(shop.channel("mail").messages()).hasSize(1);
            assertThat(shop.channel("mail").messages().get(0).key().origin()).isEqualTo(ofTaro.origin());
            shop.assertVerified();
        }
    }

    private static CommandKey request(ScenarioHarness shop, Someone who, String visit) {
        return shop.handled().stream()
                .map(ScenarioHarness.Handled::key)
                .filter(key -> key.origin().equals(who.origin()) && key.visit().equals(visit))
                .findFirst()
                .orElseThrow();
    }

    // ------------------------------------------------------------------ handing over

    @Test
    void scenariosThatHandOverInACircleAtOneInstantAreRefused() {
        Scenario ping = untilReviewed("ping")
                .start(Entry.onRequest())
                .steps(send("ping", MAIL), handOver("pong"))
                .build();
        Scenario pong = untilReviewed("pong")
                .start(Entry.onRequest())
                .steps(waitUntil(LocalTime.of(10, 0)), handOver("ping"))
                .build();

        assertThatThrownBy(() -> ScenarioHarness.running(ping, pong).start())
                .hasMessageContaining("ping.steps")
                .hasMessageContaining("comes back at the same instant");
        ScenarioHarness.running(ping, pong(Reentry.never())).start().close();
        ScenarioHarness.running(ping, pong(Reentry.after(days(30)))).start().close();
    }

    private static Scenario pong(Reentry again) {
        return untilReviewed("pong")
                .start(Entry.onRequest())
                .again(again)
                .steps(handOver("ping"))
                .build();
    }

    @Test
    void whoGoesRoundInACircleOfScenariosWaitsEachTime() {
        Scenario ping = untilReviewed("ping")
                .start(Entry.onRequest())
                .steps(send("ping", MAIL), handOver("pong"))
                .build();
        Scenario pong = untilReviewed("pong")
                .start(Entry.onRequest())
                .steps(waitFor(days(1)), handOver("ping"))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(ping, pong).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.crm().request("ping", "first", hanako.id(), Map.of());
            shop.advance(days(10));

            assertThat(hanako.messages()).hasSize(11);
            shop.assertVerified();
        }
    }

    @Test
    void ofTwoRunsThatWereHandedOverTheOlderStaysAfterAMerge() {
        Scenario ping = untilReviewed("ping")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("ping", MAIL), handOver("pong"))
                .build();
        Scenario pong = untilReviewed("pong")
                .start(Entry.onRequest())
                .steps(waitFor(days(1)), send("pong", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(ping, pong).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.merge(hanako, registered(shop, "taro"));
            shop.advance(days(3));

            assertThat(shop.channel("mail").messages().stream()
                            .map(message -> message.key().visit()))
                    .containsExactlyInAnyOrder("ping.1", "ping.1", "pong.1");
            shop.assertVerified();
        }
    }

    private static Someone registered(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.registers();
        return someone;
    }

    private static ScenarioBuilder welcome() {
        return untilReviewed("welcome").start(Entry.on(Selection.of("customer.registered")));
    }
}
