package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Dates;
import io.enishi.examples.csv.Fields;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.csv.OneCurrency;
import io.enishi.scoring.attribution.Attribution;
import io.enishi.scoring.attribution.AttributionModel;
import io.enishi.scoring.attribution.ContactPath;
import io.enishi.scoring.attribution.MarkovChain;
import io.enishi.scoring.attribution.TimeDecay;
import io.enishi.scoring.attribution.TimedPath;
import io.enishi.scoring.attribution.TouchLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attribution}: divides conversions among the channels that people met before. */
@Command(
        name = "attribution",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Attribution: which channels orders are credited to, and what each returned for its cost.",
            "Input is either a file of paths (--paths: one row a path, such as \"search > mail\", with how many"
                    + " converted and were lost), or a log of contacts and orders (--log: one row each, an order where"
                    + " --conversion is not 0).",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, no"
                    + " conversion; 2 invalid input, nothing written."
        })
public final class AttributionCommand extends Analysis {

    @Option(names = "--paths", paramLabel = "FILE", description = "CSV of paths with a header line; may be gzipped")
    private @Nullable Path pathFile;

    @Option(names = "--path", paramLabel = "COL", description = "column of the path")
    private @Nullable String path;

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            description = "between the channels of a path, \"${DEFAULT-VALUE}\" unless given")
    private String separator = ">";

    @Option(names = "--conversions", paramLabel = "COL", description = "column of the number of conversions")
    private @Nullable String conversions;

    @Option(names = "--nulls", paramLabel = "COL", description = "column of the number lost; none unless given")
    private @Nullable String nulls;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "CSV of contacts and orders with a header line; may be gzipped")
    private @Nullable Path log;

    @Option(names = "--customer", paramLabel = "COL", description = "column of the customer's id")
    private @Nullable String customer;

    @Option(names = "--date", paramLabel = "COL", description = "column of the date, with or without a time")
    private @Nullable String date;

    @Option(
            names = "--channel",
            paramLabel = "COL",
            description = "column of the channel; empty for an order without contact")
    private @Nullable String channel;

    @Option(
            names = "--conversion",
            paramLabel = "COL",
            description = "column that tells orders: empty, 0, false or no for a mere contact")
    private @Nullable String conversion;

    @Option(names = "--value", paramLabel = "COL", description = "column of the value of conversions; 0 unless given")
    private @Nullable String value;

    @Option(
            names = "--currency",
            paramLabel = "COL",
            description = "column of the currency; rows with a value of more than one are refused")
    private @Nullable String currency;

    @Option(
            names = "--look-back",
            paramLabel = "DAYS",
            description = "contacts older than this at the order do not count, ${DEFAULT-VALUE} unless given")
    private int lookBack = 90;

    @Option(names = "--half-life", paramLabel = "DAYS", description = "of time decay, ${DEFAULT-VALUE} unless given")
    private int halfLife = 7;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            split = ",",
            description =
                    "first, last, linear, position, time-decay (with --log), markov, shapley; all that can be unless"
                            + " given")
    private List<String> models = List.of();

    @Option(names = "--cost", paramLabel = "CHANNEL=AMOUNT", description = "what a channel cost; once for each")
    private Map<String, Double> costs = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "OUT.json", description = "write all figures there")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "write a row for each model and channel there")
    private @Nullable Path csv;

    @Override
    protected void analyse() throws Exception {
        List<String> wanted = wanted();
        check();
        LineReport report = new LineReport();
        List<TimedPath> timed = log == null ? List.of() : readLog(report);
        List<ContactPath> paths = log == null
                ? readPaths(report)
                : timed.stream().map(TimedPath::contactPath).toList();
        goOn(report);
        if (paths.stream().noneMatch(one -> one.conversions() > 0)) {
            reserve("no conversion to divide");
        }
        List<Attribution> shares = new ArrayList<>();
        for (String model : wanted) {
            shares.add(
                    model.equals("time-decay")
                            ? new TimeDecay(Duration.ofDays(halfLife)).attribute(timed)
                            : known().getOrDefault(model, AttributionModel.linear())
                                    .attribute(paths));
        }
        AttributionReport told = new AttributionReport(shares, MarkovChain.of(paths), new TreeMap<>(costs));
        told.print(console());
        if (json != null) {
            told.writeJson(json);
        }
        if (csv != null) {
            told.writeCsv(csv);
        }
    }

    private static Map<String, AttributionModel> known() {
        Map<String, AttributionModel> known = new LinkedHashMap<>();
        for (AttributionModel model : List.of(
                AttributionModel.first(),
                AttributionModel.last(),
                AttributionModel.linear(),
                AttributionModel.position(),
                AttributionModel.markov(),
                AttributionModel.shapley())) {
            known.put(model.name(), model);
        }
        return known;
    }

    private List<String> wanted() {
        if (models.isEmpty() || models.equals(List.of("all"))) {
            List<String> all = new ArrayList<>(known().keySet());
            if (log != null) {
                all.add(4, "time-decay");
            }
            return all;
        }
        List<Problem> problems = new ArrayList<>();
        for (String model : models) {
            if (model.equals("time-decay") && log == null) {
                problems.add(new Problem(
                        "--model", "time-decay needs times", "give a --log of contacts instead of --paths"));
            } else if (!model.equals("time-decay") && !known().containsKey(model)) {
                problems.add(new Problem(
                        "--model",
                        "no model is named \"" + model + '"',
                        "first, last, linear, position, time-decay, markov or shapley"));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return models;
    }

    private void check() {
        if ((pathFile == null) == (log == null)) {
            throw new DefinitionException(
                    new Problem("--paths or --log", "exactly one of them is needed", "see --help"));
        }
        if (pathFile != null) {
            require("--path", path, "--conversions", conversions);
        } else {
            require("--customer", customer, "--date", date, "--channel", channel, "--conversion", conversion);
        }
        if (lookBack < 1 || halfLife < 1) {
            throw new DefinitionException(new Problem("--look-back and --half-life", "are at least one day", ""));
        }
        costs.forEach((name, cost) -> {
            if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
                throw new DefinitionException(new Problem("--cost", name + " = " + cost, "not negative, and finite"));
            }
        });
    }

    private List<ContactPath> readPaths(LineReport report) throws IOException {
        List<ContactPath> paths = new ArrayList<>();
        OneCurrency money = new OneCurrency();
        List<String> columns =
                List.of(given(path), given(conversions), orEmpty(value), orEmpty(nulls), orEmpty(currency));
        new CsvTable(given(pathFile), columns, charset()).read(report, (line, texts) -> {
            try {
                double worth = value == null ? 0 : worth(texts[2], money, texts[4]);
                paths.add(ContactPath.parse(
                        texts[0],
                        separator,
                        Fields.decimal(texts[1]),
                        worth,
                        nulls == null ? 0 : Fields.decimal(texts[3])));
            } catch (Unreadable e) {
                e.in(report, line);
            } catch (IllegalArgumentException e) {
                report.reject(line, "unusable path", String.valueOf(e.getMessage()));
            }
        });
        return paths;
    }

    private List<TimedPath> readLog(LineReport report) throws IOException {
        TouchLog touches = new TouchLog(Duration.ofDays(lookBack));
        OneCurrency money = new OneCurrency();
        List<String> columns = List.of(
                given(customer), given(date), given(channel), given(conversion), orEmpty(value), orEmpty(currency));
        new CsvTable(given(log), columns, charset()).read(report, (line, texts) -> {
            try {
                String who = Unreadable.noBlank("customer id", texts[0]);
                Instant at = Dates.time(texts[1]).toInstant(ZoneOffset.UTC);
                boolean order = isOrder(texts[3].strip());
                String met = texts[2].strip();
                if (met.isEmpty() && !order) {
                    throw new Unreadable("neither contact nor order", "");
                }
                if (order) {
                    boolean worthless = value == null || texts[4].isBlank();
                    touches.order(who, at, worthless ? 0 : worth(texts[4], money, texts[5]));
                }
                if (!met.isEmpty()) {
                    touches.touch(who, met, at);
                }
            } catch (Unreadable e) {
                e.in(report, line);
            } catch (IllegalArgumentException e) {
                report.reject(line, "unusable contact", String.valueOf(e.getMessage()));
            }
        });
        return touches.paths();
    }

    private double worth(String text, OneCurrency money, String code) throws Unreadable {
        if (currency != null) {
            Unreadable.unlessOf(money, code);
        }
        return Unreadable.amount("value", text);
    }

    private static boolean isOrder(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "0", "0.0", "false", "no" -> false;
            default -> true;
        };
    }
}
