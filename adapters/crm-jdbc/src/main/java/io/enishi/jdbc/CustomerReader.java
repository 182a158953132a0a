package io.enishi.jdbc;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a person whole. */
final class CustomerReader {

    /** A person whose version keeps moving while it is read is busy beyond reason. */
    private static final int ATTEMPTS = 50;

    private static final Comparator<CustomerEvent> TIMELINE = Comparator.comparing(CustomerEvent::occurredAt)
            .thenComparing(CustomerEvent::source)
            .thenComparing(CustomerEvent::id);

    private static final String OF_CUSTOMER =
            " join enishi_origin o on o.shop = t.shop and o.id = t.origin where o.shop = ? and o.customer = ?";

    private final int shop;
    private final StoreCodec codec;
    private final EventCodec events;

    CustomerReader(int shop, StoreCodec codec, EventCodec events) {
        this.shop = shop;
        this.codec = codec;
        this.events = events;
    }

    private record Head(OriginId id, long version, Membership membership, Instant lastDecided) {
        boolean isSame(Head other) {
            return id.equals(other.id) && version == other.version;
        }
    }

    private record OriginRow(OriginId id, long minted, boolean restricted) {}

    private record Of<T>(OriginId origin, T row) {}

    /**
     * The customer who holds an origin, as one snapshot: everything is read statement by statement, and again when the version at the
     * end is not that of the beginning, since every commit moves it.
     */
    Optional<StoredCustomer> load(Sql sql, OriginId origin) throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Head> head = head(sql, origin);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            StoredCustomer customer = read(sql, head.get());
            if (head(sql, origin).filter(head.get()::isSame).isPresent()) {
                return Optional.of(customer);
            }
        }
        throw new StoreException("customer " + origin + " changed " + ATTEMPTS + " times while being read");
    }

    private Optional<Head> head(Sql sql, OriginId origin) throws SQLException {
        return sql.first(
                "select c.id, c.version, c.membership_hash, c.membership, c.last_decided from enishi_origin o"
                        + " join enishi_customer c on c.shop = o.shop and c.id = o.customer where o.shop = ? and o.id = ?",
                row -> new Head(
                        Sql.origin(row.getBytes(1)),
                        row.getLong(2),
                        new Membership(row.getString(3), longs(row.getBytes(4))),
                        Instant.ofEpochMilli(row.getLong(5))),
                shop,
                origin);
    }

    private StoredCustomer read(Sql sql, Head head) throws SQLException {
        List<OriginRow> origins = sql.list(
                "select id, minted, restricted from enishi_origin where shop = ? and customer = ? order by minted",
                row -> new OriginRow(Sql.origin(row.getBytes(1)), row.getLong(2), row.getBoolean(3)),
                shop,
                head.id);
        Map<OriginId, List<CustomerEvent>> timelines = byOrigin(sql.list(
                "select t.origin, t.body from enishi_event t" + OF_CUSTOMER,
                row -> of("enishi_event", row, events::decodeCustomerEvent),
                shop,
                head.id));
        Map<OriginId, List<SeenIdentifier>> identifiers = byOrigin(sql.list(
                "select t.origin, t.body from enishi_identifier t" + OF_CUSTOMER,
                row -> of("enishi_identifier", row, codec::seenIdentifier),
                shop,
                head.id));
        List<StoredInstance> instances = sql.list(
                "select t.origin, t.journey, t.entry, t.definition_hash, t.state, t.timers, t.started_at, t.ended_at, t.end_kind, t.end_reason"
                        + " from enishi_run t" + OF_CUSTOMER + " order by t.started_at, t.origin, t.journey, t.entry",
                this::instance,
                shop,
                head.id);
        List<StoredCommand> open = sql.list(
                "select t.origin, t.body from enishi_command t" + OF_CUSTOMER
                        + " and t.available_at is not null order by t.origin, t.journey, t.entry, t.visit",
                row -> of("enishi_command", row, codec::command).row(),
                shop,
                head.id);
        List<Dispatched> dispatched = new ArrayList<>(sql.list(
                "select t.origin, t.body from enishi_dispatched t" + OF_CUSTOMER,
                row -> of("enishi_dispatched", row, codec::dispatched).row(),
                shop,
                head.id));
        dispatched.sort(Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key));
        List<StoredOrigin> stored = new ArrayList<>(origins.size());
        for (OriginRow origin : origins) {
            List<CustomerEvent> timeline = timelines.getOrDefault(origin.id, new ArrayList<>());
            timeline.sort(TIMELINE);
            List<SeenIdentifier> seen = identifiers.getOrDefault(origin.id, new ArrayList<>());
            seen.sort(Comparator.comparing(SeenIdentifier::firstSeen)
                    .thenComparing(one -> one.identifier().scheme())
                    .thenComparing(one -> one.identifier().value())
                    .thenComparing(one -> one.identifier().verified()));
            stored.add(new StoredOrigin(origin.id, origin.minted, timeline, null, seen, origin.restricted));
        }
        return new StoredCustomer(
                new CustomerId(head.id),
                head.version,
                stored,
                head.membership,
                head.lastDecided,
                instances,
                open,
                dispatched);
    }

    /** A row that begins with its origin and its body. */
    private static <T> Of<T> of(String table, ResultSet row, Function<String, T> decoding) throws SQLException {
        OriginId origin = Sql.origin(row.getBytes(1));
        String body = row.getString(2);
        return new Of<>(origin, Unreadable.orFail(table, "origin " + origin, () -> decoding.apply(body)));
    }

    private StoredInstance instance(ResultSet row) throws SQLException {
        InstanceKey key = new InstanceKey(Sql.origin(row.getBytes(1)), row.getString(2), row.getString(3));
        String hash = row.getString(4);
        byte[] state = row.getBytes(5);
        String timers = row.getString(6);
        Instant started = Instant.ofEpochMilli(row.getLong(7));
        Instant ended = Instant.ofEpochMilli(row.getLong(8));
        String end = row.getString(9);
        String reason = row.getString(10);
        return Unreadable.orFail(
                "enishi_run",
                "scenario " + key.journey() + " of origin " + key.origin(),
                () -> end == null
                        ? StoredInstance.running(key, hash, state, codec.timers(timers), started)
                        : new StoredInstance(
                                key,
                                hash,
                                state,
                                codec.timers(timers),
                                started,
                                ended,
                                new Decision.End(Decision.End.Kind.valueOf(end), reason)));
    }

    private static <T> Map<OriginId, List<T>> byOrigin(List<Of<T>> rows) {
        Map<OriginId, List<T>> found = new HashMap<>();
        rows.forEach(row ->
                found.computeIfAbsent(row.origin, origin -> new ArrayList<>()).add(row.row));
        return found;
    }

    private static long[] longs(byte[] bytes) {
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(words);
        return words;
    }

    static byte[] bytes(long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }
}
