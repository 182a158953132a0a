package io.enishi.scoring.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.process.Fold;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.VisibleEvents;
import io.enishi.scoring.rfm.RfmFolds;
import io.enishi.scoring.rfm.RfmModel;
import io.enishi.scoring.rfm.RfmSegment;
import io.enishi.scoring.rfm.Scale;
import io.enishi.scoring.rhythm.Consumable;
import io.enishi.scoring.rhythm.Replenishment;
import io.enishi.scoring.rhythm.RhythmFolds;
import io.enishi.scoring.stage.Stage;
import io.enishi.scoring.stage.StageReport;
import io.enishi.scoring.stage.StageRules;
import io.enishi.scoring.stage.VipRule;
import io.enishi.scoring.value.GammaGamma;
import io.enishi.scoring.value.LifetimeValue;
import io.enishi.scoring.value.LifetimeValueFolds;
import io.enishi.scoring.value.MbgNbd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What every fold over purchases owes: it is a function of the timeline, whatever the order of arrival. */
class FoldLawProperties {

    private static final Instant START = Instant.parse("2025-11-29T20:00:00Z");
    private static final Instant FAR = Instant.parse("2035-01-01T00:00:00Z");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static final RfmModel CUTS = new RfmModel(
            Scale.cuts(3, 30, 90, 180),
            Scale.cuts(2, 3, 4, 5),
            Scale.cuts(1000, 2000, 3000, 4000),
            RfmSegment.standard());

    private static final StageRules ORDERS = StageRules.in(TOKYO)
            .withQuiet(Span.months(3), Span.months(12))
            .orVip(VipRule.orders(3).within(Span.days(200)), VipRule.amount(Money.yen(2500)))
            .orVip(VipRule.ordersAYear(8))
            .orVip(VipRule.timesPointsUsed(2).within(Span.months(2)))
            .orVip(VipRule.pointsBalance(250), VipRule.pointsUsed(100));

    private static final StageRules ACTIONS =
            ORDERS.withSignOfLife(StageRules.SignOfLife.ACTIONS).withQuiet(Span.days(20), Span.days(90));

    private static final Replenishment REFILLS = Replenishment.of(
            TOKYO,
            List.of(
                    new Consumable("ink", Set.of("ink"), Set.of("printer"), Span.months(1), Span.days(45)),
                    new Consumable("coffee", Set.of("p-3"), Set.of(), Span.months(1), Span.months(1))));

    private static final List<Fold<?>> FOLDS = List.of(
            RfmFolds.of("rfm", CUTS, Currency.getInstance("JPY")),
            ORDERS.fold("stage"),
            ACTIONS.fold("acting"),
            REFILLS.fold("refill"),
            RhythmFolds.of("rhythm", Duration.ofDays(40), 3),
            LifetimeValueFolds.of(
                    "value",
                    LifetimeValue.of(new MbgNbd(0.5, 6, 0.9, 1.6), new GammaGamma(6, 4, 900)),
                    TOKYO,
                    Currency.getInstance("JPY")));

    // ------------------------------------------------------------------ the laws

    @Property(tries = 500)
    void anyOrderOfArrivalMakesTheSameBytes(@ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<CustomerEvent> arriving = new ArrayList<>(events);
        Collections.shuffle(arriving, random);
        for (Fold<?> fold : FOLDS) {
            Keeper<?> keeper = new Keeper<>(fold);
            arriving.forEach(keeper::accept);
            assertThat(keeper.bytes()).as(fold.name()).isEqualTo(bytes(fold, events));
        }
    }

    @Property(tries = 300)
    void aMergeIsTheFoldOfTheUnionAndItsUndoIsAsIfItNeverWas(
            @ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<CustomerEvent> left = new ArrayList<>();
        List<CustomerEvent> right = new ArrayList<>();
        events.forEach(event -> (random.nextBoolean() ? left : right).add(event));
        for (Fold<?> fold : FOLDS) {
            Keeper<?> keeper = new Keeper<>(fold);
            left.forEach(keeper::accept);
            right.forEach(keeper::accept);
            assertThat(keeper.bytes()).as(fold.name()).isEqualTo(bytes(fold, events));
            keeper.keepOnly(left);
            assertThat(keeper.bytes()).as(fold.name()).isEqualTo(bytes(fold, left));
        }
    }

