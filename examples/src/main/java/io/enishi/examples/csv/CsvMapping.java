package io.enishi.examples.csv;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Scheme;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a CSV file become customer events. Columns are named as in the header, or by their number from 1 where there
 * is none.
 *
 * @param source source of the events
 * @param site site of the orders
 * @param layout how the file is written
 * @param customer who
 * @param time when
 * @param orders what
 * @param zone the customers' zone, for rules that count calendar months
 * @param rules files of rules that apply unless others are given, relative to the mapping file
 */
public record CsvMapping(
        String source,
        String site,
        Layout layout,
        Customer customer,
        Time time,
        Orders orders,
        ZoneId zone,
        List<String> rules) {

    public CsvMapping {
        Names.requireName("source", source, 64);
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(orders, "orders");
        Objects.requireNonNull(zone, "zone");
        rules = List.copyOf(rules);
    }

    /**
     * Reads a mapping from YAML.
     *
     * @throws DefinitionException with all problems at once
     */
    public static CsvMapping parse(String yaml) {
        return MappingReader.read(yaml);
    }

    /** Every column that the mapping reads. */
    public SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>(List.of(customer.column(), time.column()));
        addIfGiven(columns, orders.key());
        addIfGiven(columns, orders.product());
        addIfGiven(columns, orders.quantity());
        columns.add(orders.price());
        return columns;
    }

    private static void addIfGiven(SortedSet<String> columns, @Nullable String column) {
        if (column != null) {
            columns.add(column);
        }
    }

    /**
     * How the file is written.
     *
     * @param charset of the text
     * @param delimiter between columns
     * @param header whether the first line names the columns
     */
    public record Layout(Charset charset, char delimiter, boolean header) {}

    /**
     * Whose line it is.
     *
     * @param column the customer's id
     * @param scheme what kind of identifier it is
     * @param missing what to do with a line without it
     */
    public record Customer(String column, Scheme scheme, Missing missing) {}

    /** What to do with a line without a customer id; it is counted in either case. */
    public enum Missing {
        /** Expected: leave it out. */
        SKIP,
        /** An error of the file. */
        REJECT
    }

    /**
     * When it happened.
     *
     * @param column date or date and time
     * @param format how it is written; a date alone means the start of that day
     * @param zone the zone of the text
     */
    public record Time(String column, DateTimeFormatter format, ZoneId zone) {}

    /**
     * What was bought.
     *
     * @param grouping how lines form orders
     * @param key order number; may be absent when every line is an order
     * @param product product id; absent when only totals are known
     * @param quantity pieces; absent for one
     * @param price price of one piece
     * @param currency of the price
     * @param rounds whether a price with more decimals than its currency is rounded half up; else its line is rejected
     * @param cancellation what a cancellation looks like; absent when there are none
     */
    public record Orders(
            Grouping grouping,
            @Nullable String key,
            @Nullable String product,
            @Nullable String quantity,
            String price,
            Currency currency,
            boolean rounds,
            @Nullable Cancellation cancellation) {}

    /** How lines form orders. */
    public enum Grouping {
        /** Every line is an order. */
        LINE,
        /** Neighbouring lines with the same key. */
        CONSECUTIVE,
        /** All lines with the same key, wherever they stand in the file. */
        KEY
    }

    /**
     * What a cancellation looks like.
     *
     * @param keyStartsWith first characters of its order number
     * @param becomes the event it is
     */
    public record Cancellation(String keyStartsWith, Undoing becomes) {}

    /** Events that undo orders. */
    public enum Undoing {
        /** {@code order.cancelled}: the whole order, without its lines. */
        CANCELLED,
        /** {@code order.refunded}: goods or money came back, with lines. */
        REFUNDED
    }
}
