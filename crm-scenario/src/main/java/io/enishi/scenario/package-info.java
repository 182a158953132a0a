/**
 * Scenarios: when, what and how, for one goal.
 *
 * <p>A {@link io.enishi.scenario.Scenario} is what an author writes: an immutable value, in Java or in YAML and JSON. {@link
 * io.enishi.scenario.Scenario#compile} checks it, with every problem at once, and gives a {@link
 * io.enishi.scenario.CompiledScenario}: the journey that a {@code Crm} runs. It starts on its {@link io.enishi.scenario.Entry}, does
 * its {@link io.enishi.scenario.Step steps} one after the other, and ends at once when its goal is reached or one of its exits is
 * met; what was not sent by then is revoked. The same question is asked once more when a message is about to leave.
 *
 * <pre>{@code
 * scenario: win-back
 * goal: {text: Dormant customers buy again, when: {happened: orders}}
 * owner: crm
 * rationale: A small coupon early beats a large one late
 * start: {without: actions, lasting: 3 months}    # or event:, into-segment:, out-of-segment:, every-year:, request: true
 * only-if: {permitted: newsletter, channel: mail}
 * again: {after: 6 months}                        # or never, after-exit (unless said), concurrent
 * exits:
 *   - {name: acted, when: {happened: actions}}    # a check: happened, reacted, no-response, or any condition
 * steps:
 *   - send: offer
 *     class: advertising
 *     purpose: newsletter
 *     by: [{line: win-back-short}, {mail: win-back}]      # the first that can be sent
 *     coupon: {campaign: win-back, terms: 20%, valid-for: 3 days}   # from the actual send
 *     if-capped: delay                            # or skip (unless said), exit
 *     not-after: 7 days
 *     otherwise: []                               # when nothing could be sent
 *   - wait: 2 days                                # from the actual send; or after: entry, after: <step>
 *   - wait-until: "10:00"                         # day: monday, zone: Asia/Tokyo
 *   - wait-for: {reacted: offer, by: [tapped, replied]}
 *     timeout: 7 days
 *     look-back: none                             # or entry, {step: offer}, 3 days
 *     then: [{end: responded}]
 *     otherwise: []
 *   - wait-after: order.shipped                   # or wait-before: a fact, followed wherever it moves
 *     same: order                                 # of the order that started the run
 *     for: 1 day
 *     timeout: 30 days
 *   - branch: [{when: {metric: engagement, at-least: 50}, steps: []}]
 *     otherwise: []
 *   - repeat: 3
 *     steps: [{wait: 1 month, after: entry}]      # the k-th time until k months after the entry: no drift at month ends
 *   - task: call                                  # or grant-points, issue-coupon, export, webhook
 *     queue: store-staff
 *     title: Call the customer
 *   - emit: win-back-ended                        # another scenario may start on event: custom:win-back-ended
 * }</pre>
 *
 * <p>Three times matter. Events count by when they <em>occurred</em>; a run is decided when they are <em>heard of</em>; waits after a
 * send count from the <em>actual send</em>, when the message was claimed. At one instant an event comes before a timeout.
 *
 * <p>What this package does not do: caps and quiet hours over all scenarios ({@link io.enishi.scenario.contact}), consent (the
 * ledger's affair), splits, holdouts, approvals and schedules (not yet).
 */
package io.enishi.scenario;
