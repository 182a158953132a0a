/**
 * How timelines are kept in memory.
 *
 * <p>An {@link io.enishi.core.internal.timeline.OriginTimeline} is what is stored of one origin; a {@link
 * io.enishi.core.internal.timeline.MergedTimeline} is what decisions read of one customer. Both are immutable values over shared
 * primitive columns, so a reader never sees a write.
 *
 * <pre>{@code
 * Arrival arrival = timeline.plus(event);
 * if (arrival.isChange()) {
 *     refoldFrom(arrival.timeline(), arrival.changedFrom());
 * }
 * }</pre>
 *
 * <p>Laws: any order of arrival, any duplication and any split over origins give the same timeline; they hold for what happened at
 * or after the horizon.
 */
package io.enishi.core.internal.timeline;
