package io.enishi.scoring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.fit.UnidentifiedFitException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each kind of unusable input has its typed answer; none of them is NaN. */
class BadInputTest {

    @Test
    void historiesThatContradictThemselvesAreNamedWithTheirRow() {
        assertThatThrownBy(() -> PurchaseCounts.of(new int[] {0, 2}, new double[] {0, 5}, new double[] {9, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1: tx = 5.0 is after T = 4.0: the last purchase lies within the observation");
        assertThatThrownBy(() -> PurchaseCounts.of(
                        new int[] {1, 1, -1}, new double[] {1, Double.NaN, 1}, new double[] {2, 2, 2}))
                .hasMessage(
                        "row 1: tx = NaN: the last purchase is a finite time at or after the first (and 1 more rows)");
        assertThatThrownBy(() -> new RepeatHistory(-1, 0, 3)).hasMessageContaining("x = -1");
        assertThatThrownBy(() -> new RepeatHistory(1, -2, 3)).hasMessageContaining("tx = -2.0");
        assertThatThrownBy(() -> new RepeatHistory(0, 0, Double.NaN)).hasMessageContaining("T = NaN");
        assertThatThrownBy(() -> new RepeatHistory(0, 0, Double.POSITIVE_INFINITY))
                .hasMessageContaining("T = Infinity");
        assertThatThrownBy(() -> new RepeatHistory(0, 1, 3)).hasMessageContaining("without repeat purchase tx is 0");
        assertThatThrownBy(() -> new RepeatHistory(1, 0, 3)).hasMessageContaining("merge purchases of one day");
        assertThatThrownBy(() -> PurchaseCounts.of(new int[1], new double[2], new double[1]))
                .hasMessageContaining("differ in length");
    }

    @Test
    void nobodyNoRepeatsOneCustomerAndAllTiesAreDifferentAnswers() {
        assertThat(reason(BgNbd.fit(PurchaseCounts.of(List.of())))).isEqualTo(Fit.Reason.TOO_FEW);
        List<RepeatHistory> once = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            once.add(new RepeatHistory(0, 0, i));
        }
        assertThat(reason(BgNbd.fit(PurchaseCounts.of(once)))).isEqualTo(Fit.Reason.NO_REPEAT_PURCHASES);
        assertThat(reason(MbgNbd.fit(PurchaseCounts.of(once)))).isEqualTo(Fit.Reason.NO_REPEAT_PURCHASES);
        assertThat(reason(ParetoNbd.fit(PurchaseCounts.of(once)))).isEqualTo(Fit.Reason.NO_REPEAT_PURCHASES);
        List<RepeatHistory> one = List.of(new RepeatHistory(3, 10, 20));
        assertThat(reason(ParetoNbd.fit(PurchaseCounts.of(one)))).isEqualTo(Fit.Reason.TOO_FEW);
        assertThat(reason(BgNbd.fit(PurchaseCounts.of(Collections.nCopies(1000, one.get(0))))))
                .isEqualTo(Fit.Reason.TOO_FEW);
    }

    @Test
    void customersWhoDoNotDifferRunAParameterToTheBoundary() {
        List<RepeatHistory> alike = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            alike.add(new RepeatHistory(9 + i % 3, 49 + i % 2, 50));
        }
        for (Fit<? extends PurchaseModel> fit : List.of(
                BgNbd.fit(PurchaseCounts.of(alike)),
                MbgNbd.fit(PurchaseCounts.of(alike)),
                ParetoNbd.fit(PurchaseCounts.of(alike)))) {
            assertThat(reason(fit)).isIn(Fit.Reason.BOUNDARY, Fit.Reason.FLAT);
            assertThatThrownBy(fit::orElseThrow)
                    .isInstanceOf(UnidentifiedFitException.class)
                    .hasMessageContaining("observ");
        }
    }

    @Test
    void amountsThatAreAllAlikeOrAbsentDoNotMakeASpendModel() {
        assertThat(reason(GammaGamma.fit(new int[] {0, 0}, new double[] {0, 0})))
                .isEqualTo(Fit.Reason.NO_EVENTS);
        assertThat(reason(GammaGamma.fit(new int[] {1}, new double[] {10}))).isEqualTo(Fit.Reason.TOO_FEW);
        int[] x = new int[50];
        double[] mean = new double[50];
        Arrays.fill(x, 3);
        Arrays.fill(mean, 20);
        assertThat(reason(GammaGamma.fit(x, mean))).isIn(Fit.Reason.BOUNDARY, Fit.Reason.FLAT);
        assertThatThrownBy(() -> GammaGamma.fit(new int[] {1, 2}, new double[] {5, Double.NaN}))
                .hasMessageContaining("row 1");
    }

    @Test
    void customersWhoAllSpendAlikeRunTheSpendModelToTheBoundaryAndNotToARoundingError() {
        Random random = new Random(5);
        int[] x = new int[20_000];
        double[] mean = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + random.nextInt(4);
            for (int k = 0; k < x[i]; k++) {
                mean[i] += (10 + random.nextInt(80)) / (double) x[i];
            }
        }
        assertThat(reason(GammaGamma.fit(x, mean))).isIn(Fit.Reason.BOUNDARY, Fit.Reason.FLAT);
    }