    @Property(tries = 300)
    void aCheckpointIsReadBackAsItWas(@ForAll("events") List<CustomerEvent> events) {
        for (Fold<?> fold : FOLDS) {
            readBack(fold, events);
        }
    }

    private static <S> void readBack(Fold<S> fold, List<CustomerEvent> events) {
        S state = folded(fold, events);
        S read = fold.decode(fold.encode(state));
        assertThat(fold.encode(read)).as(fold.name()).isEqualTo(fold.encode(state));
        assertThat(values(fold, read)).as(fold.name()).isEqualTo(values(fold, state));
    }

    @Property(tries = 300)
    void theStageOverTimeIsTheStageAtEachInstant(
            @ForAll("events") List<CustomerEvent> events, @ForAll @IntRange(max = 800) int days) {
        Instant last = events.stream()
                .map(CustomerEvent::occurredAt)
                .max(Instant::compareTo)
                .orElse(START);
        Instant at = last.plus(Duration.ofDays(days)).plusMillis(days);
        for (StageRules rules : List.of(ORDERS, ACTIONS)) {
            Fold<?> fold = rules.fold("stage");
            long overTime = metric(fold, events, "stage").valueAt(at.toEpochMilli());
            StageReport report = rules.at(events, at);
            assertThat(overTime).isEqualTo(report.stage().number());
            // What a report promises about the next change holds to the millisecond.
            report.nextChange().ifPresent(change -> {
                assertThat(rules.at(events, change.minusMillis(1)).stage()).isEqualTo(report.stage());
                assertThat(rules.at(events, change).stage()).isNotEqualTo(report.stage());
            });
            if (report.nextChange().isEmpty()) {
                assertThat(rules.at(events, FAR).stage()).isEqualTo(report.stage());
            }
        }
    }

    @Property(tries = 300)
    void stagesAreThoseThatTheirWordsSay(
            @ForAll("events") List<CustomerEvent> events, @ForAll @IntRange(max = 800) int days) {
        Instant at = START.plus(Duration.ofDays(days));
        List<KeptOrder> orders = PurchaseHistory.of(events, at).orders();
        StageReport report = ORDERS.at(events, at);
        if (orders.isEmpty()) {
            assertThat(report.stage()).isEqualTo(Stage.PROSPECT);
            return;
        }
        boolean quiet = orders.stream()
                .allMatch(order ->
                        !at.isBefore(order.at().atZone(TOKYO).plusMonths(3).toInstant()));
        boolean gone = orders.stream()
                .allMatch(order ->
                        !at.isBefore(order.at().atZone(TOKYO).plusMonths(12).toInstant()));
        long days0 = orders.stream()
                .map(order -> order.at().atZone(TOKYO).toLocalDate())
                .distinct()
                .count();
        Stage expected = gone
                ? Stage.LOST
                : quiet ? Stage.DORMANT : report.isVip() ? Stage.VIP : days0 == 1 ? Stage.NEW : Stage.ACTIVE;
        assertThat(report.stage()).isEqualTo(expected);
        long recent = orders.stream()
                .filter(order -> at.isBefore(order.at().plus(Duration.ofDays(200))))
                .count();
        long spent = orders.stream()
                .filter(order -> order.amount().currency().getCurrencyCode().equals("JPY"))
                .mapToLong(order -> order.amount().minorUnits())
                .sum();
        if (recent >= 3 && spent >= 2500) {
            assertThat(report.isVip()).isTrue();
        }
        double years = Math.max(90, Duration.between(orders.get(0).at(), at).toMillis() / 86_400_000.0) / 365;
        if (orders.size() / years >= 8.001) {
            assertThat(report.isVip()).isTrue();
        }
    }

