package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.replay.Table;
import io.enishi.scoring.cohort.CohortTable;
import io.enishi.scoring.purchase.Purchase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cohorts}: customers by the period of their first purchase, and how many of them came back when. */
@Command(
        name = "cohorts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Cohorts: customers by the week, month or quarter of their first purchase, and how many of them bought in"
                    + " each after it.",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, a doubtful"
                    + " last day; 2 invalid input, nothing written."
        })
public final class CohortsCommand extends Analysis {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /** Stands for whatever the log counts in: amounts are kept in this many decimals. */
    private static final int DECIMALS = 6;

    private static final String NO_CURRENCY = "XXX";

    @Mixin
    private PurchaseTable table = new PurchaseTable();

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "week, month or quarter; ${DEFAULT-VALUE} unless given")
    private String period = "month";

    @Option(names = "--json", paramLabel = "OUT.json", description = "write the cohorts there")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "write a row for each cohort there")
    private @Nullable Path csv;

    @Override
    protected void analyse() throws Exception {
        require("--log", table.log, "--customer", table.customer, "--date", table.date);
        CohortTable.Period wanted = period();
        LineReport report = new LineReport();
        List<PurchaseTable.Bought> bought = table.read(report, charset(), "", "", PurchaseTable.Without.EACH_ROW);
        goOn(report);
        lookOver(PurchaseTable.days(bought), table.until() != null);
        List<Purchase> purchases = new ArrayList<>(bought.size());
        for (PurchaseTable.Bought one : bought) {
            long units = one.amount().movePointRight(DECIMALS).longValueExact();
            purchases.add(new Purchase(one.customer(), one.day(), Money.of(units, NO_CURRENCY)));
        }
        CohortTable cohorts = CohortTable.of(purchases, wanted);
        if (json != null) {
            Files.writeString(json, JSON.writeValueAsString(told(cohorts)) + System.lineSeparator());
        }
        if (csv != null) {
            write(csv, cohorts);
        }
        print(cohorts);
    }

    private CohortTable.Period period() {
        for (CohortTable.Period known : CohortTable.Period.values()) {
            if (known.name().equalsIgnoreCase(period)) {
                return known;
            }
        }
        throw new DefinitionException(
                new Problem("--period", "no period is named \"" + period + '"', "week, month or quarter"));
    }

    private ObjectNode told(CohortTable cohorts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("period", cohorts.period().name().toLowerCase(Locale.ROOT));
        root.put("customers", cohorts.customers());
        ArrayNode all = root.putArray("cohorts");
        for (CohortTable.Cohort cohort : cohorts.cohorts()) {
            ObjectNode one = all.addObject();
            one.put("start", cohorts.period().label(cohort.start()));
            one.put("customers", cohort.size());
            ArrayNode active = one.putArray("active");
            cohort.active().forEach(active::add);
            ArrayNode retention = one.putArray("retention");
            for (int i = 0; i < cohort.active().size(); i++) {
                OptionalDouble share = cohort.retention(i);
                if (share.isPresent()) {
                    retention.add(share.getAsDouble());
                } else {
                    retention.addNull();
                }
            }
            if (table.amount != null) {
                ArrayNode amounts = one.putArray("amounts");
                cohort.minorUnits().forEach(units -> amounts.add(new BigDecimal(plain(units))));
            }
        }
        return root;
    }

    private static String plain(long units) {
        BigDecimal exact = BigDecimal.valueOf(units, DECIMALS).stripTrailingZeros();
        return exact.setScale(Math.max(0, exact.scale())).toPlainString();
    }

    private void write(Path file, CohortTable cohorts) throws IOException {
        List<String> columns = new ArrayList<>(List.of("cohort", "customers"));
        for (int i = 0; i < cohorts.cohorts().size(); i++) {
            columns.add("active_" + i);
        }
        if (table.amount != null) {
            for (int i = 0; i < cohorts.cohorts().size(); i++) {
                columns.add("amount_" + i);
            }
        }
        try (Table out = new Table(file, columns.toArray(String[]::new))) {
            for (CohortTable.Cohort cohort : cohorts.cohorts()) {
                List<Object> cells = new ArrayList<>(List.of(cohorts.period().label(cohort.start()), cohort.size()));
                int missing = cohorts.cohorts().size() - cohort.active().size();
                cells.addAll(cohort.active());
                blank(cells, missing);
                if (table.amount != null) {
                    cohort.minorUnits().forEach(units -> cells.add(plain(units)));
                    blank(cells, missing);
                }
                out.row(cells.toArray());
            }
        }
    }

    /** What is not over yet is empty and not zero. */
    private static void blank(List<Object> cells, int count) {
        for (int i = 0; i < count; i++) {
            cells.add("");
        }
    }

    private void print(CohortTable cohorts) {
        console()
                .println(cohorts.customers() + " customers in "
                        + cohorts.cohorts().size() + " cohorts");
        for (CohortTable.Cohort cohort : cohorts.cohorts()) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "%-10s %7d ", cohorts.period().label(cohort.start()), cohort.size()));
            for (int i = 1; i < cohort.active().size() && i <= 12; i++) {
                line.append(String.format(
                        Locale.ROOT, " %4.0f%%", 100 * cohort.retention(i).orElse(0)));
            }
            console().println(line.toString().stripTrailing());
        }
    }
}
