package io.enishi.scoring.rfm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How values become scores from 1 (lowest) to {@link #scores} (highest). For recency the outcome is turned round afterwards: few
 * days are a high score.
 */
public sealed interface Scale {

    /** The highest score. */
    int scores();

    /** Divides values among the scores. */
    Parts divide(double[] values);

    /**
     * Bounds between scores, chosen by the shop: a value of {@code bounds[i]} or more has at least score {@code i + 2}.
     *
     * @param bounds rising, at least one
     */
    static Scale cuts(double... bounds) {
        return new Cuts(Arrays.stream(bounds).boxed().toList());
    }

    /**
     * Bounds at the quantiles of the values, as the R package rfm sets them: for five scores at 20, 40, 60 and 80 %, each <em>plus
     * one</em>. Equal values always have equal scores; groups may therefore differ in size, and with all values equal everybody has
     * score 1.
     *
     * <p>A quantile is R's type 7: with n sorted values, the one at {@code (n - 1) p} from 0, interpolated linearly (Hyndman and Fan,
     * Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996). The "plus one" is meant for whole numbers, and
     * the unit matters: for amounts with decimals {@link #aboveQuantiles} may suit better.
     *
     * @param scores from 2 to 9
     */
    static Scale quantiles(int scores) {
        return new Quantiles(scores, 1);
    }

    /** As {@link #quantiles}, but without the "plus one": a value above the quantile has the higher score. */
    static Scale aboveQuantiles(int scores) {
        return new Quantiles(scores, 0);
    }

    /**
     * Groups of about equal size by rank; equal values share the average of their ranks and so have equal scores: {@code ceil(scores x
     * (rank - 0.5) / n)}.
     *
     * @param scores from 2 to 9
     */
    static Scale midranks(int scores) {
        return new Ranks(scores, false);
    }

    /**
     * Groups of equal size by rank, as SQL's {@code NTILE}: <em>equal values may have different scores</em>, and which of them has the
     * higher one depends on the order of the rows. For comparisons with reports that were made so.
     *
     * @param scores from 2 to 9
     */
    static Scale tiles(int scores) {
        return new Ranks(scores, true);
    }

    /**
     * Values divided among scores.
     *
     * @param scores the score of each value, 1 to the highest
     * @param bounds from which value on each score above 1 is given; null where scores come from ranks
     */
    record Parts(List<Integer> scores, @Nullable List<Double> bounds) {
        public Parts {
            scores = List.copyOf(scores);
            bounds = bounds == null ? null : List.copyOf(bounds);
        }

        /** The bounds as a scale of their own. */
        Scale frozen(String what) {
            List<Double> fixed = bounds;
            if (fixed == null) {
                throw new IllegalStateException(
                        what + " was scored by rank, which depends on everybody: freeze a model of quantiles or cuts");
            }
            return new Cuts(fixed);
        }
    }

    /** @param bounds not falling, at least one; equal bounds leave a score unused */
    record Cuts(List<Double> bounds) implements Scale {
        private static final double LARGEST = 1e15;

        public Cuts {
            bounds = List.copyOf(bounds);
            if (bounds.isEmpty() || bounds.size() > 8) {
                throw new IllegalArgumentException("cuts need 1 to 8 bounds, but have " + bounds.size());
            }
            for (int i = 0; i < bounds.size(); i++) {
                if (!(Math.abs(bounds.get(i)) <= LARGEST)) { // NaN, too
                    throw new IllegalArgumentException("cuts must be numbers within 10^15, but were " + bounds);
                }
                if (i > 0 && bounds.get(i) < bounds.get(i - 1)) {
                    throw new IllegalArgumentException("cuts must rise, but were " + bounds);
                }
            }
        }

        @Override
        public int scores() {
            return bounds.size() + 1;
        }

        @Override
        public Parts divide(double[] values) {
            List<Integer> scores = new ArrayList<>(values.length);
            for (double value : values) {
                scores.add(score(value));
            }
            return new Parts(scores, bounds);
        }

        int score(double value) {
            int score = 1;
            for (double bound : bounds) {
                score += value >= bound ? 1 : 0;
            }
            return score;
        }
    }

    /**
     * @param scores from 2 to 9
     * @param plus added to each quantile: 1 for bounds that are reached, 0 for quantiles that are to be exceeded
     */
    record Quantiles(int scores, int plus) implements Scale {
        public Quantiles {
            requireScores(scores);
            if (plus != 0 && plus != 1) {
                throw new IllegalArgumentException("plus must be 0 or 1, but was " + plus);
            }
        }

        @Override
        public Parts divide(double[] values) {
            if (values.length == 0) {
                return new Parts(List.of(), null);
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            List<Double> bounds = new ArrayList<>(scores - 1);
            for (int i = 1; i < scores; i++) {
                double quantile = quantile(sorted, (double) i / scores);
                bounds.add(plus == 1 ? quantile + 1 : Math.nextUp(quantile));
            }
            return new Cuts(bounds).divide(values);
        }
    }

    /**
     * @param scores from 2 to 9
     * @param byRow whether equal values are told apart by their row
     */
    record Ranks(int scores, boolean byRow) implements Scale {
        public Ranks {
            requireScores(scores);
        }

        @Override
        public Parts divide(double[] values) {
            int n = values.length;
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted((a, b) ->
                            Double.compare(values[a], values[b])) // stable: rows of equal values stay in order
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] scored = new int[n];
            for (int first = 0; first < n; ) {
                int end = first + 1;
                while (!byRow && end < n && values[order[end]] == values[order[first]]) {
                    end++;
                }
                for (int i = first; i < end; i++) {
                    scored[order[i]] = byRow ? tile(i, n) : midrank(first, end, n);
                }
                first = end;
            }
            return new Parts(Arrays.stream(scored).boxed().toList(), null);
        }

        /** The first {@code n mod scores} groups have one more than the others. */
        private int tile(int row, int n) {
            int size = n / scores;
            int larger = n % scores;
            int inLarger = larger * (size + 1);
            return row < inLarger ? row / (size + 1) + 1 : larger + (row - inLarger) / size + 1;
        }

        /** Ranks first + 1 to end have the average (first + 1 + end) / 2; doubled to stay whole. */
        private int midrank(int first, int end, int n) {
            long doubled = (long) first + 1 + end - 1;
            long numerator = scores * doubled;
            long denominator = 2L * n;
            return (int) Math.max(1, (numerator + denominator - 1) / denominator);
        }
    }

    private static void requireScores(int scores) {
        if (scores < 2 || scores > 9) {
            throw new IllegalArgumentException("scores must be 2 to 9, but were " + scores);
        }
    }

    /**
     * The quantile of sorted values, type 7.
     *
     * @param sorted rising, at least one, no NaN
     * @param p from 0 to 1
     */
    static double quantile(double[] sorted, double p) {
        Objects.checkIndex(0, sorted.length);
        double place = (sorted.length - 1) * p;
        int below = (int) Math.floor(place + 4 * Math.ulp(1.0)); // as R does: 0.6 x 5 is not below 3
        double part = place - below;
        if (Math.abs(part) < 4 * Math.ulp(1.0) || below + 1 >= sorted.length) {
            return sorted[Math.min(below, sorted.length - 1)];
        }
        return sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }
}
