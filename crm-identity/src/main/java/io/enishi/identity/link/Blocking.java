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

    /**
     * What became of a rule.
     *
     * @param keys of its blocks, in order
     * @param starts where each block begins in {@code order}; one more at the end
     * @param order records that have a key, block by block
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rule(
            List<String> features,
            double chance,
            long[] keys,
            int[] starts,
            int[] order,
            long pairs,
            int cap,
            int refined,
            int dropped) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<Comparison> further = new ArrayList<>();
    private final Column sources;
    private final boolean acrossSources;
    /** For each record and rule the number of its block, from 1; 0 where it is alone. A record's numbers lie side by side. */
    private final int[] blocks;

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
        blocks = new int[table.size() * made.length];
        workers.share(made.length, worker -> worker, (mine, r) -> {
            List<String> rule = model.blocking().get(r);
            List<Column> columns = rule.stream()
                    .map(feature -> features.column(Feature.parse(feature)))
                    .toList();
            made[r] = rule(rule, chance(columns), keys(columns, table.size()), refining, budget);
            number(made[r], r, made.length);
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
        order = dropped > 0 ? sorted(keys) : order;
        int[] starts = starts(keys, order);
        long[] kept = new long[starts.length - 1];
        for (int block = 0; block < kept.length; block++) {
            kept[block] = keys[order[starts[block]]];
        }
        return new Rule(features, chance, kept, starts, order, pairs, cap, refined, dropped);
    }

    private static int[] starts(long[] keys, int[] order) {
        int[] starts = new int[order.length + 1];
        int blocks = 0;
        for (int from = 0; from < order.length; from = end(keys, order, from)) {
            starts[blocks++] = from;
        }
        starts[blocks] = order.length;
        return Arrays.copyOf(starts, blocks + 1);
    }

    private void number(Rule rule, int r, int rules) {
        for (int block = 0; block < rule.keys().length; block++) {
            int from = rule.starts()[block];
            int to = rule.starts()[block + 1];
            for (int i = from; i < to && to - from > 1; i++) {
                blocks[rule.order()[i] * rules + r] = block + 1;
            }
        }
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

    private static int end(long[] keys, int[] order, int from) {
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
        return rulesOf(a, b, 0);
    }

    private int rulesOf(int a, int b, int from) {
        int size = rules.size();
        int mask = 0;
        for (int r = from; r < size; r++) {
            int block = blocks[a * size + r];
            mask |= block != 0 && block == blocks[b * size + r] ? 1 << r : 0;
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

    /** The block with this key; -1 if there is none. */
    static int find(Rule rule, long key) {
        return Math.max(-1, Arrays.binarySearch(rule.keys(), key));
    }

    /** Takes pairs of numbers of records, the smaller first, and the rules that the pair agrees in, one bit each. */
    interface PairSink {
        void accept(int a, int b, int rules);
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
        int[] starts = rule.starts();
        int[] order = rule.order();
        int stop = blockAt(rule, part + 1);
        for (int block = blockAt(rule, part); block < stop; block++) {
            int to = starts[block + 1];
            for (int i = starts[block]; i < to; i++) {
                int a = order[i];
                for (int j = i + 1; j < to; j++) {
                    int b = order[j];
                    if ((!acrossSources || sources.code(a) != sources.code(b)) && isFirst(r, a, b)) {
                        sink.accept(a, b, 1 << r | rulesOf(a, b, r + 1));
                    }
                }
            }
        }
    }

    /** The first block at or after so many stretches. */
    private static int blockAt(Rule rule, int part) {
        int at = (int) ((long) rule.order().length * part / STRETCHES);
        int found = Arrays.binarySearch(rule.starts(), at);
        return found < 0 ? -found - 1 : found;
    }

    private boolean isFirst(int rule, int a, int b) {
        int size = rules.size();
        for (int r = 0; r < rule; r++) {
            int block = blocks[a * size + r];
            if (block != 0 && block == blocks[b * size + r]) {
                return false;
            }
        }
        return true;
    }
}
