package io.enishi.core.value;

import java.util.Arrays;
import java.util.List;

/**
 * The sum of trajectories, added with their fractions.
 *
 * <p>Rising and falling parts may be mixed, for example points of a long half-life and a penalty of a short one. Such a sum turns,
 * so it can cross a bound twice, and bisection over it would miss both crossings. The search therefore strides forward and asks of
 * each stride whether the sum of what every part is at least, or at most, within it already keeps the sum on its side of the bound.
 * That is sure because each part is monotone within a piece: its extremes lie at the ends of the stride. A safe stride is taken and
 * the next one doubled, an unsafe one is halved; an unsafe one of a millisecond is decided by evaluation. Where all parts move the
 * same way a stride is unsafe only if the bound is crossed in it; where that is known beforehand, plain bisection does. The price of mixed
 * signs is paid where the sum grazes the bound without crossing: at worst some ten thousands of steps, the square root of a
 * half-life in milliseconds.
 */
final class Sum implements Trajectory {

    private final long base;
    /** Parts whose fraction is always zero, then the others. */
    private final Trajectory[] parts;

    private final int wholeParts;

    private final boolean turns;

    private Sum(long base, Trajectory[] parts, int wholeParts) {
        this.base = base;
        this.parts = parts;
        this.wholeParts = wholeParts;
        this.turns = turns(parts);
    }

    private static boolean turns(Trajectory[] parts) {
        Trajectory moving = null;
        for (Trajectory part : parts) {
            if (part instanceof Steps) {
                continue; // stays within a piece
            }
            boolean alike = moving == null
                    || (moving instanceof Decaying one
                            && part instanceof Decaying other
                            && one.negative() == other.negative());
            if (!alike) {
                return true;
            }
            moving = part;
        }
        return false;
    }

    static Trajectory of(List<Trajectory> parts) {
        long base = 0;
        int count = 0;
        for (int i = 0; i < parts.size(); i++) {
            Trajectory part = parts.get(i);
            if (part instanceof Constant constant) {
                base = Math.addExact(base, constant.value());
            } else if (part instanceof Sum sum) {
                base = Math.addExact(base, sum.base);
                count += sum.parts.length;
            } else if (part.turns()) {
                // Within its pieces it may turn, and the search for crossings relies on parts that do not.
                throw new IllegalArgumentException("a part must not turn within its pieces; add its own parts instead");
            } else {
                count++;
            }
        }
        if (count == 0) {
            return Trajectory.constant(base);
        }
        Trajectory[] all = new Trajectory[count];
        int whole = collect(parts, true, all, 0);
        collect(parts, false, all, whole);
        int left = join(all, whole);
        if (left == 0) {
            return Trajectory.constant(base);
        }
        return left == 1 && base == 0 ? all[0] : new Sum(base, left == count ? all : Arrays.copyOf(all, left), whole);
    }

    /**
     * Makes one of those that decay by one half-life, and none of those that cancel each other: apart, each is rounded by itself, and a gain
     * and a penalty of one size would cross a bound with every millisecond. Returns how many parts are left.
     */
    private static int join(Trajectory[] parts, int from) {
        int left = from;
        for (int i = from; i < parts.length; i++) {
            Trajectory joined = parts[i];
            for (int j = from; j < left && joined instanceof Decaying one; j++) {
                if (parts[j] instanceof Decaying other && other.halfLife().equals(one.halfLife())) {
                    joined = other.plus(one);
                    left--;
                    System.arraycopy(parts, j + 1, parts, j, left - j);
                    break;
                }
            }
            if (!(joined instanceof Constant)) {
                parts[left++] = joined;
            }
        }
        return left;
    }

    /** Copies the whole or the fractional parts to {@code all} and returns where they end. */
    private static int collect(List<Trajectory> parts, boolean whole, Trajectory[] all, int begin) {
        int at = begin;
        for (int i = 0; i < parts.size(); i++) {
            Trajectory part = parts.get(i);
            if (part instanceof Sum sum) {
                int from = whole ? 0 : sum.wholeParts;
                int length = (whole ? sum.wholeParts : sum.parts.length) - from;
                System.arraycopy(sum.parts, from, all, at, length);
                at += length;
            } else if (!(part instanceof Constant) && isWhole(part) == whole) {
                all[at++] = part;
            }
        }
        return at;
    }

