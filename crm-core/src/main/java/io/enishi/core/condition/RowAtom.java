package io.enishi.core.condition;

import java.time.Instant;

/** Atoms that look at single rows of a selection. */
abstract class RowAtom extends Evaluator.Atom {

    private static final long MS_PER_DAY = 86_400_000;

    final int selection;

    RowAtom(String asked, int selection) {
        super(asked);
        this.selection = selection;
    }

    /** When the next event of the future enters. */
    static long nextEntry(Rows rows, int visible) {
        return visible < rows.size() ? rows.at(visible) : NEVER;
    }

    static long exit(long exit) {
        return Math.min(exit, NEVER);
    }

    /** The first or last row that has not dropped out; -1 if there is none. */
    static int counted(Rows rows, Condition.Position position, int visible, long now) {
        if (position == Condition.Position.LAST) {
            for (int row = visible - 1; row >= 0; row--) {
                if (rows.end(row) > now) {
                    return row;
                }
            }
        } else {
            for (int row = 0; row < visible; row++) {
                if (rows.end(row) > now) {
                    return row;
                }
            }
        }
        return -1;
    }

    /** A field of the first or last row in a window passes a test. */
    static final class FieldOf extends RowAtom {
        private final Condition.Position position;
        private final WindowRule rule;
        private final int pass;

        FieldOf(String asked, int selection, Condition.Position position, WindowRule rule, int pass) {
            super(asked, selection);
            this.position = position;
            this.rule = rule;
            this.pass = pass;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            Rows rows = columns.rows(selection);
            int visible = visible(rows, now);
            int row = inside(columns, rows, visible, now);
            boolean holds = row >= 0 && rows.passes(pass, row);
            if (!next) {
                return answer(holds, NEVER);
            }
            // A later event takes the last one's place; the first one keeps its place until it exits.
            long until = row >= 0 && position == Condition.Position.FIRST ? NEVER : nextEntry(rows, visible, now);
            return answer(holds, row >= 0 ? Math.min(until, exit(rows.exit(row, rule, columns.zone()))) : until);
        }

        private int visible(Rows rows, long now) {
            return rows.entries().rank(rule.isBetween() ? Math.min(now, rule.to() - 1) : now);
        }

        private long nextEntry(Rows rows, int visible, long now) {
            if (!rule.isBetween()) {
                return nextEntry(rows, visible);
            }
            int entering = Math.max(visible, rows.entries().rank(rule.from() - 1));
            return entering < rows.size() && rows.at(entering) < rule.to() && rows.at(entering) > now
                    ? rows.at(entering)
                    : NEVER;
        }

        /** The first or last visible row that is inside the window; -1 if there is none. */
        private int inside(Columns columns, Rows rows, int visible, long now) {
            int first = 0;
            if (rule.isBetween()) {
                first = rows.entries().rank(rule.from() - 1);
            } else if (!rule.isForGood()) {
                first = rows.entries().rank(now - rule.longest()); // all before are out
            }
            if (position == Condition.Position.LAST) {
                for (int row = visible - 1; row >= first; row--) {
                    if (rows.exit(row, rule, columns.zone()) > now) {
                        return row;
                    }
                }
            } else {
                for (int row = first; row < visible; row++) {
                    if (rows.exit(row, rule, columns.zone()) > now) {
                        return row;
                    }
                }
            }
            return -1;
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            Rows rows = columns.rows(selection);
            int row = inside(columns, rows, visible(rows, now), now);
            return row < 0 ? "no such event" : "that of " + Instant.ofEpochMilli(rows.at(row));
        }
    }

    /** The whole days since the first or last row compare so. */
    static final class DaysSince extends RowAtom {
        private final Condition.Position position;
        private final Comparison comparison;

        DaysSince(String asked, int selection, Condition.Position position, Comparison comparison) {
            super(asked, selection);
            this.position = position;
            this.comparison = comparison;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            Rows rows = columns.rows(selection);
            int visible = rows.entries().rank(now);
            int row = counted(rows, position, visible, now);
            if (row < 0) {
                return answer(false, nextEntry(rows, visible));
            }
            long since = rows.at(row);
            long days = (now - since) / MS_PER_DAY;
            boolean holds = comparison.test(days);
            if (!next) {
                return answer(holds, NEVER);
            }
            long until = exit(instantEnd(rows, row));
            if (position == Condition.Position.LAST) {
                until = Math.min(until, nextEntry(rows, visible));
            }
            return answer(holds, Math.min(until, flip(since, days)));
        }

        /**
         * When the last of a row's instant drops out. Its fellows stand in for it, since only its time matters; and the rows of one
         * instant stand in order of arrival here, so one row's own end would let the wake depend on that.
         */
        private static long instantEnd(Rows rows, int row) {
            long instant = rows.at(row);
            long end = rows.end(row);
            for (int i = row - 1; i >= 0 && end != NEVER && rows.at(i) == instant; i--) {
                end = Math.max(end, rows.end(i));
            }
            for (int i = row + 1; i < rows.size() && end != NEVER && rows.at(i) == instant; i++) {
                end = Math.max(end, rows.end(i));
            }
            return end;
        }

