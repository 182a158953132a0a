package io.enishi.jdbc;

import static io.enishi.jdbc.EngineOnJdbcTest.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.ShopId;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Rows that are made only to be locked name addresses in the clear: they go where nobody may be written to any more. */
class SuppressedAddressTest {

    private static final Instant NOON = Instant.parse("2026-05-05T03:00:00Z");
    private static final Identifier AKI = PEOPLE.get(0);
    private static final Identifier BEN = PEOPLE.get(1);
    private static final Identifier CHIE = PEOPLE.get(2);

    @Test
    void whatWasStatedIsAllThatStaysOfAnAddressOnH2() throws SQLException {
        whatWasStatedIsAllThatStays(Databases.h2());
    }

    @Test
    void whatWasStatedIsAllThatStaysOfAnAddressOnPostgres() throws SQLException {
        whatWasStatedIsAllThatStays(Databases.postgres());
    }

    private static void whatWasStatedIsAllThatStays(DataSource database) throws SQLException {
        JdbcSchema.of(database).migrate();
        JdbcCustomerStore store = JdbcCustomerStore.open(database, ShopId.of("silent"));
        Crm crm = EngineOnJdbcTest.crm(store, 10, ManualTime.startingAt(NOON), RecordingChannel.mail());
        crm.consent(ConsentStatement.granted(
                crm.matchKey(BEN).orElseThrow(), "newsletter", "mail", NOON.minusSeconds(60), "web-form", "v1"));
        for (Identifier who : PEOPLE) {
            Order order = Order.ofTotal("o-" + who.value(), "ec", Money.yen(100));
            crm.accept(CustomerEvent.of(
                    "ec", EventId.of(PEOPLE.indexOf(who)), who, NOON, new EventBody.OrderPlaced(order)));
        }
        crm.deliver();
        assertThat(addresses(database)).containsExactly(AKI.value(), BEN.value(), CHIE.value());
        crm.suppress(AKI);
        assertThat(addresses(database)).containsExactly(BEN.value(), CHIE.value());
        crm.erase(crm.find(BEN).orElseThrow(), "asked");
        crm.erase(crm.find(CHIE).orElseThrow(), "asked");
        assertThat(addresses(database)).as("the proof of consent").containsExactly(BEN.value());
        assertThat(crm.verify().differences()).isEmpty();
    }

    private static Iterable<String> addresses(DataSource database) throws SQLException {
        TreeSet<String> found = new TreeSet<>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select address from enishi_ledger")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return List.copyOf(found);
    }
}
