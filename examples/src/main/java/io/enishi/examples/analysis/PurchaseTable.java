package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Dates;
import io.enishi.examples.csv.LastDays;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.csv.OneCurrency;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the purchases are and which columns mean what; and the purchases, once read. */
final class PurchaseTable {

    @Option(names = "--log", paramLabel = "FILE", description = "CSV with a header line; may be gzipped")
    @Nullable
    Path log;

    @Option(names = "--customer", paramLabel = "COL", description = "column of the customer's id")
    @Nullable
    String customer;

    @Option(
            names = "--date",
            paramLabel = "COL",
            description = "column of the date: 2026-04-01, 2026/4/1, 20260401, a time may follow")
    @Nullable
    String date;

    @Option(
            names = "--order",
            paramLabel = "COL",
            description = "column of the order number: rows of one customer and order are one purchase")
    @Nullable
    String order;

    @Option(names = "--amount", paramLabel = "COL", description = "column of the amount, not negative")
    @Nullable
    String amount;

    @Option(
            names = "--quantity",
            paramLabel = "COL",
            description = "column of pieces, where the amount is the price of one; not negative")
    @Nullable
    String quantity;

    @Option(
            names = "--currency",
            paramLabel = "COL",
            description = "column of the currency; rows of more than one are refused")
    @Nullable
    String currency;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "last day that is looked at, later rows are left out. The log's last day unless given")
    @Nullable
    String until;

    /**
     * A purchase.
     *
     * @param at the time of its first row
     * @param amount what its rows come to; zero where no amount was asked for
     * @param products of its rows, where asked for
     * @param segment the segment of its first row, where asked for
     */
    record Bought(String customer, LocalDateTime at, BigDecimal amount, List<String> products, String segment) {
        LocalDate day() {
            return at.toLocalDate();
        }
    }

    private static final class Open {
        final String customer;
        LocalDateTime at;
        BigDecimal amount = BigDecimal.ZERO;
        final List<String> products = new ArrayList<>(1);
        final String segment;

        Open(String customer, LocalDateTime at, String segment) {
            this.customer = customer;
            this.at = at;
            this.segment = segment;
        }
    }

    /** How rows without an order number are put together. */
    enum Without {
        /** Each row is a purchase. */
        EACH_ROW,
        /** The rows of a customer and day are one basket. */
        EACH_DAY
    }

    /** The last day to look at, where one was named. */
    @Nullable
    LocalDate until() {
        return day("--until", until);
    }

    static @Nullable LocalDate day(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Dates.day(text);
        } catch (IllegalArgumentException e) {
            throw new DefinitionException(new Problem(option, String.valueOf(e.getMessage()), ""));
        }
    }

    /**
     * Reads the purchases up to {@link #until}, in the order of their first rows.
     *
     * @param product column of the product, empty for none
     * @param segment column of the customer's segment, empty for none
     */
    List<Bought> read(LineReport report, Charset charset, String product, String segment, Without withoutOrder)
            throws IOException {
        Rows rows = new Rows(report, until(), withoutOrder, !product.isEmpty());
        List<String> columns = List.of(
                Objects.requireNonNull(customer),
                Objects.requireNonNull(date),
                Analysis.orEmpty(order),
                Analysis.orEmpty(amount),
                Analysis.orEmpty(quantity),
                Analysis.orEmpty(currency),
                product,
                segment);
        new CsvTable(Objects.requireNonNull(log), columns, charset).read(report, rows);
        List<Bought> bought = new ArrayList<>(rows.open.size());
        for (Open one : rows.open) {
            bought.add(new Bought(one.customer, one.at, one.amount, List.copyOf(one.products), one.segment));
        }
        return bought;
    }

    static LastDays days(List<Bought> bought) {
        LastDays days = new LastDays();
        bought.forEach(one -> days.add(one.day()));
        return days;
    }

    private final class Rows implements CsvTable.Lines {

        private final LineReport report;
        private final @Nullable LocalDate last;
        private final Without withoutOrder;
        private final boolean wantsProduct;
        private final List<Open> open = new ArrayList<>();
        private final Map<List<String>, Open> byOrder = new HashMap<>();
        private String lastTime = "";
        private LocalDateTime time = LocalDateTime.MIN;
        private final OneCurrency code = new OneCurrency();

        Rows(LineReport report, @Nullable LocalDate last, Without withoutOrder, boolean wantsProduct) {
            this.report = report;
            this.last = last;
            this.withoutOrder = withoutOrder;
            this.wantsProduct = wantsProduct;
        }

        @Override
        public void line(long number, String[] texts) {
            try {
                add(number, texts);
            } catch (Unreadable e) {
                e.in(report, number);
            }
        }

        private void add(long number, String[] texts) throws Unreadable {
            String who = Unreadable.noBlank("customer id", texts[0]);
            LocalDateTime at = time(texts[1]);
            BigDecimal much = amount(texts[3], texts[4]);
            if (currency != null) {
                Unreadable.unlessOf(code, texts[5]);
            }
            String product = wantsProduct ? Unreadable.noBlank("product", texts[6]) : "";
            String key = order == null ? "" : Unreadable.noBlank("order number", texts[2]);
            if (last != null && at.toLocalDate().isAfter(last)) {
                report.skip(number, "after the last day");
                return;
            }
            Open one = open(who, key, at, texts[7].strip());
            one.amount = one.amount.add(much);
            if (wantsProduct) {
                one.products.add(product);
            }
        }

        private Open open(String who, String key, LocalDateTime at, String segment) {
            if (order == null && withoutOrder == Without.EACH_ROW) {
                Open one = new Open(who, at, segment);
                open.add(one);
                return one;
            }
            String which = order == null ? at.toLocalDate().toString() : key;
            return byOrder.computeIfAbsent(List.of(who, which), first -> {
                Open one = new Open(who, at, segment);
                open.add(one);
                return one;
            });
        }

        private LocalDateTime time(String text) throws Unreadable {
            if (!text.equals(lastTime) || time.equals(LocalDateTime.MIN)) {
                try {
                    time = Dates.time(text);
                    lastTime = text;
                } catch (IllegalArgumentException e) {
                    throw new Unreadable("unreadable date", e.getMessage());
                }
            }
            return time;
        }

        private BigDecimal amount(String text, String pieces) throws Unreadable {
            if (amount == null) {
                return BigDecimal.ZERO;
            }
            BigDecimal much = Unreadable.exactAmount("amount", text);
            return quantity == null ? much : much.multiply(Unreadable.exactAmount("quantity", pieces));
        }
    }
}
