package io.enishi.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rfm}, {@code cohorts} and {@code recommend} on a shop's own CSV. */
class PurchaseCommandsTest {

    private static final Path SHARED = Path.of("../../shared");

    @TempDir
    private Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    @Test
    void rfmScoresAsTheRPackageDoes() throws IOException {
        Path orders = SHARED.resolve("data/scoring/rfm_orders.csv");
        Path expected = SHARED.resolve("golden/scoring/rfm_orders_expected.csv");
        assumeTrue(Files.isReadable(orders) && Files.isReadable(expected));
        Path csv = folder.resolve("rfm.csv");
        Path json = folder.resolve("rfm.json");

        Console ran = Console.of(
                "rfm",
                "--log",
                orders.toString(),
                "--customer",
                "customer",
                "--date",
                "order_date",
                "--amount",
                "revenue",
                "--until",
                "2006-12-31",
                "--csv",
                csv.toString(),
                "--json",
                json.toString());

        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(Files.readAllLines(csv)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(expected));
        assertThat(json(json).get("segments").get("Champions").asInt()).isEqualTo(35);
        assertThat(json(json).get("bounds").get("recency").get(2).asDouble()).isEqualTo(297.4);
    }

    @Test
    void rfmTellsWhoMovedSinceAnEarlierDay() throws IOException {
        Path log = write("log.csv", "who,day,yen", "a,2026-01-01,100", "b,2026-01-02,100", "a,2026-03-01,9000");
        Path moves = folder.resolve("moves.csv");

        Console ran = Console.of(
                "rfm",
                "--log",
                log.toString(),
                "--customer",
                "who",
                "--date",
                "day",
                "--amount",
                "yen",
                "--recency-cuts",
                "10,20,30,40",
                "--frequency-cuts",
                "2,2,3,4",
                "--monetary-cuts",
                "1000,2000,3000,4000",
                "--compare",
                "2026-01-15",
                "--moves",
                moves.toString());

        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(Files.readAllLines(moves))
                .containsExactly("customer,from,to", "a,New Customers,Potential Loyalist", "b,New Customers,Lost");
        assertThat(ran.printed()).contains("1  New Customers -> Potential Loyalist");
    }

    @Test
    void rowsOfAnOrderAreOnePurchase() throws IOException {
        Path log = write(
                "log.csv",
                "order,who,day,price,pieces",
                "o-1,a,2026-01-01 10:00,1.25,4",
                "o-1,a,2026-01-01 10:00,0.10,3",
                "o-2,b,2026-01-03,7,1");
        Path csv = folder.resolve("rfm.csv");

        Console.of(
                "rfm",
                "--log",
                log.toString(),
                "--customer",
                "who",
                "--date",
                "day",
                "--amount",
                "price",
                "--quantity",
                "pieces",
                "--order",
                "order",
                "--csv",
                csv.toString());

        assertThat(Files.readAllLines(csv).get(1)).startsWith("a,2,1,5.3,");
    }

