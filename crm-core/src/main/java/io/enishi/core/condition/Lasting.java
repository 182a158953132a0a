package io.enishi.core.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * Which events of a selection count however long ago they happened: filled while conditions are compiled. What counts within a span
 * only is told by {@link #span}.
 */
final class Lasting {

    /** An instant's events up to another one, exclusive, count for good. */
    private record Range(long from, long to) {}

    /** Whether one event alone cannot be told in advance: it may drop out, or what it is depends on the catalogue of the day. */
    private final boolean uncertain;

    private final List<Range> ranges = new ArrayList<>(0);
    private long span;
    private boolean all;
    private boolean first;
    private boolean last;

    Lasting(Selection selection) {
        this.uncertain = selection.mayDropOut() || selection.where().readsCatalogue();
    }

    // ------------------------------------------------------------------ filling

    /** Whatever is inside a window is counted. */
    void inWindow(WindowRule rule) {
        if (rule.isBetween()) {
            ranges.add(new Range(rule.from(), rule.to()));
        } else if (rule.isForGood()) {
            all = true;
        } else {
            span = Math.max(span, rule.longest());
        }
    }

    /** The first or last event counts. */
    void one(Condition.Position position) {
        all |= uncertain;
        first |= position == Condition.Position.FIRST;
        last |= position == Condition.Position.LAST;
    }

    void everyOne() {
        all = true;
    }

    // ------------------------------------------------------------------ reading

    /** No event counts in a window longer than this, in milliseconds. */
    long span() {
        return span;
    }

    boolean first() {
        return first;
    }

    boolean last() {
        return last;
    }

    /** Whether an event of the selection at {@code t} counts for good by itself, whatever else happened. */
    boolean always(long t) {
        if (all) {
            return true;
        }
        for (Range range : ranges) {
            if (t >= range.from && t < range.to) {
                return true;
            }
        }
        return false;
    }
}
