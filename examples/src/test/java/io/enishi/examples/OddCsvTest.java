package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.examples.csv.CsvTable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands for analysts make of files as shops have them. */
class OddCsvTest {

    @TempDir
    private Path folder;

    /** One of the commands, fed with the columns that all of them find in {@link #HEADER}. */
    enum Command {
        POINTS("points", "--events", "--out", "{out}", "--rules", "{rules}"),
        RFM(
                "rfm",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--amount",
                "amount",
                "--currency",
                "currency",
                "--csv",
                "{out}"),
        CLV(
                "clv",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--amount",
                "amount",
                "--currency",
                "currency",
                "--model",
                "bg-nbd",
                "--json",
                "{out}"),
        RECOMMEND(
                "recommend",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--product",
                "product",
                "--csv",
                "{out}"),
        ATTRIBUTION(
                "attribution",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--channel",
                "channel",
                "--conversion",
                "order",
                "--value",
                "amount",
                "--currency",
                "currency",
                "--json",
                "{out}"),
        COHORTS(
                "cohorts",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--amount",
                "amount",
                "--currency",
                "currency",
                "--csv",
                "{out}");

        private final String name;
        private final List<String> arguments;

        Command(String name, String input, String... others) {
            this.name = name;
            this.arguments = new ArrayList<>(List.of(input, "{in}"));
            arguments.addAll(Arrays.asList(others));
        }
    }

    private static final String HEADER = "customer,type,time,event_id,order,amount,product,channel,currency";