    // ------------------------------------------------------------------ a runtime in small

    private static final class Keeper<S> {
        private final Fold<S> fold;
        private final List<CustomerEvent> known = new ArrayList<>();
        private S state;

        Keeper(Fold<S> fold) {
            this.fold = fold;
            this.state = fold.initial();
        }

        void accept(CustomerEvent event) {
            if (!fold.eventTypes().isEmpty() && !fold.eventTypes().contains(event.type())) {
                return;
            }
            known.add(event);
            List<CustomerEvent> timeline = VisibleEvents.of(known, FAR);
            boolean last = timeline.get(timeline.size() - 1) == event;
            S next = last ? fold.apply(state, event) : fold.insert(state, event);
            state = next == null ? folded(fold, known) : next;
        }

        void keepOnly(List<CustomerEvent> events) {
            state = folded(fold, events);
        }

        byte[] bytes() {
            return fold.encode(state);
        }
    }

    private static <S> S folded(Fold<S> fold, List<CustomerEvent> events) {
        S state = fold.initial();
        for (CustomerEvent event : VisibleEvents.of(events, FAR)) {
            if (fold.eventTypes().isEmpty() || fold.eventTypes().contains(event.type())) {
                state = fold.apply(state, event);
            }
        }
        return state;
    }

    private static <S> byte[] bytes(Fold<S> fold, List<CustomerEvent> events) {
        return fold.encode(folded(fold, events));
    }

    private static <S> Map<String, Long> values(Fold<S> fold, S state) {
        Map<String, Long> values = new TreeMap<>();
        fold.metrics(state).forEach((name, metric) -> values.put(name, metric.valueAt(FAR.toEpochMilli())));
        return values;
    }

    private static <S> Trajectory metric(Fold<S> fold, List<CustomerEvent> events, String name) {
        return Objects.requireNonNull(fold.metrics(folded(fold, events)).get(name));
    }

    // ------------------------------------------------------------------ events

    @Provide
    Arbitrary<List<CustomerEvent>> events() {
        // Few order numbers and times, so that announcements repeat and instants collide.
        Arbitrary<Integer> hours = Arbitraries.integers().between(0, 24 * 150).map(hour -> hour / 6 * 6);
        Arbitrary<List<Object[]>> rows = Combinators.combine(
                        hours,
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(1, 5))
                .as((hour, kind, number) -> new Object[] {hour, kind, number})
                .list()
                .ofMaxSize(25);
        return rows.map(list -> {
            List<CustomerEvent> events = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                Object[] row = list.get(i);
                events.add(CustomerEvent.of(
                        "ec",
                        EventId.of(i + 1),
                        Identifier.member("m-1"),
                        START.plus(Duration.ofHours((int) row[0])),
                        body((int) row[1], (int) row[2], i)));
            }
            return events;
        });
    }

    private static EventBody body(int kind, int number, int row) {
        String order = "o-" + number;
        List<OrderLine> lines = List.of(
                OrderLine.of("p-" + number, number == 1 ? "printer" : "", 2, Money.yen(300L * number)),
                OrderLine.of("p-9", number == 2 ? "ink" : "", 1, Money.yen(100 + row % 3)));
        return switch (kind) {
            case 4 -> new EventBody.OrderCancelled(order, Money.yen(0), "");
            case 5 -> new EventBody.OrderRefunded(order, Money.yen(300L * number), List.of(lines.get(row % 2)));
            case 6 -> new EventBody.OrderDelivered(order, List.of());
            case 7 -> new EventBody.PointsGranted("lot-" + row, 100L * number, null);
            case 8 -> new EventBody.PointsUsed(50L * number, order);
            case 9 -> new EventBody.ProductViewed("p-" + number, "");
            default -> new EventBody.OrderPlaced(Order.of(order, "ec", lines));
        };
    }
}
