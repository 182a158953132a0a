package io.enishi.examples;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.Score;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.time.Instant;
import java.util.List;

/** The README's first snippet: how interested is somebody, and why? */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String... arguments) {
        ScoreModel interest = ScoreModel.named("interest")
                .rule(ScoreRule.of("registration", "customer.registered", 5))
                .rule(ScoreRule.of("purchase", "order.placed", 30).reversedOnRefund())
                .band("low")
                .band("high", 30)
                .build();

        Identifier hanako = Identifier.member("m-00042");
        Instant first = Instant.parse("2026-04-01T01:00:00Z");
        Instant second = Instant.parse("2026-04-20T03:00:00Z");
        Order order = Order.ofTotal("EC-1001", "ec", Money.yen(32_400));
        List<CustomerEvent> events = List.of(
                CustomerEvent.of("ec", EventId.of(1), hanako, first, new EventBody.Registered("web")),
                CustomerEvent.of("ec", EventId.of(2), hanako, second, new EventBody.OrderPlaced(order)));

        Score score = interest.score(events, Instant.parse("2026-05-01T00:00:00Z"));
        System.out.println(score.why());
    }
}
