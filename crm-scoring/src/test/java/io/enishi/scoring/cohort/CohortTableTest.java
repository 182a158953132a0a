package io.enishi.scoring.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.value.Money;
import io.enishi.scoring.purchase.MixedCurrenciesException;
import io.enishi.scoring.purchase.Purchase;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortTableTest {

    private static Purchase bought(String customer, String day, long yen) {
        return new Purchase(customer, LocalDate.parse(day), Money.yen(yen));
    }

    @Test
    void quartersAndWeeksBeginOnTheirFirstDay() {
        List<Purchase> purchases = List.of(bought("a", "2026-03-31", 1), bought("a", "2026-04-01", 2));

        CohortTable quarters = CohortTable.of(purchases, CohortTable.Period.QUARTER);
        assertThat(quarters.cohorts().get(0).active()).containsExactly(1, 1);
        assertThat(quarters.cohorts().get(0).minorUnits()).containsExactly(1L, 2L);
        assertThat(quarters.period().label(quarters.cohorts().get(1).start())).isEqualTo("2026-Q2");
        CohortTable weeks = CohortTable.of(purchases, CohortTable.Period.WEEK);
        assertThat(weeks.cohorts()).hasSize(1); // Tuesday and Wednesday
        assertThat(weeks.cohorts().get(0).start()).isEqualTo("2026-03-30");
    }

    @Test
    void noPurchasesMakeNoCohortsAndNoShare() {
        CohortTable none = CohortTable.of(List.of(), CohortTable.Period.MONTH);

        assertThat(none.cohorts()).isEmpty();
        assertThat(none.retention(1)).isEmpty();
        assertThat(none.customers()).isZero();
    }

    @Test
    void aPeriodInWhichNobodyBeganHasNoRetention() {
        CohortTable table = CohortTable.of(
                List.of(bought("a", "2026-01-01", 1), bought("b", "2026-03-01", 1)), CohortTable.Period.MONTH);

        assertThat(table.cohorts().get(1).retention(0)).isEmpty();
        assertThat(table.retention(1)).hasValue(0);
    }

    @Test
    void mixedCurrenciesAreRefused() {
        List<Purchase> mixed =
                List.of(bought("a", "2026-01-01", 1), new Purchase("b", LocalDate.EPOCH, Money.of(1, "USD")));

        assertThatThrownBy(() -> CohortTable.of(mixed, CohortTable.Period.MONTH))
                .isInstanceOf(MixedCurrenciesException.class);
    }

    @Test
    void whoMovedFromWhereToWhere() {
        Transitions moved = Transitions.between(
                Map.of("a", "new", "b", "vip", "c", "new"), Map.of("a", "vip", "b", "vip", "d", "new"));

        assertThat(moved.count("new", "vip")).isOne();
        assertThat(moved.count("vip", "vip")).isOne();
        assertThat(moved.count("new", Transitions.NOBODY)).isOne();
        assertThat(moved.count(Transitions.NOBODY, "new")).isOne();
        assertThat(moved.changed()).extracting(Transitions.Move::customer).containsExactly("a", "c", "d");
    }
}
