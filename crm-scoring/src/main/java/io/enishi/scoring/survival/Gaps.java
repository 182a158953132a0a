package io.enishi.scoring.survival;

import io.enishi.scoring.value.PurchaseLog;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gaps of many customers: equal ones once, with their number. Immutable; the order in which they are given does not matter.
 */
public final class Gaps {

    /** Different lengths, rising; of each how many ended and how many were censored. */
    final double[] days;

    final long[] ended;
    final long[] censored;
    private final long size;
    private final long endings;

    private Gaps(SortedMap<Double, long[]> byLength) {
        int n = byLength.size();
        days = new double[n];
        ended = new long[n];
        censored = new long[n];
        int i = 0;
        for (var length : byLength.entrySet()) {
            days[i] = length.getKey();
            ended[i] = length.getValue()[0];
            censored[i++] = length.getValue()[1];
        }
        size = Arrays.stream(ended).sum() + Arrays.stream(censored).sum();
        endings = Arrays.stream(ended).sum();
    }

    public static Gaps of(Collection<Gap> gaps) {
        TreeMap<Double, long[]> byLength = new TreeMap<>();
        for (Gap gap : gaps) {
            byLength.computeIfAbsent(gap.days() + 0.0, unseen -> new long[2])[gap.ended() ? 0 : 1]++;
        }
        return new Gaps(byLength);
    }

    /** From each customer's first purchase day to the second, censored at the end of the observation. */
    public static Gaps firstToSecond(PurchaseLog log) {
        return of(gaps(log, true));
    }

    /** From each purchase day to the next, the last one of each customer censored at the end of the observation. */
    public static Gaps all(PurchaseLog log) {
        return of(gaps(log, false));
    }

    private static List<Gap> gaps(PurchaseLog log, boolean firstOnly) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            LocalDate before = log.customer(i).firstDay();
            boolean open = true;
            for (LocalDate day : log.purchaseDays(i)) {
                if (!day.isAfter(before)) {
                    continue;
                }
                if (day.isAfter(log.until())) {
                    break;
                }
                gaps.add(Gap.ended((double) ChronoUnit.DAYS.between(before, day)));
                before = day;
                if (firstOnly) {
                    open = false;
                    break;
                }
            }
            if (open) {
                gaps.add(Gap.censored((double) ChronoUnit.DAYS.between(before, log.until())));
            }
        }
        return gaps;
    }

    /** Number of gaps. */
    public long size() {
        return size;
    }

    /** How many of them ended. */
    public long endings() {
        return endings;
    }

    /** The mean of those that ended; empty if none did. Shorter than the truth, since long gaps are censored more often. */
    public OptionalDouble meanOfEnded() {
        double sum = 0;
        for (int i = 0; i < days.length; i++) {
            sum += days[i] * ended[i];
        }
        return endings == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / endings);
    }

    /**
     * A quantile of those that ended, interpolated between neighbours (Hyndman and Fan's type 7, R's default); empty if none did.
     *
     * @param p from 0 to 1
     */
    public OptionalDouble quantileOfEnded(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p = " + p + ": from 0 to 1");
        }
        if (endings == 0) {
            return OptionalDouble.empty();
        }
        double place = p * (endings - 1);
        long below = (long) place;
        double low = endedAt(below);
        double high = endedAt(Math.min(endings - 1, below + 1));
        return OptionalDouble.of(low + (place - below) * (high - low));
    }

    private double endedAt(long rank) {
        long seen = 0;
        for (int i = 0; i < days.length; i++) {
            seen += ended[i];
            if (seen > rank) {
                return days[i];
            }
        }
        throw new IllegalStateException("rank " + rank + " of " + endings);
    }

    @Override
    public String toString() {
        return size + " gaps, " + endings + " ended";
    }
}
