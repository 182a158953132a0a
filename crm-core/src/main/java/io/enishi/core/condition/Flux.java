package io.enishi.core.condition;

/**
 * What enters and exits a window over a selection, as two sorted sequences of instants. At any {@code now} those inside are the entries
 * until then less the exits until then.
 */
abstract class Flux {

    /** First entry that is in the window at all. */
    abstract int firstEntry(Columns columns);

    /** One behind the last entry that is in the window at all. */
    abstract int endOfEntries(Columns columns);

    /** How many entries there are until {@code now}, from {@link #firstEntry} to {@link #endOfEntries}: an index among them. */
    abstract int entered(Columns columns, long now);

    abstract long entryAt(Columns columns, int i);

    abstract int exits(Columns columns);

    /** How many exits there are until {@code now}. */
    abstract int exited(Columns columns, long now);

    abstract long exitAt(Columns columns, int j);

    /** The events of a selection in a window. */
    static final class OfRows extends Flux {
        private final int selection;
        private final WindowRule rule;
        /** -1 where exits need no array. */
        private final int slot;

        OfRows(int selection, WindowRule rule, int slot) {
            this.selection = selection;
            this.rule = rule;
            this.slot = slot;
        }

        int selection() {
            return selection;
        }

        int slot() {
            return slot;
        }

        @Override
        int firstEntry(Columns columns) {
            return rule.isBetween() ? columns.rows(selection).entries().rank(rule.from() - 1) : 0;
        }

        @Override
        int endOfEntries(Columns columns) {
            Track entries = columns.rows(selection).entries();
            return rule.isBetween() ? entries.rank(rule.to() - 1) : entries.size();
        }

        @Override
        int entered(Columns columns, long now) {
            int rank = columns.rows(selection).entries().rank(now);
            return rule.isBetween() ? Math.max(firstEntry(columns), Math.min(endOfEntries(columns), rank)) : rank;
        }

        @Override
        long entryAt(Columns columns, int i) {
            return columns.rows(selection).entries().at(i);
        }

        @Override
        int exits(Columns columns) {
            if (slot >= 0) {
                return columns.rows(selection).exits(slot).size();
            }
            return rule.isShift() ? columns.rows(selection).size() : 0;
        }

        @Override
        int exited(Columns columns, long now) {
            if (slot >= 0) {
                return columns.rows(selection).exits(slot).rank(now);
            }
            return rule.isShift() ? columns.rows(selection).entries().rank(now - rule.shift()) : 0;
        }

        @Override
        long exitAt(Columns columns, int j) {
            return slot >= 0
                    ? columns.rows(selection).exits(slot).at(j)
                    : columns.rows(selection).entries().at(j) + rule.shift();
        }
    }

    /** The different values of a field in a window. */
    static final class OfValues extends Flux {
        private final int selection;
        private final int slot;

        OfValues(int selection, int slot) {
            this.selection = selection;
            this.slot = slot;
        }

        private DistinctValues values(Columns columns) {
            return columns.rows(selection).distinct(slot);
        }

        @Override
        int firstEntry(Columns columns) {
            return 0;
        }

        @Override
        int endOfEntries(Columns columns) {
            return values(columns).entries().size();
        }

        @Override
        int entered(Columns columns, long now) {
            return values(columns).entries().rank(now);
        }

        @Override
        long entryAt(Columns columns, int i) {
            return values(columns).entries().at(i);
        }

        @Override
        int exits(Columns columns) {
            return values(columns).exits().size();
        }

        @Override
        int exited(Columns columns, long now) {
            return values(columns).exits().rank(now);
        }

        @Override
        long exitAt(Columns columns, int j) {
            return values(columns).exits().at(j);
        }
    }
}
