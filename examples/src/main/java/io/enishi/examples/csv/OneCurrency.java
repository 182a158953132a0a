package io.enishi.examples.csv;

import org.jspecify.annotations.Nullable;

/** The currency of the rows so far: amounts of two cannot be added up, and no rate is ours to choose. */
public final class OneCurrency {

    /** Why a row of a second currency is rejected. */
    public static final String REASON = "another currency";

    private String first = "";

    /** What is wrong with a row of this currency; null if nothing is. */
    public @Nullable String differs(String text) {
        String code = text.strip();
        if (code.isEmpty()) {
            return "none; every row needs one";
        }
        first = first.isEmpty() ? code : first;
        return code.equals(first)
                ? null
                : '"' + code + "\" where the first row has \"" + first + "\"; convert to one first";
    }
}
