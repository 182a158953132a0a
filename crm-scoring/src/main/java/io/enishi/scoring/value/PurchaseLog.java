package io.enishi.scoring.value;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who bought on which days, cut at the end of the observation: from here come histories in weeks of seven days, spend, and what
 * happened afterwards.
 *
 * <p>Purchases of one customer on one day are one purchase; their amounts are added. Everybody whose first purchase is not after the
 * end of the observation is in, in the order in which they were first added. Purchases after the end are kept apart as the
 * <em>holdout</em>, to judge a model by.
 *
 * <pre>{@code
 * PurchaseLog.Builder builder = PurchaseLog.until(LocalDate.parse("1997-09-30"));
 * orders.forEach(order -> builder.add(order.member(), order.day(), order.amount()));
 * PurchaseLog log = builder.build();
 * BgNbd model = BgNbd.fit(log.counts()).orElseThrow().model();
 * double alive = model.pAlive(log.customer(0).history());
 * }</pre>
 *
 * <p>The order of rows changes nothing but the order of customers. Immutable; 4 bytes for each purchase day and about 60 for each
 * customer are kept.
 */
public final class PurchaseLog {

    /** The unit of {@link Customer#history}. */
    public static final double DAYS_PER_WEEK = 7;

    private final LocalDate until;
    private final LocalDate lastDay;
    private final List<Customer> customers;
    /** Repeat purchase days of all customers, as epoch days, holdout included. */
    private final int[] repeatDays;
    /** Where each customer's days begin; the last entry is their number. */
    private final int[] repeatOffsets;

    /**
     * One customer.
     *
     * @param customer the id under which the purchases were added
     * @param firstDay day of the first purchase
     * @param x number of purchase days after the first, up to the end of the observation
     * @param txDays days from the first purchase to the last one observed; 0 if x is 0
     * @param tDays days from the first purchase to the end of the observation
     * @param meanSpend mean amount of the x repeat purchase days; 0 if x is 0
     * @param holdout number of purchase days after the end of the observation
     */
    public record Customer(
            String customer, LocalDate firstDay, int x, int txDays, int tDays, double meanSpend, int holdout) {

        /** The history in weeks. */
        public RepeatHistory history() {
            return new RepeatHistory(x, txDays / DAYS_PER_WEEK, tDays / DAYS_PER_WEEK);
        }
    }

    private PurchaseLog(
            LocalDate until, LocalDate lastDay, List<Customer> customers, int[] repeatDays, int[] repeatOffsets) {
        this.until = until;
        this.lastDay = lastDay;
        this.customers = Collections.unmodifiableList(customers);
        this.repeatDays = repeatDays;
        this.repeatOffsets = repeatOffsets;
    }

    /** Begins a log whose observation ends with this day, the day included. */
    public static Builder until(LocalDate day) {
        return new Builder(day);
    }

    /** The last day of the observation. */
    public LocalDate until() {
        return until;
    }

    /** The day of the latest purchase of the whole log, or the end of the observation if that is later. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** Weeks from the end of the observation to {@link #lastDay}. */
    public double holdoutWeeks() {
        return (lastDay.toEpochDay() - until.toEpochDay()) / DAYS_PER_WEEK;
    }

    public int size() {
        return customers.size();
    }

    /** The i-th customer, from 0. */
    public Customer customer(int i) {
        return customers.get(i);
    }

    public List<Customer> customers() {
        return customers;
    }

