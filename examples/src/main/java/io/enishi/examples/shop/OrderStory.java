package io.enishi.examples.shop;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.SubscriptionChanged.State;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.examples.shop.Person.Persona;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A person's orders and what each brings in its train: parcels, points, returns, complaints, reviews, ink for the printer. */
final class OrderStory {

    private static final List<String> TROUBLES = List.of("damaged", "late", "wrong-item", "quality", "staff");
    private static final int FREE_SHIPPING_FROM = 5_000;

    private final ShopKnobs knobs;
    private final Person person;
    private final Chance chance;
    private final Diary diary;
    private int count;
    private int cases;
    private final PointLedger points = new PointLedger();
    private boolean feedsPrinter;

    OrderStory(ShopKnobs knobs, Person person, Chance chance, Diary diary) {
        this.knobs = knobs;
        this.person = person;
        this.chance = chance;
        this.diary = diary;
    }

    // ------------------------------------------------------------------ three ways to buy

    void onSite(Instant at) {
        List<Product> basket = basket();
        List<Identifier> member = List.of(person.member());
        diary.note("ec", at.minusSeconds(120), member, new EventBody.CartChanged(lines(basket)));
        if (chance.percent(12)) { // abandons the cart after all
            return;
        }
        Order order = order(at, "EC", "ec", lines(basket));
        place("ec", at, List.of(person.member(), person.verifiedMail(), person.phoneNumber()), order);
        sendParcel("ec", at, member, order, basket);
        feedPrinter(at, basket);
    }

    void atMall(Instant at) {
        List<Product> basket = basket();
        List<Identifier> account = List.of(person.mallAccount(), person.relayMail(), person.phoneNumber());
        Order order = order(at, "IC", "mall:ichiba", lines(basket));
        place("mall", at, account, order);
        sendParcel("mall", at, List.of(person.mallAccount()), order, basket);
    }

    void inStore(Instant at, String store) {
        List<Product> basket = basket();
        List<Identifier> card = List.of(person.card());
        Order order = order(at, "ST", store, lines(basket));
        place("pos", at, card, order);
        // Carried home: delivered on the spot.
        diary.note("pos", at.plusSeconds(60), card, new EventBody.OrderDelivered(order.orderId(), order.lines()));
        grantPoints("pos", at.plusSeconds(61), card, order);
        afterDelivery("pos", at.plusSeconds(60), card, order, basket);
    }

    private void place(String source, Instant at, List<Identifier> who, Order order) {
        diary.note(source, at, who, new EventBody.OrderPlaced(order));
        long used = order.pointsUsed().minorUnits();
        if (used > 0) {
            diary.note(source, at.plusSeconds(1), who, new EventBody.PointsUsed(used, order.orderId()));
        }
    }

    // ------------------------------------------------------------------ baskets

