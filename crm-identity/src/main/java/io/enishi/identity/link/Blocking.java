package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

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
    record Rule(List<String> features, double chance, Blocks blocks, long pairs, int cap, int refined, int dropped) {}

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
            number(made[r].blocks(), r, made.length);
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
        Arrays.fill(keys, 1);
        for (Column column : columns) {
            for (int i = 0; i < size; i++) {
                int code = column.code(i);
                keys[i] = code == 0 || keys[i] == 0 ? 0 : Mix.of(keys[i], code) | 1;
            }
        }
        return keys;
    }

    private static Rule rule(List<String> features, double chance, long[] keys, List<Column> further, long budget) {
        Blocks blocks = Blocks.of(keys);
        int cap = cap(blocks, budget);
        int refined = 0;
        for (Column column : further) {
            int tooLarge = refine(blocks, keys, cap, column);
            if (tooLarge == 0) {
                break;
            }
            refined += tooLarge;
            blocks = Blocks.of(keys);
        }
        int dropped = 0;
        long pairs = 0;
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.size(block) > cap) {
                dropped += blocks.size(block);
                for (int i = blocks.starts()[block]; i < blocks.starts()[block + 1]; i++) {
                    keys[blocks.order()[i]] = 0;
                }
            } else {
                pairs += blocks.pairs(block);
            }
        }
        return new Rule(features, chance, dropped > 0 ? Blocks.of(keys) : blocks, pairs, cap, refined, dropped);
    }

    /** Tells the records of blocks that are too large apart by one more feature; answers how many blocks there were. */
    private static int refine(Blocks blocks, long[] keys, int cap, Column column) {
        int tooLarge = 0;
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.size(block) > cap) {
                tooLarge++;
                for (int i = blocks.starts()[block]; i < blocks.starts()[block + 1]; i++) {
                    int record = blocks.order()[i];
                    keys[record] = refined(keys[record], column.code(record));
                }
            }
        }
        return tooLarge;
    }

    /** The largest block that keeps the pairs of all blocks up to its size within the budget. */
    private static int cap(Blocks blocks, long budget) {
        long[] pairsBySize = new long[MOST_CAP + 1];
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.size(block) <= MOST_CAP) {
                pairsBySize[blocks.size(block)] += blocks.pairs(block);
            }
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

    private void number(Blocks made, int r, int size) {
        for (int block = 0; block < made.count(); block++) {
            int to = made.starts()[block + 1];
            for (int i = made.starts()[block]; i < to && made.size(block) > 1; i++) {
                blocks[made.order()[i] * size + r] = block + 1;
            }
        }
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

    /** How many stretches the work is cut into; results do not depend on who does which. */
    int stretches() {
        return rules.size() * STRETCHES;
    }

    private static final int STRETCHES = 64;

    /**
     * Hands out the pairs of one stretch, some at a time: each pair once over all stretches, under the first rule that it agrees in.
     *
     * @param some what they are handed out in; empty
     */
    void pairs(int stretch, Pairs some, Consumer<Pairs> taker) {
        int r = stretch / STRETCHES;
        int part = stretch % STRETCHES;
        Blocks made = rules.get(r).blocks();
        int[] starts = made.starts();
        int stop = made.at(part + 1, STRETCHES);
        for (int block = made.at(part, STRETCHES); block < stop; block++) {
            pairs(r, made.order(), starts[block], starts[block + 1], some, taker);
        }
        taker.accept(some);
        some.clear();
    }

    private void pairs(int r, int[] order, int from, int to, Pairs some, Consumer<Pairs> taker) {
        for (int i = from; i < to; i++) {
            int a = order[i];
            for (int j = i + 1; j < to; j++) {
                int b = order[j];
                if ((!acrossSources || sources.code(a) != sources.code(b)) && isFirst(r, a, b)) {
                    some.add(a, b, 1 << r | rulesOf(a, b, r + 1));
                    if (some.isFull()) {
                        taker.accept(some);
                        some.clear();
                    }
                }
            }
        }
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
