package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.testkit.simulation.Simulation;
import io.enishi.testkit.simulation.Story;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Workers that share a database, with every trouble of a seed. Whatever stores have to answer alike shows in the story, so that it is the one
 * that is told in memory, step by step.
 *
 * <p>{@code -Denishi.simulation.h2.seeds=2000} runs more seeds, {@code -Denishi.simulation.first=42} begins elsewhere.
 */
class SimulationOnH2Test {

    private static final long FIRST = Long.getLong("enishi.simulation.first", 1);
    private static final int SEEDS = Integer.getInteger("enishi.simulation.h2.seeds", 60);
    /** Lines of a story that are shown before the one that differs. */
    private static final int BEFORE = 12;

    @Test
    void everyLawHoldsUnderEverySeedAndEveryStoryIsToldAsInMemory() {
        holdsOn(Databases.h2(), SEEDS);
    }

    /** Tells the stories of some seeds on a database. */
    static void holdsOn(DataSource database, int seeds) {
        Simulation onDatabase = Simulation.on(() -> Databases.newShop(database));
        Simulation inMemory = Simulation.inMemory();
        for (long seed = FIRST; seed < FIRST + seeds; seed++) {
            Story told = onDatabase.run(seed);
            assertThat(told.holds())
                    .as(() -> onDatabase.reduced(told).toString())
                    .isTrue();
            isToldAlike(told, inMemory.run(seed));
        }
    }

    private static void isToldAlike(Story told, Story expected) {
        List<String> left = told.steps();
        List<String> right = expected.steps();
        int same = 0;
        while (same < Math.min(left.size(), right.size()) && left.get(same).equals(right.get(same))) {
            same++;
        }
        List<String> before = left.subList(Math.max(0, same - BEFORE), same);
        assertThat(left.subList(same, left.size()).stream().limit(3).toList())
                .as("the story of seed " + told.seed() + " after\n" + String.join("\n", before))
                .isEqualTo(right.subList(same, right.size()).stream().limit(3).toList());
    }
}
