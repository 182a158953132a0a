package io.enishi.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.core.value.ShopId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases to test on: a PostgreSQL that is started once, and H2 in memory. */
final class Databases {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Databases() {}

    /** Started at the first use; stops with this JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException thrown) {
                throw new UncheckedIOException(thrown);
            }
        }
    }

    /** An empty PostgreSQL database. */
    static DataSource postgres() {
        String name = "enishi" + NUMBERS.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (java.sql.SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Server.POSTGRES.getJdbcUrl("postgres", name));
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    /** An empty H2 database in memory. */
    static DataSource h2() {
        return JdbcConnectionPool.create(
                "jdbc:h2:mem:enishi" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");
    }

    /** A shop of its own in a database with tables: cheaper than a database of its own. */
    static JdbcCustomerStore newShop(DataSource source) {
        JdbcSchema.of(source).migrate();
        return JdbcCustomerStore.open(source, ShopId.of("shop-" + NUMBERS.incrementAndGet()));
    }
}
