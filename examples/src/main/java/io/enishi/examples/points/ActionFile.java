package io.enishi.examples.points;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventLog;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Dates;
import io.enishi.examples.csv.Fields;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.csv.OneCurrency;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What people did, from a CSV file (one line an event) or a JSON Lines log, gzipped or not.
 *
 * <p>The columns of a CSV file: {@code customer}, {@code type} and {@code time} are required, {@code event_id} and {@code source} are
 * read if there; the first two of these and the time have options to name them. All other columns are fields of the event. A type of
 * the standard vocabulary that is about an order ({@code order.placed}, {@code order.cancelled}, {@code order.refunded}) needs the columns
 * {@code order} and {@code amount}, in minor units of {@code currency}, JPY unless there is such a column; every other type becomes a
 * custom one, with or without {@code custom:} before its name.
 */
final class ActionFile {

    /** The column whose numbers are milliseconds, whatever they look like. */
    private static final String COUNTED = "ts_ms";

    private static final List<String> TIME_COLUMNS = List.of(COUNTED, "time", "occurred_at", "occurredAt", "date");
    private static final int MOST_DIGITS = 18;
    /** From September 2001 to November 2286. */
    private static final int DIGITS_OF_SECONDS = 10;

    /** Which columns tell what, and how. */
    record Columns(
            String customer, String id, String type, String time, ZoneId zone, int decimals, Set<String> texts) {}

    private final Path file;
    private final Charset charset;
    private final Columns columns;
    private final OneCurrency money = new OneCurrency();
    private long lines;

    ActionFile(Path file, Charset charset, Columns columns) {
        this.file = file;
        this.charset = charset;
        this.columns = columns;
    }

    /** Lines read so far, without the header. */
    long lines() {
        return lines;
    }

