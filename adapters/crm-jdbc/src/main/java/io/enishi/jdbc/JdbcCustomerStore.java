package io.enishi.jdbc;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.FairShares;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shop's customers in a database. Safe for many threads and for several JVMs on one database; see {@link io.enishi.jdbc the
 * package} for how.
 *
 * <p>Every call takes one connection and gives it back; none is held between calls. A deadlock, a serialization failure, a lock that is
 * waited for too long and a connection that breaks are tried again a few times; what still fails is a {@link StoreException}, and
 * nothing of the call took effect.
 */
public final class JdbcCustomerStore implements CustomerStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCustomerStore.class);
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final long LONG_WAIT_NANOS = 500_000_000;

    private final ConnectionSource source;
    private final Dialect dialect;
    private final ShopId name;
    private final int shop;
    private final CommitWriter writer;
    private final CustomerReader reader;
    private final StoreCodec codec = new StoreCodec();
    private final EventCodec events = new EventCodec();
    /** Tells this store's commits from everybody else's. */
    private final long self = new java.security.SecureRandom().nextLong();

    private final AtomicLong commits = new AtomicLong();

    private JdbcCustomerStore(ConnectionSource source, Dialect dialect, ShopId name, int shop) {
        this.source = source;
        this.dialect = dialect;
        this.name = name;
        this.shop = shop;
        this.writer = new CommitWriter(dialect, shop, codec, events);
        this.reader = new CustomerReader(shop, codec, events);
    }

    /**
     * Opens a shop.
     *
     * @throws StoreException if the tables are missing or of another version, the database is read-only, or a driver for MariaDB or
     *     MySQL is set to count changed rows ({@code useAffectedRows=true})
     */
    public static JdbcCustomerStore open(DataSource source, ShopId shop) {
        return open(ConnectionSource.of(source), shop);
    }

    /** As {@link #open(DataSource, ShopId)}. */
    public static JdbcCustomerStore open(ConnectionSource source, ShopId shop) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(shop, "shop");
        try {
            Connection connection = source.get();
            try {
                Dialect dialect = Dialect.of(connection);
                JdbcSchema.check(connection, dialect);
                Sql sql = new Sql(connection, dialect);
                int number = Shops.number(sql, shop);
                if (dialect.mayCountChangedRows()) {
                    checkCounts(sql, number);
                }
                return new JdbcCustomerStore(source, dialect, shop, number);
            } finally {
                release(source, connection);
            }
        } catch (SQLException thrown) {
            throw new StoreException("the store cannot be opened", thrown);
        }
    }

    /** Commits are guarded by how many rows an update meets: one that changes nothing must count as well. */
    private static void checkCounts(Sql sql, int shop) throws SQLException {
        if (sql.update("update enishi_shop set name = name where id = ?", shop) != 1) {
            throw new StoreException("the driver counts changed rows where the store needs those that were found;"
                    + " take useAffectedRows=true out of the connection's URL");
        }
    }

    /** Where hosts queue events in their own transactions. */
    public JdbcInbox inbox() {
        return new JdbcInbox(dialect, shop);
    }

    /** Everything of the shop as JSON Lines. */
    public JdbcArchive archive() {
        return new JdbcArchive(source, dialect, name, shop);
    }

    /** Deletes what is no longer needed. */
    public JdbcRetention retention() {
        return new JdbcRetention(this, shop);
    }

    // ---------------------------------------------------------------- transactions

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Reads, each statement for itself. */
    private <T> T read(Work<T> work) {
        return attempts("read", () -> {
            Connection connection = connection();
            try {
                return work.with(new Sql(connection, dialect));
            } finally {
                release(source, connection);
            }
        });
    }

    /** Writes all or nothing, again when it loses; the work must not mind being done twice. */
    <T> T write(Work<T> work) {
        return attempts("write", () -> {
            Connection connection = connection();
            boolean done = false;
            try {
                begin(connection);
                T result = work.with(new Sql(connection, dialect));
                connection.commit();
                done = true;
                return result;
            } finally {
                giveBack(connection, done);
            }
        });
    }

    private void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (dialect.readsRepeatably()) {
            try (Statement statement = connection.createStatement()) {
                // Holds for the next transaction alone: the host's pool finds the connection as it gave it.
                statement.execute("set transaction isolation level read committed");
            }
        }
    }

    /** A connection; whoever waited for one in vain has waited enough. */
    private Connection connection() throws SQLException {
        long start = System.nanoTime();
        try {
            return source.get();
        } catch (SQLException thrown) {
            if (thrown instanceof SQLTransientConnectionException || System.nanoTime() - start > LONG_WAIT_NANOS) {
                throw new StoreException("the store got no connection, and nothing was changed", thrown);
            }
            throw thrown;
        }
    }

    /** What is open is rolled back; what cannot be rolled back is cut off: leaving the transaction would commit it. */
    private void giveBack(Connection connection, boolean committed) {
        try {
            if (committed || rollback(connection)) {
                connection.setAutoCommit(true);
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException broken) {
            LOG.debug("a connection could not be cleaned up, state {}", broken.getSQLState());
        } finally {
            release(source, connection);
        }
    }

    private static boolean rollback(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException broken) {
            LOG.debug("a connection could not be rolled back, state {}", broken.getSQLState());
            return false;
        }
    }

    /** What was done is done, whatever becomes of the connection. */
    private static void release(ConnectionSource source, Connection connection) {
        try {
            source.release(connection);
        } catch (SQLException broken) {
            LOG.debug("a connection could not be given back, state {}", broken.getSQLState());
        }
    }

    /** Something that the database may refuse for now. */
    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private static <T> T attempts(String what, Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException thrown) {
                if (number == ATTEMPTS || !(Dialect.isTransient(thrown) || Dialect.isConnectionLost(thrown))) {
                    throw new StoreException(
                            "the database did not " + what + " at attempt " + number + ", and nothing was half done",
                            thrown);
                }
                LOG.debug("a {} is tried again, state {}", what, thrown.getSQLState());
                LockSupport.parkNanos(FIRST_PAUSE_NANOS << number);
            }
        }
    }

    // ---------------------------------------------------------------- commits

    @Override
    public boolean prefersLargeCommits() {
        return true;
    }

    @Override
    public CommitResult commit(Commit commit) {
        OriginId id = new OriginId(self, commits.incrementAndGet());
        boolean[] asked = new boolean[1]; // whether the database was asked to commit and did not answer
        try {
            return attempts("commit", () -> {
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
        Connection connection = connection();
        boolean done = false;
        try {
            begin(connection);
            CommitResult result = writer.write(new Sql(connection, dialect), commit, id);
            if (result == CommitResult.COMMITTED) {
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
            return result;
        } finally {
            giveBack(connection, done);
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
            Optional<Standing> standing = read(sql -> sql.first(
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
        return erased && commit.tombstones().stream().allMatch(this::isSuppressed)
                ? Optional.of(CommitResult.COMMITTED)
                : settled;
    }

    private record Standing(long version, OriginId commit) {}

    // ---------------------------------------------------------------- customers

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return read(sql -> reader.load(sql, origin));
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins) {
        Map<CustomerId, StoredCustomer> found = new LinkedHashMap<>();
        for (int from = 0; from < origins.size(); from += CustomerReader.MAX_TOGETHER) {
            List<OriginId> page = origins.subList(from, Math.min(origins.size(), from + CustomerReader.MAX_TOGETHER));
            read(sql -> reader.loadAll(sql, page)).forEach(customer -> found.putIfAbsent(customer.id(), customer));
        }
        return List.copyOf(found.values());
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return read(sql -> sql.first(
                "select customer from enishi_origin where shop = ? and id = ?",
                row -> new CustomerId(Sql.origin(row.getBytes(1))),
                shop,
                origin));
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        OriginId from = after == null ? null : after.origin();
        return read(sql -> from == null
                ? sql.list(
                        "select id from enishi_customer where shop = ? order by id limit ?",
                        row -> new CustomerId(Sql.origin(row.getBytes(1))),
                        shop,
                        limit)
                : sql.list(
                        "select id from enishi_customer where shop = ? and id > ? order by id limit ?",
                        row -> new CustomerId(Sql.origin(row.getBytes(1))),
                        shop,
                        from,
                        limit));
    }

    @Override
    public List<CustomerId> outdated(String definitionHash, @Nullable CustomerId after, int limit) {
        List<Object> values = new ArrayList<>(List.of(shop, definitionHash));
        if (after != null) {
            values.add(after.origin());
        }
        values.add(limit);
        return read(sql -> sql.list(
                "select id from enishi_customer where shop = ? and membership_hash <> ?"
                        + (after == null ? "" : " and id > ?") + " order by id limit ?",
                row -> new CustomerId(Sql.origin(row.getBytes(1))),
                values.toArray()));
    }

    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        return read(sql -> sql.list(
                "select distinct origin from enishi_key where shop = ? and scheme = ? and match_key = ? order by"
                        + " origin limit ?",
                row -> Sql.origin(row.getBytes(1)),
                shop,
                key.scheme().name(),
                key.key(),
                limit));
    }

    @Override
    public int holderCount(MatchKey key) {
        return read(sql -> sql.first(
                        "select count(distinct origin) from enishi_key where shop = ? and scheme = ? and match_key = ?",
                        row -> row.getInt(1),
                        shop,
                        key.scheme().name(),
                        key.key()))
                .orElse(0);
    }

    @Override
    public List<Judgement> judgements(Collection<OriginId> origins) {
        Set<Judgement> found = new LinkedHashSet<>();
        for (OriginId origin : origins) {
            found.addAll(read(sql -> sql.list(
                    "select number, body from enishi_judgement where shop = ? and a = ?"
                            + " union select number, body from enishi_judgement where shop = ? and b = ? order by 1",
                    row -> judgement(row.getLong(1), row.getString(2)),
                    shop,
                    origin,
                    shop,
                    origin)));
        }
        return List.copyOf(found);
    }

    @Override
    public List<Alias> aliases(CustomerId id) {
        return read(sql -> sql.list(
                "select number, body from enishi_alias where shop = ? and (from_id = ? or to_id = ?) order by number",
                row -> alias(row.getLong(1), row.getString(2)),
                shop,
                id.origin(),
                id.origin()));
    }

    private Judgement judgement(long number, String body) {
        return Unreadable.orFail("enishi_judgement", "number " + number, () -> codec.judgement(body));
    }

    private Alias alias(long number, String body) {
        return Unreadable.orFail("enishi_alias", "number " + number, () -> codec.alias(body));
    }

    @Override
    public boolean isSuppressed(String tombstone) {
        return read(sql -> sql.first(
                        "select 1 from enishi_tombstone where shop = ? and hash = ?", row -> 1, shop, tombstone))
                .isPresent();
    }

    @Override
    public Ledger ledger(MatchKey address) {
        // The version first: what is stated after it is read moves it, and the claim's check of it finds out.
        return read(sql -> {
            Optional<Long> version = sql.first(
                    "select version from enishi_ledger where shop = ? and scheme = ? and address = ?",
                    row -> row.getLong(1),
                    shop,
                    address.scheme().name(),
                    address.key());
            if (version.isEmpty()) {
                return new Ledger(0, List.of());
            }
            return new Ledger(
                    version.get(),
                    sql.list(
                            "select version, body from enishi_statement where shop = ? and scheme = ? and address = ?"
                                    + " order by version",
                            row -> statement(row.getLong(1), row.getString(2)),
                            shop,
                            address.scheme().name(),
                            address.key()));
        });
    }

    private ConsentStatement statement(long version, String body) {
        return Unreadable.orFail(
                "enishi_statement", "version " + version + " of an address", () -> codec.statement(body));
    }

    // ---------------------------------------------------------------- work

    @Override
    public List<Due> due(Instant until, int limit) {
        return read(sql -> sql.list(
                "select id, next_wake from enishi_customer where shop = ? and next_wake <= ? order by next_wake, id"
                        + " limit ?",
                JdbcCustomerStore::due,
                shop,
                until.toEpochMilli(),
                limit));
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(new CustomerId(Sql.origin(row.getBytes(1))), Instant.ofEpochMilli(row.getLong(2)));
    }

    @Override
    public List<Due> takeDue(Instant until, int limit, Duration lease) {
        return write(sql -> {
            List<Due> taken = sql.list(
                    "select id, next_wake from enishi_customer where shop = ? and next_wake <= ? and taken_until <= "
                            + dialect.clock() + " order by next_wake, id limit ? for update skip locked",
                    JdbcCustomerStore::due,
                    shop,
                    until.toEpochMilli(),
                    limit);
            for (Due one : taken) {
                sql.later(
                        "update enishi_customer set taken_until = " + dialect.clock()
                                + " + ? where shop = ? and id = ?",
                        lease.toMillis(),
                        shop,
                        one.customer().origin());
            }
            sql.flush();
            return taken;
        });
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return read(sql -> sql.list(
                "select origin, journey, entry, visit, body from enishi_command where shop = ? and available_at <= ?"
                        + " order by available_at, origin, journey, entry, visit limit ?",
                this::command,
                shop,
                until.toEpochMilli(),
                limit));
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return write(sql -> {
            List<Taken> all = new ArrayList<>();
            List<String> journeys = groups(sql, "journey");
            List<String> lanes = groups(sql, "lane");
            take(sql, "journey", journeys, until, (limit + 1) / 2, lease, all);
            take(sql, "lane", lanes, until, limit - all.size(), lease, all);
            take(sql, "journey", journeys, until, limit - all.size(), lease, all);
            all.sort(Comparator.comparingLong(Taken::availableAt).thenComparing(Taken::key));
            return FairShares.alternating(all, one -> List.of(one.key().journey(), one.lane())).stream()
                    .flatMap(one -> one.command().stream())
                    .toList();
        });
    }

    private void take(
            Sql sql, String column, List<String> groups, Instant until, int limit, Duration lease, List<Taken> all)
            throws SQLException {
        List<Taken> taken = FairShares.take(
                groups,
                limit,
                (group, most) -> sql.list(
                        "select origin, journey, entry, visit, body, lane, available_at from enishi_command where shop"
                                + " = ? and "
                                + column + " = ? and available_at <= ? and taken_until <= " + dialect.clock()
                                + " order by available_at limit ? for update skip locked",
                        this::taken,
                        shop,
                        group,
                        until.toEpochMilli(),
                        most));
        for (Taken one : taken) {
            CommandKey key = one.key();
            sql.later(
                    "update enishi_command set taken_until = " + dialect.clock()
                            + " + ? where shop = ? and origin = ? and journey = ? and entry = ? and visit = ?",
                    lease.toMillis(),
                    shop,
                    key.origin(),
                    key.journey(),
                    key.entry(),
                    key.visit());
        }
        sql.flush();
        all.addAll(taken);
    }

    /** A command that is taken; empty when its row cannot be read: then it is out of the way of the others until its lease is over. */
    private record Taken(CommandKey key, String lane, long availableAt, Optional<StoredCommand> command) {}

    private Taken taken(ResultSet row) throws SQLException {
        CommandKey key = key(row);
        try {
            return new Taken(key, row.getString(6), row.getLong(7), Optional.of(command(key, row.getString(5))));
        } catch (StoredFormException unreadable) {
            LOG.error("a command is left where it is: {}", unreadable.getMessage());
            return new Taken(key, row.getString(6), row.getLong(7), Optional.empty());
        }
    }

    private static CommandKey key(ResultSet row) throws SQLException {
        return new CommandKey(Sql.origin(row.getBytes(1)), row.getString(2), row.getString(3), row.getString(4));
    }

    private StoredCommand command(CommandKey key, String body) {
        return Unreadable.orFail(
                "enishi_command",
                "scenario " + key.journey() + " of origin " + key.origin(),
                () -> codec.command(body));
    }

    private StoredCommand command(ResultSet row) throws SQLException {
        return command(key(row), row.getString(5));
    }

    /** A queued event that is taken; null when it cannot be read. */
    private record TakenEvent(long number, @Nullable CustomerEvent event) {}

    private TakenEvent takenEvent(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        String body = row.getString(2);
        try {
            return new TakenEvent(
                    number,
                    Unreadable.orFail("enishi_inbox", "number " + number, () -> events.decodeCustomerEvent(body)));
        } catch (StoredFormException unreadable) {
            LOG.error("a queued event is left where it is: {}", unreadable.getMessage());
            return new TakenEvent(number, null);
        }
    }

    /** The journeys or lanes that have open commands, by stepping from one to the next in the index. */
    private List<String> groups(Sql sql, String column) throws SQLException {
        List<String> found = new ArrayList<>();
        String last = "";
        while (true) {
            Optional<String> next = sql.first(
                    "select " + column + " from enishi_command where shop = ? and " + column
                            + " > ? and available_at is not null order by " + column + " limit 1",
                    row -> row.getString(1),
                    shop,
                    last);
            if (next.isEmpty()) {
                return found;
            }
            last = next.get();
            found.add(last);
        }
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        return read(sql -> sql.first(
                "select origin, journey, entry, visit, body from enishi_command where shop = ? and origin = ? and"
                        + " journey = ? and entry = ? and visit = ?",
                this::command,
                shop,
                key.origin(),
                key.journey(),
                key.entry(),
                key.visit()));
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        String from = "select origin, journey, entry, visit, body from enishi_command where shop = ? and status = ?";
        String order = " order by origin, journey, entry, visit limit ?";
        return read(sql -> after == null
                ? sql.list(from + order, this::command, shop, status.name(), limit)
                : sql.list(
                        from + " and (origin > ? or (origin = ? and (journey > ? or (journey = ? and (entry > ?"
                                + " or (entry = ? and visit > ?))))))" + order,
                        this::command,
                        shop,
                        status.name(),
                        after.origin(),
                        after.origin(),
                        after.journey(),
                        after.journey(),
                        after.entry(),
                        after.entry(),
                        after.visit(),
                        limit));
    }

    // ---------------------------------------------------------------- queue

    @Override
    public List<QueuedEvent> takeQueued(int limit, Duration lease) {
        return write(sql -> {
            List<TakenEvent> taken = sql.list(
                    "select number, body from enishi_inbox where shop = ? and settled = ? and taken_until <= "
                            + dialect.clock() + " order by number limit ? for update skip locked",
                    this::takenEvent,
                    shop,
                    false,
                    limit);
            List<QueuedEvent> readable = new ArrayList<>(taken.size());
            for (TakenEvent one : taken) {
                if (one.event() != null) {
                    readable.add(new QueuedEvent(one.number(), one.event()));
                }
                sql.later(
                        "update enishi_inbox set taken_until = " + dialect.clock() + " + ? where number = ?",
                        lease.toMillis(),
                        one.number());
            }
            sql.flush();
            return readable;
        });
    }

    @Override
    public void settleQueued(Map<QueuedEvent, String> outcomes) {
        write(sql -> {
            outcomes.forEach((event, outcome) -> sql.later(
                    "update enishi_inbox set settled = ?, settled_at = " + dialect.clock()
                            + ", outcome = ? where number = ?",
                    true,
                    outcome,
                    event.number()));
            return sql.flush();
        });
    }

    @Override
    public Optional<String> outcome(String eventSource, EventId id) {
        return read(sql -> sql.first(
                "select outcome from enishi_inbox where shop = ? and source = ? and id = ? and settled = ?"
                        + " order by number limit 1",
                row -> row.getString(1),
                shop,
                eventSource,
                id,
                true));
    }

    // ---------------------------------------------------------------- log

    @Override
    public List<Logged> decisions(long after, int limit) {
        return read(sql -> sql.list(
                "select position, body from enishi_decision where shop = ? and position > ? order by position limit ?",
                this::logged,
                shop,
                after,
                limit));
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        if (labels.isEmpty()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        values.add(shop);
        labels.forEach(label -> values.add(label.origin()));
        values.add(after);
        values.add(limit);
        return read(sql -> sql.list(
                "select position, body from enishi_decision where shop = ? and customer in (" + Sql.marks(labels.size())
                        + ") and position > ? order by position limit ?",
                this::logged,
                values.toArray()));
    }

    private Logged logged(ResultSet row) throws SQLException {
        long position = row.getLong(1);
        String body = row.getString(2);
        return new Logged(
                position, Unreadable.orFail("enishi_decision", "position " + position, () -> codec.decision(body)));
    }
}
