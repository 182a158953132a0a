package io.enishi.jdbc;

import static io.enishi.jdbc.Column.SHOP;
import static io.enishi.jdbc.Column.bytes;
import static io.enishi.jdbc.Column.number;
import static io.enishi.jdbc.Column.text;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timelines and the decision log, which are one table: a decision stands in one row with the events that it brought to its customer's
 * label, and does not repeat them. That is one row, one index and half the text of two tables; most customers are one origin, so most
 * decisions are such rows. Events of another origin have a row of their own, and stand in the decision once more.
 *
 * <p>An event that comes again with other content is added again: the later row is on the timeline, the earlier one is what was decided on.
 */
final class LogTable {

    private static final String NAME = "enishi_log";
    /** What every reading of decisions begins with. */
    private static final String SELECT = "select position, events, decision from " + NAME + " where shop = ?";

    private final int shop;
    private final StoreCodec codec;
    private final EventCodec events;
    private final RowStatement insert;

    LogTable(Dialect dialect, int shop, StoreCodec codec, EventCodec events) {
        this.shop = shop;
        this.codec = codec;
        this.events = events;
        this.insert = dialect.insert(
                NAME, List.of(SHOP, bytes("origin"), text("events"), text("decision"), number("latest")));
    }

    // ---------------------------------------------------------------- writing

    private record EventKey(String source, EventId id) {}

    /** The events that a commit adds to one origin and that no row holds yet. */
    private static final class Unwritten {
        private final Map<EventKey, CustomerEvent> events = new LinkedHashMap<>(2);

        void add(CustomerEvent event) {
            EventKey key = new EventKey(event.source(), event.id());
            events.remove(key); // of two in one commit the later one is on the timeline
            events.put(key, event);
        }

        /** Takes these out, if all of them are there as they are. */
        boolean take(List<CustomerEvent> wanted) {
            for (CustomerEvent event : wanted) {
                if (!event.equals(events.get(new EventKey(event.source(), event.id())))) {
                    return false;
                }
            }
            wanted.forEach(event -> events.remove(new EventKey(event.source(), event.id())));
            return true;
        }
    }

    void write(Sql sql, List<CustomerChange> changes, List<DecisionRecord> decisions) {
        Map<OriginId, Unwritten> unwritten = new LinkedHashMap<>(2 * changes.size());
        for (CustomerChange change : changes) {
            for (ChangedTimeline changed : change.timelines()) {
                Unwritten ofOrigin = unwritten.computeIfAbsent(changed.origin(), origin -> new Unwritten());
                changed.added().forEach(ofOrigin::add);
            }
        }
        for (DecisionRecord decision : decisions) {
            OriginId label = decision.customer().origin();
            List<CustomerEvent> own = StoreCodec.ownEvents(decision);
            Unwritten there = own.isEmpty() ? null : unwritten.get(label);
            if (there != null && there.take(own)) {
                sql.later(
                        insert, shop, label, lines(own), new Document(codec.encodeBesideEvents(decision)), latest(own));
            } else {
                sql.later(
                        insert,
                        shop,
                        label,
                        Sql.Absent.TEXT,
                        new Document(codec.encodeUtf8(decision)),
                        Sql.Absent.NUMBER);
            }
        }
        unwritten.forEach((origin, left) -> {
            if (!left.events.isEmpty()) {
                Collection<CustomerEvent> those = left.events.values();
                sql.later(insert, shop, origin, lines(those), Sql.Absent.TEXT, latest(those));
            }
        });
    }

    private static long latest(Collection<CustomerEvent> of) {
        long latest = Long.MIN_VALUE;
        for (CustomerEvent event : of) {
            latest = Math.max(latest, event.occurredAt().toEpochMilli());
        }
        return latest;
    }

