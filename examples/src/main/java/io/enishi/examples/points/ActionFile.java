package io.enishi.examples.points;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

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

    private static final List<String> TIME_COLUMNS = List.of("ts_ms", "time", "occurred_at", "occurredAt", "date");
    private static final int MOST_DIGITS = 18;

    /** Which columns tell what, and how. */
    record Columns(
            String customer, String id, String type, String time, ZoneId zone, int decimals, Set<String> texts) {}

    private final Path file;
    private final Charset charset;
    private final Columns columns;
    private final List<String> rejected = new ArrayList<>();
    private long lines;
    private long bad;

    ActionFile(Path file, Charset charset, Columns columns) {
        this.file = file;
        this.charset = charset;
        this.columns = columns;
    }

    /** Lines read so far, without the header. */
    long lines() {
        return lines;
    }

    /** How many of them became no event. */
    long bad() {
        return bad;
    }

    /** The first of those, with the reason. */
    List<String> rejected() {
        return List.copyOf(rejected);
    }

    /** Hands every event to {@code to}, with whoever it happened to. */
    void forEach(BiConsumer<String, CustomerEvent> to) throws IOException {
        String name = file.getFileName().toString();
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream text = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
                readLog(text, to);
                return;
            }
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(text, charset), 1 << 16)) {
                readCsv(reader, to);
            }
        }
    }

    private void reject(long line, String reason) {
        bad++;
        if (rejected.size() < 5) {
            rejected.add("line " + line + ": " + reason);
        }
    }

    private void readLog(InputStream log, BiConsumer<String, CustomerEvent> to) throws IOException {
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
                reject(line.line(), line.reason().key() + ": " + line.detail());
            }
        });
    }

    private void readCsv(BufferedReader reader, BiConsumer<String, CustomerEvent> to) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
            Header header = null;
            for (NamedCsvRecord row : rows) {
                if (header == null) {
                    header = new Header(row.getHeader());
                }
                lines++;
                try {
                    List<String> fields = header.complete(row.getFields());
                    String customer = fields.get(header.customer).strip();
                    if (customer.isEmpty()) {
                        throw new IllegalArgumentException("no customer");
                    }
                    to.accept(customer, header.event(fields, customer, lines));
                } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                    reject(row.getStartingLineNumber(), String.valueOf(e.getMessage()));
                }
            }
        } catch (CsvParseException e) {
            throw new DefinitionException(new Problem(
                    file.getFileName() + ", line " + (lines + 2),
                    "not readable as CSV from here on: " + e.getMessage(),
                    ""));
        }
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

        Header(List<String> header) {
            this.names = header.stream().map(String::strip).toList();
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
                throw new DefinitionException(new Problem(
                        file.getFileName().toString(),
                        "the file has no column \"" + column + '"',
                        "it has " + String.join(", ", names)));
            }
            return at;
        }

        /** The fields of a row that has as many as the header, in an encoding that was understood. */
        List<String> complete(List<String> fields) {
            if (fields.size() != names.size()) {
                throw new IllegalArgumentException(
                        "wrong number of fields: " + fields.size() + " where the header has " + names.size());
            }
            if (fields.stream().anyMatch(CsvTable::isGarbled)) {
                throw new IllegalArgumentException(CsvTable.NOT_UTF_8);
            }
            return fields;
        }

        CustomerEvent event(List<String> fields, String who, long line) {
            String written = fields.get(type).strip();
            EventId eventId = id < 0 || fields.get(id).isBlank()
                    ? EventId.of(line)
                    : EventId.from(fields.get(id).strip());
            String from = source < 0 || fields.get(source).isBlank()
                    ? "file"
                    : fields.get(source).strip();
            return CustomerEvent.of(
                    from,
                    eventId,
                    Identifier.member(who),
                    instant(fields.get(time).strip()),
                    body(written, fields));
        }

        private EventBody body(String written, List<String> fields) {
            return switch (written) {
                case "order.placed" ->
                    new EventBody.OrderPlaced(Order.ofTotal(text(fields, order, "order"), "ec", money(fields)));
                case "order.cancelled" -> new EventBody.OrderCancelled(text(fields, order, "order"), money(fields), "");
                case "order.refunded" ->
                    new EventBody.OrderRefunded(text(fields, order, "order"), money(fields), List.of());
                default -> custom(written.startsWith("custom:") ? written.substring(7) : written, fields);
            };
        }

        private String text(List<String> fields, int column, String name) {
            if (column < 0 || fields.get(column).isBlank()) {
                throw new IllegalArgumentException("an event about an order needs a value in column \"" + name + '"');
            }
            return fields.get(column).strip();
        }

        private Money money(List<String> fields) {
            String code = currency < 0 || fields.get(currency).isBlank()
                    ? "JPY"
                    : fields.get(currency).strip();
            return Money.of(new BigDecimal(text(fields, amount, "amount")).longValueExact(), code);
        }

        private EventBody custom(String name, List<String> fields) {
            Map<String, AttributeValue> attributes = new HashMap<>();
            for (int column = 0; column < names.size(); column++) {
                if (column == customer || column == type || column == time || column == id || column == source) {
                    continue;
                }
                String value = fields.get(column).strip();
                if (!value.isEmpty()) {
                    attributes.put(names.get(column), attribute(names.get(column), value));
                }
            }
            return new EventBody.Custom(name, Initiator.CUSTOMER, attributes);
        }

        private AttributeValue attribute(String column, String value) {
            if (columns.texts().contains(column) || !looksLikeNumber(value)) {
                return AttributeValue.of(value);
            }
            return AttributeValue.of(
                    new BigDecimal(value).movePointRight(columns.decimals()).longValueExact());
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

    private Instant instant(String written) {
        if (written.isEmpty()) {
            throw new IllegalArgumentException("no time");
        }
        if (looksLikeNumber(written) && written.indexOf('.') < 0) {
            return Instant.ofEpochMilli(Long.parseLong(written));
        }
        return parse(written, columns.zone());
    }

    /** An instant, a local date and time, or a date, which means its beginning. */
    static Instant parse(String written, ZoneId zone) {
        String iso = written.length() > 10 && written.charAt(10) == ' ' ? written.replace(' ', 'T') : written;
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
        }
        boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }
}
