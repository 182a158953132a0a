package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
}
