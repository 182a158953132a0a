package io.enishi.benchmarks.link;

import io.enishi.benchmarks.Job;
import io.enishi.identity.link.Evaluation;
import io.enishi.identity.link.HouseholdErrors;
import io.enishi.identity.link.LinkModel;
import io.enishi.identity.link.LinkSuggestion;
import io.enishi.identity.link.Linkage;
import io.enishi.identity.link.Linker;
import io.enishi.identity.link.Mode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Sets of people that the engine was not made with, linked by the model that it suggests itself, with its own prior and threshold.
 * {@code -Denishi.link.seeds=3} says how many of each and {@code -Denishi.link.only=text} which; figures are means. <i>Best</i> is the best threshold with the truth known.
 */
public final class HeldOutJob implements Job {

    private static final int FIRST_SEED = 1_001;

    private final String name;
    private final String description;
    private final Map<String, LongFunction<People>> sets;

    private HeldOutJob(String name, String description, Map<String, LongFunction<People>> sets) {
        this.name = name;
        this.description = description;
        this.sets = sets;
    }

    /** The sets that the suggestion of models was improved by. */
    public static HeldOutJob first() {
        Map<String, LongFunction<People>> sets = new LinkedHashMap<>();
        Shape.all().forEach(shape -> sets.put(shape.name(), seed -> ShapedPeople.of(shape, seed)));
        return new HeldOutJob("link.held-out", "links sets of many shapes by suggested models", sets);
    }

    /** Sets of other columns and other habits of writing. */
    public static HeldOutJob further() {
        Map<String, LongFunction<People>> sets = new LinkedHashMap<>();
        FurtherShape.all().forEach(shape -> sets.put(shape.name(), seed -> FurtherPeople.of(shape, seed)));
        return new HeldOutJob("link.further", "the same for shops of other habits", sets);
    }

    /** A town whose people come again, with real names and streets. */
    public static HeldOutJob town() {
        Map<String, LongFunction<People>> sets = new LinkedHashMap<>();
        TownShape.all().forEach(shape -> sets.put(shape.name(), seed -> TownPeople.of(shape, seed)));
        return new HeldOutJob("link.town", "the same for towns of real names and streets", sets);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void run() {
        int seeds = Integer.getInteger("enishi.link.seeds", 2);
        String only = System.getProperty("enishi.link.only", "");
        double f1 = 0;
        double best = 0;
        int shapes = 0;
        for (Map.Entry<String, LongFunction<People>> set : sets.entrySet()) {
            if (!set.getKey().contains(only)) {
                continue;
            }
            double[] sums = new double[6];
            for (int seed = 0; seed < seeds; seed++) {
                double[] figures = trial(set.getValue().apply(FIRST_SEED + seed));
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += figures[i] / seeds;
                }
            }
            shapes++;
            f1 += sums[2];
            best += sums[4];
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s set=\"%s\" precision=%.3f recall=%.3f f1=%.3f b_cubed=%.3f best=%.3f households=%.4f",
                    name,
                    set.getKey(),
                    sums[0],
                    sums[1],
                    sums[2],
                    sums[3],
                    sums[4],
                    sums[5]));
        }
        System.out.println(String.format(Locale.ROOT, "%s mean f1=%.4f best=%.4f", name, f1 / shapes, best / shapes));
    }

    private static double[] trial(People people) {
        LinkModel suggested = LinkSuggestion.of(people.table(), "held-out");
        boolean oneFile = people.table().source(0).isEmpty();
        LinkModel model = oneFile
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
