package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.LastDays;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.replay.Progress;
import io.enishi.examples.replay.Table;
import io.enishi.scoring.cohort.Transitions;
import io.enishi.scoring.rfm.Buyer;
import io.enishi.scoring.rfm.RfmModel;
import io.enishi.scoring.rfm.RfmSegment;
import io.enishi.scoring.rfm.RfmTable;
import io.enishi.scoring.rfm.Scale;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code rfm}: scores customers by how recently, how often and for how much they bought. */
@Command(
        name = "rfm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "RFM: scores customers by how recently, how often and for how much they bought, and names segments.",
            "Each row is a purchase unless --order says which rows belong together. Recency is counted in calendar"
                    + " days to --until.",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, scores"
                    + " that say little; 2 invalid input, nothing written."
        })
public final class RfmCommand extends Analysis {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Mixin
    private PurchaseTable table = new PurchaseTable();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = {
                "quantiles (as the R package rfm: bounds are quantiles plus one), above-quantiles, midranks, or tiles"
                        + " (as SQL's NTILE: ties may part); ${DEFAULT-VALUE} unless given"
            })
    private String method = "quantiles";

    @Option(
            names = "--scores",
            paramLabel = "N",
            description = "highest score, 2 to 9, ${DEFAULT-VALUE} unless given; segments are named for 5")
    private int scores = 5;

    @Option(
            names = "--recency-cuts",
            paramLabel = "DAYS,...",
            description = "fixed bounds instead of the method: from so many days on the next lower score")
    private @Nullable String recencyCuts;

    @Option(
            names = "--frequency-cuts",
            paramLabel = "N,...",
            description = "fixed bounds: from so many purchases on the next score")
    private @Nullable String frequencyCuts;

    @Option(
            names = "--monetary-cuts",
            paramLabel = "AMOUNT,...",
            description = "fixed bounds: from such an amount on the next score")
    private @Nullable String monetaryCuts;

    @Option(
            names = "--compare",
            paramLabel = "DATE",
            description = "an earlier day: also tell who moved from which segment to which since then")
    private @Nullable String compare;

    @Option(names = "--json", paramLabel = "OUT.json", description = "write bounds, segments and moves there")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "write a row for each customer there")
    private @Nullable Path csv;

    @Option(
            names = "--moves",
            paramLabel = "OUT.csv",
            description = "write the customers whose segment changed since --compare there")
    private @Nullable Path moves;

    @Override
    protected void analyse() throws Exception {
        require("--log", table.log, "--customer", table.customer, "--date", table.date, "--amount", table.amount);
        if (moves != null && compare == null) {
            throw new DefinitionException(new Problem("--moves", "needs --compare", "say since when"));
        }
        RfmModel model = model();
        LocalDate earlier = PurchaseTable.day("--compare", compare);
        LineReport report = new LineReport();
        List<PurchaseTable.Bought> purchases = table.read(report, charset(), "", "", PurchaseTable.Without.EACH_ROW);
        goOn(report);
        LocalDate asked = table.until();
        LastDays days = PurchaseTable.days(purchases);
        lookOver(days, asked != null);
        LocalDate until = asked != null ? asked : days.last().orElse(LocalDate.EPOCH);
        RfmTable now = model.score(buyers(purchases, until));
        Transitions moved =
                earlier == null ? null : Transitions.between(then(model, now, purchases, earlier), now.segments());
        if (csv != null) {
            writeCustomers(csv, now);
        }
        if (json != null) {
            Files.writeString(json, JSON.writeValueAsString(told(now, until, moved)) + System.lineSeparator());
        }
        if (moves != null && moved != null) {
            try (Table out = new Table(moves, "customer", "from", "to")) {
                moved.changed().forEach(move -> out.row(move.customer(), move.from(), move.to()));
            }
        }
        print(now, until, moved);
    }

    /** The segments of the earlier day by the bounds of today, so that a move is a change of the customer and not of the bounds. */
    private static Map<String, String> then(
            RfmModel model, RfmTable now, List<PurchaseTable.Bought> purchases, LocalDate earlier) {
        boolean byRank = List.of(model.recency(), model.frequency(), model.monetary()).stream()
                .anyMatch(scale -> scale instanceof Scale.Ranks);
        RfmModel then = byRank || now.rows().isEmpty() ? model : now.frozen();
        return then.score(buyers(purchases, earlier)).segments();
    }

    private RfmModel model() {
        Scale common = switch (method.toLowerCase(Locale.ROOT)) {
            case "quantiles" -> checked(Scale::quantiles);
            case "above-quantiles" -> checked(Scale::aboveQuantiles);
            case "midranks" -> checked(Scale::midranks);
            case "tiles" -> checked(Scale::tiles);
            default ->
                throw new DefinitionException(new Problem(
                        "--method",
                        "no method is named \"" + method + '"',
                        "quantiles, above-quantiles, midranks or tiles"));
        };
        Scale recency = cuts("--recency-cuts", recencyCuts, common);
        Scale frequency = cuts("--frequency-cuts", frequencyCuts, common);
        Scale monetary = cuts("--monetary-cuts", monetaryCuts, common);
        boolean five = recency.scores() == 5 && frequency.scores() == 5 && monetary.scores() == 5;
        return new RfmModel(recency, frequency, monetary, five ? RfmSegment.standard() : List.of());
    }

    private interface Kind {
        Scale of(int scores);
    }

    private Scale checked(Kind kind) {
        try {
            return kind.of(scores);
        } catch (IllegalArgumentException e) {
            throw new DefinitionException(new Problem("--scores", String.valueOf(e.getMessage()), ""));
        }
    }

    private static Scale cuts(String option, @Nullable String text, Scale otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Scale.cuts(Arrays.stream(text.split(",", -1))
                    .mapToDouble(part -> Double.parseDouble(part.strip()))
                    .toArray());
        } catch (IllegalArgumentException e) { // a NumberFormatException is one
            throw new DefinitionException(new Problem(
                    option, '"' + text + "\": " + e.getMessage(), "write rising numbers such as 30,90,180"));
        }
    }

    private static final class Sum {
        LocalDate last;
        long count;
        BigDecimal amount = BigDecimal.ZERO;

        Sum(LocalDate last) {
            this.last = last;
        }
    }

    private static List<Buyer> buyers(List<PurchaseTable.Bought> purchases, LocalDate until) {
        Map<String, Sum> sums = new TreeMap<>();
        for (PurchaseTable.Bought purchase : purchases) {
            if (!purchase.day().isAfter(until)) {
                Sum sum = sums.computeIfAbsent(purchase.customer(), first -> new Sum(purchase.day()));
                sum.last = sum.last.isBefore(purchase.day()) ? purchase.day() : sum.last;
                sum.count++;
                sum.amount = sum.amount.add(purchase.amount());
            }
        }
        List<Buyer> buyers = new ArrayList<>(sums.size());
        sums.forEach((customer, sum) -> buyers.add(
                new Buyer(customer, ChronoUnit.DAYS.between(sum.last, until), sum.count, sum.amount.doubleValue())));
        return buyers;
    }

    private void writeCustomers(Path file, RfmTable now) throws IOException {
        try (Table out = new Table(
                        file,
                        "customer",
                        "recency_days",
                        "transaction_count",
                        "amount",
                        "recency_score",
                        "frequency_score",
                        "monetary_score",
                        "rfm_score",
                        "segment");
                Progress progress = new Progress("Writing", now.rows().size(), complaints())) {
            long done = 0;
            for (RfmTable.Row row : now.rows()) {
                out.row(
                        row.customer(),
                        row.buyer().recencyDays(),
                        row.buyer().frequency(),
                        plain(row.buyer().monetary()),
                        row.recency(),
                        row.frequency(),
                        row.monetary(),
                        row.code(),
                        row.segment());
                progress.at(++done);
            }
        }
    }

    private static String plain(double amount) {
        BigDecimal exact = BigDecimal.valueOf(amount).stripTrailingZeros();
        return exact.setScale(Math.max(0, exact.scale())).toPlainString();
    }

    private static ObjectNode told(RfmTable now, LocalDate until, @Nullable Transitions moved) {
        ObjectNode root = JSON.createObjectNode();
        root.put("until", until.toString());
        root.put("customers", now.rows().size());
        ObjectNode bounds = root.putObject("bounds");
        bounds(bounds, "recency", now.recency());
        bounds(bounds, "frequency", now.frequency());
        bounds(bounds, "monetary", now.monetary());
        ObjectNode segments = root.putObject("segments");
        now.segmentCounts().forEach(segments::put);
        ArrayNode caveats = root.putArray("caveats");
        now.caveats().forEach(caveat -> caveats.add(caveat.name().toLowerCase(Locale.ROOT)));
        if (moved != null) {
            ObjectNode from = root.putObject("moves");
            moved.counts().forEach((before, after) -> {
                ObjectNode to = from.putObject(before);
                after.forEach(to::put);
            });
        }
        return root;
    }

    private static void bounds(ObjectNode into, String name, Scale.Parts parts) {
        List<Double> bounds = parts.bounds();
        if (bounds == null) {
            into.putNull(name);
        } else {
            ArrayNode array = into.putArray(name);
            bounds.forEach(array::add);
        }
    }

    private void print(RfmTable now, LocalDate until, @Nullable Transitions moved) {
        console().printf(Locale.ROOT, "%d customers until %s%n", now.rows().size(), until);
        now.segmentCounts().forEach((segment, count) -> console().printf(Locale.ROOT, "%8d  %s%n", count, segment));
        for (RfmTable.Caveat caveat : now.caveats()) {
            reserve("scores say little: "
                    + caveat.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (moved == null) {
            return;
        }
        console().println("moved since " + compare + " (from, to, customers):");
        Set<String> groups = new TreeSet<>(moved.counts().keySet());
        for (String from : groups) {
            moved.counts().getOrDefault(from, Map.of()).forEach((to, count) -> {
                if (!from.equals(to)) {
                    console().printf(Locale.ROOT, "%8d  %s -> %s%n", count, from, to);
                }
            });
        }
    }
}
