package io.enishi.jdbc;

import static io.enishi.jdbc.Column.SHOP;
import static io.enishi.jdbc.Column.bytes;
import static io.enishi.jdbc.Column.number;

import io.enishi.core.event.EventCodec;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shop events on their way, and the index of interests that finds whom they concern. */
final class ShopEvents {

    private static final String SELECT =
            "select body, backfill, reached_since, reached_origin, told, left_out, open from enishi_shop_event";

    private final Transactions transactions;
    private final int shop;
    private final EventCodec codec;
    private final Leases leases;

    ShopEvents(Transactions transactions, Dialect dialect, int shop, EventCodec codec) {
        this.transactions = transactions;
        this.shop = shop;
        this.codec = codec;
        this.leases = new Leases(dialect);
    }

    // ---------------------------------------------------------------- shop events

    Optional<ShopEvent> keep(ShopEvent event, boolean backfill) {
        return transactions.write(sql -> {
            Optional<ShopEvent> known = stored(sql, event.source(), event.id()).map(StoredShopEvent::event);
            if (known.isEmpty()) {
                insert(sql, event, backfill);
            }
            return known;
        });
    }

    private void insert(Sql sql, ShopEvent event, boolean backfill) throws SQLException {
        try {
            sql.update(
                    "insert into enishi_shop_event (shop, source, id, occurred_at, open, backfill, told, left_out,"
                            + " body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    shop,
                    event.source(),
                    event.id(),
                    event.occurredAt().toEpochMilli(),
                    true,
                    backfill,
                    0L,
                    "",
                    codec.encode(event));
        } catch (SQLException thrown) {
            if (Dialect.isDuplicateKey(thrown)) { // somebody else kept it meanwhile: the next attempt finds it
                throw new SQLTransientException("a shop event was kept twice at once", "40001", thrown);
            }
            throw thrown;
        }
    }

    List<StoredShopEvent> take(Instant until, int limit, Duration lease) {
        String open = SELECT + " where shop = ? and open = ? and occurred_at <= ? and " + leases.isFree()
                + " order by shop, open, occurred_at, source, id limit ?";
        long bound = until.toEpochMilli();
        if (lease.isZero()) {
            return transactions.read(sql -> sql.list(open, this::row, shop, true, bound, limit));
        }
        return transactions.write(sql -> leases.take(
                sql,
                "enishi_shop_event",
                "shop = ? and source = ? and id = ? and open = ?",
                lease,
                sql.list(open + leases.locking(), this::row, shop, true, bound, limit),
                one -> List.of(shop, one.event().source(), one.event().id(), true)));
    }

    Optional<StoredShopEvent> find(String source, EventId id) {
        return transactions.read(sql -> stored(sql, source, id));
    }

    private Optional<StoredShopEvent> stored(Sql sql, String source, EventId id) throws SQLException {
        return sql.first(SELECT + " where shop = ? and source = ? and id = ?", this::row, shop, source, id);
    }

    boolean moveOn(StoredShopEvent before, StoredShopEvent after) {
        ShopEvent event = before.event();
        return transactions.write(sql -> {
            Optional<StoredShopEvent> standing = sql.first(
                    SELECT + " where shop = ? and source = ? and id = ? for update",
                    this::row,
                    shop,
                    event.source(),
                    event.id());
            if (!standing.equals(Optional.of(before))) {
                return false;
            }
            Interested reached = after.reached();
            sql.update(
                    "update enishi_shop_event set open = ?, reached_since = ?, reached_origin = ?, told = ?, left_out"
                            + " = ? where shop = ? and source = ? and id = ?",
                    !after.done(),
                    reached == null ? Sql.Absent.NUMBER : (Object) reached.since(),
                    reached == null ? Sql.Absent.BYTES : reached.origin(),
                    after.told(),
                    after.left().stream().map(OriginId::toString).collect(Collectors.joining(" ")),
                    shop,
                    event.source(),
                    event.id());
            return true;
        });
    }

    private StoredShopEvent row(ResultSet row) throws SQLException {
        String body = row.getString(1);
        String left = row.getString(6);
        byte[] origin = row.getBytes(4);
        return new StoredShopEvent(
                Unreadable.orFail("enishi_shop_event", "the shop", () -> codec.decodeShopEvent(body)),
                row.getBoolean(2),
                origin == null ? null : new Interested(row.getLong(3), Sql.origin(origin)),
                row.getLong(5),
                left.isEmpty()
                        ? Set.of()
                        : Arrays.stream(left.split(" ")).map(OriginId::parse).collect(Collectors.toSet()),
                !row.getBoolean(7));
    }

    // ---------------------------------------------------------------- interests

    /** In order, after {@code after}. */
    List<Interested> interested(InterestKey key, long until, @Nullable Interested after, int limit) {
        byte[] interest = Sql.bytes(key.high(), key.low());
        String select = "select since, origin from enishi_interest where shop = ? and interest = ? and since <= ?";
        String order = " order by shop, interest, since, origin limit ?"; // the index in full: H2 sorts elsewise
        return transactions.read(sql -> after == null
                ? sql.list(select + order, ShopEvents::interested, shop, interest, until, limit)
                : sql.list(
                        select + " and since >= ? and (since > ? or origin > ?)" + order,
                        ShopEvents::interested,
                        shop,
                        interest,
                        until,
                        after.since(),
                        after.since(),
                        after.origin(),
                        limit));
    }

    private static Interested interested(ResultSet row) throws SQLException {
        return new Interested(row.getLong(1), Sql.origin(row.getBytes(2)));
    }

    /** The statement that writes a row of the index. */
    static RowStatement upsertInterest(Dialect dialect) {
        return dialect.upsert(
                "enishi_interest", List.of(SHOP, bytes("origin"), bytes("interest")), List.of(number("since")));
    }

    /** Takes out what stands no longer; to be written before any row that comes, of whomever. */
    static void end(Sql sql, int shop, ChangedInterests changed) {
        if (changed.all()) {
            sql.later("delete from enishi_interest where shop = ? and origin = ?", shop, changed.origin());
        }
        for (InterestKey key : changed.ended()) {
            sql.later(
                    "delete from enishi_interest where shop = ? and origin = ? and interest = ?",
                    shop,
                    changed.origin(),
                    new EventId(key.high(), key.low()));
        }
    }

    /** Writes what stands. */
    static void stand(Sql sql, RowStatement upsert, int shop, ChangedInterests changed) {
        changed.since()
                .forEach((key, since) ->
                        sql.later(upsert, shop, changed.origin(), new EventId(key.high(), key.low()), since));
    }
}
