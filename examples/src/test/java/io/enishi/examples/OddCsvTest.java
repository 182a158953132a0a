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

/** What the commands for analysts make of files as shops have them. */
class OddCsvTest {

    @TempDir
    private Path folder;

    /** One of the commands, fed with the columns that all of them find in {@link #HEADER}. */
    enum Command {
        POINTS("points", "--events", "--at", "2026-06-01", "--out", "{out}", "--rules", "{rules}"),
        RFM("rfm", "--log", "--customer", "customer", "--date", "time", "--amount", "amount", "--csv", "{out}"),
        CLV(
                "clv",
                "--log",
                "--customer",
                "customer",
                "--date",
                "time",
                "--amount",
                "amount",
                "--until",
                "2026-06-01",
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
                "--json",
                "{out}"),
        COHORTS("cohorts", "--log", "--customer", "customer", "--date", "time", "--csv", "{out}");

        private final String name;
        private final List<String> arguments;

        Command(String name, String input, String... others) {
            this.name = name;
            this.arguments = new ArrayList<>(List.of(input, "{in}"));
            arguments.addAll(Arrays.asList(others));
        }
    }

    private static final String HEADER = "customer,type,time,event_id,order,amount,product,channel";

    private Console run(Command command, Path file) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), """
            score-model: interest
            rules:
              - id: purchase
                when: order.placed
                points: 30
            """);
        List<String> arguments = new ArrayList<>(List.of(command.name));
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
                rows.add(name + ",order.placed,2026-0" + day + "-01,e" + id + ",o-" + id++ + ",1000,ink,mail");
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
        assertThat(ran.complained()).contains("line 2: " + CsvTable.NOT_UTF_8);
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
        rows[1] = rows[1].replace("2026-01-01", "2026/1/1");
        rows[2] = rows[2].replaceAll("2026-0.-01", "令和8年1月1日");
        rows[3] = "\"a,order.placed";

        Console dates = run(command, file(StandardCharsets.UTF_8, "\n", Arrays.copyOf(rows, 3)));
        Console cut = run(command, file(StandardCharsets.UTF_8, "\n", HEADER, rows[3]));

        assertThat(dates.exitCode()).isPositive();
        assertThat(dates.complained()).contains("line 2: ", "2026/1/1", "line 3: ", "令和8年1月1日");
        assertThat(cut.exitCode()).isPositive();
        assertThat(cut.complained())
                .contains("line 2: wrong number of fields: 1 where the header has 8")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @EnumSource(names = {"POINTS", "RFM", "CLV"})
    void aNegativeAmountIsToldByItsLine(Command command) throws IOException {
        String[] rows = rows("a", "bb");
        rows[1] = rows[1].replace(",1000,", ",-1000,");

        Console ran = run(command, file(StandardCharsets.UTF_8, "\n", rows));

        assertThat(ran.exitCode()).isPositive();
        assertThat(ran.complained()).contains("line 2: ", "negative", "-1000");
    }
}
