package io.enishi.examples.link;

import io.enishi.identity.link.Clusters;
import io.enishi.identity.link.Evaluation;
import io.enishi.identity.link.HouseholdErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Clusters against the truth, in words. */
final class Scores {

    private static final int DRAWS = 200;

    private Scores() {}

    static String of(Clusters clusters, List<String> truth, List<String> households) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] people = new int[truth.size()];
        for (int i = 0; i < people.length; i++) {
            // A row without a person is a person of its own.
            String person = truth.get(i).isEmpty() ? "\u0000" + i : truth.get(i);
            people[i] = numbers.computeIfAbsent(person, any -> numbers.size());
        }
        int[] of = clusters.toArray();
        Evaluation evaluation = Evaluation.of(of, people);
        Evaluation.Intervals intervals = Evaluation.intervals(of, people, DRAWS);
        String text = String.format(
                Locale.ROOT,
                "pairwise: F1 %.4f (95 %% between %.4f and %.4f), precision %.4f, recall %.4f (%d right of %d linked,"
                        + " %d to find)%nB-cubed:  F1 %.4f (95 %% between %.4f and %.4f), precision %.4f, recall %.4f",
                evaluation.f1(),
                intervals.pairwise().low(),
                intervals.pairwise().high(),
                evaluation.precision(),
                evaluation.recall(),
                evaluation.right(),
                evaluation.linked(),
                evaluation.actual(),
                evaluation.bCubedF1(),
                intervals.bCubed().low(),
                intervals.bCubed().high(),
                evaluation.bCubedPrecision(),
                evaluation.bCubedRecall());
        if (households.isEmpty()) {
            return text;
        }
        Map<String, Integer> homes = new HashMap<>();
        int[] household = new int[people.length];
        for (int i = 0; i < people.length; i++) {
            household[i] =
                    households.get(i).isEmpty() ? 0 : homes.computeIfAbsent(households.get(i), any -> homes.size() + 1);
        }
        HouseholdErrors errors = HouseholdErrors.of(of, people, household);
        return text
                + String.format(
                        Locale.ROOT,
                        "%nhouseholds: %.2f %% wrong (%d of %d pairs of two people of one household)",
                        100 * errors.rate(),
                        errors.wrong(),
                        errors.candidates());
    }
}
