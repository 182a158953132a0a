package io.enishi.scoring.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.enishi.scoring.GoldenFile;
import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.value.Cdnow;
import io.enishi.scoring.value.Slopes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** {@code golden/scoring/repurchase_gap.json} was made by R's package survival. */
class GapTest {

    private static GoldenFile golden() {
        return GoldenFile.json("repurchase_gap.json");
    }

    private static Gaps cdnow() {
        return Gaps.firstToSecond(Cdnow.log(LocalDate.of(1998, 6, 30)));
    }

    @Test
    void theCurveIsTheReferences() {
        Gaps gaps = cdnow();
        assertThat(gaps.size()).isEqualTo(golden().get("n").whole());
        assertThat(gaps.endings()).isEqualTo(golden().get("events").whole());
        KaplanMeier curve = KaplanMeier.of(gaps);
        double[] shares = {0.1, 0.2, 0.3, 0.4};
        List<GoldenFile> quantiles =
                golden().get("km_quantiles_days_10_20_30_40pct").items();
        for (int i = 0; i < shares.length; i++) {
            assertThat(curve.quantile(shares[i])).hasValue(quantiles.get(i).number());
        }
        double[] days = {30, 60, 90, 180, 365};
        List<GoldenFile> survival =
                golden().get("km_survival_at_30_60_90_180_365").items();
        for (int i = 0; i < days.length; i++) {
            assertThat(curve.survivalAt(days[i])).isCloseTo(survival.get(i).number(), within(1e-9));
        }
        assertThat(curve.quantile(0.5)).isEmpty();
        assertThat(curve.survivalAt(0)).isEqualTo(1);
        assertThat(curve.standardErrorAt(90)).isBetween(0.009, 0.01);
    }

    @Test
    void theFitsAreTheReferences() {
        Gaps gaps = cdnow();
        check("weibull", GapModel.Weibull.fit(gaps).orElseThrow());
        check("lognormal", GapModel.LogNormal.fit(gaps).orElseThrow());
        check("exponential", GapModel.Exponential.fit(gaps).orElseThrow());
    }

    private static void check(String name, Fit.Identified<? extends GapModel> fit) {
        GoldenFile expected = golden().get(name);
        assertThat(fit.model().name()).isEqualTo(name);
        assertThat(fit.logLikelihood()).isCloseTo(expected.get("log_likelihood").number(), within(1e-4));
        fit.model().parameters().forEach((parameter, value) -> {
            double wanted = expected.get(parameter).number();
            assertThat(value).as(parameter).isCloseTo(wanted, within(1e-5 * Math.abs(wanted)));
            assertThat(fit.standardErrors().get(parameter)).isPositive();
        });
    }

    @Test
    void completedGapsHaveTheReferencesQuartiles() {
        Gaps all = Gaps.all(Cdnow.log(LocalDate.of(1998, 6, 30)));
        GoldenFile expected = golden().get("all_gaps");
        assertThat(all.endings()).isEqualTo(expected.get("count").whole());
        assertThat(all.meanOfEnded().orElseThrow())
                .isCloseTo(expected.get("mean").number(), within(1e-8));
        List<GoldenFile> quartiles = expected.get("quartiles_type7").items();
        for (int i = 0; i < 3; i++) {
            assertThat(all.quantileOfEnded(0.25 * (i + 1)))
                    .hasValue(quartiles.get(i).number());
        }
    }

    @Property(tries = 100)
    void derivativesAreThoseOfTheLikelihood(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.3, max = 3) double shape,
            @ForAll @DoubleRange(min = 20, max = 300) double scale) {
        Gaps gaps = simulated(seed, 40, 0.8, 90);
        Slopes.check(new WeibullLikelihood(gaps), shape, scale);
        Slopes.check(new LogNormalLikelihood(gaps), Math.log(scale), shape);
    }

    @Property(tries = 20)
    void parametersOfSimulatedGapsAreRecovered(@ForAll long seed) {
        Fit.Identified<GapModel.Weibull> fit =
                GapModel.Weibull.fit(simulated(seed, 3_000, 0.8, 90)).orElseThrow();
        assertThat(fit.model().shape())
                .isCloseTo(0.8, within(5 * fit.standardErrors().get("shape")));
        assertThat(fit.model().scale())
                .isCloseTo(90, within(5 * fit.standardErrors().get("scale")));
    }

    private static Gaps simulated(long seed, int size, double shape, double scale) {
        Random random = new Random(seed);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double days = scale * Math.pow(-Math.log(1 - random.nextDouble()), 1 / shape) + 1e-9;
            double seen = 30 + 300 * random.nextDouble();
            gaps.add(days <= seen ? Gap.ended(days) : Gap.censored(seen));
        }
        return Gaps.of(gaps);
    }

    @Test
    void quantilesAndSurvivalAreEachOthersInverse() {
        for (GapModel model : List.of(
                new GapModel.Exponential(0.01), new GapModel.Weibull(0.5, 1057), new GapModel.LogNormal(6.2, 2.8))) {
            for (double share : new double[] {0.01, 0.3, 0.5, 0.9}) {
                assertThat(model.survivalAt(model.quantile(share))).isCloseTo(1 - share, within(1e-12));
            }
            assertThat(model.survivalAt(0)).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeFittedSaysWhy() {
        Gaps open = Gaps.of(List.of(Gap.censored(10), Gap.censored(20)));
        assertThat(reason(GapModel.Weibull.fit(open))).isEqualTo(Fit.Reason.NO_EVENTS);
        assertThat(reason(GapModel.Exponential.fit(Gaps.of(List.of())))).isEqualTo(Fit.Reason.NO_EVENTS);
        assertThat(reason(GapModel.LogNormal.fit(Gaps.of(List.of(Gap.ended(7), Gap.ended(7))))))
                .isEqualTo(Fit.Reason.TOO_FEW);
        assertThat(KaplanMeier.of(open).quantile(0.5)).isEmpty();
        assertThat(KaplanMeier.of(Gaps.of(List.of())).survivalAt(5)).isEqualTo(1);
        assertThat(KaplanMeier.of(Gaps.of(List.of(Gap.ended(7)))).survivalAt(7)).isZero();
        assertThat(Gaps.of(List.of()).quantileOfEnded(0.5)).isEmpty();
        assertThatThrownBy(() -> Gap.ended(0)).hasMessageContaining("merge purchases of one day");
        assertThatThrownBy(() -> Gap.censored(Double.NaN)).hasMessageContaining("NaN");
    }

    private static Fit.Reason reason(Fit<?> fit) {
        return fit.fold(
                found -> {
                    throw new AssertionError("found " + found);
                },
                Fit.Unidentified::reason);
    }
}
