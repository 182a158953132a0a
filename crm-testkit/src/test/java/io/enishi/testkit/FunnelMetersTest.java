package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.process.Outcome;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.funnel.Funnel;
import io.enishi.scenario.funnel.FunnelMeters;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a funnel tells afterwards, its meters counted on the way. */
class FunnelMetersTest {

    private static Message mail(String content) {
        return Message.advertising("newsletter").by("mail", content);
    }

    private static final Scenario WELCOME = Scenario.named("welcome")
            .goal("They buy", Check.happened(Selection.of("order.placed")))
            .owner("crm")
            .because("b")
            .experiment(Experiment.named("subject")
                    .hypothesis("h")
                    .arms("short", "long")
                    .build())
            .start(Entry.on(Selection.of("customer.registered")))
            .steps(
                    Step.send("hello", mail("hello")),
                    Step.split(
                            "subject",
                            Step.arm("short", Step.send("short", mail("s"))),
                            Step.arm("long", Step.send("long", mail("l")))),
                    Step.waitFor(Span.days(3)))
            .build();

    @Test
    void countersAddUpToTheFunnelAndNameNobody() {
        Map<String, Long> counted = new TreeMap<>();
        try (ScenarioHarness shop = ScenarioHarness.running(WELCOME).start()) {
            FunnelMeters meters = FunnelMeters.of(
                    shop.crm(), (meter, label, amount) -> counted.merge(meter + " " + label, amount, Long::sum));
            for (int i = 0; i < 12; i++) {
                Someone someone = shop.given("person" + i);
                if (i == 5) {
                    shop.channel("mail").answer(new Outcome.Rejected("no such mailbox"));
                }
                someone.registers();
                if (i == 5) {
                    shop.channel("mail").answer(new Outcome.Accepted(""));
                }
                if (i % 3 == 0) {
                    someone.taps("hello");
                    someone.orders("o-" + i, 3_000);
                }
                meters.turn();
            }
            shop.advance(Duration.ofDays(4));
            assertThat(meters.turn()).isPositive();
            assertThat(meters.turn()).isZero();

            Funnel funnel = Funnel.of(shop.crm());
            String version = "welcome@" + WELCOME.compile().definitionHash().substring(0, 8);
            assertThat(counted).containsEntry("funnel.entered " + version, 12L);
            funnel.paths().forEach((path, figures) -> {
                String label = version + "/" + path.arm();
                assertThat(counted)
                        .containsEntry("funnel.assigned " + label, figures.entered())
                        .containsEntry("funnel.ended " + label + "#goal", figures.goal());
            });
            assertThat(sum(counted, "funnel.sent")).isEqualTo(24);
            assertThat(sum(counted, "funnel.rejected")).isEqualTo(2);
            assertThat(sum(counted, "funnel.tapped")).isEqualTo(4);
            assertThat(sum(counted, "funnel.ended")).isEqualTo(12);
            assertThat(String.join(" ", counted.keySet())).doesNotContain("person", "@example");
        }
    }

    private static long sum(Map<String, Long> counted, String meter) {
        return counted.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(meter + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
