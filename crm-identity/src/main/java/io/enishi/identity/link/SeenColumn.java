package io.enishi.identity.link;

/**
 * What was seen of a column of a table.
 *
 * @param known share of the records that have a value
 * @param distinct different values
 */
record SeenColumn(String name, ColumnKind kind, ColumnRole role, double known, int distinct) {

    /** The column prepared for comparison. */
    String feature() {
        return name + ":" + kind.transform();
    }

    /** How much agreement in it says, roughly in bits. */
    double worth() {
        return known * StrictMath.log(1 + distinct);
    }

    /** Whether it is written in Japanese characters. */
    boolean isJapanese() {
        return kind.tellsOfJapan();
    }
}
