package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.examples.replay.Summary.ScenarioFigures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    @Test
    void jsonHasTheFieldsThatOthersReadButNoTimes() {
        String json = SummaryJson.write(summary());
        assertThat(json)
                .contains(
                        "\"events\" : 12",
                        "\"people\" : 3",
                        "\"merges\" : 1",
                        "\"high\" : 2",
                        "\"dormant\" : 1",
                        "\"entries\" : 4",
                        "\"entered_people\" : 2",
                        "\"mail\" : 3",
                        "\"no-consent\" : 5",
                        "\"no customer id\" : 7")
                .doesNotContain("decide");
    }

    @Test
    void textShowsEveryFigure() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SummaryText(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(summary());
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "bands of engagement",
                        "win-back",
                        "sent by mail",
                        "no-consent",
                        "no customer id",
                        "first: line 624",
                        "decide");
    }

    @Test
    void textsThatASpreadsheetWouldRunAreDefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("details.csv");
        try (Table table = new Table(file, "who", "amount")) {
            table.row("=cmd()", -5);
            table.row("+81 90 1234 5678", 7);
            table.row("＝cmd()", 0);
            table.row("plain", 8);
            table.row("-", 9);
        }
        assertThat(Files.readAllLines(file))
                .isEqualTo(List.of("who,amount", "'=cmd(),-5", "'+81 90 1234 5678,7", "'＝cmd(),0", "plain,8", "-,9"));
    }

    private static Summary summary() {
        Summary summary = new Summary();
        summary.events = 12;
        summary.eventsByType.put("order.placed", 12L);
        summary.people = 3;
        summary.merges = 1;
        summary.bands.put("engagement", Map.of("high", 2L));
        summary.segments.put("dormant", 1L);
        ScenarioFigures winBack = summary.scenario("win-back");
        winBack.entries = 4;
        winBack.enteredPeople = 2;
        winBack.sends.put("mail", 3L);
        summary.refusals.put("no-consent", 5L);
        summary.rejectedLines.put("no customer id", 7);
        summary.firstRejectedLines.put("no customer id", 624L);
        summary.phases.put("decide", Duration.ofMillis(20));
        return summary;
    }
}
