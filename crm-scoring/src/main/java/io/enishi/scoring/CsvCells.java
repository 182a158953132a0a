package io.enishi.scoring;

/** Cells of CSV files that people open in a spreadsheet. */
final class CsvCells {

    private CsvCells() {}

    /**
     * A text as a cell (RFC 4180). One that a spreadsheet would take for a formula, because it begins with {@code = + - @}, a tab or a line
     * break, gets an apostrophe in front; so does one behind leading blanks, which some spreadsheets skip.
     */
    static String text(String text) {
        String shown = looksLikeFormula(text) ? "'" + text : text;
        boolean quoted = shown.indexOf('"') >= 0
                || shown.indexOf(',') >= 0
                || shown.indexOf('\n') >= 0
                || shown.indexOf('\r') >= 0;
        return quoted ? '"' + shown.replace("\"", "\"\"") + '"' : shown;
    }

    private static boolean looksLikeFormula(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char begin = text.charAt(0);
        if (begin == '\t' || begin == '\r' || begin == '\n') {
            return true;
        }
        String stripped = text.strip();
        // Full-width signs are formulas too, once a Japanese spreadsheet has folded them.
        return !stripped.isEmpty() && "=+-@＝＋－＠".indexOf(stripped.charAt(0)) >= 0;
    }
}
