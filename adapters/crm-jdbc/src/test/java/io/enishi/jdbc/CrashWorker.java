package io.enishi.jdbc;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.jdbc.CrashShop.Turn;
import io.enishi.jdbc.FlightRecorder.Entry;
import io.enishi.jdbc.FlightRecorder.Number;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that works until it is killed: two threads do what a host does, each turn again until it is done, and two do what is due and
 * deliver. What a turn does and the time of its event outlive the worker, so that its successor repeats the turn that was cut off.
 */
final class CrashWorker {

    private final int slot;
    private final long seed;
    private final FlightRecorder recorder;
    private final DataSource database;
    private final InstantSource clock;
    private final JdbcCustomerStore store;
    private final ConnectionSource connections;
    private final Random chance = new Random();
    private final Executor spoilsport = Executors.newSingleThreadExecutor();
    private final ThreadLocal<Boolean> claiming = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<Boolean> delivers = ThreadLocal.withInitial(() -> false);
    private volatile @Nullable Crm running;

    private CrashWorker(int slot, int port, String name, long seed, Path folder) throws Exception {
        this.slot = slot;
        this.seed = seed;
        List<FlightRecorder> recorders = FlightRecorder.ofAll(folder, CrashTest.SLOTS);
        this.recorder = recorders.get(slot);
        this.database = CrashShop.server(port, name);
        this.clock = CrashShop.clock(recorders);
        this.connections = new ConnectionOfThread(database);
        this.store = JdbcCustomerStore.open(connections, CrashShop.SHOP);
    }

    /** Slot, port, database, seed, folder of the recorders, number of the life. */
    public static void main(String[] arguments) throws Exception {
        CrashWorker worker = new CrashWorker(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments[2],
                Long.parseLong(arguments[3]),
                Path.of(arguments[4]));
        worker.work(Integer.parseInt(arguments[5]));
    }

