package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.SharedData;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.scoring.recommend.Basket;
import io.enishi.scoring.recommend.ProductRecommender;
import io.enishi.scoring.recommend.TimeSplit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * How good recommendations are: the last weeks of Online Retail and of the Complete Journey sample are guessed from what was before,
 * and judged beside popularity, plain co-occurrence and the customers' own habit. The weights of the recommender were chosen on weeks before
 * these.
 */
public final class RecommendationJob implements Job {

    private static final String NAME = "scoring.recommendation";
    private static final int K = 10;
    private static final Duration LATELY = Duration.ofDays(60);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "hit rate and NDCG at 10 on later weeks of Online Retail and Complete Journey, beside simple choosers";
    }

    private record Bought(Instant at, Set<String> products) {}

    @Override
    public void run() throws Exception {
        judge(
                "online_retail",
                read("scoring/online_retail.csv.gz", 5, 0, 1, 3, true),
                Map.of(),
                Instant.parse("2011-11-01T00:00:00Z"),
                Instant.parse("2011-12-10T00:00:00Z"));
        judge(
                "complete_journey",
                read("scoring/completejourney_transactions_sample.csv.gz", 0, 2, 3, 10, false),
                categories(),
                Instant.parse("2017-11-01T00:00:00Z"),
                Instant.parse("2018-01-01T00:00:00Z"));
    }

    private static void judge(
            String data,
            Map<String, List<Basket>> baskets,
            Map<String, String> categories,
            Instant split,
            Instant end) {
        TimeSplit judged = new TimeSplit(baskets, split, end);
        Catalog catalog = (product, fact) -> fact.equals(Catalog.CATEGORY) && categories.containsKey(product)
                ? List.of(AttributeValue.of(categories.getOrDefault(product, "")))
                : List.of();
        Map<String, TimeSplit.Chooser> choosers = new LinkedHashMap<>();
        choosers.put(
                "recommended",
                judged.by(ProductRecommender.over(judged.training()).withCatalog(catalog)));
        choosers.put("popular", judged.byPopularity(LATELY));
        choosers.put("baskets", judged.byCoOccurrenceInBaskets());
        choosers.put("customers", judged.byCoOccurrenceByCustomer());
        choosers.put("habit", judged.byOwnHabit(LATELY));
        for (boolean onlyNew : new boolean[] {false, true}) {
            choosers.forEach((chooser, by) -> {
                long start = System.nanoTime();
                TimeSplit.Verdict verdict = judged.judge(by, onlyNew, K);
                System.out.printf(
                        Locale.ROOT,
                        "%s data=%s asked=%s chooser=%s customers=%d hit_rate=%.4f ndcg=%.4f seconds=%.1f%n",
                        NAME,
                        data,
                        onlyNew ? "new" : "everything",
                        chooser,
                        verdict.customers(),
                        verdict.hitRate(),
                        verdict.ndcg(),
                        (System.nanoTime() - start) / 1e9);
            });
        }
    }

    private static Map<String, List<Basket>> read(
            String file, int customer, int basket, int product, int time, boolean onlineRetail) throws IOException {
        Map<String, Map<String, Bought>> customers = new TreeMap<>();
        try (BufferedReader reader = open(file)) {
            reader.readLine();
            for (String row = reader.readLine(); row != null; row = reader.readLine()) {
                String[] cells = row.split(",", -1);
                if (onlineRetail
                        && (cells[5].isEmpty()
                                || cells[0].startsWith("C")
                                || Long.parseLong(cells[2]) <= 0
                                || Double.parseDouble(cells[4]) <= 0)) {
                    continue;
                }
                String text = cells[time].replace(' ', 'T');
                Instant at = Instant.parse(text.endsWith("Z") ? text : text + ":00Z");
                customers
                        .computeIfAbsent(cells[customer], first -> new LinkedHashMap<>())
                        .computeIfAbsent(cells[basket], first -> new Bought(at, new TreeSet<>()))
                        .products()
                        .add(cells[product]);
            }
        }
        Map<String, List<Basket>> baskets = new TreeMap<>();
        customers.forEach((who, bought) -> {
            List<Basket> own = new ArrayList<>();
            bought.values().forEach(one -> own.add(Basket.of(one.at(), one.products())));
            baskets.put(who, own);
        });
        return baskets;
    }

    /** The category of each product; ids stand there as decimals. */
    private static Map<String, String> categories() throws IOException {
        Map<String, String> categories = new HashMap<>();
        try (BufferedReader reader = open("scoring/completejourney_products.csv.gz")) {
            reader.readLine();
            for (String row = reader.readLine(); row != null; row = reader.readLine()) {
                String[] cells = row.split(",", -1);
                categories.put(cells[0].replace(".0", ""), cells[2]);
            }
        }
        return categories;
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream in = new GZIPInputStream(Files.newInputStream(SharedData.file(file)));
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
