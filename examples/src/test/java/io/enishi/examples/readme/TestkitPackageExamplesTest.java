package io.enishi.examples.readme;

import static io.enishi.core.condition.Span.months;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import io.enishi.scenario.Scenario;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import io.enishi.testkit.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples in the packages of crm-testkit. */
class TestkitPackageExamplesTest {

    /** A store of the host's. */
    private static final class MyStore {
        static int emptied;

        static CustomerStore emptyInMemory() {
            emptied++;
            return new InMemoryCustomerStore();
        }
    }

    @Test
    void thePackagesShowWhatIsTested() throws IOException {
        new PackageExamples("testkit").areAllRunBy(TestkitPackageExamplesTest.class);
    }

    @Test
    void threeMonthsOfSilenceTakeMilliseconds() throws IOException {
        String yaml = Files.readString(Path.of("scenarios/17-dormant.yaml"));
        // example: testkit
        ScenarioHarness shop = ScenarioHarness.running(Scenario.parse(yaml))
                .from("2026-04-01T10:00")
                .start();
        Someone hanako = shop.given("hanako");
        hanako.orders("o-1", 5_000);

        shop.advance(months(3));

        hanako.assertSent("offer").on("mail").at("2026-07-01T10:00").withCouponUntil("2026-07-04T10:00");
        // end
        assertThatThrownBy(() -> hanako.assertNotSent("offer")).isInstanceOf(AssertionError.class);
        shop.close();
    }

    @Test
    void aStoreIsPlayedAHundredStoriesOf() {
        // example: testkit.simulation
        Simulation.on(MyStore::emptyInMemory)
                .check(1, 100); // a hundred seeds; throws with the story of the first that breaks a law
        // end
        assertThat(MyStore.emptied).isGreaterThanOrEqualTo(100);
    }
}