    private void work(int life) throws Exception {
        RecordingServer mail = new RecordingServer(new ConnectionOfThread(database), seed + slot * 1000L + life, true);
        Crm crm = CrashShop.crm(recorded(store), clock, mail);
        running = crm;
        Map<Integer, Map<Integer, Entry>> before = recorder.entries();
        for (int thread = 0; thread < 2; thread++) {
            int number = thread;
            Map<Integer, Entry> known = before.getOrDefault(number, Map.of());
            start(() -> host(crm, number, known));
        }
        start(() -> repeat(() -> {
            crm.drain();
            crm.runDue();
        }));
        start(() -> {
            delivers.set(true);
            repeat(() -> crm.deliver(20));
        });
        // The parent ends this JVM, or its end does: nobody writes here.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void repeat(Runnable work) {
        while (true) {
            try {
                work.run();
                Thread.sleep(5);
            } catch (RuntimeException again) {
                again.printStackTrace();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    // ---------------------------------------------------------------- the host

    private void host(Crm crm, int thread, Map<Integer, Entry> known) {
        for (int index = 0; ; index++) {
            Entry last = known.get(index);
            if (last != null && !last.answer().isEmpty()) {
                continue;
            }
            long at = last == null ? clock.instant().toEpochMilli() : last.at();
            if (last == null) {
                recorder.tries(thread, index, at);
            }
            Turn turn = Turn.of(seed, slot, thread, index);
            String answer = null;
            while (answer == null) {
                try {
                    answer = take(crm, turn, Instant.ofEpochMilli(at));
                } catch (RuntimeException | SQLException again) { // as a host would: it was not told that it is done
                    again.printStackTrace();
                }
            }
            recorder.acknowledged(thread, index, answer);
        }
    }

    private String take(Crm crm, Turn turn, Instant at) throws SQLException {
        return switch (turn.kind()) {
            case VIEW, ORDER -> outcome(crm.accept(turn.event(at)));
            case ORDER_IN_TRANSACTION -> order(turn, at, true);
            case ORDER_ROLLED_BACK -> order(turn, at, false);
            case GRANT, REFUSE -> {
                crm.consent(statement(crm, turn, at));
                yield "stated";
            }
            case MERGE, UNMERGE -> judge(crm, turn);
        };
    }

    private static String outcome(AcceptOutcome outcome) {
        return outcome.getClass().getSimpleName();
    }

    static ConsentStatement statement(Crm crm, Turn turn, Instant at) {
        MatchKey address = crm.matchKey(CrashShop.mail(turn.person())).orElseThrow();
        return turn.kind() == Turn.Kind.GRANT
                ? ConsentStatement.granted(address, "newsletter", "mail", at, "web-form", "v1")
                : ConsentStatement.refused(address, "newsletter", "mail", at, "one-click");
    }

    private static String judge(Crm crm, Turn turn) {
        Identifier one = CrashShop.mail(turn.person());
        Identifier other = turn.person() == turn.other() ? CrashShop.card(turn.person()) : CrashShop.mail(turn.other());
        if (crm.originOf(one).isEmpty() || crm.originOf(other).isEmpty()) {
            return "nobody";
        }
        if (turn.kind() == Turn.Kind.MERGE) {
            crm.merge(one, other, "clerk", "turn " + turn.number());
        } else {
            crm.unmerge(one, other, "clerk", "turn " + turn.number());
        }
        return "judged";
    }

    /** The order and its event in the host's own transaction; an order that is there already was committed before the crash. */
    private String order(Turn turn, Instant at, boolean commit) throws SQLException {
        Connection connection = connections.get();
        try {
            connection.setAutoCommit(false);
            CustomerEvent event = turn.event(at);
            try (PreparedStatement statement = connection.prepareStatement(
                    "insert into orders (id, source, event_id) values (?, ?, ?) on conflict do nothing")) {
                statement.setString(1, "o-" + turn.number());
                statement.setString(2, event.source());
                statement.setBytes(3, turn.eventBytes());
                if (statement.executeUpdate() == 1) {
                    store.inbox().queue(connection, event);
                }
            }
            if (commit) {
                connection.commit();
                return "ordered";
            }
            connection.rollback();
            return "rolled-back";
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            connections.release(connection);
        }
    }

    // ---------------------------------------------------------------- what is in flight

    /** The store, with a note of every commit under way, and of every claim from its commit to the commit that settles it. */
    private CustomerStore recorded(CustomerStore plain) {
        return new ForwardingStore(plain) {
            @Override
            public CommitResult commit(Commit commit) {
                return CrashWorker.this.commit(plain, commit);
            }

            @Override
            public List<StoredCommand> takeClaimable(Instant until, int limit, Duration lease) {
                endClaim();
                return super.takeClaimable(until, limit, lease);
            }

            @Override
            public Ledger ledger(MatchKey address) {
                Ledger ledger = super.ledger(address);
                if (delivers.get() && chance.nextInt(4) == 0) {
                    refuseNow(address);
                }
                return ledger;
            }
        };
    }

    private CommitResult commit(CustomerStore plain, Commit commit) {
        boolean claims = commit.customers().stream()
                .flatMap(change -> change.commands().stream())
                .anyMatch(command -> command.status() == StoredCommand.Status.DISPATCHED && command.outcome() == null);
        if (claims) {
            endClaim();
            claiming.set(true);
            recorder.add(Number.CLAIMS_IN_FLIGHT, 1);
        }
        if (chance.nextInt(5) == 0) {
            pause(10);
        }
        recorder.add(Number.COMMITS_IN_FLIGHT, 1);
        CommitResult result = null;
        try {
            result = plain.commit(commit);
            return result;
        } finally {
            recorder.add(Number.COMMITS_IN_FLIGHT, -1);
            recorder.add(Number.COMMITS, 1);
            recorder.add(Number.WORK, 1);
            if (claims && result == CommitResult.COMMITTED) {
                recorder.add(Number.CLAIMS, 1);
            } else if (claiming.get()) {
                endClaim(); // the commit that settles it, or a claim that lost
            }
        }
    }

    /** The worst moment for a refusal: consent was read, and what is decided on it did not commit yet. */
    private void refuseNow(MatchKey address) {
        Crm crm = running;
        if (crm != null) {
            spoilsport.execute(() -> {
                try {
                    crm.consent(ConsentStatement.refused(address, "newsletter", "mail", clock.instant(), "one-click"));
                } catch (RuntimeException unsaid) { // nobody is told that it was stated
                    unsaid.printStackTrace();
                }
            });
            pause(20);
        }
    }

    private void pause(int most) {
        LockSupport.parkNanos(1_000_000L * chance.nextInt(most));
    }

    private void endClaim() {
        if (claiming.get()) {
            claiming.set(false);
            recorder.add(Number.CLAIMS_IN_FLIGHT, -1);
        }
    }

    /** A connection for each thread, a new one when it broke: as a pool of the right size. */
    static final class ConnectionOfThread implements ConnectionSource {

        private final DataSource source;
        private final ThreadLocal<Connection> own = new ThreadLocal<>();

        ConnectionOfThread(DataSource source) {
            this.source = source;
        }

        @Override
        public Connection get() throws SQLException {
            Connection connection = own.get();
            if (connection == null || connection.isClosed()) {
                connection = source.getConnection();
                own.set(connection);
            }
            return connection;
        }

        @Override
        public void release(Connection connection) {}
    }
}
