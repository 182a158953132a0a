package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.SharedData;
import io.enishi.scoring.recommend.Basket;
import io.enishi.scoring.recommend.PairOfProducts;
import io.enishi.scoring.recommend.PurchaseIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * Which products of Online Retail are bought together: half a million lines of CSV to all pairs in ten baskets or more, by
 * log-likelihood ratio. Then the same with two and four times the customers and baskets, to see how it grows; what counts as often
 * enough grows as well, so that the pairs to be found are the same.
 */
public final class CoPurchaseJob implements Job {

    private static final String NAME = "scoring.co_purchase";
    private static final int RUNS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "pairs of products bought together in Online Retail, from the CSV, and at two and four times its size";
    }

    /** A customer's invoices with their products. */
    private record Invoice(Instant at, Set<String> products) {}

    @Override
    public void run() throws Exception {
        Map<String, Map<String, Invoice>> customers = read();
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            pairs(customers, 4); // else the first size is measured before the code is compiled
        }
        double[] seconds = new double[3];
        for (int power = 0; power < seconds.length; power++) {
            int times = 1 << power;
            seconds[power] = median(customers, times);
            System.out.printf(
                    Locale.ROOT,
                    "   %d x: index and pairs median %.0f ms of %d runs%n",
                    times,
                    seconds[power] * 1000,
                    RUNS);
        }
        double whole = Double.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long start = System.nanoTime();
            pairs(read(), 1);
            whole = Math.min(whole, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf(Locale.ROOT, "   with reading the CSV: %.0f ms, best of 3%n", whole * 1000);
        System.out.printf(
                Locale.ROOT,
                "%s seconds=%.3f with_reading=%.3f growth_2x=%.2f growth_4x=%.2f goal_seconds=5%n",
                NAME,
                seconds[0],
                whole,
                seconds[1] / seconds[0],
                seconds[2] / seconds[0]);
    }

    private static double median(Map<String, Map<String, Invoice>> customers, int times) {
        double[] seconds = new double[RUNS];
        pairs(customers, times);
        for (int run = 0; run < RUNS; run++) {
            System.gc();
            long start = System.nanoTime();
            int found = pairs(customers, times);
            seconds[run] = (System.nanoTime() - start) / 1e9;
            if (found != 200_884) {
                throw new IllegalStateException("there are 200884 pairs, but " + found + " were found");
            }
        }
        Arrays.sort(seconds);
        return seconds[RUNS / 2];
    }

    private static int pairs(Map<String, Map<String, Invoice>> customers, int times) {
        PurchaseIndex index = new PurchaseIndex();
        for (int copy = 0; copy < times; copy++) {
            for (Map.Entry<String, Map<String, Invoice>> customer : customers.entrySet()) {
                List<Basket> baskets = new ArrayList<>();
                for (Invoice invoice : customer.getValue().values()) {
                    baskets.add(Basket.of(invoice.at(), invoice.products()));
                }
                index.put(copy == 0 ? customer.getKey() : customer.getKey() + '-' + copy, baskets);
            }
        }
        List<PairOfProducts> found = index.pairs(50 * times, 10 * times);
        return found.size();
    }

    private static Map<String, Map<String, Invoice>> read() throws IOException {
        Map<String, Map<String, Invoice>> customers = new LinkedHashMap<>();
        Map<String, Instant> times = new HashMap<>();
        try (InputStream in =
                        new GZIPInputStream(Files.newInputStream(SharedData.file("scoring/online_retail.csv.gz")));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String row = reader.readLine(); row != null; row = reader.readLine()) {
                String[] cells = row.split(",", -1);
                if (!cells[5].isEmpty()
                        && Long.parseLong(cells[2]) > 0
                        && Double.parseDouble(cells[4]) > 0
                        && !cells[0].startsWith("C")) {
                    Instant at = times.computeIfAbsent(
                            cells[3],
                            text -> LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
                    customers
                            .computeIfAbsent(cells[5], first -> new LinkedHashMap<>())
                            .computeIfAbsent(cells[0], first -> new Invoice(at, new TreeSet<>()))
                            .products()
                            .add(cells[1]);
                }
            }
        }
        return customers;
    }
}
