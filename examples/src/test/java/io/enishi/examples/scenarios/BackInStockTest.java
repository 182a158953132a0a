package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.minutes;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.order;
import static io.enishi.examples.scenarios.Happenings.restocked;

import io.enishi.core.event.EventBody;
import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackInStockTest {

    @Test
    void neverMoreThanThereArePiecesAndWhoAskedFirstComesFirst() {
        try (ScenarioHarness shop = backInStock()) {
            List<Someone> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(asks(shop, "asked-" + i, "cup"));
                shop.advance(minutes(1));
            }
            restocked(shop, "cup", 5);

            shop.advance(days(2));

            asked.subList(0, 5).forEach(first -> first.assertSentExactly("back"));
            asked.subList(5, 8).forEach(late -> {
                late.assertNothingSent();
                late.assertEnded("back-in-stock", End.Kind.EXIT, "too late");
            });
            shop.assertVerified();
        }
    }

    @Test
    void whoRefusedTakesNobodysPlace() {
        try (ScenarioHarness shop = backInStock()) {
            Someone first = asks(shop, "first", "cup");
            first.refuses("newsletter", "mail");
            first.blocks("push");
            shop.advance(minutes(1));
            Someone second = asks(shop, "second", "cup");
            shop.advance(minutes(1));
            Someone third = asks(shop, "third", "cup");
            shop.advance(minutes(1));
            restocked(shop, "cup", 2);

            shop.advance(days(2));

            first.assertNothingSent();
            second.assertSent("back");
            third.assertSent("back");
        }
    }

    @Test
    void eachRestockHasACountOfItsOwn() {
        try (ScenarioHarness shop = backInStock()) {
            Someone first = asks(shop, "first", "cup");
            shop.advance(minutes(1));
            Someone second = asks(shop, "second", "cup");
            restocked(shop, "cup", 1);
            shop.advance(hours(1));
            first.orders(order("o-1", "ec", "cup", 3_000));
            shop.advance(days(10));
            restocked(shop, "cup", 1);
            shop.advance(hours(1));

            first.assertSentExactly("back");
            first.assertEnded("back-in-stock", End.Kind.GOAL, "goal");
            second.assertSentExactly("back");
        }
    }

    @Test
    void notForOtherProductsOldRequestsAndAnEmptyShelf() {
        try (ScenarioHarness shop = backInStock()) {
            Someone old = asks(shop, "old", "cup");
            shop.advance(months(13));
            Someone other = asks(shop, "other", "pot");
            Someone hanako = asks(shop, "hanako", "kettle");
            restocked(shop, "cup", 10);
            restocked(shop, "kettle", 0);

            shop.advance(days(2));

            old.assertNeverIn("back-in-stock");
            other.assertNeverIn("back-in-stock");
            hanako.assertNeverIn("back-in-stock");
        }
    }

    private static Someone asks(ScenarioHarness shop, String name, String product) {
        Someone someone = shop.given(name);
        someone.does(new EventBody.RestockRequested(product, ""));
        return someone;
    }

    private static ScenarioHarness backInStock() {
        return Templates.running("04-back-in-stock").start();
    }
}
