package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.internal.time.ZoneTable;
import io.enishi.core.value.EventId;
import java.util.Arrays;
import java.util.List;

/**
 * The events of one selection of one customer, as columns in timeline order: when each happened, until when it counts, and running
 * totals.
 *
 * <p>The idea behind every windowed number: an event enters at its time and exits when its window (or the order's life) is over. With
 * entries and exits each sorted by time and each with running totals, what is inside at any {@code now} is a difference of two
 * ranks, whatever the calendar does to the order of exits. Appending costs amortised O(1), since exits are nearly in the order of
 * entries; what arrives late is inserted.
 */
final class Rows {

    private static final String[] NO_TEXTS = new String[0];
    private static final long[] NO_LONGS = new long[0];

    private final SelectionPlan plan;
    private final Track entries;
    private final Track[] exits;
    private final DistinctValues[] distincts;
    private final Currencies[] currencies;
    /** Per pass test, one byte a row. */
    private final byte[][] passes;

    private final Object[][] objects;
    private long[] intervals = NO_LONGS;
    private int intervalCount;

    // Of what may drop out: from when on, and the number of the order or the key of the message, empty for what stays.
    private long[] ends = NO_LONGS;
    private String[] keys = NO_TEXTS;

    // Of orders that may drop out.
    private long[] goodsTotals = NO_LONGS;
    private String[] orderCurrencies = NO_TEXTS;

    // Where events of one instant must stand in order.
    private String[] sources = NO_TEXTS;
    private long[] idHighs = NO_LONGS;
    private long[] idLows = NO_LONGS;

    Rows(SelectionPlan plan) {
        this.plan = plan;
        this.entries = new Track(plan.values().size());
        this.exits = new Track[plan.exits().size()];
        for (int i = 0; i < exits.length; i++) {
            exits[i] = new Track(plan.exits().get(i).values().size());
        }
        this.distincts = new DistinctValues[plan.distincts().size()];
        for (int i = 0; i < distincts.length; i++) {
            distincts[i] = new DistinctValues();
        }
        this.currencies = new Currencies[plan.values().size()];
        for (int i = 0; i < currencies.length; i++) {
            currencies[i] = Currencies.NONE;
        }
        this.passes = new byte[plan.passes().size()][0];
        this.objects = new Object[plan.objects().size()][0];
    }

