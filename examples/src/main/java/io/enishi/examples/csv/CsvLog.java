package io.enishi.examples.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvMapping.Grouping;
import io.enishi.examples.csv.CsvMapping.Missing;
import io.enishi.examples.csv.CsvMapping.Orders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, read by a mapping.
 *
 * @param events one for each order, in time order, ties by line number
 * @param lines data lines of the file, without the header
 * @param report lines that became no event
 */
public record CsvLog(List<CustomerEvent> events, long lines, LineReport report) {

    public static final String NO_CUSTOMER = "no customer id";
    static final String NO_KEY = "no order key";
    static final String COLUMNS = "wrong number of columns";
    static final String TIME = "unreadable time";
    static final String QUANTITY = "unreadable quantity";
    static final String AMOUNT = "unreadable amount";
    static final String TOO_FINE = "amount has more decimals than its currency";
    static final String TOO_LARGE = "amounts of the order add up to too much";
    static final String TOO_LONG = "text too long";

    private static final int BUFFER = 1 << 16;

    public CsvLog {
        events = Collections.unmodifiableList(events);
    }

    /**
     * Reads the whole stream, gzipped or not, and closes it.
     *
     * @throws DefinitionException if the file lacks a column that the mapping names, or is not CSV
     */
    public static CsvLog read(InputStream file, CsvMapping mapping) throws IOException {
        Row row = new Row();
        try (InputStream plain = gunzipped(file);
                CsvReader<Row> reader = CsvReader.builder()
                        .fieldSeparator(mapping.layout().delimiter())
                        .detectBomHeader(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .build(row, plain, mapping.layout().charset())) {
            return new Reading(mapping, row).read(reader);
        } catch (CsvParseException e) {
            throw new DefinitionException(new Problem("line " + row.line(), "not readable as CSV from here on", ""));
        }
    }

    static InputStream gunzipped(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /** One pass over a file. */
    private static final class Reading {

        private static final Comparator<CustomerEvent> TIME_ORDER =
                Comparator.comparing(CustomerEvent::occurredAt).thenComparing(CustomerEvent::id);

        private final CsvMapping mapping;
        private final Orders orders;
        private final Row row;
        private final int decimals;
        private final LineReport report = new LineReport();
        private final List<OpenOrder> open = new ArrayList<>();
        private final Map<String, OpenOrder> byKey = new HashMap<>();
        private Columns columns = Columns.NONE;
        private @Nullable OpenOrder last;
        private String lastTime = "";
        private @Nullable Instant lastInstant;

        Reading(CsvMapping mapping, Row row) {
            this.mapping = mapping;
            this.orders = mapping.orders();
            this.row = row;
            this.decimals = Math.max(0, orders.currency().getDefaultFractionDigits());
        }

        CsvLog read(CsvReader<Row> reader) {
            long lines = 0;
            for (Row ignored : reader) {
                if (columns.count() == 0) {
                    columns = Columns.find(mapping, row.texts());
                    row.keepOnly(columns.wanted());
                    if (mapping.layout().header()) {
                        continue;
                    }
                }
                lines++;
                String problem = readLine();
                if (problem != null) {
                    report.reject(row.line(), problem);
                }
            }
            return new CsvLog(events(), lines, report);
        }

        /** Takes the line into its order, or tells why not. */
        private @Nullable String readLine() {
            if (row.columns() != columns.count()) {
                return COLUMNS;
            }
            String customer = row.text(columns.customer());
            if (customer.isBlank()) {
                if (mapping.customer().missing() == Missing.REJECT) {
                    return NO_CUSTOMER;
                }
                report.skip(row.line(), NO_CUSTOMER);
                return null;
            }
            String key = columns.key() < 0 ? "line-" + row.line() : row.text(columns.key());
            String product = columns.product() < 0 ? "unknown" : row.text(columns.product());
            if (key.isBlank()) {
                return NO_KEY;
            }
            if (customer.length() > Identifier.MAX_LENGTH || key.length() > 200 || product.length() > 200) {
                return TOO_LONG;
            }
            Instant at = instant(row.text(columns.time()));
            long pieces = columns.quantity() < 0 ? 1 : Numerals.whole(row.text(columns.quantity()));
            long price = Numerals.minorUnits(row.text(columns.price()), decimals, orders.rounds());
            if (at == null) {
                return TIME;
            }
            if (pieces == Numerals.UNREADABLE) {
                return QUANTITY;
            }
            if (price == Numerals.UNREADABLE || price == Numerals.TOO_FINE) {
                return price == Numerals.TOO_FINE ? TOO_FINE : AMOUNT;
            }
            order(key, customer, at)
                    .add(product.isBlank() ? "unknown" : product, pieces, new Money(price, orders.currency()));
            return null;
        }

        /** The order that the line belongs to; a new one starts at this line. */
        private OpenOrder order(String key, String customer, Instant at) {
            OpenOrder order = last;
            if (orders.grouping() == Grouping.LINE || order == null || !order.isOf(key, customer)) {
                // Keys are expected to be one customer's; where they are not, each customer has an order of that key.
                String group = key + '\n' + customer;
                order = orders.grouping() == Grouping.KEY ? byKey.get(group) : null;
                if (order == null) {
                    boolean cancellation = orders.cancellation() != null
                            && key.startsWith(orders.cancellation().keyStartsWith());
                    order = new OpenOrder(row.line(), at, customer, key, cancellation);
                    open.add(order);
                    byKey.put(group, order);
                }
            }
            last = order;
            return order;
        }

        private @Nullable Instant instant(String text) {
            if (!text.equals(lastTime)) {
                lastTime = text;
                lastInstant = parsed(text);
            }
            return lastInstant;
        }

        private @Nullable Instant parsed(String text) {
            try {
                TemporalAccessor time = mapping.time()
                        .format()
                        .parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
                if (time instanceof ZonedDateTime zoned) {
                    return zoned.toInstant();
                }
                LocalDateTime local =
                        time instanceof LocalDateTime dateTime ? dateTime : ((LocalDate) time).atStartOfDay();
                Instant instant = local.atZone(mapping.time().zone()).toInstant();
                return local.getYear() >= 1900 && local.getYear() < 2199 ? instant : null;
            } catch (DateTimeException e) {
                return null;
            }
        }

        private List<CustomerEvent> events() {
            List<CustomerEvent> events = new ArrayList<>(open.size());
            for (OpenOrder order : open) {
                try {
                    events.add(order.event(mapping));
                } catch (ArithmeticException e) {
                    for (int i = 0; i < order.lines(); i++) {
                        report.reject(order.firstLine, TOO_LARGE);
                    }
                }
            }
            events.sort(TIME_ORDER);
            return events;
        }
    }

    /**
     * Where the wanted columns stand, from 0; -1 where the mapping names none.
     *
     * @param count columns of every line
     */
    private record Columns(int count, int customer, int time, int key, int product, int quantity, int price) {

        static final Columns NONE = new Columns(0, -1, -1, -1, -1, -1, -1);

        /** @throws DefinitionException naming every column that the file lacks */
        static Columns find(CsvMapping mapping, String[] firstLine) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < firstLine.length; i++) {
                names.add(mapping.layout().header() ? firstLine[i].strip() : String.valueOf(i + 1));
            }
            List<Problem> problems = mapping.columns().stream()
                    .filter(column -> !names.contains(column))
                    .map(column -> new Problem(
                            "", "the file has no column \"" + column + '"', "it has " + String.join(", ", names)))
                    .toList();
            if (!problems.isEmpty()) {
                throw new DefinitionException(problems);
            }
            Orders orders = mapping.orders();
            return new Columns(
                    names.size(),
                    names.indexOf(mapping.customer().column()),
                    names.indexOf(mapping.time().column()),
                    indexOf(names, orders.key()),
                    indexOf(names, orders.product()),
                    indexOf(names, orders.quantity()),
                    names.indexOf(orders.price()));
        }

        private static int indexOf(List<String> names, @Nullable String column) {
            return column == null ? -1 : names.indexOf(column);
        }

        boolean[] wanted() {
            boolean[] wanted = new boolean[count];
            for (int column : new int[] {customer, time, key, product, quantity, price}) {
                if (column >= 0) {
                    wanted[column] = true;
                }
            }
            return wanted;
        }
    }
}
