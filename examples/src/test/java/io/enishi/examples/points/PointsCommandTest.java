package io.enishi.examples.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PointsCommandTest {

    @TempDir
    private Path folder;

    private static int run(String... arguments) {
        return new CommandLine(new PointsCommand()).execute(arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void linesInAnyOrderAndRepeatedAreScoredByAModelAndListedWithReasons() throws IOException {
        Path events = file("events.csv", """
            customer,type,time,event_id,order,amount,channel
            m-2,mail_opened,2026-04-03,e5,,,mail
            m-1,order.refunded,2026-04-04T10:00:00+09:00,e4,o-1,1000,
            m-1,order.placed,2026-04-02,e2,o-1,4000,
            m-1,mail_opened,2026-04-01,e1,,,mail
            m-1,mail_opened,2026-04-01,e1,,,mail
            =m-3,mail_opened,2026-04-01,e3,,,line
            """);
        Path rules = file("rules.yaml", """
            score-model: interest
            rules:
              - id: opened
                when: custom:mail_opened
                where:
                  channel: mail
                points: 7
              - id: purchase
                when: order.placed
                points: 30
                reversed: true
            """);
        Path out = folder.resolve("out.csv");

        assertThat(run(
                        "--events",
                        events.toString(),
                        "--rules",
                        rules.toString(),
                        "--at",
                        "2026-05-01",
                        "--out",
                        out.toString()))
                .isZero();
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "rank,customer,score,exact,points,band,cell,changes_at,reasons",
                        "1,m-1,30,30,30,,,,purchase +23 (1 event); opened +7 (1 event)",
                        "2,m-2,7,7,7,,,,opened +7 (1 event)",
                        "3,'=m-3,0,0,0,,,,");
    }

    @Test
    void aDayInEightDigitsIsADayUnlessItsColumnCountsMilliseconds() throws IOException {
        Path rules = file("rules.yaml", """
            score-model: interest
            rules:
              - {id: opened, when: "custom:mail_opened", points: 8, half-life: 1 day}
            """);
        String rows = "a,mail_opened,20260401\nb,mail_opened,1775001600000\nc,mail_opened,2026-03-31T24:00\n";
        Path days = file("days.csv", "customer,type,time\n" + rows.replace("2026-03-31T24:00", "2026/4/1 00:00"));
        Path millis = file("millis.csv", "customer,type,ts_ms\na,mail_opened,86400000\n");
        Path seconds = file("seconds.csv", "customer,type,time\na,mail_opened,1775001600\n");
        Path out = folder.resolve("out.csv");

        assertThat(run("--log", days.toString(), "--rules", rules.toString(), "--at", "20260402", "--out", out + ""))
                .isZero();
        assertThat(Files.readString(out)).contains("1,a,4,").contains("2,b,4,").contains("3,c,4,");
        assertThat(run("--log", millis.toString(), "--rules", rules.toString(), "--at", "172800000", "--out", out + ""))
                .isZero();
        assertThat(Files.readString(out)).contains("1,a,4,");
        assertThat(run("--log", seconds.toString(), "--rules", rules.toString()))
                .isEqualTo(2);
    }

    @Test
    void badLinesAreCountedAndBadRulesAreToldAllAtOnce() throws IOException {
        Path events = file("events.csv", """
            customer,type,time
            m-1,visited,yesterday
            ,visited,2026-04-01
            m-1,visited,2026-04-01
            """);
        Path rules = file("rules.json", """
            {"rules": [{"id": "visit", "type": "visited", "points": 5}]}
            """);
        Path out = folder.resolve("out.csv");
        assertThat(run("--events", events.toString(), "--rules", rules.toString(), "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out).doesNotExist();
        assertThat(run(
                        "--events",
                        events.toString(),
                        "--rules",
                        rules.toString(),
                        "--out",
                        out.toString(),
                        "--skip-bad-rows"))
                .isEqualTo(1);
        assertThat(Files.readAllLines(out)).hasSize(2).last().asString().startsWith("1,m-1,5,5,5");

        Path bad = file("bad.json", """
            {"rules": [{"id": "visit", "type": "visited", "points": 5, "colour": 1, "cap": {"kind": "moon", "n": 1}},
                       {"id": "half", "type": "visited", "points": 0.5}]}
            """);
        assertThat(run("--events", events.toString(), "--rules", bad.toString()))
                .isEqualTo(2);
        assertThat(run("--events", folder.resolve("none.csv").toString(), "--rules", rules.toString()))
                .isEqualTo(2);
    }

    /** The reference points through the command line: every raw score, and every tier. */
    @Test
    void theReferencePointsComeOutOfTheirOwnFiles() throws IOException {
        Path golden = Path.of("").toAbsolutePath();
        while (golden != null && !Files.isDirectory(golden.resolve("shared/golden/scoring"))) {
            golden = golden.getParent();
        }
        assumeTrue(golden != null, "no reference data beside this checkout");
        Path data = golden.resolve("shared/golden/scoring");
        Map<String, Map<String, String[]>> listed = new HashMap<>();
        int checked = 0;
        for (String line : Files.readAllLines(data.resolve("points_expected.csv"))) {
            String[] expected = line.split(",", -1);
            if (expected[0].equals("case")) {
                continue;
            }
            String key = expected[0] + expected[1];
            if (!listed.containsKey(key)) {
                Path out = folder.resolve(key + ".csv");
                List<String> arguments = new ArrayList<>(List.of(
                        "--events", data.resolve("points_events.csv.gz").toString(),
                        "--rules", data.resolve("points_rules.json").toString(),
                        "--at", expected[1],
                        "--out", out.toString()));
                if (expected[0].equals("merged")) {
                    arguments.add("--merged");
                }
                assertThat(run(arguments.toArray(String[]::new))).isZero();
                Map<String, String[]> rows = new HashMap<>();
                Files.readAllLines(out).forEach(row -> rows.put(row.split(",", -1)[1], row.split(",", -1)));
                listed.put(key, rows);
            }
            String[] row = listed.get(key).get(expected[2]);
            double raw = Double.parseDouble(expected[3]);
            assertThat(Double.parseDouble(row[4]))
                    .as(line)
                    .isCloseTo(raw, within(Math.abs(raw) >= 1_000 ? 1e-8 : 1e-9));
            assertThat(Double.parseDouble(row[3])).as(line).isCloseTo(Double.parseDouble(expected[4]), within(1e-8));
            assertThat(row[5]).as(line).isEqualTo(expected[5]);
            checked++;
        }
        assertThat(checked).isEqualTo(2_250);
    }
}
