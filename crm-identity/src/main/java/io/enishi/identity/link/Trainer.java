package io.enishi.identity.link;

import io.enishi.identity.link.Training.LevelWeights;
import io.enishi.identity.link.VectorCounts.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the probabilities of a model by expectation maximisation over counts of comparison vectors (A. P. Dempster, N. M. Laird,
 * D. B. Rubin, JRSS B 39 (1977) 1; W. E. Winkler, Census RR2000/05).
 *
 * <p>Three kinds of pairs are told apart: one person, two people of one household, two people drawn at random. What random pairs look
 * like is known beforehand: for equal values from how often each value occurs, for the other levels from a sample of pairs, both
 * freed of the share that pairs of one person have in it. So only the matches' side is unknown, and the prior counts all pairs of the
 * table, compared or not: as a table grows, agreement by chance grows with the square of its size, and the prior falls.
 *
 * <p>Pairs that blocking led to agree in what they were blocked on. The m probabilities of a comparison therefore come from pairs
 * which at least one rule led to that does not look at the same column. What strangers of one name have in common besides is told by
 * {@link Namesakes}.
 */
final class Trainer {

    private static final int ROUNDS = 200;
    private static final double CONVERGED = 1e-7;
    /** Weight of the starting values, in pairs, against what is counted. */
    private static final double SMOOTHING = 4;

    /** Random pairs that are looked at: twice as many give the same F1, as a mean over 27 generated and eight other sets. */
    private static final int SAMPLE = 150_000;

    /** Pairs that are drawn at a time. */
    private static final int DRAWS = 3_000;

    private static final int MOST_LEVELS = Agreement.MASK + 1;

    private final LinkModel model;
    private final List<Column> columns;
    private final double pairs;
    private final double[][] seen;
    private final double[][] least;
    private final int[] eligible;
    private final double[] chances;
    /** For each rule the logarithm of how many more strangers it finds than chance explains; 0 or more. */
    private final double[] logExcess;

    /** For each rule the pairs that it leads to. */
    private final double[] found;

    private final boolean[] identifying;
    private final boolean names;
    private final boolean[] ofHousehold;
    private final Namesakes namesakes;

    double[][] m;
    double[][] u;
    double[][] h;
    double prior;
    double relatives;

    Trainer(
            RecordTable table,
            LinkModel model,
            List<Column> columns,
            Agreement agreement,
            Blocking blocking,
            Workers workers) {
        boolean acrossSources = blocking.acrossSources();
        this.model = model;
        this.columns = columns;
        this.pairs = pairs(table, acrossSources);
        this.chances =
                blocking.rules().stream().mapToDouble(Blocking.Rule::chance).toArray();
        this.logExcess = new double[chances.length];
        this.found = new double[chances.length];
        this.names =
                model.comparisons().stream().anyMatch(comparison -> !comparison.household() && comparison.isOfNames());
        this.identifying = new boolean[columns.size()];
        for (int k = 0; k < identifying.length; k++) {
            identifying[k] = isIdentifying(model.comparisons().get(k), columns.get(k));
        }
        this.ofHousehold = new boolean[chances.length];
        for (int r = 0; r < ofHousehold.length; r++) {
            ofHousehold[r] = hasHouseholds() && isOfHousehold(model.blocking().get(r));
        }
        int size = columns.size();
        seen = new double[size][];
        least = new double[size][];
        eligible = new int[size];
        for (int k = 0; k < size; k++) {
            seen[k] = new double[model.comparisons().get(k).levels().size() + 1];
            least[k] = new double[seen[k].length];
            eligible[k] = rulesWithout(k);
        }
        this.namesakes = new Namesakes(model.comparisons(), identifying, eligible);
        look(table, agreement, acrossSources, workers);
        start(table.size());
    }

    /** Number of pairs of records that could be one person. */
    static double pairs(RecordTable table, boolean acrossSources) {
        double n = table.size();
        double pairs = n * (n - 1) / 2;
        if (acrossSources) {
            Column sources = table.sources();
            for (int code = 0; code < sources.dictionary().size(); code++) {
                double of = sources.count(code);
                pairs -= of * (of - 1) / 2;
            }
        }
        return Math.max(1, pairs);
    }

    /** Whether a column is of addresses or numbers that hardly any two people have in common, so that equal ones are no chance. */
    private static boolean isIdentifying(Comparison comparison, Column column) {
        boolean code = comparison.levels().size() <= LEVELS_OF_CODES;
        return code && !comparison.household() && column.distinct() > NEARLY_UNIQUE * column.known();
    }

    private static final double NEARLY_UNIQUE = 0.5;
    /** Strangers who share a value of an identifying column, for each record. */
    private static final double SHARED = 0.02;

