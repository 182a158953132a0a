package io.enishi.scoring;

import static io.enishi.core.condition.Conditions.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreModelTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    /** The example of the package's documentation. */
    private static final ScoreModel INTEREST = ScoreModel.named("interest")
            .rule(ScoreRule.of("registration", "customer.registered", 5).capped(Cap.once()))
            .rule(ScoreRule.of("newsletter", "message.opened", 7).where("channel", ValueTest.is("mail")))
            .rule(ScoreRule.of("purchase", "order.placed", 30).reversedOnRefund())
            .band("low")
            .band("high", 40)
            .build();

    @Test
    void registrationNewsletterAndPurchaseAddUpAndSayWhy() {
        List<CustomerEvent> events = List.of(
                event(1, "2026-04-01T01:00:00Z", new EventBody.Registered("web")),
                event(2, "2026-04-12T22:15:00Z", opened("mail")),
                event(3, "2026-04-13T09:00:00Z", opened("line")),
                event(4, "2026-04-20T03:00:00Z", placed("o-1", 12_000)));

        Score score = INTEREST.score(events, MAY);
        assertThat(score.value()).isEqualTo(42);
        assertThat(score.why()).isEqualTo("""
            interest: 42, band high, at 2026-05-01T00:00:00Z
              +30 purchase: order.placed on 2026-04-20T03:00:00Z
              +7 newsletter: message.opened on 2026-04-12T22:15:00Z
              +5 registration: customer.registered on 2026-04-01T01:00:00Z
            """);
    }

    @Test
    void theFoldExplainsItsMetricsWithTheSameReasons() {
        ScoreModel model = ScoreModel.named("lately")
                .rule(ScoreRule.of("purchase", "order.placed", 30)
                        .halving(Duration.ofDays(10))
                        .capped(Cap.once()))
                .build();
        List<CustomerEvent> events = List.of(
                event(1, "2026-04-21T00:00:00Z", placed("o-1", 12_000)),
                event(2, "2026-04-22T00:00:00Z", placed("o-2", 12_000)));

        assertThat(model.score(events, MAY).changesAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00.001Z"));
        assertThat(model.fold().explain("lately", events, MAY).orElseThrow().toText())
                .isEqualTo("""
                    + score lately: 15
                      + purchase, order.placed on 2026-04-21T00:00:00Z: +15, given 30
                      - purchase, order.placed on 2026-04-22T00:00:00Z: 0, 30 cut by "once"
                    """);
        assertThat(model.fold().explain("other", events, MAY)).isEmpty();
    }

    @Test
    void beforeTheFirstEventTheScoreIsZeroAndTheBandTheLowest() {
        Score score = INTEREST.score(List.of(), MAY);

        assertThat(score.value()).isZero();
        assertThat(score.band()).isEqualTo(Band.lowest("low"));
        assertThat(score.contributions()).isEmpty();
        assertThat(score.why()).isEqualTo("interest: 0, band low, at 2026-05-01T00:00:00Z\n");
    }

    // ------------------------------------------------------------------ caps

    @Test
    void aDailyCapCountsTheDayOfTheModelsZone() {
        ScoreModel model = ScoreModel.named("views")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("view", "product.viewed", 1).capped(Cap.perDay(2)))
                .build();
        // 15:00 UTC is midnight in Tokyo.
        List<CustomerEvent> events = List.of(
                event(1, "2026-04-01T13:00:00Z", viewed()),
                event(2, "2026-04-01T14:00:00Z", viewed()),
                event(3, "2026-04-01T14:59:59.999Z", viewed()),
                event(4, "2026-04-01T15:00:00Z", viewed()));

        Score score = model.score(events, MAY);
        assertThat(score.value()).isEqualTo(3);
        assertThat(score.contributions().get(2).cutBy()).isEqualTo(Cap.perDay(2));
        assertThat(score.why())
                .contains("  0 view: product.viewed on 2026-04-01T14:59:59.999Z, 1 cut by \"2 per day\"")
                .doesNotContain("+0");
    }

    @Test
    void aDayThatClocksVisitTwiceIsOneDay() {
        // In 2010, clocks in St John's went back from 00:01 on 7 November (02:31 UTC) to 23:01 on the 6th.
        ScoreModel model = ScoreModel.named("views")
                .zone("America/St_Johns")
                .rule(ScoreRule.of("view", "product.viewed", 1).capped(Cap.perDay(1)))
                .build();
        List<CustomerEvent> events = List.of(
                event(1, "2010-11-07T02:00:00Z", viewed()), // 23:30 on the 6th
                event(2, "2010-11-07T02:30:30Z", viewed()), // 00:00:30 on the 7th
                event(3, "2010-11-07T03:00:00Z", viewed()), // 23:30 on the 6th
                event(4, "2010-11-07T04:00:00Z", viewed())); // 00:30 on the 7th

        assertThat(model.score(events, MAY).contributions().stream().map(Contribution::given))
                .containsExactly(1L, 1L, 0L, 0L);
    }

    @Test
    void aCapOnPointsGivesWhatIsLeftOfIt() {
        ScoreModel model = ScoreModel.named("spend")
                .rule(ScoreRule.of("spent", Selection.of("order.placed"), Points.per(Money.yen(1_000), "amount", 1))
                        .capped(Cap.within(Duration.ofDays(7), 5))
                        .capped(new Cap(Cap.Limited.POINTS, 50, new Cap.Lifetime())))
                .build();
        Score score = model.score(
                List.of(
                        event(1, "2026-04-01T00:00:00Z", placed("o-1", 29_999)),
                        event(2, "2026-04-02T00:00:00Z", placed("o-2", 30_000)),
                        event(3, "2026-04-03T00:00:00Z", placed("o-3", 999)),
                        event(4, "2026-04-04T00:00:00Z", placed("o-4", 1_000))),
                MAY);

        assertThat(score.value()).isEqualTo(50);
        assertThat(score.contributions().stream().map(Contribution::given)).containsExactly(29L, 21L, 0L);
        assertThat(score.contributions().stream().map(Contribution::asked)).containsExactly(29L, 30L, 1L);
    }

    @Test
    void aLateEventDisplacesALaterOneFromItsCap() {
        ScoreModel model = ScoreModel.named("first")
                .rule(ScoreRule.of("first-order", "order.placed", 10)
                        .capped(Cap.once())
                        .halving(Duration.ofDays(10)))
                .build();
        ScoreFold fold = model.fold();
        CustomerEvent late = event(2, "2026-04-01T00:00:00Z", placed("o-1", 100));
        CustomerEvent first = event(1, "2026-04-11T00:00:00Z", placed("o-2", 100));

        assertThat(fold.insert(fold.apply(fold.initial(), first), late)).isNull(); // a refold is needed
        assertThat(model.score(List.of(first, late), Instant.parse("2026-04-11T00:00:00Z"))
                        .value())
                .isEqualTo(5);
    }

    // ------------------------------------------------------------------ formulas

    @Test
    void aFormulaCountsWholeUnitsInItsCurrencyAndIsLimited() {
        ScoreModel model = ScoreModel.named("spend")
                .rule(ScoreRule.of("spent", Selection.of("order.placed"), Points.per(Money.yen(1), "amount", -3)))
                .build();
        Order dollars = Order.ofTotal("o-2", "ec", Money.of(500, "USD"));

        assertThat(model.score(List.of(event(1, "2026-04-01T00:00:00Z", placed("o-1", 200))), MAY)
                        .value())
                .isEqualTo(-600);
        assertThat(model.score(List.of(event(1, "2026-04-01T00:00:00Z", new EventBody.OrderPlaced(dollars))), MAY)
                        .value())
                .isZero();
        assertThat(model.score(List.of(event(1, "2026-04-01T00:00:00Z", placed("o-1", 4_000_000_000_000L))), MAY)
                        .value())
                .isEqualTo(-Points.MAX);
    }

    // ------------------------------------------------------------------ reversal

    @Test
    void aRefundTakesPointsBackInProportionAndACancellationAllOfThem() {
        ScoreModel model = ScoreModel.named("orders")
                .rule(ScoreRule.of("purchase", "order.placed", 30).reversedOnRefund())
                .rule(ScoreRule.of("ever-bought", "order.placed", 1).capped(Cap.once()))
                .build();
        List<CustomerEvent> events = new ArrayList<>(List.of(
                event(1, "2026-04-01T00:00:00Z", placed("o-1", 7_000)),
                event(2, "2026-04-02T00:00:00Z", placed("o-2", 7_000)),
                event(3, "2026-04-03T00:00:00Z", refunded("o-1", 1_000))));
        Score partly = model.score(events, MAY);
        assertThat(partly.value()).isEqualTo(61 - 4); // 30 x 1000 / 7000 is 4.28

        events.add(event(4, "2026-04-04T00:00:00Z", refunded("o-1", 6_000)));
        assertThat(model.score(events, MAY).value()).isEqualTo(31);
        events.add(event(5, "2026-04-05T00:00:00Z", new EventBody.OrderCancelled("o-2", Money.yen(0), "")));
        assertThat(model.score(events, MAY).value()).isEqualTo(1);
        assertThat(model.score(events, Instant.parse("2026-04-02T12:00:00Z")).value())
                .isEqualTo(61);
        assertThat(partly.why()).contains("+26 purchase: order.placed on 2026-04-01T00:00:00Z, given 30, taken back 4");
    }

    @Test
    void takenBackPointsLeaveNothingBehindWhateverTheirDecay() {
        for (Decay decay : List.of(
                Decay.none(),
                Decay.halfLife(Duration.ofDays(3)),
                Decay.linear(Duration.ofDays(90)),
                Decay.stepped(30, Duration.ofDays(7)),
                Decay.expiry(Span.calendar(Period.ofMonths(2))))) {
            ScoreModel model = ScoreModel.named("orders")
                    .zone("Asia/Tokyo")
                    .rule(ScoreRule.of("purchase", "order.placed", 31)
                            .decaying(decay)
                            .reversedOnRefund())
                    .build();
            Score score = model.score(
                    List.of(
                            event(1, "2026-04-01T00:00:00Z", placed("o-1", 7_000)),
                            event(2, "2026-04-02T00:00:00Z", placed("o-2", 7_000)),
                            event(3, "2026-04-03T00:00:00Z", refunded("o-1", 7_000))),
                    MAY);
            Score without = model.score(List.of(event(2, "2026-04-02T00:00:00Z", placed("o-2", 7_000))), MAY);

            assertThat(score.sum()).as("%s", decay).isEqualByComparingTo(without.sum());
            assertThat(score.contributions().get(0).left()).isEqualByComparingTo("0");
        }
    }

    @Test
    void aRefundBeforeItsOrderCountsAndOneInAnotherCurrencyDoesNot() {
        EventBody dollars = new EventBody.OrderRefunded("o-2", Money.of(7_000, "USD"), List.of());
        Score score = INTEREST.score(
                List.of(
                        event(1, "2026-04-01T00:00:00Z", refunded("o-1", 7_000)),
                        event(2, "2026-04-01T00:00:01Z", placed("o-1", 7_000)),
                        event(3, "2026-04-01T00:00:02Z", placed("o-2", 7_000)),
                        event(4, "2026-04-01T00:00:03Z", dollars)),
                MAY);

        assertThat(score.contributions().stream().map(Contribution::reversed)).containsExactly(30L, 0L);
    }

    @Test
    void aGiftOrderOfNothingKeepsItsPointsUntilItIsReturned() {
        Order gift = Order.of("o-1", "ec", List.of(OrderLine.of("sample", "", 1, Money.yen(0))));
        CustomerEvent placed = event(1, "2026-04-01T00:00:00Z", new EventBody.OrderPlaced(gift));

        assertThat(INTEREST.score(List.of(placed), MAY).value()).isEqualTo(30);
        assertThat(INTEREST.score(List.of(placed, event(2, "2026-04-02T00:00:00Z", refunded("o-1", 0))), MAY)
                        .value())
                .isZero();
    }

    // ------------------------------------------------------------------ decay, floor and ceiling

    @Test
    void aCalendarExpiryEndsOnTheLastDayOfAShortMonth() {
        ScoreModel model = ScoreModel.named("visits")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("visit", "store.visited", 4).decaying(Decay.expiry(Span.months(3))))
                .build();
        List<CustomerEvent> events = List.of(event(1, "2025-11-30T01:00:00Z", new EventBody.StoreVisited("shibuya")));

        assertThat(model.score(events, Instant.parse("2026-02-28T00:59:59.999Z"))
                        .value())
                .isEqualTo(4);
        assertThat(model.score(events, Instant.parse("2026-02-28T01:00:00Z")).value())
                .isZero();
    }

    @Test
    void floorAndCeilingLimitWhatIsShownAndNotWhatIsKept() {
        ScoreModel model = ScoreModel.named("shown")
                .rule(ScoreRule.of("visit", "store.visited", 130))
                .rule(ScoreRule.of("complaint", "complaint.received", -20))
                .ceiling(100)
                .floor(0)
                .build();
        CustomerEvent visit = event(1, "2026-04-01T00:00:00Z", new EventBody.StoreVisited("shibuya"));
        CustomerEvent complaint =
                event(2, "2026-04-02T00:00:00Z", new EventBody.ComplaintReceived("c-1", "phone", List.of(), 0));

        Score high = model.score(List.of(visit, complaint), MAY);
        assertThat(high.value()).isEqualTo(100);
        assertThat(high.sum()).isEqualByComparingTo("110");
        assertThat(high.why()).endsWith("  +110 in all, held at 100\n");
        assertThat(model.score(List.of(complaint), MAY).value()).isZero();
    }

    @Test
    void aRuleCountsOnlyEventsOfItsValidity() {
        ScoreModel model = ScoreModel.named("campaign")
                .rule(ScoreRule.of("visit", "store.visited", 4)
                        .valid(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-04-02T00:00:00Z")))
                .build();
        List<CustomerEvent> events = new ArrayList<>();
        for (String time : List.of(
                "2026-03-31T23:59:59.999Z",
                "2026-04-01T00:00:00Z",
                "2026-04-01T23:59:59.999Z",
                "2026-04-02T00:00:00Z")) {
            events.add(event(events.size(), time, new EventBody.StoreVisited("shibuya")));
        }
        assertThat(model.score(events, MAY).value()).isEqualTo(8);
    }

    // ------------------------------------------------------------------ bands

    private static final ScoreModel WAVERING = ScoreModel.named("wavering")
            .rule(ScoreRule.of("view", "product.viewed", 40).halving(Duration.ofDays(10)))
            .band("cold")
            .band("warm", 40, 20)
            .build();

    @Test
    void aBandIsLeftLowerThanItIsEnteredAndTheMomentIsKnownAhead() {
        ScoreFold fold = WAVERING.fold();
        CustomerEvent view = event(1, "2026-04-01T00:00:00Z", viewed());
        Map<String, Trajectory> metrics = fold.metrics(fold.apply(fold.initial(), view));
        long begin = view.occurredAt().toEpochMilli();

        Trajectory band = metrics.get("wavering.band");
        long left = Instant.parse("2026-04-11T00:00:00.001Z")
                .toEpochMilli(); // 20 is at least 20, a millisecond later is not
        assertThat(band.valueAt(begin)).isEqualTo(1);
        assertThat(band.valueAt(left - 1)).isEqualTo(1);
        assertThat(band.valueAt(left)).isZero();
        assertThat(band.nextCrossing(1, begin)).isEqualTo(left);
        assertThat(metrics.get("wavering").valueAt(left - 1)).isEqualTo(20);
    }

    @Test
    void aBandLeftInTheMillisecondBeforeAnEventHasBeenLeft() {
        CustomerEvent view = event(1, "2026-04-01T00:00:00Z", viewed());
        // Once left, 38 points do not enter it again; a millisecond earlier it has not been left.
        ScoreModel model = ScoreModel.named("wavering")
                .rule(ScoreRule.of("view", "product.viewed", 40).halving(Duration.ofDays(10)))
                .rule(ScoreRule.of("visit", "store.visited", 19))
                .band("cold")
                .band("warm", 40, 20)
                .build();
        EventBody visit = new EventBody.StoreVisited("shibuya");

        assertThat(model.score(List.of(view, event(2, "2026-04-11T00:00:00.001Z", visit)), MAY)
                        .band()
                        .name())
                .isEqualTo("warm");
        assertThat(model.score(List.of(view, event(2, "2026-04-11T00:00:00.002Z", visit)), MAY)
                        .band()
                        .name())
                .isEqualTo("cold");
    }

    @Test
    void everyBandIsASegment() {
        assertThat(INTEREST.segments())
                .containsExactly(
                        Segment.live("interest:low", metric("interest.band").exactly(0)),
                        Segment.live("interest:high", metric("interest.band").exactly(1)));
        assertThat(INTEREST.fold().publishes()).containsExactlyInAnyOrder("interest", "interest.band");
    }

    // ------------------------------------------------------------------ ranking

    @Test
    void theRankingListsTheHighestFirstWithTheirReasons() {
        Map<String, List<CustomerEvent>> customers = new LinkedHashMap<>();
        customers.put("a", List.of(event(1, "2026-04-01T00:00:00Z", opened("mail"))));
        customers.put("b", List.of(event(1, "2026-04-01T00:00:00Z", placed("o-1", 100))));
        customers.put("c", List.of());
        customers.put("d", List.of(event(2, "2026-04-02T00:00:00Z", opened("mail"))));

        List<Ranking.Ranked<String>> top = Ranking.top(INTEREST, customers, MAY, 3);
        assertThat(top).extracting(Ranking.Ranked::who).containsExactly("b", "a", "d");
        assertThat(top).extracting(Ranking.Ranked::rank).containsExactly(1, 2, 3);
        assertThat(top.get(0).score().why()).contains("+30 purchase");
        assertThat(Ranking.top(INTEREST, customers, MAY, 10)).hasSize(4);
    }

    // ------------------------------------------------------------------ spelling and mistakes

    private static final String YAML = """
        score-model: interest
        zone: Asia/Tokyo
        rules:
          - id: registration
            when: customer.registered
            points: 5
            cap: once
          - id: opened
            when: message.opened
            where:
              channel: mail
            points: 7
            cap:
              - 3 per day
              - 100 points within 30 days
            half-life: 30 days
          - id: spent
            when: order.placed
            points:
              give: 1
              per: 1000 JPY
              of: amount
            expires-after: 12 months
            valid-from: "2026-04-01T00:00:00Z"
            reversed: true
          - id: cart
            when: cart.changed
            points: 4
            stepped:
              percent: 50
              every: 30 days
        floor: 0
        ceiling: 1000
        bands:
          - low
          - name: high
            at-least: 40
            leave-below: 30
        """;

    @Test
    void yamlAndJavaAreTwoSpellingsOfOneModel() {
        ScoreModel model = ScoreModel.named("interest")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("registration", "customer.registered", 5).capped(Cap.once()))
                .rule(ScoreRule.of("opened", "message.opened", 7)
                        .where("channel", ValueTest.is("mail"))
                        .capped(Cap.perDay(3))
                        .capped(new Cap(Cap.Limited.POINTS, 100, new Cap.Rolling(Duration.ofDays(30))))
                        .halving(Duration.ofDays(30)))
                .rule(ScoreRule.of("spent", Selection.of("order.placed"), Points.per(Money.yen(1_000), "amount", 1))
                        .decaying(Decay.expiry(Span.months(12)))
                        .valid(Instant.parse("2026-04-01T00:00:00Z"), null)
                        .reversedOnRefund())
                .rule(ScoreRule.of("cart", "cart.changed", 4).decaying(Decay.stepped(50, Duration.ofDays(30))))
                .floor(0)
                .ceiling(1000)
                .band("low")
                .band("high", 40, 30)
                .build();

        assertThat(ScoreModel.parse(YAML)).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(model.toYaml()).isEqualTo(YAML);
        assertThat(ScoreModel.parse(model.toJson()).definitionHash()).isEqualTo(model.definitionHash());
    }

    @Test
    void everythingWrongWithAModelIsSaidAtOnce() {
        String yaml = """
            score-model: Interest!
            rules:
              - id: a
                when: order.place
                points: 5
              - id: b
                when: message.opened
                points: 0
                cap: twice
                half-life: 3 months
              - id: c
                when: customer.registered
                points: 1
                colour: red
            bands:
              - low
            """;
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> ScoreModel.parse(yaml));

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .containsExactly(
                        "score-model",
                        "rules[0].when",
                        "rules[1].points",
                        "rules[1].cap",
                        "rules[1].half-life",
                        "rules[2].colour");
        assertThat(refused)
                .hasMessageContaining("did you mean \"order.placed\"?")
                .hasMessageContaining("write \"once\", \"3 per day\"");
    }

    @Test
    void everythingThatDoesNotFitTogetherIsSaidAtOnce() {
        ScoreModel.Builder builder = ScoreModel.named("interest")
                .rule(ScoreRule.of("a", Selection.orders(), 5))
                .rule(ScoreRule.of("a", "message.opened", 5).capped(Cap.perDay(1)))
                .rule(ScoreRule.of("b", "message.opened", 5).where("chanel", ValueTest.is("mail")))
                .rule(ScoreRule.of("c", "message.opened", 5).where("channel", ValueTest.atLeast(3)))
                .rule(ScoreRule.of("d", Selection.of("order.placed"), Points.per(1_000, "amount", 1)))
                .rule(ScoreRule.of("e", "order.delivered", 1).reversedOnRefund())
                .rule(ScoreRule.of("f", "order.placed", 1)
                        .where(new EventFilter.CatalogFact("product", "category", ValueTest.is("ink"))))
                .floor(10)
                .ceiling(5)
                .band("low", 3)
                .band("middle", 20, 10)
                .band("high", 20, 5);
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, builder::build);

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .containsExactly(
                        "rules[0].when",
                        "rules[1].id",
                        "rules[1]",
                        "rules[2].where.chanel",
                        "rules[3].where.channel",
                        "rules[4].points.of",
                        "rules[5].reversed",
                        "rules[6].where",
                        "floor",
                        "bands[0].at-least",
                        "bands[2].at-least",
                        "bands[2].leave-below");
        assertThat(refused).hasMessageContaining("did you mean \"channel\"?").hasMessageContaining("per: 1000 JPY");
    }

    @Test
    void partsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Points.of(0)).hasMessage("points must be 1 to 1000000000 in size, but were 0");
        assertThatThrownBy(() -> Cap.perDay(0)).hasMessage("cap must be 1 to 10000, but was 0");
        assertThatThrownBy(() -> Decay.halfLife(Duration.ZERO))
                .hasMessageContaining("half-life must be whole milliseconds");
        assertThatThrownBy(() -> Decay.stepped(101, Duration.ofDays(1))).hasMessageContaining("1 to 100, but was 101");
        assertThatThrownBy(() -> Band.from("high", 5, 6))
                .hasMessageContaining("must not be left above the score that enters it");
        assertThatThrownBy(() -> ScoreRule.of("a", "order.placed", 1).valid(MAY, MAY))
                .hasMessageContaining("must end after it begins");
        assertThatThrownBy(() -> Ranking.top(INTEREST, Map.of(), MAY, 0)).hasMessageContaining("at least 1 customer");
    }

    @Test
    void eventsOutOfOrderAreRefused() {
        ScoreFold fold = INTEREST.fold();
        ScoreState state = fold.apply(fold.initial(), event(1, "2026-04-02T00:00:00Z", placed("o-1", 1)));

        assertThatThrownBy(() -> fold.apply(state, event(2, "2026-04-01T00:00:00Z", placed("o-2", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeline order");
    }

    @Test
    void aCheckpointThatIsNoneIsRefused() {
        ScoreFold fold = INTEREST.fold();
        byte[] bytes = fold.encode(fold.apply(fold.initial(), event(1, "2026-04-02T00:00:00Z", placed("o-1", 1))));

        assertThatThrownBy(() -> fold.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fold.decode(new byte[] {9})).hasMessageContaining("version");
        assertThatThrownBy(() -> fold.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> fold.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("after its end");
    }

    // ------------------------------------------------------------------ events

    private static CustomerEvent event(long id, String time, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(id), Identifier.of(Scheme.MEMBER, "m-1"), Instant.parse(time), body);
    }

    private static EventBody opened(String channel) {
        return new EventBody.MessageEvent(EventBody.MessageStep.OPENED, "k-1", channel, "", "", "");
    }

    private static EventBody viewed() {
        return new EventBody.ProductViewed("p-1", "ink");
    }

    private static EventBody placed(String order, long yen) {
        return new EventBody.OrderPlaced(Order.ofTotal(order, "ec", Money.yen(yen)));
    }

    private static EventBody refunded(String order, long yen) {
        return new EventBody.OrderRefunded(order, Money.yen(yen), List.of());
    }

    @Test
    void pointsOfADayAreCutWhereTheDayOfTheModelHasNoMoreLeft() {
        ScoreModel model = ScoreModel.named("visits")
                .zone("Asia/Tokyo")
                .rule(ScoreRule.of("purchase", "order.placed", 30).capped(Cap.pointsPerDay(50)))
                .build();
        List<CustomerEvent> events = List.of(
                event(1, "2026-04-20T10:00:00Z", placed("o-1", 100)),
                event(2, "2026-04-20T11:00:00Z", placed("o-2", 100)), // 20 of 30
                event(3, "2026-04-20T12:00:00Z", placed("o-3", 100)), // none
                event(4, "2026-04-20T15:00:00Z", placed("o-4", 100))); // midnight in Tokyo

        assertThat(model.score(events, MAY).value()).isEqualTo(80);
        assertThat(ScoreModel.parse(model.toYaml())).isEqualTo(model);
    }
}
