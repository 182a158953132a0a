/**
 * Conditions: questions about a customer as data, with exact answers in time.
 *
 * <p>A {@link io.enishi.core.condition.Condition} is a tree of atoms over the timeline (numbers over a {@link
 * io.enishi.core.condition.Selection} of events in a {@link io.enishi.core.condition.Window}, absence, sequences), metrics, segments,
 * attributes and consent. It is written in Java with {@link io.enishi.core.condition.Conditions}, or in YAML and JSON with {@link
 * io.enishi.core.condition.ConditionSpelling}: three spellings of one value.
 *
 * <p>A {@link io.enishi.core.condition.ConditionSet} compiles conditions together and refuses all mistakes at once. Events are
 * appended to a customer's {@link io.enishi.core.condition.Columns}; a {@link io.enishi.core.condition.CompiledCondition} then answers
 * whether it holds, until when that is sure, and why, by one evaluation. What is not on the timeline comes as {@link
 * io.enishi.core.condition.Facts}.
 *
 * <pre>{@code
 * Condition dormant = all(noAction().lasting(months(3)), not(inSegment("vip")));
 * ConditionSet set = ConditionSet.compile(Map.of("dormant", dormant), ConditionContext.open());
 * CompiledCondition condition = set.get("dormant");
 *
 * Columns columns = set.newColumns(ZoneId.of("Asia/Tokyo"));
 * columns.append(event);                                       // on 30 November 2027, 08:00
 *
 * condition.test(columns, facts, now);                         // false
 * condition.nextChange(columns, facts, now);                   // 29 February 2028, 08:00
 * condition.explain(columns, facts, now).toText();             // - all of these
 *                                                              //   - no actions for 3 months: the last at ...
 * }</pre>
 *
 * <p>Answers are step functions on a millisecond grid: with n = nextChange(now), the answer is the same from now to n - 1. Calendar
 * windows look forward from the event ({@code ZonedDateTime.plus}); a day is 24 hours unless a calendar word is used. Only events
 * until {@code now} are seen.
 *
 * <p>What this package does not do: keep events or memberships, fetch facts, or wake anybody up.
 */
package io.enishi.core.condition;
