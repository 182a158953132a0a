package io.enishi.identity.link;

import io.enishi.identity.link.Training.LevelWeights;
import io.enishi.identity.link.VectorCounts.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the probabilities of a model by expectation maximisation over counts of comparison vectors (A. P. Dempster, N. M. Laird,
 * D. B. Rubin, JRSS B 39 (1977) 1; W. E. Winkler, Census RR2000/05).
 *
 * <p>Four kinds of pairs are told apart: one person, two people of one household, {@link Strangers}, and strangers who are neighbours.
 * What random pairs look like is known beforehand, see {@link RandomPairs}, and freed of the share that pairs of one person have in it.
 * So only the matches' side is unknown, and the prior counts all pairs of the table, compared or not: as a table grows, agreement by
 * chance grows with the square of its size, and the prior falls.
 *
 * <p>One person and two of a household differ in names and birth dates only. Where there is little else, the likelihood hardly says how
 * many of the differing names are changed ones and how many are other people's; what is usual decides then, as a Dirichlet prior
 * (T. Enamorado, B. Fifield, K. Imai, Am. Pol. Sci. Rev. 113 (2019) 353, doi:10.1017/S0003055418000783).
 *
 * <p>Pairs that blocking led to agree in what they were blocked on. The m probabilities of a comparison therefore come from pairs
 * which at least one rule led to that does not look at the same column. What strangers of one name have in common besides is told by
 * {@link Namesakes}.
 */
final class Trainer {

    private static final int ROUNDS = 200;
    private static final double CONVERGED = 1e-7;

    /** Codes and categories are compared by no more levels than this. */
    private static final int LEVELS_OF_CODES = 3;

    private static final double NEARLY_UNIQUE = 0.5;
    /** Strangers who share a value of an identifying column, for each record. */
    private static final double SHARED = 0.02;
    /** Households that account for less than this many pairs are none. */
    private static final double LEAST_KIN = 1;
    /** Share of the pairs of a household that may have different family names; with more they would be neighbours. */
    private static final double OTHER_NAME = 0.2;
    /** Share of the pairs of a household that may be born on one day; more are one person's under another name. */
    private static final double TWINS = 0.1;
    /** Measured: .27 of the given names of the historical set, .23 of febrl3. */
    private static final double MOST_CHANGED = 0.35;
    /** Measured: .60 of the e-mail addresses of jp_persons_dev. */
    private static final double MOST_DIFFERENT = 0.6;
    /** Measured: .41 of the birth dates of fake_1000, .49 of the given names of the historical set. */
    private static final double LEAST_EQUAL = 0.4;
    /**
     * Weight of what is usual, as a share of the matches, where names or birth dates seem to change more often. Measured on 8 real sets,
     * 38 thinned ones and 27 generated: .25 was no worse than 0 and .1 in any mean, and apart from families where .1 was not.
     */
    private static final double USUAL = 0.25;

    private final LinkModel model;
    private final List<Column> columns;
    private final int records;
    private final double pairs;
    private final RandomPairs random;
    private final RuleExcess excess;
    private final int[] eligible;
    private final boolean[] identifying;
    private final boolean names;
    private final boolean households;
    private final Namesakes namesakes;

    private Strangers strangers;
    private final double[][] m;
    private final double[][] u;
    private final double[][] h;
    private double prior;
    private double relatives;

