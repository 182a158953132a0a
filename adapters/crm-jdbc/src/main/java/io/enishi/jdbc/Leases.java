package io.enishi.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Work that one worker takes: others are not handed it until the lease is over, by the database's clock, or a commit moved it.
 *
 * <p>Rows are locked as they are found, and locked ones passed over. H2 would find and lock all that waits, however few are wanted, and sort
 * them afterwards: with 300,000 waiting it took more than a second to take 500. So there rows are found without a lock, in the order of an
 * index, and each is taken by an update that asks once more whether it is free.
 */
final class Leases {

    private final Dialect dialect;

    Leases(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The condition that nobody has taken a row. */
    String isFree() {
        return "taken_until <= " + dialect.clock();
    }

    /** What ends the question for rows to take. */
    String locking() {
        return dialect.locksWhatItReturns() ? " for update skip locked" : "";
    }

    /**
     * Takes rows that were found and are free; those that became this worker's.
     *
     * @param where which row of the table, and what must still be so
     * @param values of {@code where}
     */
    <T> List<T> take(
            Sql sql, String table, String where, Duration lease, List<T> found, Function<T, List<Object>> values)
            throws SQLException {
        if (found.isEmpty()) {
            return found;
        }
        String update = "update " + table + " set taken_until = " + dialect.clock() + " + ? where " + where
                + (dialect.locksWhatItReturns() ? "" : " and " + isFree());
        List<T> taken = new ArrayList<>(found.size());
        try (PreparedStatement statement = sql.connection().prepareStatement(update)) {
            for (T row : found) {
                List<Object> all = new ArrayList<>();
                all.add(lease.toMillis());
                all.addAll(values.apply(row));
                sql.bind(statement, all.toArray());
                statement.addBatch();
            }
            int[] met = statement.executeBatch();
            for (int i = 0; i < met.length; i++) {
                if (met[i] != 0 || dialect.locksWhatItReturns()) { // what is locked is there
                    taken.add(found.get(i));
                }
            }
        }
        return taken;
    }
}
