package io.enishi.identity.link;

/** One value a record, as numbers into a dictionary. */
final class Column {

    private final Dictionary dictionary;
    private final int[] codes;
    private final int[] counts;
    private final int known;
    private final int distinct;
    /** Ordered pairs of records with the same value. */
    private final double equalPairs;

    Column(Dictionary dictionary, int[] codes) {
        this.dictionary = dictionary;
        this.codes = codes;
        this.counts = new int[dictionary.size()];
        for (int code : codes) {
            counts[code]++;
        }
        this.known = codes.length - counts[0];
        int different = 0;
        double pairs = 0;
        for (int code = 1; code < counts.length; code++) {
            different += counts[code] > 0 ? 1 : 0;
            pairs += (double) counts[code] * (counts[code] - 1);
        }
        this.distinct = different;
        this.equalPairs = pairs;
    }

    /** The number of the record's value; 0 when it is not known. */
    int code(int record) {
        return codes[record];
    }

    /** Puts the numbers of the first {@code size} of some records into {@code some}. */
    void codes(int[] records, int size, int[] some) {
        for (int i = 0; i < size; i++) {
            some[i] = codes[records[i]];
        }
    }

    String text(int record) {
        return dictionary.text(codes[record]);
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /** In how many records the value stands. */
    int count(int code) {
        return counts[code];
    }

    /** How many records have a value. */
    int known() {
        return known;
    }

    /** How many different values there are. */
    int distinct() {
        return distinct;
    }

    /** How probable it is that two records drawn at random both have a value, and the same one. */
    double chance() {
        return equalPairs / Math.max(1, (double) codes.length * (codes.length - 1));
    }

    /** How probable it is that two records that have a value have the same one. */
    double chanceIfKnown() {
        return equalPairs / Math.max(1, (double) known * (known - 1));
    }

    int records() {
        return codes.length;
    }
}
