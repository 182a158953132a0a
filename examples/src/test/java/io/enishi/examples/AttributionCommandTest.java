package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AttributionCommandTest {

    private static final Path PATHS = Path.of("../../shared/data/scoring/attribution_pathdata.csv");

    @TempDir
    private Path folder;

    @Test
    void tenThousandPathsAreDividedByEveryModelWithCostAndReturn() throws IOException {
        assumeTrue(Files.isReadable(PATHS), "no " + PATHS);
        Path json = folder.resolve("out.json");
        Path csv = folder.resolve("out.csv");
        Console ran = Console.of(
                "attribution",
                "--paths",
                PATHS.toString(),
                "--path",
                "path",
                "--conversions",
                "total_conversions",
                "--value",
                "total_conversion_value",
                "--nulls",
                "total_null",
                "--cost",
                "alpha=1000",
                "--json",
                json.toString(),
                "--csv",
                csv.toString());
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        JsonNode models = JsonMapper.shared().readTree(Files.readString(json)).get("models");
        JsonNode alpha = models.get("markov").get("channels").get("alpha");
        assertThat(alpha.get("conversions").asDouble()).isCloseTo(5344.947682085164, within(1e-5));
        assertThat(alpha.get("returnOnCost").asDouble())
                .isCloseTo(alpha.get("value").asDouble() / 1000, within(1e-12));
        assertThat(models.get("shapley")
                        .get("channels")
                        .get("eta")
                        .get("conversions")
                        .asDouble())
                .isCloseTo(3613.6559523809506, within(1e-5));
        assertThat(models.get("markov").get("removalEffects").get("beta").asDouble())
                .isCloseTo(0.2640385357412365, within(1e-10));
        assertThat(Files.readAllLines(csv)).hasSize(1 + 6 * 12);
    }

    @Test
    void aLogOfContactsIsCutIntoPaths() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), """
            who,at,channel,order,paid
            a,2026-01-01,search,,
            a,2026-01-06 10:00,mail,,
            a,2026-01-15,display,1,500
            b,20260102,search,0,
            """);
        Path json = folder.resolve("out.json");
        Console ran = log(log, "--value", "paid", "--json", json.toString());
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        JsonNode models = JsonMapper.shared().readTree(Files.readString(json)).get("models");
        assertThat(models.get("first")
                        .get("channels")
                        .get("search")
                        .get("value")
                        .asDouble())
                .isEqualTo(500);
        assertThat(models.get("last")
                        .get("channels")
                        .get("display")
                        .get("conversions")
                        .asDouble())
                .isEqualTo(1);
        assertThat(models.get("time-decay")
                        .get("channels")
                        .get("search")
                        .get("conversions")
                        .asDouble())
                .isBetween(0.1, 0.2);
    }

    @Test
    void badRowsAndArgumentsAreTold() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), """
            who,at,channel,order,paid
            a,soon,search,,
            ,2026-01-06,mail,,
            b,2026-01-06,,,
            c,2026-01-06,mail,1,much
            """);
        Console ran = log(log, "--value", "paid");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("line 2: unusable contact: \"soon\" is no date")
                .contains("line 3: no customer id")
                .contains("line 4: neither contact nor order")
                .contains("line 5: unreadable value: \"much\" is no number");
        assertThat(Console.of("attribution").complained()).contains("exactly one of them");
        assertThat(Console.of("attribution", "--paths", "x", "--model", "time-decay,best")
                        .complained())
                .contains("time-decay needs times", "no model is named \"best\"");
        assertThat(Console.of("attribution", "--paths", "x").complained()).contains("--path", "--conversions");
    }

    private static Console log(Path log, String... more) {
        String[] all = Stream.concat(
                        Stream.of(
                                "attribution",
                                "--log",
                                log.toString(),
                                "--customer",
                                "who",
                                "--date",
                                "at",
                                "--channel",
                                "channel",
                                "--conversion",
                                "order"),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return Console.of(all);
    }
}
