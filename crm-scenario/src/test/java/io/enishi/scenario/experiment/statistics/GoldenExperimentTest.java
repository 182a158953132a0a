package io.enishi.scenario.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of the reference values {@code ab_*.json} and {@code uplift_hillstrom.json}, to the tolerance that they state. */
class GoldenExperimentTest {

    // ------------------------------------------------------------------ ab_classic.json

    @TestFactory
    List<DynamicTest> sharesAreComparedAsScipyAndStatsmodelsCompareThem() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Reference row :
                Reference.json("ab_classic.json").get("proportions").items()) {
            Proportion a = row.get("a").proportion();
            Proportion b = row.get("b").proportion();
            tests.add(DynamicTest.dynamicTest(a + " and " + b, () -> shares(row, a, b)));
        }
        return tests;
    }

    private static void shares(Reference row, Proportion a, Proportion b) {
        TwoProportions both = new TwoProportions(a, b);
        double tolerance = 1e-9;
        row.get("chi2").isRelatively(both.chiSquare().orElseThrow().statistic(), tolerance);
        row.get("chi2_p").isRelatively(both.chiSquare().orElseThrow().pValue(), tolerance);
        row.get("chi2_yates").isWithin(both.chiSquareYates().orElseThrow().statistic(), tolerance);
        row.get("chi2_yates_p").isRelatively(both.chiSquareYates().orElseThrow().pValue(), tolerance);
        row.get("g_test").isRelatively(both.gTest().orElseThrow().statistic(), tolerance);
        row.get("g_p").isRelatively(both.gTest().orElseThrow().pValue(), tolerance);
        row.get("z_pooled").isRelatively(both.zTest().orElseThrow().statistic(), tolerance);
        row.get("z_p_two_sided").isRelatively(both.zTest().orElseThrow().pValue(), tolerance);
        row.get("fisher_odds_ratio").isRelatively(both.oddsRatio().orElseThrow(), tolerance);
        row.get("fisher_two_sided_p").isRelatively(both.fisher().orElseThrow().twoSided(), tolerance);
        row.get("fisher_b_greater_p").isRelatively(both.fisher().orElseThrow().variantGreater(), tolerance);
        row.get("newcombe_ci_b_minus_a").isRelatively(both.newcombe(0.95).orElseThrow(), tolerance);
        row.get("wilson_ci_a").isRelatively(a.wilson(0.95).orElseThrow(), tolerance);
        row.get("clopper_pearson_ci_a").isRelatively(a.clopperPearson(0.95).orElseThrow(), tolerance);
        List<BestArm> best = BestArm.of(List.of(a, b));
        row.get("beta_binomial_uniform_prior_P_b_gt_a").isWithin(best.get(1).probabilityBest(), 1e-10);
        // Relatively where the reference has digits left: below 1e-30 its closed sum of 40 digits has cancelled (see
        // BestArmTest).
        Reference loss = row.get("beta_binomial_expected_loss_if_ship_b");
        loss.isWithin(best.get(1).expectedLoss(), 1e-10);
        if (loss.number() > 1e-30) {
            loss.isRelatively(best.get(1).expectedLoss(), tolerance);
        }
    }

    @Test
    void groupsOfTheWrongSizeAreFound() {
        for (Reference row :
                Reference.json("ab_classic.json").get("sample_ratio_mismatch").items()) {
            long[] observed = row.get("observed").items().stream()
                    .mapToLong(Reference::whole)
                    .toArray();
            Significance found = SampleRatio.test(
                            observed, row.get("expected_ratio").numbers())
                    .orElseThrow();
            row.get("chi2").isRelatively(found.statistic(), 1e-9);
            row.get("p").isRelatively(found.pValue(), 1e-9);
        }
    }

    @Test
    void samplesAreAsLargeAsTheyMustBe() {
        for (Reference row : Reference.json("ab_classic.json").get("power").items()) {
            double p1 = row.get("p1").number();
            double p2 = row.get("p2").number();
            double alpha = row.get("alpha").number();
            double power = row.get("power").number();
            row.get("n_per_arm_pooled_normal").isRelatively(SampleSize.ofShares(p1, p2, alpha, power), 1e-9);
            row.get("n_per_arm_cohen_h_arcsine").isRelatively(SampleSize.ofSharesByArcsine(p1, p2, alpha, power), 1e-9);
        }
    }

    @Test
    void severalTestsAreCorrectedAsStatsmodelsCorrectsThem() {
        Reference golden = Reference.json("ab_classic.json").get("multiple_testing");
        double[] p = golden.get("p").numbers();
        same(golden.get("bonferroni"), MultipleTests.bonferroni(p));
        same(golden.get("holm"), MultipleTests.holm(p));
        same(golden.get("bh"), MultipleTests.benjaminiHochberg(p));
    }

    private static void same(Reference expected, double[] actual) {
        assertThat(actual).hasSize(expected.items().size());
        for (int i = 0; i < actual.length; i++) {
            expected.get(i).isRelatively(actual[i], 1e-9);
        }
    }

    // ------------------------------------------------------------------ ab_growthbook.json

    @TestFactory
    List<DynamicTest> growthBooksResultsComeOutAgain() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Reference row : Reference.json("ab_growthbook.json").get("rows").items()) {
            tests.add(DynamicTest.dynamicTest(row.get("name").text(), () -> growthBook(row)));
        }
        assertThat(tests).hasSize(14);
        return tests;
    }

    private static void growthBook(Reference row) {
        Reference config = row.get("config");
        boolean relative =
                config.isText() || config.get("difference_type").text().equals("relative");
        Sample a = sample(row.get("a"));
        Sample b = sample(row.get("b"));
        Difference difference = (relative ? Difference.relative(a, b) : Difference.absolute(a, b)).orElseThrow();
        Reference result = row.get("result");
        double tolerance = 1e-8;
        Reference interval = result.get("ci");
        switch (row.get("test").text()) {
            case "TwoSidedTTest" -> {
                interval.isWithin(difference.interval(0.95), tolerance);
                result.get("pValue").isWithin(difference.twoSided().pValue(), tolerance);
            }
            case "OneSidedTreatmentGreaterTTest" -> {
                interval.isWithin(difference.atLeast(0.95), tolerance);
                result.get("pValue").isWithin(difference.greater().pValue(), tolerance);
            }
            case "OneSidedTreatmentLesserTTest" -> {
                interval.isWithin(difference.atMost(0.95), tolerance);
                result.get("pValue").isWithin(difference.less().pValue(), tolerance);
            }
            case "SequentialTwoSidedTTest" -> {
                interval.isWithin(sequence(config).interval(difference), tolerance);
                result.get("pValue").isWithin(sequence(config).pValue(difference), tolerance);
            }
            case "SequentialOneSidedTreatmentGreaterTTest" -> {
                interval.isWithin(sequence(config).atLeast(difference), tolerance);
                // GrowthBook halves 1e-5 to 0.4999 twelve times; ours is the root itself.
                result.get("pValue").isWithin(sequence(config).pValueGreater(difference), 0.49989 / 4096);
            }
            default -> {
                assertThat(row.get("test").text()).isEqualTo("EffectBayesianABTest");
                bayes(row, GaussianEffect.of(difference), difference);
                return;
            }
        }
        result.get("expected").isWithin(difference.estimate(), tolerance);
        result.get("uplift").get("stddev").isWithin(difference.standardError(), tolerance);
    }

    private static void bayes(Reference row, GaussianEffect flat, Difference difference) {
        Reference config = row.get("config");
        GaussianEffect effect = flat;
        if (!config.isText() && row.get("name").text().contains("informative")) {
            Reference prior = config.get("prior_effect");
            effect = new GaussianEffect(
                            prior.get("mean").number(),
                            Math.sqrt(prior.get("variance").number()))
                    .after(difference);
        }
        Reference result = row.get("result");
        result.get("expected").isWithin(effect.mean(), 1e-8);
        result.get("uplift").get("stddev").isWithin(effect.deviation(), 1e-8);
        result.get("ci").isWithin(effect.interval(0.95), 1e-8);
        result.get("chanceToWin").isWithin(effect.probabilityBetter(), 1e-8);
        result.get("risk").get(0).isWithin(effect.lossOfControl(), 1e-8);
        result.get("risk").get(1).isWithin(effect.lossOfVariant(), 1e-8);
    }

    private static AsymptoticSequence sequence(Reference config) {
        return new AsymptoticSequence(
                config.get("alpha").number(),
                config.get("sequential_tuning_parameter").number());
    }

    private static Sample sample(Reference group) {
        long n = group.get("n").whole();
        double sum = group.get("sum").number();
        return group.get("type").text().equals("ProportionStatistic")
                ? new Proportion((long) sum, n).sample()
                : Sample.ofSums(n, sum, group.get("sum_squares").number());
    }

    // ------------------------------------------------------------------ ab_sequential.json

    @Test
    void boundariesAreThoseOfConfseq() {
        Reference values =
                Reference.json("ab_sequential.json").get("confseq_unit_tests").get("values");
        double tolerance = 1e-5;
        NormalMixture normal = NormalMixture.tightestNear(100, 0.05);
        values.get("best_rho(v_opt=100,alpha_opt=.05)").isWithin(normal.rho(), tolerance);
        values.get("normal_log_mixture(s=10,v=100,v_opt=100,alpha_opt=.05,two-sided)")
                .isWithin(normal.logMixture(10, 100), tolerance);
        values.get("normal_mixture_bound(v=100,alpha=.05,v_opt=100,alpha_opt=.05,two-sided)")
                .isWithin(normal.bound(100, 0.05), tolerance);
        Boundaries.LogMixture oneSided = Boundaries.oneSidedNormal(100, 0.05);
        values.get("normal_log_mixture one-sided").isWithin(oneSided.at(10, 100), tolerance);
        values.get("normal_mixture_bound one-sided").isWithin(oneSided.bound(100, 0.05), tolerance);
        Boundaries.LogMixture exponential = Boundaries.gammaExponential(100, 0.05, 2);
        values.get("gamma_exponential_log_mixture(10,100,100,c=2)").isWithin(exponential.at(10, 100), tolerance);
        values.get("gamma_exponential_mixture_bound(100,.05,100,c=2)")
                .isWithin(exponential.bound(100, 0.05), tolerance);
        Boundaries.LogMixture poisson = Boundaries.gammaPoisson(100, 0.05, 2);
        values.get("gamma_poisson_log_mixture(10,100,100,c=2)").isWithin(poisson.at(10, 100), tolerance);
        values.get("gamma_poisson_mixture_bound").isWithin(poisson.bound(100, 0.05), tolerance);
        Boundaries.LogMixture twoSidedBeta = Boundaries.betaBinomial(100, 0.05, 0.2, 0.8, true);
        values.get("beta_binomial_log_mixture(10,100,100,g=.2,h=.8,.05,two-sided)")
                .isWithin(twoSidedBeta.at(10, 100), tolerance);
        values.get("beta_binomial_mixture_bound two-sided").isWithin(twoSidedBeta.bound(100, 0.05), tolerance);
        values.get("beta_binomial one-sided bound")
                .isWithin(Boundaries.betaBinomial(100, 0.05, 0.2, 0.8, false).bound(100, 0.05), tolerance);
        values.get("poly_stitching_bound(100,.05,10,3)").isWithin(Boundaries.stitched(100, 0.05, 10, 3), tolerance);
        values.get("poly_stitching_bound(100,.05,10,-1)").isWithin(Boundaries.stitched(100, 0.05, 10, -1), tolerance);
        values.get("empirical_process_lil_bound(1000,.05,100,.85)")
                .isWithin(Boundaries.empiricalProcess(1000, 0.05, 100, 0.85), tolerance);
        values.get("double_stitching_bound(.5,1000,.05,100)")
                .isWithin(Boundaries.doubleStitchedAtMedian(1000, 0.05, 100), tolerance);
    }

    @Test
    void normalMixturesFollowTheClosedForm() {
        Reference golden = Reference.json("ab_sequential.json").get("normal_mixture_closed_form");
        NormalMixture mixture = NormalMixture.tightestNear(100, 0.05);
        golden.get("rho").isRelatively(mixture.rho(), 1e-10);
        golden.get("rho_opt_exact")
                .isRelatively(NormalMixture.tightestAt(100, 0.05).rho(), 1e-10);
        golden.get("log_M_s10_v100").isRelatively(mixture.logMixture(10, 100), 1e-10);
        golden.get("bound_v100").isRelatively(mixture.bound(100, 0.05), 1e-10);
        for (String v : List.of("1", "10", "100", "1000", "10000", "100000")) {
            golden.get("bounds_over_v_alpha_05").get(v).isRelatively(mixture.bound(Double.parseDouble(v), 0.05), 1e-10);
        }
    }

    @Test
    void sequentialRatiosAreThoseOfJohariAndOthers() {
        for (Reference row :
                Reference.json("ab_sequential.json").get("mSPRT").get("rows").items()) {
            MixtureRatio test = new MixtureRatio(row.get("tau2").number());
            double logRatio = test.logRatio(
                    row.get("n").whole(),
                    row.get("diff").number(),
                    row.get("s2").number());
            row.get("Lambda").isRelatively(Math.exp(logRatio), 1e-10);
            row.get("p").isRelatively(Math.min(1, Math.exp(-logRatio)), 1e-10);
        }
    }

    @Test
    void anAlwaysValidPathFallsAndNeverRises() {
        MixtureRatio.Path path = new MixtureRatio(1e-3).path();
        List<Reference> rows = Reference.json("ab_sequential.json")
                .get("mSPRT_conversion_path")
                .get("rows")
                .items();
        assertThat(rows).hasSize(40);
        for (Reference row : rows) {
            long n = row.get(0).whole();
            path = path.look(
                    new Proportion(row.get(1).whole(), n),
                    new Proportion(row.get(2).whole(), n));
            row.get(3).isRelatively(Math.exp(path.lastLogRatio()), 1e-10);
            row.get(4).isRelatively(path.pValue(), 1e-10);
        }
    }

    // ------------------------------------------------------------------ uplift_hillstrom.json

    /** One customer of Hillstrom's e-mail experiment. */
    private record Mailed(
            boolean treated, double history, boolean newbie, double visit, double conversion, double spend) {}

    private static List<Mailed> hillstrom() throws IOException {
        List<Mailed> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Files.newInputStream(Reference.file("data/scoring/hillstrom_mens_vs_control.csv.gz"))),
                StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] row = line.replaceAll("\"[^\"]*\"", "quoted").split(",", -1);
                rows.add(new Mailed(
                        row[8].startsWith("Mens"),
                        Double.parseDouble(row[2]),
                        row[6].equals("1"),
                        Double.parseDouble(row[9]),
                        Double.parseDouble(row[10]),
                        Double.parseDouble(row[11])));
            }
        }
        return rows;
    }

    @Test
    void hillstromsMailSoldWhatItSold() throws IOException {
        Reference golden = Reference.json("uplift_hillstrom.json").get("mens_vs_control");
        List<Mailed> rows = hillstrom();
        uplift(golden.get("visit"), rows, Mailed::visit, row -> true);
        uplift(golden.get("conversion"), rows, Mailed::conversion, row -> true);
        uplift(golden.get("spend"), rows, Mailed::spend, row -> true);
        uplift(golden.get("visit_uplift_by_newbie").get("0"), rows, Mailed::visit, row -> !row.newbie());
        uplift(golden.get("visit_uplift_by_newbie").get("1"), rows, Mailed::visit, Mailed::newbie);
    }

    private static void uplift(
            Reference golden, List<Mailed> rows, ToDoubleFunction<Mailed> outcome, Predicate<Mailed> among) {
        Sample control = Sample.of(
                rows.stream().filter(row -> !row.treated() && among.test(row)).mapToDouble(outcome));
        Sample treated = Sample.of(
                rows.stream().filter(row -> row.treated() && among.test(row)).mapToDouble(outcome));
        double tolerance = 1e-9;
        assertThat(treated.size()).isEqualTo(golden.get("treated_n").whole());
        assertThat(control.size()).isEqualTo(golden.get("control_n").whole());
        golden.get("treated_mean").isRelatively(treated.mean(), tolerance);
        golden.get("control_mean").isRelatively(control.mean(), tolerance);
        Difference difference = Difference.absolute(control, treated).orElseThrow();
        golden.get("uplift").isRelatively(difference.estimate(), tolerance);
        golden.get("se").isRelatively(difference.standardError(), tolerance);
        golden.get("z_ci95").isRelatively(difference.normalInterval(0.95), tolerance);
        golden.get("welch_t").isRelatively(difference.twoSided().statistic(), tolerance);
        golden.get("welch_p").isRelatively(difference.twoSided().pValue(), tolerance);
        golden.get("relative")
                .isRelatively(
                        Difference.relative(control, treated).orElseThrow().estimate(), tolerance);
    }

    @Test
    void lastYearsSpendingTakesNoiseOut() throws IOException {
        Reference golden =
                Reference.json("uplift_hillstrom.json").get("mens_vs_control").get("cuped_spend_with_history");
        Cuped.Pairs control = new Cuped.Pairs();
        Cuped.Pairs treated = new Cuped.Pairs();
        hillstrom().forEach(row -> (row.treated() ? treated : control).add(row.history(), row.spend()));
        Cuped cuped = Cuped.of(control, treated).orElseThrow();
        golden.get("theta").isRelatively(cuped.theta(), 1e-9);
        golden.get("uplift").isRelatively(cuped.difference().orElseThrow().estimate(), 1e-9);
        golden.get("se").isRelatively(cuped.difference().orElseThrow().standardError(), 1e-9);
    }

    @Test
    void theQiniCurveFollowsItsRule() throws IOException {
        Reference golden =
                Reference.json("uplift_hillstrom.json").get("mens_vs_control").get("qini_visit_by_history_deciles");
        List<Mailed> sorted = new ArrayList<>();
        List<Mailed> rows = hillstrom();
        rows.stream().filter(Mailed::treated).forEach(sorted::add);
        rows.stream().filter(row -> !row.treated()).forEach(sorted::add);
        boolean[] treated = new boolean[sorted.size()];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = sorted.get(i).treated();
        }
        Qini qini = Qini.of(
                        sorted.stream().mapToDouble(Mailed::history).toArray(),
                        treated,
                        sorted.stream().mapToDouble(Mailed::visit).toArray(),
                        10)
                .orElseThrow();
        assertThat(qini.cuts()).hasSize(10);
        for (int i = 0; i < 10; i++) {
            golden.get(i).isRelatively(qini.cuts().get(i).gain(), 1e-9);
        }
    }
}
