package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate}, {@code why} and {@code diagram} from the command line. */
class SimulateCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");
    private Path rules = Path.of("");

    @BeforeEach
    void aSmallShopAndOneScenario() throws IOException {
        log = folder.resolve("shop.jsonl");
        Console.of("shop", log.toString(), "--people", "60");
        rules = Files.createDirectory(folder.resolve("rules"));
        Files.copy(Path.of("scenarios/17-dormant.yaml"), rules.resolve("win-back.yaml"));
    }

    @Test
    void theSameLogGivesTheSameFilesWhateverTheThreads() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");

        assertThat(simulate(one, "1").exitCode()).isZero();
        assertThat(simulate(two, "2").exitCode()).isZero();

        for (String file : new String[] {
            "summary.json",
            "summary.txt",
            "sends.csv",
            "per_day.csv",
            "per_hour.csv",
            "coupon_liability.csv",
            "cost.csv"
        }) {
            assertThat(Files.readString(two.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(one.resolve(file)))
                    .isNotBlank();
        }
        assertThat(Files.readAllLines(one.resolve("sends.csv"))).hasSizeGreaterThan(5);
        assertThat(Files.readString(one.resolve("sends.csv"))).doesNotContain("@"); // ids only
    }

    private Console simulate(Path out, String threads) {
        return Console.of(
                "simulate",
                "--events",
                log.toString(),
                "--rules",
                rules.toString(),
                "--threads",
                threads,
                "--out",
                out.toString());
    }

    @Test
    void otherRulesAreComparedMessageByMessage() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(
                other.resolve("win-back.yaml"),
                Files.readString(rules.resolve("win-back.yaml")).replace("send: reminder", "send: last-call"));
        Path out = folder.resolve("out");

        Console told = Console.of(
                "simulate",
                "--events",
                log.toString(),
                "--rules",
                rules.toString(),
                "--against",
                other.toString(),
                "--out",
                out.toString());

        assertThat(told.exitCode()).isZero();
        assertThat(told.printed()).contains("what --against changes");
        assertThat(Files.readString(out.resolve("diff.csv"))).contains("lost,", "gained,");
        assertThat(Files.readString(out.resolve("diff.json"))).contains("\"definition_changed\" : true");
        assertThat(out.resolve("against").resolve("summary.json")).exists();
    }

    @Test
    void whyIsToldInEnglishInJapaneseAndAsData() {
        String member = "member:m-00001";
        String[] asked = {"why", member, "win-back", "--events", log.toString(), "--rules", rules.toString()};

        assertThat(Console.of(asked).printed()).contains("scenario win-back: Dormant customers buy again", "by mail");
        assertThat(Console.of(with(asked, "--lang", "ja")).printed()).contains("シナリオ「win-back」", "チャネル mail");
        assertThat(Console.of(with(asked, "--json")).printed()).contains("\"asked\" : \"may enter\"");
        assertThat(Console.of(
                                "why",
                                "member:nobody",
                                "win-back",
                                "--events",
                                log.toString(),
                                "--rules",
                                rules.toString())
                        .exitCode())
                .isEqualTo(2);
    }

    private static String[] with(String[] asked, String... more) {
        String[] all = java.util.Arrays.copyOf(asked, asked.length + more.length);
        System.arraycopy(more, 0, all, asked.length, more.length);
        return all;
    }

    @Test
    void aDiagramIsMermaid() {
        assertThat(Console.of("diagram", "scenarios/17-dormant.yaml").printed()).startsWith("flowchart TD");
        assertThat(Console.of("diagram", "scenarios/none.yaml").exitCode()).isEqualTo(2);
    }
}
