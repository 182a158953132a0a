package io.enishi.identity.link;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which columns of a table say what others say already. Agreement in both would count twice, as if it were two pieces of evidence: the
 * town beside its postal code, the full name beside its parts.
 */
final class Redundancy {

    private static final int LOOKED_AT = 1_000;
    /** Groups of fewer records are people and families rather than places. */
    private static final int LEAST_GROUP = 8;
    /** Pairs that are looked at of each value. */
    private static final int PAIRS_OF_GROUP = 100;

    private static final double MUCH = 0.1;
    private static final double LIFT = 20;
    private static final double CONTAINED = 0.6;
    /** Edits that typing errors explain. */
    private static final int TYPO = 2;
    /** Columns that must be known to differ. */
    private static final int LEAST_DIFFERENT = 3;

    private Redundancy() {}

    /**
     * Whether strangers who agree in the coarse column agree in the fine one far more often than chance would have it. Strangers are
     * records that differ in all else, by more than typing errors, so that neither repeated records nor families count.
     */
    static boolean isCoarser(Column coarse, Column fine, List<Column> columns) {
        if (coarse.distinct() >= fine.distinct() || coarse.distinct() < 2) {
            return false;
        }
        List<Column> others = columns.stream()
                .filter(column -> column != coarse && column != fine)
                .toList();
        int[][] groups = groups(coarse);
        double strangers = 0;
        double same = 0;
        for (int[] group : groups) {
            for (int draw = 0; draw < PAIRS_OF_GROUP && group.length >= LEAST_GROUP; draw++) {
                int a = group[Mix.below(draw * 2L, group.length)];
                int b = group[Mix.below(draw * 2L + 1, group.length)];
                if (a != b && fine.code(a) != 0 && fine.code(b) != 0 && areStrangers(a, b, others)) {
                    strangers++;
                    same += fine.code(a) == fine.code(b) ? 1 : 0;
                }
            }
        }
        return same > MUCH * strangers && same > LIFT * fine.chance() * strangers;
    }

    private static boolean areStrangers(int a, int b, List<Column> columns) {
        int different = 0;
        for (Column column : columns) {
            if (column.code(a) != 0 && column.code(b) != 0) {
                if (Similarity.damerau(column.text(a), column.text(b), TYPO) <= TYPO) {
                    return false;
                }
                different++;
            }
        }
        return different >= Math.min(columns.size(), LEAST_DIFFERENT);
    }

    /** Records by value, of those that have one. */
    private static int[][] groups(Column column) {
        int[][] groups = new int[column.dictionary().size()][];
        int[] filled = new int[groups.length];
        for (int i = 0; i < column.records(); i++) {
            int code = column.code(i);
            if (filled[code] == 0) {
                groups[code] = new int[code == 0 ? column.records() : column.count(code)];
            }
            groups[code][filled[code]++] = i;
        }
        groups[0] = new int[0];
        return Arrays.stream(groups).filter(Objects::nonNull).toArray(int[][]::new);
    }

    /** Whether most values of a column hold those of at least two others. */
    static boolean isJoined(Column column, List<Column> others) {
        return others.stream()
                        .filter(other -> other != column && holds(column, other))
                        .count()
                >= 2;
    }

    private static boolean holds(Column column, Column part) {
        int step = Math.max(1, column.records() / LOOKED_AT);
        int looked = 0;
        int held = 0;
        for (int i = 0; i < column.records(); i += step) {
            String whole = column.text(i).toLowerCase(Locale.ROOT);
            String one = part.text(i).toLowerCase(Locale.ROOT);
            if (!whole.isEmpty() && one.length() > 1) {
                looked++;
                held += whole.length() > one.length() && whole.contains(one) ? 1 : 0;
            }
        }
        return looked > 0 && held >= CONTAINED * looked;
    }
}
