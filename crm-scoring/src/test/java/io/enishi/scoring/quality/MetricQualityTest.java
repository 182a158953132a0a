package io.enishi.scoring.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MetricQualityTest {

    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");

    /** The pairs of the definition, counted one by one. */
    @Property(tries = 300)
    void theAucIsTheShareOfPairsThatTheMetricPutsInOrder(
            @ForAll @IntRange(min = 2, max = 60) int people, @ForAll Random random) {
        double[] metric = IntStream.range(0, people)
                .mapToDouble(i -> random.nextInt(8) - 3)
                .toArray();
        boolean[] outcome = new boolean[people];
        for (int i = 0; i < people; i++) {
            outcome[i] = random.nextInt(6) < metric[i];
        }
        double pairs = 0;
        double ordered = 0;
        for (int i = 0; i < people; i++) {
            for (int j = 0; j < people; j++) {
                if (outcome[i] && !outcome[j]) {
                    pairs++;
                    ordered += metric[i] > metric[j] ? 1 : metric[i] == metric[j] ? 0.5 : 0;
                }
            }
        }
        MetricQuality quality = MetricQuality.of(metric, outcome, 7);
        assertThat(quality.auc().isPresent()).isEqualTo(pairs > 0);
        if (pairs > 0) {
            assertThat(quality.auc().getAsDouble()).isCloseTo(ordered / pairs, within(1e-12));
        }
        assertThat(quality.bins().stream()
                        .mapToDouble(MetricQuality.Bin::people)
                        .sum())
                .isCloseTo(people, within(1e-9));
        assertThat(quality.bins().stream()
                        .mapToDouble(MetricQuality.Bin::positives)
                        .sum())
                .isCloseTo(quality.positives(), within(1e-9));
        double before = -1;
        int counted = 0;
        for (MetricQuality.Level level : quality.calibration()) {
            assertThat(level.rate()).isGreaterThan(before);
            before = level.rate();
            counted += level.people();
        }
        assertThat(counted).isEqualTo(people);
    }

    /**
     * Two of the worked numbers: four people, positives at 0.8 and 0.35, negatives at 0.1 and 0.4, have AUC 0.75 (the example in
     * scikit-learn's documentation of roc_auc_score). By hand, placements of the positives are 1 and 0.5, those of the negatives 1 and
     * 0.5: each sample variance is 0.125, so the variance is 0.125 / 2 + 0.125 / 2.
     */
    @Test
    void aKnownCurveHasItsAreaAndStandardError() {
        MetricQuality quality =
                MetricQuality.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true}, 2);

        assertThat(quality.auc().getAsDouble()).isCloseTo(0.75, within(1e-15));
        assertThat(quality.aucStandardError().getAsDouble()).isCloseTo(Math.sqrt(0.125), within(1e-15));
        // (0.01 + 0.16 + 0.4225 + 0.04) / 4
        assertThat(quality.brierScore().getAsDouble()).isCloseTo(0.158125, within(1e-12));
        assertThat(quality.bins().get(0).lift()).isCloseTo(1.0, within(1e-12));
        assertThat(quality.bins().get(1).cumulativeGain()).isCloseTo(1.0, within(1e-12));
        assertThat(quality.calibration())
                .containsExactly(
                        new MetricQuality.Level(0.1, 0.1, 1, 0),
                        new MetricQuality.Level(0.35, 0.4, 2, 0.5),
                        new MetricQuality.Level(0.8, 0.8, 1, 1));
        assertThat(quality.rateAt(0.5).getAsDouble()).isEqualTo(0.5);
        assertThat(quality.rateAt(-7).getAsDouble()).isZero();
    }

    @Test
    void whereAllAreEqualTheBinsShareThemAndTheAucIsAHalf() {
        MetricQuality quality = MetricQuality.of(
                new double[] {30, 30, 30, 30, 30}, new boolean[] {true, false, false, false, false}, 2);

        assertThat(quality.auc().getAsDouble()).isEqualTo(0.5);
        assertThat(quality.bins()).hasSize(2).allSatisfy(bin -> {
            assertThat(bin.people()).isEqualTo(2.5);
            assertThat(bin.positives()).isEqualTo(0.5);
            assertThat(bin.lift()).isCloseTo(1, within(1e-12));
        });
        assertThat(quality.brierScore()).isEmpty();
    }

    @Test
    void whatCannotBeSaidIsEmptyAndNeverNaN() {
        MetricQuality nobody = MetricQuality.of(new double[0], new boolean[0]);
        assertThat(nobody.auc()).isEmpty();
        assertThat(nobody.bins()).isEmpty();
        assertThat(nobody.rate()).isZero();
        assertThat(nobody.rateAt(1)).isEmpty();
        assertThat(nobody.toText()).startsWith("0 people, 0 did it (0.0000 %), AUC not defined");

        MetricQuality one = MetricQuality.of(new double[] {3}, new boolean[] {false});
        assertThat(one.auc()).isEmpty();
        assertThat(one.bins().get(0).lift()).isZero();
        assertThat(MetricQuality.of(new double[] {1, 2}, new boolean[] {true, true})
                        .auc())
                .isEmpty();
        assertThatThrownBy(() -> MetricQuality.of(new double[] {1, Double.NaN}, new boolean[2]))
                .hasMessage("metric 1 must be a finite number, but was NaN");
        assertThatThrownBy(() -> MetricQuality.of(new double[1], new boolean[2]))
                .hasMessageContaining("one outcome");
        assertThatThrownBy(() -> MetricQuality.of(new double[1], new boolean[1], 0))
                .hasMessageContaining("bins");
    }

    // ------------------------------------------------------------------ on events

    private static final ScoreModel INTEREST = ScoreModel.named("interest")
            .rule(ScoreRule.of("view", "product.viewed", 10).halving(Duration.ofDays(30)))
            .build();

    @Test
    void aScoreIsTakenBeforeTheOutcomeAndNeverLooksAhead() {
        Map<String, List<CustomerEvent>> customers = new TreeMap<>();
        customers.put("viewed-and-bought", List.of(viewed(1, "a", -2), viewed(2, "a", 1), bought(3, "a", 5)));
        customers.put("viewed-long-ago", List.of(viewed(4, "b", -60), bought(5, "b", 40)));
        customers.put("not-there-yet", List.of(bought(6, "c", 2)));
        customers.put("bought-before", List.of(bought(7, "d", -1)));

        MetricQuality quality = MetricQuality.of(
                INTEREST.fold(), "interest", customers, MAY, Selection.of("order.placed"), Duration.ofDays(30));

        assertThat(quality.people()).isEqualTo(3);
        assertThat(quality.positives()).isEqualTo(1);
        assertThat(quality.auc().getAsDouble()).isEqualTo(1);

        Crm crm = Crm.builder("shop").clock(() -> MAY.plus(Duration.ofDays(90))).build();
        customers.values().forEach(crm::acceptAll);
        assertThat(MetricQuality.of(
                        INTEREST.fold(), "interest", crm, MAY, Selection.of("order.placed"), Duration.ofDays(30)))
                .isEqualTo(quality);
        assertThatThrownBy(() -> MetricQuality.of(
                        INTEREST.fold(), "other", customers, MAY, Selection.of("order.placed"), Duration.ofDays(30)))
                .hasMessageContaining("publishes no metric \"other\"");
    }

    private static CustomerEvent viewed(int id, String member, int day) {
        return event(id, member, day, new EventBody.ProductViewed("p-1", "ink"));
    }

    private static CustomerEvent bought(int id, String member, int day) {
        return event(id, member, day, new EventBody.OrderPlaced(Order.ofTotal("o-" + id, "ec", Money.yen(100))));
    }

    private static CustomerEvent event(int id, String member, int day, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(id), Identifier.member(member), MAY.plus(Duration.ofDays(day)), body);
    }
}
