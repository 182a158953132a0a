package io.enishi.jdbc;

import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.value.OriginId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Commits, each a transaction with an id of its own, and finds out what became of those whose answer was lost. */
final class Commits {

    private final Transactions transactions;
    private final CommitWriter writer;
    private final int shop;
    /** Tells these commits from everybody else's. */
    private final long self = new SecureRandom().nextLong();

    private final AtomicLong numbers = new AtomicLong();

    Commits(Transactions transactions, CommitWriter writer, int shop) {
        this.transactions = transactions;
        this.writer = writer;
        this.shop = shop;
    }

    CommitResult commit(Commit commit) {
        OriginId id = new OriginId(self, numbers.incrementAndGet());
        boolean[] asked = new boolean[1]; // whether the database was asked to commit and did not answer
        try {
            return Transactions.attempts("commit", () -> {
                Optional<CommitResult> settled = asked[0] ? settled(commit, id) : Optional.empty();
                return settled.isPresent() ? settled.get() : commit(commit, id, asked);
            });
        } catch (StoreException failed) {
            if (!asked[0]) {
                throw failed;
            }
            return lastlySettled(commit, id, failed);
        }
    }

    private CommitResult commit(Commit commit, OriginId id, boolean[] asked) throws SQLException {
        CommitWriter.Written written = written(commit, id, asked, true);
        if (written == CommitWriter.Written.TAKEN && commit.customers().stream().anyMatch(Commits::callsNew)) {
            // What was called new may be there after all; only where it is not that is somebody else quicker.
            written = written(commit, id, asked, false);
        }
        return switch (written) {
            case ALL -> CommitResult.COMMITTED;
            case CONFLICT, TAKEN -> CommitResult.CONFLICT;
            case LEDGER_MOVED -> CommitResult.LEDGER_MOVED;
        };
    }

    private static boolean callsNew(CustomerChange change) {
        return !change.started().isEmpty() || !change.asked().isEmpty();
    }

    private CommitWriter.Written written(Commit commit, OriginId id, boolean[] asked, boolean trusting)
            throws SQLException {
        Connection connection = transactions.connection();
        boolean done = false;
        try {
            transactions.begin(connection);
            CommitWriter.Written written = writer.write(transactions.sql(connection), commit, id, trusting);
            if (written == CommitWriter.Written.ALL) {
                boolean before = asked[0];
                asked[0] = true; // from here on a broken connection leaves open what happened
                try {
                    connection.commit();
                } catch (SQLException thrown) {
                    asked[0] = before || Dialect.isConnectionLost(thrown);
                    throw thrown;
                }
                done = true;
            }
            return written;
        } finally {
            transactions.giveBack(connection, done);
        }
    }

    /** After the last attempt: a commit that may be under way still must not be called off. */
    private CommitResult lastlySettled(Commit commit, OriginId id, StoreException failed) {
        Optional<CommitResult> settled;
        try {
            settled = settled(commit, id);
        } catch (StoreException unreachable) {
            settled = Optional.empty();
        }
        return settled.orElseThrow(() -> new StoreException(failed));
    }

    /**
     * What became of a commit whose answer was lost: the person's row carries the id of its last commit. Empty when nothing happened. A
     * person who moved on meanwhile is a conflict: whoever asked decides again, and finds what the lost commit wrote, if it did.
     *
     * <p>A commit about no person (a statement, a judgement) is repeated: to say the same twice changes nothing.
     */
    private Optional<CommitResult> settled(Commit commit, OriginId id) {
        Optional<CommitResult> settled = Optional.empty();
        boolean anybodyStays = false;
        for (CustomerChange change : commit.customers()) {
            Optional<Standing> standing = transactions.read(sql -> sql.first(
                    "select version, commit_id from enishi_customer where shop = ? and id = ?",
                    row -> new Standing(row.getLong(1), Sql.origin(row.getBytes(2))),
                    shop,
                    change.id().origin()));
            if (standing.isPresent() && standing.get().commit.equals(id)) {
                return Optional.of(CommitResult.COMMITTED);
            }
            if (standing.map(Standing::version).orElse(0L) != change.expectedVersion()) {
                settled = Optional.of(CommitResult.CONFLICT);
            }
            anybodyStays |= !change.origins().isEmpty();
        }
        boolean erased =
                settled.isPresent() && !anybodyStays && !commit.tombstones().isEmpty();
        // Nobody is left to carry the id of an erasure; whoever wrote its tombstones did what was asked.
        return erased && stand(commit.tombstones()) ? Optional.of(CommitResult.COMMITTED) : settled;
    }

    private record Standing(long version, OriginId commit) {}

    private boolean stand(Set<String> tombstones) {
        return transactions
                .read(sql -> CommitWriter.tombstones(sql, shop, List.copyOf(tombstones)))
                .containsAll(tombstones);
    }
}