    /** Hands every event to {@code to}, with whoever it happened to; lines that become none go to the report. */
    void read(LineReport report, BiConsumer<String, CustomerEvent> to) throws IOException {
        String name = file.getFileName().toString();
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            readLog(report, to);
        } else {
            readCsv(report, to);
        }
    }

    private void readLog(LineReport report, BiConsumer<String, CustomerEvent> to) throws IOException {
        try (InputStream log = CsvTable.gunzipped(Files.newInputStream(file))) {
            EventLog.read(log, new EventLog.Sink() {
                @Override
                public void event(long line, CustomerEvent event) {
                    lines++;
                    to.accept(event.identifiers().get(0).value(), event);
                }

                @Override
                public void shopEvent(long line, ShopEvent event) {
                    lines++; // happened to nobody
                }

                @Override
                public void setAside(EventLog.SetAside line) {
                    lines++;
                    report.reject(line.line(), line.reason().key(), line.detail());
                }
            });
        }
    }

    private void readCsv(LineReport report, BiConsumer<String, CustomerEvent> to) throws IOException {
        List<String> names = CsvTable.header(file, charset);
        Header header = new Header(names);
        new CsvTable(file, names, charset).read(report, (line, texts) -> {
            lines++;
            try {
                String customer = texts[header.customer].strip();
                if (customer.isEmpty()) {
                    report.reject(line, "no customer id");
                } else {
                    to.accept(customer, header.event(texts, customer, lines));
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                report.reject(line, "unreadable event", String.valueOf(e.getMessage()));
            }
        });
    }

    /** Where the columns stand. */
    private final class Header {

        private final List<String> names;
        private final int customer;
        private final int type;
        private final int time;
        private final int id;
        private final int source;
        private final int order;
        private final int amount;
        private final int currency;

        Header(List<String> names) {
            this.names = names;
            this.customer = required(columns.customer());
            this.type = required(columns.type());
            this.time = columns.time().isEmpty()
                    ? TIME_COLUMNS.stream()
                            .filter(names::contains)
                            .findFirst()
                            .map(names::indexOf)
                            .orElseGet(() -> required("time"))
                    : required(columns.time());
            this.id = names.indexOf(columns.id());
            this.source = names.indexOf("source");
            this.order = names.indexOf("order");
            this.amount = names.indexOf("amount");
            this.currency = names.indexOf("currency");
        }

        private int required(String column) {
            int at = names.indexOf(column);
            if (at < 0) {
                throw new DefinitionException(CsvTable.missing(file, column, names, charset));
            }
            return at;
        }

        CustomerEvent event(String[] fields, String who, long line) {
            String written = fields[type].strip();
            EventId eventId = id < 0 || fields[id].isBlank() ? EventId.of(line) : EventId.from(fields[id].strip());
            String from = source < 0 || fields[source].isBlank() ? "file" : fields[source].strip();
            return CustomerEvent.of(
                    from, eventId, Identifier.member(who), instant(fields[time].strip()), body(written, fields));
        }

        private Instant instant(String written) {
            return ActionFile.instant(written, columns.zone(), names.get(time).equals(COUNTED));
        }

        private EventBody body(String written, String[] fields) {
            return switch (written) {
                case "order.placed" ->
                    new EventBody.OrderPlaced(Order.ofTotal(text(fields, order, "order"), "ec", money(fields)));
                case "order.cancelled" -> new EventBody.OrderCancelled(text(fields, order, "order"), money(fields), "");
                case "order.refunded" ->
                    new EventBody.OrderRefunded(text(fields, order, "order"), money(fields), List.of());
                default -> custom(written.startsWith("custom:") ? written.substring(7) : written, fields);
            };
        }

        private String text(String[] fields, int column, String name) {
            if (column < 0 || fields[column].isBlank()) {
                throw new IllegalArgumentException("an event about an order needs a value in column \"" + name + '"');
            }
            return fields[column].strip();
        }

        private Money money(String[] fields) {
            String code = currency < 0 || fields[currency].isBlank() ? "JPY" : fields[currency].strip();
            String doubt = money.differs(code);
            if (doubt != null) {
                throw new IllegalArgumentException(OneCurrency.REASON + ": " + doubt);
            }
            String written = text(fields, amount, "amount");
            BigDecimal number = Fields.exact(written);
            if (number.signum() < 0) {
                throw new IllegalArgumentException(
                        "negative amount: " + number.toPlainString() + "; a refund is an event of its own");
            }
            return Money.of(whole(number, "amount", written, "give it in minor units of " + code), code);
        }

        /** As many minor units, or whatever a rule counts in. */
        private static long whole(BigDecimal number, String column, String written, String advice) {
            if (number.stripTrailingZeros().scale() > 0 || number.precision() - number.scale() > MOST_DIGITS) {
                throw new IllegalArgumentException(column + " \"" + written + "\" is not whole; " + advice);
            }
            return number.longValueExact();
        }

        private EventBody custom(String name, String[] fields) {
            Map<String, AttributeValue> attributes = new HashMap<>();
            for (int column = 0; column < names.size(); column++) {
                if (column == customer || column == type || column == time || column == id || column == source) {
                    continue;
                }
                String value = fields[column].strip();
                if (!value.isEmpty()) {
                    attributes.put(names.get(column), attribute(names.get(column), value));
                }
            }
            return new EventBody.Custom(name, Initiator.CUSTOMER, attributes);
        }

        private AttributeValue attribute(String column, String value) {
            if (columns.texts().contains(column) || (!looksLikeNumber(value) && !column.equals("amount"))) {
                return AttributeValue.of(value);
            }
            Fields.decimal(value); // an amount such as 1,234 would be a text that no rule counts
            return AttributeValue.of(whole(
                    new BigDecimal(value).movePointRight(columns.decimals()),
                    column,
                    value,
                    "--decimals says how many decimals count"));
        }
    }

    private static boolean looksLikeNumber(String value) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && digits <= MOST_DIGITS && points <= 1;
    }

    /**
     * A date with or without a time, or epoch milliseconds. Eight digits are a day; ten are refused, for they are seconds that somebody took for
     * milliseconds.
     *
     * @param counted whether numbers are milliseconds whatever they look like
     */
    static Instant instant(String written, ZoneId zone, boolean counted) {
        if (written.isEmpty()) {
            throw new IllegalArgumentException("no time");
        }
        boolean number = looksLikeNumber(written) && written.indexOf('.') < 0;
        if (!number || (!counted && Dates.isEightDigits(written))) {
            return Dates.instant(written, zone);
        }
        if (!counted && written.length() == DIGITS_OF_SECONDS) {
            throw new IllegalArgumentException(
                    '"' + written + "\" is a number of seconds; give milliseconds, or a date such as 2026-04-01");
        }
        return Instant.ofEpochMilli(Long.parseLong(written));
    }
}
