package io.enishi.jdbc;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.noAction;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.condition.Recall;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.testkit.ManualTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cold read of a long history costs, and which checkpoints are not believed. */
class CheckpointOnJdbcTest {

    private static final Instant END = Instant.parse("2026-04-01T03:00:00Z");
    private static final Identifier WHO = Identifier.member("m-1");
    private static final int EVENTS = 10_000;
    /** 10,000 events in five years. */
    private static final Duration STEP = Duration.ofMinutes(263);

    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();

    /** Counts the events that reads hand out. */
    private static final class Counting extends ForwardingStore {
        private long events;

        Counting(CustomerStore store) {
            super(store);
        }

        private Optional<StoredCustomer> counted(Optional<StoredCustomer> read) {
            read.ifPresent(customer -> customer.origins()
                    .forEach(origin -> events += origin.events().size()));
            return read;
        }

        @Override
        public Optional<StoredCustomer> load(OriginId origin) {
            return counted(super.load(origin));
        }

        @Override
        public Optional<StoredCustomer> load(OriginId origin, String definitions) {
            return counted(super.load(origin, definitions));
        }
    }

    static Stream<CustomerStore> stores() {
        return Stream.of(new InMemoryCustomerStore(), Databases.newShop(H2), Databases.newShop(POSTGRES));
    }

    private final ManualTime time = ManualTime.startingAt(END);
    private final Map<String, Long> meters = new TreeMap<>();

    private Crm open(CustomerStore store, int span) {
        return Crm.builder("shop")
                .clock(time)
                .store(store)
                .segment(Segment.live(
                        "eager",
                        count(event("product.viewed")).within(days(span)).atLeast(3)))
                .segment(Segment.live("buyer", count(Selection.orders()).atLeast(5)))
                .segment(Segment.live("silent", noAction().lasting(days(30))))
                .meters((meter, label, amount) -> meters.merge(meter + " " + label, amount, Long::sum))
                .build();
    }

    private static CustomerEvent happened(int number, Instant at) {
        EventBody body = number % 100 == 0
                ? new EventBody.OrderPlaced(Order.ofTotal("o" + number, "ec", Money.yen(1_000)))
                : new EventBody.ProductViewed("p" + number % 7, "c");
        return CustomerEvent.of("ec", EventId.of(number), WHO, at, body);
    }

    /** Five years of history, and the customer remembered by nobody. */
    private void live(CustomerStore store, int span) {
        List<CustomerEvent> events = new ArrayList<>(EVENTS);
        for (int i = 1; i <= EVENTS; i++) {
            events.add(happened(i, END.minus(STEP.multipliedBy(EVENTS - i))));
        }
        try (Crm crm = open(store, span)) {
            crm.importHistory(events);
            crm.accept(happened(EVENTS + 1, END.plusSeconds(1)));
        }
        meters.clear();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aColdDecisionReadsWhatTheLongestSpanNeedsAndNotTheHistory(CustomerStore store) {
        live(store, 90);
        Counting counting = new Counting(store);
        time.advance(Duration.ofSeconds(10));
        try (Crm crm = open(counting, 90)) {
            crm.accept(happened(EVENTS + 2, END.plusSeconds(9)));

            long inSpan = Duration.ofDays(92).dividedBy(STEP);
            assertThat(counting.events).isGreaterThan(Duration.ofDays(90).dividedBy(STEP));
            assertThat(counting.events).isLessThan(inSpan + EVENTS / 16 + 256);
            assertThat(crm.whySegment(crm.find(WHO).orElseThrow(), "buyer").toString())
                    .contains("100");
            assertThat(meters)
                    .containsEntry("customers.read from-checkpoint", 1L)
                    .doesNotContainKey("customers.read whole");

            counting.events = 0;
            crm.accept(happened(-1, END.minus(Duration.ofDays(1_000))));
            assertThat(counting.events).as("a late event behind the checkpoint").isEqualTo(EVENTS + 2L);
        }
        counting.events = 0;
        try (Crm crm = open(counting, 90)) {
            assertThat(crm.timeline(crm.find(WHO).orElseThrow())).hasSize(EVENTS + 3);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aCheckpointOfOtherDefinitionsIsPassedOverAndMadeAgain(CustomerStore store) {
        live(store, 90);
        time.advance(Duration.ofSeconds(10));
        Counting counting = new Counting(store);
        try (Crm crm = open(counting, 60)) {
            crm.accept(happened(EVENTS + 2, END.plusSeconds(9)));
            assertThat(counting.events).isEqualTo(EVENTS + 1L);
        }
        counting.events = 0;
        try (Crm crm = open(counting, 60)) {
            crm.accept(happened(EVENTS + 3, END.plusSeconds(10)));
            assertThat(counting.events).isLessThan(EVENTS / 8);
        }
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws SQLException {
        for (DataSource source : List.of(H2, POSTGRES)) {
            JdbcCustomerStore store = Databases.newShop(source);
            live(store, 90);
            try (Connection connection = source.getConnection();
                    PreparedStatement damage = connection.prepareStatement(
                            "update enishi_checkpoint set state = ? where state is not null")) {
                damage.setBytes(1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
                assertThat(damage.executeUpdate()).isPositive();
            }
            meters.clear();
            time.advance(Duration.ofSeconds(10));
            try (Crm crm = open(store, 90)) {
                CustomerId id = crm.find(WHO).orElseThrow();
                assertThat(crm.whySegment(id, "buyer").toString()).contains("100");
            }
            assertThat(meters)
                    .containsEntry("checkpoints.refused unreadable", 1L)
                    .containsEntry("customers.read whole", 1L);
        }
    }

    @Test
    void eachDefinitionSaysWhatItNeedsOfThePast() {
        try (Crm crm = open(new InMemoryCustomerStore(), 90)) {
            Map<String, Recall> recalls = crm.recalls();
            assertThat(recalls.get("eager").span()).isEqualTo(Duration.ofDays(90));
            assertThat(recalls.get("eager").isBounded()).isTrue();
            assertThat(recalls.get("buyer").isBounded()).isFalse();
            assertThat(recalls.get("silent").isBounded()).isTrue();
            assertThat(recalls.get("silent").single()).hasSize(1);
        }
    }
}
