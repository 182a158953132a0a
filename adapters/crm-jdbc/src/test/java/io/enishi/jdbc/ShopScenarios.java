package io.enishi.jdbc;

import io.enishi.core.process.Journey;
import io.enishi.scenario.Scenario;

/** The scenarios of the shops that are played here, with as much time in them as each has. */
final class ShopScenarios {

    private ShopScenarios() {}

    /** Thanks at once, for whatever was answered about advertising, and writes once more {@code later}. */
    static Journey<?> thanks(String later) {
        return Scenario.parse("""
            scenario: thanks
            goal: {text: A second order, when: {happened: orders}}
            owner: crm
            rationale: The second order makes a customer
            start: {event: order.placed}
            again: after-exit
            steps:
              - send: thanks
                class: transactional
                purpose: order
                by: [{mail: thanks}]
              - wait: %s
              - send: again
                class: advertising
                purpose: newsletter
                by: [{mail: again}]
            """.formatted(later)).compile();
    }

    /** Writes to whoever looks at something, not again before {@code rest} is over. */
    static Journey<?> nudge(String rest) {
        return Scenario.parse("""
            scenario: nudge
            goal: {text: They order, when: {happened: orders}}
            owner: crm
            rationale: Whoever looks may buy
            start: {event: product.viewed}
            again: {after: %s}
            steps:
              - send: nudge
                class: advertising
                purpose: newsletter
                by: [{mail: nudge}]
            """.formatted(rest)).compile();
    }

    /** Offers something after a {@code silence} and reminds of it {@code later}, not again before {@code rest} is over. */
    static Journey<?> winBack(String silence, String rest, String later) {
        return Scenario.parse("""
            scenario: win-back
            goal: {text: They order again, when: {happened: orders}}
            owner: crm
            rationale: Silence is the last word before leaving
            start: {without: actions, lasting: %s}
            again: {after: %s}
            steps:
              - send: offer
                class: advertising
                purpose: newsletter
                by: [{mail: offer}]
                coupon: {campaign: win-back, terms: 20%%, valid-for: 3 days}
              - wait: %s
              - send: reminder
                class: advertising
                purpose: newsletter
                by: [{mail: reminder}]
            """.formatted(silence, rest, later)).compile();
    }
}
