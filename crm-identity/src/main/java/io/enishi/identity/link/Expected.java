package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;

/** What a round of learning expects: how many pairs are of which kind, and how those of one person and of one household compare. */
final class Expected {

    /** At most so many matches are assumed for each that blocking led to. */
    private static final double MOST_MISSED = 1;

    private final int[] eligible;
    private final double[][] matched;
    private final double[][] related;
    private final double[] explained;
    private double matches;
    private double kin;
    private double once;
    private double twice;

    /**
     * @param shapes arrays as long as each comparison has levels
     * @param eligible for each comparison the rules that do not look at its columns, a bit each; 0 if there are none, and all count
     */
    Expected(double[][] shapes, int[] eligible, int rules) {
        this.eligible = eligible;
        this.matched = new double[shapes.length][];
        this.related = new double[shapes.length][];
        this.explained = new double[rules];
        for (int k = 0; k < shapes.length; k++) {
            matched[k] = new double[shapes[k].length];
            related[k] = new double[shapes[k].length];
        }
    }

    /** Adds pairs that compare like this, so many of each kind. */
    void add(Row row, double same, double ofKin, double neighbours) {
        int ways = Integer.bitCount(row.rules());
        once += ways == 1 ? same : 0;
        twice += ways == 2 ? same : 0;
        matches += same;
        kin += ofKin;
        RuleExcess.add(explained, row, same + ofKin + neighbours);
        for (int k = 0; k < matched.length; k++) {
            int level = Agreement.level(row.vector(), k);
            if (level > 0 && (eligible[k] == 0 || (eligible[k] & row.rules()) != 0)) {
                matched[k][level - 1] += same;
                related[k][level - 1] += ofKin;
            }
        }
    }

    /** Adds pairs that somebody judged to be one person. */
    void addSame(Row row) {
        matches += row.count();
        for (int k = 0; k < matched.length; k++) {
            int level = Agreement.level(row.vector(), k);
            if (level > 0) {
                matched[k][level - 1] += row.count();
            }
        }
    }

    double matches() {
        return matches;
    }

    double kin() {
        return kin;
    }

    /**
     * Matches that no rule led to, from what one rule and what two did: A. Chao, Biometrics 43 (1987) 783, doi:10.2307/2531532.
     */
    double missed() {
        return Math.min(once * once / (2 * Math.max(twice, 1e-9)), MOST_MISSED * matches);
    }

    /** How often each level of a comparison occurs among matches. */
    double[] matched(int k) {
        return matched[k];
    }

    /** How often it occurs among people of one household. */
    double[] related(int k) {
        return related[k];
    }

    /** For each rule the pairs that are one person, one household or neighbours. */
    double[] explained() {
        return explained;
    }
}