    private Rows(Rows other) {
        plan = other.plan;
        entries = other.entries.copy();
        exits = new Track[other.exits.length];
        for (int i = 0; i < exits.length; i++) {
            exits[i] = other.exits[i].copy();
        }
        distincts = new DistinctValues[other.distincts.length];
        for (int i = 0; i < distincts.length; i++) {
            distincts[i] = other.distincts[i].copy();
        }
        currencies = other.currencies.clone();
        passes = new byte[other.passes.length][];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = other.passes[i].clone();
        }
        objects = new Object[other.objects.length][];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = other.objects[i].clone();
        }
        intervals = other.intervals.clone();
        intervalCount = other.intervalCount;
        ends = other.ends.clone();
        keys = other.keys.clone();
        goodsTotals = other.goodsTotals.clone();
        orderCurrencies = other.orderCurrencies.clone();
        sources = other.sources.clone();
        idHighs = other.idHighs.clone();
        idLows = other.idLows.clone();
    }

    Rows copy() {
        return new Rows(this);
    }

    // ------------------------------------------------------------------ reading

    int size() {
        return entries.size();
    }

    /** Entries: when each event happened, with totals of all values. */
    Track entries() {
        return entries;
    }

    /** Exits of an explicit window, with totals of the values that stand beside it. */
    Track exits(int slot) {
        return exits[slot];
    }

    DistinctValues distinct(int slot) {
        return distincts[slot];
    }

    /** From when on amounts of several currencies are among the visible ones. */
    long mixedFrom(int value) {
        return currencies[value].mixedFrom();
    }

    Currencies currencies(int value) {
        return currencies[value];
    }

    long at(int row) {
        return entries.at(row);
    }

    /** From when on the row no longer counts because the order was cancelled or refunded, or the message refused. */
    long end(int row) {
        return plan.mayDropOut() ? ends[row] : Fates.NEVER;
    }

    /** When the row ceases to count in a window; never before it began. */
    long exit(int row, WindowRule rule, ZoneTable zone) {
        long t = entries.at(row);
        long exit = rule.exit(t, zone);
        return plan.mayDropOut() ? Math.max(t, Math.min(exit, ends[row])) : exit;
    }

    boolean passes(int slot, int row) {
        return passes[slot][row] != 0;
    }

    @SuppressWarnings("unchecked") // only lists are put in
    List<Object> objects(int slot, int row) {
        return (List<Object>) objects[slot][row];
    }

    /** Sorted lengths of the intervals between neighbours among rows that never drop out; only where the plan asks for them. */
    long interval(int i) {
        return intervals[i];
    }

    // ------------------------------------------------------------------ writing

    /** Inserts an event that the selection is of; returns its row. */
    int insert(long t, String source, EventId id, EventBody body, long end, ZoneTable zone) {
        int size = entries.size();
        int row = place(t, source, id);
        long[] values = values(t, body);
        entries.insertAt(row, t, values);
        if (plan.mayDropOut()) {
            insertEnd(row, size, body, end);
        }
        if (plan.tieOrder()) {
            sources = room(sources, size);
            idHighs = room(idHighs, size);
            idLows = room(idLows, size);
            shift(sources, row, size);
            shift(idHighs, row, size);
            shift(idLows, row, size);
            sources[row] = source;
            idHighs[row] = id.high();
            idLows[row] = id.low();
        }
        for (int i = 0; i < passes.length; i++) {
            if (passes[i].length == size) {
                passes[i] = Arrays.copyOf(passes[i], Track.grown(size + 1));
            }
            System.arraycopy(passes[i], row, passes[i], row + 1, size - row);
            passes[i][row] = plan.passes().get(i).compiled().test(body) ? (byte) 1 : 0;
        }
        for (int i = 0; i < objects.length; i++) {
            if (objects[i].length == size) {
                objects[i] = Arrays.copyOf(objects[i], Track.grown(size + 1));
            }
            shift(objects[i], row, size);
            objects[i][row] = plan.objects().get(i).values(body);
        }
        if (plan.intervals() && end(row) == Fates.NEVER) {
            enterIntervals(row);
        }
        for (int i = 0; i < exits.length; i++) {
            enterExit(i, row, values, zone);
        }
        for (int i = 0; i < distincts.length; i++) {
            distincts[i].add(this, plan.distincts().get(i), row, zone);
        }
        return row;
    }

    /** Changes from when on the rows of an order or a message do not count; true if any row changed. */
    boolean change(String key, Fates fates, ZoneTable zone) {
        boolean changed = false;
        int hash = key.hashCode(); // kept in each text, so that this scan rarely compares characters
        for (int row = entries.size() - 1; row >= 0; row--) {
            if (keys[row].hashCode() == hash && keys[row].equals(key)) {
                long end = plan.net()
                        ? fates.end(key, goodsTotals[row], orderCurrencies[row])
                        : fates.refusedAt(key, entries.at(row));
                changed |= end != ends[row];
                change(row, end, zone);
            }
        }
        return changed;
    }

    private void change(int row, long end, ZoneTable zone) {
        if (end == ends[row]) {
            return;
        }
        long[] values = new long[plan.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = entries.totals(i).value(row);
        }
        for (int i = 0; i < exits.length; i++) {
            leaveExit(i, row, values, zone);
        }
        for (int i = 0; i < distincts.length; i++) {
            distincts[i].takeOut(this, plan.distincts().get(i), row, zone);
        }
        if (plan.intervals() && ends[row] == Fates.NEVER) {
            leaveIntervals(row);
        }
        ends[row] = end;
        if (plan.intervals() && end == Fates.NEVER) {
            enterIntervals(row);
        }
        for (int i = 0; i < distincts.length; i++) {
            distincts[i].putBack(this, plan.distincts().get(i), row, zone);
        }
        for (int i = 0; i < exits.length; i++) {
            enterExit(i, row, values, zone);
        }
    }

    private void enterExit(int slot, int row, long[] values, ZoneTable zone) {
        SelectionPlan.Exits exit = plan.exits().get(slot);
        long at = exitOf(exit, row, zone);
        if (at != Fates.NEVER) {
            exits[slot].insert(at, beside(exit, values));
        }
    }

    private void leaveExit(int slot, int row, long[] values, ZoneTable zone) {
        SelectionPlan.Exits exit = plan.exits().get(slot);
        long at = exitOf(exit, row, zone);
        if (at != Fates.NEVER) {
            exits[slot].remove(at, beside(exit, values));
        }
    }

    private long exitOf(SelectionPlan.Exits exit, int row, ZoneTable zone) {
        long t = entries.at(row);
        WindowRule rule = exit.rule();
        if (rule.isBetween() && (t < rule.from() || t >= rule.to())) {
            return Fates.NEVER; // it never enters
        }
        return exit(row, rule, zone);
    }

    private static long[] beside(SelectionPlan.Exits exit, long[] values) {
        long[] beside = new long[exit.values().size()];
        for (int i = 0; i < beside.length; i++) {
            beside[i] = values[exit.values().get(i)];
        }
        return beside;
    }

    private long[] values(long t, EventBody body) {
        int count = plan.values().size();
        if (count == 0) {
            return NO_LONGS;
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            FieldAccess field = plan.values().get(i).field();
            values[i] = field.number(body);
            if (field.mayMixCurrencies()) {
                String currency = field.currency(body);
                currencies[i] = currency == null ? currencies[i] : currencies[i].with(currency, t);
            }
        }
        return values;
    }

    /** The place in timeline order: by time, and where that matters, by source name and id. */
    private int place(long t, String source, EventId id) {
        int row = entries.rank(t);
        if (plan.tieOrder()) {
            while (row > 0 && entries.at(row - 1) == t && isAfter(row - 1, source, id)) {
                row--;
            }
        }
        return row;
    }

    private boolean isAfter(int row, String source, EventId id) {
        int bySource = sources[row].compareTo(source);
        if (bySource != 0) {
            return bySource > 0;
        }
        int byHigh = Long.compareUnsigned(idHighs[row], id.high());
        return byHigh != 0 ? byHigh > 0 : Long.compareUnsigned(idLows[row], id.low()) > 0;
    }

    private void insertEnd(int row, int size, EventBody body, long end) {
        ends = room(ends, size);
        keys = room(keys, size);
        shift(ends, row, size);
        shift(keys, row, size);
        ends[row] = end;
        if (plan.net()) {
            insertOrder(row, size, ((EventBody.OrderPlaced) body).order());
        } else {
            boolean sent = body instanceof EventBody.MessageEvent message && message.step() == MessageStep.SENT;
            keys[row] = sent ? ((EventBody.MessageEvent) body).message() : "";
        }
    }

    private void insertOrder(int row, int size, Order order) {
        goodsTotals = room(goodsTotals, size);
        orderCurrencies = room(orderCurrencies, size);
        shift(goodsTotals, row, size);
        shift(orderCurrencies, row, size);
        keys[row] = order.orderId();
        goodsTotals[row] = order.goodsTotal().minorUnits();
        orderCurrencies[row] = order.currency().getCurrencyCode();
    }

    private void enterIntervals(int row) {
        long t = entries.at(row);
        int before = keptBefore(row);
        int after = keptAfter(row);
        if (before >= 0 && after >= 0) {
            removeInterval(entries.at(after) - entries.at(before));
        }
        if (before >= 0) {
            addInterval(t - entries.at(before));
        }
        if (after >= 0) {
            addInterval(entries.at(after) - t);
        }
    }

    private void leaveIntervals(int row) {
        long t = entries.at(row);
        int before = keptBefore(row);
        int after = keptAfter(row);
        if (before >= 0) {
            removeInterval(t - entries.at(before));
        }
        if (after >= 0) {
            removeInterval(entries.at(after) - t);
        }
        if (before >= 0 && after >= 0) {
            addInterval(entries.at(after) - entries.at(before));
        }
    }

    /** The nearest earlier row that never drops out; -1 if there is none. */
    private int keptBefore(int row) {
        int before = row - 1;
        while (before >= 0 && end(before) != Fates.NEVER) {
            before--;
        }
        return before;
    }

    private int keptAfter(int row) {
        int after = row + 1;
        while (after < entries.size() && end(after) != Fates.NEVER) {
            after++;
        }
        return after < entries.size() ? after : -1;
    }

    private void addInterval(long length) {
        intervals = room(intervals, intervalCount);
        int at = upperBound(length, intervalCount);
        shift(intervals, at, intervalCount);
        intervals[at] = length;
        intervalCount++;
    }

    private void removeInterval(long length) {
        int at = upperBound(length, intervalCount) - 1;
        intervalCount--;
        System.arraycopy(intervals, at + 1, intervals, at, intervalCount - at);
    }

    private int upperBound(long length, int count) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (intervals[middle] <= length) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long[] room(long[] array, int size) {
        return array.length > size ? array : Arrays.copyOf(array, Track.grown(size + 1));
    }

    private static String[] room(String[] array, int size) {
        return array.length > size ? array : Arrays.copyOf(array, Track.grown(size + 1));
    }

    private static void shift(Object array, int at, int size) {
        System.arraycopy(array, at, array, at + 1, size - at);
    }
}
