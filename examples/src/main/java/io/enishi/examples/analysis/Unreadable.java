package io.enishi.examples.analysis;

import io.enishi.examples.csv.Fields;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.csv.OneCurrency;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A row that cannot be read; the report counts by the reason and tells the detail. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String detail;

    Unreadable(String reason, @Nullable String detail) {
        super(reason, null, false, false);
        this.reason = reason;
        this.detail = detail == null ? "" : detail;
    }

    void in(LineReport report, long line) {
        report.reject(line, reason, detail);
    }

    /** The id of whoever a row is about. */
    static String noBlank(String what, String text) throws Unreadable {
        String id = text.strip();
        if (id.isEmpty()) {
            throw new Unreadable("no " + what, "");
        }
        return id;
    }

    /** An amount that is not negative, to be added up exactly. */
    static BigDecimal exactAmount(String what, String text) throws Unreadable {
        amount(what, text);
        try {
            return Fields.exact(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("unreadable " + what, e.getMessage());
        }
    }

    /** An amount that is not negative. */
    static double amount(String what, String text) throws Unreadable {
        double number;
        try {
            number = Fields.bounded(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("unreadable " + what, e.getMessage());
        }
        if (number < 0) {
            throw new Unreadable(
                    "negative " + what, text.strip() + "; take refunds off their order, or leave them out");
        }
        return number;
    }

    /** Nothing, where a row's currency is that of the rows before it. */
    static void unlessOf(OneCurrency currency, String text) throws Unreadable {
        String doubt = currency.differs(text);
        if (doubt != null) {
            throw new Unreadable(OneCurrency.REASON, doubt);
        }
    }
}
