package io.enishi.core.condition;

import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much of the past a definition needs to be answered: everything within a span, and of what happened before it single events, or all
 * events of some selections.
 *
 * <p>A customer with a long history is read from a checkpoint on, which carries what was before: single events cost nothing there, a
 * selection costs as many events as it has. So many visits or views that are counted {@code ever} make it worthless, and the whole
 * timeline is read; orders seldom do.
 *
 * @param span the longest window, rounded up where it is a calendar one; zero when no window is asked about
 * @param single selections of which one event is needed, however long ago it was, such as the latest
 * @param all selections of which every event is needed, however long ago it was
 */
public record Recall(Duration span, SortedSet<String> single, SortedSet<String> all) {

    /** Nothing of what happened. */
    public static final Recall NOTHING = new Recall(Duration.ZERO, new TreeSet<>(), new TreeSet<>());

    public Recall {
        Objects.requireNonNull(span, "span");
        single = copy(single);
        all = copy(all);
    }

    private static SortedSet<String> copy(Set<String> words) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(words));
    }

    /** Whether nothing but single events is needed of what happened before the span. */
    public boolean isBounded() {
        return all.isEmpty();
    }

    /** What this or the other needs. */
    public Recall and(Recall other) {
        SortedSet<String> singles = new TreeSet<>(single);
        singles.addAll(other.single);
        SortedSet<String> alls = new TreeSet<>(all);
        alls.addAll(other.all);
        return new Recall(span.compareTo(other.span) < 0 ? other.span : span, singles, alls);
    }

    /** In words. */
    @Override
    public String toString() {
        String text = "the last " + span.toDays() + " days";
        text = single.isEmpty() ? text : text + ", one of: " + String.join("; ", single);
        return all.isEmpty() ? text : text + ", every one of: " + String.join("; ", all);
    }
}
