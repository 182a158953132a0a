package io.enishi.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs a thousand seeds; {@code -Denishi.simulation.seeds=20000} runs more, {@code -Denishi.simulation.first=...} begins elsewhere, and
 * {@code -Denishi.simulation.seed=42} runs one and prints its story.
 */
class SimulationTest {

    private static final long FIRST = Long.getLong("enishi.simulation.first", 1);
    private static final int SEEDS = Integer.getInteger("enishi.simulation.seeds", 1_000);

    private final Simulation simulation = Simulation.inMemory();

    @Test
    void everyLawHoldsUnderEverySeed() {
        Long one = Long.getLong("enishi.simulation.seed");
        if (one != null) {
            Story story = simulation.run(one);
            System.out.println(story);
            assertThat(story.wrong()).isEmpty();
            return;
        }
        Map<String, Long> counted = simulation.check(FIRST, SEEDS);
        assertThat(counted)
                .as("what the seeds came to")
                .containsKeys(
                        "crashes at work",
                        "commits lost",
                        "claims again",
                        "claims at the cap",
                        "merged people",
                        "erased",
                        "judged");
        assertThat(counted.get("crashes")).as("each has a crash").isGreaterThanOrEqualTo(SEEDS);
    }

    @Test
    void aSeedTellsTheSameStoryEachTime() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(simulation.run(seed)).isEqualTo(simulation.run(seed));
        }
    }

    @Test
    void aRunNeedsAStep() {
        assertThatThrownBy(() -> simulation.steps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step")
                .hasMessageContaining("0");
    }
}