    private Console run(Command command, Path file, String... more) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
            score-model: interest
            rules:
              - id: purchase
                when: order.placed
                points: 30
            """);
        Files.deleteIfExists(folder.resolve("out"));
        List<String> arguments = new ArrayList<>(List.of(command.name));
        arguments.addAll(Arrays.asList(more));
        for (String argument : command.arguments) {
            arguments.add(argument.replace("{in}", file.toString())
                    .replace("{out}", folder.resolve("out").toString())
                    .replace("{rules}", rules.toString()));
        }
        return Console.of(arguments.toArray(String[]::new));
    }

    private Path file(Charset charset, String end, String... lines) throws IOException {
        return Files.write(folder.resolve("in.csv"), (String.join(end, lines) + end).getBytes(charset));
    }

    private static String[] rows(String... names) {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        int id = 0;
        for (String name : names) {
            for (int day = 1; day <= 5; day += 1 + name.length() % 3) {
                rows.add(name + ",order.placed,2026-0" + day + "-01,e" + id + ",o-" + id++ + ",1000,ink,mail,JPY");
            }
        }
        return rows.toArray(String[]::new);
    }

    /** Exit code and output file. */
    private List<Object> answer(Command command, Path file) throws IOException {
        Console ran = run(command, file);
        return List.of(ran.exitCode(), ran.printed(), Files.readString(folder.resolve("out")));
    }

    @ParameterizedTest
    @EnumSource
    void aByteOrderMarkLineEndsOfWindowsAndQuotesChangeNothing(Command command) throws IOException {
        String[] plain = rows("a", "bb", "ccc", "dddd");
        List<Object> answer = answer(command, file(StandardCharsets.UTF_8, "\n", plain));
        String[] marked = plain.clone();
        marked[0] = '\uFEFF' + marked[0];
        String[] quoted = Arrays.stream(plain)
                .map(line -> '"' + line.replace(",", "\",\"") + '"')
                .toArray(String[]::new);

        assertThat(answer(command, file(StandardCharsets.UTF_8, "\n", marked))).isEqualTo(answer);
        assertThat(answer(command, file(StandardCharsets.UTF_8, "\r\n", plain))).isEqualTo(answer);
        assertThat(answer(command, file(StandardCharsets.UTF_8, "\n", quoted))).isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource
    void shiftJisIsRefusedInsteadOfMakingDifferentNamesOne(Command command) throws IOException {
        Console ran = run(command, file(Charset.forName("Shift_JIS"), "\n", rows("山田", "鈴木")));

        assertThat(ran.exitCode()).isPositive();
        assertThat(ran.complained()).contains("line 2: " + CsvTable.notIn(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsEmptyOrNotThereOrOfOtherColumnsIsRefused(Command command) throws IOException {
        Path other = file(StandardCharsets.UTF_8, "\n", "x,y", "1,2");
        Console otherColumns = run(command, other);
        Console empty = run(command, file(StandardCharsets.UTF_8, ""));
        Console absent = run(command, folder.resolve("nowhere.csv"));

        assertThat(otherColumns.exitCode()).isEqualTo(2);
        assertThat(otherColumns.complained()).contains("has no column \"customer\"; it has x, y");
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.complained()).contains("in.csv");
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.complained()).contains("no such file");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatCannotBeReadAreToldByTheirLines(Command command) throws IOException {
        String[] rows = rows("a", "bb", "ccc", "dddd");
        rows[1] = rows[1].replace("2026-01-01", "1/2/2026");
        rows[2] = rows[2].replaceAll("2026-0.-01", "令和8年1月1日");
        rows[3] = "\"a,order.placed";

        Console dates = run(command, file(StandardCharsets.UTF_8, "\n", Arrays.copyOf(rows, 3)));
        Console cut = run(command, file(StandardCharsets.UTF_8, "\n", HEADER, rows[3]));

        assertThat(dates.exitCode()).isPositive();
        assertThat(dates.complained())
                .contains(
                        "line 2: ",
                        "\"1/2/2026\" is no date such as 2026-04-01, 2026/4/1 or 20260401",
                        "line 3: ",
                        "\"令和8年1月1日\" is no date");
        assertThat(cut.exitCode()).isPositive();
        assertThat(cut.complained())
                .contains("line 2: wrong number of fields: 1 where the header has 9")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @EnumSource
    void datesMayBeWrittenAsSpreadsheetsAndJapaneseWriteThem(Command command) throws IOException {
        String[] rows = rows("a", "bb", "ccc", "dddd");
        List<Object> answer = answer(command, file(StandardCharsets.UTF_8, "\n", rows));
        for (String form : List.of("$1/$2/$3", "$1年$2月$3日", "$1-$2-$3 0:00", "$1/0$2/0$3 00:00:00", "$10$20$3")) {
            String[] written = rows.clone();
            for (int row = 1; row < rows.length; row++) {
                written[row] = rows[row].replaceAll("(2026)-0(\\d)-0(\\d)", form);
            }
            assertThat(answer(command, file(StandardCharsets.UTF_8, "\n", written)))
                    .as(form)
                    .isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "RECOMMEND", mode = EnumSource.Mode.EXCLUDE)
    void anAmountThatIsNegativeOrNoNumberIsToldByItsLine(Command command) throws IOException {
        String[] rows = rows("a", "bb");
        rows[1] = rows[1].replace(",1000,", ",-1000,");
        rows[2] = rows[2].replace(",1000,", ",NaN,");
        rows[3] = rows[3].replace(",1000,", ",\"1,000\",");
        rows[4] = rows[4].replace(",1000,", ",99999999999999999999,");

        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", rows));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("line 2: ", "negative", "-1000")
                .contains("line 3: ", "\"NaN\" is no number such as 1234.50")
                .contains("line 4: ", "\"1,000\" is no number such as 1234.50")
                .contains("line 5: ", "is 10^15 or more")
                .contains("4 rows cannot be read; nothing was written");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = "RECOMMEND", mode = EnumSource.Mode.EXCLUDE)
    void amountsOfTwoCurrenciesAreNotAddedUp(Command command) throws IOException {
        String[] rows = rows("a", "bb", "ccc");
        rows[3] = rows[3].replace("JPY", "USD");

        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", rows));
        Console skipped = run(command, file(StandardCharsets.UTF_8, "\n", rows), "--skip-bad-rows");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains(
                        "line 4: ", "another currency: \"USD\" where the first row has \"JPY\"; convert to one first");
        assertThat(skipped.exitCode()).isEqualTo(1);
        assertThat(skipped.complained()).contains("1 row cannot be read and was left out");
    }

    @ParameterizedTest
    @EnumSource
    void noRowsAreNoMistakeButSaidSo(Command command) throws IOException {
        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", HEADER));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.complained())
                .contains(command == Command.ATTRIBUTION ? "no conversion to divide" : "no row to look at")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfAnotherEncodingIsReadWhereItIsNamed(Command command) throws IOException {
        Charset windows = Charset.forName("windows-31j");
        List<Object> answer = answer(command, file(StandardCharsets.UTF_8, "\n", rows("山田", "髙橋①")));

        Console ran = run(command, file(windows, "\n", rows("山田", "髙橋①")), "--charset", "windows-31j");

        assertThat(List.of(ran.exitCode(), ran.printed(), Files.readString(folder.resolve("out"))))
                .isEqualTo(answer);
    }

    /** What Java calls by these names lacks the characters that Windows added, such as 髙 and ①. */
    @ParameterizedTest
    @ValueSource(strings = {"cp932", "CP932", "MS932", "Shift_JIS", "sjis"})
    void everyNameOfTheEncodingOfJapaneseSpreadsheetsMeansThatOfWindows(String name) throws IOException {
        List<Object> answer = answer(Command.RFM, file(StandardCharsets.UTF_8, "\n", rows("山田", "髙橋①")));

        Path file = file(Charset.forName("windows-31j"), "\n", rows("山田", "髙橋①"));
        Console ran = run(Command.RFM, file, "--charset", name);

        assertThat(List.of(ran.exitCode(), ran.printed(), Files.readString(folder.resolve("out"))))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderInAnotherEncodingIsToldAsSuch(Command command) throws IOException {
        String[] rows = rows("山田");
        rows[0] = rows[0].replace("customer", "顧客").replace("time", "日時");

        Console ran = run(command, file(Charset.forName("windows-31j"), "\n", rows));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("in.csv: the header is not UTF-8: save the file as UTF-8 first; or name its encoding with"
                        + " --charset, such as windows-31j for files of Japanese spreadsheets")
                .doesNotContain("\uFFFD");
    }

    /** One order of 2099 makes everybody else dormant, and a table of cohorts of a thousand columns. */
    @ParameterizedTest
    @EnumSource(names = "ATTRIBUTION", mode = EnumSource.Mode.EXCLUDE)
    void aLastDayFarBehindAllOthersIsDoubtedUnlessItWasNamed(Command command) throws IOException {
        String[] rows = rows("a", "bb", "ccc", "dddd");
        rows[1] = rows[1].replace("2026-01-01", "2099-01-01");
        Path file = file(StandardCharsets.UTF_8, "\n", rows);

        Console ran = run(command, file);
        Console named = run(command, file, "--until", "2026-05-31");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.complained()).contains("the last day, 2099-01-01, lies ", "--until says where to stop");
        assertThat(named.complained()).doesNotContain("2099");
    }

    @ParameterizedTest
    @EnumSource
    void aYearThatNoShopWritesIsATypingError(Command command) throws IOException {
        String[] rows = rows("a", "bb");
        rows[2] = rows[2].replace("2026-", "0026-");

        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", rows));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).contains("line 3: ", "1900", "2199").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatIsThereTwiceIsRefused(Command command) throws IOException {
        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", HEADER + ",customer", "a,,,,,,,,,b"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained()).contains("has the column \"customer\" twice");
    }

    @ParameterizedTest
    @EnumSource
    void sumsBeyondAllNumbersAreRefusedWithoutAStackTrace(Command command) throws IOException {
        String[] rows = rows("a", "bb");
        for (int row = 1; row < rows.length; row++) {
            rows[row] = rows[row].replace(",1000,", ",999999999999999,");
        }

        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", rows));

        assertThat(ran.complained()).doesNotContain("\tat ").doesNotContain("NaN");
    }
}
