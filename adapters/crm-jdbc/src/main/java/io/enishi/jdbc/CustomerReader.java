package io.enishi.jdbc;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCheckpoint;
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
import org.jspecify.annotations.Nullable;

/** Reads a person, whole or from the checkpoint on. */
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

    private record Head(
            OriginId asked,
            OriginId id,
            long version,
            Membership membership,
            Instant lastDecided,
            @Nullable StoredCheckpoint checkpoint) {}

    private record OriginRow(OriginId id, OriginId customer, long minted, boolean restricted) {}

    private record Of<T>(OriginId origin, T row) {}

    /**
     * The customer who holds an origin, as one snapshot: everything is read statement by statement, and again when the version at the
     * end is not that of the beginning, since every commit moves it.
     *
     * @param definitions whose checkpoint is wanted; null for the whole
     */
    Optional<StoredCustomer> load(Sql sql, OriginId origin, @Nullable String definitions) throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Head> heads = heads(sql, List.of(origin), definitions);
            if (heads.isEmpty()) {
                return Optional.empty();
            }
            StoredCustomer customer = read(sql, heads).get(0);
            if (isStill(customer, heads(sql, List.of(origin), null))) {
                return Optional.of(customer);
            }
        }
        throw new StoreException("customer " + origin + " changed " + ATTEMPTS + " times while being read");
    }

    /** Those of these origins' customers who stand and did not change while they were read, as {@link #load} reads them, in the order asked for. */
    List<StoredCustomer> loadAll(Sql sql, List<OriginId> origins, @Nullable String definitions) throws SQLException {
        Map<OriginId, Head> found = new HashMap<>();
        heads(sql, origins, definitions).forEach(head -> found.put(head.asked, head));
        Map<OriginId, Head> distinct = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            Head head = found.get(origin);
            if (head != null) {
                distinct.putIfAbsent(head.id, head);
            }
        }
        if (distinct.isEmpty()) {
            return List.of();
        }
        List<StoredCustomer> read = read(sql, List.copyOf(distinct.values()));
        List<Head> afterwards = heads(sql, origins, null);
        return read.stream().filter(customer -> isStill(customer, afterwards)).toList();
    }

    private static boolean isStill(StoredCustomer customer, List<Head> heads) {
        return heads.stream()
                .anyMatch(head -> head.id.equals(customer.id().origin()) && head.version == customer.version());
    }

    private static final Sql.Wanted HEADS = new Sql.Wanted(
            "o.id as asked, c.id, c.version, c.membership_hash, c.membership, c.last_decided",
            "enishi_origin o join enishi_customer c on c.shop = o.shop and c.id = o.customer",
            "o.shop",
            "o.id",
            "",
            "");
    private static final Sql.Wanted HEADS_AND_CHECKPOINTS = new Sql.Wanted(
            HEADS.columns() + ", k.definitions, k.until_at, k.state",
            HEADS.from() + " left join enishi_checkpoint k on k.shop = c.shop and k.id = c.id",
            "o.shop",
            "o.id",
            "",
            "");
    private static final Sql.Wanted ORIGINS =
            new Sql.Wanted("id, customer, minted, restricted", "enishi_origin", "shop", "customer", "", "minted");
    private static final Sql.Wanted IDENTIFIERS = ofOrigins("origin, body", "enishi_identifier", "");
    private static final Sql.Wanted RUNS_OF = ofOrigins(
            "origin, journey, entry, definition_hash, state, timers, started_at, ended_at, end_kind, end_reason",
            "enishi_run",
            "");
    private static final Sql.Wanted OPEN = new Sql.Wanted(
            "origin, body, turn", "enishi_command", "shop", "origin", " and available_at is not null", "turn");
    private static final Sql.Wanted DISPATCHED = ofOrigins("origin, body", "enishi_dispatched", "");

    private static Sql.Wanted ofOrigins(String columns, String table, String tail) {
        return new Sql.Wanted(columns, table, "shop", "origin", tail, "");
    }

    private List<Head> heads(Sql sql, List<OriginId> origins, @Nullable String definitions) throws SQLException {
        return sql.lookUp(
                definitions == null ? HEADS : HEADS_AND_CHECKPOINTS,
                shop,
                Column.Type.BYTES,
                origins,
                row -> new Head(
                        Sql.origin(row.getBytes(1)),
                        Sql.origin(row.getBytes(2)),
                        row.getLong(3),
                        membership(row.getString(4), row.getBytes(5)),
                        Instant.ofEpochMilli(row.getLong(6)),
                        definitions == null ? null : checkpoint(row, definitions)));
    }

    private static @Nullable StoredCheckpoint checkpoint(ResultSet row, String definitions) throws SQLException {
        return definitions.equals(row.getString(7))
                ? new StoredCheckpoint(definitions, Instant.ofEpochMilli(row.getLong(8)), row.getBytes(9))
                : null;
    }

    /** Timelines by origin, from the checkpoint on where there is one. */
    private Map<OriginId, List<CustomerEvent>> timelines(Sql sql, List<Head> heads, List<OriginRow> origins)
            throws SQLException {
        Map<OriginId, List<OriginId>> byCustomer = new HashMap<>();
        for (OriginRow origin : origins) {
            byCustomer
                    .computeIfAbsent(origin.customer, customer -> new ArrayList<>(1))
                    .add(origin.id);
        }
        List<OriginId> whole = new ArrayList<>();
        Map<OriginId, List<CustomerEvent>> timelines = new HashMap<>();
        for (Head head : heads) {
            List<OriginId> own = byCustomer.getOrDefault(head.id, List.of());
            if (head.checkpoint == null) {
                whole.addAll(own);
            } else {
                timelines.putAll(
                        log.timelinesSince(sql, own, head.checkpoint.until().toEpochMilli()));
            }
        }
        if (!whole.isEmpty()) {
            timelines.putAll(log.timelines(sql, whole));
        }
        return timelines;
    }

    private <T> Map<OriginId, List<T>> rows(Sql sql, Sql.Wanted wanted, List<OriginId> origins, Sql.Row<Of<T>> reader)
            throws SQLException {
        return byOrigin(sql.lookUp(wanted, shop, Column.Type.BYTES, origins, reader));
    }

    private List<StoredCustomer> read(Sql sql, List<Head> heads) throws SQLException {
        List<OriginRow> origins = new ArrayList<>(sql.lookUp(
                ORIGINS,
                shop,
                Column.Type.BYTES,
                heads.stream().map(Head::id).toList(),
                row -> new OriginRow(
                        Sql.origin(row.getBytes(1)), Sql.origin(row.getBytes(2)), row.getLong(3), row.getBoolean(4))));
        List<OriginId> ids = origins.stream().map(OriginRow::id).toList();
        Map<OriginId, List<CustomerEvent>> timelines = timelines(sql, heads, origins);
        Map<OriginId, List<SeenIdentifier>> identifiers =
                rows(sql, IDENTIFIERS, ids, row -> of("enishi_identifier", row, codec::seenIdentifier));
        Map<OriginId, List<StoredInstance>> instances =
                rows(sql, RUNS_OF, ids, row -> new Of<>(Sql.origin(row.getBytes(1)), instance(row)));
        Map<OriginId, List<StoredCommand>> open =
                rows(sql, OPEN, ids, row -> of("enishi_command", row, codec::command));
        Map<OriginId, List<Dispatched>> dispatched =
                rows(sql, DISPATCHED, ids, row -> of("enishi_dispatched", row, codec::dispatched));
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
            messages.sort(Comparator.comparing(Dispatched::at).thenComparing(Dispatched::key));
            customers.add(new StoredCustomer(
                    new CustomerId(head.id),
                    head.version,
                    stored,
                    head.membership,
                    head.lastDecided,
                    runs,
                    commands,
                    messages,
                    head.checkpoint));
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

    static Membership membership(String definitionHash, byte[] bits) {
        long[] words = new long[bits.length / Long.BYTES];
        ByteBuffer.wrap(bits).asLongBuffer().get(words);
        return new Membership(definitionHash, words);
    }

    static byte[] bytes(long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }
}