    Trainer(
            RecordTable table,
            LinkModel model,
            List<Column> columns,
            Agreement agreement,
            Blocking blocking,
            Workers workers) {
        int size = columns.size();
        this.model = model;
        this.columns = columns;
        this.records = table.size();
        this.pairs = pairs(table, blocking.acrossSources());
        this.households = hasHouseholds(model.comparisons());
        this.names =
                model.comparisons().stream().anyMatch(comparison -> !comparison.household() && comparison.isOfNames());
        this.identifying = new boolean[size];
        this.eligible = new int[size];
        Strangers.Look[] looks = new Strangers.Look[size];
        for (int k = 0; k < size; k++) {
            identifying[k] = isIdentifying(model.comparisons().get(k), columns.get(k));
            eligible[k] = rulesWithout(k);
            looks[k] = look(model.comparisons().get(k), identifying[k]);
        }
        this.excess = excess(blocking);
        this.namesakes = new Namesakes(model.comparisons(), identifying, eligible);
        this.random = new RandomPairs(table, columns, agreement, blocking.acrossSources(), workers);
        this.strangers = random.strangers(looks);
        this.m = new double[size][];
        this.u = new double[size][];
        this.h = new double[size][];
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

    private static boolean hasHouseholds(List<Comparison> comparisons) {
        long shared = comparisons.stream().filter(Comparison::household).count();
        return shared > 1 && shared < comparisons.size();
    }

    /** Whether a column is of addresses or numbers that hardly any two people have in common, so that equal ones are no chance. */
    private static boolean isIdentifying(Comparison comparison, Column column) {
        boolean code = comparison.levels().size() <= LEVELS_OF_CODES;
        return code && !comparison.household() && column.distinct() > NEARLY_UNIQUE * column.known();
    }

    private static Strangers.Look look(Comparison comparison, boolean identifying) {
        if (comparison.household()) {
            return Strangers.Look.SHARED;
        }
        if (comparison.isOfNames()) {
            return Strangers.Look.NAME;
        }
        return identifying ? Strangers.Look.ALIKE : Strangers.Look.FREE;
    }

    /** Names, dates and texts that belong to one person: they hardly change. */
    private boolean isLasting(int k) {
        return !model.comparisons().get(k).household() && m[k].length > LEVELS_OF_CODES + 1;
    }

    private RuleExcess excess(Blocking blocking) {
        boolean[] ofHousehold = new boolean[blocking.rules().size()];
        for (int r = 0; r < ofHousehold.length; r++) {
            ofHousehold[r] = households && isOfHousehold(model.blocking().get(r));
        }
        double[] chances =
                blocking.rules().stream().mapToDouble(Blocking.Rule::chance).toArray();
        return new RuleExcess(chances, ofHousehold, pairs);
    }

    /** Whether families agree in all that a rule looks at. */
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

    /**
     * Learns from pairs; once more without neighbours, if these turn out to be hardly more than repeated people.
     *
     * @param scale how many pairs each counted one stands for
     * @param same pairs that are known to be one person; they stay so in every round
     */
    void train(Row[] rows, double scale, Row[] same) {
        settle(rows, scale, same);
        if (strangers.areDoubtful(prior)) {
            strangers = Strangers.alike();
            settle(rows, scale, same);
        }
        if (relatives * pairs < LEAST_KIN) {
            relatives = 0;
        }
    }

    /** Runs until nothing moves any more. */
    private void settle(Row[] rows, double scale, Row[] same) {
        start();
        excess.count(rows, scale);
        for (Row row : rows) {
            namesakes.add(row, row.count() * scale);
        }
        namesakes.raise(u);
        double moved = 1;
        for (int round = 0; round < ROUNDS && moved >= CONVERGED; round++) {
            moved = maximise(expect(rows, scale, same));
        }
    }

    private void start() {
        for (int k = 0; k < m.length; k++) {
            double[] seen = random.seen(k);
            m[k] = Shares.usual(seen.length);
            u[k] = random.freed(k, m[k], 0);
            h[k] = model.comparisons().get(k).household() ? m[k].clone() : u[k].clone();
        }
        prior = Math.min(0.1, 0.3 * records / pairs);
        relatives = households ? prior : 0;
    }

    /** How many pairs of each kind there are, and how those of one person and of one household compare. */
    private Expected expect(Row[] rows, double scale, Row[] same) {
        PairKinds kinds = new PairKinds();
        double others = 1 - prior - relatives;
        kinds.put(PairKinds.SAME, prior, m);
        kinds.put(PairKinds.KIN, relatives, h);
        kinds.put(PairKinds.FAR, others * (1 - strangers.share()), strangers.far(u));
        kinds.put(PairKinds.NEAR, others * strangers.share(), strangers.near(u));
        Expected expected = new Expected(m, eligible, excess.rules());
        for (Row row : rows) {
            double[] of = kinds.of(row.vector(), excess.log(row.rules()));
            double count = row.count() * scale;
            expected.add(row, count * of[PairKinds.SAME], count * of[PairKinds.KIN], count * of[PairKinds.NEAR]);
            namesakes.add(row, count * (of[PairKinds.FAR] + of[PairKinds.NEAR]));
        }
        for (Row row : same) {
            expected.addSame(row);
        }
        return expected;
    }

    /** @return how far the farthest probability has moved */
    private double maximise(Expected expected) {
        excess.update(expected.explained());
        double before = prior;
        prior = prior(expected);
        relatives = households ? relatives(expected) : 0;
        double moved = Math.abs(prior - before) / before;
        for (int k = 0; k < m.length; k++) {
            double[] last = m[k];
            m[k] = matched(k, expected.matched(k));
            for (int l = 0; l < last.length; l++) {
                moved = Math.max(moved, Math.abs(m[k][l] - last[l]));
            }
            u[k] = random.freed(k, m[k], prior);
            if (identifying[k]) {
                double most = SHARED / Math.max(1, columns.get(k).known());
                Shares.bound(u[k], 0, Math.min(u[k][0], most));
            }
        }
        namesakes.raise(u);
        for (int k = 0; k < h.length; k++) {
            h[k] = related(k, expected.related(k));
        }
        return moved;
    }

    /** No more than leaves room for equal values in every comparison. */
    private double prior(Expected expected) {
        double most = 1;
        for (int k = 0; k < m.length; k++) {
            most = Math.min(most, random.seen(k)[0] / m[k][0]);
        }
        double found = Math.min(0.5, Math.max(expected.matches(), 0.5) / pairs);
        return Math.min(0.5, Math.max(found, Math.min(most, found + expected.missed() / pairs)));
    }

    /** Blocking misses as many of them as of the matches: else a pair that could be either would be taken for a match. */
    private double relatives(Expected expected) {
        double asMatches = prior * pairs / Math.max(expected.matches(), 0.5);
        return Math.min(0.4, Math.max(expected.kin() * asMatches, 1e-3) / pairs);
    }

    /**
     * What one person looks like. Kept from becoming what a family looks like, where families outnumber repeated people: names and birth
     * dates that families do not share hardly change, and mostly they are equal. Codes and categories, of which people have several,
     * and what families share may change more often.
     */
    private double[] matched(int k, double[] counts) {
        double[] usual = Shares.usual(counts.length);
        int last = counts.length - 1;
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        boolean worse = counts[last] > usual[last] * sum || counts[0] < usual[0] * sum;
        boolean lasting = isLasting(k);
        double weight = lasting && worse ? Math.max(Shares.SMOOTHING, USUAL * sum) : Shares.SMOOTHING;
        double[] shares = Shares.smoothed(counts, usual, weight);
        Shares.bound(shares, last, Math.min(shares[last], lasting ? MOST_CHANGED : MOST_DIFFERENT));
        if (lasting) {
            Shares.bound(shares, 0, Math.max(shares[0], LEAST_EQUAL));
        }
        return shares;
    }

    /**
     * What two people of one household look like. They share what households share; their own names are as different as those of strangers,
     * which is what tells them apart; for the rest, twins are counted.
     */
    private double[] related(int k, double[] counts) {
        if (!households) {
            return u[k].clone();
        }
        Comparison comparison = model.comparisons().get(k);
        if (comparison.household()) {
            double[] shares = Shares.smoothed(counts, Shares.usual(counts.length));
            int last = shares.length - 1;
            if (comparison.isOfNames()) {
                Shares.bound(shares, last, Math.min(shares[last], OTHER_NAME));
            }
            return shares;
        }
        double[] shares = u[k].clone();
        if (names && !comparison.isOfNames() && isLasting(k)) {
            shares = Shares.smoothed(counts, u[k]);
            Shares.bound(shares, 0, Math.min(shares[0], Math.max(TWINS, u[k][0])));
        }
        return shares;
    }

    /** What was found, rounded to what a model file keeps. */
    Training training(double threshold) {
        double[][] far = strangers.far(u);
        double[][] near = strangers.near(u);
        List<LevelWeights> weights = new ArrayList<>();
        for (int k = 0; k < m.length; k++) {
            weights.add(LevelWeights.of(m[k], far[k], relatives > 0 ? h[k] : far[k], near[k]));
        }
        return new Training(prior, relatives, strangers.share(), threshold, weights);
    }
}
