/**
 * Contact rules: what the shop allows over all scenarios.
 *
 * <p>{@link io.enishi.scenario.contact.ContactRules} is a {@code ContactPolicy} made of caps and quiet hours. It is asked when a
 * message is claimed, with the messages that really left, so the rules hold over all scenarios and on every channel together.
 *
 * <pre>{@code
 * ContactRules rules = ContactRules.none()
 *         .with(Cap.atMost(2, Span.days(7)))                                    // rolling
 *         .with(Cap.atMost(1, Cap.Unit.DAY, ZoneId.of("Asia/Tokyo")).on("line"))   // by the calendar
 *         .with(Cap.gap(Span.hours(20)))
 *         .with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11)));    // to 8:00, carried over
 * }</pre>
 *
 * <p>The same in YAML:
 *
 * <pre>{@code
 * contact-rules:
 *   caps:
 *     - {at-most: 2, in: 7 days}
 *     - {at-most: 1, per: day, zone: Asia/Tokyo, on: line}
 *     - {at-most: 1, in: 20 hours}
 *   quiet-hours:
 *     - {from: "21:00", for: 11 hours}            # zone: of the customer unless said; then: drop instead of carry-over
 *   human-only: {queue: sales, title: 高額品のお客さまへ連絡, from-price: 300000 JPY, categories: [宝飾], organisations: true}
 * }</pre>
 *
 * <p>Caps know nothing of scenarios: of two advertising sends of one person that may leave now, the runtime claims that of the higher
 * priority first, then the one that waited longer, then by key. A message draws on its caps from its claim; one that the channel
 * refuses gives its place back, one of which nobody knows whether it left keeps it. Transactional messages are exempt from all of this.
 * {@link io.enishi.scenario.contact.HumanOnly} turns a send into a task for staff.
 *
 * <p>Limits that many people share are {@code Quota}s: {@link io.enishi.scenario.contact.Stock} (first come, never more), {@link
 * io.enishi.scenario.contact.Budget} (yen a day, a month, a campaign), {@link io.enishi.scenario.contact.RateLimit} (with
 * back-pressure) and {@link io.enishi.scenario.contact.ComplaintBreaker}. They keep what was drawn in {@link
 * io.enishi.core.spi.Accounts}, in memory or on the host's database. {@link io.enishi.scenario.contact.CostModel} says what a
 * message costs: SMS by units of 70 characters, LINE by the push, paper with postage.
 *
 * <p>{@link io.enishi.scenario.contact.ReachReport} counts friends, link rate, block rate and net reach.
 *
 * <p>What a step does when a cap forbids its message (skip, delay, exit) is said by the step. What this package does not do:
 * consent, suppression and reachability, which the runtime checks before it asks.
 */
package io.enishi.scenario.contact;
