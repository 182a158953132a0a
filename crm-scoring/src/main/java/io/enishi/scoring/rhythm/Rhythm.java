package io.enishi.scoring.rhythm;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody waits between purchases: their own median interval, drawn towards what is usual as long as they have few.
 *
 * <p>With {@code n} own intervals and a usual interval worth {@code w} intervals, the expected one is {@code (n x own median + w x usual)
 * / (n + w)}: whoever bought once is expected after the usual time, after many purchases their own pace is all that counts. The
 * median is used because one holiday must not stretch the pace; of an even number of intervals it is the mean of the middle two. All in whole
 * milliseconds, rounded down.
 *
 * <p>Of what is used up ({@link #ofPieces}) intervals are those of one piece: the time to the next purchase by the pieces bought, and the next
 * purchase is expected after that interval for each piece of the last one. What was left of earlier purchases is not reckoned with.
 *
 * @param purchases number of purchases at different instants, at least 1
 * @param last the latest
 * @param pieces how many were bought last; 1 where pieces are not counted
 * @param own the median of the {@code purchases - 1} intervals; null with one purchase
 * @param usual what is usual, null where nothing is known of others
 * @param expected the interval after which the next purchase is expected, for each piece of the last one; null if neither own nor usual is known
 */
public record Rhythm(
        int purchases,
        Instant last,
        long pieces,
        @Nullable Duration own,
        @Nullable Duration usual,
        @Nullable Duration expected) {

    /** How many own intervals the usual one is worth, unless stated: with three own intervals each has half the say. */
    public static final int USUAL_WEIGHT = 3;

    /** No purchase is expected later after the last one than this: a thousand years. */
    private static final long LATEST = Duration.ofDays(365_250).toMillis();

    public Rhythm {
        Objects.requireNonNull(last, "last");
        if (purchases < 1) {
            throw new IllegalArgumentException("a rhythm needs at least 1 purchase, but has " + purchases);
        }
        requirePieces(pieces);
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
        return ofPieces(single(purchases), usual, usualWeight);
    }

    /**
     * The rhythm of purchases of what is used up. Empty for no purchases.
     *
     * @param pieces how many were bought when, each at least 1
     * @param usual how long one piece lasts usually, such as {@link #usualOfPieces}; null where it is not known
     * @param usualWeight how many own intervals it is worth, at least 0
     */
    public static Optional<Rhythm> ofPieces(Map<Instant, Long> pieces, @Nullable Duration usual, int usualWeight) {
        if (usualWeight < 0) {
            throw new IllegalArgumentException(
                    "weight of the usual interval must not be negative, but was " + usualWeight);
        }
        if (usual != null && (usual.isNegative() || usual.isZero())) {
            throw new IllegalArgumentException("the usual interval must be positive, but was " + usual);
        }
        pieces.values().forEach(Rhythm::requirePieces);
        TreeMap<Instant, Long> sorted = new TreeMap<>(pieces);
        Map.Entry<Instant, Long> last = sorted.lastEntry();
        if (last == null) {
            return Optional.empty();
        }
        long[] intervals = intervals(sorted);
        Duration own = intervals.length == 0 ? null : Duration.ofMillis(median(intervals));
        return Optional.of(new Rhythm(
                sorted.size(),
                last.getKey(),
                last.getValue(),
                own,
                usual,
                expected(own, intervals.length, usual, usualWeight)));
    }

    private static void requirePieces(long pieces) {
        if (pieces < 1) {
            throw new IllegalArgumentException("a purchase must be of at least 1 piece, but was of " + pieces);
        }
    }

    private static Map<Instant, Long> single(Collection<Instant> purchases) {
        Map<Instant, Long> single = new HashMap<>();
        purchases.forEach(at -> single.put(at, 1L));
        return single;
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
        return usualOfPieces(purchases.stream().map(Rhythm::single).toList());
    }

    /**
     * How long one piece lasts usually: as {@link #usual}, of intervals by the pieces bought.
     *
     * @param pieces of each customer, how many were bought when
     */
    public static Optional<Duration> usualOfPieces(Collection<? extends Map<Instant, Long>> pieces) {
        List<Long> all = new ArrayList<>();
        for (Map<Instant, Long> one : pieces) {
            for (long interval : intervals(new TreeMap<>(one))) {
                all.add(interval);
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofMillis(median(all.stream().mapToLong(Long::longValue).toArray())));
    }

    /** From each purchase to the next, for one piece; at least a millisecond. */
    private static long[] intervals(TreeMap<Instant, Long> pieces) {
        long[] intervals = new long[Math.max(0, pieces.size() - 1)];
        Map.Entry<Instant, Long> before = null;
        int i = 0;
        for (Map.Entry<Instant, Long> purchase : pieces.entrySet()) {
            if (before != null) {
                long millis = purchase.getKey().toEpochMilli() - before.getKey().toEpochMilli();
                intervals[i++] = Math.max(1, millis / before.getValue());
            }
            before = purchase;
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
     * When the next purchase is due: the last one plus a share of the expected interval for each of its pieces, a thousand years at most.
     * Empty if no interval is known.
     *
     * @param permille share in thousandths: 1000 for the interval itself, 900 to be a little early
     */
    public Optional<Instant> due(int permille) {
        if (permille < 1 || permille > 100_000) {
            throw new IllegalArgumentException("share must be 1 to 100000 permille, but was " + permille);
        }
        return Optional.ofNullable(expected).map(interval -> last.plusMillis(untilNext(interval, permille)));
    }

    private long untilNext(Duration interval, int permille) {
        BigInteger share = BigInteger.valueOf(interval.toMillis())
                .multiply(BigInteger.valueOf(pieces))
                .multiply(BigInteger.valueOf(permille))
                .divide(BigInteger.valueOf(1000));
        return share.min(BigInteger.valueOf(LATEST)).longValueExact();
    }
}
