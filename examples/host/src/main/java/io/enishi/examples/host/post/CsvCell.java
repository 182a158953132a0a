package io.enishi.examples.host.post;

/** Values of people in files that somebody opens in a spreadsheet. */
final class CsvCell {

    /** What begins a formula in a spreadsheet; the full-width forms do so in Japanese ones. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private CsvCell() {}

    /** {@code value}, with an apostrophe before it if a spreadsheet would take it for a formula. */
    static String inert(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
