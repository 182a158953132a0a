package io.enishi.core.internal.timeline;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The events of an origin as a list for stores, made when they are read. A store in this JVM keeps the list and hands it back: then
 * nothing is copied. One that keeps rows writes the added events and hands out a list of its own.
 */
public final class TimelineEvents extends AbstractList<CustomerEvent> implements RandomAccess {

    private final Vocabulary vocabulary;
    private final OriginTimeline timeline;
    private final List<Identifier> knownBy;

    /** @param knownBy the identifiers that events are shown with */
    public TimelineEvents(Vocabulary vocabulary, OriginTimeline timeline, List<Identifier> knownBy) {
        this.vocabulary = vocabulary;
        this.timeline = timeline;
        this.knownBy = knownBy;
    }

    /** The timeline behind a list of ours, or a new one from somebody else's. */
    public static OriginTimeline timelineOf(
            List<CustomerEvent> events, @Nullable Instant horizon, Vocabulary vocabulary) {
        if (events instanceof TimelineEvents ours && ours.vocabulary == vocabulary) {
            return ours.timeline;
        }
        OriginTimeline timeline = OriginTimeline.empty(vocabulary);
        for (CustomerEvent event : events) {
            timeline = timeline.plus(event).timeline();
        }
        return horizon == null ? timeline : timeline.withHorizon(horizon);
    }

    /**
     * The list with more events, as a store that keeps lists adds what a commit brings where it does not bring the whole. It shares no arrays
     * with this one, which a runtime may be writing to.
     */
    public TimelineEvents plus(List<CustomerEvent> added) {
        OriginTimeline longer = timeline.detached();
        for (CustomerEvent event : added) {
            longer = longer.plus(event).timeline();
        }
        return new TimelineEvents(vocabulary, longer, knownBy);
    }

    /** Those that happened at {@code from} or later. */
    public TimelineEvents since(Instant from) {
        return new TimelineEvents(vocabulary, timeline.since(from), knownBy);
    }

    /** What happened, without the event around it. */
    public EventBody body(int row) {
        return timeline.body(row);
    }

    @Override
    public CustomerEvent get(int row) {
        return timeline.event(row, knownBy);
    }

    @Override
    public int size() {
        return timeline.size();
    }
}
