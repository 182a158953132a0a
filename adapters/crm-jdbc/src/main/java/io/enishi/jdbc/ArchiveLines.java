package io.enishi.jdbc;

import io.enishi.jdbc.ArchiveTable.Column;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The lines of an archive: each an object with one member, whose name says what the line is. */
final class ArchiveLines {

    /** The version that is written, and the only one that is read. */
    static final int FORMAT = 1;

    private static final String HEADER = "archive";
    private static final String END = "end";
    private static final HexFormat HEX = HexFormat.of();
    /** Decisions about many events are long; the parser's usual limit guards servers against strangers. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, ArchiveTable> TABLES =
            ArchiveTable.ALL.stream().collect(Collectors.toMap(ArchiveTable::name, Function.identity()));
    /** A name that is surely no value of somebody's. */
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

    private ArchiveLines() {}

    /** The first line: {@code {"archive":{"format":1,"schema":1,"shop":"my-shop"}}}. */
    record Header(long format, long schema, String shop) {}

    /** A row, with its values in the order of the table's columns. */
    record Row(ArchiveTable table, List<Object> values) {}

    // ---------------------------------------------------------------- writing

    static String header(Header header) {
        return line(HEADER, out -> {
            out.writeNumberProperty("format", header.format);
            out.writeNumberProperty("schema", header.schema);
            out.writeStringProperty("shop", header.shop);
        });
    }

