package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.examples.scenarios.Happenings.SERUM;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.subscription;

import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SampleToProductTest {

    private static final Catalog CATALOG = (product, fact) ->
            fact.equals("sample-of") && product.equals("BT-30-TRIAL") ? List.of(AttributeValue.of(SERUM)) : List.of();

    @Test
    void howToThenVoicesThenAnOfferThenACall() {
        try (ScenarioHarness shop = sample()) {
            Someone hanako = receivesTheSample(shop, "hanako");

            shop.advance(days(60));

            hanako.assertSent("how-to").at("2026-04-04T10:00");
            hanako.assertSent("voices").at("2026-04-11T10:00");
            hanako.assertSent("offer").on("mail").at("2026-04-15T10:00").withCouponUntil("2026-04-29T10:00");
            Assertions.assertThat(hanako.assertAsked("call")).isInstanceOf(Effect.Task.class);
            shop.assertVerified();
        }
    }

    @Test
    void theProductOrASubscriptionEndsItWhereverItWasBought() {
        try (ScenarioHarness shop = sample()) {
            Someone buys = receivesTheSample(shop, "buys");
            Someone subscribes = receivesTheSample(shop, "subscribes");
            shop.advance(days(5));
            buys.orders(order("R-1", "mall:rakuten", SERUM, 5_500));
            subscribes.does(subscription(State.STARTED));

            shop.advance(days(60));

            buys.assertSentExactly("how-to");
            buys.assertEnded("sample-to-product", End.Kind.GOAL, "goal");
            subscribes.assertSentExactly("how-to");
            subscribes.assertEnded("sample-to-product", End.Kind.EXIT, "subscribed");
        }
    }

    @Test
    void notForThoseWhoKnowTheProductAndNotForOtherGoods() {
        try (ScenarioHarness shop = sample()) {
            Someone knowsIt = shop.given("knows-it");
            knowsIt.orders(order("o-1", "ec", SERUM, 5_500));
            knowsIt.orders(order("o-2", "ec", "BT-30-TRIAL", 500));
            knowsIt.receives("o-2");
            Someone other = shop.given("other");
            other.orders(order("o-3", "ec", "BT-SOAP", 1_760));
            other.receives("o-3");

            knowsIt.assertNeverIn("sample-to-product");
            other.assertNeverIn("sample-to-product");
        }
    }

    @Test
    void theOfferGoesIntoTheNextParcelOfThoseWhoCannotBeMailedAndATapSparesTheCall() {
        try (ScenarioHarness shop = sample()) {
            Someone onPaper = receivesTheSample(shop, "on-paper");
            Someone taps = receivesTheSample(shop, "taps");
            onPaper.refuses("newsletter", "mail");
            shop.advance(days(15));
            taps.taps("offer");

            shop.advance(days(60));

            onPaper.assertSentExactly("offer");
            onPaper.assertSent("offer").on("insert");
            onPaper.assertAsked("call");
            Assertions.assertThatThrownBy(() -> taps.assertAsked("call")).isInstanceOf(AssertionError.class);
        }
    }

    private static Someone receivesTheSample(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.orders(order("sample-of-" + name, "ec", "BT-30-TRIAL", 500));
        someone.receives("sample-of-" + name);
        return someone;
    }

    private static ScenarioHarness sample() {
        return Templates.running("08-sample-to-product").catalog(CATALOG).start();
    }
}
