package io.enishi.scoring.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.core.value.Money;
import io.enishi.scoring.GoldenFile;
import io.enishi.scoring.Shared;
import io.enishi.scoring.purchase.Purchase;
import io.enishi.scoring.recommend.OnlineRetail;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cohorts of Online Retail as pandas counted them; skipped where the folders are absent. */
class GoldenCohortTest {

    @Test
    void monthsOfOnlineRetailAreTheReference() {
        GoldenFile golden = GoldenFile.json("cohort_online_retail.json");
        assumeTrue(OnlineRetail.isThere(Shared.folder()));
        // Prices have up to three decimals, so amounts are counted in a currency of three.
        List<Purchase> purchases = OnlineRetail.lines(Shared.folder()).stream()
                .map(line -> new Purchase(
                        line.customer(),
                        line.at().atZone(ZoneOffset.UTC).toLocalDate(),
                        Money.of(line.tenthsOfPence(), "BHD")))
                .toList();

        CohortTable table = CohortTable.of(purchases, CohortTable.Period.MONTH);

        GoldenFile expected = golden.get("cohort_by_first_purchase_month");
        assertThat(purchases).hasSize((int) golden.get("rows").whole());
        assertThat(table.customers()).isEqualTo((int) golden.get("customers").whole());
        assertThat(table.cohorts()).hasSize(expected.fields().size());
        for (CohortTable.Cohort cohort : table.cohorts()) {
            List<GoldenFile> row =
                    expected.get(table.period().label(cohort.start())).items();
            for (int i = 0; i < row.size(); i++) {
                long active = i < cohort.active().size() ? cohort.active().get(i) : 0;
                assertThat(active)
                        .as("%s + %s", cohort.start(), i)
                        .isEqualTo(row.get(i).whole());
            }
        }
        double revenue = table.cohorts().stream()
                        .flatMap(cohort -> cohort.minorUnits().stream())
                        .mapToLong(Long::longValue)
                        .sum()
                / 1000.0;
        assertThat(revenue).isCloseTo(golden.get("revenue").number(), withPercentage(1e-4));
    }
}
