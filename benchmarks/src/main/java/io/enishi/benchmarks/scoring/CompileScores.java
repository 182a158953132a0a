package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.scoring.ScoreModel;
import java.util.Arrays;
import java.util.Locale;

/** How long it takes to read and compile a model of twenty rules: the first one of the JVM, and when warm. */
public final class CompileScores implements Job {

    private static final int RUNS = 201;

    @Override
    public String name() {
        return "scoring.compile";
    }

    @Override
    public String description() {
        return "a model of 20 rules, read from YAML and compiled: cold, and warm (median of " + RUNS + ")";
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        ScoreModel model = ScoringVsRuleTable.model();
        double cold = (System.nanoTime() - start) / 1e6;
        String yaml = model.toYaml();
        long[] built = new long[RUNS];
        long[] parsed = new long[RUNS];
        long rules = 0;
        for (int i = 0; i < RUNS; i++) {
            start = System.nanoTime();
            rules += ScoringVsRuleTable.model().rules().size();
            built[i] = System.nanoTime() - start;
            start = System.nanoTime();
            rules += ScoreModel.parse(yaml).rules().size();
            parsed[i] = System.nanoTime() - start;
        }
        if (rules != 40L * RUNS) {
            throw new IllegalStateException("20 rules were expected in each model");
        }
        Arrays.sort(built);
        Arrays.sort(parsed);
        System.out.printf(
                Locale.ROOT,
                "%s warm_ms=%.2f warm_with_parsing_ms=%.2f cold_ms=%.0f goal_ms=10%n",
                name(),
                built[RUNS / 2] / 1e6,
                parsed[RUNS / 2] / 1e6,
                cold);
    }
}
