/**
 * Segments: named conditions that a customer enters and leaves.
 *
 * <p>A {@link io.enishi.core.segment.Segment} is data: a name, a condition, and whether membership follows the condition or is taken
 * once. {@link io.enishi.core.segment.SegmentSpelling} writes and reads it as YAML and JSON. Other conditions name a segment with
 * {@code in-segment}; segments that name each other in a circle are refused when they are compiled together by {@link
 * io.enishi.core.condition.ConditionSet}.
 *
 * <pre>{@code
 * Segment vip = Segment.live("vip", sum("amount").of(orders()).thisYear().atLeast(100_000));
 * }</pre>
 *
 * <pre>{@code
 * segment: vip
 * description: Bought for 100,000 yen this year
 * when:
 *   sum: amount
 *   of: orders
 *   within: this year
 *   at-least: 100000
 * }</pre>
 *
 * <p>What this package does not do: keep members. Membership is a bit in the customer's row, decided by the runtime.
 */
package io.enishi.core.segment;