    private static boolean isWhole(Trajectory part) {
        return part instanceof Steps steps && steps.isWhole();
    }

    private long wholeAt(long now) {
        long sum = base;
        for (int i = 0; i < wholeParts; i++) {
            sum = Math.addExact(sum, parts[i].valueAt(now));
        }
        return sum;
    }

    @Override
    public long valueAt(long now) {
        long sum = wholeAt(now);
        if (parts.length - wholeParts == 1) {
            return Math.addExact(sum, parts[wholeParts].valueAt(now)); // one fraction alone carries nothing
        }
        long fractions = 0;
        for (int i = wholeParts; i < parts.length; i++) {
            sum = Math.addExact(sum, parts[i].valueAt(now));
            fractions += parts[i].fractionAt(now);
        }
        return sum + fractions / FRACTIONS_PER_POINT;
    }

    @Override
    public long fractionAt(long now) {
        long fractions = 0;
        for (int i = wholeParts; i < parts.length; i++) {
            fractions += parts[i].fractionAt(now);
        }
        return fractions % FRACTIONS_PER_POINT;
    }

    @Override
    public boolean isAtLeast(long bound, long now) {
        if (parts.length - wholeParts > 1) {
            return valueAt(now) >= bound;
        }
        // At most one part has a fraction: the bound can be moved by the others without dividing anything.
        long whole = wholeAt(now);
        long rest = bound - whole;
        if (((bound ^ whole) & (bound ^ rest)) < 0) {
            return bound < 0; // overflow: the bound is further away than any sum
        }
        return parts.length == wholeParts ? rest <= 0 : parts[wholeParts].isAtLeast(rest, now);
    }

    @Override
    public long nextPiece(long now) {
        long next = NEVER;
        for (Trajectory part : parts) {
            next = Math.min(next, part.nextPiece(now));
        }
        return next;
    }

    @Override
    public boolean turns() {
        return turns;
    }

    @Override
    public long nextCrossing(long bound, long now) {
        if (!turns) {
            return Trajectory.super.nextCrossing(bound, now);
        }
        boolean before = isAtLeast(bound, now);
        long from = now;
        while (true) {
            long end = nextPiece(from);
            if (end == NEVER) {
                return NEVER;
            }
            long crossing = crossingWithin(bound, before, from, end - 1);
            if (crossing != NEVER) {
                return crossing;
            }
            if (isAtLeast(bound, end) != before) {
                return end;
            }
            from = end;
        }
    }

    /** The first crossing in (from, last], all of it one piece of every part. */
    private long crossingWithin(long bound, boolean before, long from, long last) {
        long stride = last - from;
        long at = from;
        while (at < last) {
            long to = at + Math.min(stride, last - at);
            if (stays(bound, before, at, to)) {
                at = to;
                stride = Math.min(last - from, 2 * Math.min(stride, Long.MAX_VALUE / 2));
            } else if (to - at > 1) {
                stride = (to - at) / 2;
            } else if (isAtLeast(bound, to) != before) {
                return to;
            } else {
                at = to;
            }
        }
        return NEVER;
    }

    /** Whether the sum surely stays on its side of the bound from {@code a} to {@code b}, a stretch where every part is monotone. */
    private boolean stays(long bound, boolean before, long a, long b) {
        long sum = base;
        long fractions = 0;
        for (Trajectory part : parts) {
            long valueA = part.valueAt(a);
            long valueB = part.valueAt(b);
            long fractionA = part.fractionAt(a);
            long fractionB = part.fractionAt(b);
            boolean aIsLess = valueA != valueB ? valueA < valueB : fractionA < fractionB;
            // What keeps the sum at least the bound is each part's least value; below it, each part's greatest.
            if (aIsLess == before) {
                sum = Math.addExact(sum, valueA);
                fractions += fractionA;
            } else {
                sum = Math.addExact(sum, valueB);
                fractions += fractionB;
            }
        }
        return (sum + fractions / FRACTIONS_PER_POINT >= bound) == before;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sum that && base == that.base && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(parts) + Long.hashCode(base);
    }

    @Override
    public String toString() {
        return "Sum[" + base + ", " + Arrays.toString(parts) + ']';
    }
}