    /** Whether families agree in all that a rule looks at: then it is they who explain what it finds. */
    private boolean isOfHousehold(List<String> rule) {
        Set<String> shared = new HashSet<>();
        model.comparisons().stream()
                .filter(Comparison::household)
                .forEach(comparison -> shared.addAll(comparison.feature().columns()));
        return rule.stream()
                .allMatch(feature -> shared.containsAll(Feature.parse(feature).columns()));
    }

    private int rulesWithout(int k) {
        List<String> looked = model.comparisons().get(k).feature().columns();
        int mask = 0;
        for (int r = 0; r < model.blocking().size(); r++) {
            boolean without = model.blocking().get(r).stream()
                    .noneMatch(
                            feature -> Feature.parse(feature).columns().stream().anyMatch(looked::contains));
            mask |= without ? 1 << r : 0;
        }
        return mask;
    }

    /** How often each level occurs among all pairs. */
    private void look(RecordTable table, Agreement agreement, boolean acrossSources, Workers workers) {
        int n = table.size();
        double all = (double) n * (n - 1) / 2;
        boolean every = all <= SAMPLE;
        Column sources = table.sources();
        int pieces = every ? n : SAMPLE / DRAWS;
        long[][] counts = new long[columns.size()][MOST_LEVELS];
        for (Look look :
                workers.share(pieces, worker -> new Look(agreement.another(), columns.size()), (mine, piece) -> {
                    for (int draw = 0; draw < (every ? n - piece - 1 : DRAWS); draw++) {
                        long number = ((long) piece * DRAWS + draw) * 2;
                        int i = every ? piece : Mix.below(number, n);
                        int j = every ? piece + 1 + draw : Mix.below(number + 1, n);
                        if (i != j && (!acrossSources || sources.code(i) != sources.code(j))) {
                            mine.pairs.add(i, j, 0);
                        }
                    }
                    mine.count();
                })) {
            for (int k = 0; k < counts.length; k++) {
                for (int l = 0; l < MOST_LEVELS; l++) {
                    counts[k][l] += look.counts[k][l];
                }
            }
        }
        for (int k = 0; k < counts.length; k++) {
            Column column = columns.get(k);
            double known = Arrays.stream(counts[k]).skip(1).sum();
            double exact = column.chanceIfKnown();
            double others = Math.max(1, known - counts[k][1]);
            seen[k][0] = exact;
            for (int l = 1; l < seen[k].length; l++) {
                seen[k][l] = (1 - exact) * counts[k][l + 1] / others;
            }
            // Nothing is rarer than what a sample of this size could have shown, or evenly spread values would be.
            double rare = 0.3 / Math.max(10, known);
            Arrays.fill(least[k], rare);
            least[k][0] = Math.max(1e-12, 0.1 / Math.max(10, column.distinct()) / 10);
        }
    }

    /** What one worker has seen. Comparisons take turns with all pairs of a piece: each has its own corner of the memory. */
    private static final class Look {
        final Pairs pairs = new Pairs();
        final long[][] counts;
        private final Agreement agreement;

        Look(Agreement agreement, int comparisons) {
            this.agreement = agreement;
            this.counts = new long[comparisons][MOST_LEVELS];
        }

        void count() {
            for (int k = 0; k < counts.length; k++) {
                agreement.count(k, pairs, counts[k]);
            }
            pairs.clear();
        }
    }

    private void start(int records) {
        int size = columns.size();
        m = new double[size][];
        u = new double[size][];
        h = new double[size][];
        for (int k = 0; k < size; k++) {
            m[k] = usual(seen[k].length);
            u[k] = freed(seen[k], least[k], new double[seen[k].length], 0);
            h[k] = model.comparisons().get(k).household() ? m[k].clone() : u[k].clone();
        }
        prior = Math.min(0.1, 0.3 * records / pairs);
        relatives = hasHouseholds() ? prior : 0;
    }

    private boolean hasHouseholds() {
        return model.comparisons().stream().filter(Comparison::household).count() > 1
                && !model.comparisons().stream().allMatch(Comparison::household);
    }

    private static double[] usual(int levels) {
        double[] usual = new double[levels];
        Arrays.fill(usual, levels == 2 ? 0 : 0.15 / (levels - 2));
        usual[0] = levels == 2 ? 0.9 : 0.75;
        usual[levels - 1] = 0.1;
        return usual;
    }

    /** What is left of the shares of all pairs when those of a known kind are taken out. */
    private static double[] freed(double[] seen, double[] least, double[] kind, double share) {
        double[] rest = new double[seen.length];
        double sum = 0;
        for (int l = 0; l < seen.length; l++) {
            rest[l] = Math.max(least[l], seen[l] - share * kind[l]);
            sum += rest[l];
        }
        for (int l = 0; l < rest.length; l++) {
            rest[l] /= sum;
        }
        return rest;
    }

