package io.enishi.core.internal.timeline;

import java.time.Instant;

/** What became of an event that arrived at the timeline of its origin. */
public sealed interface Arrival {

    /** The timeline after it; the same object where nothing changed. */
    OriginTimeline timeline();

    /** The first row that is not as it was; {@code timeline().size()} when nothing changed. */
    int changedFrom();

    default boolean isChange() {
        return changedFrom() < timeline().size();
    }

    /**
     * The event is new.
     *
     * @param row where it stands; the last row if it came in order
     */
    record Added(OriginTimeline timeline, int row) implements Arrival {
        @Override
        public int changedFrom() {
            return row;
        }
    }

    /** The event is there already, with the same time and body; the first copy stays. */
    record Duplicate(OriginTimeline timeline) implements Arrival {
        @Override
        public int changedFrom() {
            return timeline.size();
        }
    }

    /**
     * Another event with the same source and id is there: the source contradicts itself. The copy that is smaller by (time, content hash)
     * stays, so that the order of arrival does not matter.
     *
     * @param replaced whether the arriving copy is the one that stays
     * @param row where the copy that stays stands
     */
    record Conflict(OriginTimeline timeline, boolean replaced, int row) implements Arrival {
        @Override
        public int changedFrom() {
            return replaced ? row : timeline.size();
        }
    }

    /** The event happened before the horizon, where rows were folded away: it cannot be told from a duplicate and is kept aside. */
    record TooLate(OriginTimeline timeline, Instant horizon) implements Arrival {
        @Override
        public int changedFrom() {
            return timeline.size();
        }
    }
}
