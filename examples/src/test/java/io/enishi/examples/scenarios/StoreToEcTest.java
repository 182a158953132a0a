package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.order;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class StoreToEcTest {

    @Test
    void aCodeTheNextDayByLineOrElseOnTheReceipt() {
        try (ScenarioHarness shop = store()) {
            Someone friend = shop.given("friend").comesWith("pos-card", "line");
            friend.orders(order("P-1", "store:shibuya", "pan", 6_600));
            Someone stranger = shop.given("stranger").comesWith("pos-card", "phone");
            stranger.orders(order("P-2", "store:shibuya", "pan", 6_600));
            stranger.blocks("line");

            shop.advance(days(3));

            friend.assertSent("code").on("line").at("2026-04-02T10:00").withCouponUntil("2026-06-02T10:00");
            stranger.assertSent("code").on("receipt");
            shop.assertVerified();
        }
    }

    @Test
    void notForThoseWhoAreLinkedAndNotForOrdersOnTheSite() {
        try (ScenarioHarness shop = store()) {
            Someone linked = shop.given("linked");
            linked.registers();
            linked.orders(order("P-1", "store:shibuya", "pan", 6_600));
            Someone onTheSite = shop.given("on-the-site").comesWith("email");
            onTheSite.orders("o-1", 6_600);

            linked.assertNeverIn("store-to-ec");
            onTheSite.assertNeverIn("store-to-ec");
        }
    }

    @Test
    void linkingTheAccountsEndsItAndWhatWasNotSentIsRevoked() {
        try (ScenarioHarness shop = store()) {
            Someone inTheStore = shop.given("in-the-store").comesWith("pos-card", "line");
            inTheStore.orders(order("P-1", "store:shibuya", "pan", 6_600));
            Someone onTheSite = shop.given("on-the-site");
            onTheSite.registers();
            shop.advance(hours(20));
            shop.merge(inTheStore, onTheSite);

            shop.advance(months(3));

            inTheStore.assertNothingSent();
            inTheStore.assertEnded("store-to-ec", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void aNewFriendIsAskedTwiceToLinkAndNeverAfterABlock() {
        try (ScenarioHarness shop = Templates.running("25-line-friend").start()) {
            Someone friend = shop.given("friend").comesWith("line");
            friend.unblocks("line"); // adds us
            Someone blocks = shop.given("blocks").comesWith("line");
            blocks.unblocks("line");
            Someone links = shop.given("links").comesWith("line");
            links.unblocks("line");
            Someone customer = shop.given("customer");
            customer.registers();
            customer.unblocks("line");
            shop.advance(days(2));
            blocks.blocks("line");
            Someone account = shop.given("account");
            account.registers();
            shop.merge(links, account);

            shop.advance(months(3));

            friend.assertSent("link").on("line").at("2026-04-02T10:00");
            friend.assertSent("link-again").at("2026-04-09T10:00");
            blocks.assertSentExactly("link");
            blocks.assertEnded("line-friend", End.Kind.EXIT, "blocked");
            links.assertSentExactly("link");
            links.assertEnded("line-friend", End.Kind.GOAL, "goal");
            customer.assertNeverIn("line-friend");
        }
    }

    private static ScenarioHarness store() {
        return Templates.running("25-store-to-ec").start();
    }
}
