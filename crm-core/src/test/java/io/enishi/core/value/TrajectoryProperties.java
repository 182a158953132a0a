package io.enishi.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.ExactDecay.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class TrajectoryProperties {

    private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    private static final long DAY = 86_400_000L;

    // ------------------------------------------------------------------ half-life

    @Property(tries = 500)
    void whatIsLeftIsTheOraclesFraction(
            @ForAll("halfLives") long halfLife,
            @ForAll("points") List<Point> relative,
            @ForAll @LongRange(min = 0, max = 400) long halfPeriods) {
        List<Point> points = placed(relative, halfLife);
        long now = last(points) + halfPeriods * halfLife / 7;
        Trajectory trajectory = sumOf(halfLife, points).trajectory();
        BigInteger[] left = ExactDecay.left(halfLife, points, now);

        BigInteger floor = ExactDecay.floor(left[0], left[1]);
        assertThat(trajectory.valueAt(now)).isEqualTo(floor.longValueExact());
        BigInteger unit = BigInteger.valueOf(Trajectory.FRACTIONS_PER_POINT);
        assertThat(trajectory.fractionAt(now))
                .isEqualTo(ExactDecay.floor(left[0].multiply(unit), left[1])
                        .subtract(floor.multiply(unit))
                        .longValueExact());
    }

    @Property(tries = 300)
    void comparingIsComparingTheRoundedDownValue(
            @ForAll("halfLives") long halfLife,
            @ForAll("points") List<Point> relative,
            @ForAll @LongRange(min = 0, max = 400) long later,
            @ForAll @LongRange(min = -3, max = 3) long around) {
        List<Point> points = placed(relative, halfLife);
        long now = last(points) + later * halfLife / 7;
        Trajectory trajectory = sumOf(halfLife, points).trajectory();
        long bound = trajectory.valueAt(now) + around;

        assertThat(trajectory.compareTo(bound, now)).isEqualTo(Long.signum(-around));
        assertThat(trajectory.isAtLeast(bound, now)).isEqualTo(around <= 0);
        assertThat(trajectory.isAtLeast(Long.MIN_VALUE, now)).isTrue();
        assertThat(trajectory.isAtLeast(Long.MAX_VALUE, now)).isFalse();
    }

    @Property(tries = 300)
    void aPointAloneIsWorthItselfAtItsOwnInstant(
            @ForAll("halfLives") long halfLife,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long points,
            @ForAll @LongRange(min = -2_208_988_800_000L, max = 7_258_118_400_000L) long time) {
        Trajectory trajectory =
                sumOf(halfLife, List.of(new Point(points, time))).trajectory();

        assertThat(trajectory.valueAt(time)).isEqualTo(points);
        assertThat(trajectory.fractionAt(time)).isZero();
        assertThat(trajectory.compareTo(points, time)).isZero();
    }

    /**
     * The weights' error is below 2e-12 of the value, see {@link HalfLife}; the unit of the fraction adds 1e-12 points, halving
     * 2<sup>-44</sup>.
     */
    @Property(tries = 300)
    void theValueIsARealExponentialUpToTwoPartsInAMillionMillion(
            @ForAll("halfLives") long halfLife,
            @ForAll @LongRange(min = 1, max = 1_000_000) long points,
            @ForAll @LongRange(min = 0, max = 10_000) long later) {
        long age = Math.multiplyExact(later, halfLife) / 1_000;
        Trajectory trajectory =
                sumOf(halfLife, List.of(new Point(points, START))).trajectory();

        long halvings = age / halfLife;
        BigDecimal expected = BigDecimal.valueOf(points)
                .divide(new BigDecimal(BigInteger.TWO.pow((int) halvings)), MathContext.DECIMAL128)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(100)))
                .divide(new BigDecimal(ExactDecay.powerOfTwo(age % halfLife, halfLife, 100)), MathContext.DECIMAL128);
        BigDecimal tolerance = expected.multiply(new BigDecimal("2e-12")).add(new BigDecimal("1.06e-12"));
        assertThat(exact(trajectory, START + age).subtract(expected).abs()).isLessThan(tolerance);
    }

    @Property(tries = 300)
    void additionsCommuteAndUndoEachOther(
            @ForAll("halfLives") long halfLife, @ForAll("points") List<Point> relative, @ForAll Random random) {
        List<Point> points = placed(relative, halfLife);
        List<Point> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, random);
        DecayingSum inOrder = sumOf(halfLife, points);
        assertThat(sumOf(halfLife, shuffled)).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);

        DecayingSum left = sumOf(halfLife, shuffled.subList(0, shuffled.size() / 2));
        DecayingSum right = sumOf(halfLife, shuffled.subList(shuffled.size() / 2, shuffled.size()));
        for (int age = 0; age < right.size(); age++) {
            left.addSum(right.newest() - age, right.high(age), right.low(age));
        }
        assertThat(left).isEqualTo(inOrder);

        Trajectory before = inOrder.trajectory();
        Point extra = new Point(77, last(points));
        inOrder.add(extra.points(), extra.time());
        inOrder.add(-extra.points(), extra.time());
        assertThat(inOrder.trajectory()).isEqualTo(before);
    }

    /** But for roundings, and for what one of them alone would have forgotten by then: 2<sup>-59</sup> of its points. */
    @Property(tries = 300)
    void sumsOfOneHalfLifeAreTogetherWhatTheyAreApart(
            @ForAll("halfLives") long halfLife,
            @ForAll("points") List<Point> relative,
            @ForAll("points") List<Point> others,
            @ForAll @LongRange(min = 0, max = 400) long halfPeriods) {
        List<Point> points = placed(relative, halfLife);
        List<Point> more = placed(others, halfLife);
        Trajectory one = sumOf(halfLife, points).trajectory();
        Trajectory other = sumOf(halfLife, more).trajectory();
        Trajectory both = Trajectory.sum(List.of(one, other));

        assertThat(both).isEqualTo(Trajectory.sum(List.of(other, one)));
        assertThat(both.turns()).isFalse();
        long now = Math.max(last(points), last(more)) + halfPeriods * halfLife / 7;
        double size = Stream.concat(points.stream(), more.stream())
                .mapToDouble(point -> Math.abs(point.points()))
                .sum();
        assertThat(exact(both, now)
                        .subtract(exact(one, now))
                        .subtract(exact(other, now))
                        .abs()
                        .doubleValue())
                .isLessThanOrEqualTo(3e-12 + Math.scalb(size, -59));
    }

    // ------------------------------------------------------------------ crossings

    /** A walk over every millisecond of a short stretch finds the flips; the trajectory must name each of them. */
    @Property(tries = 1000)
    void theNextCrossingIsTheFirstMillisecondThatAWalkFinds(
            @ForAll("short") Trajectory trajectory, @ForAll @LongRange(min = -40, max = 40) long bound) {
        long now = START;
        boolean before = trajectory.isAtLeast(bound, now);
        long flip = Trajectory.NEVER;
        for (long t = now + 1; t < now + 3_000; t++) {
            if (trajectory.isAtLeast(bound, t) != before) {
                flip = t;
                break;
            }
        }
        if (flip == Trajectory.NEVER) {
            assertThat(trajectory.nextCrossing(bound, now)).isGreaterThanOrEqualTo(now + 3_000);
        } else {
            assertThat(trajectory.nextCrossing(bound, now)).isEqualTo(flip);
        }
    }

    @Property(tries = 300)
    void theAnswerStaysUntilTheNextCrossingAndFlipsThere(
            @ForAll("long") Trajectory trajectory,
            @ForAll @LongRange(min = -300, max = 300) long bound,
            @ForAll @LongRange(min = 0, max = 400) long days,
            @ForAll Random random) {
        long now = START + days * DAY + random.nextInt((int) DAY);
        boolean before = trajectory.isAtLeast(bound, now);
        long crossing = trajectory.nextCrossing(bound, now);
        assertThat(crossing).isGreaterThan(now);
        long end = Math.min(crossing, now + 8_000 * DAY);
        for (int i = 0; i < 40; i++) {
            assertThat(trajectory.isAtLeast(bound, now + (long) (random.nextDouble() * (end - now))))
                    .isEqualTo(before);
        }
        if (crossing != Trajectory.NEVER) {
            assertThat(trajectory.isAtLeast(bound, crossing - 1)).isEqualTo(before);
            assertThat(trajectory.isAtLeast(bound, crossing)).isNotEqualTo(before);
        }
    }

    @Property(tries = 300)
    void theSignChangesFirstWhereItIsSaid(
            @ForAll("short") Trajectory trajectory, @ForAll @LongRange(min = -20, max = 20) long bound) {
        int before = trajectory.compareTo(bound, START);
        long change = Trajectory.NEVER;
        for (long t = START + 1; t < START + 3_000 && change == Trajectory.NEVER; t++) {
            change = trajectory.compareTo(bound, t) != before ? t : Trajectory.NEVER;
        }
        long found = trajectory.nextChangeOfSign(bound, START);
        assertThat(found < START + 3_000 ? found : Trajectory.NEVER).isEqualTo(change);
    }

    @Property(tries = 300)
    void betweenPiecesTheValueOnlyRisesOrOnlyFalls(@ForAll("part") Trajectory part) {
        long from = START;
        while (from < START + 3_000) {
            long end = Math.min(part.nextPiece(from), START + 3_000);
            boolean rises = false;
            boolean falls = false;
            for (long t = from + 1; t < end; t++) {
                int sign = exact(part, t).compareTo(exact(part, t - 1));
                rises |= sign > 0;
                falls |= sign < 0;
            }
            assertThat(rises && falls).isFalse();
            from = end;
        }
    }

    /** How many parts decay by a half-life that an earlier one has. */
    private static long sharedHalfLives(List<Trajectory> parts) {
        List<HalfLife> all = parts.stream()
                .filter(Decaying.class::isInstance)
                .map(part -> ((Decaying) part).halfLife())
                .toList();
        return all.size() - all.stream().distinct().count();
    }

    @Property(tries = 300)
    void aSumIsTheSumOfItsPartsWithTheirFractions(
            @ForAll("parts") List<Trajectory> parts, @ForAll @LongRange(min = 0, max = 3_000) long later) {
        long now = START + later;
        BigDecimal sum = parts.stream().map(part -> exact(part, now)).reduce(BigDecimal.ZERO, BigDecimal::add);

        // Those that decay by one half-life are cut to a fraction together: one less a part. What is halved before it
        // is
        // added loses up to 2^-44 of a point there, which may tip one fraction more.
        assertThat(exact(Trajectory.sum(parts), now).subtract(sum).abs())
                .isLessThanOrEqualTo(BigDecimal.valueOf(2 * sharedHalfLives(parts), 12));
    }

    @Property(tries = 300)
    void linearDecayIsTheExactFraction(
            @ForAll @LongRange(min = 1, max = 3_155_760_000_000L) long length,
            @ForAll List<@LongRange(min = -1_000_000, max = 1_000_000) Long> points,
            @ForAll Random random) {
        long[] given = new long[points.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = START - (long) (random.nextDouble() * 1.2 * length);
        }
        Arrays.sort(given);
        long[] ends = Arrays.stream(given).map(time -> time + length).toArray();
        Trajectory trajectory = Trajectory.linear(
                length, ends, points.stream().mapToLong(Long::longValue).toArray());
        long now = START + (long) (random.nextDouble() * length);
        BigInteger numerator = BigInteger.ZERO;
        for (int i = 0; i < ends.length; i++) {
            if (now < ends[i]) {
                numerator =
                        numerator.add(BigInteger.valueOf(points.get(i)).multiply(BigInteger.valueOf(ends[i] - now)));
            }
        }
        BigInteger floor = ExactDecay.floor(numerator, BigInteger.valueOf(length));
        assertThat(trajectory.valueAt(now)).isEqualTo(floor.longValueExact());
        assertThat(trajectory.isAtLeast(floor.longValueExact(), now)).isTrue();
        assertThat(trajectory.isAtLeast(floor.longValueExact() + 1, now)).isFalse();
        BigInteger unit = BigInteger.valueOf(Trajectory.FRACTIONS_PER_POINT);
        assertThat(trajectory.fractionAt(now))
                .isEqualTo(ExactDecay.floor(numerator.multiply(unit), BigInteger.valueOf(length))
                        .mod(unit)
                        .longValueExact());
    }

    // ------------------------------------------------------------------ generators

    @Provide
    Arbitrary<Long> halfLives() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000),
                Arbitraries.of(DAY, 7 * DAY, 30 * DAY, 365 * DAY, 36_525 * DAY),
                Arbitraries.longs().between(1, 36_525 * DAY));
    }

    /** Points whose time is in thousandths of a half-life, up to 90 half-lives back. */
    @Provide
    Arbitrary<List<Point>> points() {
        Arbitrary<Long> amounts = Arbitraries.oneOf(
                Arbitraries.longs().between(-50, 50),
                Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L));
        Arbitrary<Long> times = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3_000), Arbitraries.longs().between(0, 90_000));
        return Combinators.combine(amounts, times)
                .as(Point::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** Trajectories that do everything within some seconds after START. */
    @Provide("short")
    Arbitrary<Trajectory> shortLived() {
        return Arbitraries.oneOf(
                part(),
                parts().map(Trajectory::sum),
                parts().map(parts -> Trajectory.clamped(Trajectory.sum(parts), -5, 12)));
    }

    @Provide
    Arbitrary<List<Trajectory>> parts() {
        return part().list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Trajectory> part() {
        return parts(1);
    }

    @Provide("long")
    Arbitrary<Trajectory> longLived() {
        return parts((int) DAY / 4).list().ofMinSize(1).ofMaxSize(4).map(Trajectory::sum);
    }

    private Arbitrary<Trajectory> parts(int unit) {
        Arbitrary<Trajectory> decaying = Combinators.combine(
                        Arbitraries.longs().between(1, 800),
                        Combinators.combine(
                                        Arbitraries.longs().between(-200, 200),
                                        Arbitraries.longs().between(0, 2_000))
                                .as((points, before) -> new Point(points, START - before * unit))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5))
                .as((halfLife, points) -> sumOf(halfLife * unit, points).trajectory());
        Arbitrary<Trajectory> steps = Combinators.combine(
                        Arbitraries.longs().between(-500, 2_500).set().ofMaxSize(6),
                        Arbitraries.longs().between(-3_000, 3_000).list().ofSize(7),
                        Arbitraries.of(1, 100))
                .as((times, values, scale) -> Trajectory.steps(
                        values.get(6),
                        times.stream().sorted().mapToLong(t -> START + t * unit).toArray(),
                        values.stream()
                                .limit(times.size())
                                .mapToLong(v -> scale == 1 ? v / 100 : v)
                                .toArray(),
                        scale));
        Arbitrary<Trajectory> linear = Combinators.combine(
                        Arbitraries.longs().between(1, 2_500),
                        Arbitraries.longs()
                                .between(-1_000, 0)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5),
                        Arbitraries.longs().between(-60, 60).list().ofSize(5))
                .as((length, begins, points) -> Trajectory.linear(
                        length * unit,
                        begins.stream()
                                .sorted()
                                .mapToLong(b -> START + (b + length) * unit)
                                .toArray(),
                        points.stream().limit(begins.size()).mapToLong(p -> p).toArray()));
        return Arbitraries.oneOf(
                decaying,
                decaying,
                steps,
                linear,
                Arbitraries.longs().between(-30, 30).map(Trajectory::constant));
    }

    private static List<Point> placed(List<Point> relative, long halfLife) {
        return relative.stream()
                .map(point -> new Point(
                        point.points(),
                        START
                                - BigInteger.valueOf(point.time())
                                        .multiply(BigInteger.valueOf(halfLife))
                                        .divide(BigInteger.valueOf(1_000))
                                        .longValueExact()))
                .toList();
    }

    private static DecayingSum sumOf(long halfLife, List<Point> points) {
        DecayingSum sum = new DecayingSum(HalfLife.of(Duration.ofMillis(halfLife)));
        points.forEach(point -> sum.add(point.points(), point.time()));
        return sum;
    }

    private static long last(List<Point> points) {
        return points.stream().mapToLong(Point::time).max().orElseThrow();
    }

    private static BigDecimal exact(Trajectory trajectory, long now) {
        return BigDecimal.valueOf(trajectory.valueAt(now)).add(BigDecimal.valueOf(trajectory.fractionAt(now), 12));
    }
}
