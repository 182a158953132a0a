package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which pairs are compared: a key for each rule and record, in primitive arrays, and the records sorted by it.
 *
 * <p>Records with the same key form a block. What is not known never blocks: such a record has no key for that rule. A block that
 * is larger than the cap is refined by the values of further features, one after the other; what is still too large then, or not
 * known in the further feature, is dropped and counted. The cap follows from a budget of pairs for each rule, so that a value which
 * half of all records share costs neither time nor memory.
 */
final class Blocking {

    static final int MOST_RULES = 32;
    private static final int LEAST_CAP = 12;
    private static final int MOST_CAP = 4000;

    /** What became of a rule. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rule(
            List<String> features,
            double chance,
            long[] keys,
            int[] order,
            long pairs,
            int cap,
            int refined,
            int dropped) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<Comparison> further = new ArrayList<>();
    private final Column sources;
    private final boolean acrossSources;

    /** @param budget most pairs a rule may ask for */
    Blocking(RecordTable table, LinkModel model, Features features, long budget, Workers workers) {
        this.sources = table.sources();
        this.acrossSources = model.mode() != Mode.DEDUPE && sources.distinct() > 1;
        further.addAll(model.comparisons());
        further.sort(Comparator.comparingInt((Comparison comparison) ->
                -features.column(comparison.feature()).distinct()));
        List<Column> refining = further.stream()
                .map(comparison -> features.column(comparison.feature()))
                .toList();
        Rule[] made = new Rule[model.blocking().size()];
        workers.share(made.length, worker -> worker, (mine, r) -> {
            List<String> rule = model.blocking().get(r);
            List<Column> columns = rule.stream()
                    .map(feature -> features.column(Feature.parse(feature)))
                    .toList();
            made[r] = rule(rule, chance(columns), keys(columns, table.size()), refining, budget);
        });
        rules.addAll(Arrays.asList(made));
    }

    List<Rule> rules() {
        return rules;
    }

    /** Pairs of all rules; one that several rules lead to counts for each. */
    long pairs() {
        return rules.stream().mapToLong(Rule::pairs).sum();
    }

    /** Whether records of one source are never compared. */
    boolean acrossSources() {
        return acrossSources;
    }

    /** How probable it is that two records agree in all of these, if they had nothing to do with each other. */
    private static double chance(List<Column> columns) {
        double chance = 1;
        for (Column column : columns) {
            chance *= column.chance();
        }
        return columns.size() == 1 ? 1 : chance;
    }

