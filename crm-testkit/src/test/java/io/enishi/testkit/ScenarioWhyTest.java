package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import org.junit.jupiter.api.Test;

/** Why, and why not: every rule, cap, consent and exit with its value at that moment. */
class ScenarioWhyTest {

    private static final Message MAIL =
            advertising("newsletter").by("mail", "win-back").orBy("line", "win-back-short");
    private static final Scenario WIN_BACK = Scenario.named("win-back")
            .goal("Dormant customers buy again", Check.happened(Conditions.orders()))
            .owner("crm")
            .because("test")
            .start(Entry.afterAbsence(Conditions.actions(), months(3)))
            .onlyIf(Conditions.count(Conditions.orders()).atLeast(1))
            .again(Reentry.after(months(6)))
            .exit("acted", Check.happened(Conditions.actions()))
            .steps(send("offer", MAIL), waitFor(days(2)))
            .build();

    @Test
    void whyNotYet() {
        try (ScenarioHarness shop = shop()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(days(10));
            hanako.blocks("line");

            assertThat(hanako.why("win-back")).isEqualTo("""
                    - scenario win-back: Dormant customers buy again: not in it
                      - may enter
                        - starts
                          - no actions for 3 months: the last at 2026-04-11T01:00:00Z
                        + only if
                          + number of orders >= 1: 1
                        + re-entry: again 6 months after the last run
                        + goal not reached
                          - orders since the beginning: none
                        + no exit "acted"
                          - actions since the beginning: none
                        + no open complaint
                      + local time: Asia/Tokyo, the shop's: none is known of the person
                      + send "offer" could leave now
                        + by mail
                          + consent and address for newsletter
                          + contact rules allow mail
                            + at most 1 in 7 days: 0 so far
                        - by line
                          - consent and address for newsletter: the person blocked our account on this channel
                          + contact rules allow line
                            + at most 1 in 7 days: 0 so far
                    """);
        }
    }

    @Test
    void whyNow() {
        try (ScenarioHarness shop = shop()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(days(92));

            assertThat(hanako.why("win-back")).isEqualTo("""
                    + scenario win-back: Dormant customers buy again: in it
                      + run of absence-shop:00000000-0000-0000-0000-000000000001 goes on: at step "2" since \
                    2026-07-01T01:00:00Z, until 2026-07-03T01:00:00Z
                        + goal not reached
                          - orders since the beginning: none
                        + no exit "acted"
                          - actions since the beginning: none
                        + no open complaint
                      - may enter
                        + starts
                          + no actions for 3 months: the last at 2026-04-01T01:00:00Z
                        + only if
                          + number of orders >= 1: 1
                        - re-entry: again 6 months after the last run: a run since 2026-07-01T01:00:00Z goes on
                        + goal not reached
                          - orders since the beginning: none
                        + no exit "acted"
                          - actions since the beginning: none
                        + no open complaint
                      + local time: Asia/Tokyo, the shop's: none is known of the person
                      - send "offer" could leave now
                        - by mail
                          + consent and address for newsletter
                          - contact rules allow mail
                            - at most 1 in 7 days: 1 so far, allowed from 2026-07-08T01:00:00Z
                        - by line
                          + consent and address for newsletter
                          - contact rules allow line
                            - at most 1 in 7 days: 1 so far, allowed from 2026-07-08T01:00:00Z
                    """);
        }
    }

    private static ScenarioHarness shop() {
        return ScenarioHarness.running(WIN_BACK)
                .contactRules(ContactRules.none().with(Cap.atMost(1, days(7))))
                .start();
    }
}
