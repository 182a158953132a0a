package io.enishi.jdbc;

import io.enishi.core.event.CustomerEvent;
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
import java.util.LinkedHashMap;
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

    private static final Comparator<SeenIdentifier> SEEN = Comparator.comparing(SeenIdentifier::firstSeen)
            .thenComparing(one -> one.identifier().scheme())
            .thenComparing(one -> one.identifier().value())
            .thenComparing(one -> one.identifier().verified());

    private static final Comparator<StoredInstance> RUNS = Comparator.comparing(StoredInstance::startedAt)
            .thenComparing(run -> run.key().origin())
            .thenComparing(run -> run.key().journey())
            .thenComparing(run -> run.key().entry());

    /** People in one statement at most. */
    static final int MAX_TOGETHER = 256;

    private final int shop;
    private final StoreCodec codec;
    private final LogTable log;

    CustomerReader(int shop, StoreCodec codec, LogTable log) {
        this.shop = shop;
        this.codec = codec;
        this.log = log;
    }

    private record Head(OriginId asked, OriginId id, long version, Membership membership, Instant lastDecided) {}

    private record OriginRow(OriginId id, OriginId customer, long minted, boolean restricted) {}

    private record Of<T>(OriginId origin, T row) {}

    /**
     * The customer who holds an origin, as one snapshot: everything is read statement by statement, and again when the version at the
     * end is not that of the beginning, since every commit moves it.
     */
    Optional<StoredCustomer> load(Sql sql, OriginId origin) throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Head> heads = heads(sql, List.of(origin));
            if (heads.isEmpty()) {
                return Optional.empty();
            }
            StoredCustomer customer = read(sql, heads).get(0);
            if (isStill(customer, heads(sql, List.of(origin)))) {
                return Optional.of(customer);
            }
        }
        throw new StoreException("customer " + origin + " changed " + ATTEMPTS + " times while being read");
    }

    /** Those of these origins' customers who stand and did not change while they were read. */
    List<StoredCustomer> loadAll(Sql sql, List<OriginId> origins) throws SQLException {
        Map<OriginId, Head> distinct = new LinkedHashMap<>();
        heads(sql, origins).forEach(head -> distinct.putIfAbsent(head.id, head));
        if (distinct.isEmpty()) {
            return List.of();
        }
        List<StoredCustomer> read = read(sql, List.copyOf(distinct.values()));
        List<Head> afterwards = heads(sql, origins);
        return read.stream().filter(customer -> isStill(customer, afterwards)).toList();
    }

    private static boolean isStill(StoredCustomer customer, List<Head> heads) {
        return heads.stream()
                .anyMatch(head -> head.id.equals(customer.id().origin()) && head.version == customer.version());
    }

    private List<Head> heads(Sql sql, List<OriginId> origins) throws SQLException {
        return sql.list(
                "select o.id, c.id, c.version, c.membership_hash, c.membership, c.last_decided from enishi_origin o"
                    + " join enishi_customer c on c.shop = o.shop and c.id = o.customer where o.shop = ? and o.id in ("
                        + Sql.marks(origins.size()) + ")",
                row -> new Head(
                        Sql.origin(row.getBytes(1)),
                        Sql.origin(row.getBytes(2)),
                        row.getLong(3),
                        new Membership(row.getString(4), longs(row.getBytes(5))),
                        Instant.ofEpochMilli(row.getLong(6))),
                values(origins));
    }

    private Object[] values(List<OriginId> ids) {
        List<Object> values = new ArrayList<>(ids.size() + 1);
        values.add(shop);
        values.addAll(ids);
        return values.toArray();
    }

    private List<StoredCustomer> read(Sql sql, List<Head> heads) throws SQLException {
        Object[] people = values(heads.stream().map(Head::id).toList());
        String those = " in (" + Sql.marks(heads.size()) + ")";
        String ofThose =
                " join enishi_origin o on o.shop = t.shop and o.id = t.origin where o.shop = ? and o.customer" + those;
        List<OriginRow> origins = sql.list(
                "select id, customer, minted, restricted from enishi_origin where shop = ? and customer" + those
                        + " order by minted",
                row -> new OriginRow(
                        Sql.origin(row.getBytes(1)), Sql.origin(row.getBytes(2)), row.getLong(3), row.getBoolean(4)),
                people);
        Map<OriginId, List<CustomerEvent>> timelines = log.timelines(sql, ofThose, people);
        Map<OriginId, List<SeenIdentifier>> identifiers = byOrigin(sql.list(
                "select t.origin, t.body from enishi_identifier t" + ofThose,
                row -> of("enishi_identifier", row, codec::seenIdentifier),
                people));
        Map<OriginId, List<StoredInstance>> instances = byOrigin(sql.list(
                "select t.origin, t.journey, t.entry, t.definition_hash, t.state, t.timers, t.started_at, t.ended_at,"
                        + " t.end_kind, t.end_reason from enishi_run t" + ofThose,
                row -> new Of<>(Sql.origin(row.getBytes(1)), instance(row)),
                people));
        Map<OriginId, List<StoredCommand>> open = byOrigin(sql.list(
                "select t.origin, t.body from enishi_command t" + ofThose + " and t.available_at is not null",
                row -> of("enishi_command", row, codec::command),
                people));
        Map<OriginId, List<Dispatched>> dispatched = byOrigin(sql.list(
                "select t.origin, t.body from enishi_dispatched t" + ofThose,
                row -> of("enishi_dispatched", row, codec::dispatched),
                people));
        Map<OriginId, List<OriginRow>> byCustomer = new HashMap<>();
        origins.forEach(origin -> byCustomer
                .computeIfAbsent(origin.customer, customer -> new ArrayList<>())
                .add(origin));
        List<StoredCustomer> customers = new ArrayList<>(heads.size());
        for (Head head : heads) {
            List<StoredOrigin> stored = new ArrayList<>(1);
            List<StoredInstance> runs = new ArrayList<>(1);
            List<StoredCommand> commands = new ArrayList<>(1);
            List<Dispatched> messages = new ArrayList<>(0);
            for (OriginRow origin : byCustomer.getOrDefault(head.id, List.of())) {
                List<CustomerEvent> timeline = timelines.getOrDefault(origin.id, new ArrayList<>());
                timeline.sort(TIMELINE);
                List<SeenIdentifier> seen = identifiers.getOrDefault(origin.id, new ArrayList<>());
                seen.sort(SEEN);
                stored.add(new StoredOrigin(origin.id, origin.minted, timeline, null, seen, origin.restricted));
                runs.addAll(instances.getOrDefault(origin.id, List.of()));
                commands.addAll(open.getOrDefault(origin.id, List.of()));
                messages.addAll(dispatched.getOrDefault(origin.id, List.of()));
            }
            runs.sort(RUNS);
            commands.sort(Comparator.comparing(StoredCommand::key));
            messages.sort(Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key));
            customers.add(new StoredCustomer(
                    new CustomerId(head.id),
                    head.version,
                    stored,
                    head.membership,
                    head.lastDecided,
                    runs,
                    commands,
                    messages));
        }
        return customers;
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
