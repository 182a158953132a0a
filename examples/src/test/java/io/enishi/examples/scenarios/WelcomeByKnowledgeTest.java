package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class WelcomeByKnowledgeTest {

    @Test
    void expertsGetDataSheetsNovicesFirstSteps() {
        try (ScenarioHarness shop = welcome()) {
            Someone expert = registers(shop, "expert", "expert");
            Someone novice = registers(shop, "novice", "novice");

            shop.advance(months(2));

            expert.assertSentExactly("data-sheets", "comparison", "coupon");
            novice.assertSentExactly("first-steps", "second-step", "ask-us", "coupon");
            novice.assertSent("ask-us").on("line").at("2026-04-08T10:00");
            novice.assertSent("coupon").at("2026-04-22T10:00").withCouponUntil("2026-05-06T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void whoDidNotSayGetsTheCommonWelcomeAndNobodyGetsBoth() {
        try (ScenarioHarness shop = welcome()) {
            Someone silent = registers(shop, "silent", "");
            Someone expert = registers(shop, "expert", "expert");

            shop.advance(months(2));

            silent.assertNeverIn("welcome-by-knowledge");
            silent.assertSent("hello");
            expert.assertNotSent("hello").because("group");
        }
    }

    @Test
    void theFirstPurchaseEndsIt() {
        try (ScenarioHarness shop = welcome()) {
            Someone hanako = registers(shop, "hanako", "novice");
            shop.advance(days(5));
            hanako.orders("o-1", 3_000);

            shop.advance(months(2));

            hanako.assertSentExactly("first-steps", "second-step");
            hanako.assertEnded("welcome-by-knowledge", End.Kind.GOAL, "goal");
        }
    }

    private static Someone registers(ScenarioHarness shop, String name, String level) {
        Someone someone = shop.given(name);
        if (!level.isEmpty()) {
            someone.states("knowledge-level", level);
        }
        someone.registers();
        return someone;
    }

    private static ScenarioHarness welcome() {
        return Templates.running("06-welcome", "28-welcome-by-knowledge").start();
    }
}
