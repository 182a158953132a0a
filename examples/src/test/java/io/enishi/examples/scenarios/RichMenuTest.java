package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RichMenuTest {

    @Test
    void vipsGetTheirMenuAndNothingIsSent() {
        try (ScenarioHarness shop = menus()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 160_000);

            shop.advance(days(1));

            assertThat(hanako.assertAsked("menu")).isEqualTo(menu("vip"));
            hanako.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void whoIsNoVipAnyMoreGetsTheCommonOneBack() {
        try (ScenarioHarness shop = Templates.running("35-rich-menu-standard").start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 160_000);
            shop.advance(months(2));
            hanako.returns("o-1");

            shop.advance(days(1));

            assertThat(hanako.assertAsked("menu")).isEqualTo(menu("standard"));
        }
    }

    @Test
    void onlyFriendsHaveAMenuAndABlockEndsIt() {
        try (ScenarioHarness shop = menus()) {
            Someone blocked = shop.given("blocked");
            blocked.blocks("line");
            blocked.orders("o-1", 160_000);
            Someone blocks = shop.given("blocks");
            blocks.orders("o-2", 160_000);
            shop.advance(days(1));
            blocks.blocks("line");

            blocked.assertNeverIn("rich-menu-vip");
            blocks.assertEnded("rich-menu-vip", End.Kind.EXIT, "not-theirs-any-more");
        }
    }

    @Test
    void whoBecomesAFriendLaterOrComesBackGetsTheMenuThen() {
        try (ScenarioHarness shop =
                Templates.running("35-rich-menu-vip", "35-rich-menu-standard").start()) {
            Someone later = shop.given("later").comesWith("member", "email");
            later.orders("o-1", 160_000);
            Someone back = shop.given("back");
            back.blocks("line");
            back.orders("o-2", 160_000);
            Someone other = shop.given("other");
            other.views("pan");
            shop.advance(days(1));
            later.assertNeverIn("rich-menu-vip");
            back.assertNeverIn("rich-menu-vip");
            later.comesWith("member", "email", "line").views("pan");
            back.unblocks("line");
            shop.advance(days(1));

            assertThat(later.assertAsked("menu")).isEqualTo(menu("vip"));
            assertThat(back.assertAsked("menu")).isEqualTo(menu("vip"));
            assertThat(other.assertAsked("menu")).isEqualTo(menu("standard"));
            other.assertNeverIn("rich-menu-vip");
            shop.assertVerified();
        }
    }

    private static Effect menu(String name) {
        return new Effect.Webhook("line-rich-menu", Map.of("menu", AttributeValue.of(name)));
    }

    private static ScenarioHarness menus() {
        return Templates.running("35-rich-menu-vip", "35-rich-menu-standard").start();
    }
}
