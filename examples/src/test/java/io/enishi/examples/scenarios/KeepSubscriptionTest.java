package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.examples.scenarios.Happenings.leaves;
import static io.enishi.examples.scenarios.Happenings.subscription;
import static io.enishi.examples.scenarios.Happenings.subscriptionOrder;

import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class KeepSubscriptionTest {

    @Test
    void tenDaysAndThreeDaysBeforeTheParcelLeaves() {
        try (ScenarioHarness shop = keep()) {
            Someone hanako = subscribes(shop, "hanako");
            hanako.does(leaves(shop, "2026-05-01T10:00"));

            shop.advanceTo("2026-05-01T09:00");

            hanako.assertSent("preview").on("mail").at("2026-04-21T10:00");
            hanako.assertSent("reminder").on("line").at("2026-04-28T10:00");
            hanako.isShipped("first-of-hanako");
            hanako.assertEnded("keep-subscription", End.Kind.GOAL, "goal");
            shop.assertVerified();
        }
    }

    @Test
    void aMovedParcelMovesBothMessages() {
        try (ScenarioHarness shop = keep()) {
            Someone early = subscribes(shop, "early");
            early.does(leaves(shop, "2026-05-01T10:00"));
            Someone late = subscribes(shop, "late");
            late.does(leaves(shop, "2026-05-01T10:00"));
            early.does(leaves(shop, "2026-05-11T10:00"));
            shop.advanceTo("2026-04-25T10:00");
            early.assertNothingSent();
            late.does(leaves(shop, "2026-05-15T10:00")); // after the preview

            shop.advanceTo("2026-06-30T10:00");

            early.assertSent("preview").at("2026-05-01T10:00");
            early.assertSent("reminder").at("2026-05-08T10:00");
            late.assertSent("preview").at("2026-04-21T10:00");
            late.assertSent("reminder").at("2026-05-12T10:00");
            late.assertSentExactly("preview", "reminder");
        }
    }

    @Test
    void notBeforeTheFifthParcelAndNotForTheCancelled() {
        try (ScenarioHarness shop = keep()) {
            Someone regular = subscribes(shop, "regular");
            for (int i = 2; i <= 4; i++) {
                regular.orders(subscriptionOrder("regular-" + i));
            }
            regular.does(leaves(shop, "2026-05-01T10:00"));
            Someone leaves = subscribes(shop, "leaves");
            leaves.does(leaves(shop, "2026-05-01T10:00"));
            Someone cancels = subscribes(shop, "cancels");
            cancels.does(leaves(shop, "2026-05-01T10:00"));
            cancels.does(subscription(State.CANCELLED));
            shop.advanceTo("2026-04-22T10:00");
            leaves.does(subscription(State.CANCELLED));

            shop.advanceTo("2026-06-30T10:00");

            regular.assertNeverIn("keep-subscription");
            cancels.assertNeverIn("keep-subscription");
            leaves.assertSentExactly("preview");
            leaves.assertEnded("keep-subscription", End.Kind.EXIT, "cancelled");
        }
    }

    @Test
    void twoSkipsOrALookAtThePageForCancellingBringAnOfferAndThenACall() {
        try (ScenarioHarness shop = Templates.running("10-subscription-at-risk").start()) {
            Someone skips = subscribes(shop, "skips");
            skips.does(subscription(State.SKIPPED));
            skips.assertNeverIn("subscription-at-risk");
            shop.advance(days(30));
            skips.does(subscription(State.SKIPPED));
            Someone looks = subscribes(shop, "looks");
            looks.does(subscription(State.CANCEL_PAGE_VIEWED));
            Someone leaves = subscribes(shop, "leaves");
            leaves.does(subscription(State.CANCEL_PAGE_VIEWED));
            Someone taps = subscribes(shop, "taps");
            taps.does(subscription(State.CANCEL_PAGE_VIEWED));
            Someone gets = subscribes(shop, "gets");
            gets.does(subscription(State.CANCEL_PAGE_VIEWED));
            Someone regular = subscribes(shop, "regular");
            for (int i = 2; i <= 4; i++) {
                regular.orders(subscriptionOrder("regular-" + i));
            }
            regular.does(subscription(State.CANCEL_PAGE_VIEWED)); // the fifth parcel is not in doubt
            shop.advance(days(1));
            taps.taps("another-rhythm");
            gets.isShipped("first-of-gets");
            leaves.does(subscription(State.CANCELLED));
            looks.orders(subscriptionOrder("looks-2"));

            shop.advance(days(60));

            skips.assertSent("another-rhythm").on("line").at("2026-05-01T10:00");
            skips.assertAsked("call");
            taps.assertSentExactly("another-rhythm");
            Assertions.assertThatThrownBy(() -> taps.assertAsked("call")).isInstanceOf(AssertionError.class);
            gets.assertEnded("subscription-at-risk", End.Kind.EXIT, "shipped");
            regular.assertNeverIn("subscription-at-risk");
            looks.assertEnded("subscription-at-risk", End.Kind.GOAL, "goal");
            leaves.assertEnded("subscription-at-risk", End.Kind.EXIT, "cancelled");
        }
    }

    private static Someone subscribes(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.does(subscription(State.STARTED));
        someone.orders(subscriptionOrder("first-of-" + name));
        return someone;
    }

    private static ScenarioHarness keep() {
        return Templates.running("10-keep-subscription").start();
    }
}
