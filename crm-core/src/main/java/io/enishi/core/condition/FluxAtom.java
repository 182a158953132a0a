package io.enishi.core.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number over what is inside a window compares so.
 *
 * <p>The next change is found by walking the coming entries and exits in order of time until the comparison flips, so it is exact. After
 * {@value #MAX_STEPS} instants the walk stops: the answer is sure until there, which costs a customer of that size one false wake. Counts
 * and sums of positive values need no walk if nothing of the future is to enter: they only fall.
 */
abstract class FluxAtom extends Evaluator.Atom {

    /** A walk of this length takes a few microseconds. */
    static final int MAX_STEPS = 1_000;

    final Flux flux;
    final Comparison comparison;

    FluxAtom(String asked, Flux flux, Comparison comparison) {
        super(asked);
        this.flux = flux;
        this.comparison = comparison;
    }

    /** Whether the comparison holds with these many entries (an index from {@code first}) and exits. */
    abstract boolean holds(Columns columns, int first, int entered, int exited);

    @Override
    final long evaluate(Columns columns, Facts facts, long now, boolean next) {
        int first = flux.firstEntry(columns);
        int entered = flux.entered(columns, now);
        int exited = flux.exited(columns, now);
        boolean holds = holds(columns, first, entered, exited);
        if (!next) {
            return answer(holds, NEVER);
        }
        int end = flux.endOfEntries(columns);
        return answer(
                holds,
                entered == end
                        ? nextByExits(columns, first, entered, exited, holds)
                        : walk(columns, first, entered, end, exited, holds));
    }

    /** When the comparison flips if nothing enters any more. */
    long nextByExits(Columns columns, int first, int entered, int exited, boolean holds) {
        return walk(columns, first, entered, entered, exited, holds);
    }

    private long walk(Columns columns, int first, int entered, int end, int exited, boolean holds) {
        int exits = flux.exits(columns);
        int in = entered;
        int out = exited;
        for (int step = 0; ; step++) {
            long t = Math.min(
                    in < end ? flux.entryAt(columns, in) : NEVER, out < exits ? flux.exitAt(columns, out) : NEVER);
            if (t == NEVER || step == MAX_STEPS) {
                return t;
            }
            while (in < end && flux.entryAt(columns, in) == t) {
                in++;
            }
            while (out < exits && flux.exitAt(columns, out) == t) {
                out++;
            }
            if (holds(columns, first, in, out) != holds) {
                return t;
            }
        }
    }

    /** How many. */
    static final class Count extends FluxAtom {
        Count(String asked, Flux flux, Comparison comparison) {
            super(asked, flux, comparison);
        }

        @Override
        boolean holds(Columns columns, int first, int entered, int exited) {
            return comparison.test(entered - first - exited);
        }

        @Override
        long nextByExits(Columns columns, int first, int entered, int exited, boolean holds) {
            int count = entered - first - exited;
            long bound = comparison.bound();
            return switch (comparison.operator()) {
                case GTE, LT -> fallsTo(columns, bound - 1, count, exited);
                case GT, LTE -> fallsTo(columns, bound, count, exited);
                case EQ, NE -> {
                    long reached = fallsTo(columns, bound, count, exited);
                    if (count == bound) {
                        yield fallsTo(columns, bound - 1, count, exited);
                    }
                    // Several may exit at once and skip the bound.
                    yield reached < NEVER
                                    && flux.entered(columns, reached) - first - flux.exited(columns, reached) == bound
                            ? reached
                            : NEVER;
                }
            };
        }

        /** When the count first is at most {@code target}; never if it is now or will not be. */
        private long fallsTo(Columns columns, long target, int count, int exited) {
            if (target < 0 || count <= target) {
                return NEVER;
            }
            int exit = exited + (int) (count - target) - 1;
            return exit < flux.exits(columns) ? flux.exitAt(columns, exit) : NEVER;
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            return Long.toString(
                    (long) flux.entered(columns, now) - flux.firstEntry(columns) - flux.exited(columns, now));
        }
    }

    /** A total of a value, exact whatever its size. */
    abstract static class Total extends FluxAtom {
        private final Flux.OfRows rows;
        private final int value;
        /** Position of the value's totals beside the exits. */
        private final int beside;

        Total(String asked, Flux.OfRows rows, Comparison comparison, int value, int beside) {
            super(asked, rows, comparison);
            this.rows = rows;
            this.value = value;
            this.beside = beside;
        }

        final Totals entries(Columns columns) {
            return columns.rows(rows.selection()).entries().totals(value);
        }

        private Totals exits(Columns columns) {
            return rows.slot() >= 0
                    ? columns.rows(rows.selection()).exits(rows.slot()).totals(beside)
                    : entries(columns);
        }

        final long low(Columns columns, int first, int entered, int exited) {
            Totals entries = entries(columns);
            long low = entries.low(entered) - entries.low(first);
            return exited == 0 ? low : low - exits(columns).low(exited);
        }

        final long high(Columns columns, int first, int entered, int exited) {
            Totals entries = entries(columns);
            long low = entries.low(entered) - entries.low(first);
            long high = entries.high(entered) - entries.high(first) - borrow(entries.low(entered), entries.low(first));
            if (exited == 0) {
                return high;
            }
            Totals exits = exits(columns);
            return high - exits.high(exited) - borrow(low, exits.low(exited));
        }

        private static int borrow(long from, long subtracted) {
            return Long.compareUnsigned(from, subtracted) < 0 ? 1 : 0;
        }

        /** The sign of the total minus the bound. */
        final int sign(Columns columns, int first, int entered, int exited) {
            return Totals.compare(
                    high(columns, first, entered, exited), low(columns, first, entered, exited), comparison.bound());
        }

        final BigInteger sum(Columns columns, long now) {
            int first = flux.firstEntry(columns);
            int entered = flux.entered(columns, now);
            int exited = flux.exited(columns, now);
            return Totals.wide(high(columns, first, entered, exited), low(columns, first, entered, exited));
        }
    }

    /** The sum of a value. Without values below zero and future entries it only falls, and the exit that flips it is bisected. */
    static final class Sum extends Total {
        Sum(String asked, Flux.OfRows rows, Comparison comparison, int value, int beside) {
            super(asked, rows, comparison, value, beside);
        }

        @Override
        boolean holds(Columns columns, int first, int entered, int exited) {
            return comparison.operator().test(sign(columns, first, entered, exited));
        }

        @Override
        long nextByExits(Columns columns, int first, int entered, int exited, boolean holds) {
            if (entries(columns).hasNegative()) {
                return super.nextByExits(columns, first, entered, exited, holds);
            }
            return switch (comparison.operator()) {
                case GTE, LT -> fallsTo(columns, first, entered, exited, -1);
                case GT, LTE -> fallsTo(columns, first, entered, exited, 0);
                case EQ, NE -> {
                    if (sign(columns, first, entered, exited) == 0) {
                        yield fallsTo(columns, first, entered, exited, -1);
                    }
                    // Several may exit at once and skip the bound.
                    long reached = fallsTo(columns, first, entered, exited, 0);
                    yield reached < NEVER && sign(columns, first, entered, flux.exited(columns, reached)) == 0
                            ? reached
                            : NEVER;
                }
            };
        }

        /** When the sign first is at most {@code target}; never if it is now or will not be. */
        private long fallsTo(Columns columns, int first, int entered, int exited, int target) {
            int high = flux.exits(columns);
            if (sign(columns, first, entered, exited) <= target || sign(columns, first, entered, high) > target) {
                return NEVER;
            }
            int low = exited;
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                if (sign(columns, first, entered, middle) <= target) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return flux.exitAt(columns, high - 1);
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            return sum(columns, now).toString();
        }
    }

    /** The average of a value, compared as an exact fraction; false where nothing is inside. */
    static final class Average extends Total {
        Average(String asked, Flux.OfRows rows, Comparison comparison, int value, int beside) {
            super(asked, rows, comparison, value, beside);
        }

        @Override
        boolean holds(Columns columns, int first, int entered, int exited) {
            int count = entered - first - exited;
            if (count == 0) {
                return false;
            }
            return comparison
                    .operator()
                    .test(Totals.compare(
                            high(columns, first, entered, exited),
                            low(columns, first, entered, exited),
                            comparison.bound(),
                            count));
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            int count = flux.entered(columns, now) - flux.firstEntry(columns) - flux.exited(columns, now);
            return count == 0
                    ? "none"
                    : new BigDecimal(sum(columns, now))
                            .divide(BigDecimal.valueOf(count), MathContext.DECIMAL64)
                            .stripTrailingZeros()
                            .toPlainString();
        }
    }
}