    /** The row that {@code row} stands on. */
    static String row(ArchiveTable table, ResultSet row) throws SQLException {
        List<Column> columns = table.columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (columns.get(i).kind()) {
                case BYTES -> row.getBytes(i + 1);
                case NUMBER -> row.getLong(i + 1);
                case TEXT -> row.getString(i + 1);
                case FLAG -> row.getBoolean(i + 1);
            };
            if (row.wasNull()) {
                values[i] = null;
            }
        }
        return line(table.name(), out -> {
            for (int i = 0; i < values.length; i++) {
                write(out, columns.get(i).name(), values[i]);
            }
        });
    }

    /** The last line: how many rows of each table there are, of all tables. */
    static String end(Map<String, Long> rows) {
        return line(END, out -> rows.forEach(out::writeNumberProperty));
    }

    private static void write(JsonGenerator out, String name, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            out.writeStringProperty(name, HEX.formatHex(bytes));
        } else if (value instanceof Long number) {
            out.writeNumberProperty(name, number);
        } else if (value instanceof Boolean flag) {
            out.writeBooleanProperty(name, flag);
        } else if (value != null) {
            out.writeStringProperty(name, (String) value);
        }
    }

    private interface Members {
        void write(JsonGenerator out);
    }

    private static String line(String name, Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeObjectPropertyStart(name);
            members.write(out);
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    // ---------------------------------------------------------------- reading

    static Header readHeader(long line, String text) {
        Parsed parsed = parse(line, text);
        if (!parsed.name.equals(HEADER)) {
            throw new ArchiveException(
                    line,
                    "an archive begins with its \"archive\" line; give all lines that the export wrote, in order");
        }
        Object format = parsed.members.get("format");
        if (!(format instanceof Long number) || number != FORMAT) {
            throw new ArchiveException(
                    line,
                    "the archive has format " + (format instanceof Long ? format : "(none)")
                            + ", but this release of crm-jdbc reads format " + FORMAT
                            + "; import it with the release that wrote it, or export it anew with this one");
        }
        if (!(parsed.members.get("schema") instanceof Long schema)
                || !(parsed.members.get("shop") instanceof String shop)
                || parsed.members.size() != 3) {
            throw new ArchiveException(
                    line, "the \"archive\" line has exactly format, schema and shop; export the shop again");
        }
        return new Header(number, schema, shop);
    }

    /** A row; null when it is the last line, which then has to tell {@code rows}. */
    static @Nullable Row readRow(long line, String text, Map<String, Long> rows) {
        Parsed parsed = parse(line, text);
        if (parsed.name.equals(END)) {
            checkEnd(line, parsed.members, rows);
            return null;
        }
        ArchiveTable table = TABLES.get(parsed.name);
        if (table == null) {
            throw new ArchiveException(
                    line,
                    "there is no table " + shown(parsed.name)
                            + "; the archive is of another release or was changed by hand: export the shop again");
        }
        Object[] values = new Object[table.columns().size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            Column column = table.columns().get(i);
            Object value = parsed.members.get(column.name());
            found += value == null ? 0 : 1;
            values[i] = value(line, table, column, value);
        }
        if (found < parsed.members.size()) {
            checkFields(line, table, parsed.members.keySet());
        }
        return new Row(table, List.of(values));
    }

    private static Object value(long line, ArchiveTable table, Column column, @Nullable Object value) {
        if (value == null && column.optional()) {
            return switch (column.kind()) {
                case NUMBER -> Sql.Absent.NUMBER;
                case BYTES -> Sql.Absent.BYTES;
                case TEXT, FLAG -> Sql.Absent.TEXT;
            };
        }
        switch (column.kind()) {
            case BYTES -> {
                if (value instanceof String text) {
                    try {
                        return HEX.parseHex(text);
                    } catch (IllegalArgumentException broken) {
                        throw refused(line, table, column, "must be pairs of hexadecimal digits");
                    }
                }
                throw refused(line, table, column, "must be pairs of hexadecimal digits");
            }
            case NUMBER -> {
                if (value instanceof Long) {
                    return value;
                }
                throw refused(line, table, column, "must be a whole number of at most 64 bits");
            }
            case TEXT -> {
                if (value instanceof String) {
                    return value;
                }
                throw refused(line, table, column, "must be a text");
            }
            case FLAG -> {
                if (value instanceof Boolean) {
                    return value;
                }
                throw refused(line, table, column, "must be true or false");
            }
        }
        throw new IllegalStateException("no such kind");
    }

    private static ArchiveException refused(long line, ArchiveTable table, Column column, String rule) {
        return new ArchiveException(
                line,
                "field " + column.name() + " of table " + table.name() + " " + rule
                        + "; the line was cut or changed: export the shop again");
    }

    private static void checkFields(long line, ArchiveTable table, Set<String> fields) {
        Set<String> known = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        for (String field : fields) {
            if (!known.contains(field)) {
                throw new ArchiveException(
                        line,
                        "table " + table.name() + " has no field " + shown(field)
                                + "; the archive is of another release or was changed by hand: export the shop again");
            }
        }
    }

    private static void checkEnd(long line, Map<String, Object> told, Map<String, Long> rows) {
        for (ArchiveTable table : ArchiveTable.ALL) {
            Object count = told.get(table.name());
            long came = rows.getOrDefault(table.name(), 0L);
            if (!Objects.equals(count, came)) {
                throw new ArchiveException(
                        line,
                        "the last line tells of " + (count instanceof Long ? count : "no")
                                + " rows of table " + table.name() + ", but " + came
                                + " came; lines were lost or added: export the shop again");
            }
        }
    }

    private static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "(name not shown)";
    }

    private record Parsed(String name, Map<String, Object> members) {}

    private static Parsed parse(long line, String text) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            require(line, in.nextToken() == JsonToken.START_OBJECT);
            require(line, in.nextToken() == JsonToken.PROPERTY_NAME);
            String name = in.currentName();
            require(line, in.nextToken() == JsonToken.START_OBJECT);
            Map<String, Object> members = new LinkedHashMap<>();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = in.currentName();
                members.put(member, scalar(line, in, in.nextToken()));
            }
            require(line, in.currentToken() == JsonToken.END_OBJECT);
            require(line, in.nextToken() == JsonToken.END_OBJECT);
            require(line, in.nextToken() == null);
            return new Parsed(name, members);
        } catch (JacksonException broken) { // its message quotes the line
            throw new ArchiveException(line, "is not whole JSON; it was cut or changed: export the shop again");
        }
    }

    private static Object scalar(long line, JsonParser in, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw notALine(line);
        };
    }

    private static void require(long line, boolean holds) {
        if (!holds) {
            throw notALine(line);
        }
    }

    private static ArchiveException notALine(long line) {
        return new ArchiveException(
                line, "must be one object such as {\"customer\":{...}} with plain values; export the shop again");
    }
}
