package io.enishi.core.internal.timeline;

import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.timeline.Columns.Row;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * A customer's timeline: the merge of the timelines of their origins, each event once. Of copies under several origins the same
 * one stays as within an origin; of equal copies the one that was received first, then that of the smaller origin.
 *
 * <p>With one origin it is that origin's columns, nothing is copied. With several it has columns of its own, made once in O(rows x
 * origins); {@link #plus} then follows single events without merging again.
 */
public final class MergedTimeline extends Rows implements Timeline {

    /**
     * One origin of the customer.
     *
     * @param knownBy the identifiers that events of this origin are shown with, 1 to 50
     */
    public record Part(OriginId origin, OriginTimeline timeline, List<Identifier> knownBy) {
        public Part {
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(timeline, "timeline");
            knownBy = List.copyOf(knownBy);
        }
    }

    /** Sorted by origin. */
    private final List<Part> parts;

    private final int conflicts;

    private MergedTimeline(Vocabulary vocabulary, Columns columns, int size, List<Part> parts, int conflicts) {
        super(vocabulary, columns, size);
        this.parts = parts;
        this.conflicts = conflicts;
    }

    /** The timeline of a customer with these origins, in whatever order. */
    public static MergedTimeline of(Vocabulary vocabulary, List<Part> origins) {
        List<Part> parts =
                origins.stream().sorted(Comparator.comparing(Part::origin)).toList();
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).origin().equals(parts.get(i - 1).origin())) {
                throw new IllegalArgumentException(
                        "origins must differ, but " + parts.get(i).origin() + " stands there twice");
            }
        }
        if (parts.size() == 1) {
            OriginTimeline only = parts.get(0).timeline();
            return new MergedTimeline(vocabulary, only.columns, only.size(), parts, 0);
        }
        return new Merge(vocabulary, parts).all();
    }

    /**
     * This timeline after an event arrived at one of its origins and changed it.
     *
     * @param changed the origin after the arrival, from {@link Arrival#timeline()}
     * @param event the event that was added or that replaced its other copy
     */
    public MergedTimeline plus(Part changed, CustomerEvent event) {
        int origin = positionOf(changed.origin());
        List<Part> newParts = new ArrayList<>(parts);
        newParts.set(origin, changed);
        List<Part> frozen = List.copyOf(newParts);
        if (frozen.size() == 1) {
            OriginTimeline only = changed.timeline();
            return new MergedTimeline(vocabulary, only.columns, only.size(), frozen, 0);
        }
        Row row = rowOf(event, origin);
        int known = find(row);
        if (known < 0) {
            int place = placeOf(row, columns, size(), vocabulary.sources);
            return new MergedTimeline(vocabulary, columns.with(row, place, size()), size() + 1, frozen, conflicts);
        }
        // Copies under several origins are rare, and which conflicts are left then depends on all of them.
        return of(vocabulary, frozen);
    }

    private int positionOf(OriginId origin) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).origin().equals(origin)) {
                return i;
            }
        }
        throw new IllegalArgumentException("origin must be one of the customer's, but was " + origin);
    }

    /** How many copies under other origins were passed over because they contradict the one that stays. */
    public int conflicts() {
        return conflicts;
    }

    @Override
    public Optional<EventId> causation(int row) {
        return Optional.ofNullable(columns.causation(Objects.checkIndex(row, size())));
    }

    @Override
    public OriginId origin(int row) {
        return part(row).origin();
    }

    @Override
    public CustomerEvent event(int row) {
        return event(row, part(row).knownBy());
    }

    private Part part(int row) {
        return parts.get(columns.origin(Objects.checkIndex(row, size())));
    }

    @Override
    public List<CustomerEvent> events() {
        return new Events(this);
    }

    @Override
    public Optional<Instant> knownSince() {
        return parts.stream()
                .map(part -> part.timeline().horizon())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Rows as a list. */
    private static final class Events extends AbstractList<CustomerEvent> implements RandomAccess {
        private final MergedTimeline timeline;

        Events(MergedTimeline timeline) {
            this.timeline = timeline;
        }

        @Override
        public CustomerEvent get(int row) {
            return timeline.event(row);
        }

        @Override
        public int size() {
            return timeline.size();
        }
    }

    /**
     * Merges sorted timelines by always taking the smallest head. Copies of one event at one time come out side by side; a copy at
     * a later time finds the earlier one by its id.
     */
    private static final class Merge {
        private final Vocabulary vocabulary;
        private final List<Part> parts;
        private final int[] next;
        private Columns merged;
        private int size;
        private int conflicts;

        Merge(Vocabulary vocabulary, List<Part> parts) {
            this.vocabulary = vocabulary;
            this.parts = parts;
            this.next = new int[parts.size()];
            int rows = 0;
            boolean caused = false;
            for (Part part : parts) {
                rows += part.timeline().size();
                caused |= part.timeline().columns.hasCauses();
            }
            this.merged = Columns.forMerge(rows, caused);
        }

        MergedTimeline all() {
            for (int origin = smallest(); origin >= 0; origin = smallest()) {
                take(parts.get(origin).timeline().columns.row(next[origin]++).at(origin));
            }
            return new MergedTimeline(vocabulary, merged, size, parts, conflicts);
        }

        private int smallest() {
            int best = -1;
            for (int origin = 0; origin < parts.size(); origin++) {
                if (next[origin] < parts.get(origin).timeline().size() && (best < 0 || isBefore(origin, best))) {
                    best = origin;
                }
            }
            return best;
        }

        private boolean isBefore(int origin, int other) {
            Columns columns = parts.get(origin).timeline().columns;
            Columns others = parts.get(other).timeline().columns;
            int row = next[other];
            return columns.compare(
                            next[origin],
                            others.time(row),
                            others.source(row),
                            others.idHigh(row),
                            others.idLow(row),
                            vocabulary.sources)
                    < 0;
        }

        private void take(Row row) {
            int known = merged.find(row.source(), row.idHigh(), row.idLow(), size, vocabulary.sources);
            if (known < 0) {
                merged = merged.with(row, size, size);
                size++;
                return;
            }
            Row kept = merged.row(known);
            int order = compareCopies(row.time(), row.body(), kept.time(), kept.body());
            if (order != 0) {
                conflicts++;
            }
            boolean better = order < 0 || (order == 0 && row.receipt() < kept.receipt());
            if (better) { // only a copy at the same time can be, so it stands last
                merged = merged.without(known, size).with(row, size - 1, size - 1);
            }
        }
    }
}
