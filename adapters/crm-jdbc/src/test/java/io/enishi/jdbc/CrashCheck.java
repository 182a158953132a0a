package io.enishi.jdbc;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import io.enishi.jdbc.CrashShop.Turn;
import io.enishi.jdbc.FlightRecorder.Entry;
import io.enishi.scoring.ScoreFold;
import io.enishi.scoring.ScoreState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the tables, the mail server's books and what the host was told, and says what does not fit. It shares the stored forms with the
 * runtime and nothing else: who belonged together, what was permitted, what caps and folds come to is worked out here, by brute force,
 * from rows in the order in which the server committed them.
 */
final class CrashCheck {

    private static final String COMMITTED = "pg_xact_commit_timestamp(xmin)";
    private static final HexFormat HEX = HexFormat.of();

    private final Connection connection;
    private final StoreCodec codec = new StoreCodec();
    private final EventCodec events = new EventCodec();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Long> counted = new TreeMap<>();

    private CrashCheck(Connection connection) {
        this.connection = connection;
    }

    /** What does not fit, and how much was looked at. */
    record Findings(List<String> wrong, Map<String, Long> counted) {}

    static Findings of(Connection connection, Crm crm, Path folder, int slots, long seed) throws Exception {
        CrashCheck check = new CrashCheck(connection);
        check.nothingAcknowledgedIsLost(crm, folder, slots, seed);
        check.ordersAndEventsGoTogether();
        check.oneKeyForEachVisit();
        check.commandsAreNeverLost();
        check.callsFollowClaims();
        check.noAdvertisingAgainstARefusal();
        check.capsHold();
        check.everyEventIsDecidedOnce();
        check.foldsAreThoseOfTheEvents(crm);
        return new Findings(check.wrong, check.counted);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    private void count(String what, long more) {
        counted.merge(what, more, Long::sum);
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String select, Row<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private Set<String> texts(String select) throws SQLException {
        return new HashSet<>(list(select, row -> row.getString(1)));
    }

    // ---------------------------------------------------------------- events

    private void nothingAcknowledgedIsLost(Crm crm, Path folder, int slots, long seed) throws Exception {
        Set<String> kept = new HashSet<>();
        for (CustomerEvent event : events()) {
            kept.add(event.source() + event.id().toString().replace("-", ""));
        }
        Set<String> ordered = texts("select id from orders");
        Set<ConsentStatement> stated =
                new HashSet<>(list("select body from enishi_statement", row -> codec.statement(row.getString(1))));
        Set<String> judged = new HashSet<>(list(
                "select body from enishi_judgement",
                row -> codec.judgement(row.getString(1)).reason()));
        for (int slot = 0; slot < slots; slot++) {
            try (FlightRecorder recorder = new FlightRecorder(folder, slot)) {
                for (Map<Integer, Entry> ofThread : recorder.entries().values()) {
                    for (Entry entry : ofThread.values()) {
                        Turn turn = Turn.of(seed, slot, entry.thread(), entry.index());
                        String event = turn.source() + HEX.formatHex(turn.eventBytes());
                        switch (entry.answer()) {
                            case "" -> count("cut off", 1);
                            case "Accepted", "Duplicate" -> {
                                count("accepted", 1);
                                require(kept.contains(event), "acknowledged, but not there: " + turn);
                            }
                            case "ordered" -> {
                                count("ordered", 1);
                                require(ordered.contains("o-" + turn.number()), "the order is not there: " + turn);
                                require(kept.contains(event), "queued with an order, but not there: " + turn);
                            }
                            case "rolled-back" ->
                                require(!kept.contains(event), "rolled back with its order, but there: " + turn);
                            case "stated" -> {
                                count("stated", 1);
                                require(
                                        stated.contains(
                                                CrashWorker.statement(crm, turn, Instant.ofEpochMilli(entry.at()))),
                                        "stated, but not in the ledger: " + turn);
                            }
                            case "judged" -> {
                                count("judged", 1);
                                require(judged.contains("turn " + turn.number()), "judged, but not kept: " + turn);
                            }
                            case "nobody" -> count("nobody to judge", 1);
                            default -> require(false, "the host was told " + entry.answer() + ": " + turn);
                        }
                    }
                }
            }
        }
    }

    private void ordersAndEventsGoTogether() throws SQLException {
        require(
                texts("select event_id::text from orders except select id::text from enishi_inbox")
                        .isEmpty(),
                "an order without its row in the queue");
        require(
                texts("select id::text from enishi_inbox except select event_id::text from orders")
                        .isEmpty(),
                "a row in the queue without its order");
        Set<String> ordered = texts("select encode(event_id, 'hex') from orders");
        List<CustomerEvent> kept = events();
        for (CustomerEvent event : kept) {
            require(
                    !event.source().equals("shop")
                            || ordered.contains(event.id().toString().replace("-", "")),
                    "an event of an order that was rolled back");
        }
        require(texts("select 'x' from enishi_inbox where not settled").isEmpty(), "the queue is not empty at the end");
        Map<String, OriginId> origins = new HashMap<>();
        timelines()
                .forEach((origin, timeline) -> timeline.forEach(event -> {
                    OriginId other = origins.put(event.source() + event.id(), origin);
                    require(other == null || other.equals(origin), "an event is stored under two origins");
                }));
    }

    private void everyEventIsDecidedOnce() throws SQLException {
        Map<String, Integer> decided = new HashMap<>();
        for (DecisionRecord record : decisions()) {
            if (record.about() instanceof About.Events about && !about.replaced()) {
                about.events().forEach(event -> decided.merge(event.source() + event.id(), 1, Integer::sum));
            }
        }
        decided.forEach((event, times) -> require(times == 1, "event " + event + " was decided " + times + " times"));
        for (CustomerEvent event : events()) {
            require(decided.containsKey(event.source() + event.id()), "event " + event.id() + " was never decided");
        }
        count("events", decided.size());
    }

    private List<DecisionRecord> decisions() throws SQLException {
        return list(
                "select events, decision from enishi_log where decision is not null order by position",
                row -> decision(row.getString(1), row.getString(2)));
    }

    private DecisionRecord decision(String beside, String text) {
        return codec.decision(text, () -> decoded(beside));
    }

    private List<CustomerEvent> decoded(String lines) {
        return lines == null
                ? List.of()
                : lines.lines().map(events::decodeCustomerEvent).toList();
    }

    private List<CustomerEvent> events() throws SQLException {
        List<CustomerEvent> all = new ArrayList<>();
        timelines().values().forEach(all::addAll);
        return all;
    }

    /** By origin; of an event that stands twice the later one. */
    private Map<OriginId, List<CustomerEvent>> timelines() throws SQLException {
        Map<OriginId, Map<String, CustomerEvent>> found = new HashMap<>();
        list("select origin, events from enishi_log where events is not null order by position", row -> {
            OriginId origin = OriginId.parse(HEX.formatHex(row.getBytes(1)));
            Map<String, CustomerEvent> timeline = found.computeIfAbsent(origin, key -> new HashMap<>());
            decoded(row.getString(2)).forEach(event -> timeline.put(event.source() + event.id(), event));
            return origin;
        });
        Map<OriginId, List<CustomerEvent>> timelines = new HashMap<>();
        found.forEach((origin, timeline) -> timelines.put(origin, new ArrayList<>(timeline.values())));
        return timelines;
    }

    // ---------------------------------------------------------------- commands

    private void oneKeyForEachVisit() throws SQLException {
        // No step of these scenarios is visited twice, and an event starts a scenario under one origin.
        require(
                texts("select entry from enishi_command group by journey, entry, split_part(visit, '.', 1)"
                                + " having count(*) > 1")
                        .isEmpty(),
                "two keys for one visit of a step");
    }

    private void commandsAreNeverLost() throws SQLException {
        Set<String> kept = texts("select encode(origin, 'hex') || '/' || journey || '/' || entry || '/' || visit"
                + " from enishi_command");
        count("commands", kept.size());
        for (DecisionRecord record : decisions()) {
            record.journeys()
                    .forEach(decision -> decision.commands()
                            .forEach(key ->
                                    require(kept.contains(key.toString()), "decided, but not in the outbox: " + key)));
        }
        require(kept.containsAll(texts("select key from command_state")), "a command is gone");
    }

    private void callsFollowClaims() throws SQLException {
        Map<String, Integer> claims = new HashMap<>();
        for (State state : states()) {
            if (state.isClaim()) {
                claims.merge(state.command.key().toString(), 1, Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> calls : list(
                "select key, count(*) from channel_call group by key",
                row -> Map.entry(row.getString(1), row.getInt(2)))) {
            int claimed = claims.getOrDefault(calls.getKey(), 0);
            require(
                    calls.getValue() <= claimed,
                    calls.getKey() + " was called " + calls.getValue() + " times on " + claimed + " claims");
            count("calls", calls.getValue());
        }
        Set<String> done = texts("select key from command_state where status = 'DONE'");
        Set<String> messages = texts("select key from channel_message");
        require(messages.containsAll(done), "a command is done, but the mail server has no message");
        count("messages", messages.size());
    }

    /** A state that a command had, in the order of the commits that made them. */
    private record State(Instant committed, StoredCommand command) {

        boolean isClaim() {
            return command.status() == Status.DISPATCHED && command.outcome() == null && command.leaseUntil() != null;
        }

        boolean isAdvertising() {
            return command.command().effect() instanceof Effect.Send send
                    && send.messageClass() == MessageClass.ADVERTISING;
        }
    }

    private List<State> states() throws SQLException {
        return list(
                "select " + COMMITTED + ", body from command_state order by n",
                row -> new State(row.getTimestamp(1).toInstant(), codec.command(row.getString(2))));
    }

    // ---------------------------------------------------------------- consent and caps

    private record Stated(Instant committed, ConsentStatement statement) {}

    private void noAdvertisingAgainstARefusal() throws SQLException {
        List<Stated> ledger = list(
                "select " + COMMITTED + ", body from enishi_statement",
                row -> new Stated(row.getTimestamp(1).toInstant(), codec.statement(row.getString(2))));
        for (State claim : states()) {
            if (!claim.isClaim() || !claim.isAdvertising() || claim.command.message() == null) {
                continue;
            }
            count("advertising claims", 1);
            String to = claim.command.message().to().value();
            Instant granted = Instant.MIN;
            Instant refused = Instant.MIN;
            for (Stated stated : ledger) {
                MatchKey address = stated.statement.address();
                if (address.key().equals(to) && stated.committed.isBefore(claim.committed)) {
                    Instant at = stated.statement.at();
                    if (stated.statement.answer() == ConsentStatement.Answer.GRANTED) {
                        granted = at.isAfter(granted) ? at : granted;
                    } else {
                        refused = at.isAfter(refused) ? at : refused;
                    }
                }
            }
            require(
                    granted.isAfter(refused),
                    claim.command.key() + " was claimed at " + claim.committed + " against a refusal of " + refused
                            + " (granted " + granted + ")");
        }
    }

    /**
     * Goes through regroupings, claims and ends in the order of their commits and counts who got how much. A message that ended without
     * reaching the mail server draws on nothing from then on.
     */
    private void capsHold() throws SQLException {
        List<Map.Entry<Instant, Object>> story = new ArrayList<>();
        Set<CommandKey> first = new HashSet<>();
        Set<String> arrived = texts("select key from channel_message");
        for (State state : states()) {
            CommandKey key = state.command.key();
            if (state.isClaim() && state.isAdvertising() && first.add(key)) {
                story.add(Map.entry(state.committed, state.command));
            } else if (!state.command.isOpen() && first.contains(key) && !arrived.contains(key.toString())) {
                story.add(Map.entry(state.committed, state.command));
            }
        }
        List<Map.Entry<Instant, Object>> regrouped = list(
                "select " + COMMITTED
                        + ", events, decision from enishi_log where decision is not null order by position",
                row -> Map.entry(
                        row.getTimestamp(1).toInstant(),
                        decision(row.getString(2), row.getString(3)).about()));
        regrouped.stream()
                .filter(one -> one.getValue() instanceof About.Regrouped)
                .forEach(story::add);
        story.sort(Comparator.comparing(one -> one.getKey()));
        Map<OriginId, Set<OriginId>> together = new HashMap<>();
        Map<OriginId, Map<CommandKey, Instant>> left = new HashMap<>();
        for (Map.Entry<Instant, Object> next : story) {
            if (next.getValue() instanceof About.Regrouped group) {
                count("regroupings", 1);
                group.after().forEach(origin -> together.put(origin, group.after()));
            } else {
                StoredCommand command = (StoredCommand) next.getValue();
                OriginId origin = command.key().origin();
                Map<CommandKey, Instant> drawn = left.computeIfAbsent(origin, key -> new LinkedHashMap<>());
                if (!command.isOpen()) {
                    drawn.remove(command.key());
                    count("places given back", 1);
                    continue;
                }
                Instant at = command.dispatchedAt();
                List<Map.Entry<CommandKey, Instant>> before = together.getOrDefault(origin, Set.of(origin)).stream()
                        .flatMap(one -> left.getOrDefault(one, Map.of()).entrySet().stream())
                        .filter(sent ->
                                sent.getValue().plus(CrashShop.CAP_PERIOD).isAfter(at))
                        .toList();
                require(
                        before.size() < CrashShop.CAP,
                        command.key() + " is one too many for its person at " + at + ", after " + before);
                count(before.size() == CrashShop.CAP - 1 ? "claims at the cap" : "claims below the cap", 1);
                drawn.put(command.key(), at);
            }
        }
    }

    // ---------------------------------------------------------------- folds

    private void foldsAreThoseOfTheEvents(Crm crm) throws SQLException {
        Map<OriginId, List<CustomerEvent>> byCustomer = new HashMap<>();
        Map<OriginId, Long> decided = new HashMap<>();
        list(
                "select id, last_decided from enishi_customer",
                row -> decided.put(OriginId.parse(HEX.formatHex(row.getBytes(1))), row.getLong(2)));
        Map<OriginId, List<CustomerEvent>> timelines = timelines();
        list("select id, customer from enishi_origin", row -> {
            OriginId origin = OriginId.parse(HEX.formatHex(row.getBytes(1)));
            OriginId customer = OriginId.parse(HEX.formatHex(row.getBytes(2)));
            return byCustomer
                    .computeIfAbsent(customer, key -> new ArrayList<>())
                    .addAll(timelines.getOrDefault(origin, List.of()));
        });
        ScoreFold fold = CrashShop.INTEREST.fold();
        byCustomer.forEach((customer, timeline) -> {
            count("customers", 1);
            timeline.sort(Comparator.comparing(CustomerEvent::occurredAt)
                    .thenComparing(CustomerEvent::source)
                    .thenComparing(CustomerEvent::id));
            ScoreState state = fold.initial();
            for (CustomerEvent event : timeline) {
                boolean visible = event.occurredAt().toEpochMilli() <= decided.get(customer);
                if (visible && (fold.eventTypes().isEmpty() || fold.eventTypes().contains(event.type()))) {
                    state = fold.apply(state, event);
                }
            }
            Map<String, Trajectory> metrics = fold.metrics(state);
            for (String metric : fold.publishes()) {
                Trajectory kept = crm.metric(new CustomerId(customer), metric).orElse(null);
                Trajectory fresh = metrics.get(metric);
                for (long later = 0; later < 3; later++) {
                    long at = decided.get(customer) + later * 3_600_000;
                    Long one = kept == null ? null : (Long) kept.valueAt(at);
                    Long other = fresh == null ? null : (Long) fresh.valueAt(at);
                    require(
                            Objects.equals(one, other),
                            metric + " of " + customer + " is " + one + ", from the events " + other);
                }
            }
        });
    }
}