    /** The compressed histories, in weeks. */
    public PurchaseCounts counts() {
        int n = customers.size();
        int[] x = new int[n];
        double[] tx = new double[n];
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            Customer customer = customers.get(i);
            x[i] = customer.x();
            tx[i] = customer.txDays() / DAYS_PER_WEEK;
            t[i] = customer.tDays() / DAYS_PER_WEEK;
        }
        return PurchaseCounts.of(x, tx, t);
    }

    /** Numbers of repeat purchases, one for each customer: the first argument of {@link GammaGamma#fit}. */
    public int[] repeats() {
        return customers.stream().mapToInt(Customer::x).toArray();
    }

    /** Mean amounts of repeat purchases, one for each customer: the second argument of {@link GammaGamma#fit}. */
    public double[] meanSpends() {
        return customers.stream().mapToDouble(Customer::meanSpend).toArray();
    }

    int[] repeatDays() {
        return repeatDays;
    }

    /** All purchase days of the i-th customer, rising, the holdout included. */
    public List<LocalDate> purchaseDays(int i) {
        List<LocalDate> days = new ArrayList<>(1 + repeatOffsets[i + 1] - repeatOffsets[i]);
        days.add(customers.get(i).firstDay());
        for (int at = repeatOffsets[i]; at < repeatOffsets[i + 1]; at++) {
            days.add(LocalDate.ofEpochDay(repeatDays[at]));
        }
        return days;
    }

    /** Collects purchases in any order. */
    public static final class Builder {

        private static final Comparator<double[]> BY_DAY =
                Comparator.<double[]>comparingDouble(row -> row[0]).thenComparingDouble(row -> row[1]);
        private static final long MOST_DAYS = 365_250_000;

        private LocalDate until;
        private final Map<String, Integer> index = new LinkedHashMap<>();
        private int[] who = new int[64];
        private int[] day = new int[64];
        private double[] amount = new double[64];
        private int size;

        private Builder(LocalDate until) {
            inRange(until);
            this.until = until;
        }

        /** Changes the last day of the observation, for those who learn it while reading. */
        public Builder until(LocalDate day) {
            inRange(day);
            this.until = day;
            return this;
        }

        /**
         * Adds a purchase.
         *
         * @param amount what was paid, in one currency for all; 0 for a purchase without price, which counts as one
         * @throws IllegalArgumentException if the amount is negative or not finite: take refunds off the order they belong to, or leave
         *     cancelled orders out
         */
        public Builder add(String customer, LocalDate purchaseDay, double amount) {
            return add(customer, Math.toIntExact(inRange(purchaseDay)), amount);
        }

        private static long inRange(LocalDate purchaseDay) {
            long epochDay = purchaseDay.toEpochDay();
            if (Math.abs(epochDay) > MOST_DAYS) {
                throw new IllegalArgumentException("day " + purchaseDay + ": beyond the calendar of any shop");
            }
            return epochDay;
        }

        private Builder add(String customer, int epochDay, double paid) {
            Objects.requireNonNull(customer, "customer");
            if (!(paid >= 0 && paid < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("amount " + paid + ": a purchase is not negative, and finite");
            }
            if (size == who.length) {
                int capacity = size * 2;
                who = Arrays.copyOf(who, capacity);
                day = Arrays.copyOf(day, capacity);
                amount = Arrays.copyOf(amount, capacity);
            }
            Integer known = index.putIfAbsent(customer, index.size());
            who[size] = known == null ? index.size() - 1 : known;
            day[size] = epochDay;
            amount[size++] = paid;
            return this;
        }

        /** The log; further rows may be added afterwards for another. */
        public PurchaseLog build() {
            int n = index.size();
            int[] offsets = new int[n + 1];
            for (int i = 0; i < size; i++) {
                offsets[who[i] + 1]++;
            }
            for (int i = 0; i < n; i++) {
                offsets[i + 1] += offsets[i];
            }
            int[] next = offsets.clone();
            int[] days = new int[size];
            double[] amounts = new double[size];
            for (int i = 0; i < size; i++) {
                int place = next[who[i]]++;
                days[place] = day[i];
                amounts[place] = amount[i];
            }
            return new Cutting(days, amounts, offsets).cut();
        }

        /** Sorts and merges customer by customer. */
        private final class Cutting {
            private final int[] days;
            private final double[] amounts;
            private final int[] offsets;
            private final int end = (int) until.toEpochDay();
            private final List<Customer> customers;
            private final int[] repeatDays;
            private final int[] repeatOffsets;
            private int repeats;
            private int last = (int) until.toEpochDay();

            Cutting(int[] days, double[] amounts, int[] offsets) {
                this.days = days;
                this.amounts = amounts;
                this.offsets = offsets;
                this.customers = new ArrayList<>(offsets.length - 1);
                this.repeatDays = new int[days.length];
                this.repeatOffsets = new int[offsets.length];
            }

            PurchaseLog cut() {
                int i = 0;
                for (String customer : index.keySet()) {
                    sort(offsets[i], offsets[i + 1]);
                    one(customer, offsets[i], offsets[i + 1]);
                    i++;
                }
                return new PurchaseLog(
                        until,
                        LocalDate.ofEpochDay(last),
                        customers,
                        Arrays.copyOf(repeatDays, repeats),
                        Arrays.copyOf(repeatOffsets, customers.size() + 1));
            }

            private void one(String customer, int from, int to) {
                int first = days[from];
                last = Math.max(last, days[to - 1]);
                if (first > end) {
                    return;
                }
                int x = 0;
                int lastSeen = first;
                int holdout = 0;
                double spent = 0;
                int at = from;
                while (at < to) {
                    int today = days[at];
                    double paid = 0;
                    while (at < to && days[at] == today) {
                        paid += amounts[at++];
                    }
                    if (today == first) {
                        continue;
                    }
                    repeatDays[repeats++] = today;
                    if (today <= end) {
                        x++;
                        lastSeen = today;
                        spent += paid;
                    } else {
                        holdout++;
                    }
                }
                customers.add(new Customer(
                        customer,
                        LocalDate.ofEpochDay(first),
                        x,
                        lastSeen - first,
                        end - first,
                        x == 0 ? 0 : spent / x,
                        holdout));
                repeatOffsets[customers.size()] = repeats;
            }

            /** By day and amount, so that sums do not depend on the order of rows. */
            private void sort(int from, int to) {
                if (to - from > 64) {
                    double[][] rows = new double[to - from][];
                    for (int i = from; i < to; i++) {
                        rows[i - from] = new double[] {days[i], amounts[i]};
                    }
                    Arrays.sort(rows, BY_DAY);
                    for (int i = from; i < to; i++) {
                        days[i] = (int) rows[i - from][0];
                        amounts[i] = rows[i - from][1];
                    }
                    return;
                }
                for (int i = from + 1; i < to; i++) {
                    int d = days[i];
                    double a = amounts[i];
                    int j = i;
                    while (j > from && (days[j - 1] > d || (days[j - 1] == d && amounts[j - 1] > a))) {
                        days[j] = days[j - 1];
                        amounts[j] = amounts[j - 1];
                        j--;
                    }
                    days[j] = d;
                    amounts[j] = a;
                }
            }
        }
    }
}
