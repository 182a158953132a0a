package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.answered;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.process.Decision.End;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebAndStoreTest {

    @Test
    void anInvitationAndTheDayBeforeTheVisitAReminder() {
        try (ScenarioHarness shop = webToStore()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.advance(days(3));
            hanako.does(booked(shop, "2026-04-20T15:00"));

            shop.advanceTo("2026-04-20T15:00");

            hanako.assertSent("invitation").at("2026-04-02T10:00").withCouponUntil("2026-06-02T10:00");
            hanako.assertSent("tomorrow").on("sms").at("2026-04-19T15:00");
            hanako.does(new EventBody.StoreVisited("shibuya"));
            hanako.assertEnded("web-to-store", End.Kind.GOAL, "goal");
            shop.assertVerified();
        }
    }

    @Test
    void theReminderMovesWithTheVisitAndFallsAwayWithIt() {
        try (ScenarioHarness shop = webToStore()) {
            Someone moves = registersAndBooks(shop, "moves");
            Someone cancels = registersAndBooks(shop, "cancels");
            shop.advance(days(2));
            moves.does(booked(shop, "2026-04-25T11:00"));
            cancels.does(new EventBody.Custom("visit-cancelled", Initiator.CUSTOMER, Map.of()));

            shop.advance(months(1));

            moves.assertSent("tomorrow").at("2026-04-24T11:00");
            cancels.assertSentExactly("invitation");
            cancels.assertEnded("web-to-store", End.Kind.EXIT, "visit-cancelled");
        }
    }

    @Test
    void theCouponUsedInAStoreEndsItAndWhoRegisteredInAStoreIsNotInvited() {
        try (ScenarioHarness shop = webToStore()) {
            Someone uses = shop.given("uses");
            uses.registers();
            shop.advance(days(5));
            uses.redeemsCouponOf("invitation");
            Someone inTheStore = shop.given("in-the-store");
            inTheStore.does(new EventBody.Registered("store"));

            uses.assertEnded("web-to-store", End.Kind.EXIT, "coupon-used");
            inTheStore.assertNeverIn("web-to-store");
        }
    }

    @Test
    void whoRegistersInAStoreIsAskedAndThankedWithACouponForTheSite() {
        try (ScenarioHarness shop = storeToSite()) {
            Someone hanako = shop.given("hanako");
            hanako.does(new EventBody.Registered("store"));
            shop.advance(hours(3));
            hanako.does(answered("store-visit", 9));
            shop.advance(days(7));

            hanako.assertSent("question").on("push").at("2026-04-01T12:00");
            hanako.assertSent("coupon").at("2026-04-01T13:00").withCouponUntil("2026-05-01T13:00");
            hanako.orders("o-1", 3_000);
            hanako.assertEnded("store-to-site", End.Kind.GOAL, "goal");
            shop.assertVerified();
        }
    }

    @Test
    void whoDoesNotAnswerIsAskedOnceMoreAndGetsNoCoupon() {
        try (ScenarioHarness shop = storeToSite()) {
            Someone silent = shop.given("silent");
            silent.does(new EventBody.Registered("store"));
            Someone onTheWeb = shop.given("on-the-web");
            onTheWeb.registers();

            shop.advance(months(2));

            silent.assertSent("question-again").on("line").at("2026-04-04T12:00");
            silent.assertSentExactly("question", "question-again");
            onTheWeb.assertNeverIn("store-to-site");
        }
    }

    private static Someone registersAndBooks(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.registers();
        shop.advance(days(2));
        someone.does(booked(shop, "2026-04-20T15:00"));
        return someone;
    }

    private static EventBody booked(ScenarioHarness shop, String visitsAt) {
        return new EventBody.Custom(
                "visit-booked",
                Initiator.CUSTOMER,
                Map.of("visits-at", AttributeValue.of(shop.instant(visitsAt).toEpochMilli())));
    }

    private static ScenarioHarness webToStore() {
        return Templates.running("33-web-to-store").start();
    }

    private static ScenarioHarness storeToSite() {
        return Templates.running("33-store-to-site").start();
    }
}
