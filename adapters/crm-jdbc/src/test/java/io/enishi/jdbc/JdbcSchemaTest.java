package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The tables come to be once. */
class JdbcSchemaTest {

    @Test
    void ofManyJvmsOneCreatesTheTablesOnPostgres() throws Exception {
        DataSource source = Databases.postgres();
        Callable<Boolean> migration = () -> JdbcSchema.of(source).migrate();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Boolean> created = new ArrayList<>();
            for (Future<Boolean> one :
                    threads.invokeAll(List.of(migration, migration, migration, migration), 60, TimeUnit.SECONDS)) {
                created.add(one.get());
            }
            assertThat(created).containsOnlyOnce(true);
        } finally {
            threads.shutdownNow();
        }
        assertThat(JdbcSchema.of(source).migrate()).isFalse();
    }

    @Test
    void mariaDbAndMysqlHaveTheSameTablesEachWithItsOwnComparisonOfBytes() {
        String mariaDb = JdbcSchema.scripts(Dialect.MARIADB).get(0).sql();
        String mysql = JdbcSchema.scripts(Dialect.MYSQL).get(0).sql();

        assertThat(mariaDb)
                .contains("for MariaDB.", "collate=utf8mb4_nopad_bin")
                .doesNotContain("${", "MySQL");
        assertThat(mysql).contains("for MySQL.", "collate=utf8mb4_0900_bin").doesNotContain("${", "MariaDB");
        assertThat(mysql.replace("MySQL", "MariaDB").replace("utf8mb4_0900_bin", "utf8mb4_nopad_bin"))
                .isEqualTo(mariaDb);
    }

    @Test
    void hostsReadWhatStandsAsBytesOnH2() throws Exception {
        DataSource source = Databases.h2();
        try (Crm crm = Crm.builder("shop").store(Databases.newShop(source)).build()) {
            crm.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(1),
                    Identifier.member("m-1"),
                    Instant.parse("2026-04-01T03:00:00Z"),
                    new EventBody.StoreVisited("\u6771\u4eac\ud842")));
        }

        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select utf8tostring(events), utf8tostring(decision) from enishi_log")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).contains("store.visited", "\u6771\u4eac\\ud842");
            assertThat(row.getString(2)).startsWith("{\"v\":1,");
        }
    }
}
