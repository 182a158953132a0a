package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.core.value.ShopId;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** A shop to which something happens, step by step, and everything that can be said of it afterwards. */
final class FaultShop {

    static final Identifier HANAKO = Identifier.email(FaultyDatabase.PERSONAL);
    static final Identifier TARO = Identifier.email("taro@example.jp");

    private static final List<String> TABLES = List.of(
            "enishi_customer",
            "enishi_origin",
            "enishi_identifier",
            "enishi_key",
            "enishi_run",
            "enishi_command",
            "enishi_dispatched",
            "enishi_ledger",
            "enishi_statement",
            "enishi_judgement",
            "enishi_alias",
            "enishi_log");

    final DataSource host;
    final FaultyDatabase faults;
    final JdbcCustomerStore store;
    final ManualTime time = ManualTime.startingAt(Instant.parse("2026-03-01T00:00:00Z"));
    final RecordingChannel mail = RecordingChannel.mail();
    final Crm crm;
    private final ShopId name;
    private final int number;

    FaultShop(DataSource host) {
        this.host = host;
        this.faults = new FaultyDatabase(host);
        String name = Databases.newShopName();
        JdbcSchema.of(host).migrate();
        this.name = ShopId.of(name);
        this.store = JdbcCustomerStore.open(faults, this.name);
        this.crm = CrashShop.crm(store, time, mail);
        this.number = number(name);
    }

    ShopId name() {
        return name;
    }

    private int number(String name) {
        try (Connection connection = host.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select id from enishi_shop where name = '" + name + "'");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** A part of the story; repeating it is harmless. */
    @FunctionalInterface
    interface Step {
        void take(FaultShop shop);
    }

    static final List<Step> STORY = List.of(
            shop -> shop.crm.accept(shop.order(1, HANAKO)),
            shop -> shop.consent(true),
            shop -> shop.twice(shop.crm::deliver),
            shop -> shop.queue(2, TARO),
            shop -> shop.twice(shop.crm::drain),
            shop -> shop.later(Duration.ofMinutes(16)),
            shop -> shop.twice(shop.crm::runDue),
            shop -> shop.twice(shop.crm::deliver),
            shop -> shop.crm.merge(HANAKO, TARO, "clerk", "the same"),
            shop -> shop.crm.acceptAll(List.of(
                    shop.order(3, HANAKO), shop.order(4, TARO), shop.order(5, Identifier.email("jiro@example.jp")))),
            shop -> shop.twice(shop.crm::deliver),
            shop -> shop.crm.unmerge(HANAKO, TARO, "clerk", "two after all"),
            shop -> shop.later(Duration.ofMinutes(45)),
            shop -> shop.twice(shop.crm::runDue),
            shop -> shop.twice(shop.crm::deliver),
            shop -> shop.consent(false),
            shop -> shop.crm.find(TARO).ifPresent(id -> shop.crm.erase(id, "asked")),
            shop -> shop.later(Duration.ofMinutes(45)),
            shop -> shop.twice(shop.crm::runDue),
            shop -> shop.twice(shop.crm::deliver));

    CustomerEvent order(int id, Identifier who) {
        EventBody body = new EventBody.OrderPlaced(
                Order.of("o-" + id, "ec", List.of(OrderLine.of("tea", "drinks", 1, Money.yen(500)))));
        return CustomerEvent.of("ec", EventId.of(id), who, time.instant(), body);
    }

    /** Waits, also for leases. */
    void later(Duration duration) {
        time.advance(duration);
        endLeases();
    }

    /** Whoever takes work and loses the answer has taken it: others get it when the lease is over. */
    private void twice(Runnable work) {
        work.run();
        endLeases();
        work.run();
    }

    void endLeases() {
        for (String table : List.of("enishi_customer", "enishi_command", "enishi_inbox")) {
            host("update " + table + " set taken_until = 0 where shop = " + number);
        }
    }

    void consent(boolean granted) {
        MatchKey address = new JapaneseAddressNormaliser().matchKey(HANAKO).orElseThrow();
        crm.consent(
                granted
                        ? ConsentStatement.granted(address, "newsletter", "mail", time.instant(), "web-form", "v1")
                        : ConsentStatement.refused(address, "newsletter", "mail", time.instant(), "one-click"));
    }

    /** In the host's own transaction. */
    void queue(int id, Identifier who) {
        try (Connection connection = host.getConnection()) {
            connection.setAutoCommit(false);
            store.inbox().queue(connection, order(id, who));
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** Something that may be said twice; a pool may still hold connections that ended. */
    int host(String sql) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = host.getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql.replace("{shop}", Integer.toString(number)));
            } catch (SQLException thrown) {
                if (attempt == 10 || !Dialect.isConnectionLost(thrown)) {
                    throw new IllegalStateException(thrown);
                }
            }
        }
    }

    /** What others do once the leases of what was lost are over. */
    void settle() {
        endLeases();
        crm.drain();
        crm.runDue();
        crm.deliver();
    }

    /** Everything that can be said of the shop; the same statement twice says nothing new. */
    List<String> state() {
        List<String> state = new ArrayList<>();
        Crm fresh = CrashShop.crm(store, time, RecordingChannel.mail());
        assertThat(fresh.verify().differences()).isEmpty();
        for (CustomerId id : fresh.customers(null, 100)) {
            var card = fresh.customer(id).orElseThrow();
            state.add(card.origins() + " " + new TreeMap<>(card.metrics()) + " " + card.segments() + " "
                    + card.journeys() + " " + card.dispatched());
            state.add("" + fresh.timeline(id));
        }
        for (StoredCommand.Status status : StoredCommand.Status.values()) {
            fresh.commands(status, 1000).forEach(command -> state.add("" + command));
        }
        new TreeSet<>(mail.messages().stream().map(Channel.Message::toString).toList()).forEach(state::add);
        for (String table : TABLES) {
            state.add(table + " " + count(table));
        }
        return state;
    }

    long count(String table) {
        String what = "count(*)";
        if (table.equals("enishi_log")) {
            what = "count(distinct coalesce(events, '') || coalesce(decision, ''))";
        } else if (List.of("enishi_statement", "enishi_judgement").contains(table)) {
            what = "count(distinct body)";
        }
        try (Connection connection = host.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select " + what + " from " + table + " where shop = " + number)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** Neither it nor what caused it says anything about anybody. */
    static void assertTellsNothingPersonal(Throwable thrown) {
        for (Throwable next = thrown; next != null; next = next.getCause()) {
            assertThat(next.toString()).doesNotContain("hanako", "taro", "@example.jp");
            for (Throwable suppressed : next.getSuppressed()) {
                assertTellsNothingPersonal(suppressed);
            }
        }
    }
}
