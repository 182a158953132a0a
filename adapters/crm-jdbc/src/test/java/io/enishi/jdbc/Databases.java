package io.enishi.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.core.value.ShopId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases to test on: a PostgreSQL that is started once, and H2 in memory. */
final class Databases {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    /** A server that begins on a busy machine takes longer than the ten seconds that are usual. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Databases() {}

    /** Started at the first use; stops with this JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("track_commit_timestamp", "on") // tells in which order commits became true
                        .setPGStartupWait(PATIENCE)
                        .start();
            } catch (IOException thrown) {
                throw new UncheckedIOException(thrown);
            }
        }
    }

    /** An empty PostgreSQL database, with a pool. */
    static DataSource postgres() {
        PGSimpleDataSource source = plainPostgres();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(source.getUrl());
        config.setUsername(source.getUser());
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    /** An empty PostgreSQL database; every connection is a new one. */
    static PGSimpleDataSource plainPostgres() {
        String name = "enishi" + NUMBERS.incrementAndGet();
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {Server.POSTGRES.getPort()});
        source.setDatabaseName(name);
        source.setUser("postgres");
        return source;
    }

    /** An empty H2 database in memory. */
    static DataSource h2() {
        return JdbcConnectionPool.create(
                "jdbc:h2:mem:enishi" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "sa", "");
    }

    /** A shop of its own in a database with tables: cheaper than a database of its own. */
    static JdbcCustomerStore newShop(DataSource source) {
        JdbcSchema.of(source).migrate();
        return JdbcCustomerStore.open(source, ShopId.of(newShopName()));
    }

    static String newShopName() {
        return "shop-" + NUMBERS.incrementAndGet();
    }
}
