package io.enishi.jdbc;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.FairShares;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredFormException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands, looked up and taken. One index serves all who look for work: by state, then journey, then lane, then time. A fair share of a
 * journey is therefore taken lane by lane, and that of a lane journey by journey; shops have dozens of such pairs, and each further index
 * would cost every command.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String ROW =
            "select origin, journey, entry, visit, body, lane, available_at, turn from enishi_command";
    /** Behind a key; the first condition is what an index is entered by. */
    private static final String AFTER =
            " and origin >= ? and (origin > ? or (origin = ? and (journey > ? or (journey = ?"
                    + " and (entry > ? or (entry = ? and visit > ?))))))";
    /** So many rows are sorted in a moment. */
    private static final int FEW = 1000;
    /** The states of commands that wait for somebody. */
    private static final List<Status> OPEN = List.of(Status.PENDING, Status.DISPATCHED);

    /** Of one instant, what was asked for first comes first. */
    private static final Comparator<Taken> IN_TURN =
            Comparator.comparingLong(Taken::availableAt).thenComparingLong(Taken::turn);

    private final Transactions transactions;
    private final Dialect dialect;
    private final int shop;
    private final StoreCodec codec;
    private final Leases leases;

    Outbox(Transactions transactions, Dialect dialect, int shop, StoreCodec codec) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.shop = shop;
        this.codec = codec;
        this.leases = new Leases(dialect);
    }

    /** Place by place, as they are taken: no index has all that waits in one order. */
    List<StoredCommand> claimable(Instant until, int limit) {
        return transactions.read(sql -> {
            List<Taken> all = new ArrayList<>();
            for (Place place : places(sql)) {
                all.addAll(at(sql, place, until, limit, ""));
            }
            return earliest(all, limit).stream()
                    .flatMap(one -> one.command().stream())
                    .toList();
        });
    }

    List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
        return transactions.write(sql -> {
            List<Taken> all = new ArrayList<>();
            List<Place> places = places(sql);
            take(sql, places, Place::journey, until, (limit + 1) / 2, lease, all);
            take(sql, places, Place::lane, until, limit - all.size(), lease, all);
            take(sql, places, Place::journey, until, limit - all.size(), lease, all);
            all.sort(IN_TURN);
            return FairShares.alternating(all, one -> List.of(one.key().journey(), one.lane())).stream()
                    .flatMap(one -> one.command().stream())
                    .toList();
        });
    }

    /** Where open commands stand in the index. */
    private record Place(Status status, String journey, String lane) {}

    private void take(
            Sql sql,
            List<Place> places,
            Function<Place, String> group,
            Instant until,
            int limit,
            Duration lease,
            List<Taken> all)
            throws SQLException {
        List<Taken> taken =
                FairShares.take(places.stream().map(group).distinct().toList(), limit, (wanted, most) -> {
                    List<Taken> found = new ArrayList<>();
                    for (Place place : places) {
                        if (group.apply(place).equals(wanted)) {
                            found.addAll(at(sql, place, until, most, " and " + leases.isFree()));
                        }
                    }
                    return earliest(found, most);
                });
        all.addAll(leases.take(
                sql,
                "enishi_command",
                "shop = ? and origin = ? and journey = ? and entry = ? and visit = ? and status in (?, ?)",
                lease,
                taken,
                this::place));
    }

    /** Which row it is, and that it still waits. */
    private List<Object> place(Taken one) {
        CommandKey key = one.key();
        return List.of(
                shop,
                key.origin(),
                key.journey(),
                key.entry(),
                key.visit(),
                OPEN.get(0).name(),
                OPEN.get(1).name());
    }

    private static List<Taken> earliest(List<Taken> all, int most) {
        all.sort(IN_TURN);
        return all.size() > most ? List.copyOf(all.subList(0, most)) : all;
    }

    /** @param condition what else has to hold of a row, after "and"; empty where rows are only looked at */
    private List<Taken> at(Sql sql, Place place, Instant until, int most, String condition) throws SQLException {
        return sql.list(
                ROW + " where shop = ? and status = ? and journey = ? and lane = ? and available_at <= ?" + condition
                        + " order by shop, status, journey, lane, available_at, turn limit ?"
                        + (condition.isEmpty() ? "" : leases.locking()),
                this::taken,
                shop,
                place.status.name(),
                place.journey,
                place.lane,
                until.toEpochMilli(),
                most);
    }

    /** All places, by stepping from one to the next in the index. */
    private List<Place> places(Sql sql) throws SQLException {
        List<Place> found = new ArrayList<>();
        for (Status status : OPEN) {
            Optional<Place> next = after(sql, status, "");
            while (next.isPresent()) {
                found.add(next.get());
                next = after(sql, next.get());
            }
        }
        return found;
    }

    private Optional<Place> after(Sql sql, Place place) throws SQLException {
        Optional<Place> sibling = sql.first(
                "select lane from enishi_command where shop = ? and status = ? and journey = ? and lane > ?"
                        + " order by shop, status, journey, lane limit 1",
                row -> new Place(place.status, place.journey, row.getString(1)),
                shop,
                place.status.name(),
                place.journey,
                place.lane);
        return sibling.isPresent() ? sibling : after(sql, place.status, place.journey);
    }

    private Optional<Place> after(Sql sql, Status status, String journey) throws SQLException {
        return sql.first(
                "select journey, lane from enishi_command where shop = ? and status = ? and journey > ?"
                        + " order by shop, status, journey, lane limit 1",
                row -> new Place(status, row.getString(1), row.getString(2)),
                shop,
                status.name(),
                journey);
    }

    /** A command that is taken; empty when its row cannot be read: then it is out of the way of the others until its lease is over. */
    private record Taken(CommandKey key, String lane, long availableAt, long turn, Optional<StoredCommand> command) {}

    private Taken taken(ResultSet row) throws SQLException {
        CommandKey key = key(row);
        try {
            return new Taken(
                    key, row.getString(6), row.getLong(7), row.getLong(8), Optional.of(command(key, row.getString(5))));
        } catch (StoredFormException unreadable) {
            LOG.error("a command is left where it is: {}", unreadable.getMessage());
            return new Taken(key, row.getString(6), row.getLong(7), row.getLong(8), Optional.empty());
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

    Optional<StoredCommand> command(CommandKey key) {
        return transactions.read(sql -> sql.first(
                "select origin, journey, entry, visit, body from enishi_command where shop = ? and origin = ? and"
                        + " journey = ? and entry = ? and visit = ?",
                this::command,
                shop,
                key.origin(),
                key.journey(),
                key.entry(),
                key.visit()));
    }

    List<StoredCommand> commands(Status status, @Nullable CommandKey after, int limit) {
        return transactions.read(sql -> {
            String shopIs = dialect.sortsWhatAnIndexFinds() && areMany(sql, status) ? "shop + 0 = ?" : "shop = ?";
            List<Object> values = new ArrayList<>(List.of(shop, status.name()));
            if (after != null) {
                for (int i = 0; i < 3; i++) {
                    values.add(after.origin());
                }
                values.addAll(List.of(after.journey(), after.journey(), after.entry(), after.entry(), after.visit()));
            }
            values.add(limit);
            return sql.list(
                    "select origin, journey, entry, visit, body from enishi_command where " + shopIs
                            + " and status = ?" + (after == null ? "" : AFTER)
                            + " order by origin, journey, entry, visit, shop limit ?",
                    this::command,
                    values.toArray());
        });
    }

    /** Few are found by their state and sorted, many are met in the order of keys: a condition that is computed finds nothing by its index. */
    private boolean areMany(Sql sql, Status status) throws SQLException {
        return sql.first(
                        "select turn from enishi_command where shop = ? and status = ? order by shop, status limit 1"
                                + " offset ?",
                        row -> row.getLong(1),
                        shop,
                        status.name(),
                        FEW)
                .isPresent();
    }
}
