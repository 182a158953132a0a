package io.enishi.scoring.rhythm;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody waits between purchases: their own median interval, drawn towards what is usual as long as they have few.
 *
 * <p>With {@code n} own intervals and a usual interval worth {@code w} intervals, the expected one is {@code (n x own median + w x usual)
 * / (n + w)}: whoever bought once is expected after the usual time, after many purchases their own pace is all that counts. The
 * median is used because one holiday must not stretch the pace; of an even number of intervals it is the mean of the middle two. All in whole
 * milliseconds, rounded down.
 *
 * @param purchases number of purchases at different instants, at least 1
 * @param last the latest
 * @param own the median of the {@code purchases - 1} intervals; null with one purchase
 * @param usual what is usual, null where nothing is known of others
 * @param expected the interval after which the next purchase is expected; null if neither own nor usual is known
 */
public record Rhythm(
        int purchases,
        Instant last,
        @Nullable Duration own,
        @Nullable Duration usual,
        @Nullable Duration expected) {

    /** How many own intervals the usual one is worth, unless stated: with three own intervals each has half the say. */
    public static final int USUAL_WEIGHT = 3;

    public Rhythm {
        Objects.requireNonNull(last, "last");
        if (purchases < 1) {
            throw new IllegalArgumentException("a rhythm needs at least 1 purchase, but has " + purchases);
        }
    }

    /** The rhythm of purchases without anybody to compare with. Empty for no purchases. */
    public static Optional<Rhythm> of(Collection<Instant> purchases) {
        return of(purchases, null, 0);
    }

    /**
     * The rhythm of purchases. Empty for no purchases.
     *
     * @param purchases in any order; several of one instant are one
     * @param usual the interval that is usual, such as {@link #usual(Collection)}; null where it is not known
     * @param usualWeight how many own intervals it is worth, at least 0
     */
    public static Optional<Rhythm> of(Collection<Instant> purchases, @Nullable Duration usual, int usualWeight) {
        if (usualWeight < 0) {
            throw new IllegalArgumentException(
                    "weight of the usual interval must not be negative, but was " + usualWeight);
        }
        if (usual != null && (usual.isNegative() || usual.isZero())) {
            throw new IllegalArgumentException("the usual interval must be positive, but was " + usual);
        }
        TreeSet<Instant> instants = new TreeSet<>(purchases);
        if (instants.isEmpty()) {
            return Optional.empty();
        }
        long[] intervals = intervals(instants);
        Duration own = intervals.length == 0 ? null : Duration.ofMillis(median(intervals));
        return Optional.of(new Rhythm(
                instants.size(), instants.last(), own, usual, expected(own, intervals.length, usual, usualWeight)));
    }

    private static @Nullable Duration expected(
            @Nullable Duration own, int intervals, @Nullable Duration usual, int weight) {
        if (own == null) {
            return usual;
        }
        if (usual == null || weight == 0) {
            return own;
        }
        BigInteger weighted = BigInteger.valueOf(own.toMillis())
                .multiply(BigInteger.valueOf(intervals))
                .add(BigInteger.valueOf(usual.toMillis()).multiply(BigInteger.valueOf(weight)));
        return Duration.ofMillis(
                weighted.divide(BigInteger.valueOf((long) intervals + weight)).longValueExact());
    }

    /**
     * What is usual among several customers: the median over all their intervals, each interval with the same say. Empty where nobody
     * bought twice.
     *
     * @param purchases of each customer, in any order
     */
    public static Optional<Duration> usual(Collection<? extends Collection<Instant>> purchases) {
        List<Long> all = new ArrayList<>();
        for (Collection<Instant> one : purchases) {
            for (long interval : intervals(new TreeSet<>(one))) {
                all.add(interval);
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofMillis(median(all.stream().mapToLong(Long::longValue).toArray())));
    }

    private static long[] intervals(TreeSet<Instant> instants) {
        long[] intervals = new long[Math.max(0, instants.size() - 1)];
        Instant before = null;
        int i = 0;
        for (Instant instant : instants) {
            if (before != null) {
                intervals[i++] = instant.toEpochMilli() - before.toEpochMilli();
            }
            before = instant;
        }
        return intervals;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
    }

    /**
     * When the next purchase is due: the last one plus a share of the expected interval. Empty if no interval is known.
     *
     * @param permille share in thousandths: 1000 for the interval itself, 900 to be a little early
     */
    public Optional<Instant> due(int permille) {
        if (permille < 1 || permille > 100_000) {
            throw new IllegalArgumentException("share must be 1 to 100000 permille, but was " + permille);
        }
        return Optional.ofNullable(expected)
                .map(interval -> last.plusMillis(Math.multiplyExact(interval.toMillis(), (long) permille) / 1000));
    }

    /** How many hundredths of the expected interval have passed since the last purchase; empty if no interval is known. */
    public Optional<Long> latenessPercent(Instant at) {
        return Optional.ofNullable(expected)
                .map(interval ->
                        Math.max(0, at.toEpochMilli() - last.toEpochMilli()) / Math.max(1, interval.toMillis() / 100));
    }
}
