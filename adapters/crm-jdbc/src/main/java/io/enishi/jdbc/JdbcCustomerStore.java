package io.enishi.jdbc;

import io.enishi.core.event.EventCodec;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One shop's customers in a database. Safe for many threads and for several JVMs on one database; see {@link io.enishi.jdbc the
 * package} for how.
 *
 * <p>Every call takes one connection and gives it back; none is held between calls. A deadlock, a serialization failure, a lock that is
 * waited for too long and a connection that breaks are tried again a few times; what still fails is a {@link StoreException}, and
 * nothing of the call took effect.
 */
public final class JdbcCustomerStore implements CustomerStore {

    private final ConnectionSource source;
    private final Dialect dialect;
    private final ShopId name;
    private final int shop;
    private final Commits commits;
    private final CustomerReader reader;
    private final Transactions transactions;
    private final LogTable log;
    private final LedgerTable ledger;
    private final Leases leases;
    private final Outbox outbox;
    private final Queue queue;
    private final ShopEvents shopEvents;
    private final StoreCodec codec = new StoreCodec();

    private JdbcCustomerStore(ConnectionSource source, Dialect dialect, ShopId name, int shop) {
        this.source = source;
        this.dialect = dialect;
        this.name = name;
        this.shop = shop;
        this.transactions = new Transactions(source, dialect);
        EventCodec events = new EventCodec();
        this.log = new LogTable(dialect, shop, codec, events);
        this.ledger = new LedgerTable(dialect, shop, codec);
        this.commits = new Commits(transactions, new CommitWriter(dialect, shop, codec, log, ledger), shop);
        this.reader = new CustomerReader(shop, codec, log);
        this.leases = new Leases(dialect);
        this.outbox = new Outbox(transactions, dialect, shop, codec);
        this.queue = new Queue(transactions, dialect, shop, events);
        this.shopEvents = new ShopEvents(transactions, dialect, shop, events);
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
                Transactions.release(source, connection);
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

    /** What was drawn from shared limits, for every JVM on this database and after a restart; the archive leaves it out. */
    public Accounts accounts() {
        return new JdbcAccounts(transactions, shop);
    }

    /** Everything of the shop as JSON Lines. */
    public JdbcArchive archive() {
        return new JdbcArchive(source, dialect, name, shop);
    }

    /** Deletes what is no longer needed. */
    public JdbcRetention retention() {
        return new JdbcRetention(transactions, shop, log);
    }

    // ---------------------------------------------------------------- commits

    @Override
    public boolean prefersLargeCommits() {
        return true;
    }

    @Override
    public CommitResult commit(Commit commit) {
        return commits.commit(commit);
    }

    // ---------------------------------------------------------------- customers

    @Override
    public Optional<StoredCustomer> load(OriginId origin) {
        return transactions.read(sql -> reader.load(sql, origin, null));
    }

    @Override
    public boolean keepsCheckpoints() {
        return true;
    }

    @Override
    public Optional<StoredCustomer> load(OriginId origin, String definitions) {
        return transactions.read(sql -> reader.load(sql, origin, definitions));
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins) {
        return readAll(origins, null);
    }

    @Override
    public List<StoredCustomer> loadAll(List<OriginId> origins, String definitions) {
        return readAll(origins, definitions);
    }

    private List<StoredCustomer> readAll(List<OriginId> origins, @Nullable String definitions) {
        Map<CustomerId, StoredCustomer> found = new LinkedHashMap<>();
        for (int from = 0; from < origins.size(); from += CustomerReader.MAX_TOGETHER) {
            List<OriginId> page = origins.subList(from, Math.min(origins.size(), from + CustomerReader.MAX_TOGETHER));
            transactions
                    .read(sql -> reader.loadAll(sql, page, definitions))
                    .forEach(customer -> found.putIfAbsent(customer.id(), customer));
        }
        return List.copyOf(found.values());
    }

    @Override
    public Optional<CustomerId> customerOf(OriginId origin) {
        return transactions.read(sql -> sql.first(
                "select customer from enishi_origin where shop = ? and id = ?",
                row -> new CustomerId(Sql.origin(row.getBytes(1))),
                shop,
                origin));
    }

    @Override
    public Map<OriginId, CustomerId> customersOf(Collection<OriginId> origins) {
        Sql.Wanted wanted = new Sql.Wanted("id, customer", "enishi_origin", "shop", "id", "", "");
        Map<OriginId, CustomerId> found = new HashMap<>();
        transactions
                .read(sql -> sql.lookUp(
                        wanted,
                        shop,
                        Column.Type.BYTES,
                        List.copyOf(origins),
                        row -> Map.entry(Sql.origin(row.getBytes(1)), new CustomerId(Sql.origin(row.getBytes(2))))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    @Override
    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        OriginId from = after == null ? null : after.origin();
        return transactions.read(sql -> from == null
                ? sql.list(
                        "select id from enishi_customer where shop = ? order by shop, id limit ?",
                        row -> new CustomerId(Sql.origin(row.getBytes(1))),
                        shop,
                        limit)
                : sql.list(
                        "select id from enishi_customer where shop = ? and id > ? order by shop, id limit ?",
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
        return transactions.read(sql -> sql.list(
                "select id from enishi_customer where shop = ? and membership_hash <> ?"
                        + (after == null ? "" : " and id > ?") + " order by shop, id limit ?",
                row -> new CustomerId(Sql.origin(row.getBytes(1))),
                values.toArray()));
    }

    @Override
    public List<Belonging> memberships(@Nullable CustomerId after, int limit) {
        List<Object> values = new ArrayList<>(List.of(shop));
        if (after != null) {
            values.add(after.origin());
        }
        values.add(limit);
        return transactions.read(sql -> sql.list(
                "select id, membership_hash, membership from enishi_customer where shop = ?"
                        + (after == null ? "" : " and id > ?") + " order by shop, id limit ?",
                row -> new Belonging(
                        new CustomerId(Sql.origin(row.getBytes(1))),
                        CustomerReader.membership(row.getString(2), row.getBytes(3))),
                values.toArray()));
    }

    /** An origin may hold a key in two ways: it has two rows then, one after the other. */
    @Override
    public List<OriginId> holders(MatchKey key, int limit) {
        return transactions
                .read(sql -> sql.list(
                        "select origin from enishi_key where shop = ? and scheme = ? and match_key = ?"
                                + " order by shop, scheme, match_key, origin limit ?",
                        row -> Sql.origin(row.getBytes(1)),
                        shop,
                        key.scheme().name(),
                        key.key(),
                        2L * limit))
                .stream()
                .distinct()
                .limit(limit)
                .toList();
    }

    @Override
    public int holderCount(MatchKey key) {
        return transactions
                .read(sql -> sql.first(
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
            found.addAll(transactions.read(sql -> sql.list(
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
        return transactions.read(sql -> sql.list(
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
        return transactions
                .read(sql -> sql.first(
                        "select 1 from enishi_tombstone where shop = ? and hash = ?", row -> 1, shop, tombstone))
                .isPresent();
    }

    @Override
    public Set<String> suppressed(Collection<String> tombstones) {
        return transactions.read(sql -> CommitWriter.tombstones(sql, shop, List.copyOf(tombstones)));
    }

    @Override
    public Ledger ledger(MatchKey address) {
        return transactions.read(sql -> ledger.read(sql, address));
    }

    // ---------------------------------------------------------------- shop events

    @Override
    public boolean keepsShopEvents() {
        return true;
    }

    @Override
    public Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return shopEvents.keep(event, backfill);
    }

    @Override
    public List<StoredShopEvent> takeShopEvents(Instant until, int limit, Duration lease) {
        return shopEvents.take(until, limit, lease);
    }

    @Override
    public Optional<StoredShopEvent> shopEvent(String eventSource, EventId id) {
        return shopEvents.find(eventSource, id);
    }

    @Override
    public boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        return shopEvents.moveOn(before, after);
    }

    @Override
    public boolean keepsInterests() {
        return true;
    }

    @Override
    public List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        return shopEvents.interested(key, until, after, limit);
    }

    // ---------------------------------------------------------------- work

    @Override
    public List<Due> due(Instant until, int limit) {
        return transactions.read(sql -> sql.list(
                "select id, next_wake from enishi_customer where shop = ? and next_wake <= ? order by shop,"
                        + " next_wake, id limit ?",
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
        return transactions.write(sql -> {
            List<Due> found = sql.list(
                    "select id, next_wake from enishi_customer where shop = ? and next_wake <= ? and " + leases.isFree()
                            + " order by shop, next_wake, id limit ?" + leases.locking(),
                    JdbcCustomerStore::due,
                    shop,
                    until.toEpochMilli(),
                    limit);
            return leases.take(
                    sql,
                    "enishi_customer",
                    "shop = ? and id = ? and next_wake <= ?",
                    lease,
                    found,
                    one -> List.of(shop, one.customer().origin(), until.toEpochMilli()));
        });
    }

    @Override
    public List<StoredCommand> claimable(Instant until, int limit) {
        return outbox.claimable(until, limit);
    }

    @Override
    public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return outbox.takeClaimable(until, limit, lease);
    }

    @Override
    public Optional<StoredCommand> command(CommandKey key) {
        return outbox.command(key);
    }

    @Override
    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return outbox.commands(status, after, limit);
    }

    @Override
    public List<QueuedEvent> takeQueued(int limit, Duration lease) {
        return queue.take(limit, lease);
    }

    @Override
    public void settleQueued(Map<QueuedEvent, String> outcomes) {
        queue.settle(outcomes);
    }

    @Override
    public Optional<String> outcome(String eventSource, EventId id) {
        return queue.outcome(eventSource, id);
    }

    // ---------------------------------------------------------------- log

    @Override
    public List<Logged> decisions(long after, int limit) {
        return transactions.read(
                sql -> log.rows(sql, after, limit).stream().map(log::decision).toList());
    }

    @Override
    public List<Logged> decisionsAbout(Collection<CustomerId> labels, long after, int limit) {
        if (labels.isEmpty()) {
            return List.of();
        }
        List<OriginId> origins = labels.stream().map(CustomerId::origin).toList();
        return transactions.read(sql -> log.rowsAbout(sql, origins, after, limit).stream()
                .map(log::decision)
                .toList());
    }
}
