package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.EventId;
import io.enishi.core.value.ShopId;
import io.enishi.examples.host.line.LineChannel;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.enishi.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A JVM that dies between LINE's answer and its own note of it; another one takes over on the same database. */
class KilledDeliveryTest {

    private static final Scenario HELLO = Scenario.parse("""
        scenario: hello
        goal: {text: They are greeted}
        owner: crm
        rationale: test
        start: {event: customer.registered}
        steps:
          - send: hello
            class: transactional
            purpose: service
            by: [{line: hello}]
        """);

    /** Ends a JVM's work at once: nothing catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final DataSource database = Databases.empty();
    private final VirtualTime time = new VirtualTime(TestShop.START);

    /** What a JVM that starts has: nothing but the database. */
    private Crm jvm(Channel line) {
        JdbcSchema.of(database).migrate();
        return Crm.builder("killed")
                .store(JdbcCustomerStore.open(database, ShopId.of("killed")))
                .secret(TestShop.SECRET)
                .clock(time)
                .channel(line)
                .renderer((claim, offer, coupon) -> Map.of("body", "こんにちは"))
                .journey(HELLO.compile())
                .build();
    }

    private static Channel dyingAfterTheAnswer(Channel channel) {
        return new Channel() {
            @Override
            public String name() {
                return channel.name();
            }

            @Override
            public Capabilities capabilities() {
                return channel.capabilities();
            }

            @Override
            public Outcome send(Message message) {
                channel.send(message);
                throw new Killed();
            }
        };
    }

    @Test
    void aDeliveryThatWasKilledIsRepeatedUnderItsRetryKeyAndArrivesOnce() throws IOException {
        try (LineStandIn line = new LineStandIn(Set.of())) {
            Channel channel = new LineChannel(line.uri(), "token", Duration.ofMinutes(1));
            Crm first = jvm(dyingAfterTheAnswer(channel));
            first.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(1),
                    TestShop.HANAKO.identifiers(),
                    TestShop.START,
                    new EventBody.Registered("web")));
            assertThatThrownBy(first::deliver).isInstanceOf(Killed.class);
            assertThat(line.answers()).containsExactly(200);

            Crm second = jvm(channel);
            second.deliver();
            assertThat(line.answers()).as("while the dead one's lease runs").containsExactly(200);

            time.moveTo(TestShop.START.plus(Duration.ofHours(1)));
            second.deliver();

            assertThat(line.answers()).containsExactly(200, 409);
            assertThat(line.pushed()).containsExactly(new LineStandIn.Push("Uhanako", "こんにちは"));
            assertThat(second.commands(Status.DONE, 10))
                    .singleElement()
                    .satisfies(command -> assertThat(command.outcome()).isEqualTo(new Outcome.Accepted("request-1")));
            assertThat(second.verify().isIdentical()).isTrue();
        }
    }

    @Test
    void afterTheRetryKeysLifeItIsLeftToAPerson() throws IOException {
        try (LineStandIn line = new LineStandIn(Set.of())) {
            Channel channel = new LineChannel(line.uri(), "token", Duration.ofMinutes(1));
            Crm first = jvm(dyingAfterTheAnswer(channel));
            first.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(1),
                    TestShop.HANAKO.identifiers(),
                    TestShop.START,
                    new EventBody.Registered("web")));
            assertThatThrownBy(first::deliver).isInstanceOf(Killed.class);

            time.moveTo(TestShop.START.plus(Duration.ofHours(24)));
            Crm second = jvm(channel);
            second.deliver();

            assertThat(line.answers()).containsExactly(200);
            assertThat(second.deadLetters(10)).hasSize(1);
        }
    }
}
