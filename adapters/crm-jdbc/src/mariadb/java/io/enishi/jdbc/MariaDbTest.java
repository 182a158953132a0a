package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.QueuedEvent;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import io.enishi.testkit.ManualTime;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB and its drivers do otherwise than the databases of every build. */
class MariaDbTest {

    private static final Instant NOON = Instant.parse("2026-05-01T03:00:00Z");
    private static final int THREADS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void aDriverThatCountsChangedRowsIsRefused(String driver) {
        DataSource source = MariaDb.pool(driver, MariaDb.newDatabase(), "?useAffectedRows=true");
        JdbcSchema.of(source).migrate();
        assertThatThrownBy(() -> JdbcCustomerStore.open(source, ShopId.of("shop")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("useAffectedRows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void ofManyJvmsOneCreatesTheTables(String driver) throws Exception {
        DataSource source = MariaDb.pool(driver, MariaDb.newDatabase(), "");
        List<Boolean> created = atOnce(number -> JdbcSchema.of(source).migrate());
        assertThat(created).containsOnlyOnce(true);
        assertThat(JdbcSchema.of(source).migrate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+00:00", "+09:00", "-05:00"})
    void theClockIsThatOfUtc(String zone) throws Exception {
        try (Connection connection = MariaDb.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set time_zone = '" + zone + "'");
            statement.execute("set timestamp = 1700000000.123");
            Sql sql = new Sql(connection, Dialect.MARIADB);
            assertThat(sql.first("select " + Dialect.MYSQL.clock(), row -> row.getLong(1)))
                    .contains(1_700_000_000_123L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void aTransactionReadsCommittedAndLeavesTheHostsSettingAlone(String driver) throws Exception {
        DataSource source = MariaDb.pool(driver, MariaDb.newDatabase(), "");
        JdbcSchema.of(source).migrate();
        List<String> levels = new ArrayList<>();
        CustomerStore store =
                JdbcCustomerStore.open(() -> recording(source.getConnection(), levels), ShopId.of("shop"));
        crm(store).accept(visit(1, Identifier.email("a@example.jp")));
        assertThat(levels).isNotEmpty().containsOnly("READ COMMITTED");
        assertThat(isolation(source)).containsOnly(Connection.TRANSACTION_REPEATABLE_READ);
    }

    /** Asks the server for the level of the transaction under way just before it ends. */
    private static Connection recording(Connection connection, List<String> levels) {
        return (Connection) Proxy.newProxyInstance(
                MariaDbTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        levels.addAll(new Sql(connection, Dialect.MARIADB)
                                .list(
                                        "select trx_isolation_level from information_schema.innodb_trx"
                                                + " where trx_mysql_thread_id = connection_id()",
                                        row -> row.getString(1)));
                    }
                    return method.invoke(connection, arguments);
                });
    }

    /** Commits about different persons, and statements about one address, meet in the gaps of indexes. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void manyJvmsWriteAtOnceAndNothingIsLost(String driver) throws Exception {
        CustomerStore store = Databases.newShop(MariaDb.pool(driver, MariaDb.newDatabase(), ""));
        MatchKey address = new MatchKey(Scheme.EMAIL, "everybody@example.jp");
        atOnce(number -> {
            Crm crm = crm(store);
            for (int i = 0; i < 30; i++) {
                crm.accept(visit(number * 1000 + i, Identifier.email("p" + number + "-" + i + "@example.jp")));
                crm.accept(visit(number * 1000 + 500 + i, Identifier.email("shared" + i % 3 + "@example.jp")));
                crm.consent(ConsentStatement.granted(address, "newsletter", "mail", NOON, "web-form", "v" + number));
            }
            return number;
        });
        Crm fresh = crm(store);
        assertThat(fresh.customers(null, 1000)).hasSize(THREADS * 30 + 3);
        assertThat(fresh.verify().differences()).isEmpty();
        assertThat(store.ledger(address).version()).isEqualTo(THREADS * 30);
        assertThat(store.ledger(address).statements()).hasSize(THREADS * 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void workersShareAQueueAndTakeNothingTwice(String driver) throws Exception {
        DataSource source = MariaDb.pool(driver, MariaDb.newDatabase(), "");
        JdbcCustomerStore store = Databases.newShop(source);
        List<Long> ids = IntStream.range(0, 200).mapToObj(Long::valueOf).toList();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (long id : ids) {
                store.inbox().queue(connection, visit(id, Identifier.email("a@example.jp")));
            }
            connection.commit();
        }
        List<List<Long>> taken = atOnce(number -> {
            List<Long> mine = new ArrayList<>();
            List<QueuedEvent> next = store.takeQueued(7, Duration.ofDays(1));
            while (!next.isEmpty()) {
                next.forEach(one -> mine.add(one.event().id().low()));
                next = store.takeQueued(7, Duration.ofDays(1));
            }
            return mine;
        });
        taken.add(store.takeQueued(1000, Duration.ofDays(1)).stream()
                .map(one -> one.event().id().low())
                .toList());
        assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb", "jdbc:mysql"})
    void textsAreTheSameOnlyByteForByte(String driver) throws Exception {
        DataSource source = MariaDb.pool(driver, MariaDb.newDatabase(), "");
        CustomerStore store = Databases.newShop(source); // number 1
        List<String> keys = List.of(
                "m",
                "M",
                "m ", // ends in a space
                "\u00e9",
                "e\u0301", // the same to the eye
                "\u30cf\u30cf",
                "\u30d1\u30d1",
                "\u306f\u306f",
                "\ud842\udfb7", // four bytes
                "\ud842\udfb7".repeat(320)); // as long as the column
        try (Connection connection = source.getConnection()) {
            Sql sql = new Sql(connection, Dialect.MARIADB);
            RowStatement upsert = Dialect.MYSQL.upsert(
                    "enishi_key",
                    List.of(
                            Column.SHOP,
                            Column.text("scheme"),
                            Column.text("match_key"),
                            Column.bytes("origin"),
                            Column.flag("derived")),
                    List.of());
            for (int i = 0; i < keys.size(); i++) {
                sql.later(upsert, 1, "member", keys.get(i), new OriginId(-1, i), false); // the first bit set, too
            }
            sql.flush();
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(store.holders(new MatchKey(Scheme.MEMBER, keys.get(i)), 10))
                    .containsExactly(new OriginId(-1, i));
        }
    }

    private static Crm crm(CustomerStore store) {
        return Crm.builder("same-shop")
                .store(store)
                .clock(ManualTime.startingAt(NOON))
                .build();
    }

    private static CustomerEvent visit(long id, Identifier who) {
        return CustomerEvent.of("ec", EventId.of(id), who, NOON, new EventBody.StoreVisited("\ud842\udfb7" + id));
    }

    private static List<Integer> isolation(DataSource source) throws Exception {
        List<Integer> levels = new ArrayList<>();
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) { // all that the pool has
            held.add(source.getConnection());
            levels.add(held.get(i).getTransactionIsolation());
        }
        for (Connection connection : held) {
            connection.close();
        }
        return levels;
    }

    /** Something that one of several threads does. */
    @FunctionalInterface
    private interface Turn<T> {
        T take(int number) throws Exception;
    }

    private static <T> List<T> atOnce(Turn<T> turn) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> turns = IntStream.range(0, THREADS)
                    .mapToObj(number -> (Callable<T>) () -> turn.take(number))
                    .toList();
            List<T> told = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(turns, 120, TimeUnit.SECONDS)) {
                told.add(one.get());
            }
            return told;
        } finally {
            threads.shutdownNow();
        }
    }
}
