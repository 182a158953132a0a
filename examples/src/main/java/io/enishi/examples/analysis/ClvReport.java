package io.enishi.examples.analysis;

import io.enishi.examples.replay.Table;
import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.value.GammaGamma;
import io.enishi.scoring.value.PurchaseLog;
import io.enishi.scoring.value.PurchaseModel;
import io.enishi.scoring.value.Tracking;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code clv} found, as JSON, as CSV and in words. */
final class ClvReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String model;
    private final PurchaseLog log;
    private final @Nullable Fit<? extends PurchaseModel> repeat;
    private final @Nullable Fit<GammaGamma> spend;

    ClvReport(
            String model,
            PurchaseLog log,
            @Nullable Fit<? extends PurchaseModel> repeat,
            @Nullable Fit<GammaGamma> spend) {
        this.model = model;
        this.log = log;
        this.repeat = repeat;
        this.spend = spend;
    }

    void writeJson(Path file, @Nullable Tracking judged, @Nullable Map<String, Double> horizon) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("model", model);
        if (repeat != null) {
            write(root, repeat, PurchaseModel::parameters, log.size());
            if (spend != null) {
                ObjectNode amounts = root.putObject("spend").put("model", GammaGamma.NAME);
                write(amounts, spend, GammaGamma::parameters, 0);
            }
        } else if (spend != null) {
            write(root, spend, GammaGamma::parameters, 0);
        }
        root.put("customersInLog", log.size());
        root.put("until", log.until().toString());
        root.put("unit", "weeks of seven days");
        if (horizon != null) {
            horizon.forEach((name, value) -> root.put("expected" + capital(name), value));
        }
        if (judged != null && judged.holdoutWeeks() > 0) {
            ObjectNode holdout = root.putObject("holdout").put("weeks", judged.holdoutWeeks());
            holdout.put("meanErrorOfCumulativeRepeats", judged.holdoutError());
            ArrayNode groups = holdout.putArray("byRepeats");
            for (Tracking.Group group : judged.byRepeats()) {
                groups.addObject()
                        .put("x", group.x() + (group.orMore() ? "+" : ""))
                        .put("customers", group.customers())
                        .put("actual", group.actual())
                        .put("expected", group.expected());
            }
        }
        Files.writeString(file, JSON.writeValueAsString(root) + System.lineSeparator());
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private interface Parameters<M> {
        Map<String, Double> of(M model);
    }

    private static <M> void write(ObjectNode into, Fit<? extends M> fit, Parameters<M> parameters, long customers) {
        fit.fold(
                found -> {
                    numbers(into.putObject("parameters"), parameters.of(found.model()));
                    into.put("logLikelihood", found.logLikelihood());
                    numbers(into.putObject("standardErrors"), found.standardErrors());
                    into.put("customers", found.observations());
                    into.put("evaluations", found.evaluations());
                    return into;
                },
                refused -> {
                    into.putObject("unidentified")
                            .put("reason", refused.reason().name())
                            .put("detail", refused.detail());
                    into.put("customers", customers);
                    return into;
                });
    }

    private static void numbers(ObjectNode into, Map<String, Double> numbers) {
        numbers.forEach((name, value) -> into.put(name, value));
    }

    void print(PrintStream out) {
        out.println(log.size() + " customers, observed until " + log.until());
        if (repeat != null) {
            out.println(model + ": " + words(repeat, PurchaseModel::parameters));
        }
        if (spend != null) {
            out.println(GammaGamma.NAME + ": " + words(spend, GammaGamma::parameters));
        }
    }

    private static <M> String words(Fit<? extends M> fit, Parameters<M> parameters) {
        return fit.fold(
                found -> {
                    List<String> parts = new ArrayList<>();
                    parameters
                            .of(found.model())
                            .forEach((name, value) -> parts.add(String.format(
                                    Locale.ROOT,
                                    "%s = %.4f (+- %.4f)",
                                    name,
                                    value,
                                    found.standardErrors().get(name))));
                    return String.join(", ", parts)
                            + String.format(Locale.ROOT, "; log-likelihood %.3f", found.logLikelihood());
                },
                refused -> "no model: " + refused.detail());
    }

    /** Why there is no model. */
    String complaint() {
        Fit<?> asked = repeat != null ? repeat : spend;
        return model + " is not determined by these data: " + reason(asked);
    }

    String spendComplaint() {
        return reason(spend);
    }

    private static String reason(@Nullable Fit<?> fit) {
        return fit == null ? "" : fit.fold(found -> "", refused -> refused.reason() + ": " + refused.detail());
    }

    static void writeTracking(Path file, Tracking judged) throws IOException {
        try (Table table = new Table(file, "week", "last_day", "actual", "expected", "observed")) {
            for (Tracking.Week week : judged.weeks()) {
                table.row(week.number(), week.lastDay(), week.actual(), week.expected(), week.observed());
            }
        }
    }

    /** A row for each customer. */
    static final class CustomerFile implements Closeable {

        private final Table table;
        private final boolean repeats;
        private final boolean amounts;

        CustomerFile(Path file, boolean repeats, boolean amounts) throws IOException {
            this.repeats = repeats;
            this.amounts = amounts;
            List<String> columns =
                    new ArrayList<>(List.of("customer", "x", "tx_days", "T_days", "mean_repeat_spend", "x_holdout"));
            if (repeats) {
                columns.addAll(List.of("p_alive", "expected_purchases"));
            }
            if (amounts) {
                columns.add("expected_spend");
            }
            if (repeats && amounts) {
                columns.add("clv");
            }
            table = new Table(file, columns.toArray(String[]::new));
        }

        void row(PurchaseLog.Customer customer, double alive, double purchases, double spend, double value) {
            List<Object> cells = new ArrayList<>(List.of(
                    customer.customer(),
                    customer.x(),
                    customer.txDays(),
                    customer.tDays(),
                    customer.meanSpend(),
                    customer.holdout()));
            if (repeats) {
                cells.add(alive);
                cells.add(purchases);
            }
            if (amounts) {
                cells.add(spend);
            }
            if (repeats && amounts) {
                cells.add(value);
            }
            table.row(cells.toArray());
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }
}
