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
 * start: {without: actions, lasting: 3 months}    # or event:, into-segment:, out-of-segment:, every-year:,
 *                                                # every: week on: monday at: "10:00", every: year on: "12-01", on-date:, deadline:, request: true,
 *                                                # shop-event: with interested: [{happened: restock.requested, same: product}]
 *                                                # or several: [{event: customer.registered}, {event: store.visited}]
 * only-if: {permitted: newsletter, channel: mail}
 * again: {after: 6 months}                        # or never, after-exit (unless said), concurrent
 * holdout: 10%                                    # runs of these people get nothing: the yardstick of the others
 * experiments:
 *   - experiment: subject
 *     hypothesis: A subject that names the product is opened more
 *     arms: [{arm: plain, share: 50%}, {arm: product, share: 50%}]
 * exits:
 *   - {name: acted, when: {happened: actions}}    # a check: happened, reacted, no-response, any condition,
 *                                                # {figure: {catalog: stock}, at-most: 0}, and all: [...], any: [...], not:
 * steps:
 *   - send: offer
 *     class: advertising
 *     purpose: newsletter
 *     by: [{line: win-back-short}, {mail: win-back}]      # the first that can be sent
 *     coupon: {campaign: win-back, terms: 20%, valid-for: 3 days}   # from the actual send
 *     if-capped: delay                            # or skip (unless said), exit
 *     not-after: 7 days
 *                                                 # where news of the shop starts it, recipients: 20, or
 *                                                 # {field: quantity} of the news, {catalog: stock}, {attribute: pieces}
 *     test: {experiment: subject, arms: {product: [{mail: win-back-product}]}}   # other arms get what "by" says
 *     otherwise: []                               # when nothing could be sent
 *   - wait: 2 days                                # from the actual send; or after: entry, after: <step>
 *   - wait: {days: {attribute: cycle-days}, more: -5, otherwise: 25 days}   # looked up; or {catalog: use-period-days} of the event's product
 *   - wait-until: "10:00"                         # day: monday, zone: Asia/Tokyo; at once if it is that time, in a repeat the next one
 *   - wait-for: {reacted: offer, by: [tapped, replied]}   # or an event, with look-back: none, entry, {step: offer}, 3 days
 *     timeout: 7 days
 *     then: [{end: responded}]
 *     otherwise: []
 *   - wait-after: order.shipped                   # or wait-before: a fact, followed wherever it moves
 *     for: 1 day                                  # with same: order, of the order that started the run
 *     timeout: 30 days
 *   - branch: [{when: {metric: engagement, at-least: 50}, steps: []}]
 *     otherwise: []
 *   - split: subject                              # steps by arm; for timing and channels
 *     arms: [{arm: product, steps: []}]
 *     otherwise: []
 *   - approval: boss                              # Crm.approve brings the answer
 *     subject: A letter worth 500 yen
 *     timeout: 2 days
 *     then: []
 *     otherwise: [{end: not approved}]
 *   - repeat: 3
 *     steps: [{wait: 1 month, after: entry}]      # the k-th time until k months after the entry: no drift at month ends
 *   - task: call                                  # or grant-points, issue-coupon, export, webhook
 *     queue: store-staff
 *     title: Call the customer
 *   - set: {win-back: done}                       # an attribute of the customer, stated by the shop
 *   - emit: win-back-ended                        # another scenario may start on event: custom:win-back-ended
 *   - hand-over: second-purchase                  # ends here, and starts that one, which has request: true
 * }</pre>
 *
 * <p>Three times matter. Events count by when they <em>occurred</em>; a run is decided when they are <em>heard of</em>; waits after a
 * send count from the <em>actual send</em>, when the message was claimed. At one instant an event comes before a timeout.
 *
 * <p>Whoever is held out, by the scenario's holdout or by the shop's, gets no advertising, coupon, task or anything else that it asks
 * for; transactional messages leave all the same. The run goes on as if everything had been done, so that its outcome can be compared.
 *
 * <p>What this package does not do: caps and quiet hours over all scenarios ({@link io.enishi.scenario.contact}), consent (the
 * ledger's affair), experiments as values and their evaluation ({@link io.enishi.scenario.experiment}).
 */
package io.enishi.scenario;
