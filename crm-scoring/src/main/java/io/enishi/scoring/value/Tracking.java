package io.enishi.scoring.value;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a model that was fitted to the observation tells what came after it: repeat purchases week by week, and in the holdout by
 * number of observed repeat purchases.
 *
 * @param weeks cumulative repeat purchases of all customers, from the first purchase of all on
 * @param holdoutWeeks length of the holdout; 0 if the log ends with the observation, and then {@code byRepeats} says nothing
 * @param byRepeats customers grouped by x: 0, 1, and so on; the last group has x or more
 */
public record Tracking(List<Week> weeks, double holdoutWeeks, List<Group> byRepeats) {

    private static final int GROUPS = 8;

    /**
     * @param number from 1
     * @param lastDay of the week
     * @param actual repeat purchases up to and including that day
     * @param expected of the model, for customers with these first days
     * @param observed whether the whole week lies within the observation
     */
    public record Week(int number, LocalDate lastDay, long actual, double expected, boolean observed) {}

    /**
     * @param x observed repeat purchases; in the last group or more
     * @param actual mean number of purchases in the holdout
     * @param expected mean of what the model expected of them
     */
    public record Group(int x, boolean orMore, long customers, double actual, double expected) {}

    public Tracking {
        weeks = List.copyOf(weeks);
        byRepeats = List.copyOf(byRepeats);
    }

    /**
     * Compares.
     *
     * @param model in weeks, such as one fitted to {@code log.counts()}
     */
    public static Tracking of(PurchaseLog log, PurchaseModel model) {
        return new Tracking(weeks(log, model), log.holdoutWeeks(), groups(log, model));
    }

    private static List<Week> weeks(PurchaseLog log, PurchaseModel model) {
        if (log.size() == 0) {
            return new ArrayList<>();
        }
        int begin = log.customers().stream()
                .mapToInt(customer -> (int) customer.firstDay().toEpochDay())
                .min()
                .getAsInt();
        int end = (int) log.lastDay().toEpochDay();
        int[] starting = new int[end - begin + 1];
        log.customers().forEach(customer -> starting[(int) customer.firstDay().toEpochDay() - begin]++);
        int[] bought = new int[end - begin + 1];
        for (int day : log.repeatDays()) {
            bought[day - begin]++;
        }
        double[] ahead = IntStream.rangeClosed(0, end - begin)
                .mapToDouble(days -> days / PurchaseLog.DAYS_PER_WEEK)
                .toArray();
        double[] expected = model.expectedPurchases(RepeatHistory.ofNewCustomer(), ahead);
        List<Week> weeks = new ArrayList<>();
        long actual = 0;
        int counted = 0;
        for (int last = 6; last <= end - begin; last += 7) {
            while (counted <= last) {
                actual += bought[counted++];
            }
            double sum = 0;
            for (int start = 0; start <= last; start++) {
                sum += starting[start] * expected[last - start];
            }
            LocalDate lastDay = LocalDate.ofEpochDay(begin + last);
            weeks.add(new Week(weeks.size() + 1, lastDay, actual, sum, !lastDay.isAfter(log.until())));
        }
        return weeks;
    }

    private static List<Group> groups(PurchaseLog log, PurchaseModel model) {
        long[] customers = new long[GROUPS];
        double[] actual = new double[GROUPS];
        double[] expected = new double[GROUPS];
        double[] horizon = {log.holdoutWeeks()};
        // Equal histories have equal expectations: each is worked out once.
        PurchaseCounts counts = log.counts();
        for (int row = 0; row < counts.size(); row++) {
            int group = Math.min(counts.x(row), GROUPS - 1);
            customers[group] += counts.count(row);
            expected[group] += counts.count(row) * model.expectedPurchases(counts.history(row), horizon)[0];
        }
        for (PurchaseLog.Customer customer : log.customers()) {
            actual[Math.min(customer.x(), GROUPS - 1)] += customer.holdout();
        }
        List<Group> groups = new ArrayList<>();
        for (int x = 0; x < GROUPS; x++) {
            if (customers[x] > 0) {
                groups.add(new Group(
                        x, x == GROUPS - 1, customers[x], actual[x] / customers[x], expected[x] / customers[x]));
            }
        }
        return groups;
    }

    /** Mean absolute error of the cumulative weekly curve over the holdout, relative to what happened; NaN is never returned. */
    public double holdoutError() {
        return weeks.stream()
                .filter(week -> !week.observed() && week.actual() > 0)
                .mapToDouble(week -> Math.abs(week.expected() - week.actual()) / week.actual())
                .average()
                .orElse(0);
    }

    @Override
    public String toString() {
        return weeks.size() + " weeks, " + Arrays.toString(byRepeats.toArray());
    }
}