    @Test
    void scoresThatSayLittleAreSaidSo() throws IOException {
        Path log = write("log.csv", "who,day,yen", "a,2026-01-01,100", "b,2026-01-01,100");

        Console ran =
                Console.of("rfm", "--log", log.toString(), "--customer", "who", "--date", "day", "--amount", "yen");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.complained()).contains("all recencies equal").contains("all amounts equal");
    }

    @Test
    void badRowsAreNamedByTheirLine() throws IOException {
        Path log = write(
                "log.csv",
                "who,day,yen,money",
                "a,2026-01-01,100,JPY",
                ",2026-01-01,100,JPY",
                "a,yesterday,100,JPY",
                "a,2026-01-01,-5,JPY",
                "a,2026-01-01,NaN,JPY",
                "a,2026-01-01,5,USD");
        String[] arguments = {
            "rfm",
            "--log",
            log.toString(),
            "--customer",
            "who",
            "--date",
            "day",
            "--amount",
            "yen",
            "--currency",
            "money"
        };

        Console ran = Console.of(arguments);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.complained())
                .contains("line 3: no customer id")
                .contains("line 4: unreadable date: \"yesterday\"")
                .contains("line 5: negative amount")
                .contains("line 6: unreadable amount")
                .contains("line 7: another currency")
                .contains("5 rows cannot be read");
    }

    @Test
    void anUnknownColumnAndAMissingOptionAreToldAtOnce() throws IOException {
        Path log = write("log.csv", "who,day", "a,2026-01-01");

        Console wrong = Console.of("cohorts", "--log", log.toString(), "--customer", "whom", "--date", "day");
        Console missing = Console.of("recommend", "--log", log.toString());

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.complained()).contains("has no column \"whom\"").contains("who, day");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.complained())
                .contains("--customer")
                .contains("--date")
                .contains("--product");
    }

    @Test
    void cohortsCountWhoCameBack() throws IOException {
        Path log = write(
                "log.csv",
                "who,day,yen",
                "a,2026-01-31,100",
                "a,2026-02-01,50.5",
                "b,2026-01-05,10",
                "c,2026-03-01,7",
                "b,2026-03-09,1");
        Path csv = folder.resolve("cohorts.csv");
        Path json = folder.resolve("cohorts.json");

        Console ran = Console.of(
                "cohorts",
                "--log",
                log.toString(),
                "--customer",
                "who",
                "--date",
                "day",
                "--amount",
                "yen",
                "--csv",
                csv.toString(),
                "--json",
                json.toString());

        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(Files.readAllLines(csv))
                .containsExactly(
                        "cohort,customers,active_0,active_1,active_2,amount_0,amount_1,amount_2",
                        "2026-01,2,2,1,1,110,50.5,1",
                        "2026-02,0,0,0,,0,0,",
                        "2026-03,1,1,,,7,,");
        assertThat(json(json).get("cohorts").get(0).get("retention").get(1).asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void recommendWritesPairsRecommendationsAndAJudgement() throws IOException {
        StringBuilder log = new StringBuilder("order,who,day,item\n");
        for (int i = 0; i < 40; i++) {
            log.append("o%d,c%d,2026-01-%02d,printer\n".formatted(i, i, 1 + i % 28));
            log.append("o%d,c%d,2026-01-%02d,%s\n".formatted(i, i, 1 + i % 28, i % 2 == 0 ? "paper" : "=cmd()"));
            log.append("p%d,c%d,2026-02-%02d,ink\n".formatted(i, i, 1 + i % 28));
        }
        Path file = Files.writeString(folder.resolve("log.csv"), log);
        Path pairs = folder.resolve("pairs.csv");
        Path csv = folder.resolve("out.csv");
        Path json = folder.resolve("out.json");
        Path catalog = write("catalog.csv", "item,category,stock", "paper,office,0", "ink,office,5");

        Console ran = Console.of(
                "recommend",
                "--log",
                file.toString(),
                "--customer",
                "who",
                "--date",
                "day",
                "--product",
                "item",
                "--order",
                "order",
                "--pairs",
                pairs.toString(),
                "--min-baskets",
                "5",
                "--csv",
                csv.toString(),
                "--json",
                json.toString(),
                "--judge-from",
                "2026-02-01",
                "--catalog",
                catalog.toString(),
                "--for",
                "stranger",
                "--n",
                "3");

        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(Files.readAllLines(pairs).get(0))
                .isEqualTo("item_a,item_b,baskets_both,baskets_a,baskets_b,llr,lift");
        assertThat(Files.readString(pairs)).contains("'=cmd()").contains("paper,printer,20,20,40,");
        assertThat(Files.readAllLines(csv).get(0)).isEqualTo("customer,rank,product,score,reason");
        assertThat(Files.readString(csv)).doesNotContain(",paper,").contains("'=cmd()");
        assertThat(json(json).get("judgement")).hasSize(10);
        assertThat(ran.printed()).contains("co-occurrence in baskets").contains("=cmd()");
    }

    @Test
    void theTopPairsOfOnlineRetailAreTheReference() throws IOException {
        Path log = SHARED.resolve("data/scoring/online_retail.csv.gz");
        Path expected = SHARED.resolve("golden/scoring/copurchase_online_retail_top500.csv");
        assumeTrue(Files.isReadable(log) && Files.isReadable(expected));
        Path pairs = folder.resolve("pairs.csv");

        // The log has rows without a customer and cancellations; as baskets they would need to be taken out first, and
        // the command
        // leaves out only what it cannot read. So this looks at the head, where they change nothing in the order of
        // products.
        Console ran = Console.of(
                "recommend",
                "--log",
                log.toString(),
                "--customer",
                "customer",
                "--date",
                "ts",
                "--product",
                "stock",
                "--order",
                "invoice",
                "--pairs",
                pairs.toString(),
                "--skip-bad-rows");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(pairs).get(1)).startsWith("22697,22699,");
    }
}
