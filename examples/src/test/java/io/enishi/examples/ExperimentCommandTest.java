package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code experiment} on a shop's own CSV. */
class ExperimentCommandTest {

    @TempDir
    private Path folder;

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("runs.csv"), List.of(lines));
    }

    private Path counts(int a, int ofA, int b, int ofB) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("arm,bought,yen");
        for (int i = 0; i < ofA; i++) {
            lines.add("Plain Subject," + (i < a ? "1,3000" : "0,"));
        }
        for (int i = 0; i < ofB; i++) {
            lines.add("Named Subject," + (i < b ? "1,3000" : "0,"));
        }
        return file(lines.toArray(new String[0]));
    }

    private Console run(Path file, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("experiment", "--log", file.toString(), "--arm", "arm", "--converted", "bought"));
        arguments.addAll(List.of(more));
        return Console.of(arguments.toArray(new String[0]));
    }

    @Test
    void aClearWinnerIsProposed() throws IOException {
        Path json = folder.resolve("report.json");
        Console ran = run(counts(200, 10_000, 300, 10_000), "--revenue", "yen", "--json", json.toString());
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.printed()).contains("verdict: propose named-subject");
        JsonNode told = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(told.get("verdict").asString()).isEqualTo("proposal");
        assertThat(told.get("proposed").asString()).isEqualTo("named-subject");
        assertThat(told.get("arms").get(0).get("revenue_per_run").asDouble()).isCloseTo(60, within(1e-9));
        assertThat(told.get("comparisons").get(0).get("difference").asDouble()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void tooLittleIsAnAnswerWithExitCodeOne() throws IOException {
        Console ran = run(counts(2, 100, 3, 100), "--japanese");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.printed()).contains("判定: データ不足");
    }

    @Test
    void sizesThatDoNotFitBlockTheVerdictUnlessTheSharesSaySo() throws IOException {
        Path file = counts(200, 10_000, 60, 2_000);
        Console ran = run(file);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.printed()).contains("no verdict: the arms do not have the sizes of their shares");
        assertThat(run(file, "--shares", "Plain Subject=83.33%,named-subject=16.67%")
                        .printed())
                .doesNotContain("no verdict");
    }

    @Test
    void whatIsWrongIsSaidByName() throws IOException {
        Path bad = file("arm,bought", "a,1", "b,maybe", "b,0");
        assertThat(run(bad).exitCode()).isEqualTo(2);
        assertThat(run(bad).complained()).contains("line 3").contains("1 rows cannot be read");
        assertThat(run(bad, "--skip-bad-rows").exitCode()).isEqualTo(1);
        assertThat(run(counts(1, 10, 1, 10), "--control", "red").complained())
                .contains("--control: no row has the arm \"red\"; use one of Plain Subject, Named Subject");
        assertThat(run(counts(1, 10, 1, 10), "--measure", "clicks").complained())
                .contains("--measure: there is no measure \"clicks\"");
        assertThat(run(counts(1, 10, 1, 10), "--detects", "0.1").complained()).contains("goes with --detects only");
        assertThat(run(file("arm,bought")).complained()).contains("no row has an arm");
        assertThat(run(file("arm,bought", "A b,1", "a-B,1")).complained()).contains("A b and a-B");
        assertThat(run(folder.resolve("none.csv")).exitCode()).isEqualTo(2);
    }

    @Test
    void whatWouldCountForNothingIsRefused() throws IOException {
        Path file = counts(200, 1_000, 300, 1_000);
        Path definition = Files.writeString(
                folder.resolve("experiment.yaml"),
                "experiment: subject\narms: [{arm: plain-subject, share: 50%}, {arm: named-subject, share: 50%}]\n");

        assertThat(run(file, "--alpha", "0.01").complained())
                .startsWith("--alpha: belongs to a plan, and there is none");
        assertThat(run(file, "--power", "0.9").exitCode()).isEqualTo(2);
        assertThat(run(file, "--expects", "0.02", "--detects", "0.01", "--alpha", "7")
                        .complained())
                .contains("alpha must be between 0.0 and 0.5");
        assertThat(run(file, "--definition", definition.toString()).exitCode()).isNotEqualTo(2);
        assertThat(run(file, "--definition", definition.toString(), "--control", "Plain Subject", "--alpha", "0.1")
                        .complained()
                        .lines())
                .containsExactly(
                        "--alpha: is said by the definition; leave one of them out",
                        "--control: is said by the definition; leave one of them out");
        assertThat(run(file, "--definition", folder.toString()).complained()).contains("is a folder");
    }

    @Test
    void hillstromsHoldoutTellsWhatTheMailBrought() throws IOException {
        Path data = Path.of("../../shared/data/scoring/hillstrom_mens_vs_control.csv.gz");
        assumeTrue(Files.isReadable(data));
        Path json = folder.resolve("report.json");
        Console ran = Console.of(
                "experiment",
                "--log",
                data.toString(),
                "--arm",
                "segment",
                "--converted",
                "visit",
                "--revenue",
                "spend",
                "--holdout",
                "No E-Mail",
                "--json",
                json.toString());
        assertThat(ran.complained()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(1); // one arm and the holdout: nothing to compare among arms
        JsonNode uplift = JsonMapper.shared()
                .readTree(Files.readString(json))
                .get("against_holdout")
                .get(0);
        assertThat(uplift.get("conversions").asDouble()).isCloseTo(0.07658956365153125, within(1e-12));
        assertThat(uplift.get("revenue").asDouble()).isCloseTo(0.7698271558945367, within(1e-9));
    }
}
