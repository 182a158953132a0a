package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.testkit.RecordingChannel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One row that cannot be read: whom it concerns is told of, everybody else goes on. */
class CorruptedRowTest {

    private static final Identifier HANAKO = FaultShop.HANAKO;
    private static final Identifier TARO = FaultShop.TARO;
    private static final List<Identifier> OTHERS =
            List.of(TARO, Identifier.email("jiro@example.jp"), Identifier.email("aki@example.jp"));

    private final FaultShop shop = new FaultShop(ConnectionFaultTest.On.H2.database);

    /** Hanako and the others ordered and were thanked; a wait of everybody's runs. */
    private void everybodyOrdered() {
        shop.crm.accept(shop.order(1, HANAKO));
        for (int i = 0; i < OTHERS.size(); i++) {
            shop.crm.accept(shop.order(2 + i, OTHERS.get(i)));
        }
        shop.crm.deliver();
    }

    private CustomerId hanako() {
        return shop.crm.find(HANAKO).orElseThrow();
    }

    private int damage(String table, String column, String value) {
        return shop.host("update " + table + " set " + column + " = " + value + " where shop = {shop} and origin = x'"
                + hanako() + "'");
    }

    /** As another JVM sees the shop, that remembers nobody. */
    private Crm fresh(RecordingChannel mail) {
        return CrashShop.crm(shop.store, shop.time, mail);
    }

    private void assertOnlyHanakoFails(String table, int othersDue) {
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = fresh(mail);
        Throwable thrown = catchThrowable(() -> crm.customer(hanako()));
        assertThat(thrown).hasMessageContaining(table).hasMessageContaining(hanako().toString());
        assertThat(thrown).hasMessageContaining("Restore").hasNoCause();
        FaultShop.assertTellsNothingPersonal(thrown);
        FaultShop.assertTellsNothingPersonal(catchThrowable(() -> crm.accept(shop.order(50, HANAKO))));
        for (Identifier other : OTHERS) {
            assertThat(crm.customer(crm.find(other).orElseThrow())).isPresent();
        }
        assertThat(crm.top("interest", 100))
                .hasSize(OTHERS.size())
                .noneMatch(one -> one.customer().equals(hanako()));
        assertThat(crm.segment("interest:warm", 100)).doesNotContain(hanako());
        shop.queue(60, HANAKO);
        shop.queue(61, TARO);
        assertThat(crm.drain()).isEqualTo(1);
        assertThat(crm.outcome("ec", EventId.of(61))).containsInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.outcome("ec", EventId.of(60))).isEmpty();
        shop.later(Duration.ofMinutes(16));
        assertThat(crm.runDue()).isGreaterThanOrEqualTo(othersDue);
        shop.endLeases();
        crm.deliver();
        assertThat(mail.messages())
                .extracting(Channel.Message::to)
                .contains(TARO)
                .doesNotContain(HANAKO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{'",
                "''",
                "'{\"v\":99,\"e\":\"hanako@example.jp\"}'",
                "'hanako@example.jp'",
                "'{\"v\":1,\"source\":\"hanako@example.jp\"}'"
            })
    void aRowOfAPerson(String damaged) {
        everybodyOrdered();
        for (String table : List.of("enishi_log", "enishi_identifier", "enishi_dispatched")) {
            String column = table.equals("enishi_log") ? "events" : "body";
            String body = body(table, column);
            assertThat(damage(table, column, damaged)).isPositive();
            RecordingChannel mail = RecordingChannel.mail();
            Crm crm = fresh(mail);
            Throwable thrown = catchThrowable(() -> crm.customer(hanako()));
            assertThat(thrown)
                    .hasMessageContaining(table)
                    .hasMessageContaining(hanako().toString())
                    .hasNoCause();
            FaultShop.assertTellsNothingPersonal(thrown);
            assertThat(crm.customer(crm.find(TARO).orElseThrow())).isPresent();
            damage(table, column, "'" + body.replace("'", "''") + "'");
        }
        damage("enishi_dispatched", "body", damaged);
        assertOnlyHanakoFails("enishi_dispatched", 3);
    }

