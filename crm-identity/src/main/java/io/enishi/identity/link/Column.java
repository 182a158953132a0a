package io.enishi.identity.link;

/** One value a record, as numbers into a dictionary. */
final class Column {

    private final Dictionary dictionary;
    private final int[] codes;
    private final int[] counts;
    private final int known;

    Column(Dictionary dictionary, int[] codes) {
        this.dictionary = dictionary;
        this.codes = codes;
        this.counts = new int[dictionary.size()];
        for (int code : codes) {
            counts[code]++;
        }
        this.known = codes.length - counts[0];
    }

    /** The number of the record's value; 0 when it is not known. */
    int code(int record) {
        return codes[record];
    }

    /** The numbers of the first {@code size} of some records. */
    int[] codes(int[] records, int size) {
        int[] some = new int[size];
        for (int i = 0; i < size; i++) {
            some[i] = codes[records[i]];
        }
        return some;
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
        int distinct = 0;
        for (int code = 1; code < counts.length; code++) {
            distinct += counts[code] > 0 ? 1 : 0;
        }
        return distinct;
    }

    /** How probable it is that two records drawn at random both have a value, and the same one. */
    double chance() {
        double pairs = 0;
        for (int code = 1; code < counts.length; code++) {
            pairs += (double) counts[code] * (counts[code] - 1);
        }
        return pairs / Math.max(1, (double) codes.length * (codes.length - 1));
    }

    int records() {
        return codes.length;
    }
}