        /** When the growing number of days flips the comparison. */
        private long flip(long since, long days) {
            long bound = comparison.bound();
            return switch (comparison.operator()) {
                case GTE, LT -> reaches(since, days, bound);
                case GT, LTE -> bound == Long.MAX_VALUE ? NEVER : reaches(since, days, bound + 1);
                case EQ, NE -> days == bound ? reaches(since, days, bound + 1) : reaches(since, days, bound);
            };
        }

        private static long reaches(long since, long days, long target) {
            return target <= days || target > NEVER / (2 * MS_PER_DAY) ? NEVER : since + target * MS_PER_DAY;
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            Rows rows = columns.rows(selection);
            int row = counted(rows, position, rows.entries().rank(now), now);
            return row < 0 ? "no such event" : (now - rows.at(row)) / MS_PER_DAY + " days";
        }
    }

    /** The time since the last row exceeds the median interval times a factor. */
    static final class OwnInterval extends RowAtom {
        /** Slot of the instants at which orders drop out; -1 if none can. */
        private final int drops;

        private final long permille;
        private final int minimum;

        OwnInterval(String asked, int selection, int drops, int permille, int minimum) {
            super(asked, selection);
            this.drops = drops;
            this.permille = permille;
            this.minimum = minimum;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            Rows rows = columns.rows(selection);
            int visible = rows.entries().rank(now);
            int dropped = dropped(rows, now);
            long until = next ? Math.min(nextEntry(rows, visible), nextDrop(rows, dropped)) : NEVER;
            if (visible - dropped < minimum) {
                return answer(false, until);
            }
            long overdue = overdueFrom(rows, visible, dropped, now);
            return answer(now >= overdue, now >= overdue ? until : Math.min(until, overdue));
        }

        /** How many visible rows have dropped out. */
        private int dropped(Rows rows, long now) {
            return drops < 0 ? 0 : rows.exits(drops).rank(now);
        }

        private long nextDrop(Rows rows, int dropped) {
            return drops >= 0 && dropped < rows.exits(drops).size()
                    ? rows.exits(drops).at(dropped)
                    : NEVER;
        }

        /** The first millisecond at which the time since the last event is more than {@code permille} thousandths of the median. */
        private long overdueFrom(Rows rows, int visible, int dropped, long now) {
            long twice = twiceMedian(rows, visible, dropped, now);
            long last = rows.at(RowAtom.counted(rows, Condition.Position.LAST, visible, now));
            // floor(twice x permille / 2000) without leaving 64 bits
            long allowed = twice / 2000 * permille + twice % 2000 * permille / 2000;
            return Math.min(NEVER, last + allowed + 1);
        }

        /** The sum of the two middle intervals: twice the median, whole. */
        private long twiceMedian(Rows rows, int visible, int dropped, long now) {
            int intervals = visible - dropped - 1;
            int lower = (intervals - 1) / 2;
            int upper = intervals / 2;
            if (visible == rows.size() && nextDrop(rows, dropped) == NEVER) {
                return rows.interval(lower) + rows.interval(upper);
            }
            // Something of the future is among the rows.
            return smallest(rows, visible, lower, now) + smallest(rows, visible, upper, now);
        }

        /** The interval of rank {@code rank} (from 0) among rows that count now, by bisection over lengths: needs no array. */
        private static long smallest(Rows rows, int visible, int rank, long now) {
            long low = 0;
            long high = rows.at(visible - 1) - rows.at(0);
            while (low < high) {
                long middle = low + (high - low) / 2;
                if (atMost(rows, visible, middle, now) > rank) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        private static int atMost(Rows rows, int visible, long length, long now) {
            int count = 0;
            int before = -1;
            for (int row = 0; row < visible; row++) {
                if (rows.end(row) > now) {
                    count += before >= 0 && rows.at(row) - rows.at(before) <= length ? 1 : 0;
                    before = row;
                }
            }
            return count;
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            Rows rows = columns.rows(selection);
            int visible = rows.entries().rank(now);
            int dropped = dropped(rows, now);
            if (visible - dropped < minimum) {
                return visible - dropped + " events";
            }
            long last = rows.at(counted(rows, Condition.Position.LAST, visible, now));
            return (now - last) / MS_PER_DAY + " days, own interval "
                    + twiceMedian(rows, visible, dropped, now) / (2 * MS_PER_DAY) + " days";
        }
    }

    /** The steps of a sequence happened. */
    static final class Chained extends Evaluator.Atom {
        private final int chain;

        Chained(String asked, int chain) {
            super(asked);
            this.chain = chain;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            Chain found = columns.chain(chain);
            return answer(found.holds(now), next ? exit(found.nextFlip(now)) : NEVER);
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            Chain found = columns.chain(chain);
            if (found.holds(now)) {
                return "complete since " + Instant.ofEpochMilli(found.since(now));
            }
            return found.gaveUp() ? "not found among too many combinations" : "not complete";
        }
    }
}
