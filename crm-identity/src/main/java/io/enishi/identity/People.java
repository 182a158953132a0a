package io.enishi.identity;

import io.enishi.identity.PolicyPlan.Bound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The people of a neighbourhood while it is being resolved: sets of origins that only grow, and what forbids to join two. */
final class People {

    /** What forbids a join, by how much of it the reason for joining overrides. */
    enum Guard {
        /** A judgement overrides all but another judgement. */
        JUDGED,
        /** A proven link overrides names. */
        PROVEN,
        /** Anything else overrides nothing. */
        INFERRED
    }

    private final Component in;
    /** Pairs of origins that a person judged not to be the same, as {@link #key}. */
    private final long[] apart;

    private final int[] personOf;
    /** The members of a person are a ring. */
    private final int[] next;

    private final int[] sizes;
    /** By person: bounded values in order, each once. */
    private final long[][] bounded;

    private final @Nullable Map<Long, Pair.Comparison> compared;

    /** @param apart pairs that a person judged not to be the same */
    People(Component in, long[] apart) {
        this.in = in;
        this.apart = apart;
        int size = in.size;
        this.personOf = new int[size];
        this.next = new int[size];
        this.sizes = new int[size];
        this.bounded = new long[size][];
        int profiled = 0;
        for (int i = 0; i < size; i++) {
            personOf[i] = i;
            next[i] = i;
            sizes[i] = 1;
            bounded[i] = Arrays.copyOfRange(in.boundedValue, in.boundedFrom[i], in.boundedFrom[i + 1]);
            profiled += in.profiles[i] == null ? 0 : 1;
        }
        this.compared = profiled > 1 ? new HashMap<>() : null;
    }

    static long key(int a, int b) {
        return a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
    }

    int personOf(int origin) {
        return personOf[origin];
    }

    int[] persons() {
        return personOf;
    }

