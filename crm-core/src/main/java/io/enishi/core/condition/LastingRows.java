package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Picks the rows of a timeline's beginning that conditions can still tell from nothing once every window over them has passed: columns
 * over these and over everything later answer as columns over everything.
 */
final class LastingRows {

    private final Layout layout;
    private final BitSet rows = new BitSet();
    /** By selection, minus 1 where there is none. */
    private final int[] first;

    private final int[] last;
    private final Set<SeenCurrency> currencies = new HashSet<>();

    private record SeenCurrency(int selection, int value, String code) {}

    private LastingRows(Layout layout) {
        this.layout = layout;
        this.first = new int[layout.selections()];
        this.last = new int[layout.selections()];
        Arrays.fill(first, -1);
        Arrays.fill(last, -1);
    }

    static BitSet of(Layout layout, int end, IntToLongFunction occurredAt, IntFunction<EventBody> body) {
        LastingRows picked = new LastingRows(layout);
        for (int row = 0; row < end; row++) {
            picked.look(row, occurredAt.applyAsLong(row), body.apply(row));
        }
        for (int selection = 0; selection < layout.selections(); selection++) {
            Lasting lasting = layout.selection(selection).lasting();
            picked.keepOne(lasting.first(), picked.first[selection]);
            picked.keepOne(lasting.last(), picked.last[selection]);
        }
        return picked.rows;
    }

    private void keepOne(boolean wanted, int row) {
        if (wanted && row >= 0) {
            rows.set(row);
        }
    }

    private void look(int row, long t, EventBody body) {
        if (Fates.changed(body) != null) {
            rows.set(row); // an order or message of any time may be looked at again
        }
        for (int selection : layout.route(body)) {
            SelectionPlan plan = layout.selection(selection);
            // The catalogue may say otherwise tomorrow: then every event of these types counts as one of the selection.
            if (!plan.filter().test(body) && !plan.filter().selection().where().readsCatalogue()) {
                continue;
            }
            if (plan.lasting().always(t) || showsNewCurrency(plan, body)) {
                rows.set(row);
            }
            first[selection] = first[selection] < 0 ? row : first[selection];
            last[selection] = row;
        }
    }

    /** Amounts of two currencies cannot be combined, however long ago the one was seen. */
    private boolean showsNewCurrency(SelectionPlan plan, EventBody body) {
        boolean isNew = false;
        List<SelectionPlan.Value> values = plan.values();
        for (int i = 0; i < values.size(); i++) {
            FieldAccess field = values.get(i).field();
            String code = field.mayMixCurrencies() ? field.currency(body) : null;
            isNew |= code != null && currencies.add(new SeenCurrency(plan.index(), i, code));
        }
        return isNew;
    }
}
