/**
 * A customer as the engine knows them.
 *
 * <p>A {@link io.enishi.core.customer.Timeline} is what happened to them: the merge of the timelines of their origins, read by
 * row. Conditions and folds read nothing else of the past.
 *
 * <pre>{@code
 * int visible = timeline.visibleAt(now);
 * for (int row = timeline.since(from); row < visible; row++) {
 *     if (timeline.body(row) instanceof EventBody.OrderPlaced placed) { ... }
 * }
 * }</pre>
 *
 * <p>What this package does not do: decide which origins belong to a customer (identity), or store anything.
 */
package io.enishi.core.customer;
