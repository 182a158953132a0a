package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.launched;
import static io.enishi.examples.scenarios.Happenings.order;

import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class VipEarlyAccessTest {

    @Test
    void sevenDaysBeforeTheSaleByLineOrElseByPost() {
        try (ScenarioHarness shop = early()) {
            Someone friend = vip(shop, "friend");
            Someone onPaper = vip(shop, "on-paper");
            onPaper.blocks("line");
            Someone other = shop.given("other");
            other.orders("o-1", 5_000);
            shop.advance(days(1));
            launched(shop, "new-cup", "2026-05-01T10:00");

            shop.advance(months(2));

            friend.assertSent("early").on("line").at("2026-04-24T10:00");
            onPaper.assertSent("early").on("dm");
            friend.assertEnded("vip-early-access", End.Kind.EXIT, "general sale begins");
            other.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void whoBecomesAVipAfterTheAnnouncementWaitsLikeEverybody() {
        try (ScenarioHarness shop = early()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            launched(shop, "new-cup", "2026-05-01T10:00");
            shop.advance(days(2));
            hanako.orders("o-2", 200_000);

            shop.advance(months(2));

            hanako.assertNothingSent();
            hanako.assertNeverIn("vip-early-access");
        }
    }

    @Test
    void buyingItEndsItAndAMovedLaunchMovesTheMessage() {
        try (ScenarioHarness shop = early()) {
            Someone buys = vip(shop, "buys");
            launched(shop, "new-cup", "2026-05-01T10:00");
            shop.advanceTo("2026-04-25T10:00");
            buys.orders(order("o-2", "ec", "new-cup", 8_000));

            buys.assertSentExactly("early");
            buys.assertEnded("vip-early-access", End.Kind.GOAL, "goal");
        }
    }

    @Test
    void noMoreThanThereArePiecesAndNobodyWhenNobodyKnowsHowMany() {
        try (ScenarioHarness shop = early(2);
                ScenarioHarness unknown =
                        Templates.running("22-vip-early-access").start()) {
            for (ScenarioHarness each : List.of(shop, unknown)) {
                for (int i = 0; i < 5; i++) {
                    vip(each, "vip-" + i);
                }
                launched(each, "new-cup", "2026-05-01T10:00");
                each.advance(months(2));
            }

            Assertions.assertThat(shop.channel("line").messages()).hasSize(2);
            Assertions.assertThat(shop.channel("dm").messages()).isEmpty();
            Assertions.assertThat(unknown.channel("line").messages()).isEmpty();
        }
    }

    @Test
    void whatIsSoldOutBeforeTheMessageEndsIt() {
        AtomicLong left = new AtomicLong(5);
        try (ScenarioHarness shop = early(left)) {
            Someone hanako = vip(shop, "hanako");
            launched(shop, "new-cup", "2026-05-01T10:00");
            shop.advance(days(1));
            left.set(0);

            shop.advance(months(2));

            hanako.assertNothingSent();
            hanako.assertEnded("vip-early-access", End.Kind.EXIT, "sold-out");
        }
    }

    private static Someone vip(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.orders("first-of-" + name, 200_000);
        shop.advance(hours(1));
        return someone;
    }

    private static ScenarioHarness early() {
        return early(200);
    }

    private static ScenarioHarness early(long pieces) {
        return early(new AtomicLong(pieces));
    }

    private static ScenarioHarness early(AtomicLong pieces) {
        return Templates.running("22-vip-early-access")
                .catalog((product, fact) ->
                        fact.equals(Catalog.STOCK) ? List.of(AttributeValue.of(pieces.get())) : List.of())
                .start();
    }
}
