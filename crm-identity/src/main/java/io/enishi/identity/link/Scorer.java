package io.enishi.identity.link;

import io.enishi.identity.link.Training.LevelWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns levels of agreement into bits: for one person against two people, with what the frequency of the values adds and what is
 * taken off where a family would explain the agreement as well.
 */
final class Scorer {

    private static final double LN2 = StrictMath.log(2);
    /** How much of a value's rarity counts for values that are alike but not equal: a typing error of a rare name is rare, too. */
    private static final double ALIKE = 0.5;
    /** More than sums in another order can differ by rounding. */
    private static final double SLACK = 1e-6;

    private final double[][] weights;
    private final double[][] household;
    private final double[][] near;
    private final Rarity[] rarity;
    /** The most bits that rarity adds in a comparison; 0 or more. */
    private final double[] rarest;

    private final List<Column> columns;
    private final double prior;
    private final double relatives;
    private final double neighbours;

    Scorer(
            LinkModel model,
            Training training,
            List<Column> columns,
            Map<String, FrequencyTable> tables,
            double partners) {
        int size = columns.size();
        this.columns = columns;
        weights = new double[size][];
        household = new double[size][];
        near = new double[size][];
        rarity = new Rarity[size];
        for (int k = 0; k < size; k++) {
            LevelWeights of = training.weights().get(k);
            weights[k] = ratios(of.m(), of.u());
            household[k] = ratios(of.h(), of.u());
            near[k] = ratios(of.n(), of.u());
            String frequencies = model.comparisons().get(k).frequencies();
            FrequencyTable table = tables.get(frequencies);
            double usual = (1 - training.neighbours()) * of.u().get(0)
                    + training.neighbours() * of.n().get(0);
            double matched = training.prior() * of.m().get(0);
            double chance = model.comparisons().get(k).household() ? 1 : usual / (usual + matched);
            rarity[k] = frequencies.equals(Comparison.NONE)
                    ? Rarity.none()
                    : table != null
                            ? Rarity.of(table.shares(columns.get(k).dictionary()), usual)
                            : Rarity.ofCounts(columns.get(k), partners * of.m().get(0), usual, chance);
        }
        rarest = Arrays.stream(rarity).mapToDouble(Rarity::most).toArray();
        double far = (1 - training.prior() - training.relatives()) * (1 - training.neighbours());
        prior = log2(training.prior() / far);
        relatives = training.relatives() > 0 ? log2(training.relatives() / far) : Double.NEGATIVE_INFINITY;
        neighbours = training.neighbours() > 0
                ? log2(training.neighbours() / (1 - training.neighbours()))
                : Double.NEGATIVE_INFINITY;
    }

    private static double[] ratios(List<Double> over, List<Double> under) {
        double[] ratios = new double[over.size() + 1];
        for (int l = 1; l < ratios.length; l++) {
            ratios[l] = log2(over.get(l - 1) / under.get(l - 1));
        }
        return ratios;
    }

    /** Bits that a level of one comparison says for one person rather than two, frequencies aside. */
    double weight(int k, int level) {
        return weights[k][level];
    }

    /** Bits that the values' frequencies add. */
    double rarity(int k, int level, int a, int b) {
        if (level == 0 || level == weights[k].length - 1) {
            return 0;
        }
        Rarity of = rarity[k];
        return level == 1 ? of.bits(a) : ALIKE * Math.min(of.bits(a), of.bits(b));
    }

    /** No fewer bits than a pair that compares like this can have, whatever its values. */
    double most(long vector) {
        double most = prior + SLACK;
        double neighbour = neighbours;
        for (int k = 0; k < weights.length; k++) {
            int level = Agreement.level(vector, k);
            most += weights[k][level] + (level == 0 || level == weights[k].length - 1 ? 0 : rarest[k]);
            neighbour += near[k][level];
        }
        return neighbour > 0 ? most - neighbour : most;
    }

    /** Posterior log odds in bits, prior included. */
    double bits(Agreement agreement, int a, int b) {
        return bits(agreement.vector(a, b), a, b);
    }

    /** Posterior log odds of a pair that compares like this, in bits, prior included. */
    double bits(long vector, int a, int b) {
        double match = prior;
        double family = relatives;
        double neighbour = neighbours;
        for (int k = 0; k < weights.length; k++) {
            int level = Agreement.level(vector, k);
            if (level > 0) {
                double rare = 0;
                if (level < weights[k].length - 1) {
                    Column column = columns.get(k);
                    rare = rarity(k, level, column.code(a), column.code(b));
                }
                match += weights[k][level] + rare;
                family += household[k][level] + (household[k][level] > 0 ? rare : 0);
                neighbour += near[k][level];
            }
        }
        return match - explained(family, neighbour);
    }

    /** Posterior log odds of a record that stands in no table: levels and codes (-1 for a value that no record has) of both. */
    double bits(int[] levels, int[] codes, int[] others) {
        double match = prior;
        double family = relatives;
        double neighbour = neighbours;
        for (int k = 0; k < levels.length; k++) {
            int level = levels[k];
            if (level > 0) {
                // A value that no record has is as rare as the record it is compared with.
                double rare = rarity(k, level, codes[k] < 0 ? others[k] : codes[k], others[k]);
                match += weights[k][level] + rare;
                family += household[k][level] + (household[k][level] > 0 ? rare : 0);
                neighbour += near[k][level];
            }
        }
        return match - explained(family, neighbour);
    }

    /** What is taken off where a household, or a place that both live in, explains the agreement as well. */
    static double explained(double family, double neighbour) {
        double greater = Math.max(family, neighbour);
        if (greater < -30) {
            return 0;
        }
        double smaller = Math.min(family, neighbour);
        double both = greater + (greater - smaller > 60 ? 0 : log2(1 + StrictMath.pow(2, smaller - greater)));
        return both > 60 ? both : log2(1 + StrictMath.pow(2, both));
    }

    double prior() {
        return prior;
    }

    static double log2(double value) {
        return StrictMath.log(value) / LN2;
    }
}
