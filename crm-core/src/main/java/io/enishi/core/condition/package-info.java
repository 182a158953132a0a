/**
 * Conditions: questions about a customer as data, with exact answers in time.
 *
 * <p>A {@link io.enishi.core.condition.Condition} is a tree of atoms over the timeline (aggregates over a
 * {@link io.enishi.core.condition.Selection} of events in a {@link io.enishi.core.condition.Window}, absence, sequences),
 * metrics, segments, attributes and consent.
 */
package io.enishi.core.condition;
