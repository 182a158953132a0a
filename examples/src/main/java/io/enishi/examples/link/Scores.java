package io.enishi.examples.link;

import io.enishi.identity.link.Clusters;
import io.enishi.identity.link.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Clusters against the truth, in words. */
final class Scores {

    private Scores() {}

    static String of(Clusters clusters, List<String> truth) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] people = new int[truth.size()];
        for (int i = 0; i < people.length; i++) {
            // A row without a person is a person of its own.
            String person = truth.get(i).isEmpty() ? "\u0000" + i : truth.get(i);
            people[i] = numbers.computeIfAbsent(person, any -> numbers.size());
        }
        Evaluation evaluation = Evaluation.of(clusters.toArray(), people);
        return String.format(
                Locale.ROOT,
                "pairwise: F1 %.4f, precision %.4f, recall %.4f (%d right of %d linked, %d to find)%n"
                        + "B-cubed:  F1 %.4f, precision %.4f, recall %.4f",
                evaluation.f1(),
                evaluation.precision(),
                evaluation.recall(),
                evaluation.right(),
                evaluation.linked(),
                evaluation.actual(),
                evaluation.bCubedF1(),
                evaluation.bCubedPrecision(),
                evaluation.bCubedRecall());
    }
}
