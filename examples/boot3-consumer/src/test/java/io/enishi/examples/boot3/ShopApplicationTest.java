package io.enishi.examples.boot3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.Order;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DuplicateKeyException;

@SpringBootTest(properties = "crm.pause-between-turns=P1D") // the turns are the test's
class ShopApplicationTest {

    private static final Instant APRIL = Instant.parse("2026-04-01T01:00:00Z");

    /** What a host brings: a channel, contents, and here a clock that the test moves. */
    @TestConfiguration
    static class Host {
        private final List<Channel.Message> sent = new ArrayList<>();
        private Instant now = APRIL;

        @Bean
        @Primary
        InstantSource testClock() {
            return () -> now;
        }

        @Bean
        ContentRenderer renderer() {
            return (claim, offer, coupon) -> Map.of("subject", offer.content());
        }

        @Bean
        Channel mail() {
            return new Channel() {
                @Override
                public String name() {
                    return "mail";
                }

                @Override
                public Capabilities capabilities() {
                    return Capabilities.addressedBy("email");
                }

                @Override
                public Outcome send(Message message) {
                    sent.add(message);
                    return new Outcome.Accepted("");
                }
            };
        }
    }

    @Autowired
    private Orders orders;

    @Autowired
    private CrmTurns turns;

    @Autowired
    private Crm crm;

    @Autowired
    private Host host;

    @Test
    void anOrderAndItsEventAreOneTransactionAndTheDormantAreWrittenTo() {
        Identifier hanako = Identifier.member("m-00042");
        Identifier mailbox = Identifier.email("hanako@example.jp");
        orders.place(Order.ofTotal("EC-1001", "ec", Money.yen(32_400)), List.of(hanako, mailbox));
        turns.turn();
        assertTrue(crm.outcome("ec", EventId.named("EC-1001")).isPresent());
        assertEquals(
                30,
                crm.metric(crm.find(hanako).orElseThrow(), "engagement")
                        .orElseThrow()
                        .valueAt(APRIL.toEpochMilli()));

        Identifier taro = Identifier.member("m-00043");
        Order again = Order.ofTotal("EC-1001", "ec", Money.yen(1));
        assertThrows(DuplicateKeyException.class, () -> orders.place(again, List.of(taro)));
        turns.turn();
        assertTrue(crm.find(taro).isEmpty(), "what was rolled back never happened");

        crm.consent(ConsentStatement.granted(
                crm.matchKey(mailbox).orElseThrow(), "newsletter", "mail", APRIL, "web-form", "terms-2026-01"));
        host.now = APRIL.plus(Duration.ofDays(91)); // three calendar months
        turns.turn();
        assertEquals(1, host.sent.size());
        assertEquals("hanako@example.jp", host.sent.get(0).to().value());
        assertEquals("win-back", host.sent.get(0).content());
        assertTrue(crm.verify().isIdentical());
    }
}
