package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void postIsReachedByThoseWhoseConsentsAreTold() throws IOException {
        Path shop = folder.resolve("shop-with-consents.jsonl");
        Path consents = folder.resolve("consents.csv");
        Console.of("shop", shop.toString(), "--people", "60", "--consents", consents.toString());
        Path birthdays = Files.createDirectory(folder.resolve("birthdays"));
        Files.copy(Path.of("scenarios/19-birthday.yaml"), birthdays.resolve("birthday.yaml"));
        String[] asked = {"simulate", "--events", shop.toString(), "--rules", birthdays.toString()};

        String without = Console.of(asked).printed();
        String told = Console.of(with(asked, "--consents", consents.toString())).printed();

        assertThat(without)
                .contains("nobody said yes to advertising by dm", "never sent present dm")
                .doesNotContain("sent present dm   ");
        assertThat(told).contains("sent present dm   ").doesNotContain("nobody said yes");
    }

    @Test
    void linesOfConsentsThatAreNoneAreToldAndTheOthersCount() throws IOException {
        Path consents = folder.resolve("consents.csv");
        Files.writeString(consents, """
            at,scheme,value,channel,granted,route,proof
            2025-05-01T00:00:00Z,member,m-00001,dm,yes,form,kept
            yesterday,member,m-00002,dm,yes,form,kept
            2025-05-01T00:00:00Z,member,m-00003,dm,perhaps,form,kept
            """);

        Console told = Console.of(
                "simulate", "--events", log.toString(), "--rules", rules.toString(), "--consents", consents.toString());

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.complained())
                .contains("line 3: consent without a time", "line 4: not a consent: granted must be yes or no");
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

    @Test
    void aMisspeltScenarioIsAnsweredWithTheOneThatWasPerhapsMeant() {
        Console told =
                Console.of("why", "member:m-00001", "winback", "--events", log.toString(), "--rules", rules.toString());

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.complained())
                .isEqualToIgnoringNewLines("SCENARIO: no scenario is named \"winback\"; did you mean \"win-back\"?");
    }

    @Test
    void whatWasDecidedIsToldOnTheClockOfTheShopAndInItsLanguage() {
        String[] asked = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> new String[] {
                    "why",
                    "member:m-%05d".formatted(number),
                    "win-back",
                    "--events",
                    log.toString(),
                    "--rules",
                    rules.toString()
                })
                .filter(each -> Console.of(each).printed().contains("win-back starts"))
                .findFirst()
                .orElseThrow();

        assertThat(Console.of(asked).printed())
                .containsPattern("decided so far\n  \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2} ")
                .doesNotContainPattern("\\d{2}Z");
        assertThat(Console.of(with(asked, "--lang", "ja")).printed())
                .contains("win-back: 開始\n", "win-back/entry 開始条件を満たした: 3か月間、アクションがない\n")
                .doesNotContain("enters ", "starts", "time passed", "claim of", "asks to");
    }

    @Test
    void linesOfTheLogThatCannotBeReadAreNamedByWhy() throws IOException {
        Files.writeString(log, Files.readString(log) + "{\"type\":\n");

        Console told = Console.of(
                "why", "member:m-00001", "win-back", "--events", log.toString(), "--rules", rules.toString());

        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.printed()).contains("scenario win-back");
        assertThat(told.complained()).startsWith("line ").hasLineCount(1);
    }

    private static String[] with(String[] asked, String... more) {
        String[] all = Arrays.copyOf(asked, asked.length + more.length);
        System.arraycopy(more, 0, all, asked.length, more.length);
        return all;
    }

    @Test
    void aDiagramIsMermaid() {
        assertThat(Console.of("diagram", "scenarios/17-dormant.yaml").printed()).startsWith("flowchart TD");
        assertThat(Console.of("diagram", "scenarios/none.yaml").exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsNoScenarioAtAllIsToldInOneLine() {
        Console drawn = Console.of("diagram", "rules/shop/segments.yaml");

        assertThat(drawn.exitCode()).isEqualTo(2);
        assertThat(drawn.complained().lines().filter(line -> line.contains("segments.yaml")))
                .containsExactly(
                        "rules/shop/segments.yaml: is no scenario; name a file that says scenario: and its name");
    }

    @Test
    void aFolderWithoutRulesIsRefused() throws IOException {
        Path none = Files.createDirectory(folder.resolve("none"));
        Files.writeString(none.resolve("win-back.yaml.txt"), "scenario: win-back\n");

        for (String command : List.of("simulate", "check")) {
            Console ran = Console.of(command, "--rules", none.toString());

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.complained()).contains("--rules: " + none + ": holds no rules; name a folder of files");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
        \\xFF\\xFE                        | is not UTF-8 text
        a: &a [x]\\nb: [*a, *a]           | anchors (&) and aliases (*) are not read
        scenario: a\\nscenario: b         | field "scenario" is given twice
        scenario: a\\npriority: 1e999999  | "1e999999" is not a number
        scenario: a\\nownr: b             | ownr: unknown field (line 2); did you mean "owner"?
        """)
    void whatIsNoScenarioIsToldWithItsFileAndNoStackTrace(String text, String told) throws IOException {
        Path file = folder.resolve("bad.yaml");
        byte[] bytes = text.replace("\\n", "\n")
                .replace("\\xFF", "\u00FF")
                .replace("\\xFE", "\u00FE")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, bytes);

        Console diagram = Console.of("diagram", file.toString());

        assertThat(diagram.exitCode()).isEqualTo(2);
        assertThat(diagram.printed()).isEmpty();
        assertThat(diagram.complained()).contains(file.toString(), told).doesNotContain("\tat ");
    }

    @Test
    void aDiagramOfWhatCannotRunIsNotDrawnAndWhatMayBeMeantOtherwiseIsRemarked() throws IOException {
        String dormant = Files.readString(rules.resolve("win-back.yaml"));
        Path loop = Files.writeString(
                folder.resolve("loop.yaml"), dormant + "  - repeat: 500\n    steps: [{set: {tier: gold}}]\n");
        Path month = Files.writeString(folder.resolve("month.yaml"), dormant + "  - wait: 30 days\n");

        assertThat(Console.of("diagram", loop.toString()).complained())
                .contains(loop.toString(), "repeats 500 times at one instant");
        assertThat(Console.of("diagram", loop.toString()).exitCode()).isEqualTo(2);
        assertThat(Console.of("diagram", month.toString()).complained()).contains("remark: ", "30 days");
        assertThat(Console.of("diagram", month.toString()).exitCode()).isZero();
        assertThat(Console.of("diagram", folder.toString()).complained()).contains("is a folder");
    }

    @Test
    void aStoryWhoseRulesWereSpoiltTellsEveryProblemWithItsFile() throws IOException {
        Path story = Files.createDirectory(folder.resolve("printer-and-ink"));
        Files.writeString(
                story.resolve("ink.yaml"),
                Files.readString(Path.of("demos/printer-and-ink/ink.yaml")).replace("owner:", "ownr:"));

        Console told = Console.of("demo", story.toString());

        assertThat(told.exitCode()).isEqualTo(2);
        assertThat(told.complained().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(story.resolve("ink.yaml").toString()));
    }
}
