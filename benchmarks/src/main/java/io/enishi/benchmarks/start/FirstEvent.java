package io.enishi.benchmarks.start;

import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.time.Instant;

/** A program that decides about one event and says so. */
final class FirstEvent {

    static final String DONE = "decided";

    private FirstEvent() {}

    public static void main(String... arguments) {
        Instant now = Instant.parse("2026-04-01T00:00:00Z");
        ScoreModel interest = ScoreModel.named("interest")
                .rule(ScoreRule.of("purchase", "order.placed", 30))
                .build();
        try (Crm crm = Crm.builder("shop")
                .clock(() -> now)
                .fold(interest.fold())
                .segment(Segment.live("dormant", noAction().lasting(months(3))))
                .build()) {
            crm.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(1),
                    Identifier.member("m-1"),
                    now,
                    new EventBody.OrderPlaced(Order.ofTotal("o-1", "ec", Money.yen(30_000)))));
            System.out.println(DONE);
        }
    }
}
