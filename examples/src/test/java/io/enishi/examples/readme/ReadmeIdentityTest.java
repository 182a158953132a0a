package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeIdentityTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private static CustomerEvent named(int id, String source, String name, Identifier... who) {
        return CustomerEvent.of(
                source,
                EventId.of(id),
                List.of(who),
                Instant.parse("2026-04-01T00:00:00Z"),
                new EventBody.ProfileChanged(Map.of("name", AttributeValue.of(name))));
    }

    @Test
    void twoOriginsBecomeOnePersonAndComeApartAgain() {
        InstantSource clock = InstantSource.fixed(NOW);
        Identifier mail = Identifier.verified(Scheme.EMAIL, "hanako@mail.example");
        CustomerEvent atTheSite = named(1, "ec", "佐藤 花子", Identifier.member("m-00042"), mail);
        CustomerEvent inTheStore = named(2, "pos", "佐藤 花子", Identifier.of(Scheme.POS_CARD, "7001"), mail);
        // snippet: one-person
        Crm crm = Crm.builder("my-shop")
                .clock(clock)
                .identity(RuleBasedResolver.of(IdentityPolicy.standard()))
                .build();
        crm.acceptAll(List.of(atTheSite, inTheStore)); // a member id and a store card with one verified address

        Identifier member = Identifier.member("m-00042");
        Identifier card = Identifier.of(Scheme.POS_CARD, "7001");
        CustomerId hanako = crm.find(card).orElseThrow(); // the same as find(member)
        String reason = crm.identity(hanako).links().get(0).reason(); // same verified email; names agree

        crm.unmerge(member, card, "staff:sato", "mother and daughter share the mailbox");
        // end
        assertThat(reason).isEqualTo("same verified email; names agree");
        assertThat(crm.customers(10)).hasSize(2);
        assertThat(crm.verify().isIdentical()).isTrue();
    }
}
