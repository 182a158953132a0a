package io.enishi.examples.analysis;

import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.replay.Progress;
import io.enishi.examples.replay.Table;
import io.enishi.scoring.recommend.Basket;
import io.enishi.scoring.recommend.PairOfProducts;
import io.enishi.scoring.recommend.ProductRecommender;
import io.enishi.scoring.recommend.PurchaseIndex;
import io.enishi.scoring.recommend.Recommendation;
import io.enishi.scoring.recommend.Shopper;
import io.enishi.scoring.recommend.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code recommend}: what goes with what, what to recommend to whom, and how good that would have been. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Recommendation: products for each customer with reasons, pairs of products by log-likelihood ratio and"
                    + " lift, and how good the recommendations would have been.",
            "Rows of one --order are a basket; without it, the rows of a customer and day.",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, a doubtful"
                    + " last day; 2 invalid input, nothing written."
        })
public final class RecommendCommand extends Analysis {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int REASONS_TOLD = 3;

    @Mixin
    private PurchaseTable table = new PurchaseTable();

    @Option(names = "--product", paramLabel = "COL", description = "column of the product's id")
    private @Nullable String product;

    @Option(
            names = "--segment",
            paramLabel = "COL",
            description = "column of the customer's segment, such as a region, whose favourites serve newcomers")
    private @Nullable String segment;

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description =
                    "CSV of products with a column named as --product says, and any of category, stock, consumable-of, "
                            + "compatible-with, use-period-days")
    private @Nullable Path catalogue;

    @Option(names = "--n", paramLabel = "N", description = "products for each customer, ${DEFAULT-VALUE} unless given")
    private int n = 10;

    @Option(
            names = "--for",
            paramLabel = "ID",
            description = "print the recommendations for this customer; an unknown one is a newcomer")
    private @Nullable String one;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "write the recommendations for all customers there")
    private @Nullable Path csv;

    @Option(
            names = "--pairs",
            paramLabel = "OUT.csv",
            description = "write pairs of products in one basket there, by log-likelihood ratio")
    private @Nullable Path pairs;

    @Option(
            names = "--min-baskets",
            paramLabel = "N",
            description = "pairs of products in at least so many baskets each, ${DEFAULT-VALUE} unless given")
    private int leastBaskets = 50;

    @Option(
            names = "--min-together",
            paramLabel = "N",
            description = "pairs in at least so many baskets, ${DEFAULT-VALUE} unless given")
    private int leastTogether = 10;

    @Option(
            names = "--judge-from",
            paramLabel = "DATE",
            description = "recommend as of the beginning of that day and judge by what was bought from then on")
    private @Nullable String judgeFrom;

    @Option(names = "--json", paramLabel = "OUT.json", description = "write counts, and the judgement, there")
    private @Nullable Path json;

    @Override
    protected void analyse() throws Exception {
        require("--log", table.log, "--customer", table.customer, "--date", table.date, "--product", product);
        if (n < 1 || n > 1000 || leastBaskets < 1 || leastTogether < 1) {
            throw new DefinitionException(new Problem(
                    "--n, --min-baskets or --min-together", "is out of range", "at least 1, and --n at most 1000"));
        }
        LocalDate split = PurchaseTable.day("--judge-from", judgeFrom);
        LineReport report = new LineReport();
        LineReport products = new LineReport();
        Catalog catalog = catalogue == null ? Catalog.empty() : readCatalog(catalogue, products);
        List<PurchaseTable.Bought> bought = table.read(
                report, charset(), given(product), segment == null ? "" : segment, PurchaseTable.Without.EACH_DAY);
        goOn(products);
        goOn(report);
        lookOver(PurchaseTable.days(bought), table.until() != null);
        Map<String, List<Basket>> baskets = new TreeMap<>();
        Map<String, String> segments = new HashMap<>();
        Instant last = Instant.EPOCH;
        for (PurchaseTable.Bought purchase : bought) {
            Instant at = purchase.at().toInstant(ZoneOffset.UTC);
            last = last.isBefore(at) ? at : last;
            baskets.computeIfAbsent(purchase.customer(), first -> new ArrayList<>())
                    .add(Basket.of(at, purchase.products()));
            segments.put(purchase.customer(), purchase.segment());
        }
        PurchaseIndex index = new PurchaseIndex();
        baskets.forEach((customer, own) -> index.put(customer, segments.getOrDefault(customer, ""), own));
        console()
                .printf(
                        Locale.ROOT,
                        "%d customers, %d baskets, %d products%n",
                        index.customers(),
                        index.baskets(),
                        index.products().size());
        ObjectNode root = JSON.createObjectNode();
        root.put("customers", index.customers())
                .put("baskets", index.baskets())
                .put("products", index.products().size());
        if (pairs != null) {
            writePairs(pairs, index, root);
        }
        if (split != null) {
            judge(baskets, split, catalog, root);
        }
        LocalDate until = table.until();
        Instant now = until == null
                ? last.plusSeconds(1)
                : until.plusDays(1).atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
        ProductRecommender recommender = ProductRecommender.over(index).withCatalog(catalog);
        if (csv != null) {
            writeAll(csv, recommender, baskets, segments, now);
        }
        if (one != null) {
            tell(recommender, baskets.getOrDefault(one, List.of()), segments.getOrDefault(one, ""), now);
        }
        if (json != null) {
            Files.writeString(json, JSON.writeValueAsString(root) + System.lineSeparator());
        }
    }

    // ------------------------------------------------------------------ the catalogue

    private Catalog readCatalog(Path file, LineReport report) throws IOException {
        List<String> facts = List.of(
                Catalog.CATEGORY,
                Catalog.STOCK,
                Catalog.CONSUMABLE_OF,
                Catalog.COMPATIBLE_WITH,
                Catalog.USE_PERIOD_DAYS);
        List<String> there = CsvTable.header(file, charset()).stream()
                .filter(facts::contains)
                .toList();
        List<String> columns = new ArrayList<>(List.of(given(product)));
        columns.addAll(there);
        Map<String, Map<String, List<AttributeValue>>> known = new HashMap<>();
        new CsvTable(file, columns, charset()).read(report, (number, texts) -> {
            String id = texts[0].strip();
            if (id.isEmpty()) {
                report.reject(number, "no product");
                return;
            }
            Map<String, List<AttributeValue>> own = new HashMap<>();
            for (int i = 1; i < texts.length; i++) {
                String fact = columns.get(i);
                List<AttributeValue> values = new ArrayList<>();
                for (String text : texts[i].split("[|;]", -1)) {
                    if (!text.isBlank()) {
                        AttributeValue value = value(fact, text.strip());
                        if (value == null) {
                            report.reject(number, "unreadable " + fact, "\"" + text + "\" is no whole number");
                            return;
                        }
                        values.add(value);
                    }
                }
                own.put(fact, List.copyOf(values));
            }
            known.put(id, own);
        });
        return (id, fact) -> known.getOrDefault(id, Map.of()).getOrDefault(fact, List.of());
    }

    private static @Nullable AttributeValue value(String fact, String text) {
        if (!fact.equals(Catalog.STOCK) && !fact.equals(Catalog.USE_PERIOD_DAYS)) {
            return AttributeValue.of(text);
        }
        try {
            return AttributeValue.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    // ------------------------------------------------------------------ what is written

    private void writePairs(Path file, PurchaseIndex index, ObjectNode root) throws IOException {
        List<PairOfProducts> found;
        try (Progress progress = new Progress("Counting", index.products().size(), complaints())) {
            found = index.pairs(leastBaskets, leastTogether, progress::at);
        }
        try (Table out = new Table(file, "item_a", "item_b", "baskets_both", "baskets_a", "baskets_b", "llr", "lift")) {
            for (PairOfProducts pair : found) {
                out.row(
                        pair.first(),
                        pair.second(),
                        pair.counts().both(),
                        pair.counts().first(),
                        pair.counts().second(),
                        pair.llr(),
                        pair.lift());
            }
        }
        root.put("pairs", found.size());
        console().println(found.size() + " pairs");
    }

    private void writeAll(
            Path file,
            ProductRecommender recommender,
            Map<String, List<Basket>> baskets,
            Map<String, String> segments,
            Instant now)
            throws IOException {
        try (Table out = new Table(file, "customer", "rank", "product", "score", "reason");
                Progress progress = new Progress("Recommending", baskets.size(), complaints())) {
            long done = 0;
            for (Map.Entry<String, List<Basket>> entry : baskets.entrySet()) {
                Shopper shopper = Shopper.of(entry.getValue()).in(segments.getOrDefault(entry.getKey(), ""));
                int rank = 0;
                for (Recommendation recommendation : recommender.recommend(shopper, now, n)) {
                    out.row(
                            entry.getKey(),
                            ++rank,
                            recommendation.product(),
                            recommendation.score(),
                            recommendation.why());
                }
                progress.at(++done);
            }
        }
    }

    private void tell(ProductRecommender recommender, List<Basket> own, String group, Instant now) {
        if (own.isEmpty()) {
            complaints().println("--for: nothing is known of that customer, so here is what is popular");
        }
        for (Recommendation recommendation :
                recommender.recommend(Shopper.of(own).in(group), now, n)) {
            console().printf(Locale.ROOT, "%-20s %.4f%n", recommendation.product(), recommendation.score());
            recommendation.parts().stream()
                    .limit(REASONS_TOLD)
                    .forEach(part -> console()
                            .printf(
                                    Locale.ROOT,
                                    "    %.4f %s%n",
                                    part.points(),
                                    part.reason().words()));
        }
    }

    // ------------------------------------------------------------------ judging

    private void judge(Map<String, List<Basket>> baskets, LocalDate split, Catalog catalog, ObjectNode root) {
        Instant end = Instant.parse("2199-12-31T00:00:00Z");
        TimeSplit judged = new TimeSplit(baskets, split.atStartOfDay().toInstant(ZoneOffset.UTC), end);
        Duration lately = Duration.ofDays(60);
        Map<String, TimeSplit.Chooser> choosers = new LinkedHashMap<>();
        choosers.put(
                "recommended",
                judged.by(ProductRecommender.over(judged.training()).withCatalog(catalog)));
        choosers.put("popular", judged.byPopularity(lately));
        choosers.put("co-occurrence in baskets", judged.byCoOccurrenceInBaskets());
        choosers.put("co-occurrence by customer", judged.byCoOccurrenceByCustomer());
        choosers.put("own habit, then popular", judged.byOwnHabit(lately));
        ArrayNode verdicts = root.putArray("judgement");
        for (boolean onlyNew : new boolean[] {false, true}) {
            console().println(onlyNew ? "what was new to them:" : "everything they bought from " + split + " on:");
            choosers.forEach((name, chooser) -> {
                TimeSplit.Verdict verdict;
                try (Progress progress = new Progress(name, judged.customers(), complaints())) {
                    verdict = judged.judge(chooser, onlyNew, n, progress::at);
                }
                console()
                        .printf(
                                Locale.ROOT,
                                "    %-26s hit rate %.4f  NDCG %.4f  (%d customers, %d products each)%n",
                                name,
                                verdict.hitRate(),
                                verdict.ndcg(),
                                verdict.customers(),
                                n);
                verdicts.addObject()
                        .put("chooser", name)
                        .put("onlyNew", onlyNew)
                        .put("customers", verdict.customers())
                        .put("hitRate", verdict.hitRate())
                        .put("ndcg", verdict.ndcg());
            });
        }
    }
}
