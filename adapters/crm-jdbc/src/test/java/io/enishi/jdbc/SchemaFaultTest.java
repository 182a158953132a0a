package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.enishi.core.value.ShopId;
import io.enishi.jdbc.ConnectionFaultTest.On;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that is not as it should be is refused with what to do about it. */
class SchemaFaultTest {

    private static final ShopId SHOP = ShopId.of("shop");

    private static DataSource empty(On on) {
        return on == On.H2 ? Databases.h2() : Databases.plainPostgres();
    }

    private static void run(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static void assertRefused(DataSource database, String advice) {
        Throwable thrown = catchThrowable(() -> JdbcCustomerStore.open(database, SHOP));
        assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining(advice);
        assertThat(thrown).hasNoCause();
    }

    @ParameterizedTest
    @EnumSource
    void withoutTables(On on) {
        assertRefused(empty(on), "migrate()");
    }

    @ParameterizedTest
    @EnumSource
    void withNewerTables(On on) {
        DataSource database = empty(on);
        JdbcSchema.of(database).migrate();
        run(database, "insert into enishi_schema (version, applied_at) values (99, 0)");
        assertRefused(database, "version 99");
        assertThat(catchThrowable(() -> JdbcSchema.of(database).migrate()))
                .hasMessageContaining("use the newer release");
    }

    @ParameterizedTest
    @EnumSource
    void withOlderTables(On on) {
        DataSource database = empty(on);
        JdbcSchema.of(database).migrate();
        run(database, "update enishi_schema set version = 0");
        assertRefused(database, "apply the scripts in between");
    }

    @ParameterizedTest
    @EnumSource
    void withHalfOfTheTables(On on) {
        DataSource database = empty(on);
        run(database, "create table enishi_schema (version integer not null primary key, applied_at bigint not null)");
        assertRefused(database, "not finished");
        assertThat(catchThrowable(() -> JdbcSchema.of(database).migrate(Duration.ofMillis(30))))
                .hasMessageContaining("drop every table");
    }

    @ParameterizedTest
    @EnumSource
    void withATableMissing(On on) {
        DataSource database = empty(on);
        JdbcSchema.of(database).migrate();
        run(database, "drop table enishi_absorbed");
        assertRefused(database, "a table is missing");
    }

    @Test
    void aScriptThatFailsLeavesNothingOnPostgres() throws SQLException {
        PGSimpleDataSource database = Databases.plainPostgres();
        run(database, "create table enishi_inbox (mine integer)");
        Throwable thrown = catchThrowable(() -> JdbcSchema.of(database).migrate());
        assertThat(thrown).isInstanceOf(StoreException.class);
        run(database, "drop table enishi_inbox");
        assertThat(JdbcSchema.of(database).migrate()).isTrue();
    }

    /** As several JVMs would that start at once. */
    @ParameterizedTest
    @EnumSource
    void whenSeveralMigrateAtOnceOneCreatesTheTablesAndAllGoOn(On on) throws Exception {
        int starters = 4;
        ExecutorService jvms = Executors.newFixedThreadPool(starters);
        try {
            for (int round = 0; round < 8; round++) {
                DataSource database = empty(on);
                CyclicBarrier start = new CyclicBarrier(starters);
                List<Future<Boolean>> created = new ArrayList<>();
                for (int i = 0; i < starters; i++) {
                    created.add(jvms.submit(() -> {
                        start.await(20, TimeUnit.SECONDS);
                        boolean first = JdbcSchema.of(database).migrate();
                        JdbcCustomerStore.open(database, SHOP);
                        return first;
                    }));
                }
                int first = 0;
                for (Future<Boolean> one : created) {
                    first += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertThat(first).isEqualTo(1);
            }
        } finally {
            jvms.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadOnlyDatabase(boolean known) throws SQLException {
        PGSimpleDataSource database = Databases.plainPostgres();
        JdbcSchema.of(database).migrate();
        if (known) {
            JdbcCustomerStore.open(database, SHOP);
        }
        run(database, "alter database " + database.getDatabaseName() + " set default_transaction_read_only = on");
        assertRefused(database, "read-only");
    }

    @Test
    void aReadOnlyDatabaseCannotBeMigrated() {
        PGSimpleDataSource database = Databases.plainPostgres();
        run(database, "alter database " + database.getDatabaseName() + " set default_transaction_read_only = on");
        assertThat(catchThrowable(() -> JdbcSchema.of(database).migrate()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("read-only");
    }

    /** A database that becomes read-only while the shop is open, as after a failover. */
    @Test
    void aDatabaseThatBecomesReadOnly() {
        PGSimpleDataSource database = Databases.plainPostgres();
        FaultShop shop = new FaultShop(database);
        shop.crm.accept(shop.order(1, FaultShop.HANAKO));
        run(database, "alter database " + database.getDatabaseName() + " set default_transaction_read_only = on");
        for (Throwable thrown : List.of(
                catchThrowable(() -> shop.crm.accept(shop.order(2, FaultShop.HANAKO))),
                catchThrowable(() -> shop.consent(true)),
                catchThrowable(shop.crm::drain),
                catchThrowable(shop.crm::runDue),
                catchThrowable(shop.crm::deliver))) {
            assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("read-only");
            FaultShop.assertTellsNothingPersonal(thrown);
        }
        assertThat(shop.crm.timeline(shop.crm.find(FaultShop.HANAKO).orElseThrow()))
                .hasSize(1);
        database.setOptions("-c default_transaction_read_only=off");
        assertThat(shop.crm.deliver()).isEqualTo(1);
        assertThat(shop.crm.verify().differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enishi_log", "enishi_command", "enishi_statement", "enishi_tombstone"})
    void aUserWithoutARight(String table) {
        PGSimpleDataSource database = Databases.plainPostgres();
        JdbcSchema.of(database).migrate();
        String user = "reader_" + database.getDatabaseName() + "_" + table;
        run(database, "create role " + user + " login");
        PGSimpleDataSource asUser = new PGSimpleDataSource();
        asUser.setServerNames(database.getServerNames());
        asUser.setPortNumbers(database.getPortNumbers());
        asUser.setDatabaseName(database.getDatabaseName());
        asUser.setUser(user);
        assertRefused(asUser, "grant select");
        run(database, "grant select, insert, update, delete on all tables in schema public to " + user);
        run(database, "grant usage on all sequences in schema public to " + user);
        JdbcCustomerStore.open(asUser, SHOP);
        run(database, "revoke insert on " + table + " from " + user);
        assertRefused(asUser, "grant select");
    }
}
