package io.enishi.core.condition;

import io.enishi.core.internal.time.ZoneTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many different values are inside a window, as a difference of two ranks: a value is present during the union of its events'
 * intervals, and each connected piece of that union enters and exits once.
 */
final class DistinctValues {

    private static final long[] NO_VALUES = new long[0];

    private Track entries = new Track(0);
    private Track exits = new Track(0);
    /** Where each value's last piece ends. */
    private Map<Object, Long> openUntil = new HashMap<>();

    private long latest = Long.MIN_VALUE;

    DistinctValues copy() {
        DistinctValues copy = new DistinctValues();
        copy.entries = entries.copy();
        copy.exits = exits.copy();
        copy.openUntil = new HashMap<>(openUntil);
        copy.latest = latest;
        return copy;
    }

    Track entries() {
        return entries;
    }

    Track exits() {
        return exits;
    }

    /** Takes a row in that was just inserted. One before others costs a look at all rows for each of its values. */
    void add(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        List<Object> values = values(all, plan, row, zone);
        if (all.at(row) >= latest) {
            extend(all.at(row), exit(all, plan, row, zone), values);
            return;
        }
        for (Object value : values) {
            pieces(all, plan, value, row, zone, false);
            pieces(all, plan, value, -1, zone, true);
        }
    }

    /** Takes the values of a row out, all their pieces, before its end changes; {@link #putBack} follows. */
    void takeOut(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        for (Object value : values(all, plan, row, zone)) {
            pieces(all, plan, value, -1, zone, false);
        }
    }

    void putBack(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        for (Object value : values(all, plan, row, zone)) {
            pieces(all, plan, value, -1, zone, true);
        }
    }

    /** Puts the pieces of a value in, or takes them out, as they are without the row {@code left}. */
    private void pieces(Rows all, SelectionPlan.Distinct plan, Object value, int left, ZoneTable zone, boolean in) {
        long begun = 0;
        long open = Long.MIN_VALUE; // where the piece being followed ends; none yet
        for (int row = 0; row < all.size(); row++) {
            if (row == left || !values(all, plan, row, zone).contains(value)) {
                continue;
            }
            long t = all.at(row);
            long exit = exit(all, plan, row, zone);
            if (exit > t && open < t) {
                piece(begun, open, in);
                begun = t;
                open = exit;
            } else if (exit > t) {
                open = Math.max(open, exit);
            }
        }
        piece(begun, open, in);
        if (open == Long.MIN_VALUE) {
            openUntil.remove(value);
        } else {
            openUntil.put(value, open);
        }
    }

    private void piece(long from, long until, boolean in) {
        if (until == Long.MIN_VALUE) {
            return;
        }
        if (in) {
            entries.insert(from, NO_VALUES);
        } else {
            entries.remove(from, NO_VALUES);
        }
        if (until != Fates.NEVER && in) {
            exits.insert(until, NO_VALUES);
        } else if (until != Fates.NEVER) {
            exits.remove(until, NO_VALUES);
        }
    }

    private static List<Object> values(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        return plan.objects() == SelectionPlan.DAYS
                ? List.of(zone.dayOf(all.at(row)))
                : all.objects(plan.objects(), row);
    }

    private static long exit(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        long t = all.at(row);
        WindowRule rule = plan.rule();
        return rule.isBetween() && (t < rule.from() || t >= rule.to()) ? t : all.exit(row, rule, zone);
    }

    private void extend(long t, long exit, List<Object> values) {
        latest = Math.max(latest, t);
        if (exit <= t) {
            return; // never inside
        }
        for (Object value : values) {
            Long open = openUntil.get(value);
            if (open == null || open < t) {
                entries.insert(t, NO_VALUES);
            } else if (exit <= open) {
                continue;
            } else {
                exits.remove(open, NO_VALUES);
            }
            if (exit != Fates.NEVER) {
                exits.insert(exit, NO_VALUES);
            }
            openUntil.put(value, exit);
        }
    }
}