    boolean isApart(int a, int b) {
        if (apart.length > 0) {
            long asked = key(a, b);
            for (long pair : apart) {
                if (pair == asked) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two origins are certainly of different people. */
    boolean isOther(int a, int b) {
        return isApart(a, b) || compared(a, b).isOther();
    }

    /** Whether anything told here could tell two origins apart. */
    boolean mayDiffer() {
        return apart.length > 0 || compared != null;
    }

    /** The rule that forbids to make one person of two; null when none does. */
    @Nullable
    String forbidden(int one, int other, Guard guard) {
        if (judgedApart(one, other)) {
            return PolicyWords.JUDGED_NOT_SAME;
        }
        if (guard == Guard.JUDGED) {
            return null;
        }
        String objection = objection(one, other, guard);
        return objection == null ? overBound(one, other) : objection;
    }

    /** What speaks against these two being one, whoever judged them so; null when nothing does. */
    @Nullable
    String contradiction(int one, int other) {
        String objection = objection(one, other, Guard.INFERRED);
        return objection == null ? overBound(one, other) : objection;
    }

    private @Nullable String objection(int one, int other, Guard guard) {
        if (compared == null) {
            return null;
        }
        int a = one;
        do {
            if (in.profiles[a] != null) {
                int b = other;
                do {
                    Pair.Comparison people = compared(a, b);
                    if (guard == Guard.INFERRED ? people.isOther() : people.conflict() != null) {
                        return people.objection();
                    }
                    b = next[b];
                } while (b != other);
            }
            a = next[a];
        } while (a != one);
        return null;
    }

    private Pair.Comparison compared(int a, int b) {
        Profile one = in.profiles[a];
        Profile other = in.profiles[b];
        if (compared == null || one == null || other == null) {
            return Pair.Comparison.UNKNOWN;
        }
        return compared.computeIfAbsent(key(a, b), pair -> Pair.Comparison.of(one, other, false, false));
    }

    private boolean judgedApart(int one, int other) {
        for (long pair : apart) {
            int a = personOf[(int) (pair >>> 32)];
            int b = personOf[(int) pair];
            if ((a == one && b == other) || (a == other && b == one)) {
                return true;
            }
        }
        return false;
    }

    /** A join may not go beyond a bound; people who are beyond it by a judgement may still gain other origins. */
    private @Nullable String overBound(int one, int other) {
        long[] left = bounded[one];
        long[] right = bounded[other];
        String over = null;
        int l = 0;
        int r = 0;
        while (l < left.length && r < right.length) {
            int number = (int) (left[l] >>> 32);
            int rightNumber = (int) (right[r] >>> 32);
            if (number != rightNumber) {
                if (number < rightNumber) {
                    l++;
                } else {
                    r++;
                }
                continue;
            }
            int leftFrom = l;
            int rightFrom = r;
            int union = 0;
            while (l < left.length && r < right.length && isOf(left[l], number) && isOf(right[r], number)) {
                long value = left[l];
                l += value <= right[r] ? 1 : 0;
                r += right[r] <= value ? 1 : 0;
                union++;
            }
            while (l < left.length && isOf(left[l], number)) {
                l++;
                union++;
            }
            while (r < right.length && isOf(right[r], number)) {
                r++;
                union++;
            }
            Bound bound = in.plan.bound(number);
            boolean exceeds = bound.isRate()
                    ? union > bound.atMost() && exceedsRate(one, other, bound)
                    : union > Math.max(bound.atMost(), Math.max(l - leftFrom, r - rightFrom));
            if (exceeds && (over == null || bound.rule().compareTo(over) < 0)) {
                over = bound.rule();
            }
        }
        return over;
    }

    private static boolean isOf(long value, int number) {
        return (int) (value >>> 32) == number;
    }

    private boolean exceedsRate(int one, int other, Bound bound) {
        Map<Long, Long> left = firstSeen(one, bound);
        Map<Long, Long> right = firstSeen(other, bound);
        int most =
                Math.max(bound.atMost(), Math.max(mostWithin(left, bound.within()), mostWithin(right, bound.within())));
        right.forEach((value, seen) -> left.merge(value, seen, Math::min));
        return mostWithin(left, bound.within()) > most;
    }

    private Map<Long, Long> firstSeen(int person, Bound bound) {
        Map<Long, Long> firstSeen = new TreeMap<>();
        int origin = person;
        do {
            for (int i = in.boundedFrom[origin]; i < in.boundedFrom[origin + 1]; i++) {
                if (isOf(in.boundedValue[i], bound.number())) {
                    firstSeen.merge(in.boundedValue[i], in.boundedSeen[i], Math::min);
                }
            }
            origin = next[origin];
        } while (origin != person);
        return firstSeen;
    }

    /** The most values first seen within any span of this length, its end excluded. */
    private static int mostWithin(Map<Long, Long> firstSeen, long span) {
        long[] times =
                firstSeen.values().stream().mapToLong(Long::longValue).sorted().toArray();
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.length; to++) {
            while (times[to] - times[from] >= span) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** Makes one person of two. */
    void join(int one, int other) {
        int into = sizes[one] >= sizes[other] ? one : other;
        int from = into == one ? other : one;
        int origin = from;
        do {
            personOf[origin] = into;
            origin = next[origin];
        } while (origin != from);
        int rest = next[into];
        next[into] = next[from];
        next[from] = rest;
        sizes[into] += sizes[from];
        bounded[into] = union(bounded[into], bounded[from]);
    }

    private static long[] union(long[] left, long[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        long[] union = new long[left.length + right.length];
        int size = 0;
        int l = 0;
        int r = 0;
        while (l < left.length || r < right.length) {
            boolean takeLeft = r == right.length || (l < left.length && left[l] <= right[r]);
            long value = takeLeft ? left[l] : right[r];
            l += l < left.length && left[l] == value ? 1 : 0;
            r += r < right.length && right[r] == value ? 1 : 0;
            union[size++] = value;
        }
        return size == union.length ? union : Arrays.copyOf(union, size);
    }

    /** The sets of origins, by their smallest. */
    List<List<Integer>> sets() {
        Map<Integer, List<Integer>> sets = new TreeMap<>();
        Map<Integer, Integer> smallest = new HashMap<>();
        for (int i = 0; i < personOf.length; i++) {
            int origin = i;
            int first = smallest.computeIfAbsent(personOf[i], person -> origin);
            sets.computeIfAbsent(first, absent -> new ArrayList<>()).add(i);
        }
        return List.copyOf(sets.values());
    }
}
