package io.enishi.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrajectoryTest {

    private static final long MARCH = Instant.parse("2026-03-01T09:00:00Z").toEpochMilli();

    @Test
    void aHundredPointsAreFiftyAfterOneHalfLifeAndLessOneMillisecondLater() {
        HalfLife month = HalfLife.of(Duration.ofDays(30));
        DecayingSum sum = new DecayingSum(month);
        sum.add(100, MARCH);
        Trajectory score = sum.trajectory();

        long later = MARCH + month.millis();
        assertThat(score.valueAt(later)).isEqualTo(50);
        assertThat(score.valueAt(later + 1)).isEqualTo(49);
        assertThat(score.nextCrossing(50, MARCH)).isEqualTo(later + 1);
        assertThat(score.nextCrossing(50, later)).isEqualTo(later + 1);
        assertThat(score.nextCrossing(50, later + 1)).isEqualTo(Trajectory.NEVER);
    }

    @Test
    void aLastPointCountsUntilTheMillisecondAfterItAndIsThenAFraction() {
        DecayingSum sum = new DecayingSum(HalfLife.of(Duration.ofDays(30)));
        sum.add(1, MARCH);

        assertThat(sum.trajectory().nextCrossing(1, MARCH)).isEqualTo(MARCH + 1);
        assertThat(sum.trajectory().fractionAt(MARCH + 1)).isBetween(999_999_999_000L, 999_999_999_999L);
    }

    @Test
    void decayArrivesAtZeroFromBothSides() {
        HalfLife month = HalfLife.of(Duration.ofDays(30));
        long muchLater = MARCH + 61 * month.millis();
        DecayingSum gain = new DecayingSum(month);
        gain.add(1_000_000, MARCH);
        DecayingSum penalty = new DecayingSum(month);
        penalty.add(-5, MARCH);

        assertThat(gain.trajectory().valueAt(muchLater)).isZero();
        assertThat(penalty.trajectory().valueAt(MARCH + month.millis())).isEqualTo(-3); // -2.5, rounded down
        assertThat(penalty.trajectory().valueAt(muchLater)).isZero();
        assertThat(penalty.trajectory().nextCrossing(0, MARCH)).isBetween(MARCH + 40 * month.millis(), muchLater);
    }

    @Test
    void pointsOfSixtyBucketsAgoAreForgottenWhateverTheOrder() {
        HalfLife day = HalfLife.of(Duration.ofDays(1));
        long old = MARCH - 60 * day.millis();
        DecayingSum inOrder = new DecayingSum(day);
        inOrder.add(1_000_000_000_000L, old);
        inOrder.add(1, MARCH);
        DecayingSum late = new DecayingSum(day);
        late.add(1, MARCH);
        late.add(1_000_000_000_000L, old);

        assertThat(inOrder).isEqualTo(late);
        assertThat(inOrder.size()).isEqualTo(1);

        inOrder.add(1_000_000_000_000L, MARCH - 59 * day.millis());
        assertThat(inOrder.size()).isEqualTo(60);
        assertThat(inOrder.trajectory().fractionAt(MARCH)).isEqualTo(1_734_723L); // 10^24 / 2^59
    }

    @Test
    void aSumOfAGainAndAShorterPenaltyCrossesTwiceAndNamesTheFirst() {
        DecayingSum gain = new DecayingSum(HalfLife.of(Duration.ofDays(30)));
        gain.add(100, MARCH);
        DecayingSum penalty = new DecayingSum(HalfLife.of(Duration.ofDays(1)));
        penalty.add(-40, MARCH);
        Trajectory score = Trajectory.sum(List.of(gain.trajectory(), penalty.trajectory()));

        long up = score.nextCrossing(80, MARCH);
        long down = score.nextCrossing(80, up);
        assertThat(score.valueAt(MARCH)).isEqualTo(60);
        assertThat(List.of(score.valueAt(up - 1), score.valueAt(up))).containsExactly(79L, 80L);
        assertThat(List.of(score.valueAt(down - 1), score.valueAt(down))).containsExactly(80L, 79L);
        assertThat(score.nextCrossing(80, down)).isEqualTo(Trajectory.NEVER);
        assertThat(Duration.ofMillis(up - MARCH)).isBetween(Duration.ofDays(1), Duration.ofDays(3));
        assertThat(Duration.ofMillis(down - MARCH)).isBetween(Duration.ofDays(6), Duration.ofDays(10));
    }

    @Test
    void aGainAndAPenaltyOfOneSizeLeaveNothingThatCouldCross() {
        HalfLife month = HalfLife.of(Duration.ofDays(30));
        DecayingSum gain = new DecayingSum(month);
        gain.add(3, MARCH);
        DecayingSum penalty = new DecayingSum(month);
        penalty.add(-3, MARCH);
        Trajectory score = Trajectory.sum(List.of(Trajectory.constant(5), gain.trajectory(), penalty.trajectory()));

        assertThat(score.nextCrossing(5, MARCH)).isEqualTo(Trajectory.NEVER);
        assertThat(score).isEqualTo(Trajectory.constant(5));
    }

    @Test
    void halvesOfTwoPartsMakeAPoint() {
        Trajectory half = Trajectory.steps(50, new long[0], new long[0], 100);

        assertThat(half.valueAt(MARCH)).isZero();
        assertThat(Trajectory.sum(List.of(half, half)).valueAt(MARCH)).isEqualTo(1);
    }

    @Test
    void aCeilingHidesWhatHappensAboveIt() {
        Trajectory steps =
                Trajectory.steps(5, new long[] {MARCH + 10, MARCH + 20, MARCH + 30}, new long[] {120, 130, 7}, 1);
        Trajectory score = Trajectory.clamped(steps, 0, 100);

        assertThat(score.valueAt(MARCH + 20)).isEqualTo(100);
        assertThat(score.nextCrossing(100, MARCH)).isEqualTo(MARCH + 10);
        assertThat(score.nextCrossing(101, MARCH)).isEqualTo(Trajectory.NEVER);
        assertThat(score.nextCrossing(100, MARCH + 10)).isEqualTo(MARCH + 30);
        assertThat(score.nextCrossing(0, MARCH)).isEqualTo(Trajectory.NEVER);
    }

    @Test
    void weightsAreTheOraclesAtEveryNodeBoundary() {
        HalfLife halfLife = HalfLife.of(Duration.ofDays(30));
        for (int node = 0; node < 262_144; node += 509) {
            long at = node * halfLife.millis() / 262_144;
            for (long t = at - 1; t <= at + 1; t++) {
                assertThat(BigInteger.valueOf(halfLife.weightAt(t))).isEqualTo(ExactDecay.weight(halfLife.millis(), t));
            }
        }
        assertThat(halfLife.weightAt(0)).isEqualTo(1L << 44);
        assertThat(halfLife.weightAt(halfLife.millis() - 1)).isLessThan(1L << 45);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> HalfLife.of(Duration.ZERO))
                .hasMessage("half-life must be whole milliseconds from 1 ms to 100 years, but was PT0S");
        DecayingSum sum = new DecayingSum(HalfLife.of(Duration.ofDays(1)));
        assertThatThrownBy(() -> sum.add(1_000_000_000_001L, MARCH))
                .hasMessageContaining("at most 1000000000000 in size");
        assertThatThrownBy(() -> Trajectory.steps(0, new long[] {2, 2}, new long[] {1, 1}, 1))
                .hasMessageContaining("must rise");
        assertThatThrownBy(() -> Trajectory.linear(0, new long[0], new long[0]))
                .hasMessageContaining("1 ms to 100 years");
        assertThatThrownBy(() -> Trajectory.clamped(Trajectory.constant(1), 2, 1))
                .hasMessageContaining("floor must not exceed ceiling");
    }
}
