/**
 * Life-cycle stages: prospect, new, active, VIP, dormant, lost.
 *
 * <p>{@link io.enishi.scoring.stage.StageRules} say when a customer counts as dormant or lost and which
 * {@link io.enishi.scoring.stage.VipRule ways} make a VIP: by frequency, rate, amount, and by the balance and the <em>use</em> of
 * loyalty points. The answer is a {@link io.enishi.scoring.stage.StageReport} that explains itself and knows when it will change
 * by time alone.
 *
 * <pre>{@code
 * StageRules rules = StageRules.in(ZoneId.of("Asia/Tokyo"))
 *         .withQuiet(Span.months(3), Span.months(12))
 *         .orVip(VipRule.orders(5).within(Span.years(1)), VipRule.amount(Money.yen(50_000)).within(Span.years(1)))
 *         .orVip(VipRule.timesPointsUsed(6).within(Span.years(1)));
 *
 * StageReport hanako = rules.at(events, now);
 * System.out.println(hanako.stage() + " until " + hanako.nextChange());
 *
 * Crm crm = Crm.builder("shop").fold(rules.fold("stage")).segments(rules.segments("stage")).build();
 * }</pre>
 *
 * <p>Rules are data:
 *
 * <pre>{@code
 * zone: Asia/Tokyo
 * dormant-after: 3 months
 * lost-after: 12 months
 * sign-of-life: orders                     # or actions
 * vip:                                     # one line is enough; what stands in one line has to be met at once
 *   - [{orders: 5, within: 1 year}, {amount: 50000 JPY, within: 1 year}]
 *   - [{times-points-used: 6, within: 1 year}]   # or orders-a-year, points-balance, points-used
 * }</pre>
 *
 * <p>In the runtime the stage is a metric that steps on the millisecond, so a segment such as {@code stage:dormant} is entered when the
 * span is over and not at the next nightly run. The state does not depend on the order of arrival: a merge has the stage of the
 * union, its undo the stage that would have been.
 *
 * <p>What this package does not do: it does not follow the balance of each lot of points; the shop's ledger says by events when
 * points expire.
 */
package io.enishi.scoring.stage;
