package io.enishi.scenario.experiment.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the effect one reaches by treating the people with the highest scores first. Radcliffe (2007), Using control groups to
 * target on predicted lift, Direct Marketing Analytics Journal 1(3).
 *
 * @param cuts after equal parts of the people, in order, the last of them everybody
 */
public record Qini(List<Cut> cuts) {

    public Qini {
        cuts = List.copyOf(cuts);
    }

    /**
     * @param people how many have the highest scores
     * @param gain what treating them brought: outcome of the treated less outcome of the others, scaled to as many as were treated
     */
    public record Cut(int people, double gain) {}

    /**
     * Cuts people, sorted by falling score and as given where scores are equal, into {@code parts}: at the first ⌊n k / parts⌋ the gain is
     * Y_t - Y_c n_t / n_c.
     *
     * @param scores finite
     * @param treated as many
     * @param outcomes as many, finite
     * @return unknown if nobody of a first part was treated, or everybody
     */
    public static Answer<Qini> of(double[] scores, boolean[] treated, double[] outcomes, int parts) {
        int n = scores.length;
        if (treated.length != n || outcomes.length != n || parts < 1) {
            throw new IllegalArgumentException(
                    "there must be as many scores, treatments and outcomes, and a part, but are " + n + ", "
                            + treated.length + ", " + outcomes.length + " and " + parts);
        }
        for (int i = 0; i < n; i++) {
            Arguments.finite("score", scores[i]);
            Arguments.finite("outcome", outcomes[i]);
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Cut> cuts = new ArrayList<>(parts);
        double ofTreated = 0;
        double ofOthers = 0;
        long others = 0;
        int next = 0;
        for (int k = 1; k <= parts; k++) {
            int end = (int) ((long) n * k / parts);
            for (; next < end; next++) {
                int who = order[next];
                if (treated[who]) {
                    ofTreated += outcomes[who];
                } else {
                    ofOthers += outcomes[who];
                    others++;
                }
            }
            if (others == 0 || others == end) {
                return Answer.unknown(
                        n == 0 ? Answer.Lack.NOBODY : Answer.Lack.TOO_FEW,
                        "of the first " + end + " people " + (others == 0 ? "everybody" : "nobody") + " was treated");
            }
            cuts.add(new Cut(end, ofTreated - ofOthers * (end - others) / others));
        }
        return Answer.of(new Qini(cuts));
    }

    /** Area under the curve of gains over the share of people (trapezia from 0). */
    public double area() {
        double area = 0;
        double before = 0;
        int people = 0;
        for (Cut cut : cuts) {
            area += (before + cut.gain()) / 2 * (cut.people() - people);
            before = cut.gain();
            people = cut.people();
        }
        return people == 0 ? 0 : area / people;
    }

    /** Area between the curve and the straight line to its end, which treating people at random gives; above 0 if the scores help. */
    public double coefficient() {
        return cuts.isEmpty() ? 0 : area() - cuts.get(cuts.size() - 1).gain() / 2;
    }
}
