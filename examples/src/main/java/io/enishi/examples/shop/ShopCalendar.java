package io.enishi.examples.shop;

import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happens to the shop itself: goods run out and come back, prices go down and up again, three products are launched. */
final class ShopCalendar {

    private static final long OTHER_DICE = 0xCA1;
    private static final int LAUNCHES = 3;

    private final Chance chance;
    private final Instant start;
    private final Instant end;
    private final List<ShopEvent> events = new ArrayList<>();

    private ShopCalendar(ShopKnobs knobs) {
        this.chance = new Chance(knobs.seed() ^ OTHER_DICE, 0);
        this.start = knobs.firstDay().atTime(9, 0).atZone(knobs.zone()).toInstant();
        this.end = knobs.end();
    }

    static List<ShopEvent> of(ShopKnobs knobs) {
        ShopCalendar calendar = new ShopCalendar(knobs);
        Assortment.all().forEach(calendar::stockAndPrice);
        for (int launch = 1; launch <= LAUNCHES; launch++) {
            Instant announced = calendar.start.plus(Duration.ofDays(120L * launch));
            calendar.note(
                    announced, new ShopEvent.ProductLaunched("NEW-" + launch, announced.plus(Duration.ofDays(21))));
        }
        calendar.events.sort(Comparator.comparing(ShopEvent::occurredAt).thenComparing(ShopEvent::id));
        return calendar.events;
    }

    private void stockAndPrice(Product product) {
        Instant soldOut = start.plus(chance.days(60, 200));
        note(soldOut, new ShopEvent.Restocked(product.sku(), 0));
        note(soldOut.plus(chance.days(5, 20)), new ShopEvent.Restocked(product.sku(), chance.between(3, 40)));
        if (chance.percent(60)) {
            Money usual = Money.yen(product.yen());
            Money cheap = Money.yen(product.yen() * chance.between(70, 88) / 100);
            Instant sale = start.plus(chance.days(200, 450));
            note(sale, new ShopEvent.PriceChanged(product.sku(), usual, cheap));
            note(sale.plus(Duration.ofDays(14)), new ShopEvent.PriceChanged(product.sku(), cheap, usual));
        }
    }

    private void note(Instant at, ShopEvent.Body body) {
        if (at.isBefore(end)) {
            events.add(new ShopEvent("pim", EventId.named("calendar/" + events.size()), at, body));
        }
    }
}