    /** Households that account for less than this many pairs are none. */
    private static final double LEAST_KIN = 1;

    /** At most so many matches are assumed for each that blocking led to. */
    private static final double MISSED = 2;

    /**
     * Runs until nothing moves any more.
     *
     * @param scale how many pairs each counted one stands for
     * @param same pairs that are known to be one person; they stay so in every round
     */
    void train(Row[] rows, double scale, Row[] same) {
        for (Row row : rows) {
            namesakes.add(row, row.count() * scale);
            for (int r = 0; r < found.length; r++) {
                found[r] += (row.rules() & (1 << r)) != 0 ? row.count() * scale : 0;
            }
        }
        namesakes.raise(u);
        for (int round = 0; round < ROUNDS; round++) {
            if (step(rows, scale, same) < CONVERGED) {
                break;
            }
        }
        if (relatives * pairs < LEAST_KIN) {
            relatives = 0;
            h = u;
        }
    }

    /**
     * How many more strangers a rule finds than its features' frequencies explain, if they had nothing to do with each other: names
     * go with families, families with places.
     */
    private void update(double[] matchesOf) {
        for (int r = 0; r < found.length; r++) {
            double unexplained = (found[r] - matchesOf[r]) / Math.max(1, chances[r] * pairs);
            logExcess[r] = ofHousehold[r] ? 0 : StrictMath.log(Math.max(1, unexplained));
        }
    }

    /** The greatest of some rules. */
    private double logExcess(int rules) {
        double most = 0;
        for (int r = 0; r < logExcess.length; r++) {
            most = (rules & (1 << r)) != 0 ? Math.max(most, logExcess[r]) : most;
        }
        return most;
    }

    /** {@link StrictMath#exp} of 0 or less, without working out what is 1 or too small to be told from 0. */
    private static double exp(double logarithm) {
        return logarithm == 0 ? 1 : logarithm < UNDERFLOW ? 0 : StrictMath.exp(logarithm);
    }

    /** Below -745.13 the exponential is 0. */
    private static final double UNDERFLOW = -746;

    private double step(Row[] rows, double scale, Row[] same) {
        int size = columns.size();
        double[][] logM = logs(m);
        double[][] logU = logs(u);
        double[][] logH = logs(h);
        double logPrior = StrictMath.log(prior);
        double logRelatives = relatives > 0 ? StrictMath.log(relatives) : -1e9;
        double logRandom = StrictMath.log(1 - prior - relatives);
        double[][] matched = new double[size][];
        double[][] related = new double[size][];
        for (int k = 0; k < size; k++) {
            matched[k] = new double[m[k].length];
            related[k] = new double[m[k].length];
        }
        double matches = 0;
        double kin = 0;
        double once = 0;
        double twice = 0;
        double[] matchesOf = new double[chances.length];
        for (Row row : rows) {
            double ofM = logPrior;
            double ofU = logRandom + logExcess(row.rules());
            double ofH = logRelatives;
            for (int k = 0; k < size; k++) {
                int level = Agreement.level(row.vector(), k);
                if (level > 0) {
                    ofM += logM[k][level - 1];
                    ofU += logU[k][level - 1];
                    ofH += logH[k][level - 1];
                }
            }
            double top = Math.max(ofM, Math.max(ofU, ofH));
            double eM = exp(ofM - top);
            double eU = exp(ofU - top);
            double eH = exp(ofH - top);
            double sum = eM + eU + eH;
            double count = row.count() * scale;
            double shareM = count * eM / sum;
            int ways = Integer.bitCount(row.rules());
            once += ways == 1 ? shareM : 0;
            twice += ways == 2 ? shareM : 0;
            double shareH = count * eH / sum;
            namesakes.add(row, count * eU / sum);
            matches += shareM;
            kin += shareH;
            for (int r = 0; r < chances.length; r++) {
                matchesOf[r] += (row.rules() & (1 << r)) != 0 ? shareM + shareH : 0;
            }
            for (int k = 0; k < size; k++) {
                int level = Agreement.level(row.vector(), k);
                if (level > 0 && (eligible[k] == 0 || (eligible[k] & row.rules()) != 0)) {
                    matched[k][level - 1] += shareM;
                    related[k][level - 1] += shareH;
                }
            }
        }
        for (Row row : same) {
            matches += row.count();
            for (int k = 0; k < size; k++) {
                int level = Agreement.level(row.vector(), k);
                if (level > 0) {
                    matched[k][level - 1] += row.count();
                }
            }
        }
        double moved = 0;
        update(matchesOf);
        // What no rule led to, from what one rule and what two did: A. Chao, Biometrics 43 (1987) 783,
        // doi:10.2307/2531532.
        double missed = Math.min(once * once / (2 * Math.max(twice, 1e-9)), (MISSED - 1) * matches);
        double newPrior = Math.min(0.5, Math.max(matches, 0.5) / pairs);
        double most = 1;
        for (int k = 0; k < size; k++) {
            most = Math.min(most, seen[k][0] / m[k][0]);
        }
        newPrior = Math.min(0.5, Math.max(newPrior, Math.min(most, newPrior + missed / pairs)));
        moved = Math.max(moved, Math.abs(newPrior - prior) / prior);
        prior = newPrior;
        relatives = hasHouseholds() ? Math.min(0.4, Math.max(kin, 1e-3) / pairs) : 0;
        for (int k = 0; k < size; k++) {
            double[] newM = bounded(k, smoothed(matched[k], usual(m[k].length)));
            for (int l = 0; l < newM.length; l++) {
                moved = Math.max(moved, Math.abs(newM[l] - m[k][l]));
            }
            m[k] = newM;
            u[k] = freed(seen[k], least[k], m[k], prior);
            if (identifying[k]) {
                bound(
                        u[k],
                        0,
                        Math.min(u[k][0], SHARED / Math.max(1, columns.get(k).known())));
            }
        }
        namesakes.raise(u);
        for (int k = 0; k < size; k++) {
            h[k] = relatedBy(k, related[k]);
        }
        return moved;
    }