    @Test
    void spendWithoutAMeanIsInfiniteAndSaysSo() {
        GammaGamma heavy = new GammaGamma(2, 0.8, 10);
        assertThat(heavy.expectedSpend()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(heavy.expectedSpend(1, 10)).isFinite();
        LifetimeValue value = LifetimeValue.of(new BgNbd(0.2, 4, 0.8, 2.4), heavy);
        assertThat(value.of(new RepeatHistory(0, 0, 10), 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void parametersAndTimesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BgNbd(0, 1, 1, 1)).hasMessageContaining("r = 0.0");
        assertThatThrownBy(() -> new ParetoNbd(1, Double.NaN, 1, 1)).hasMessageContaining("alpha = NaN");
        BgNbd model = new BgNbd(0.2, 4, 0.8, 2.4);
        assertThatThrownBy(() -> model.expectedPurchases(Double.NaN)).hasMessageContaining("ahead = NaN");
        assertThatThrownBy(() -> model.probability(-1, 2)).hasMessageContaining("x = -1");
        assertThatThrownBy(
                        () -> LifetimeValue.of(model, new GammaGamma(1, 2, 3)).discounted(-1))
                .hasMessageContaining("discount");
    }

    @Test
    void refundsAndNonsenseAmountsAreNoPurchases() {
        PurchaseLog.Builder builder = PurchaseLog.until(LocalDate.of(2026, 1, 1));
        assertThatThrownBy(() -> builder.add("a", LocalDate.of(2025, 1, 1), -3)).hasMessageContaining("amount -3.0");
        assertThatThrownBy(() -> builder.add("a", LocalDate.of(2025, 1, 1), Double.NaN))
                .hasMessageContaining("NaN");
        PurchaseLog empty = builder.build();
        assertThat(empty.size()).isZero();
        assertThat(reason(GammaGamma.fit(empty.repeats(), empty.meanSpends()))).isEqualTo(Fit.Reason.NO_EVENTS);
        assertThat(Tracking.of(empty, new BgNbd(0.2, 4, 0.8, 2.4)).weeks()).isEmpty();
    }

    @Test
    void whoeverBeganAfterTheObservationIsNotInIt() {
        PurchaseLog log = PurchaseLog.until(LocalDate.of(2025, 6, 30))
                .add("early", LocalDate.of(2025, 6, 30), 10)
                .add("late", LocalDate.of(2025, 7, 1), 10)
                .build();
        assertThat(log.customers()).extracting(PurchaseLog.Customer::customer).containsExactly("early");
        assertThat(log.customer(0).tDays()).isZero();
        assertThat(log.holdoutWeeks()).isEqualTo(1 / 7.0);
    }

    private static Fit.Reason reason(Fit<?> fit) {
        return fit.fold(
                found -> {
                    throw new AssertionError("found " + found);
                },
                Fit.Unidentified::reason);
    }
}
