package io.enishi.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose connections fail when a test says so. */
final class FaultyDatabase implements ConnectionSource {

    /** What every driver's message here quotes, as drivers do. */
    static final String PERSONAL = "hanako@example.jp";

    /** Where a fault may strike. */
    enum Moment {
        CONNECT,
        STATEMENT,
        COMMIT,
        COMMITTED,
        ROLLBACK,
        CLEAN_UP,
        CLOSE
    }

    /** Decides at each moment whether to throw. */
    @FunctionalInterface
    interface Fault {
        void at(Moment moment, @Nullable Connection connection) throws SQLException;
    }

    private final DataSource database;
    private final AtomicInteger open = new AtomicInteger();
    private volatile Fault fault = (moment, connection) -> {};

    FaultyDatabase(DataSource database) {
        this.database = database;
    }

    void fault(Fault next) {
        fault = next;
    }

    void heal() {
        fault = (moment, connection) -> {};
    }

    /** Connections that were handed out and not given back. */
    int open() {
        return open.get();
    }

    /** From the {@code nth} such moment on, {@code times} times. */
    static Fault at(Moment where, int nth, int times, Fault what) {
        AtomicInteger seen = new AtomicInteger();
        return (moment, connection) -> {
            if (moment == where) {
                int number = seen.incrementAndGet();
                if (number >= nth && number < nth + times) {
                    what.at(moment, connection);
                }
            }
        };
    }

    /** The connection breaks: what is open is gone, and nothing works on it any more. */
    static void drop(Moment moment, @Nullable Connection connection) throws SQLException {
        if (connection != null) {
            connection.close();
        }
        throw new SQLException("terminating connection, row was (" + PERSONAL + ")", "08006");
    }

    static Fault refuse(String state) {
        return (moment, connection) -> {
            throw new SQLException("refused, row was (" + PERSONAL + ")", state);
        };
    }

    @Override
    public Connection get() throws SQLException {
        fault.at(Moment.CONNECT, null);
        Connection real = database.getConnection();
        open.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                FaultyDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    private @Nullable Object call(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "prepareStatement", "createStatement" -> fault.at(Moment.STATEMENT, real);
            case "commit" -> {
                fault.at(Moment.COMMIT, real);
                pass(real, method, arguments);
                fault.at(Moment.COMMITTED, real);
                return null;
            }
            case "rollback" -> fault.at(Moment.ROLLBACK, real);
            case "setAutoCommit" -> {
                if (Boolean.TRUE.equals(arguments == null ? null : arguments[0])) {
                    fault.at(Moment.CLEAN_UP, real);
                }
            }
            case "abort" -> { // pools end the connection
                if (!real.isClosed() && !real.getAutoCommit()) {
                    real.rollback();
                    real.setAutoCommit(true);
                }
                return null;
            }
            case "close" -> {
                open.decrementAndGet();
                pass(real, method, arguments);
                fault.at(Moment.CLOSE, real);
                return null;
            }
            default -> {}
        }
        return pass(real, method, arguments);
    }

    private static @Nullable Object pass(Connection real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
