package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.Cap;
import io.enishi.scoring.ModelChange;
import io.enishi.scoring.Outlook;
import io.enishi.scoring.Ranking;
import io.enishi.scoring.Recount;
import io.enishi.scoring.Score;
import io.enishi.scoring.ScoreBook;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import io.enishi.scoring.attribution.Attribution;
import io.enishi.scoring.attribution.AttributionModel;
import io.enishi.scoring.attribution.ContactPath;
import io.enishi.scoring.cohort.CohortTable;
import io.enishi.scoring.cohort.Transitions;
import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.purchase.Purchase;
import io.enishi.scoring.purchase.PurchaseHistory;
import io.enishi.scoring.quality.MetricQuality;
import io.enishi.scoring.recommend.Basket;
import io.enishi.scoring.recommend.ProductRecommender;
import io.enishi.scoring.recommend.PurchaseIndex;
import io.enishi.scoring.recommend.Recommendation;
import io.enishi.scoring.recommend.Related;
import io.enishi.scoring.recommend.Shopper;
import io.enishi.scoring.rfm.Buyer;
import io.enishi.scoring.rfm.RfmFolds;
import io.enishi.scoring.rfm.RfmModel;
import io.enishi.scoring.rfm.RfmSegment;
import io.enishi.scoring.rfm.RfmTable;
import io.enishi.scoring.rfm.Scale;
import io.enishi.scoring.rhythm.Consumable;
import io.enishi.scoring.rhythm.Replenishment;
import io.enishi.scoring.rhythm.Rhythm;
import io.enishi.scoring.rhythm.RhythmFolds;
import io.enishi.scoring.stage.StageReport;
import io.enishi.scoring.stage.StageRules;
import io.enishi.scoring.stage.VipRule;
import io.enishi.scoring.survival.GapModel;
import io.enishi.scoring.survival.Gaps;
import io.enishi.scoring.survival.KaplanMeier;
import io.enishi.scoring.value.BgNbd;
import io.enishi.scoring.value.GammaGamma;
import io.enishi.scoring.value.LifetimeValue;
import io.enishi.scoring.value.PurchaseLog;
import io.enishi.scoring.value.Tracking;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScoringPackageExamplesTest {

    private static final PackageExamples EXAMPLES = new PackageExamples("scoring");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** An ink that printers use up; nothing is known of other products. */
    private static final Catalog INK = (product, fact) -> product.equals("ink") && fact.equals(Catalog.CONSUMABLE_OF)
            ? List.of(AttributeValue.of("printer"))
            : List.of();

    @RegisterExtension
    final Printed printed = new Printed();

    private static CustomerEvent event(int id, String at, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(id), Identifier.member("m-1"), Instant.parse(at), body);
    }

    private static EventBody opened() {
        return new EventBody.MessageEvent(EventBody.MessageStep.OPENED, "spring", "mail", "spring", "spring-news", "");
    }

    private static EventBody order(String id, String product) {
        return new EventBody.OrderPlaced(
                Order.of(id, "ec", List.of(OrderLine.of(product, product, 1, Money.yen(12_000)))));
    }

    private static ScoreModel.Builder interest() {
        return ScoreModel.named("interest")
                .rule(ScoreRule.of("registration", "customer.registered", 5).capped(Cap.once()))
                .band("low")
                .band("high", 40);
    }

    private static Purchase bought(String customer, String day, int yen) {
        return new Purchase(customer, LocalDate.parse(day), Money.yen(yen));
    }

    /** Two hundred customers, who buy at their own pace and for their own amounts; two of three leave after any order by a toss. */
    private static PurchaseLog.Builder purchases() {
        SplittableRandom random = new SplittableRandom(7);
        PurchaseLog.Builder log = PurchaseLog.until(LocalDate.of(2025, 12, 31));
        for (int customer = 0; customer < 200; customer++) {
            LocalDate day = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(90));
            int usual = 8 + random.nextInt(60);
            do {
                log.add("m-" + customer, day, 1_000 + 300 * (customer % 17) + random.nextInt(2_000));
                day = day.plusDays(1 + random.nextInt(2 * usual));
            } while (day.getYear() == 2025 && (customer % 3 == 0 || random.nextBoolean()));
        }
        return log;
    }

    @Test
    void thePackagesShowWhatIsTested() throws IOException {
        EXAMPLES.areAllRunBy(ScoringPackageExamplesTest.class, "scoring.rfm", "scoring.rhythm", "scoring.stage");
    }

    @Test
    void aScoreExplainsItself() {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        List<CustomerEvent> events = List.of(
                event(1, "2026-04-01T01:00:00Z", new EventBody.Registered("web")),
                event(2, "2026-04-12T22:15:00Z", opened()),
                event(3, "2026-04-20T03:00:00Z", order("o-1", "printer")));
        // example: scoring
        ScoreModel interest = ScoreModel.named("interest")
                .rule(ScoreRule.of("registration", "customer.registered", 5).capped(Cap.once()))
                .rule(ScoreRule.of("newsletter", "message.opened", 7).where("channel", ValueTest.is("mail")))
                .rule(ScoreRule.of("purchase", "order.placed", 30).reversedOnRefund())
                .band("low")
                .band("high", 40)
                .build();

        Score score = interest.score(events, now);
        System.out.println(score.why());
        // end
        assertThat(printed.text().strip()).isEqualTo("""
            interest: 42, band high, at 2026-05-01T00:00:00Z
              +30 purchase: order.placed on 2026-04-20T03:00:00Z
              +7 newsletter: message.opened on 2026-04-12T22:15:00Z
              +5 registration: customer.registered on 2026-04-01T01:00:00Z\
            """);
    }

    @Test
    void aBookOfScoresChangesItsModel() throws IOException {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        CustomerEvent event = event(1, "2026-04-01T00:00:00Z", new EventBody.Registered("web"));
        ScoreRule views = ScoreRule.of("view", "product.viewed", 60);
        ScoreModel interest = interest().build();
        ScoreModel changed = interest().floor(-10).build();
        ScoreModel other = interest().rule(views).build();
        List<CustomerEvent> history =
                List.of(event, event(2, "2026-04-02T00:00:00Z", new EventBody.ProductViewed("printer", "")));
        StringBuilder file = new StringBuilder();
        // example: scoring
        ScoreBook<String> book = new ScoreBook<>(interest);
        book.add("m-1", event); // O(1); O(k) if k events come after it
        history.forEach(
                past -> book.take(customerOf(past), past)); // many at once: nothing is said of each, and it is sooner
        book.forEachScore(now, (customer, score) -> export(customer, score)); // everybody's
        Ranking.writeCsv(book.top(now, 100), file); // whom to call first, and why
        Outlook.of(book, "m-1", now).toText(); // what would change it

        ModelChange change = ModelChange.between(interest, changed); // what is different
        book.use(changed); // points, bands, limits: at once
        Recount<String> beside = book.recount(other); // caps, conditions: beside the running model
        history.forEach(past -> beside.add(customerOf(past), past));
        beside.report(now).toText(); // who moves between bands
        beside.switchOver(); // in one step
        // end
        assertThat(file).contains("m-1");
        assertThat(change.effort()).isEqualTo(ModelChange.Effort.AT_ONCE);
        assertThat(book.value("m-1", now)).isEqualTo(65);
    }

    private static void export(String customer, Trajectory score) {
        System.out.println(customer + ": "
                + score.valueAt(Instant.parse("2026-05-01T00:00:00Z").toEpochMilli()));
    }

    private static String customerOf(CustomerEvent event) {
        return event.identifiers().get(0).value();
    }

    @Test
    void buyersAreScoredByRecencyFrequencyAndAmount() {
        List<Purchase> purchases = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> bought(
                        "m-" + i % 40, LocalDate.of(2026, 1, 1).plusDays(i).toString(), 100 * i))
                .toList();
        // example: scoring.rfm
        RfmTable june = RfmModel.standard().score(Buyer.of(purchases, LocalDate.of(2026, 6, 30)));
        june.segmentCounts().forEach((segment, customers) -> System.out.println(segment + ": " + customers));

        RfmModel fixed = june.frozen(); // the same bounds for later dates, and for customers one by one
        Crm crm = Crm.builder("shop")
                .fold(RfmFolds.of("rfm", fixed, Currency.getInstance("JPY")))
                .segments(RfmFolds.segments("rfm", fixed))
                .build();
        // end
        assertThat(printed.text()).contains("Champions: ");
        assertThat(june.rows()).hasSize(40);
        assertThat(crm.segment("rfm:champions", 10)).isEmpty();
    }

    @Test
    void anRfmModelIsData() throws IOException {
        assertThat(EXAMPLES.data("scoring.rfm").stream().map(RfmModel::parse))
                .containsExactly(new RfmModel(
                        Scale.cuts(30, 90, 180, 365), Scale.quantiles(5), Scale.quantiles(5), RfmSegment.standard()));
    }

    @Test
    void ordersAreCreditedToContacts() {
        // example: scoring.attribution
        List<ContactPath> paths = List.of(
                new ContactPath(List.of("search", "email"), 20, 64_000, 80),
                new ContactPath(List.of("display"), 1, 3_000, 299));
        Attribution shares = AttributionModel.markov().attribute(paths);
        shares.credit("email").conversions();
        shares.returns(Map.of("search", 12_000.0, "display", 9_000.0)); // cost and return, the best first
        // end
        assertThat(shares.total().conversions()).isCloseTo(21, within(1e-9));
        assertThat(shares.credit("email").conversions()).isCloseTo(21 * 20 / 41.0, within(1e-9));
    }

    @Test
    void aMetricIsComparedWithWhatBecameOfPeople() {
        Instant firstOfMay = Instant.parse("2026-05-01T00:00:00Z");
        ScoreModel interest = interest().build();
        Map<String, List<CustomerEvent>> eventsByCustomer = Map.of(
                "m-1",
                List.of(
                        event(1, "2026-04-01T00:00:00Z", new EventBody.Registered("web")),
                        event(2, "2026-05-03T00:00:00Z", order("o-1", "printer"))),
                "m-2",
                List.of(event(3, "2026-04-01T00:00:00Z", new EventBody.ProductViewed("printer", ""))));
        // example: scoring.quality
        MetricQuality quality = MetricQuality.of(
                interest.fold(),
                "interest",
                eventsByCustomer,
                firstOfMay,
                Selection.of("order.placed"),
                Duration.ofDays(30));
        System.out.println(quality.toText());
        // end
        assertThat(quality.auc()).hasValue(1);
        assertThat(printed.text()).isNotBlank();
    }

    @Test
    void lifetimeValueIsFittedToPurchases() {
        PurchaseLog.Builder builder = purchases();
        // example: scoring.value
        PurchaseLog log = builder.build();
        Fit.Identified<BgNbd> fit = BgNbd.fit(log.counts()).orElseThrow();
        GammaGamma spend =
                GammaGamma.fit(log.repeats(), log.meanSpends()).orElseThrow().model();
        LifetimeValue value = LifetimeValue.of(fit.model(), spend).discounted(0.01);

        PurchaseLog.Customer hanako = log.customer(0);
        fit.model().pAlive(hanako.history()); // still a customer?
        fit.model().expectedPurchases(hanako.history(), 39); // purchases in 39 weeks
        value.of(hanako.history(), hanako.meanSpend()); // worth in twelve months
        Tracking.of(log, fit.model()); // against what happened after the observation
        // end
        assertThat(log.size()).isEqualTo(200);
        assertThat(fit.model().pAlive(hanako.history())).isBetween(0.0, 1.0);
        assertThat(value.of(hanako.history(), hanako.meanSpend())).isPositive();
    }

    @Test
    void gapsBetweenPurchasesMakeACurve() {
        PurchaseLog log = purchases().build();
        // example: scoring.survival
        Gaps gaps = Gaps.firstToSecond(log); // a PurchaseLog; or Gaps.of(rows)
        KaplanMeier.of(gaps).quantile(0.3); // by which day 30 per cent have bought again
        GapModel.LogNormal.fit(gaps).orElseThrow().model().survivalAt(90);
        // end
        assertThat(KaplanMeier.of(gaps).quantile(0.3).orElseThrow()).isBetween(10.0, 40.0);
    }

    @Test
    void cohortsAndMovesAreCounted() {
        List<Purchase> purchases = List.of(
                bought("m-1", "2026-05-02", 1_000),
                bought("m-2", "2026-05-09", 1_000),
                bought("m-1", "2026-06-03", 1_000));
        RfmTable june = table("Champions");
        RfmTable july = table("At Risk");
        // example: scoring.cohort
        CohortTable months = CohortTable.of(purchases, CohortTable.Period.MONTH);
        months.retention(1).ifPresent(share -> System.out.println("second month: " + share));

        Transitions moved = Transitions.between(june.segments(), july.segments());
        int lost = moved.count("Champions", "At Risk");
        // end
        assertThat(printed.text().strip()).isEqualTo("second month: 0.5");
        assertThat(lost).isEqualTo(2);
    }

    /** Two customers, both in the segment. */
    private static RfmTable table(String segment) {
        return RfmModel.standard()
                .withSegments(List.of(new RfmSegment(segment, 1, 5, 1, 5, 1, 5)))
                .score(List.of(new Buyer("m-1", 1, 1, 1_000), new Buyer("m-2", 9, 2, 5_000)));
    }

    @Test
    void whatIsUsedUpIsDueAgain() {
        ZoneId tokyo = TOKYO;
        Catalog catalog = INK;
        Set<String> products = Set.of("ink");
        PurchaseHistory history = PurchaseHistory.of(
                List.of(
                        event(1, "2026-01-01T00:00:00Z", order("o-1", "ink")),
                        event(2, "2026-01-31T00:00:00Z", order("o-2", "ink"))),
                Instant.parse("2026-02-01T00:00:00Z"));
        List<PurchaseHistory> histories = List.of(history);
        // example: scoring.rhythm
        Replenishment refills =
                Replenishment.of(tokyo, catalog, products, Span.days(60)).learned(histories);
        for (Replenishment.Due due : refills.due(history)) {
            System.out.println(due.consumable() + " at " + due.at() + ": " + due.reason());
        }

        Crm crm = Crm.builder("shop")
                .catalog(catalog)
                .fold(refills.fold("refill"))
                .segments(refills.segments("refill")) // refill:ink is entered on the day
                .fold(RhythmFolds.of("rhythm", Duration.ofDays(60), Rhythm.USUAL_WEIGHT))
                .build();
        // end
        assertThat(printed.text()).startsWith("ink at 2026-02-27T00:00:00Z: ");
        assertThat(crm.segment("refill:ink", 10)).isEmpty();
    }

    @Test
    void whatIsUsedUpIsData() throws IOException {
        Consumable ink =
                new Consumable("ink", Set.of("ink", "ink-black"), Set.of("printer"), Span.months(1), Span.days(60));
        assertThat(EXAMPLES.data("scoring.rhythm").stream().map(Replenishment::parse))
                .containsExactly(Replenishment.of(TOKYO, List.of(ink)).withPermille(900));
    }

    @Test
    void aHistoryHasTheOrdersThatWereKept() {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        Crm crm = Crm.builder("shop").build();
        crm.acceptAll(List.of(
                event(1, "2026-04-01T00:00:00Z", order("o-1", "printer")),
                event(2, "2026-04-02T00:00:00Z", order("o-2", "ink")),
                event(3, "2026-04-03T00:00:00Z", new EventBody.OrderCancelled("o-1", Money.yen(12_000), ""))));
        CustomerId customer = crm.find(Identifier.member("m-1")).orElseThrow();
        // example: scoring.purchase
        PurchaseHistory history = PurchaseHistory.of(crm.timeline(customer), now);
        history.orders().forEach(order -> System.out.println(order.at() + " " + order.amount()));
        // end
        assertThat(printed.text().lines()).singleElement().asString().startsWith("2026-04-02T00:00:00Z ");
    }

    @Test
    void productsAreRecommendedWithReasons() {
        Instant monday = Instant.parse("2026-04-06T00:00:00Z");
        Instant friday = Instant.parse("2026-04-10T00:00:00Z");
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        Catalog catalog = INK;
        List<CustomerEvent> events = List.of(event(1, "2026-04-30T00:00:00Z", order("o-1", "printer")));
        // example: scoring.recommend
        PurchaseIndex index = new PurchaseIndex();
        index.put("hanako", List.of(Basket.of(monday, "printer", "paper"), Basket.of(friday, "ink")));
        index.put("taro", List.of(Basket.of(monday, "printer", "paper")));
        List<Related> withPrinters = index.together("printer", 1, 10);

        ProductRecommender recommender = ProductRecommender.over(index).withCatalog(catalog);
        for (Recommendation product : recommender.recommend(Shopper.of(events, now), now, 5)) {
            System.out.println(product.product() + ": " + product.why());
        }
        // end
        assertThat(withPrinters).extracting(Related::product).containsExactly("paper");
        assertThat(printed.text()).contains("ink: ");
    }

    @Test
    void aStageIsKnownWithItsNextChange() {
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        List<CustomerEvent> events = List.of(event(1, "2026-04-01T00:00:00Z", order("o-1", "printer")));
        // example: scoring.stage
        StageRules rules = StageRules.in(ZoneId.of("Asia/Tokyo"))
                .withQuiet(Span.months(3), Span.months(12))
                .orVip(
                        VipRule.orders(5).within(Span.years(1)),
                        VipRule.amount(Money.yen(50_000)).within(Span.years(1)))
                .orVip(VipRule.timesPointsUsed(6).within(Span.years(1)));

        StageReport hanako = rules.at(events, now);
        System.out.println(hanako.stage() + " until " + hanako.nextChange());

        Crm crm = Crm.builder("shop")
                .fold(rules.fold("stage"))
                .segments(rules.segments("stage"))
                .build();
        // end
        assertThat(printed.text()).contains("until Optional[2026-07-01T00:00:00Z]");
        assertThat(crm.segment("stage:dormant", 10)).isEmpty();
    }

    @Test
    void stageRulesAreData() throws IOException {
        StageRules rules = StageRules.in(TOKYO)
                .withQuiet(Span.months(3), Span.months(12))
                .orVip(
                        VipRule.orders(5).within(Span.years(1)),
                        VipRule.amount(Money.yen(50_000)).within(Span.years(1)))
                .orVip(VipRule.timesPointsUsed(6).within(Span.years(1)));
        assertThat(EXAMPLES.data("scoring.stage").stream().map(StageRules::parse))
                .containsExactly(rules);
    }
}
