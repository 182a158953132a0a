package io.enishi.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Times a baseline and ours doing the same work, one after the other, in one JVM.
 *
 * <p>Both must return the same checksum on every run, otherwise they did not do the same work and the race fails. One warm-up of
 * each is not counted, or as many as {@link #warmedUp} says; then five runs of each, alternating, with a garbage collection before each.
 */
public final class Race {

    private static final int RUNS = 5;

    private final String name;
    private final double goal;
    private final int warmUps;

    private Race(String name, double goal, int warmUps) {
        this.name = name;
        this.goal = goal;
        this.warmUps = warmUps;
    }

    /**
     * @param name first word of the result line
     * @param goal the ratio (baseline time over ours) that we want at least
     */
    public static Race of(String name, double goal) {
        return new Race(name, goal, 1);
    }

    /** With so many runs of each before those that count, where one is too short to be compiled in. */
    public Race warmedUp(int runs) {
        return new Race(name, goal, runs);
    }

    /** Runs both and prints medians, spreads and the ratio of the medians. */
    public Result run(Callable<Long> baseline, Callable<Long> ours) throws Exception {
        return runPrepared(() -> baseline, () -> ours);
    }

    /** As {@link #run}; what is to be timed is prepared anew before each run, untimed. */
    public Result runPrepared(Callable<Callable<Long>> baseline, Callable<Callable<Long>> ours) throws Exception {
        long expected = baseline.call().call();
        for (int run = 0; run < warmUps; run++) {
            same(expected, baseline.call().call());
            same(expected, ours.call().call());
        }
        long[] baselineNanos = new long[RUNS];
        long[] ourNanos = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            baselineNanos[run] = timed(baseline, expected);
            ourNanos[run] = timed(ours, expected);
        }
        Result result = new Result(Timing.of(baselineNanos), Timing.of(ourNanos));
        System.out.println(line("   baseline %s", result.baseline()));
        System.out.println(line("   ours     %s", result.ours()));
        System.out.println(line("%s ratio=%.2f goal=%.2f", name, result.ratio(), goal));
        return result;
    }

    private long timed(Callable<Callable<Long>> preparation, long expected) throws Exception {
        Callable<Long> contestant = preparation.call();
        System.gc();
        long start = System.nanoTime();
        long checksum = contestant.call();
        long nanos = System.nanoTime() - start;
        same(expected, checksum);
        return nanos;
    }

    private void same(long expected, long actual) {
        if (expected != actual) {
            throw new IllegalStateException(name + ": checksums differ, baseline " + expected + " and ours " + actual
                    + ", so the work was not the same");
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Both timings. */
    public record Result(Timing baseline, Timing ours) {
        public double ratio() {
            return (double) baseline.medianNanos() / ours.medianNanos();
        }
    }

    /** Median, fastest and slowest of five runs, in nanoseconds. */
    public record Timing(long medianNanos, long fastestNanos, long slowestNanos) {
        static Timing of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Timing(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return line(
                    "median %.0f ms (%.0f to %.0f) of %d runs",
                    medianNanos / 1e6, fastestNanos / 1e6, slowestNanos / 1e6, RUNS);
        }
    }
}
