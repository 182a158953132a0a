package io.enishi.testkit.simulation;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Span;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.MeterListener;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What every worker is wired with: scenarios of all kinds, small enough that everything happens within hours. */
final class SimulatedShop {

    static final String MAIL = "mail";
    static final String PURPOSE = "newsletter";
    /** Advertising messages for one person at most in any {@link #CAP_PERIOD}. */
    static final int CAP = 2;

    static final Duration CAP_PERIOD = Duration.ofHours(1);
    /** For how long the mail server remembers keys, where it does. */
    static final Duration KEY_LIFETIME = Duration.ofHours(6);

    private static final Segment WARM =
            Segment.live("warm", Conditions.metric(Interest.METRIC).atLeast(Interest.WARM));

    private static final List<Journey<?>> JOURNEYS =
            List.of(journey("""
                scenario: thanks
                goal: {text: A second order, when: {happened: orders}}
                owner: crm
                rationale: The second order makes a customer
                start: {event: order.placed}
                again: after-exit
                steps:
                  - grant-points: bonus
                    amount: 10
                    reason: first order
                  - send: thanks
                    class: transactional
                    purpose: order
                    by: [{mail: thanks}]
                  - wait: 15 minutes
                  - send: again
                    class: advertising
                    purpose: newsletter
                    by: [{mail: again}]
                """), journey("""
                    scenario: nudge
                    goal: {text: They order, when: {happened: orders}}
                    owner: crm
                    rationale: Whoever looks may buy
                    start: {event: product.viewed}
                    again: {after: 5 minutes}
                    steps:
                      - send: nudge
                        class: advertising
                        purpose: newsletter
                        by: [{mail: nudge}]
                    """), journey("""
                        scenario: win-back
                        goal: {text: They order again, when: {happened: orders}}
                        owner: crm
                        rationale: Silence is the last word before leaving
                        start: {without: actions, lasting: 20 minutes}
                        again: {after: 30 minutes}
                        steps:
                          - send: offer
                            class: advertising
                            purpose: newsletter
                            by: [{mail: offer}]
                            coupon: {campaign: win-back, terms: 20%, valid-for: 3 days}
                          - wait: 10 minutes
                          - send: reminder
                            class: advertising
                            purpose: newsletter
                            by: [{mail: reminder}]
                        """), journey("""
                            scenario: praise
                            goal: {text: They order, when: {happened: orders}}
                            owner: crm
                            rationale: Who is interested wants to hear from us
                            start: {into-segment: warm}
                            again: concurrent
                            steps:
                              - wait: 3 minutes
                              - send: praise
                                class: advertising
                                purpose: newsletter
                                by: [{mail: praise}]
                            """), journey("""
                                scenario: back-in-stock
                                goal: {text: They order, when: {happened: orders}}
                                owner: crm
                                rationale: Who waits for something wants to know that it is there
                                start:
                                  shop-event: shop.restocked
                                  interested:
                                    - {happened: product.favourited, same: product, ended-by: [product.unfavourited]}
                                again: concurrent
                                steps:
                                  - send: there-again
                                    class: advertising
                                    purpose: newsletter
                                    by: [{mail: there-again}]
                                """), journey("""
                                    scenario: first-look
                                    goal: {text: They order, when: {happened: orders}}
                                    owner: crm
                                    rationale: Who is interested sees new things first
                                    start:
                                      shop-event: shop.product-launched
                                      interested:
                                        - {in-segment: warm}
                                    again: concurrent
                                    steps:
                                      - wait: 2 minutes
                                      - send: new
                                        class: advertising
                                        purpose: newsletter
                                        by: [{mail: new}]
                                    """));

    private SimulatedShop() {}

    private static Journey<?> journey(String yaml) {
        return Scenario.parse(yaml).compile();
    }

    static IdentityResolver resolver(Weather weather) {
        return weather.evidence() ? new SharedKeys() : IdentityResolver.judgementsOnly();
    }

    static Crm crm(
            Weather weather,
            CustomerStore store,
            InstantSource clock,
            Channel mail,
            CommandHandler<Effect.GrantPoints> points,
            MeterListener meters) {
        CrmBuilder crm = Crm.builder("simulation")
                .store(store)
                .clock(clock)
                .fold(new Interest())
                .segment(WARM)
                .contactPolicy(ContactRules.none().with(Cap.atMost(CAP, Span.of(CAP_PERIOD))))
                .identity(resolver(weather))
                .channel(mail)
                .handler(Effect.GrantPoints.class, points)
                .meters(meters);
        JOURNEYS.forEach(crm::journey);
        return crm.build();
    }
}
