package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.Ranked;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.ScoreModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadmeScoringTest {

    @RegisterExtension
    final Printed printed = new Printed();

    private static final String MODEL = """
            # snippet: score-model
            score-model: engagement
            zone: Asia/Tokyo
            rules:
              - {id: registration, when: customer.registered, points: 5, cap: once}
              - {id: newsletter, when: message.opened, where: {channel: mail}, points: 7, cap: 1 per day, half-life: 30 days}
              - {id: purchase, when: order.placed, points: 30, reversed: true}
            bands:
              - low
              - {name: high, at-least: 40, leave-below: 30}
            # end
            """;

    private static CustomerEvent event(int id, String member, String at, EventBody body) {
        return CustomerEvent.of("ec", EventId.of(id), Identifier.member(member), Instant.parse(at), body);
    }

    private static EventBody order(String id) {
        return new EventBody.OrderPlaced(Order.ofTotal(id, "ec", Money.yen(12_000)));
    }

    @Test
    void customersAreRankedWithReasons() {
        String yaml = MODEL;
        Instant now = Instant.parse("2026-05-01T00:00:00Z");
        InstantSource clock = InstantSource.fixed(now);
        List<CustomerEvent> events = List.of(
                event(1, "m-1", "2026-03-01T00:00:00Z", new EventBody.Registered("web")),
                event(2, "m-1", "2026-04-01T00:00:00Z", opened()),
                event(3, "m-1", "2026-04-10T00:00:00Z", order("EC-1")),
                event(4, "m-2", "2026-04-11T00:00:00Z", order("EC-2")),
                event(5, "m-2", "2026-04-20T00:00:00Z", new EventBody.OrderCancelled("EC-2", Money.yen(12_000), "")),
                event(6, "m-2", "2026-04-21T00:00:00Z", new EventBody.Registered("web")));
        // snippet: score-customers
        ScoreModel engagement = ScoreModel.parse(yaml);
        Crm crm = Crm.builder("my-shop")
                .clock(clock)
                .fold(engagement.fold())
                .segments(engagement.segments()) // one for each band: engagement:low, engagement:high
                .build();
        crm.acceptAll(events);

        List<CustomerId> callFirst = crm.segment("engagement:high", 100);
        for (Ranked place : crm.top("engagement", 10)) {
            System.out.print(place.rank() + " " + place.why().toText());
        }
        // end
        Readme.showsAsPrinted(printed.text());
        assertThat(callFirst).hasSize(1);
    }

    private static EventBody opened() {
        return new EventBody.MessageEvent(EventBody.MessageStep.OPENED, "spring", "mail", "spring", "spring-news", "");
    }
}
