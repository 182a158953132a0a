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

    /** Takes a row in that was just inserted; one before others costs a rebuild. */
    void add(Rows all, SelectionPlan.Distinct plan, int row, ZoneTable zone) {
        if (all.at(row) < latest) {
            rebuild(all, plan, zone);
            return;
        }
        extend(all.at(row), exit(all, plan, row, zone), values(all, plan, row, zone));
    }

    void rebuild(Rows all, SelectionPlan.Distinct plan, ZoneTable zone) {
        entries = new Track(0);
        exits = new Track(0);
        openUntil = new HashMap<>();
        latest = Long.MIN_VALUE;
        for (int row = 0; row < all.size(); row++) {
            extend(all.at(row), exit(all, plan, row, zone), values(all, plan, row, zone));
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
            if (exit != OrderFates.NEVER) {
                exits.insert(exit, NO_VALUES);
            }
            openUntil.put(value, exit);
        }
    }

    int bytes() {
        return 64 + entries.bytes() + exits.bytes() + 80 * openUntil.size();
    }
}