    private List<Product> basket() {
        int size = person.persona() == Persona.HEAVY ? chance.between(2, 5) : chance.between(1, 3);
        List<Product> basket = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Product product = chance.oneOf(Assortment.all());
            boolean expensive = product.yen() > 20_000;
            if (!product.equals(Assortment.INK) && (!expensive || chance.percent(45))) {
                basket.add(product);
            }
        }
        return basket.isEmpty()
                ? List.of(Assortment.COFFEE)
                : basket.stream().distinct().toList();
    }

    private List<OrderLine> lines(List<Product> basket) {
        List<OrderLine> lines = new ArrayList<>();
        for (Product product : basket) {
            int pieces = product.yen() < 6_000 ? chance.between(1, 2) : 1;
            lines.add(OrderLine.of(product.sku(), product.category(), pieces, Money.yen(product.yen())));
        }
        return lines;
    }

    private Order order(Instant at, String prefix, String site, List<OrderLine> lines) {
        Order order =
                Order.of(String.format(Locale.ROOT, "%s-%05d-%03d", prefix, person.number() + 1, ++count), site, lines);
        long goods = order.goodsTotal().minorUnits();
        if (!site.startsWith("store:") && goods < FREE_SHIPPING_FROM) {
            order = order.withShipping(Money.yen(550));
        }
        long usable = points.usable(at);
        if (usable >= 300 && chance.percent(35)) {
            long used = Math.min(usable, goods);
            points.use(at, used);
            order = order.withPointsUsed(Money.yen(used));
        }
        return order;
    }

    /** Ink as needed, for those who buy it here. */
    private void feedPrinter(Instant at, List<Product> basket) {
        boolean printer = basket.contains(Assortment.PRINTER) || basket.contains(Assortment.PRINTER_LARGE);
        if (!printer || feedsPrinter || chance.percent(40)) {
            return;
        }
        feedsPrinter = true;
        Instant next = at.plus(chance.days(25, 60));
        while (next.isBefore(diary.end())) {
            Order ink =
                    order(next, "EC", "ec", List.of(OrderLine.of("INK-4C", "ink", 1, Money.yen(Assortment.INK.yen()))));
            place("ec", next, List.of(person.member(), person.verifiedMail()), ink);
            sendParcel("ec", next, List.of(person.member()), ink, List.of(Assortment.INK));
            next = next.plus(chance.days(35, 60));
        }
    }

    // ------------------------------------------------------------------ what follows

    private void sendParcel(String source, Instant at, List<Identifier> who, Order order, List<Product> basket) {
        if (chance.percent(knobs.cancelShare())) {
            diary.note(
                    source,
                    at.plus(chance.hours(1, 10)),
                    who,
                    new EventBody.OrderCancelled(order.orderId(), order.goodsTotal(), "changed mind"));
            return;
        }
        Instant shipped = at.plus(chance.hours(14, 40));
        Instant delivered = shipped.plus(chance.hours(18, 60));
        diary.note(source, shipped, who, new EventBody.OrderShipped(order.orderId(), order.lines()));
        diary.note(source, delivered, who, new EventBody.OrderDelivered(order.orderId(), order.lines()));
        if (!source.equals("mall")) { // the mall has points of its own
            grantPoints(source, delivered.plusSeconds(5), who, order);
        }
        afterDelivery(source, delivered, who, order, basket);
    }

    private void grantPoints(String source, Instant at, List<Identifier> who, Order order) {
        long earned = order.goodsTotal().minorUnits() / 100;
        points.earn(at, earned);
        diary.note(
                source,
                at,
                who,
                new EventBody.PointsGranted("lot-" + order.orderId(), earned, at.plus(Duration.ofDays(365))));
    }

    private void afterDelivery(String source, Instant at, List<Identifier> who, Order order, List<Product> basket) {
        if (chance.percent(knobs.returnShare())) {
            OrderLine back = chance.oneOf(order.lines());
            diary.note(
                    source,
                    at.plus(chance.days(2, 9)),
                    who,
                    new EventBody.OrderRefunded(order.orderId(), back.net(), List.of(back)));
        }
        if (chance.percent(knobs.complaintShare())) {
            complain(at.plus(chance.hours(3, 100)), who.get(0));
        }
        if (chance.percent(knobs.reviewShare())) {
            Product product = chance.oneOf(basket);
            int rating = chance.percent(75) ? chance.between(4, 5) : chance.between(1, 3);
            diary.note(
                    source,
                    at.plus(chance.days(6, 30)),
                    who,
                    new EventBody.ReviewPosted(product.sku(), rating, List.of(), (rating - 3) * 40));
        }
    }

    private void complain(Instant at, Identifier who) {
        String caseId = caseId();
        String channel = chance.oneOf(List.of("phone", "mail", "chat"));
        diary.note(
                "desk",
                at,
                List.of(who),
                new EventBody.ComplaintReceived(
                        caseId, channel, List.of(chance.oneOf(TROUBLES)), -chance.between(30, 90)));
        if (chance.percent(90)) {
            diary.note(
                    "desk",
                    at.plus(chance.days(1, 8)),
                    List.of(who),
                    new EventBody.CaseResolved(caseId, chance.between(-20, 80)));
        }
    }

    /** A question by chat, answered. */
    void ask(Instant at, Identifier who) {
        String caseId = caseId();
        diary.note("desk", at, List.of(who), new EventBody.EnquiryReceived(caseId, "line", List.of("stock"), 0));
        diary.note("desk", at.plus(chance.minutes(5, 300)), List.of(who), new EventBody.CaseResolved(caseId, 20));
    }

    private String caseId() {
        return "case-" + (person.number() + 1) + "-" + ++cases;
    }

    // ------------------------------------------------------------------ subscriptions

    /** Coffee or serum every month until skipped once too often or cancelled. */
    void subscribe(Instant first) {
        Product product = chance.percent(50) ? Assortment.COFFEE : Assortment.SERUM;
        String subscription = "sub-" + (person.number() + 1);
        List<Identifier> who = List.of(person.member());
        diary.note("ec", first, who, subscription(subscription, product, State.STARTED, 1));
        Instant at = first.plusSeconds(30);
        for (int number = 1; at.isBefore(diary.end()); number++) {
            if (number > 1 && chance.percent(8)) {
                diary.note(
                        "ec",
                        at.minus(Duration.ofDays(4)),
                        who,
                        subscription(subscription, product, State.SKIPPED, number));
            } else {
                OrderLine line = OrderLine.of(product.sku(), product.category(), 1, Money.yen(product.yen() * 9 / 10));
                Order order = order(at, "EC", "ec", List.of(line));
                place("ec", at, who, order);
                payLate(at, who, order);
                sendParcel("ec", at, who, order, List.of(product));
            }
            Instant next = at.plus(Duration.ofDays(30));
            diary.note(
                    "ec",
                    at.plusSeconds(60),
                    who,
                    new EventBody.SubscriptionScheduled(subscription, product.sku(), next));
            if (number > 2 && chance.percent(12)) {
                Instant leaves = at.plus(chance.days(5, 20));
                diary.note("ec", leaves, who, subscription(subscription, product, State.CANCEL_PAGE_VIEWED, number));
                diary.note(
                        "ec",
                        leaves.plusSeconds(200),
                        who,
                        subscription(subscription, product, State.CANCELLED, number));
                return;
            }
            at = next;
        }
    }

    private static EventBody subscription(String id, Product product, State state, int number) {
        return new EventBody.SubscriptionChanged(id, product.sku(), state, number);
    }

    private void payLate(Instant at, List<Identifier> who, Order order) {
        if (chance.percent(4)) {
            diary.note("ec", at.plusSeconds(5), who, new EventBody.PaymentFailed(order.orderId(), 1, "card expired"));
            diary.note(
                    "ec",
                    at.plus(chance.hours(10, 70)),
                    who,
                    new EventBody.PaymentReceived(order.orderId(), order.payable()));
        }
    }
}
