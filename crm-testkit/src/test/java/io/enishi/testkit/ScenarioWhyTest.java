package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.segment.Segment;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.ExplanationText;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z][A-Za-z.-]+");

    /** Names that the shop or the vocabulary gives; they stay as they are. */
    private static final Set<String> NAMES =
            Set.of(("everything crm mail line newsletter vip engagement order.placed order.delivered product.viewed"
                            + " review.posted message.sent order.refunded shop member amount product category printer channel"
                            + " gender female birth-date prefecture stock order card offer gone back Asia Tokyo p-1 pos JPY price"
                            + " rating")
                    .split(" "));

    private static final List<String> CONDITIONS = List.of(
            "{count: orders, within: 90 days, at-least: 2}",
            "{count: order.placed, within: this month, other-than: 0}",
            "{count: [order.placed, order.delivered], within: 3 calendar days in Asia/Tokyo, exactly: 0}",
            "{count: product.viewed, within: {from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z'}, at-most: 3}",
            "{count: orders, where: {product/category: printer}, at-least: 1}",
            "{sum: amount, of: orders, within: 12 months, at-least: 10000}",
            "{average: amount, of: orders, more-than: 100}",
            "{min: amount, of: orders, at-least: 1}",
            "{max: amount, of: orders, at-least: 30000}",
            "{distinct: product, of: product.viewed, at-least: 3}",
            "{distinct: local-day, of: order.placed, exactly: 1}",
            "{first: amount, of: orders, at-least: 30000}",
            "{last: channel, of: message.sent, is: line}",
            "{days-since-last: orders, at-most: 30}",
            "{days-since-first: orders, at-least: 30}",
            "{without: actions, lasting: 3 months in Asia/Tokyo}",
            "{overdue: orders, factor: 1.5}",
            "{sequence: [{event: order.placed}, {event: review.posted, within: 30 days, same: product}]}",
            "{attribute: gender, is: female}",
            "{attribute: birth-date, present: true}",
            "{attribute: prefecture, starts-with: p}",
            "{in-segment: vip}",
            "{permitted: newsletter, channel: mail}",
            "{reachable: line}",
            "{linked: member}",
            "{known-to: pos}",
            "{not: {in-segment: vip}}",
            "{any: [{in-segment: vip}, {linked: line}]}");

    @Test
    void inJapaneseNothingButNamesStaysEnglish() {
        for (String condition : CONDITIONS) {
            String yaml = """
                scenario: everything
                goal: {text: Customers come back and buy or stay, when: {happened: orders}}
                owner: crm
                rationale: a test says so
                start: {event: order.delivered}
                only-if: %s
                again: {after: 6 months}
                exits:
                  - {name: back, when: {happened: order.refunded, same: order}}
                  - {name: gone, when: {figure: {catalog: stock}, at-most: 0}}
                steps:
                  - {send: offer, class: advertising, purpose: newsletter, by: [{line: card}, {mail: card}]}
                  - {wait: 3 days}
                """.formatted(condition);
            try (ScenarioHarness shop = ScenarioHarness.running(Scenario.parse(yaml))
                    .segment(Segment.live(
                            "vip", Conditions.count(Conditions.orders()).atLeast(9)))
                    .start()) {
                Someone hanako = shop.given("hanako");
                hanako.orders("o-1", 5_000);
                hanako.receives("o-1");

                String text = ExplanationText.of(hanako.whyData("everything"), Locale.JAPANESE, ZoneId.of("Asia/Tokyo"))
                        .replace("Customers come back and buy or stay", "");
                assertThat(ENGLISH.matcher(text)
                                .results()
                                .map(MatchResult::group)
                                .filter(word -> !NAMES.contains(word)))
                        .as(condition + "\n" + text)
                        .isEmpty();
            }
        }
    }
}
