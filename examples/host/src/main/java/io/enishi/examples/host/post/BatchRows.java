package io.enishi.examples.host.post;

import io.enishi.core.process.CommandKey;
import io.enishi.examples.host.shop.Database;
import io.enishi.examples.host.shop.Member;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Rows that wait for their file, one a command. */
public final class BatchRows {

    private final Database database;

    public BatchRows(Database database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    /** Adds a row unless the command has one. */
    void add(CommandKey key, String batch, Member member, String orderId, String content, String note) {
        database.transaction(transaction -> {
            try (PreparedStatement insert = transaction.prepareStatement(
                    "insert into batch_rows (command_key, batch, member, order_id, content, note)"
                            + " values (?, ?, ?, ?, ?, ?) on conflict (command_key) do nothing")) {
                insert.setString(1, key.toString());
                insert.setString(2, batch);
                insert.setString(3, member.id());
                insert.setString(4, orderId);
                insert.setString(5, content);
                insert.setString(6, note);
                return insert.executeUpdate();
            }
        });
    }

    boolean has(CommandKey key) {
        return database.transaction(transaction -> {
            try (PreparedStatement select =
                    transaction.prepareStatement("select 1 from batch_rows where command_key = ?")) {
                select.setString(1, key.toString());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** The member's oldest order that is still in the warehouse. */
    Optional<String> unshippedOrder(Member member) {
        return database.transaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement("select order_id from orders where member = ?"
                    + " and status = 'placed' order by placed_at, order_id limit 1")) {
                select.setString(1, member.id());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Puts all rows of a batch that wait into the file {@code name}; from then on the file's rows stay the same. */
    int close(String batch, String name) {
        return database.transaction(transaction -> {
            try (PreparedStatement update =
                    transaction.prepareStatement("update batch_rows set file = ? where batch = ? and file is null")) {
                update.setString(1, name);
                update.setString(2, batch);
                return update.executeUpdate();
            }
        });
    }

    /** The lines of a file in order of key, with names and addresses as they are now. */
    List<List<String>> lines(String file) {
        return database.transaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(
                    "select command_key, r.member, name, coalesce(postal_code, ''), coalesce(address, ''), order_id,"
                            + " content, note from batch_rows r join members m on m.member = r.member"
                            + " where file = ? order by command_key")) {
                select.setString(1, file);
                return read(select);
            }
        });
    }

    private static List<List<String>> read(PreparedStatement select) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    line.add(rows.getString(column));
                }
                lines.add(line);
            }
        }
        return lines;
    }
}
