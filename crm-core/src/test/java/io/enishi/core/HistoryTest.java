package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** History that is taken in moves state and asks nothing of anybody, whatever else it brings about. */
class HistoryTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier FIRST = Identifier.member("m1");
    private static final Identifier SECOND = Identifier.member("m2");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .identity(new Toys.SharedKeys())
            .fold(new Toys.OrderChain())
            .journey(new Toys.Praise())
            .channel(mail)
            .build();

    private void grant() {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", START, "web-form", "v1"));
    }

    private void pass(Duration time) {
        clock.now = clock.now.plus(time);
        crm.advanceTo(clock.now);
    }

    @Test
    void historyThatBringsPeopleTogetherStartsNothing() {
        grant();
        clock.now = START.plus(Duration.ofDays(9));
        crm.accept(Toys.order("o1", List.of(FIRST, AKI), clock.now, 600));
        ImportReport report = crm.importHistory(List.of(
                Toys.order("o2", SECOND, START, 600), Toys.order("o3", List.of(SECOND, AKI), START.plusSeconds(1), 1)));
        assertThat(report.wouldHaveStarted()).isEqualTo(Map.of("praise", 1L));
        assertThat(crm.customers(10)).hasSize(1);
        pass(Duration.ofDays(1));
        assertThat(mail.sent).isEmpty();
        assertThat(crm.customer(crm.find(AKI).orElseThrow()).orElseThrow().journeys())
                .isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aRunThatWouldAskForSomethingWhenHistoryBringsPeopleTogetherIsNotAsked() {
        grant();
        clock.now = START.plus(Duration.ofDays(9));
        crm.accept(Toys.order("o1", List.of(FIRST, AKI), clock.now, 1600));
        pass(Duration.ofDays(1));
        assertThat(mail.contents()).containsExactly("well-done");
        crm.importHistory(List.of(Toys.order("o2", List.of(SECOND, AKI), START, 600)));
        CustomerId aki = crm.find(AKI).orElseThrow();
        assertThat(crm.customer(aki).orElseThrow().origins()).hasSize(2);
        pass(Duration.ofDays(1));
        assertThat(mail.contents()).containsExactly("well-done");
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }
}
