package io.enishi.jdbc;

import static io.enishi.jdbc.Column.SHOP;
import static io.enishi.jdbc.Column.number;
import static io.enishi.jdbc.Column.text;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.Ledger;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.value.MatchKey;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was stated about addresses, with a row for each address that is what commits lock: nothing is stated about it, and it is not
 * suppressed, while somebody relies on how it stands.
 */
final class LedgerTable {

    private static final String OF_ADDRESS = " where shop = ? and scheme = ? and address = ?";

    private final int shop;
    private final StoreCodec codec;
    private final RowStatement state;

    LedgerTable(Dialect dialect, int shop, StoreCodec codec) {
        this.shop = shop;
        this.codec = codec;
        this.state = dialect.insert(
                "enishi_statement", List.of(SHOP, text("scheme"), text("address"), number("version"), text("body")));
    }

    /** The version first: what is stated after it is read moves it, and the check of a commit finds out. */
    Ledger read(Sql sql, MatchKey address) throws SQLException {
        Optional<Long> version = version(sql, address, "");
        if (version.isEmpty()) {
            return new Ledger(0, List.of());
        }
        return new Ledger(
                version.get(),
                sql.list(
                        "select version, body from enishi_statement" + OF_ADDRESS + " order by version",
                        row -> statement(row.getLong(1), row.getString(2)),
                        shop,
                        address.scheme().name(),
                        address.key()));
    }

    private ConsentStatement statement(long version, String body) {
        return Unreadable.orFail(
                "enishi_statement", "version " + version + " of an address", () -> codec.statement(body));
    }

    private Optional<Long> version(Sql sql, MatchKey address, String tail) throws SQLException {
        return sql.first(
                "select version from enishi_ledger" + OF_ADDRESS + tail,
                row -> row.getLong(1),
                shop,
                address.scheme().name(),
                address.key());
    }

    // ---------------------------------------------------------------- commits

    static boolean concerns(Commit commit) {
        return !commit.ledgerChecks().isEmpty()
                || !commit.suppressionChecks().isEmpty()
                || !commit.statements().isEmpty();
    }

    /** Locks the rows of all addresses that a commit checks, in order, and compares versions; false when one has moved on. */
    boolean check(Sql sql, Commit commit) throws SQLException {
        Map<MatchKey, Long> expected = new TreeMap<>();
        for (LedgerCheck check : commit.ledgerChecks()) {
            Long other = expected.put(check.address(), check.version());
            if (other != null && other != check.version()) {
                return false;
            }
        }
        TreeSet<MatchKey> addresses = new TreeSet<>(expected.keySet());
        commit.suppressionChecks().forEach(check -> addresses.add(check.address()));
        for (MatchKey address : addresses) {
            Optional<Long> version = lock(sql, address);
            // Where nothing was stated yet there is no row to lock: one is made.
            if (version.isEmpty() && !insert(sql, address, 0)) {
                return false; // somebody else is at it at this moment
            }
            Long wanted = expected.get(address);
            if (wanted != null && !wanted.equals(version.orElse(0L))) {
                return false;
            }
        }
        return true;
    }

    void state(Sql sql, List<ConsentStatement> statements) throws SQLException {
        for (ConsentStatement statement : statements) {
            MatchKey address = statement.address();
            Optional<Long> version = lock(sql, address);
            long next = version.orElse(0L) + 1;
            if (version.isEmpty()) {
                if (!insert(sql, address, next)) {
                    throw new SQLTransientException("two first statements about an address at once", "40001");
                }
            } else {
                sql.update(
                        "update enishi_ledger set version = ?" + OF_ADDRESS,
                        next,
                        shop,
                        address.scheme().name(),
                        address.key());
            }
            sql.later(state, shop, address.scheme().name(), address.key(), next, codec.encode(statement));
        }
    }

    /** Whoever is suppressed or erased leaves no address behind that nothing was stated about: the rows that were made to be locked go. */
    void forget(Sql sql, List<LedgerCheck> checks) {
        for (LedgerCheck check : checks) {
            sql.later(
                    "delete from enishi_ledger" + OF_ADDRESS + " and version = 0",
                    shop,
                    check.address().scheme().name(),
                    check.address().key());
        }
    }

    private Optional<Long> lock(Sql sql, MatchKey address) throws SQLException {
        return version(sql, address, " for update");
    }

    private boolean insert(Sql sql, MatchKey address, long version) throws SQLException {
        try {
            sql.update(
                    "insert into enishi_ledger (shop, scheme, address, version) values (?, ?, ?, ?)",
                    shop,
                    address.scheme().name(),
                    address.key(),
                    version);
            return true;
        } catch (SQLException thrown) {
            if (Dialect.isDuplicateKey(thrown)) {
                return false;
            }
            throw thrown;
        }
    }
}
