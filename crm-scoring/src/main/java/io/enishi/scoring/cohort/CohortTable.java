package io.enishi.scoring.cohort;

import io.enishi.core.value.Money;
import io.enishi.scoring.purchase.MixedCurrenciesException;
import io.enishi.scoring.purchase.Purchase;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Customers by the period of their first purchase, and how many of them bought in each period after it.
 *
 * @param period the length of a period
 * @param cohorts from the period of the very first purchase to that of the latest, periods in which nobody began included; empty for
 *     no purchases
 */
public record CohortTable(Period period, List<Cohort> cohorts) {

    /** How time is divided; by the calendar. */
    public enum Period {
        /** From Monday to Sunday. */
        WEEK,
        MONTH,
        QUARTER;

        LocalDate startOf(LocalDate day) {
            return switch (this) {
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            };
        }

        int between(LocalDate start, LocalDate later) {
            return Math.toIntExact(
                    switch (this) {
                        case WEEK -> ChronoUnit.WEEKS.between(start, later);
                        case MONTH -> ChronoUnit.MONTHS.between(start, later);
                        case QUARTER -> IsoFields.QUARTER_YEARS.between(start, later);
                    });
        }

        LocalDate plus(LocalDate start, int periods) {
            return switch (this) {
                case WEEK -> start.plusWeeks(periods);
                case MONTH -> start.plusMonths(periods);
                case QUARTER -> start.plusMonths(3L * periods);
            };
        }

        /** {@code 2011-03}, {@code 2011-Q1}, or the Monday of the week. */
        public String label(LocalDate start) {
            return switch (this) {
                case WEEK -> start.toString();
                case MONTH -> YearMonth.from(start).toString();
                case QUARTER -> start.getYear() + "-Q" + start.get(IsoFields.QUARTER_OF_YEAR);
            };
        }
    }

    /**
     * Those who began in one period.
     *
     * @param start the first day of the period
     * @param active how many different customers of the cohort bought in the period of their first purchase (that is all of them), in the
     *     one after it, and so on, as far as the table goes
     * @param minorUnits what they spent in each of these periods, in minor units of the table's currency
     */
    public record Cohort(LocalDate start, List<Integer> active, List<Long> minorUnits) {
        public Cohort {
            Objects.requireNonNull(start, "start");
            active = List.copyOf(active);
            minorUnits = List.copyOf(minorUnits);
        }

        /** How many customers began in the period. */
        public int size() {
            return active.get(0);
        }

        /** The share that bought {@code periods} after the first purchase, 0 to 1; empty where nobody began or the table ends before. */
        public OptionalDouble retention(int periods) {
            if (size() == 0 || periods < 0 || periods >= active.size()) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of((double) active.get(periods) / size());
        }
    }

    public CohortTable {
        Objects.requireNonNull(period, "period");
        cohorts = List.copyOf(cohorts);
    }

    /**
     * Counts plain purchases, in any order.
     *
     * @throws MixedCurrenciesException if amounts are of several currencies
     */
    public static CohortTable of(Collection<Purchase> purchases, Period period) {
        Map<String, LocalDate> firsts = new HashMap<>();
        LocalDate last = null;
        Currency currency = null;
        for (Purchase purchase : purchases) {
            LocalDate start = period.startOf(purchase.day());
            firsts.merge(purchase.customer(), start, (a, b) -> a.isBefore(b) ? a : b);
            last = last == null || last.isBefore(start) ? start : last;
            currency = same(currency, purchase.amount(), purchases);
        }
        if (last == null) {
            return new CohortTable(period, List.of());
        }
        LocalDate first = new TreeSet<>(firsts.values()).first();
        int periods = period.between(first, last) + 1;
        long[][] spent = new long[periods][periods];
        Map<Long, Set<String>> active = new TreeMap<>();
        for (Purchase purchase : purchases) {
            LocalDate began = Objects.requireNonNull(firsts.get(purchase.customer()));
            int cohort = period.between(first, began);
            int after = period.between(began, period.startOf(purchase.day()));
            spent[cohort][after] =
                    Math.addExact(spent[cohort][after], purchase.amount().minorUnits());
            active.computeIfAbsent((long) cohort * periods + after, cell -> new HashSet<>())
                    .add(purchase.customer());
        }
        List<Cohort> cohorts = new ArrayList<>(periods);
        for (int cohort = 0; cohort < periods; cohort++) {
            List<Integer> counts = new ArrayList<>(periods - cohort);
            List<Long> amounts = new ArrayList<>(periods - cohort);
            for (int after = 0; after < periods - cohort; after++) {
                counts.add(active.getOrDefault((long) cohort * periods + after, Set.of())
                        .size());
                amounts.add(spent[cohort][after]);
            }
            cohorts.add(new Cohort(period.plus(first, cohort), counts, amounts));
        }
        return new CohortTable(period, cohorts);
    }

    private static Currency same(@Nullable Currency before, Money amount, Collection<Purchase> purchases) {
        if (before != null && !before.equals(amount.currency())) {
            Set<Currency> found = new HashSet<>();
            purchases.forEach(purchase -> found.add(purchase.amount().currency()));
            throw new MixedCurrenciesException(found);
        }
        return amount.currency();
    }

    /** How many customers there are in all. */
    public int customers() {
        return cohorts.stream().mapToInt(Cohort::size).sum();
    }

    /**
     * The share of all customers who bought so many periods after their first purchase, over the cohorts that are old enough; empty
     * where none is.
     */
    public OptionalDouble retention(int periods) {
        long began = 0;
        long bought = 0;
        for (Cohort cohort : cohorts) {
            if (periods >= 0 && periods < cohort.active().size()) {
                began += cohort.size();
                bought += cohort.active().get(periods);
            }
        }
        return began == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bought / began);
    }
}