    private String body(String table, String column) {
        try (var connection = shop.host.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select " + column + " from " + table + " where origin = x'" + hanako()
                        + "' and " + column + " is not null limit 1")) {
            row.next();
            return row.getString(1);
        } catch (SQLException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timers = 'hanako@example.jp'", "end_kind = 'hanako@example.jp'", "state = x'00'"})
    void aRunOfAPerson(String damage) {
        everybodyOrdered();
        assertThat(shop.host(
                        "update enishi_run set " + damage + " where shop = {shop} and origin = x'" + hanako() + "'"))
                .isPositive();
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = fresh(mail);
        Throwable thrown = catchThrowable(() -> crm.customer(hanako()));
        FaultShop.assertTellsNothingPersonal(thrown);
        assertThat(thrown)
                .hasMessageContaining("scenario")
                .hasMessageContaining(hanako().toString())
                .hasMessageContaining("Restore")
                .hasNoCause();
        shop.later(Duration.ofMinutes(16));
        assertThat(crm.runDue()).isGreaterThanOrEqualTo(3);
        shop.endLeases();
        crm.deliver();
        assertThat(crm.commands(StoredCommand.Status.DROPPED, 100))
                .extracting(one -> one.key().origin())
                .contains(crm.originOf(TARO).orElseThrow())
                .doesNotContain(hanako().origin());
    }

    /** Her command is read, she is not. */
    @Test
    void aPersonWithAnOpenCommandDoesNotHoldUpTheOthers() {
        shop.crm.accept(shop.order(1, HANAKO));
        shop.time.advance(Duration.ofSeconds(1));
        shop.crm.accept(shop.order(2, TARO));
        assertThat(damage("enishi_log", "events", "'hanako@example.jp'")).isPositive();
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = fresh(mail);
        crm.deliver();
        assertThat(mail.messages()).extracting(Channel.Message::to).containsExactly(TARO);
        assertThat(crm.deadLetters(10)).isEmpty();
    }

    /** More of them than a worker takes at once, all of them at the head. */
    @ParameterizedTest
    @ValueSource(strings = {"'hanako@example.jp'", "'{}'"})
    void commandsAtTheHeadOfTheOutboxDoNotHoldUpTheOthers(String damaged) {
        for (int i = 0; i < 120; i++) {
            shop.crm.accept(order(100 + i, Identifier.email("p" + i + "@example.jp")));
        }
        assertThat(shop.host("update enishi_command set body = " + damaged + " where shop = {shop}"))
                .isEqualTo(120);
        shop.time.advance(Duration.ofSeconds(1));
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = fresh(mail);
        crm.accept(order(1, TARO));
        for (int turn = 0; turn < 3; turn++) {
            crm.deliver();
        }
        assertThat(mail.messages()).extracting(Channel.Message::to).containsExactly(TARO);
        Throwable thrown = catchThrowable(() -> crm.commands(StoredCommand.Status.PENDING, 500));
        assertThat(thrown).hasMessageContaining("enishi_command").hasMessageContaining("thanks");
        FaultShop.assertTellsNothingPersonal(thrown);
    }

    @Test
    void queuedEventsAtTheHeadDoNotHoldUpTheOthers() {
        for (int i = 0; i < 1001; i++) {
            shop.host("insert into enishi_inbox (shop, source, id, settled, body) values ({shop}, 'ec', x'"
                    + String.format("%032x", i) + "', false, 'hanako@example.jp')");
        }
        shop.queue(5000, TARO);
        int drained = 0;
        for (int turn = 0; turn < 3; turn++) {
            drained += shop.crm.drain();
        }
        assertThat(drained).isEqualTo(1);
        assertThat(shop.crm.find(TARO)).isPresent();
    }

    @Test
    void aDecisionOfAPerson() {
        everybodyOrdered();
        assertThat(shop.host("update enishi_log set decision = 'hanako@example.jp' where shop = {shop} and origin = x'"
                        + hanako() + "'"))
                .isPositive();
        Crm crm = fresh(RecordingChannel.mail());
        assertThat(crm.customer(hanako())).isPresent();
        assertThat(crm.accept(shop.order(70, HANAKO))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.decisions(crm.find(TARO).orElseThrow())).isNotEmpty();
        for (Throwable thrown : List.of(
                catchThrowable(() -> crm.decisions(hanako())),
                catchThrowable(() -> crm.decisionLog(0, 100)),
                catchThrowable(crm::verify),
                catchThrowable(() -> crm.erase(hanako(), "asked")))) {
            assertThat(thrown).hasMessageContaining("enishi_log").hasMessageContaining("position");
            FaultShop.assertTellsNothingPersonal(thrown);
        }
        assertThat(crm.customer(hanako()))
                .as("an erasure that failed left everything")
                .isPresent();
    }

    private CustomerEvent order(int id, Identifier who) {
        return CustomerEvent.of(
                "ec",
                EventId.of(id),
                who,
                shop.time.instant(),
                new EventBody.OrderPlaced(
                        Order.of("o-" + id, "ec", List.of(OrderLine.of("tea", "drinks", 1, Money.yen(500))))));
    }
}
