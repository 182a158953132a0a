package io.enishi.examples.host.post;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.CommandKey;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.examples.host.shop.Database;
import io.enishi.jdbc.JdbcInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the printer reports: a CSV file with the columns {@code key} and {@code result}, which is {@code delivered} or {@code returned}.
 * Each line becomes an event of that member, in the transaction that notes the result. A line that cannot be used is reported and the
 * others go on; a file that is read again changes nothing.
 */
public final class ResultFile {

    private static final Map<String, MessageStep> STEPS =
            Map.of("delivered", MessageStep.DELIVERED, "returned", MessageStep.BOUNCED);

    private final Database database;
    private final JdbcInbox inbox;

    public ResultFile(Database database, JdbcInbox inbox) {
        this.database = Objects.requireNonNull(database, "database");
        this.inbox = Objects.requireNonNull(inbox, "inbox");
    }

    /**
     * What became of a file.
     *
     * @param read lines that became events
     * @param problems what was wrong with the others, each with its line number and without personal data
     */
    public record Report(int read, List<String> problems) {
        public Report {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a file; {@code at} is when its results are known. */
    public Report read(Path file, Instant at) {
        int good = 0;
        List<String> problems = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord line : csv) {
                String problem = take(line, at);
                if (problem.isEmpty()) {
                    good++;
                } else {
                    problems.add("line " + line.getStartingLineNumber() + ": " + problem);
                }
            }
            return new Report(good, problems);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String take(NamedCsvRecord line, Instant at) {
        MessageStep step = STEPS.get(line.findField("result").orElse("").strip());
        if (step == null) {
            return "result must be one of delivered and returned";
        }
        CommandKey key;
        try {
            key = CommandKey.parse(line.findField("key").orElse(""));
        } catch (IllegalArgumentException notOurs) {
            return "key is not one that we wrote";
        }
        return database.transaction(transaction -> {
            Optional<Row> row = row(transaction, key);
            if (row.isEmpty()) {
                return "no row with this key was sent";
            }
            if (!row.get().result().equals(step.type())) {
                note(transaction, key, step);
                if (row.get().batch().equals(PostalChannel.BATCH)) {
                    inbox.queue(transaction, event(key, row.get(), step, at));
                }
            }
            return "";
        });
    }

    private record Row(String batch, String member, String content, String result) {}

    private static CustomerEvent event(CommandKey key, Row row, MessageStep step, Instant at) {
        return CustomerEvent.of(
                "printer",
                EventId.named(step.type() + "/" + key),
                Identifier.member(row.member()),
                at,
                new EventBody.MessageEvent(step, key.toString(), "dm", key.journey(), row.content(), ""));
    }

    /** The row of a command that has left in a file, locked. */
    private static Optional<Row> row(Connection transaction, CommandKey key) throws SQLException {
        try (PreparedStatement select =
                transaction.prepareStatement("select batch, member, content, coalesce(result, '') from batch_rows"
                        + " where command_key = ? and file is not null for update")) {
            select.setString(1, key.toString());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private static void note(Connection transaction, CommandKey key, MessageStep step) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("update batch_rows set result = ? where command_key = ?")) {
            update.setString(1, step.type());
            update.setString(2, key.toString());
            update.executeUpdate();
        }
    }
}
