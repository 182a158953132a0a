package io.enishi.identity.link;

import io.enishi.identity.link.VectorCounts.Row;
import java.util.Arrays;

/**
 * How many more strangers a blocking rule finds than its features' frequencies explain, if they had nothing to do with each other: names
 * go with families, families with places.
 */
final class RuleExcess {

    private final double[] chances;
    private final boolean[] ofHousehold;
    private final double pairs;
    /** For each rule the pairs that it leads to. */
    private final double[] found;

    private final double[] logs;

    /**
     * @param ofHousehold rules that look at nothing but what households share: then it is they who explain what it finds
     * @param pairs of all records
     */
    RuleExcess(double[] chances, boolean[] ofHousehold, double pairs) {
        this.chances = chances.clone();
        this.ofHousehold = ofHousehold.clone();
        this.pairs = pairs;
        this.found = new double[chances.length];
        this.logs = new double[chances.length];
    }

    int rules() {
        return chances.length;
    }

    /** Counts what each rule leads to, anew. */
    void count(Row[] rows, double scale) {
        Arrays.fill(found, 0);
        Arrays.fill(logs, 0);
        for (Row row : rows) {
            add(found, row, row.count() * scale);
        }
    }

    /** Adds pairs to all rules that lead to a row. */
    static void add(double[] to, Row row, double count) {
        for (int rest = row.rules(); rest != 0; rest &= rest - 1) {
            to[Integer.numberOfTrailingZeros(rest)] += count;
        }
    }

    /** @param explained for each rule the pairs that are one person, one household or neighbours */
    void update(double[] explained) {
        for (int r = 0; r < found.length; r++) {
            double unexplained = (found[r] - explained[r]) / Math.max(1, chances[r] * pairs);
            logs[r] = ofHousehold[r] ? 0 : StrictMath.log(Math.max(1, unexplained));
        }
    }

    /** The greatest of some rules, as a logarithm; 0 or more. */
    double log(int rules) {
        double most = 0;
        for (int rest = rules; rest != 0; rest &= rest - 1) {
            most = Math.max(most, logs[Integer.numberOfTrailingZeros(rest)]);
        }
        return most;
    }
}
