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
 * }</pre>
 *
 * <p>What a step does when a cap forbids its message (skip, delay, exit) is said by the step. What this package does not do:
 * consent and reachability, which the runtime checks before it asks; shared budgets and rates, which are a {@code Quota}.
 */
package io.enishi.scenario.contact;
