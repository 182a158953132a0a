package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static final String MAP = """
            source: till
            customer: { column: who, missing: skip }
            time: { column: day, zone: UTC }
            orders: { price: yen, currency: JPY }
            """;

    @TempDir
    private Path folder;

    /** What a command printed and how it ended. */
    private record Ran(int exitCode, String printed, String complained) {}

    @Test
    void shippedReplayReadsEverythingAndRunsTheEightTemplates() throws IOException {
        Path out = folder.resolve("out");
        Ran ran = run("replay", "--out", out.toString());

        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.printed())
                .contains("order.placed", "bands of engagement", "vip", "where time went")
                .contains("welcome", "birthday");
        assertThat(out.resolve("summary.json")).content().contains("\"scenarios\"", "\"entered_people\"");
        assertThat(out.resolve("people.csv")).isNotEmptyFile();
        assertThat(out.resolve("sends.csv")).isNotEmptyFile();
    }

    @Test
    void logWithoutBadLinesEndsWithZeroAndDeclaredSkipsAreShown() throws IOException {
        Ran ran = replay("""
                who,day,yen
                1,2026-01-05,1200
                ,2026-01-06,300
                1,2026-01-07,800
                """);
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.printed()).contains("no customer id").containsPattern("order.placed +2");
    }

    @Test
    void badLinesEndWithOneAndTheRestGoesOn() throws IOException {
        Ran ran = replay("who,day,yen\n1,2026-01-05,1200\n2,yesterday,100\n");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.printed()).contains("unreadable time").containsPattern("people +1");
        assertThat(ran.complained()).contains("line 3: unreadable time");
    }

    @Test
    void badLinesOfAnEventLogAreToldWithWhatIsWrongAndWithoutTheirContent() throws IOException {
        Path log = Files.writeString(folder.resolve("log.jsonl"), """
                {"v":1,"type":"store.visited","source":"pos","id":"1","at":"yesterday","who":[{"scheme":"email","value":"a@b.example"}],"body":{"store":"s"}}
                not json
                """);
        Path out = folder.resolve("out");
        Ran ran = run("replay", "--events", log.toString(), "--out", out.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.complained())
                .containsPattern("line 1: invalid: .*at")
                .contains("line 2: malformed: ")
                .doesNotContain("a@b.example", "yesterday");
        assertThat(out.resolve("rejected_lines.csv")).content().containsPattern("1,\"?invalid: ");
    }

    @Test
    void invalidDefinitionsEndWithTwoAndAllProblemsOfAllFilesAreTold() throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("a.yaml"), "score-model: a\nrules: [{id: x}]\ncolour: red\n");
        Files.writeString(rules.resolve("b.yaml"), "segments: [{segment: vip, when: {cont: orders, at-least: 1}}]\n");
        Files.writeString(rules.resolve("c.yaml"), "whatever: 1\n");
        Ran ran = run("replay", "--rules", rules.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("a.yaml: rules[0]", "a.yaml: colour", "b.yaml: segments[0]", "c.yaml: tells not what it is");
        assertThat(ran.printed()).isEmpty();
    }

    @Test
    void aCsvLogWithoutAMapAndAnOutputThatIsNoFolderAreToldBeforeAnythingRuns() throws IOException {
        Path log = Files.writeString(folder.resolve("orders.csv"), "who,day,yen\n1,2026-01-05,1200\n");
        Ran ran = run("replay", "--events", log.toString(), "--out", log.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).contains("orders.csv: CSV needs --map", "--out: ", "is no folder");
        assertThat(ran.printed()).isEmpty();
    }

    @Test
    void aBrokenArchiveEndsWithTwoAndOneLine() throws IOException {
        Path log = Files.write(folder.resolve("log.jsonl.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        Ran ran = run("replay", "--events", log.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).startsWith("cannot be read or written: ").hasLineCount(1);
    }

    @Test
    void problemsOfAMapNameFileAndPlace() throws IOException {
        Path map =
                Files.writeString(folder.resolve("map.yaml"), "source: till\ncustomer: {column: who}\ncolour: red\n");
        Path log = Files.writeString(folder.resolve("orders.csv"), "who,day,yen\n");
        Ran ran = run("replay", "--events", log.toString(), "--map", map.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("map.yaml: customer.missing: is missing; write one of skip, reject", "map.yaml: colour: ");
    }

    @Test
    void invalidArgumentsEndWithTwoAndAreToldTogether() {
        Ran ran = run("replay", "--events", "nowhere.csv", "--map", "no-map.yaml", "--zone", "Edo");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).contains("nowhere.csv", "no-map.yaml", "\"Edo\"");
        assertThat(run("replay", "--colour", "red").exitCode()).isEqualTo(2);
        assertThat(run("replay", "--map", "maps/cdnow.yaml").exitCode()).isEqualTo(2);
    }

    @Test
    void logThatDoesNotFitItsMapEndsWithTwo() throws IOException {
        Ran ran = replay("customer,date\n1,2026-01-05\n");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).contains("no column \"who\"");
    }

    @Test
    void customerIsToldByIdentifierOrByTheIdOfTheLog() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), "who,day,yen\n17,2026-01-05,1200\n");
        Path map = Files.writeString(folder.resolve("map.yaml"), MAP);
        for (String who : new String[] {"17", "member:17"}) {
            Ran ran = run("replay", "--events", log.toString(), "--map", map.toString(), "--customer", who);
            assertThat(ran.exitCode()).as(ran.complained()).isZero();
            assertThat(ran.printed()).contains("known as member:17", "2026-01-05 00:00:00  order.placed");
        }
        Ran nobody = run("replay", "--events", log.toString(), "--map", map.toString(), "--customer", "18");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.complained()).contains("nobody is known as \"18\"");
    }

    private Ran replay(String log) throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), log);
        Path map = Files.writeString(folder.resolve("map.yaml"), MAP);
        return run("replay", "--events", file.toString(), "--map", map.toString());
    }

    private static Ran run(String... arguments) {
        PrintStream console = System.out;
        PrintStream complaints = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Enishi.run(arguments);
            return new Ran(
                    exitCode, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(console);
            System.setErr(complaints);
        }
    }
}
