package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.minutes;
import static io.enishi.examples.scenarios.Happenings.cart;
import static io.enishi.examples.scenarios.Happenings.emptyCart;

import io.enishi.core.process.Decision.End;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CartAbandonedTest {

    @Test
    void afterAnHourADayAndThreeDays() {
        try (ScenarioHarness shop = cartAbandoned()) {
            Someone hanako = shop.given("hanako");
            hanako.does(cart("pan"));

            shop.advance(days(30));

            hanako.assertSent("reminder").on("mail").at("2026-04-01T11:00");
            hanako.assertSent("questions").at("2026-04-02T10:00");
            hanako.assertSent("coupon").at("2026-04-04T10:00").withCouponUntil("2026-04-07T10:00");
            hanako.assertEnded("cart-abandoned", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void theHourCountsFromTheLastChangeOfTheCart() {
        try (ScenarioHarness shop = cartAbandoned()) {
            Someone hanako = shop.given("hanako");
            hanako.does(cart("pan"));
            shop.advance(minutes(50));
            hanako.does(cart("pan", "lid"));

            shop.advance(hours(2));

            hanako.assertSent("reminder").at("2026-04-01T11:50");
            hanako.assertSentExactly("reminder");
        }
    }

    @Test
    void anOrderOrAnEmptiedCartEndsIt() {
        try (ScenarioHarness shop = cartAbandoned()) {
            Someone buys = shop.given("buys");
            buys.does(cart("pan"));
            Someone empties = shop.given("empties");
            empties.does(cart("pan"));
            shop.advance(hours(3));
            buys.orders("o-1", 6_600);
            empties.does(emptyCart());

            shop.advance(days(30));

            buys.assertSentExactly("reminder");
            buys.assertEnded("cart-abandoned", End.Kind.GOAL, "goal");
            empties.assertSentExactly("reminder");
            empties.assertEnded("cart-abandoned", End.Kind.EXIT, "emptied");
        }
    }

    @Test
    void notForWhatIsSoldOutAndNotForThoseWhomWeMayNotWriteTo() {
        Catalog stock = (product, fact) ->
                fact.equals(Catalog.STOCK) ? List.of(AttributeValue.of(product.equals("pan") ? 3 : 0)) : List.of();
        try (ScenarioHarness shop =
                Templates.running("01-cart-abandoned").catalog(stock).start()) {
            Someone waits = shop.given("waits");
            waits.does(cart("pan", "sold-out"));
            Someone refuses = shop.given("refuses");
            refuses.refuses("newsletter", "mail");
            refuses.does(cart("pan"));
            Someone onLine = shop.given("on-line");
            onLine.refuses("newsletter", "mail");
            onLine.does(cart("pan"));
            refuses.blocks("line");

            shop.advance(days(30));

            waits.assertNeverIn("cart-abandoned");
            refuses.assertNothingSent();
            onLine.assertSent("reminder").on("line");
            onLine.assertSent("coupon").on("line");
        }
    }

    @Test
    void whatIsSoldOutMeanwhileEndsItBeforeTheNextMessage() {
        AtomicLong left = new AtomicLong(3);
        Catalog stock =
                (product, fact) -> fact.equals(Catalog.STOCK) ? List.of(AttributeValue.of(left.get())) : List.of();
        try (ScenarioHarness shop =
                Templates.running("01-cart-abandoned").catalog(stock).start()) {
            Someone hanako = shop.given("hanako");
            hanako.does(cart("pan"));
            shop.advance(hours(3));
            left.set(0);

            shop.advance(days(30));

            hanako.assertSentExactly("reminder");
            hanako.assertEnded("cart-abandoned", End.Kind.EXIT, "sold-out");
        }
    }

    @Test
    void notForACookieThatIsNobodyWhomWeKnow() {
        try (ScenarioHarness shop = cartAbandoned()) {
            Someone visitor = shop.given("visitor").comesWith("phone");
            visitor.does(cart("pan"));

            visitor.assertNeverIn("cart-abandoned");
        }
    }

    @Test
    void nothingWhileAComplaintIsOpen() {
        try (ScenarioHarness shop = cartAbandoned()) {
            Someone hanako = shop.given("hanako");
            hanako.does(cart("pan"));
            shop.advance(hours(2));
            hanako.complains("case-1");

            shop.advance(days(30));

            hanako.assertSentExactly("reminder");
            hanako.assertEnded("cart-abandoned", End.Kind.EXIT, "complaint");
        }
    }

    private static ScenarioHarness cartAbandoned() {
        return Templates.running("01-cart-abandoned").start();
    }
}
