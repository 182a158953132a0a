package io.enishi.examples.readme;

import static io.enishi.core.condition.Conditions.actions;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.Decision.End;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.junit.jupiter.api.Test;

class ReadmeWinBackTest {

    static final String YAML = """
            # snippet: win-back-yaml
            scenario: win-back
            goal: {text: Dormant customers come back, when: {happened: actions}}
            owner: crm
            rationale: A small coupon early beats a large one late
            start: {without: actions, lasting: 3 months}
            again: {after: 6 months}
            steps:
              - send: offer
                class: advertising
                purpose: newsletter
                by: [{line: win-back-short}, {mail: win-back}]
                coupon: {campaign: win-back, terms: 20%, valid-for: 3 days}
              - wait: 2 days
              - send: reminder
                class: advertising
                purpose: newsletter
                by: [{line: last-day-short}, {mail: last-day}]
            # end
            """;

    static Scenario inJava() {
        // snippet: win-back-java
        Scenario winBack = Scenario.named("win-back")
                .goal("Dormant customers come back", Check.happened(actions()))
                .owner("crm")
                .because("A small coupon early beats a large one late")
                .start(Entry.afterAbsence(actions(), months(3)))
                .again(Reentry.after(months(6)))
                .steps(
                        send(
                                "offer",
                                advertising("newsletter")
                                        .by("line", "win-back-short")
                                        .orBy("mail", "win-back")
                                        .withCoupon(discount("win-back", "20%", days(3)))),
                        waitFor(days(2)),
                        send(
                                "reminder",
                                advertising("newsletter")
                                        .by("line", "last-day-short")
                                        .orBy("mail", "last-day")))
                .build();
        // end
        return winBack;
    }

    @Test
    void yamlAndJavaAreOneScenario() {
        assertThat(Scenario.parse(YAML)).isEqualTo(inJava());
        assertThat(Scenario.parse(YAML).definitionHash()).isEqualTo(inJava().definitionHash());
    }

    // snippet: win-back-test
    @Test
    void dormantCustomersGetOneCouponUntilTheyAct() {
        ScenarioHarness shop = ScenarioHarness.running(Scenario.parse(YAML))
                .from("2026-01-31T10:00")
                .start();
        Someone hanako = shop.given("hanako");
        hanako.orders("EC-1", 5_000);

        shop.advance(months(3)); // 31 January and three calendar months
        hanako.assertSent("offer").on("line").at("2026-04-30T10:00").withCouponUntil("2026-05-03T10:00");

        shop.advance(days(1));
        hanako.views("sku-7"); // an action, before the reminder is due
        shop.advance(days(60));
        hanako.assertNotSent("reminder");
        hanako.assertEnded("win-back", End.Kind.GOAL, "goal");
    }
    // end
}
