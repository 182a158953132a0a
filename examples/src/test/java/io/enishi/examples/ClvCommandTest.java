package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClvCommandTest {

    private static final Path CDNOW = Path.of("../../shared/data/scoring/cdnow_sample_log.csv");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "bg-nbd, -9582.429206, r, 0.242594522",
        "mbg-nbd, -9582.135716, a, 0.891359391",
        "pareto-nbd, -9594.976179, s, 0.606239990",
        "gamma-gamma, -4055.917694, p, 6.249572275"
    })
    void cdnowGivesTheKnownFitOfEachModel(String model, double logLikelihood, String parameter, double value)
            throws IOException {
        assumeTrue(Files.isReadable(CDNOW), "no " + CDNOW);
        Path json = folder.resolve("out.json");
        Path csv = folder.resolve("out.csv");
        Console ran = clv(
                CDNOW,
                "customer",
                "date",
                "dollars",
                "--until",
                "1997-09-30",
                "--model",
                model,
                "--json",
                json,
                "--csv",
                csv);
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(root.get("model").asString()).isEqualTo(model);
        assertThat(root.get("logLikelihood").asDouble()).isCloseTo(logLikelihood, within(1e-6));
        assertThat(root.get("parameters").get(parameter).asDouble()).isCloseTo(value, within(1e-6));
        assertThat(root.get("standardErrors").get(parameter).asDouble()).isPositive();
        assertThat(root.get("customers").asInt()).isEqualTo(model.equals("gamma-gamma") ? 946 : 2_357);
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(2_358);
        assertThat(rows.get(0)).startsWith("customer,x,tx_days,T_days,mean_repeat_spend");
        assertThat(rows.get(1)).startsWith("1,2,213,272,22.345");
    }

    /** Every customer of the reference file, whose parameters are those of the exact maximum: what our own fit says comes within 1e-6. */
    @ParameterizedTest
    @CsvSource({"bg-nbd, 5, 6", "mbg-nbd, 7, 8", "pareto-nbd, 9, 10", "gamma-gamma, 0, 0"})
    void whatIsExpectedOfEachCustomerIsWhatTheReferenceSays(String model, int alive, int purchases) throws IOException {
        Path golden = Path.of("../../shared/golden/scoring/clv_cdnow_customers.csv");
        assumeTrue(Files.isReadable(CDNOW) && Files.isReadable(golden), "no " + golden);
        Path csv = folder.resolve("out.csv");
        clv(CDNOW, "customer", "date", "dollars", "--until", "1997-09-30", "--model", model, "--csv", csv);
        List<String> rows = Files.readAllLines(csv);
        List<String> expected = Files.readAllLines(golden);
        List<String> columns = List.of(rows.get(0).split(","));
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i).split(",");
            String[] reference = expected.get(i).split(",");
            assertThat(row[0]).isEqualTo(reference[0]);
            for (int column = 1; column <= 3; column++) {
                assertThat(row[column]).as(expected.get(i)).isEqualTo(reference[column]);
            }
            assertThat(row[columns.indexOf("x_holdout")]).as(expected.get(i)).isEqualTo(reference[4]);
            if (alive > 0) {
                assertAbout(row[columns.indexOf("p_alive")], reference[alive]);
                assertAbout(row[columns.indexOf("expected_purchases")], reference[purchases]);
            }
            assertAbout(row[columns.indexOf("expected_spend")], reference[11]);
        }
    }

    private static void assertAbout(String told, String expected) {
        double reference = Double.parseDouble(expected);
        assertThat(Double.parseDouble(told)).isCloseTo(reference, within(1e-6 * Math.abs(reference)));
    }

    @Test
    void datesWithoutSeparatorsSemicolonsAndTimesReadAlike() throws IOException {
        List<String> iso = new ArrayList<>(List.of("who,when,yen"));
        List<String> bare = new ArrayList<>(List.of("yen;when;who"));
        Random random = new Random(7);
        for (int customer = 0; customer < 400; customer++) {
            double often = 5 + 200 * Math.pow(random.nextDouble(), 2);
            double leaves = -150 * Math.log(random.nextDouble());
            LocalDate first = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(90));
            double at = 0;
            while (at <= leaves && first.plusDays((long) at).getYear() == 2025) {
                LocalDate day = first.plusDays((long) at);
                int yen = 100 + random.nextInt(900);
                iso.add("c%d,%sT10:15:00,%d".formatted(customer, day, yen));
                bare.add("%d;%s;c%d".formatted(yen, day.toString().replace("-", ""), customer));
                at -= often * Math.log(random.nextDouble());
            }
        }
        Path one = folder.resolve("one.csv");
        Path other = folder.resolve("other.csv");
        clv(write("a.csv", iso), "who", "when", "yen", "--csv", one);
        Console ran = clv(write("b.csv", bare), "who", "when", "yen", "--csv", other);
        assertThat(ran.printed()).contains("400 customers");
        assertThat(Files.readString(other)).isEqualTo(Files.readString(one));
    }

    @Test
    void badRowsAreToldWithTheirLineAndNothingIsWritten() throws IOException {
        Path log = write(
                "log.csv",
                List.of(
                        "who,when,yen",
                        "a,2026-01-01,10",
                        "b,2026-13-01,5",
                        "c,2026-01-02,NaN",
                        ",2026-01-02,5",
                        "d,2026-01-02,-5",
                        "e,2026-01-02"));
        Path json = folder.resolve("out.json");
        Console ran = clv(log, "who", "when", "yen", "--json", json);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("line 3: unreadable date: \"2026-13-01\"")
                .contains("line 4: unreadable amount: \"NaN\"")
                .contains("line 5: no customer id")
                .contains("line 6: negative amount")
                .contains("line 7: wrong number of fields");
        assertThat(json).doesNotExist();
        assertThat(clv(log, "who", "when", "yen", "--skip-bad-rows").exitCode()).isEqualTo(1);
    }

    @Test
    void dataThatDetermineNoModelAreATypedAnswerAndExitWithOne() throws IOException {
        Path log = write("log.csv", List.of("who,when,yen", "a,2026-01-01,10", "b,2026-01-05,20"));
        Path json = folder.resolve("out.json");
        Console ran = clv(log, "who", "when", "yen", "--model", "bg-nbd", "--json", json);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.complained()).contains("NO_REPEAT_PURCHASES");
        assertThat(json)
                .content()
                .contains("\"unidentified\"", "\"NO_REPEAT_PURCHASES\"")
                .doesNotContain("NaN");
    }

    @Test
    void mixedCurrenciesMissingColumnsAndUnknownModelsAreRefused() throws IOException {
        Path log = write("log.csv", List.of("who,when,paid,cur", "a,2026-01-01,10,JPY", "b,2026-01-05,20,USD"));
        assertThat(clv(log, "who", "when", "paid", "--currency", "cur").complained())
                .contains("line 3: another currency: \"USD\" where the first row has \"JPY\"");
        Console missing = clv(log, "whom", "when", "yen");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.complained())
                .contains("no column \"whom\"", "no column \"yen\"", "it has who, when, paid, cur");
        assertThat(clv(log, "who", "when", "paid", "--model", "nbd").complained())
                .contains("no model is named \"nbd\"");
        assertThat(Console.of("clv").complained()).contains("--log", "--customer", "--date");
        assertThat(clv(folder.resolve("none.csv"), "a", "b", "c").complained()).contains("no such file");
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static Console clv(Path log, String customer, String date, String amount, Object... more) {
        List<String> arguments = new ArrayList<>(
                List.of("clv", "--log", log.toString(), "--customer", customer, "--date", date, "--amount", amount));
        for (Object argument : more) {
            arguments.add(argument.toString());
        }
        return Console.of(arguments.toArray(String[]::new));
    }
}
