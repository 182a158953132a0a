package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String SCENARIO = """
        scenario: win-back
        goal: {text: Dormant customers come back, when: {happened: orders}}
        owner: crm
        rationale: A coupon beats none
        start: {without: actions, lasting: 90 days}
        only-if: {in-segment: regulars}
        steps:
          - send: offer
            class: advertising
            purpose: newsletter
            by: [{mail: come-back}]
        """;

    private static final String SEGMENTS = """
        segments:
          - {segment: regulars, when: {count: orders, at-least: 2}}
        """;

    @TempDir
    private Path rules = Path.of("");

    private void write(String name, String text) throws IOException {
        Files.writeString(rules.resolve(name), text);
    }

    private Console check() {
        return Console.of("check", "--rules", rules.toString());
    }

    @Test
    void rulesThatCanRunAreCountedAndRemarkedOn() throws IOException {
        write("win-back.yaml", SCENARIO);
        write("segments.yaml", SEGMENTS);

        Console checked = check();

        assertThat(checked.exitCode()).isZero();
        assertThat(checked.printed())
                .contains("2 files: 1 scenario, 1 segment, 0 score models, 0 contents; 0 problems, 1 remark");
        assertThat(checked.complained()).contains("remark: ").contains("win-back.yaml: start.lasting");
    }

    @Test
    void whatIsWrongInSeveralFilesIsToldAtOnceAlsoWhenOneCannotEvenBeReadAsText() throws IOException {
        Files.write(rules.resolve("a.yaml"), "scenario: 休眠".getBytes(StandardCharsets.UTF_16));
        write("b.yaml", "scenario: [\n");
        write("c.yaml", SCENARIO.replace("owner: crm\n", ""));
        write("d.yaml", SCENARIO.replace("win-back", "other").replace("mail: come-back", "fax: come-back"));
        write("e.yaml", "colour: red\n");

        Console checked = check();

        assertThat(checked.exitCode()).isEqualTo(2);
        assertThat(checked.complained())
                .contains("a.yaml: is not UTF-8 text")
                .contains("b.yaml: line 1: this is not YAML that can be read")
                .contains("c.yaml: owner: the owner is missing")
                .contains("d.yaml: steps[0].by[0]")
                .contains("e.yaml: tells not what it is");
    }

    @Test
    void whatMayStandInAFileThatCannotBeReadIsNotCalledMissing() throws IOException {
        write("win-back.yaml", SCENARIO);
        write("segments.yaml", SEGMENTS.replace("count", "cuont"));

        assertThat(check().complained())
                .contains("segments.yaml: segments[0]")
                .doesNotContain("win-back.yaml: only-if");
    }

    @Test
    void whatOnlyTheWholeTellsIsToldToo() throws IOException {
        write("win-back.yaml", SCENARIO.replace("only-if:", "group: attention\nonly-if:"));
        write("other.yaml", SCENARIO.replace("win-back", "other") + "  - hand-over: win-back\n");
        write("segments.yaml", "segments:\n  - {segment: regulars, when: {in-segment: regulars}}\n");

        assertThat(check().complained())
                .contains("other.yaml: steps[1]: \"win-back\" does not start on request")
                .contains("regulars");
    }

    @Test
    void ofSeveralDefinitionsOfOneNameEveryFileIsNamedAndEachIsHeldToItsOwn() throws IOException {
        write("a.yaml", SCENARIO);
        write("b.yaml", SCENARIO.replace("mail: come-back", "fax: come-back"));
        write("c.yaml", SCENARIO.replace("regulars", "strangers"));
        write("segments.yaml", SEGMENTS);
        write("segments-again.yaml", SEGMENTS);

        String complained = check().complained();

        assertThat(complained.lines())
                .anyMatch(line -> line.contains("a.yaml: defines the scenario \"win-back\", and so do ")
                        && line.contains("b.yaml, ")
                        && line.endsWith("c.yaml; rename all but one"))
                .anyMatch(line -> line.contains("segments-again.yaml: defines the segment \"regulars\", and so does ")
                        && line.endsWith("segments.yaml; rename all but one"))
                .anyMatch(line -> line.contains("b.yaml: steps[0].by[0]") && line.contains("fax"))
                .anyMatch(line -> line.contains("c.yaml: only-if") && line.contains("strangers"));
        assertThat(complained).doesNotContain("a.yaml: steps").doesNotContain("two segments");
    }

    @Test
    void simulateTellsAllFilesAtOnceToo() throws IOException {
        Files.write(rules.resolve("a.yaml"), new byte[] {(byte) 0xff});
        write("b.yaml", "colour: red\n");

        Console simulated = Console.of("simulate", "--rules", rules.toString());

        assertThat(simulated.exitCode()).isEqualTo(2);
        assertThat(simulated.complained()).contains("a.yaml").contains("b.yaml");
    }
}
