package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.testkit.SomeScenario.MAIL;
import static io.enishi.testkit.SomeScenario.untilReviewed;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.GoLivePolicy;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Entry;
import io.enishi.scenario.LeapDay;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;
import io.enishi.scenario.ScenarioContext;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries that time brings about: none is lost, none comes twice, and none comes for the past. */
class ScenarioEntryTest {

    // ------------------------------------------------------------------ at one instant

    @Test
    void aScheduleStartsAlsoForWhoDoesSomethingAtThatVeryInstant() {
        try (ScenarioHarness shop = ScenarioHarness.running(weekly().build()).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.stallUntil("2026-04-06T10:00"); // Monday, and the scheduler is late
            hanako.views("kettle");
            shop.advance(hours(1));

            hanako.assertSentExactly("news");
            shop.assertVerified();
        }
    }

    @Test
    void aScheduleStartsAlsoWhenSomethingElseFallsDueAtThatVeryInstant() {
        Scenario silent = untilReviewed("silent")
                .start(Entry.afterAbsence(Selection.actions(), days(5)))
                .steps(send("silence", MAIL))
                .build();
        try (ScenarioHarness shop =
                ScenarioHarness.running(weekly().build(), silent).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers(); // on Wednesday at 10:00, five days before
            shop.advance(days(6));

            hanako.assertSent("news").at("2026-04-06T10:00");
            hanako.assertSent("silence").at("2026-04-06T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void aBirthdayStartsAlsoForWhoDoesSomethingAtThatVeryInstant() {
        Scenario birthday = untilReviewed("birthday")
                .start(Entry.everyYear("birth-date", 0, LocalTime.of(10, 0), LeapDay.MAR_1))
                .steps(send("present", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(birthday).start()) {
            Someone hanako = shop.given("hanako");
            hanako.states("birth-date", LocalDate.of(1990, 4, 3));
            shop.stallUntil("2026-04-03T10:00");
            hanako.views("kettle");
            shop.advance(days(1));

            hanako.assertSentExactly("present");
            shop.assertVerified();
        }
    }

    @Test
    void aDeadlineStartsAlsoForWhoDoesSomethingAtThatVeryInstantAndHasBeenPutAway() {
        try (ScenarioHarness shop = ScenarioHarness.running(expiring())
                .wiring(crm -> crm.hotCustomers(1))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.PointsGranted("lot-1", 100, shop.instant("2026-06-01T00:00")));
            shop.stallUntil("2026-05-02T00:00");
            shop.crm().accept(event("hanako", 900, shop.now(), new EventBody.ProductViewed("kettle", "")));
            shop.given("taro").registers(); // takes her place in memory
            shop.advance(days(1));

            hanako.assertSentExactly("expires-soon");
            hanako.assertSent("expires-soon").at("2026-05-02T00:00");
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ merges and zones

    @Test
    void aDateStartsOneRunAlsoForWhoIsMergedIntoAnotherZoneThatDay() {
        try (ScenarioHarness shop = ScenarioHarness.running(weekly().build()).start()) {
            Someone john = shop.given("john");
            john.states("zone", "America/New_York");
            shop.advance(hours(1));
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advanceTo("2026-04-06T12:00"); // Monday: ten o'clock in Tokyo, not yet in New York
            hanako.assertSentExactly("news");
            john.assertNothingSent();
            shop.merge(john, hanako);
            shop.advanceTo("2026-04-07T12:00");

            assertThat(hanako.messages().size() + john.messages().size()).isEqualTo(1);
            shop.advanceTo("2026-04-14T12:00");
            assertThat(hanako.messages().size() + john.messages().size()).isEqualTo(2);
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ moved deadlines

    @Test
    void anEventThatTakesTheDeadlineBackLeavesNone() {
        Scenario booked = untilReviewed("booked")
                .start(Entry.before("starts", Selection.of("custom:booking"), days(3))
                        .movedBySame("room"))
                .steps(send("see-you", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(booked).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(booking(Map.of(
                    "room",
                    AttributeValue.of("12"),
                    "starts",
                    AttributeValue.of(shop.instant("2026-05-01T15:00").toEpochMilli()))));
            shop.advance(days(1));
            hanako.does(booking(Map.of("room", AttributeValue.of("12")))); // cancelled: it starts no more
            shop.advance(days(60));

            hanako.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void eventsWithoutASubjectDoNotMoveEachOther() {
        Scenario booked = untilReviewed("booked")
                .start(Entry.before("starts", Selection.of("custom:booking"), days(3))
                        .movedBySame("room"))
                .steps(send("see-you", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(booked).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(booking(Map.of(
                    "starts", AttributeValue.of(shop.instant("2026-05-01T15:00").toEpochMilli()))));
            hanako.does(booking(Map.of(
                    "starts", AttributeValue.of(shop.instant("2026-06-01T15:00").toEpochMilli()))));
            shop.advance(days(90));

            hanako.assertSentExactly("see-you", "see-you");
            shop.assertVerified();
        }
    }

    private static EventBody booking(Map<String, AttributeValue> attributes) {
        return new EventBody.Custom("booking", Initiator.CUSTOMER, attributes);
    }

    // ------------------------------------------------------------------ a scenario that is new

    @Test
    void whoStandsAlreadyInANewAbsenceOrSegmentIsCountedAndLetInOnlyWhenAsked() {
        InMemoryCustomerStore store = new InMemoryCustomerStore();
        Instant start = Instant.parse("2026-04-01T01:00:00Z");
        ManualTime time = ManualTime.startingAt(start);
        RecordingChannel mail = RecordingChannel.mail();
        Message service = Message.transactional("service").by("mail", "hello");
        try (Crm before =
                Crm.builder("shop").store(store).clock(time).channel(mail).build()) {
            before.accept(event("hanako", 1, start, new EventBody.Registered("ec")));
        }
        time.advance(Duration.ofDays(100)); // away for longer than the new scenario waits, and nobody asked
        Scenario away = untilReviewed("away")
                .start(Entry.afterAbsence(Selection.actions(), Span.days(90)))
                .steps(send("come-back", service))
                .build();
        Scenario member = untilReviewed("member")
                .start(Entry.intoSegment("members"))
                .steps(send("thank-you", service))
                .build();
        try (Crm after = Crm.builder("shop")
                .store(store)
                .clock(time)
                .channel(mail)
                .segment(Segment.live(
                        "members",
                        Conditions.count(Selection.of("customer.registered")).atLeast(1)))
                .journey(away.compile())
                .journey(member.compile(ScenarioContext.standard().withSegments(List.of("members"))))
                .build()) {
            after.runDue();
            after.deliver();
            assertThat(mail.messages()).as("surprised").isEmpty();

            assertThat(after.goLive(GoLivePolicy.skip()).matching()).isEqualTo(Map.of("away", 1L, "member", 1L));
            after.deliver();
            assertThat(mail.messages()).as("counted only").isEmpty();

            assertThat(after.goLive(GoLivePolicy.enrol(1)).enrolled()).isEqualTo(Map.of("away", 1L, "member", 1L));
            after.deliver();
            assertThat(mail.messages())
                    .extracting(message -> message.key().visit())
                    .containsExactlyInAnyOrder("come-back.1", "thank-you.1");
            assertThat(after.goLive(GoLivePolicy.enrol(1)).matching()).isEmpty();
            assertThat(after.verify().differences()).isEmpty();
        }
    }

    @Test
    void aScenarioThatIsWiredLaterStartsNothingForThePast() {
        InMemoryCustomerStore store = new InMemoryCustomerStore();
        Instant start = Instant.parse("2026-04-01T01:00:00Z"); // Wednesday 10:00 in Tokyo
        ManualTime time = ManualTime.startingAt(start);
        RecordingChannel mail = RecordingChannel.mail();
        Message service = Message.transactional("service").by("mail", "hello");
        try (Crm before =
                Crm.builder("shop").store(store).clock(time).channel(mail).build()) {
            before.accept(event("hanako", 1, start, new EventBody.Registered("ec")));
            before.accept(event(
                    "hanako", 2, start, new EventBody.PointsGranted("lot-1", 100, start.plus(Duration.ofDays(40)))));
            before.accept(event(
                    "hanako",
                    3,
                    start,
                    new EventBody.ProfileChanged(Map.of("birth-date", AttributeValue.of(LocalDate.of(1990, 4, 10))))));
        }
        time.advance(Duration.ofDays(28)); // Wednesday
        Scenario weekly = weekly().steps(send("news", service)).build();
        Scenario expiring = untilReviewed("expiring")
                .start(Entry.before("expires-at", Selection.of("points.granted"), days(30)))
                .steps(send("expires-soon", service))
                .build();
        Scenario birthday = untilReviewed("birthday")
                .start(Entry.everyYear("birth-date", 0, LocalTime.of(10, 0), LeapDay.MAR_1))
                .steps(send("present", service))
                .build();
        try (Crm after = Crm.builder("shop")
                .store(store)
                .clock(time)
                .channel(mail)
                .journey(weekly.compile())
                .journey(expiring.compile())
                .journey(birthday.compile())
                .build()) {
            after.goLive(GoLivePolicy.skip());
            after.runDue();
            after.deliver();
            assertThat(mail.messages()).isEmpty();

            time.advance(Duration.ofDays(6));
            after.runDue();
            after.deliver();
            assertThat(mail.messages())
                    .extracting(message -> message.key().visit())
                    .containsExactly("news.1");
            assertThat(after.verify().differences()).isEmpty();
        }
    }

    // ------------------------------------------------------------------

    private static CustomerEvent event(String name, long id, Instant at, EventBody body) {
        return new CustomerEvent(
                "ec",
                EventId.of(id),
                List.of(Identifier.member(name), Identifier.email(name + "@example.jp")),
                at,
                at,
                null,
                body);
    }

    private static ScenarioBuilder weekly() {
        return untilReviewed("weekly")
                .start(Entry.everyWeek(DayOfWeek.MONDAY, LocalTime.of(10, 0)))
                .steps(send("news", MAIL));
    }

    private static Scenario expiring() {
        return untilReviewed("expiring")
                .start(Entry.before("expires-at", Selection.of("points.granted"), days(30)))
                .again(Reentry.concurrent())
                .steps(send("expires-soon", MAIL), waitFor(days(1)))
                .build();
    }

    // ------------------------------------------------------------------ segments

    @Test
    void leavingASegmentStartsARunAndEnteringItDoesNot() {
        Scenario fading = untilReviewed("fading")
                .start(Entry.outOfSegment("busy"))
                .steps(send("miss-you", MAIL))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(fading)
                .segment(Segment.live(
                        "busy",
                        Conditions.count(Selection.of("product.viewed"))
                                .within(days(7))
                                .atLeast(1)))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.views("kettle");
            shop.advance(hours(7 * 24 - 1));
            hanako.assertNothingSent();
            shop.advance(hours(1)); // nothing happens: it is time that takes her out

            hanako.assertSentExactly("miss-you");
            hanako.assertSent("miss-you").at("2026-04-08T10:00");
            shop.assertVerified();
        }
    }
}