    private static long[] keys(List<Column> columns, int size) {
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            long key = 1;
            for (Column column : columns) {
                int code = column.code(i);
                key = code == 0 || key == 0 ? 0 : Mix.of(key, code) | 1;
            }
            keys[i] = key;
        }
        return keys;
    }

    private static Rule rule(List<String> features, double chance, long[] keys, List<Column> further, long budget) {
        int[] order = sorted(keys);
        int cap = cap(keys, order, budget);
        int refined = 0;
        for (Column column : further) {
            boolean changed = false;
            for (int from = 0; from < order.length; ) {
                int to = end(keys, order, from);
                if (to - from > cap) {
                    changed = true;
                    refined++;
                    for (int i = from; i < to; i++) {
                        int code = column.code(order[i]);
                        keys[order[i]] = code == 0 ? 0 : Mix.of(keys[order[i]], code) | 1;
                    }
                }
                from = to;
            }
            if (!changed) {
                break;
            }
            order = sorted(keys);
        }
        int dropped = 0;
        long pairs = 0;
        for (int from = 0; from < order.length; ) {
            int to = end(keys, order, from);
            if (to - from > cap) {
                dropped += to - from;
                for (int i = from; i < to; i++) {
                    keys[order[i]] = 0;
                }
            } else {
                pairs += (long) (to - from) * (to - from - 1) / 2;
            }
            from = to;
        }
        return new Rule(features, chance, keys, dropped > 0 ? sorted(keys) : order, pairs, cap, refined, dropped);
    }

    /** Records that have a key, sorted by it, then by number. */
    private static int[] sorted(long[] keys) {
        int bits = 32 - Integer.numberOfLeadingZeros(keys.length);
        long recordMask = (1L << bits) - 1;
        int known = 0;
        long[] packed = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                packed[known++] = (keys[i] & ~recordMask) | i;
            }
        }
        packed = known == packed.length ? packed : Arrays.copyOf(packed, known);
        Arrays.parallelSort(packed);
        int[] order = new int[known];
        for (int i = 0; i < known; i++) {
            order[i] = (int) (packed[i] & recordMask);
        }
        // Two keys may share their upper bits: then the run is sorted by the whole key.
        for (int from = 0; from < known; ) {
            int to = from + 1;
            boolean mixed = false;
            while (to < known && (packed[to] & ~recordMask) == (packed[from] & ~recordMask)) {
                mixed |= keys[order[to]] != keys[order[from]];
                to++;
            }
            if (mixed) {
                sortRun(keys, order, from, to);
            }
            from = to;
        }
        return order;
    }

    private static void sortRun(long[] keys, int[] order, int from, int to) {
        Integer[] run = new Integer[to - from];
        Arrays.setAll(run, i -> order[from + i]);
        Arrays.sort(run, Comparator.comparingLong((Integer i) -> keys[i]).thenComparingInt(i -> i));
        for (int i = 0; i < run.length; i++) {
            order[from + i] = run[i];
        }
    }

    static int end(long[] keys, int[] order, int from) {
        long key = keys[order[from]];
        int to = from + 1;
        while (to < order.length && keys[order[to]] == key) {
            to++;
        }
        return to;
    }

    /** The largest block that keeps the pairs of all blocks up to its size within the budget. */
    private static int cap(long[] keys, int[] order, long budget) {
        long[] pairsBySize = new long[MOST_CAP + 1];
        for (int from = 0; from < order.length; ) {
            int to = end(keys, order, from);
            int size = to - from;
            if (size <= MOST_CAP) {
                pairsBySize[size] += (long) size * (size - 1) / 2;
            }
            from = to;
        }
        long pairs = 0;
        for (int size = 2; size <= MOST_CAP; size++) {
            pairs += pairsBySize[size];
            if (pairs > budget) {
                return Math.max(LEAST_CAP, size - 1);
            }
        }
        return MOST_CAP;
    }

    /** The rules that a pair agrees in, one bit each. */
    int rulesOf(int a, int b) {
        int mask = 0;
        for (int r = 0; r < rules.size(); r++) {
            long[] keys = rules.get(r).keys();
            if (keys[a] != 0 && keys[a] == keys[b]) {
                mask |= 1 << r;
            }
        }
        return mask;
    }

    /** Comparisons whose features refine blocks that are too large, in their order. */
    List<Comparison> further() {
        return further;
    }

    /** The key that codes of features make; 0 if one of them is not known, or in no record. */
    static long key(int[] codes) {
        long key = 1;
        for (int code : codes) {
            key = code <= 0 || key == 0 ? 0 : Mix.of(key, code) | 1;
        }
        return key;
    }

    /** The key of a refined block. */
    static long refined(long key, int code) {
        return code <= 0 ? 0 : Mix.of(key, code) | 1;
    }

    /** Where the block with this key begins in the rule's order; -1 if there is none. */
    static int find(Rule rule, long key) {
        int low = 0;
        int high = rule.order().length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rule.keys()[rule.order()[middle]] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < rule.order().length && rule.keys()[rule.order()[low]] == key ? low : -1;
    }

    /** Takes pairs of numbers of records; the smaller comes first. */
    interface PairSink {
        void accept(int a, int b);
    }

    /** How many stretches the work is cut into; results do not depend on who does which. */
    int stretches() {
        return rules.size() * STRETCHES;
    }

    private static final int STRETCHES = 64;

    /** Hands out the pairs of one stretch: each pair once over all stretches, under the first rule that it agrees in. */
    void pairs(int stretch, PairSink sink) {
        int r = stretch / STRETCHES;
        int part = stretch % STRETCHES;
        Rule rule = rules.get(r);
        int[] order = rule.order();
        long[] keys = rule.keys();
        int from = start(keys, order, (int) ((long) order.length * part / STRETCHES));
        int stop = start(keys, order, (int) ((long) order.length * (part + 1) / STRETCHES));
        while (from < stop) {
            int to = end(keys, order, from);
            for (int i = from; i < to; i++) {
                for (int j = i + 1; j < to; j++) {
                    int a = order[i];
                    int b = order[j];
                    if ((!acrossSources || sources.code(a) != sources.code(b)) && isFirst(r, a, b)) {
                        sink.accept(a, b);
                    }
                }
            }
            from = to;
        }
    }

    /** The first block boundary at or after {@code at}. */
    private static int start(long[] keys, int[] order, int at) {
        int start = at;
        while (start > 0 && start < order.length && keys[order[start]] == keys[order[start - 1]]) {
            start++;
        }
        return start;
    }

    private boolean isFirst(int rule, int a, int b) {
        for (int r = 0; r < rule; r++) {
            long[] keys = rules.get(r).keys();
            if (keys[a] != 0 && keys[a] == keys[b]) {
                return false;
            }
        }
        return true;
    }
}