    private Document lines(Collection<CustomerEvent> of) {
        if (of.size() == 1) {
            return new Document(events.encodeUtf8(of.iterator().next()));
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (CustomerEvent event : of) {
            if (lines.size() > 0) {
                lines.write('\n');
            }
            lines.writeBytes(events.encodeUtf8(event));
        }
        return new Document(lines.toByteArray());
    }

    /** Takes the content out of a decision, and leaves its events where they are. */
    void replace(Sql sql, long position, DecisionRecord decision) {
        sql.later(
                "update " + NAME + " set decision = ? where position = ?",
                new Document(codec.encodeUtf8(decision)),
                position);
    }

    /** Deletes a decision; events that stand in its row stay. */
    void deleteDecision(Sql sql, Row row) {
        if (row.events == null) {
            sql.later("delete from " + NAME + " where position = ?", row.position);
        } else {
            sql.later("update " + NAME + " set decision = null where position = ?", row.position);
        }
    }

    /** Deletes the events of an origin. Decisions that stand in the same rows must have been replaced or deleted before. */
    void deleteEvents(Sql sql, OriginId origin) throws SQLException {
        sql.update("delete from " + NAME + " where shop = ? and origin = ? and decision is null", shop, origin);
        sql.update("update " + NAME + " set events = null, latest = null where shop = ? and origin = ?", shop, origin);
    }

    // ---------------------------------------------------------------- reading

    /** A row, its texts not looked into. */
    record Row(
            long position,
            @Nullable String events,
            @Nullable String decision) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getString(2), row.getString(3));
    }

    Logged decision(Row row) {
        String text = row.decision == null ? "" : row.decision;
        return new Logged(
                row.position,
                Unreadable.orFail(
                        NAME,
                        "position " + row.position,
                        () -> codec.decision(text, () -> row.events == null ? List.of() : decoded(row.events))));
    }

    /** Rows with a decision, after a position. */
    List<Row> rows(Sql sql, long after, int limit) throws SQLException {
        return sql.list(
                SELECT + " and position > ? and decision is not null order by position limit ?",
                LogTable::row,
                shop,
                after,
                limit);
    }

    /** Rows with a decision about somebody with one of these labels, in order. */
    List<Row> rowsAbout(Sql sql, Collection<OriginId> labels, long after, int limit) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(shop);
        values.addAll(labels);
        values.add(after);
        values.add(limit);
        return sql.list(
                SELECT + " and origin in (" + Sql.marks(labels.size())
                        + ") and position > ? and decision is not null order by position limit ?",
                LogTable::row,
                values.toArray());
    }

    /** Rows with a decision about a label, before a position. */
    List<Row> rowsBefore(Sql sql, OriginId label, long position) throws SQLException {
        return sql.list(
                SELECT + " and origin = ? and position < ? and decision is not null order by position",
                LogTable::row,
                shop,
                label,
                position);
    }

    private static final Sql.Wanted EVENTS =
            new Sql.Wanted("origin, events, position", NAME, "shop", "origin", " and events is not null", "position");

    private static final Sql.Wanted EVENTS_SINCE =
            new Sql.Wanted("origin, events, position", NAME, "shop", "origin", " and latest >= ?", "position");

    /** Timelines by origin, not in order. */
    Map<OriginId, List<CustomerEvent>> timelines(Sql sql, List<OriginId> origins) throws SQLException {
        Found found = new Found(Long.MIN_VALUE);
        sql.lookUp(EVENTS, shop, Column.Type.BYTES, origins, found::take);
        return found.timelines();
    }

    /** As {@link #timelines}, with those events only that happened at {@code since} or later. */
    Map<OriginId, List<CustomerEvent>> timelinesSince(Sql sql, List<OriginId> origins, long since) throws SQLException {
        Found found = new Found(since);
        sql.lookUp(EVENTS_SINCE, shop, Column.Type.BYTES, origins, found::take, since);
        return found.timelines();
    }

    /** Events by origin; of those that stand twice the later row's. */
    private final class Found {
        private final Map<OriginId, Map<EventKey, CustomerEvent>> found = new HashMap<>();
        private final long since;

        Found(long since) {
            this.since = since;
        }

        OriginId take(ResultSet row) throws SQLException {
            OriginId origin = Sql.origin(row.getBytes(1));
            String text = row.getString(2);
            Map<EventKey, CustomerEvent> timeline = found.computeIfAbsent(origin, key -> new LinkedHashMap<>());
            for (CustomerEvent event : Unreadable.orFail(NAME, "origin " + origin, () -> decoded(text))) {
                if (event.occurredAt().toEpochMilli() >= since) {
                    timeline.put(new EventKey(event.source(), event.id()), event);
                }
            }
            return origin;
        }

        Map<OriginId, List<CustomerEvent>> timelines() {
            Map<OriginId, List<CustomerEvent>> timelines = new HashMap<>();
            found.forEach((origin, timeline) -> timelines.put(origin, new ArrayList<>(timeline.values())));
            return timelines;
        }
    }

    private List<CustomerEvent> decoded(String lines) {
        if (lines.indexOf('\n') < 0) {
            return List.of(events.decodeCustomerEvent(lines));
        }
        return lines.lines().map(events::decodeCustomerEvent).toList();
    }
}
