package io.enishi.core.internal.runtime;

import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.fold.Checkpoints;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of all folds on their way along one customer's timeline, and the metrics that they publish.
 *
 * <p>Folds have seen the first rows of the timeline, those that are visible. An event that comes after them is applied; a late one
 * is inserted where a fold offers that, else the fold goes on from the last of its {@link Checkpoints} before it.
 */
final class RunningFolds {

    private final Definitions definitions;
    private final Object[] states;
    private final @Nullable Trajectory[] metrics;
    /** By fold; null until it has seen enough rows for a copy. */
    private final List<@Nullable Checkpoints<Object>> checkpoints;
    /** Where they begin: before the first row, or after those of a past. */
    private @Nullable Past past;

    private int pastRows;
    /** The last event that was seen, and how many rows that is. */
    private @Nullable CustomerEvent last;

    private int rows;

    RunningFolds(Definitions definitions) {
        this.definitions = definitions;
        this.states = new Object[definitions.folds.size()];
        this.metrics = new Trajectory[definitions.metricNames.length];
        this.checkpoints = new ArrayList<>(Collections.nCopies(states.length, null));
        begin(null, 0);
        publishAll();
    }

    // ------------------------------------------------------------------ reading

    int count() {
        return states.length;
    }

    /** The state of a fold in its stored form. */
    byte[] encoded(int fold) {
        return definitions.folds.get(fold).encode(states[fold]);
    }

    /** A metric by its number; null when it has no value. */
    @Nullable
    Trajectory metric(int metric) {
        return metrics[metric];
    }

    /** Metrics by name, those with a value. */
    Map<String, Trajectory> metricsByName() {
        Map<String, Trajectory> byName = new TreeMap<>();
        for (int i = 0; i < metrics.length; i++) {
            Trajectory metric = metrics[i];
            if (metric != null) {
                byName.put(definitions.metricNames[i], metric);
            }
        }
        return byName;
    }

    // ------------------------------------------------------------------ along the timeline

    /**
     * Goes back to before the first row, or behind the past.
     *
     * @param after what folds have seen without the timeline; null for nothing
     * @param behind how many of the first rows that is all there is left of
     */
    void begin(@Nullable Past after, int behind) {
        past = after;
        pastRows = behind;
        for (int fold = 0; fold < states.length; fold++) {
            states[fold] = first(fold);
            checkpoints.set(fold, null);
        }
        last = null;
        rows = behind;
    }

    private Object first(int fold) {
        Fold<Object> definition = definitions.folds.get(fold);
        return past == null ? definition.initial() : definition.decode(past.state(fold));
    }

    /** Shows the next row. */
    void pass(CustomerEvent event) {
        rows++;
        for (int fold : definitions.index(event.type()).folds) {
            states[fold] = definitions.folds.get(fold).apply(states[fold], event);
            passed(fold, rows);
        }
        last = event;
    }

    /** Whether an event comes after everything that was seen. */
    boolean isInOrder(CustomerEvent event) {
        return last == null || TimelineOrder.EVENTS.compare(last, event) < 0;
    }

    /**
     * Shows a row that came to stand before others that were seen.
     *
     * @param row where it stands on the timeline
     * @param visibleUntil what happened until then is visible, epoch milliseconds
     */
    void insert(CustomerEvent event, int row, Timeline timeline, long visibleUntil) {
        rows++;
        for (int fold = 0; fold < states.length; fold++) {
            Fold<Object> definition = definitions.folds.get(fold);
            Checkpoints<Object> copies = checkpoints.get(fold);
            if (!isOf(definition, event.type())) {
                if (copies != null) {
                    copies.passedOver(row);
                }
                continue;
            }
            Object inserted = definition.insert(states[fold], event);
            if (inserted == null) {
                goOn(fold, row, timeline, timeline.visibleAt(visibleUntil));
            } else {
                states[fold] = inserted;
                if (copies != null) {
                    copies.keepUpTo(row);
                }
            }
        }
    }

    /**
     * Shows several rows of one instant of which some came to stand before others that were seen.
     *
     * @param first where the first of them stands
     */
    void insertAll(List<CustomerEvent> events, int first, Timeline timeline, long visibleUntil) {
        int visible = timeline.visibleAt(visibleUntil);
        for (int fold = 0; fold < states.length; fold++) {
            goOn(fold, first, timeline, visible);
        }
        rows += events.size();
        CustomerEvent newest = events.get(events.size() - 1);
        last = isInOrder(newest) ? newest : last;
    }

    /** Folds again from the last copy that has seen no row from {@code row} on. */
    private void goOn(int fold, int row, Timeline timeline, int visible) {
        Fold<Object> definition = definitions.folds.get(fold);
        Checkpoints<Object> copies = checkpoints.get(fold);
        Checkpoints.Copy<Object> from = null;
        if (copies != null) {
            copies.keepUpTo(row);
            from = copies.upTo(row);
        }
        states[fold] = from == null ? first(fold) : definition.copy(from.state());
        for (int next = from == null ? pastRows : from.rows(); next < visible; next++) {
            if (isOf(definition, timeline.type(next))) {
                states[fold] = definition.apply(states[fold], timeline.event(next));
                passed(fold, next + 1);
            }
        }
    }

    /** The states of all folds after the first rows, encoded. */
    byte[][] encodedAt(int end, Timeline timeline) {
        byte[][] encoded = new byte[states.length][];
        for (int fold = 0; fold < states.length; fold++) {
            Fold<Object> definition = definitions.folds.get(fold);
            Checkpoints<Object> copies = checkpoints.get(fold);
            Checkpoints.Copy<Object> from = copies == null ? null : copies.upTo(end);
            Object state = from == null ? first(fold) : definition.copy(from.state());
            for (int row = from == null ? pastRows : from.rows(); row < end; row++) {
                if (isOf(definition, timeline.type(row))) {
                    state = definition.apply(state, timeline.event(row));
                }
            }
            encoded[fold] = definition.encode(state);
        }
        return encoded;
    }

    private static boolean isOf(Fold<Object> fold, String type) {
        Set<String> types = fold.eventTypes();
        return types.isEmpty() || types.contains(type);
    }

    private void passed(int fold, int rowsSeen) {
        if (rowsSeen < Checkpoints.EVERY) {
            return;
        }
        Checkpoints<Object> copies = checkpoints.get(fold);
        if (copies == null) {
            copies = new Checkpoints<>(definitions.folds.get(fold));
            checkpoints.set(fold, copies);
        }
        copies.passed(rowsSeen, states[fold]);
    }

    // ------------------------------------------------------------------ publishing

    void publishAll() {
        for (int fold = 0; fold < states.length; fold++) {
            publish(fold);
        }
    }

    void publish(BitSet folds) {
        for (int fold = folds.nextSetBit(0); fold >= 0; fold = folds.nextSetBit(fold + 1)) {
            publish(fold);
        }
    }

    private void publish(int fold) {
        Map<String, Trajectory> published = definitions.folds.get(fold).metrics(states[fold]);
        for (int i = 0; i < metrics.length; i++) {
            if (definitions.foldOfMetric[i] == fold) {
                metrics[i] = published.get(definitions.metricNames[i]);
            }
        }
    }
}
