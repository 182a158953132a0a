package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Faults that PostgreSQL and a pool make themselves: deadlocks, timeouts, restarts, an exhausted pool, clocks that disagree. */
class RealFaultTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static HikariDataSource pool(PGSimpleDataSource source, int size, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(patience.toMillis());
        return new HikariDataSource(config);
    }

    /** Ours has locked Hanako's row and waits for the address's, the host's the other way round. */
    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        PGSimpleDataSource database = Databases.plainPostgres();
        FaultShop shop = new FaultShop(database);
        shop.crm.accept(shop.order(1, FaultShop.HANAKO));
        shop.consent(true);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection host = database.getConnection();
                Statement statement = host.createStatement()) {
            host.setAutoCommit(false);
            statement.execute("set local deadlock_timeout = '60s'"); // so that it is ours that is chosen
            statement.executeQuery("select 1 from enishi_ledger for update");
            Future<Integer> delivered = other.submit(() -> shop.crm.deliver());
            waitUntilSomebodyWaits(database);
            // Returns only when ours has given up the row.
            statement.executeQuery("select 1 from enishi_customer for update");
            host.rollback();
            assertThat(delivered.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            other.shutdownNow();
        }
        waitUntil(() -> deadlocks(database) > 0, "the server counts no deadlock");
        assertThat(shop.mail.messages()).hasSize(1);
        assertThat(shop.crm.verify().differences()).isEmpty();
    }

    private static void waitUntilSomebodyWaits(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where datname = ?" + " and wait_event_type = 'Lock'")) {
            statement.setString(1, database.getDatabaseName());
            waitUntil(
                    () -> {
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getInt(1) > 0;
                        }
                    },
                    "nobody waits for a lock");
        }
    }

    /** Something that the server says of itself, which it does when it gets to it. */
    @FunctionalInterface
    private interface Said {
        boolean holds() throws SQLException;
    }

    private static void waitUntil(Said said, String otherwise) throws SQLException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!said.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            Thread.onSpinWait();
        }
    }

    private static long deadlocks(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select deadlocks from pg_stat_database where datname = '"
                        + database.getDatabaseName() + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aStatementTimeoutIsToldOfAndNothingIsHalfDone() throws Exception {
        PGSimpleDataSource database = Databases.plainPostgres();
        FaultShop shop = new FaultShop(database);
        shop.crm.accept(shop.order(1, FaultShop.HANAKO));
        PGSimpleDataSource impatient = new PGSimpleDataSource();
        impatient.setServerNames(database.getServerNames());
        impatient.setPortNumbers(database.getPortNumbers());
        impatient.setDatabaseName(database.getDatabaseName());
        impatient.setUser(database.getUser());
        Crm crm = CrashShop.crm(JdbcCustomerStore.open(impatient, shop.name()), shop.time, RecordingChannel.mail());
        impatient.setOptions("-c statement_timeout=100");
        try (Connection host = database.getConnection();
                Statement statement = host.createStatement()) {
            host.setAutoCommit(false);
            statement.executeQuery("select 1 from enishi_customer for update");
            Throwable thrown = catchThrowable(() -> crm.accept(shop.order(2, FaultShop.HANAKO)));
            assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("longer than it may");
            FaultShop.assertTellsNothingPersonal(thrown);
            host.rollback();
        }
        impatient.setOptions("");
        assertThat(shop.count("enishi_log")).isEqualTo(1);
        assertThat(crm.accept(shop.order(2, FaultShop.HANAKO))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void onePoolConnectionIsEnough() {
        try (HikariDataSource pool = pool(Databases.plainPostgres(), 1, PATIENT)) {
            FaultShop shop = new FaultShop(pool);
            FaultShop.STORY.forEach(step -> step.take(shop));
            shop.settle();
            assertThat(shop.state()).isEqualTo(ConnectionFaultTest.On.POSTGRES.undisturbed());
        }
    }

    /** Waits once for the pool, not once an attempt. */
    @Test
    void anExhaustedPoolIsToldOf() throws Exception {
        try (HikariDataSource pool = pool(Databases.plainPostgres(), 1, Duration.ofSeconds(3))) {
            FaultShop shop = new FaultShop(pool);
            shop.crm.accept(shop.order(1, FaultShop.HANAKO));
            AtomicInteger asked = new AtomicInteger();
            shop.faults.fault((moment, connection) -> {
                if (moment == FaultyDatabase.Moment.CONNECT) {
                    asked.incrementAndGet();
                }
            });
            try (Connection held = pool.getConnection()) {
                assertThat(held.getAutoCommit()).isTrue();
                Throwable thrown = catchThrowable(() -> shop.crm.accept(shop.order(2, FaultShop.HANAKO)));
                assertThat(asked).hasValue(1);
                assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("size of the pool");
                FaultShop.assertTellsNothingPersonal(thrown);
            }
            assertThat(shop.count("enishi_log")).isEqualTo(1);
            assertThat(shop.crm.accept(shop.order(2, FaultShop.HANAKO))).isInstanceOf(AcceptOutcome.Accepted.class);
        }
    }

    /** All connections end again and again while hosts and workers work; what was accepted is there, once. */
    @Test
    void aDatabaseThatRestartsLosesNothing() throws Exception {
        PGSimpleDataSource database = Databases.plainPostgres();
        try (HikariDataSource pool = pool(database, 4, PATIENT)) {
            FaultShop shop = new FaultShop(pool);
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(3);
            int orders = 150;
            try {
                List<Future<Integer>> hosts = List.of(
                        threads.submit(() -> accept(shop, FaultShop.HANAKO, 1000, orders)),
                        threads.submit(() -> accept(shop, FaultShop.TARO, 2000, orders)));
                Future<Integer> worker = threads.submit(() -> work(shop, over));
                int ended = 0;
                while (!hosts.stream().allMatch(Future::isDone)) {
                    ended += terminate(database);
                    Thread.onSpinWait();
                }
                for (Future<Integer> host : hosts) {
                    host.get(60, TimeUnit.SECONDS);
                }
                over.set(true);
                worker.get(60, TimeUnit.SECONDS);
                assertThat(ended).isPositive();
            } finally {
                over.set(true);
                threads.shutdownNow();
            }
            shop.later(Duration.ofMinutes(5));
            shop.settle();
            assertThat(shop.crm.timeline(shop.crm.find(FaultShop.HANAKO).orElseThrow()).stream()
                            .filter(event -> event.type().equals("order.placed")))
                    .hasSize(orders);
            assertThat(shop.mail.messages()).extracting(Channel.Message::key).doesNotHaveDuplicates();
            assertThat(shop.crm.deadLetters(100)).isEmpty();
            assertThat(shop.crm.verify().differences()).isEmpty();
        }
    }

    private static int accept(FaultShop shop, io.enishi.core.value.Identifier who, int from, int orders) {
        int refused = 0;
        for (int i = 0; i < orders; i++) {
            while (true) {
                try {
                    shop.crm.accept(shop.order(from + i, who));
                    break;
                } catch (StoreException told) { // as it says: ask for the same again
                    FaultShop.assertTellsNothingPersonal(told);
                    refused++;
                }
            }
        }
        return refused;
    }

    private static int work(FaultShop shop, AtomicBoolean over) {
        int refused = 0;
        while (!over.get()) {
            try {
                shop.crm.runDue();
                shop.crm.deliver();
            } catch (StoreException told) {
                FaultShop.assertTellsNothingPersonal(told);
                refused++;
            }
        }
        return refused;
    }

    private static int terminate(PGSimpleDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select pg_terminate_backend(pid) from pg_stat_activity, pg_sleep(0.05) where datname = ?"
                                + " and pid <> pg_backend_pid() and state <> 'idle'")) {
            statement.setString(1, database.getDatabaseName());
            int ended = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ended++;
                }
            }
            return ended;
        }
    }

    /** Two JVMs whose clocks are ten minutes apart take turns, and one delivers while the other is sending. */
    @Test
    void clocksThatDisagreeLoseNoWakeUpAndSendNothingTwice() {
        FaultShop shop = new FaultShop(ConnectionFaultTest.On.POSTGRES.database);
        ManualTime ahead = ManualTime.startingAt(shop.time.instant().plus(Duration.ofMinutes(10)));
        RecordingChannel mail = RecordingChannel.mail();
        Crm slow = CrashShop.crm(shop.store, shop.time, mail);
        Crm fast = CrashShop.crm(JdbcCustomerStore.open(shop.host, shop.name()), ahead, mail);
        mail.answer(message -> {
            fast.deliver();
            return new Outcome.Accepted("");
        });
        slow.accept(shop.order(1, FaultShop.HANAKO));
        fast.accept(shop.order(2, FaultShop.TARO));
        shop.consent(true);
        for (int minute = 0; minute < 120; minute++) {
            shop.later(Duration.ofMinutes(1));
            ahead.advance(Duration.ofMinutes(1));
            Crm first = minute % 3 == 0 ? fast : slow;
            first.runDue();
            first.deliver();
            if (minute == 50) {
                slow.accept(shop.order(3, FaultShop.HANAKO));
                fast.accept(shop.order(3, FaultShop.HANAKO));
            }
        }
        assertThat(mail.messages()).extracting(Channel.Message::key).doesNotHaveDuplicates();
        Crm fresh = CrashShop.crm(shop.store, ahead, mail); // what a JVM remembers may be behind
        assertThat(fresh.verify().differences()).isEmpty();
        assertThat(mail.messages())
                .extracting(message -> message.to() + " " + message.key().visit())
                .isNotEmpty();
        assertThat(shop.store.due(ahead.instant(), 10))
                .as("wake-ups that nobody ran")
                .isEmpty();
        assertThat(shop.store.claimable(ahead.instant(), 10))
                .as("commands that nobody claimed")
                .isEmpty();
    }
}
