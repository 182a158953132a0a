package io.enishi.scenario.experiment;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Percentages as people write them: {@code 25%}. */
final class Share {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,320})?%");
    static final String ADVICE = "write \"25%\", with at most two decimals";

    private Share() {}

    /** In buckets; empty if the text is no percentage from 0 to 100 with at most two decimals. */
    static OptionalInt read(String text) {
        if (!PERCENT.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        BigDecimal buckets = percent(text).movePointRight(2).stripTrailingZeros();
        return buckets.scale() > 0 || buckets.compareTo(BigDecimal.valueOf(Buckets.COUNT)) > 0
                ? OptionalInt.empty()
                : OptionalInt.of(buckets.intValueExact());
    }

    /** @throws IllegalArgumentException if {@link #read} finds none */
    static int parse(String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a share must be a percentage from 0% to 100% with at most two decimals, but was \""
                                + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + '"'));
    }

    static String ofBuckets(int buckets) {
        return plain(BigDecimal.valueOf(buckets, 2));
    }

    /** As a share of 1; empty if the text is no percentage. */
    static OptionalDouble readFraction(String text) {
        return PERCENT.matcher(text).matches()
                ? OptionalDouble.of(percent(text).movePointLeft(2).doubleValue())
                : OptionalDouble.empty();
    }

    /** Read back to the same number. */
    static String ofFraction(double fraction) {
        return plain(new BigDecimal(Double.toString(fraction)).movePointRight(2));
    }

    private static String plain(BigDecimal percent) {
        BigDecimal shown = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
        return shown.toPlainString() + "%";
    }

    private static BigDecimal percent(String text) {
        return new BigDecimal(text.substring(0, text.length() - 1));
    }
}
