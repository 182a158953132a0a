package io.enishi.scoring.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enishi.scoring.fit.Fit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Laws of the models, on random histories and parameters. */
class LifetimeValueProperties {

    @Provide
    Arbitrary<RepeatHistory> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.doubles().between(0.1, 1),
                        Arbitraries.doubles().between(0.5, 200))
                .as((x, share, t) -> new RepeatHistory(x, x == 0 ? 0 : share * t, t));
    }

    @Provide
    Arbitrary<List<RepeatHistory>> tables() {
        return histories().list().ofMinSize(3).ofMaxSize(30);
    }

    @Provide
    Arbitrary<double[]> parameters() {
        return Arbitraries.doubles()
                .between(-2.5, 2.5)
                .array(double[].class)
                .ofSize(4)
                .map(logs -> {
                    double[] parameters = new double[4];
                    for (int i = 0; i < 4; i++) {
                        parameters[i] = Math.exp(logs[i]);
                    }
                    return parameters;
                });
    }

    private static List<PurchaseModel> models(double[] p) {
        return List.of(
                new BgNbd(p[0], p[1], p[2], p[3]),
                new MbgNbd(p[0], p[1], p[2], p[3]),
                new ParetoNbd(p[0], p[1], p[2], p[3]));
    }

    @Property(tries = 100)
    void gradientsAndHessiansAreThoseOfTheLikelihood(
            @ForAll("tables") List<RepeatHistory> table, @ForAll("parameters") double[] p) {
        PurchaseCounts counts = PurchaseCounts.of(table);
        Slopes.check(new BetaGeometricLikelihood(counts, 0), p);
        Slopes.check(new BetaGeometricLikelihood(counts, 1), p);
        Slopes.check(new ParetoNbdLikelihood(counts), p);
    }

    @Property(tries = 100)
    void theLikelihoodOfATableIsTheSumOfItsCustomers(
            @ForAll("tables") List<RepeatHistory> table, @ForAll("parameters") double[] p) {
        PurchaseCounts counts = PurchaseCounts.of(table);
        var likelihoods = List.of(
                new BetaGeometricLikelihood(counts, 0),
                new BetaGeometricLikelihood(counts, 1),
                new ParetoNbdLikelihood(counts));
        for (int i = 0; i < 3; i++) {
            var into = new io.enishi.scoring.internal.numeric.Objective.Evaluation(4);
            likelihoods.get(i).evaluate(p, into);
            PurchaseModel model = models(p).get(i);
            double sum = table.stream().mapToDouble(model::logLikelihood).sum();
            assertThat(into.value).isCloseTo(sum, within(1e-10 * (1 + Math.abs(sum))));
        }
    }

    @Property(tries = 100)
    void spendDerivativesAreThoseOfTheLikelihood(
            @ForAll @Size(min = 3, max = 20) List<@IntRange(min = 1, max = 30) Integer> purchases,
            @ForAll @DoubleRange(min = 0.2, max = 8) double p,
            @ForAll @DoubleRange(min = 0.2, max = 8) double q,
            @ForAll @DoubleRange(min = 0.5, max = 50) double v) {
        int[] x = purchases.stream().mapToInt(Integer::intValue).toArray();
        double[] mean = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            mean[i] = 5 + 7.3 * i % 40;
        }
        Slopes.check(new GammaGamma.Likelihood(x, mean), p, q, v);
        var into = new io.enishi.scoring.internal.numeric.Objective.Evaluation(3);
        new GammaGamma.Likelihood(x, mean).evaluate(new double[] {p, q, v}, into);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += new GammaGamma(p, q, v).logLikelihood(x[i], mean[i]);
        }
        assertThat(into.value).isCloseTo(sum, within(1e-10 * (1 + Math.abs(sum))));
    }

    @Property(tries = 200)
    void answersAreFiniteAndProbabilitiesProbabilities(
            @ForAll("histories") RepeatHistory history,
            @ForAll("parameters") double[] p,
            @ForAll @DoubleRange(min = 0, max = 1000) double ahead) {
        for (PurchaseModel model : models(p)) {
            assertThat(model.pAlive(history)).isBetween(0.0, 1.0);
            double expected = model.expectedPurchases(history, ahead);
            assertThat(expected).isNotNegative().isFinite();
            // Never more than without leaving.
            assertThat(expected)
                    .isLessThanOrEqualTo((model.parameters().get("r") + history.x())
                                    / (model.parameters().get("alpha") + history.t())
                                    * ahead
                                    * (1 + 1e-12)
                            + 1e-300);
            assertThat(model.expectedPurchases(history, ahead + 1)).isGreaterThanOrEqualTo(expected * (1 - 1e-12));
        }
    }

    @Property(tries = 200)
    void silenceMakesEverybodyLessLikelyToBeThere(
            @ForAll("histories") RepeatHistory history, @ForAll("parameters") double[] p) {
        RepeatHistory later = new RepeatHistory(history.x(), history.tx(), history.t() * 1.5 + 1);
        for (PurchaseModel model : models(p)) {
            assertThat(model.pAlive(later)).isLessThanOrEqualTo(model.pAlive(history) * (1 + 1e-12));
            assertThat(model.expectedPurchases(later, 10))
                    .isLessThanOrEqualTo(model.expectedPurchases(history, 10) * (1 + 1e-12));
        }
    }

    @Property(tries = 100)
    void numbersOfPurchasesHaveProbabilitiesThatAddUpAndTheExpectedMean(
            @ForAll("parameters") double[] p, @ForAll @DoubleRange(min = 0.1, max = 3) double time) {
        double rate = time * p[0] / p[1];
        net.jqwik.api.Assume.that(rate < 5 && time / p[1] < 5);
        for (BetaGeometric model : List.of(new BgNbd(p[0], p[1], p[2], p[3]), new MbgNbd(p[0], p[1], p[2], p[3]))) {
            double sum = 0;
            double mean = 0;
            for (int x = 0; x < 400; x++) {
                double probability = model.probability(x, time);
                sum += probability;
                mean += x * probability;
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            assertThat(mean).isCloseTo(model.expectedPurchases(time), within(1e-8));
        }
    }

    @Property(tries = 20)
    void theOrderOfCustomersDoesNotMatter(@ForAll long seed) {
        List<RepeatHistory> customers = new ArrayList<>(simulated(new BgNbd(0.5, 5, 0.8, 2.5), 400, seed));
        Fit<BgNbd> one = BgNbd.fit(PurchaseCounts.of(customers));
        Collections.shuffle(customers, new Random(seed));
        Fit<BgNbd> other = BgNbd.fit(PurchaseCounts.of(customers));
        if (one.found().isEmpty()) {
            return; // too little was drawn, and the property below is about larger samples
        }
        other.orElseThrow()
                .model()
                .parameters()
                .forEach((name, value) -> assertThat(value)
                        .isCloseTo(one.orElseThrow().model().parameters().get(name), within(1e-6 * value)));
    }

    @Property(tries = 5)
    void parametersOfSimulatedCustomersAreRecovered(@ForAll long seed) {
        BgNbd bg = new BgNbd(0.6, 6, 0.9, 2.5);
        recovered(
                bg.parameters().values(),
                BgNbd.fit(PurchaseCounts.of(simulated(bg, 20_000, seed))).orElseThrow());
        MbgNbd mbg = new MbgNbd(0.7, 6, 0.9, 2.0);
        recovered(
                mbg.parameters().values(),
                MbgNbd.fit(PurchaseCounts.of(simulated(mbg, 20_000, seed))).orElseThrow());
        ParetoNbd pareto = new ParetoNbd(0.7, 9, 0.8, 12);
        recovered(
                pareto.parameters().values(),
                ParetoNbd.fit(PurchaseCounts.of(simulated(pareto, 5_000, seed))).orElseThrow());
    }

    private static void recovered(Collection<Double> truth, Fit.Identified<? extends PurchaseModel> fit) {
        List<Double> wanted = List.copyOf(truth);
        int i = 0;
        for (var entry : fit.model().parameters().entrySet()) {
            double error = fit.standardErrors().get(entry.getKey());
            // Five standard errors: once in two million.
            assertThat(Math.log(entry.getValue() / wanted.get(i)))
                    .as(entry.getKey() + " of " + fit)
                    .isCloseTo(0, within(5 * error / entry.getValue() + 0.02));
            i++;
        }
    }

    private static List<RepeatHistory> simulated(PurchaseModel model, int customers, long seed) {
        return new Simulation(new Random(seed)).histories(model, customers);
    }

    @Property(tries = 200)
    void theOrderOfRowsAndTheirSplittingWithinADayDoNotMatter(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 399) Integer> days, @ForAll long seed) {
        List<int[]> rows = new ArrayList<>();
        Random random = new Random(seed);
        for (int day : days) {
            rows.add(new int[] {random.nextInt(3), day, random.nextInt(100)});
        }
        PurchaseLog one = log(rows);
        Collections.shuffle(rows, random);
        PurchaseLog other = log(rows);
        assertThat(other.customers()).containsExactlyInAnyOrderElementsOf(one.customers());
        int repeats = one.customers().stream()
                .mapToInt(customer -> customer.x() + customer.holdout() + 1)
                .sum();
        long distinct = rows.stream()
                .filter(row ->
                        one.customers().stream().anyMatch(c -> c.customer().equals("c" + row[0])))
                .map(row -> row[0] + "/" + row[1])
                .distinct()
                .count();
        assertThat(repeats).isEqualTo((int) distinct);
    }

    private static PurchaseLog log(List<int[]> rows) {
        LocalDate begin = LocalDate.of(2025, 1, 1);
        PurchaseLog.Builder builder = PurchaseLog.until(begin.plusDays(250));
        rows.forEach(row -> builder.add("c" + row[0], begin.plusDays(row[1]), row[2] / 10.0));
        return builder.build();
    }
}
