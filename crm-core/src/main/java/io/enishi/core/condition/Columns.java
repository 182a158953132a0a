package io.enishi.core.condition;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.time.ZoneTable;
import io.enishi.core.value.EventId;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One customer's running aggregates for all conditions of a {@link ConditionSet}: what the conditions read instead of the timeline.
 *
 * <p>Each distinct selection is kept once, whichever conditions share it. {@link #append} costs amortised O(1) for events in order;
 * a late event is inserted; whatever the order of arrival, the columns are those of the sorted timeline. Events of the future may
 * be in: evaluation does not see them before their time. When rows of the timeline are replaced or removed, or the customer's zone
 * changes, {@link #rebuild} (a change of zone needs {@linkplain ConditionSet#newColumns new columns}).
 *
 * <p>Not thread-safe while it is written; any number of threads may evaluate over columns that nobody writes. {@link #copy} gives
 * the next version to write to, for a runtime that publishes after commit.
 */
public final class Columns {

    private final Layout layout;
    private final ZoneTable zone;
    private final @Nullable Rows[] rows;
    private final Chain[] chains;
    private Fates fates;

    Columns(Layout layout, ZoneTable zone) {
        this.layout = layout;
        this.zone = zone;
        this.rows = new Rows[layout.selections()];
        this.chains = new Chain[layout.chains()];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = new Chain(layout.chain(i));
        }
        this.fates = new Fates(layout.converter());
    }

    private Columns(Columns other) {
        layout = other.layout;
        zone = other.zone;
        rows = new Rows[other.rows.length];
        for (int i = 0; i < rows.length; i++) {
            Rows original = other.rows[i];
            rows[i] = original == null ? null : original.copy();
        }
        chains = new Chain[other.chains.length];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = other.chains[i].copy();
        }
        fates = other.fates.copy();
    }

    /** An independent copy. */
    public Columns copy() {
        return new Columns(this);
    }

    /** The customer's zone, in which calendar windows without a zone of their own are computed. */
    public ZoneId zoneId() {
        return zone.zone();
    }

    // ------------------------------------------------------------------ writing

    /** Takes an event in. Each event of a timeline once: duplicates are the timeline's affair. */
    public void append(CustomerEvent event) {
        append(event.occurredAt().toEpochMilli(), event.source(), event.id(), event.body());
    }

    /**
     * Takes an event in.
     *
     * @param occurredAt epoch milliseconds
     * @param source with {@code id}, orders events of one instant as the timeline does
     */
    public void append(long occurredAt, String source, EventId id, EventBody body) {
        String changed = Fates.changed(body);
        if (changed != null) {
            fates.record(occurredAt, body);
            reconsider(changed);
        }
        int[] route = layout.route(body);
        int[] rowOf = null;
        for (int selection : route) {
            SelectionPlan plan = layout.selection(selection);
            if (plan.filter().test(body)) {
                Rows target = rows[selection];
                if (target == null) {
                    target = new Rows(plan);
                    rows[selection] = target;
                }
                long end = mayDropOut(plan.filter().selection(), body) ? fates.endOf(occurredAt, body) : Fates.NEVER;
                int row = target.insert(occurredAt, source, id, body, end, zone);
                if (chains.length > 0) {
                    rowOf = rowOf == null ? noRows() : rowOf;
                    rowOf[selection] = row;
                }
            }
        }
        if (rowOf != null) {
            for (int i = 0; i < chains.length; i++) {
                if (readsAny(layout.chain(i), rowOf)) {
                    chains[i].inserted(occurredAt, rowOf, this);
                }
            }
        }
    }

    /** Whether it matters to a selection what becomes of an event of it: of an order only where orders drop out. */
    private static boolean mayDropOut(Selection selection, EventBody body) {
        return selection.mayDropOut() && selection.net() == body instanceof EventBody.OrderPlaced;
    }

    private void reconsider(String changed) {
        for (int selection = 0; selection < rows.length; selection++) {
            Rows affected = rows[selection];
            if (affected != null && layout.selection(selection).mayDropOut() && affected.change(changed, fates, zone)) {
                for (int i = 0; i < chains.length; i++) {
                    if (layout.chain(i).mayDropOut() && layout.chain(i).reads(selection)) {
                        chains[i].rebuild(this);
                    }
                }
            }
        }
    }

    private int[] noRows() {
        int[] none = new int[rows.length];
        Arrays.fill(none, -1);
        return none;
    }

    private static boolean readsAny(ChainPlan chain, int[] rowOf) {
        for (int i = 0; i < chain.length(); i++) {
            if (rowOf[chain.step(i).selection()] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Forgets everything and takes in a whole timeline, in whatever order. */
    public void rebuild(Iterable<CustomerEvent> timeline) {
        clear();
        for (CustomerEvent event : timeline) {
            append(event);
        }
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(rows, null);
        for (int i = 0; i < chains.length; i++) {
            chains[i] = new Chain(layout.chain(i));
        }
        fates = new Fates(layout.converter());
    }

    // ------------------------------------------------------------------ reading

    /**
     * Whether a filter's selection counts an event of this customer at {@code now}: the filter passes it, and by then a message was not
     * refused and, where the selection is net, an order not cancelled or fully refunded.
     */
    public boolean counts(CompiledFilter filter, long occurredAt, EventBody body, long now) {
        return filter.test(body) && (!mayDropOut(filter.selection(), body) || fates.endOf(occurredAt, body) > now);
    }

    Rows rows(int selection) {
        Rows column = rows[selection];
        return column == null ? layout.empty(selection) : column;
    }

    Chain chain(int i) {
        return chains[i];
    }

    ZoneTable zone() {
        return zone;
    }

    boolean isOf(Layout other) {
        return layout == other;
    }
}
