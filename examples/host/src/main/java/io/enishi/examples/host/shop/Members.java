package io.enishi.examples.host.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the shop's members are: what channels look up at the last moment, so that an address is never a copy. */
public final class Members {

    private final Database database;

    public Members(Database database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    public Optional<Member> find(String id) {
        return database.transaction(transaction -> select(transaction, "member", id));
    }

    /** The member who linked a LINE account. */
    public Optional<Member> byLineUser(String user) {
        return database.transaction(transaction -> select(transaction, "line_user", user));
    }

    static void insert(Connection transaction, Member member) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into members (member, name, email, line_user, postal_code, address) values (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, member.id());
            insert.setString(2, member.name());
            insert.setString(3, orNull(member.email()));
            insert.setString(4, orNull(member.lineUser()));
            insert.setString(5, orNull(member.postalCode()));
            insert.setString(6, orNull(member.address()));
            insert.executeUpdate();
        }
    }

    static Optional<Member> select(Connection transaction, String column, String value) throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(
                "select member, name, coalesce(email, ''), coalesce(line_user, ''), coalesce(postal_code, ''),"
                        + " coalesce(address, '') from members where " + column + " = ?")) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Member(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)))
                        : Optional.empty();
            }
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