    /**
     * What two people of one household look like. They share what households share; their own names are as different as those of strangers, which is what tells them apart;
     * for the rest, twins are counted.
     */
    private double[] relatedBy(int k, double[] counted) {
        if (!hasHouseholds()) {
            return u[k].clone();
        }
        Comparison comparison = model.comparisons().get(k);
        if (comparison.household()) {
            double[] shares = smoothed(counted, usual(counted.length));
            int last = shares.length - 1;
            if (comparison.isOfNames()) {
                bound(shares, last, Math.min(shares[last], OTHER_NAME));
            }
            return shares;
        }
        double[] shares = u[k].clone();
        if (names && !comparison.isOfNames() && counted.length > LEVELS_OF_CODES + 1) {
            shares = smoothed(counted, u[k]);
            bound(shares, 0, Math.min(shares[0], Math.max(TWINS, u[k][0])));
        }
        return shares;
    }

    /** Share of the pairs of a household that may have different family names; with more they would be neighbours. */
    private static final double OTHER_NAME = 0.2;
    /** Share of the pairs of a household that may be born on one day; more are one person's under another name. */
    private static final double TWINS = 0.1;

    /**
     * Keeps what one person looks like from becoming what a family looks like, where families outnumber repeated people: names and birth dates that families do not share
     * hardly change, and mostly they are equal. Codes and categories, of which people have several, and what families share may change more often.
     */
    private double[] bounded(int k, double[] shares) {
        Comparison comparison = model.comparisons().get(k);
        int last = shares.length - 1;
        boolean lasting = !comparison.household() && last > LEVELS_OF_CODES;
        bound(shares, last, Math.min(shares[last], lasting ? MOST_CHANGED : MOST_DIFFERENT));
        if (lasting) {
            bound(shares, 0, Math.max(shares[0], LEAST_EQUAL));
        }
        return shares;
    }

    /** Codes and categories are compared by no more levels than this. */
    private static final int LEVELS_OF_CODES = 3;
    /** Measured: .27 of the given names of the historical set, .23 of febrl3. */
    private static final double MOST_CHANGED = 0.35;
    /** Measured: .60 of the e-mail addresses of jp_persons_dev. */
    private static final double MOST_DIFFERENT = 0.6;
    /** Measured: .41 of the birth dates of fake_1000, .49 of the given names of the historical set. */
    private static final double LEAST_EQUAL = 0.4;

    /** Sets one share and lets the others make room in proportion. */
    static void bound(double[] shares, int at, double share) {
        double factor = (1 - share) / (1 - shares[at]);
        for (int l = 0; l < shares.length; l++) {
            shares[l] = l == at ? share : shares[l] * factor;
        }
    }

    private static double[] smoothed(double[] counts, double[] usual) {
        double sum = Arrays.stream(counts).sum() + SMOOTHING;
        double[] shares = new double[counts.length];
        for (int l = 0; l < shares.length; l++) {
            shares[l] = (counts[l] + SMOOTHING * usual[l]) / sum;
        }
        return shares;
    }

    private static double[][] logs(double[][] probabilities) {
        double[][] logs = new double[probabilities.length][];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = new double[probabilities[k].length];
            for (int l = 0; l < logs[k].length; l++) {
                logs[k][l] = StrictMath.log(probabilities[k][l]);
            }
        }
        return logs;
    }

    /** What was found, rounded to what a model file keeps. */
    Training training(double threshold) {
        List<LevelWeights> weights = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            weights.add(LevelWeights.of(m[k], u[k], h[k]));
        }
        return new Training(prior, relatives, threshold, weights);
    }
}
