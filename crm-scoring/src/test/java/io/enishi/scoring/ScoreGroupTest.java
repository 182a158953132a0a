package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fit and engagement apart: groups, their limits, the grid, and what a list or an outlook says of them. */
class ScoreGroupTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    private static final String YAML = """
            score-model: lead
            rules:
              - id: visits-the-store
                when: store.visited
                points: 30
                group: fit
              - id: spends
                when: order.placed
                points:
                  give: 1
                  per: 1000 JPY
                  of: amount
                  round: nearest
                reversed: true
                group: fit
              - id: views
                when: product.viewed
                points: 10
                half-life: 10 days
                group: engagement
              - id: complains
                when: complaint.received
                points: -5
            ceiling: 200
            groups:
              - name: fit
                ceiling: 50
                bands:
                  - c
                  - name: b
                    at-least: 20
                  - name: a
                    at-least: 40
              - name: engagement
                floor: 0
                ceiling: 100
                bands:
                  - "3"
                  - name: "2"
                    at-least: 20
                  - name: "1"
                    at-least: 60
            grid:
              rows: fit
              columns: engagement
            """;

    private static final ScoreModel LEAD = ScoreModel.named("lead")
            .rule(ScoreRule.of("visits-the-store", "store.visited", 30).in("fit"))
            .rule(ScoreRule.of(
                            "spends",
                            Selection.of("order.placed"),
                            Points.per(Money.yen(1_000), "amount", 1).rounded(Points.Rounding.NEAREST))
                    .reversedOnRefund()
                    .in("fit"))
            .rule(ScoreRule.of("views", "product.viewed", 10)
                    .halving(Duration.ofDays(10))
                    .in("engagement"))
            .rule(ScoreRule.of("complains", "complaint.received", -5))
            .ceiling(200)
            .group(ScoreGroup.named("fit")
                    .within(Long.MIN_VALUE, 50)
                    .banded(Band.lowest("c"), Band.from("b", 20), Band.from("a", 40)))
            .group(ScoreGroup.named("engagement")
                    .within(0, 100)
                    .banded(Band.lowest("3"), Band.from("2", 20), Band.from("1", 60)))
            .grid("fit", "engagement")
            .build();

    private static final List<CustomerEvent> EVENTS = List.of(
            event(1, 1, new EventBody.StoreVisited("shibuya")),
            event(2, 2, placed("o-1", 34_500)),
            event(3, 30, new EventBody.ProductViewed("p-1", "ink")),
            event(4, 30, new EventBody.ProductViewed("p-2", "ink")),
            event(5, 30, new EventBody.ComplaintReceived("c-1", "phone", List.of(), 0)));

    @Test
    void aGroupBringsNoMoreThanItsLimitAndTheGridNamesBothBands() {
        Score score = LEAD.score(EVENTS, Instant.parse("2026-04-30T00:00:00Z"));

        // fit: 30 + 35 (34.5 rounded to the nearest), held at 50; engagement: 20; no group: -5
        assertThat(score.value()).isEqualTo(65);
        assertThat(score.sum()).isEqualByComparingTo("80");
        assertThat(score.cell()).isEqualTo("A2");
        assertThat(score.groups()).extracting(Score.GroupScore::value).containsExactly(50L, 20L);
        assertThat(score.why()).isEqualTo("""
                        lead: 65, cell A2, at 2026-04-30T00:00:00Z
                          +35 spends: order.placed on 2026-04-02T00:00:00Z
                          +30 visits-the-store: store.visited on 2026-04-01T00:00:00Z
                          +10 views: product.viewed on 2026-04-30T00:00:00Z
                          +10 views: product.viewed on 2026-04-30T00:00:00Z
                          -5 complains: complaint.received on 2026-04-30T00:00:00Z
                          group fit: 50, band a, of +65
                          group engagement: 20, band 2
                          +80 in all, held at 65
                        """);
    }

    @Test
    void yamlAndJavaAreTwoSpellingsOfOneModelWithGroups() {
        assertThat(ScoreModel.parse(YAML)).isEqualTo(LEAD);
        assertThat(LEAD.toYaml()).isEqualTo(YAML);
        assertThat(ScoreModel.parse(LEAD.toJson()).definitionHash()).isEqualTo(LEAD.definitionHash());
    }

    @Test
    void inACrmEachCellIsASegmentThatTimeAloneLeaves() {
        Instant[] now = {Instant.parse("2026-04-30T00:00:00Z")};
        Crm crm = Crm.builder("shop")
                .clock(() -> now[0])
                .fold(LEAD.fold())
                .segments(LEAD.segments())
                .build();
        crm.acceptAll(EVENTS);
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        assertThat(crm.segment("lead:a2", 10)).containsExactly(person);
        assertThat(crm.metric(person, "lead.fit").orElseThrow().valueAt(now[0].toEpochMilli()))
                .isEqualTo(50);

        now[0] = now[0].plusMillis(1); // 20 fade to below 20
        crm.runDue(now[0]);
        assertThat(crm.segment("lead:a2", 10)).isEmpty();
        assertThat(crm.segment("lead:a3", 10)).containsExactly(person);
        assertThat(crm.segment("lead.engagement:3", 10)).containsExactly(person);
    }

    @Test
    void everythingWrongWithGroupsIsSaidAtOnce() {
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> ScoreModel.named("lead")
                        .rule(ScoreRule.of("a", "store.visited", 1).in("fitt"))
                        .rule(ScoreRule.of("b", "store.visited", 1).in("fit"))
                        .group(ScoreGroup.named("fit").within(10, 5))
                        .group(ScoreGroup.named("fit"))
                        .group(ScoreGroup.named("band").banded(Band.from("low", 3)))
                        .group(ScoreGroup.named("far").within(0, 5_000_000_000_000L))
                        .grid("fit", "engagement")
                        .build());

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .containsExactly(
                        "rules[0].group",
                        "groups[0].floor",
                        "groups[1].name",
                        "groups[2].name",
                        "groups[2].bands",
                        "groups[2].bands[0].at-least",
                        "groups[3]",
                        "grid.rows",
                        "grid.columns");
        assertThat(refused).hasMessageContaining("did you mean \"fit\"?").hasMessageContaining("has no bands");
    }

    // ------------------------------------------------------------------ formulas

    @Test
    void aFormulaRoundsAsItSays() {
        for (Points.Rounding rounding : Points.Rounding.values()) {
            ScoreModel model = ScoreModel.named("spend")
                    .rule(ScoreRule.of(
                            "spent",
                            Selection.of("order.placed"),
                            Points.per(Money.yen(1_000), "amount", 3).rounded(rounding)))
                    .build();
            long[] expected = switch (rounding) {
                case DOWN -> new long[] {0, 3, 3};
                case NEAREST -> new long[] {0, 3, 6};
                case UP -> new long[] {3, 3, 6};
            };
            long[] amounts = {499, 1_000, 1_500};
            for (int i = 0; i < amounts.length; i++) {
                assertThat(model.score(List.of(event(1, 1, placed("o-1", amounts[i]))), MAY)
                                .value())
                        .as("%s of %d", rounding, amounts[i])
                        .isEqualTo(expected[i]);
            }
        }
    }

    // ------------------------------------------------------------------ what would change it

    private static final ScoreModel INTEREST = ScoreModel.named("interest")
            .zone("Asia/Tokyo")
            .rule(ScoreRule.of("view", "product.viewed", 20).halving(Duration.ofDays(10)))
            .rule(ScoreRule.of("visit", "store.visited", 15).capped(Cap.ever(2)))
            .rule(ScoreRule.of("registered", "customer.registered", 5).capped(Cap.once()))
            .rule(ScoreRule.of("spent", Selection.of("order.placed"), Points.per(Money.yen(1_000), "amount", 1)))
            .band("low")
            .band("high", 40)
            .build();

    @Test
    void theOutlookTellsWhatTimeDoesAndWhatOneMoreEventWouldBring() {
        List<CustomerEvent> events = List.of(
                event(1, 1, new EventBody.Registered("web")),
                event(2, 30, new EventBody.ProductViewed("p-1", "ink")),
                event(3, 30, new EventBody.ProductViewed("p-1", "ink")));
        Outlook outlook = Outlook.of(INTEREST, events, Instant.parse("2026-04-30T00:00:00Z"));

        assertThat(outlook.falls()).hasSize(1);
        // 5 + 40 x 2^(-t / 10 days) is below 40 first after 10 x log2(40/35) days, which is 1 day 22 hours 14 minutes.
        assertThat(outlook.falls().get(0).band().name()).isEqualTo("low");
        assertThat(outlook.falls().get(0).at()).isBetween("2026-05-01T22:14:00Z", "2026-05-01T22:15:00Z");
        assertThat(outlook.nextBand()).isNull();

        Outlook later = Outlook.of(INTEREST, events, Instant.parse("2026-05-20T00:00:00Z"));
        assertThat(later.score().value()).isEqualTo(15);
        assertThat(later.missing()).isEqualTo(25);
        assertThat(later.toText()).isEqualTo("""
                        interest: 15, band low
                          25 to band high
                          spent: +25 makes 40, band high
                          view: +20 makes 35, band low, 2 of them make band high
                          visit: +15 makes 30, band low, 2 of them make band high
                          registered: +0 makes 15, band low, held by "once"
                        """);
    }

    // ------------------------------------------------------------------ lists

    @Test
    void aListIsCsvThatNoSpreadsheetRuns() throws IOException {
        ScoreBook<String> book = new ScoreBook<>(LEAD);
        EVENTS.forEach(event -> book.add("=HYPERLINK(\"http://evil\")", event));
        book.add("佐藤, 花子", event(6, 3, new EventBody.StoreVisited("shibuya")));
        StringBuilder csv = new StringBuilder();
        Ranking.writeCsv(book.top(Instant.parse("2026-05-10T00:00:00Z"), 10), csv);

        assertThat(csv.toString().split("\r\n"))
                .containsExactly(
                        "rank,customer,score,exact,points,band,cell,changes_at,reasons",
                        "1,\"'=HYPERLINK(\"\"http://evil\"\")\",55,55,70,,A3,2026-05-10T00:00:00.001Z,"
                                + "spends +35 (1 event); visits-the-store +30 (1 event); views +10 (2 events); complains -5 (1 event)",
                        "2,\"佐藤, 花子\",30,30,30,,B3,,visits-the-store +30 (1 event)");
        for (String begin : List.of("+1", "-1", "@x", "＝1", "\t=1", "  =1")) {
            assertThat(Ranking.csvCell(begin)).startsWith("'");
        }
        assertThat(Ranking.csvCell("m-1")).isEqualTo("m-1");
        assertThat(Ranking.csvCell("")).isEmpty();
    }

    private static CustomerEvent event(long id, int day, EventBody body) {
        return CustomerEvent.of(
                "ec",
                EventId.of(id),
                Identifier.member("m-1"),
                Instant.parse("2026-04-01T00:00:00Z").plus(Duration.ofDays(day - 1)),
                body);
    }

    private static EventBody placed(String order, long yen) {
        return new EventBody.OrderPlaced(Order.ofTotal(order, "ec", Money.yen(yen)));
    }
}
