package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.Ranked;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A model that a {@code Crm} runs. */
class ScoreInCrmTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    private final ScoreModel interest = ScoreModel.named("interest")
            .rule(ScoreRule.of("view", "product.viewed", 20).halving(Duration.ofDays(10)))
            .rule(ScoreRule.of("registration", "customer.registered", 5))
            .band("low")
            .band("high", 20)
            .build();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Crm crm = Crm.builder("shop")
            .clock(now::get)
            .fold(interest.fold())
            .segments(interest.segments())
            .build();

    @Test
    void whoRanksHighIsToldWithTheReasons() {
        crm.accept(viewed(1, "m-1"));
        crm.accept(viewed(2, "m-2"));
        crm.accept(viewed(3, "m-2"));
        now.set(START.plus(Duration.ofDays(10)));

        List<Ranked> top = crm.top("interest", 1);

        assertThat(top).hasSize(1);
        assertThat(top.get(0).value()).isEqualTo(20);
        assertThat(Objects.requireNonNull(top.get(0).why()).toText()).isEqualTo("""
                        + score interest: 20, band high
                          + view, product.viewed on 2026-05-01T00:00:00Z: +10, given 20
                          + view, product.viewed on 2026-05-01T00:00:00Z: +10, given 20
                        """);
        assertThat(crm.top("interest", 0)).isEmpty();
    }

    @Test
    void aBandIsLeftOnTheMillisecondAtWhichTheScoreFallsBelowItsBound() {
        crm.accept(viewed(1, "m-1"));
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();
        assertThat(crm.segment("interest:high", 10)).containsExactly(person);

        now.set(START.plusMillis(1));
        crm.runDue(now.get());

        assertThat(crm.segment("interest:high", 10)).isEmpty();
        assertThat(crm.segment("interest:low", 10)).containsExactly(person);
    }

    private static CustomerEvent viewed(int id, String member) {
        return CustomerEvent.of(
                "ec", EventId.of(id), Identifier.member(member), START, new EventBody.ProductViewed("ink", ""));
    }
}
