package io.enishi.benchmarks.link;

import io.enishi.benchmarks.Job;
import io.enishi.identity.link.Evaluation;
import io.enishi.identity.link.HouseholdErrors;
import io.enishi.identity.link.LinkModel;
import io.enishi.identity.link.LinkSuggestion;
import io.enishi.identity.link.Linkage;
import io.enishi.identity.link.Linker;
import io.enishi.identity.link.Mode;
import java.util.Locale;
import java.util.Optional;

/**
 * Sets of people that the engine was not made with, linked by the model that it suggests itself, with its own prior and threshold.
 * {@code -Denishi.link.seeds=3} says how many of each; figures are means. <i>Best</i> is the best threshold with the truth known.
 */
public final class HeldOutJob implements Job {

    private static final int FIRST_SEED = 1_001;

    @Override
    public String name() {
        return "link.held-out";
    }

    @Override
    public String description() {
        return "links sets of many shapes by suggested models";
    }

    @Override
    public void run() {
        int seeds = Integer.getInteger("enishi.link.seeds", 2);
        String only = System.getProperty("enishi.link.only", "");
        double f1 = 0;
        double best = 0;
        int shapes = 0;
        for (Shape shape : Shape.all()) {
            if (!shape.name().contains(only)) {
                continue;
            }
            double[] sums = new double[6];
            for (int seed = 0; seed < seeds; seed++) {
                double[] figures = trial(shape, FIRST_SEED + seed);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += figures[i] / seeds;
                }
            }
            shapes++;
            f1 += sums[2];
            best += sums[4];
            System.out.println(String.format(
                    Locale.ROOT,
                    "link.held-out set=\"%s\" precision=%.3f recall=%.3f f1=%.3f b_cubed=%.3f best=%.3f"
                            + " households=%.4f",
                    shape.name(),
                    sums[0],
                    sums[1],
                    sums[2],
                    sums[3],
                    sums[4],
                    sums[5]));
        }
        System.out.println(
                String.format(Locale.ROOT, "link.held-out mean f1=%.4f best=%.4f", f1 / shapes, best / shapes));
    }

    private static double[] trial(Shape shape, long seed) {
        ShapedPeople.People people = ShapedPeople.of(shape, seed);
        LinkModel suggested = LinkSuggestion.of(people.table(), "held-out");
        LinkModel model = shape.sources() == 1
                ? suggested
                : new LinkModel(
                        suggested.name(),
                        suggested.comparisons(),
                        suggested.blocking(),
                        Mode.ONE_TO_ONE,
                        Optional.empty());
        Linkage linkage = Linker.of(model).withThreads(2).link(people.table());
        int[] clusters = linkage.clusters().toArray();
        Evaluation own = Evaluation.of(clusters, people.persons());
        double best = own.f1();
        for (int bits = -8; bits <= 24; bits += 2) {
            int[] at = linkage.clustersAt(1 / (1 + Math.pow(2, -bits))).toArray();
            best = Math.max(best, Evaluation.of(at, people.persons()).f1());
        }
        HouseholdErrors families = HouseholdErrors.of(clusters, people.persons(), people.households());
        return new double[] {own.precision(), own.recall(), own.f1(), own.bCubedF1(), best, families.rate()};
    }
}
