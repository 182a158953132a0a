package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.order;

import io.enishi.core.process.Decision.End;
import io.enishi.examples.shop.Assortment;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class HowToTest {

    @Test
    void howToBeginTheNextDayAndHowToCareAtTheUsePeriodOfTheCatalogue() {
        try (ScenarioHarness shop = howTo()) {
            Someone hanako = receives(shop, "hanako", "KT-PAN26"); // used for 14 days
            Someone taro = receives(shop, "taro", "BT-30"); // 40 days

            shop.advance(months(3));

            hanako.assertSent("begin").on("mail").at("2026-04-02T10:00");
            hanako.assertSent("care").at("2026-04-15T10:00");
            taro.assertSent("begin").at("2026-04-02T10:00");
            taro.assertSent("care").at("2026-05-11T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void goodsThatTheCatalogueDoesNotKnowHaveNoUsePeriod() {
        try (ScenarioHarness shop = howTo()) {
            Someone hanako = receives(shop, "hanako", "a-gift");

            shop.advance(months(3));

            hanako.assertSentExactly("begin");
        }
    }

    @Test
    void aReturnStopsTheMailsOfThatParcelAndNoOther() {
        try (ScenarioHarness shop = howTo()) {
            Someone hanako = receives(shop, "hanako", "KT-PAN26");
            hanako.orders(order("o-2", "ec", "BT-30", 5_500));
            hanako.receives("o-2");
            shop.advance(days(5));
            hanako.returns("o-hanako");

            shop.advance(months(3));

            hanako.assertSentExactly("begin", "begin", "care");
        }
    }

    @Test
    void aReviewOfThatProductIsTheGoal() {
        try (ScenarioHarness shop = howTo()) {
            Someone hanako = receives(shop, "hanako", "KT-PAN26");
            shop.advance(days(3));
            hanako.reviews("BT-30", 5); // of something else
            hanako.assertIn("how-to");
            hanako.reviews("KT-PAN26", 5);

            hanako.assertEnded("how-to", End.Kind.GOAL, "goal");
        }
    }

    private static Someone receives(ScenarioHarness shop, String name, String product) {
        Someone someone = shop.given(name);
        someone.orders(order("o-" + name, "ec", product, 5_500));
        someone.receives("o-" + name);
        return someone;
    }

    private static ScenarioHarness howTo() {
        return Templates.running("27-how-to").catalog(Assortment.catalog()).start();
    }
}
