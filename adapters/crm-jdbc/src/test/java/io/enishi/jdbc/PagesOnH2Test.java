package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * H2 takes the rows of a page in the order of an index only where nothing is locked and the order names the index from its first column
 * on; else it finds all rows, page after page.
 */
class PagesOnH2Test {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final CustomerId SOMEBODY = new CustomerId(new OriginId(1, 2));

    private final DataSource h2 = Databases.h2();
    private final List<String> asked = new ArrayList<>();

    @Test
    void pagesAreReadInTheOrderOfAnIndex() throws Exception {
        JdbcSchema.of(h2).migrate();
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into enishi_command (shop, origin, journey, entry, visit, status, lane,"
                    + " available_at, body) values (1, random_uuid(), 'j', 'e', 'v', 'PENDING', 'mail', 1, x'')");
            statement.execute("insert into enishi_command (shop, origin, journey, entry, visit, status, lane, body)"
                    + " select 1, random_uuid(), 'j', 'e', 'v', 'DONE', 'mail', "
                    + "x'' from system_range(1, 1001)");
        }
        JdbcCustomerStore store = JdbcCustomerStore.open(listening(h2), ShopId.of("shop"));
        asked.clear();

        store.due(NOON, 10);
        store.takeDue(NOON, 10, LEASE);
        store.customers(null, 10);
        store.customers(SOMEBODY, 10);
        store.outdated("hash", SOMEBODY, 10);
        store.takeQueued(10, LEASE);
        store.takeShopEvents(NOON, 10, LEASE);
        store.interested(new InterestKey(1, 2), 5, null, 10);
        store.takeClaimable(NOON, 10, LEASE);
        store.claimable(NOON, 10);
        store.commands(Status.DONE, null, 0);
        store.commands(Status.DONE, new CommandKey(new OriginId(1, 2), "j", "e", "v"), 0);
        store.holders(new MatchKey(Scheme.EMAIL, "a@example.jp"), 10);
        store.decisions(0, 10);
        store.retention().deleteOutcomes(NOON);
        store.retention().deleteDecisions(NOON);
        store.retention().deleteSent(NOON);

        List<String> pages =
                asked.stream().filter(sql -> sql.contains(" limit ")).distinct().toList();
        assertThat(pages).hasSizeGreaterThanOrEqualTo(16);
        try (Connection connection = h2.getConnection()) {
            for (String sql : pages) {
                assertThat(plan(connection, sql)).as(sql).contains("index sorted");
            }
        }
    }

    private static String plan(Connection connection, String sql) throws Exception {
        try (var explained = connection.prepareStatement("explain " + sql)) {
            for (int i = 1; i <= explained.getParameterMetaData().getParameterCount(); i++) {
                explained.setObject(i, null); // a plan does not look at them
            }
            try (ResultSet row = explained.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Hears what is prepared. */
    private DataSource listening(DataSource source) {
        return proxy(
                DataSource.class,
                source,
                (method, result, arguments) -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, this::prepared)
                        : result);
    }

    private Object prepared(Method method, Object result, Object[] arguments) {
        if (method.getName().equals("prepareStatement")) {
            asked.add((String) arguments[0]);
        }
        return result;
    }

    private interface After {
        Object answered(Method method, Object result, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return after.answered(method, method.invoke(target, arguments), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
