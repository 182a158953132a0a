package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Interval;
import java.util.Locale;

/** Numbers as reports print them, alike on every machine. */
final class Numbers {

    private Numbers() {}

    static boolean isJapanese(Locale locale) {
        return locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String p(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    /** A share in percent. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** A difference of shares in percentage points. */
    static String points(double difference, boolean japanese) {
        return String.format(Locale.ROOT, "%.2f", 100 * difference) + (japanese ? " ポイント" : " points");
    }

    static String signedPoints(double difference) {
        return String.format(Locale.ROOT, "%+.2f", 100 * difference);
    }

    static String money(double amount) {
        return String.format(Locale.ROOT, "%,.1f", amount);
    }

    static String signedMoney(double amount) {
        return String.format(Locale.ROOT, "%+,.1f", amount);
    }

    static String signedPercent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    static String points(Interval interval, boolean japanese) {
        return signedPoints(interval.low()) + (japanese ? " ~ " : " to ") + signedPoints(interval.high());
    }

    static String money(Interval interval, boolean japanese) {
        return signedMoney(interval.low()) + (japanese ? " ~ " : " to ") + signedMoney(interval.high());
    }
}
