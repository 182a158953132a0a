package io.enishi.scoring.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.core.value.Money;
import io.enishi.scoring.GoldenFile;
import io.enishi.scoring.Shared;
import io.enishi.scoring.purchase.Purchase;
import io.enishi.scoring.recommend.OnlineRetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The R package's results and the recomputed ones of the folder {@code golden/scoring}; skipped where it is absent. */
class GoldenRfmTest {

    private final GoldenFile golden = GoldenFile.json("rfm.json");

    @Test
    void everyCustomerHasTheScoresAndTheSegmentOfTheRPackage() throws IOException {
        Path orders = Shared.folder().resolve("data/scoring/rfm_orders.csv");
        assumeTrue(Files.isReadable(orders));
        List<Purchase> purchases = new ArrayList<>();
        for (String row : Files.readAllLines(orders).subList(1, 4907)) {
            String[] cells = row.split(",");
            purchases.add(
                    new Purchase(cells[0], LocalDate.parse(cells[1]), Money.of(Long.parseLong(cells[2]) * 100, "USD")));
        }

        RfmTable table = RfmModel.standard().score(Buyer.of(purchases, LocalDate.parse("2006-12-31")));

        List<String> expected = GoldenFile.lines("rfm_orders_expected.csv");
        assertThat(table.rows()).hasSize(expected.size() - 1);
        for (String line : expected.subList(1, expected.size())) {
            String[] cells = line.split(",", 9);
            RfmTable.Row row = table.find(cells[0]).orElseThrow();
            assertThat(List.of(
                            String.valueOf(row.buyer().recencyDays()),
                            String.valueOf(row.buyer().frequency()),
                            String.valueOf((long) row.buyer().monetary()),
                            String.valueOf(row.recency()),
                            String.valueOf(row.frequency()),
                            String.valueOf(row.monetary()),
                            String.valueOf(row.code()),
                            row.segment()))
                    .as("customer %s", cells[0])
                    .containsExactlyElementsOf(Arrays.asList(cells).subList(1, 9));
        }
        golden.get("r_package")
                .get("segment_counts")
                .fields()
                .keySet()
                .forEach(segment -> assertThat((long) table.segmentCounts().get(segment))
                        .as(segment)
                        .isEqualTo(golden.get("r_package")
                                .get("segment_counts")
                                .get(segment)
                                .whole()));
        assertThat(table.caveats()).isEmpty();
        bounds(table.recency(), "recency_lower");
        bounds(table.frequency(), "frequency_lower");
        bounds(table.monetary(), "monetary_lower");
        // The same bounds as fixed cuts give the same table.
        assertThat(table.frozen()
                        .score(table.rows().stream().map(RfmTable.Row::buyer).toList())
                        .rows())
                .isEqualTo(table.rows());
    }

    private void bounds(Scale.Parts parts, String name) {
        List<GoldenFile> lower =
                golden.get("r_package").get("thresholds").get(name).items();
        List<Double> bounds = Objects.requireNonNull(parts.bounds());
        for (int i = 1; i < lower.size(); i++) {
            assertThat(bounds.get(i - 1)).isCloseTo(lower.get(i).number(), within(1e-9));
        }
    }

    @Test
    void tiesAreScoredAsTheWorkedExampleSays() {
        List<GoldenFile> rows = golden.get("worked_example_ties").get("rows").items();
        List<Buyer> buyers = rows.stream()
                .map(row -> new Buyer(
                        row.get("id").text(),
                        row.get("recency").whole(),
                        row.get("frequency").whole(),
                        row.get("monetary").number()))
                .toList();
        RfmTable tiles = RfmModel.of(Scale.tiles(5)).score(buyers);
        RfmTable midranks = RfmModel.of(Scale.midranks(5)).score(buyers);
        for (int i = 0; i < rows.size(); i++) {
            scored(rows.get(i), "_ntile", tiles.rows().get(i));
            scored(rows.get(i), "_midrank", midranks.rows().get(i));
        }
    }

    private static void scored(GoldenFile row, String kind, RfmTable.Row actual) {
        assertThat(List.of((long) actual.recency(), (long) actual.frequency(), (long) actual.monetary()))
                .as(row.get("id").text() + kind)
                .containsExactly(
                        row.get("R" + kind).whole(),
                        row.get("F" + kind).whole(),
                        row.get("M" + kind).whole());
    }

    @Test
    void quantilesOfOnlineRetailAreTheReference() {
        assumeTrue(OnlineRetail.isThere(Shared.folder()));
        GoldenFile expected = GoldenFile.json("cohort_online_retail.json").get("rfm_at_2011_12_10");
        List<Buyer> buyers = Buyer.of(invoices(), LocalDate.parse("2011-12-10"));

        assertThat(buyers.stream().mapToLong(Buyer::frequency).sum())
                .isEqualTo(expected.get("sum_frequency").whole());
        assertThat(buyers.stream().mapToLong(Buyer::frequency).max())
                .hasValue(expected.get("max_frequency").whole());
        quantiles(expected, "recency_quantiles_type7", buyers.stream().mapToDouble(Buyer::recencyDays));
        quantiles(expected, "frequency_quantiles_type7", buyers.stream().mapToDouble(Buyer::frequency));
        quantiles(expected, "monetary_quantiles_type7", buyers.stream().mapToDouble(Buyer::monetary));
    }

    private static void quantiles(GoldenFile expected, String name, DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        for (int i = 0; i < 4; i++) {
            // Amounts are rounded to pence here, an invoice at a time; the reference adds up doubles.
            assertThat(Scale.quantile(sorted, (i + 1) / 5.0))
                    .isCloseTo(expected.get(name).get(i).number(), withPercentage(1e-4));
        }
    }

    /** One purchase for each invoice. */
    private static List<Purchase> invoices() {
        Map<String, OnlineRetail.Line> firsts = new TreeMap<>();
        Map<String, Long> amounts = new TreeMap<>();
        for (OnlineRetail.Line line : OnlineRetail.lines(Shared.folder())) {
            firsts.putIfAbsent(line.invoice(), line);
            amounts.merge(line.invoice(), line.tenthsOfPence(), Long::sum);
        }
        return firsts.values().stream()
                .map(line -> new Purchase(
                        line.customer(),
                        line.at().atZone(ZoneOffset.UTC).toLocalDate(),
                        Money.of(Math.round(amounts.get(line.invoice()) / 10.0), "GBP")))
                .toList();
    }
}
