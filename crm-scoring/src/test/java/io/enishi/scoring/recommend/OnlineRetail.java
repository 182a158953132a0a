package io.enishi.scoring.recommend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** The lines of Online Retail that the reference values are about. */
public final class OnlineRetail {

    /** A line; minor units of its value are exact (price in pence times quantity, prices have up to three decimals: tenths of a penny). */
    public record Line(String customer, String invoice, String stock, Instant at, long tenthsOfPence) {}

    private OnlineRetail() {}

    public static boolean isThere(Path shared) {
        return Files.isReadable(file(shared));
    }

    private static Path file(Path shared) {
        return shared.resolve("data/scoring/online_retail.csv.gz");
    }

    /** Lines with a customer, a quantity and a price, cancellations left out. */
    public static List<Line> lines(Path shared) {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file(shared)));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String row = reader.readLine(); row != null; row = reader.readLine()) {
                String[] cells = row.split(",", -1);
                long quantity = Long.parseLong(cells[2]);
                double price = Double.parseDouble(cells[4]);
                if (!cells[5].isEmpty() && quantity > 0 && price > 0 && !cells[0].startsWith("C")) {
                    lines.add(new Line(
                            cells[5],
                            cells[0],
                            cells[1],
                            LocalDateTime.parse(cells[3].replace(' ', 'T')).toInstant(ZoneOffset.UTC),
                            quantity * Math.round(price * 1000)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Each customer's invoices as baskets, in order of first appearance. */
    public static Map<String, List<Basket>> baskets(List<Line> lines) {
        Map<String, Map<String, Set<String>>> products = new LinkedHashMap<>();
        Map<String, Instant> at = new HashMap<>();
        for (Line line : lines) {
            products.computeIfAbsent(line.customer(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(line.invoice(), key -> new HashSet<>())
                    .add(line.stock());
            at.putIfAbsent(line.invoice(), line.at());
        }
        Map<String, List<Basket>> baskets = new LinkedHashMap<>();
        products.forEach((customer, invoices) -> {
            List<Basket> own = new ArrayList<>();
            invoices.forEach((invoice, stocks) -> own.add(Basket.of(at.get(invoice), stocks)));
            baskets.put(customer, own);
        });
        return baskets;
    }
}
