package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.GoLivePolicy;
import io.enishi.core.GoLiveReport;
import io.enishi.core.ImportReport;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadmeGoLiveTest {

    @RegisterExtension
    final Printed printed = new Printed();

    private final ManualTime clock = ManualTime.startingAt(Instant.parse("2026-06-01T00:00:00Z"));
    private final RecordingChannel mail = RecordingChannel.mail();

    private Crm wired() {
        Scenario winBack = Scenario.parse(ReadmeWinBackTest.YAML);
        Channel mailChannel = mail;
        Channel lineChannel = RecordingChannel.line();
        byte[] secret = "sixteen bytes and some more".getBytes(StandardCharsets.UTF_8);
        Map<String, Map<String, String>> templates =
                Map.of("win-back", Map.of("subject", "お久しぶりです", "body", "..."), "last-day", Map.of());
        // snippet: wire-channels
        Crm crm = Crm.builder("my-shop")
                .secret(secret) // at least 16 random bytes, kept for the life of the data
                .clock(clock) // leave it out in production
                .channel(mailChannel)
                .channel(lineChannel)
                .renderer((claim, offer, coupon) -> templates.get(offer.content()))
                .journey(winBack.compile())
                .build();
        // end
        return crm;
    }

    private static CustomerEvent order(int id, String at) {
        return CustomerEvent.of(
                "ec",
                EventId.of(id),
                List.of(Identifier.member("m-" + id), Identifier.email("m" + id + "@mail.example")),
                Instant.parse(at),
                new EventBody.OrderPlaced(Order.ofTotal("EC-" + id, "ec", Money.yen(8_000))));
    }

    @Test
    void nobodyIsMailedBySurprise() {
        Crm crm = wired();
        Identifier address = Identifier.email("m1@mail.example");
        Instant registeredAt = Instant.parse("2025-12-01T00:00:00Z");
        // snippet: consent
        crm.consent(ConsentStatement.granted(
                crm.matchKey(address).orElseThrow(), "newsletter", "mail", registeredAt, "web-form", "terms-2026-01"));
        // end
        List<CustomerEvent> history = new ArrayList<>(List.of(
                order(1, "2026-01-10T00:00:00Z"), order(2, "2026-02-10T00:00:00Z"), order(3, "2026-05-20T00:00:00Z")));
        // snippet: go-live
        ImportReport past = crm.importHistory(history); // scores and segments move, nothing is started
        System.out.println(past.wouldHaveStarted());

        GoLiveReport standing = crm.goLive(GoLivePolicy.skip()); // who matches already; nobody enters
        System.out.println(standing.matching());

        crm.goLive(GoLivePolicy.enrol(1)); // let in one of them now, call again at the pace you want
        crm.runDue(); // every minute or so, or crm.start(Duration.ofMinutes(1))
        crm.deliver();

        crm.pauseScenario("win-back", true); // or pause(true), pauseChannel, pauseCustomer: at the next claim
        System.out.println(crm.verify().isIdentical()); // every decision so far, decided again
        // end
        Readme.showsAsPrinted(printed.text());
        assertThat(standing.enrolled()).isEmpty();
        assertThat(mail.messages()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aScenarioThatNamesAChannelNobodyWiredIsRefusedOnRequest() {
        List<Channel> channels = List.of(mail);
        assertThatThrownBy(() -> Scenario.parse(ReadmeWinBackTest.YAML)
                        .compile(ScenarioContext.standard().withChannels(channels)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("\"line\"");
    }

    @Test
    void whyNothingWasSentIsToldByTheDecisionItself() {
        Crm crm = wired();
        crm.accept(order(1, "2026-06-01T00:00:00Z"));
        clock.advance(Duration.ofDays(100));
        crm.advanceTo(clock.instant());
        CustomerId hanako = crm.find(Identifier.member("m-1")).orElseThrow();
        // snippet: why
        System.out.print(crm.why(hanako, "win-back").toShortText()); // or toText(): every rule with its value
        // end
        Readme.showsAsPrinted(printed.text());
        // snippet: decisions
        crm.decisions(hanako).forEach(decision -> System.out.print(decision.toText()));
        // end
        Readme.showsAsPrinted(printed.text());
    }
}
