package io.enishi.examples.analysis;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvTable;
import io.enishi.examples.csv.Dates;
import io.enishi.examples.csv.LastDays;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.csv.OneCurrency;
import io.enishi.examples.replay.Progress;
import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.value.BgNbd;
import io.enishi.scoring.value.GammaGamma;
import io.enishi.scoring.value.LifetimeValue;
import io.enishi.scoring.value.MbgNbd;
import io.enishi.scoring.value.ParetoNbd;
import io.enishi.scoring.value.PurchaseCounts;
import io.enishi.scoring.value.PurchaseLog;
import io.enishi.scoring.value.PurchaseModel;
import io.enishi.scoring.value.RepeatHistory;
import io.enishi.scoring.value.Tracking;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clv}: fits a model of repeat buying to a purchase log and says of each customer what is to be expected. */
@Command(
        name = "clv",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lifetime value: fits a model to a log of purchases, one row each, and says of each customer whether they"
                    + " are still there, how often they will buy and what that is worth.",
            "Times are weeks of seven days; purchases of one customer on one day are one.",
            "Exit code: 0 done; 1 done with reservations, told on standard error: rows skipped, none there, data that"
                    + " determine no model; 2 invalid input, nothing written."
        })
public final class ClvCommand extends Analysis {

    /** Rows of which at most this many different ones are remembered with what is expected of them. */
    private static final int REMEMBERED = 500_000;

    /** The models, by the name they have in the JSON. */
    enum Model {
        BG_NBD(BgNbd.NAME),
        MBG_NBD(MbgNbd.NAME),
        PARETO_NBD(ParetoNbd.NAME),
        GAMMA_GAMMA(GammaGamma.NAME);

        final String id;

        Model(String id) {
            this.id = id;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    @Option(names = "--log", paramLabel = "FILE", description = "CSV with a header line; may be gzipped")
    private @Nullable Path log;

    @Option(names = "--customer", paramLabel = "COL", description = "column of the customer's id")
    private @Nullable String customer;

    @Option(
            names = "--date",
            paramLabel = "COL",
            description = "column of the date: 2026-04-01, 2026/4/1, 20260401, a time may follow")
    private @Nullable String date;

    @Option(
            names = "--amount",
            paramLabel = "COL",
            description = "column of the amount, not negative; without it no spend is modelled")
    private @Nullable String amount;

    @Option(
            names = "--currency",
            paramLabel = "COL",
            description = "column of the currency; rows of more than one are refused")
    private @Nullable String currency;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description =
                    "last day of the observation; later purchases judge the model. The log's last day unless given")
    private @Nullable String until;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "bg-nbd, mbg-nbd, pareto-nbd or gamma-gamma; ${DEFAULT-VALUE} unless given")
    private String model = "mbg-nbd";

    @Option(
            names = "--weeks",
            paramLabel = "N",
            description = "expect purchases in so many weeks ahead, ${DEFAULT-VALUE} unless given")
    private double weeks = 39;

    @Option(
            names = "--months",
            paramLabel = "N",
            description = "value of so many months of 4.345 weeks, ${DEFAULT-VALUE} unless given")
    private int months = 12;

    @Option(
            names = "--discount",
            paramLabel = "RATE",
            description = "discount of a month, ${DEFAULT-VALUE} unless given")
    private double discount = 0.01;

    @Option(names = "--margin", paramLabel = "SHARE", description = "share of an amount that counts, 1 unless given")
    private double margin = 1;

    @Option(names = "--json", paramLabel = "OUT.json", description = "write the model and its figures there")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "OUT.csv", description = "write a row for each customer there")
    private @Nullable Path csv;

    @Option(names = "--tracking", paramLabel = "OUT.csv", description = "write repeat purchases week by week there")
    private @Nullable Path tracking;

    @Override
    protected void analyse() throws Exception {
        Model wanted = model();
        require("--log", log, "--customer", customer, "--date", date);
        if (wanted == Model.GAMMA_GAMMA) {
            require("--amount", amount);
        }
        checkFigures();
        LineReport report = new LineReport();
        PurchaseLog purchases = read(report);
        Fit<GammaGamma> spend = amount == null ? null : GammaGamma.fit(purchases.repeats(), purchases.meanSpends());
        PurchaseCounts counts = purchases.counts();
        Fit<? extends PurchaseModel> repeat = switch (wanted) {
            case BG_NBD -> BgNbd.fit(counts);
            case MBG_NBD -> MbgNbd.fit(counts);
            case PARETO_NBD -> ParetoNbd.fit(counts);
            case GAMMA_GAMMA -> null;
        };
        ClvReport told = new ClvReport(wanted.id, purchases, repeat, spend);
        PurchaseModel found = repeat == null ? null : repeat.found().orElse(null);
        Tracking judged = found == null ? null : Tracking.of(purchases, found);
        if (json != null) {
            told.writeJson(json, judged, found == null ? null : Map.of("weeks", weeks));
        }
        if (tracking != null && judged != null) {
            ClvReport.writeTracking(tracking, judged);
        }
        GammaGamma amounts = spend == null ? null : spend.found().orElse(null);
        boolean identified = wanted == Model.GAMMA_GAMMA ? amounts != null : found != null;
        if (csv != null && identified) {
            writeCustomers(csv, purchases, found, amounts);
        }
        told.print(console());
        if (!identified) {
            reserve(told.complaint());
        } else if (wanted != Model.GAMMA_GAMMA && spend != null && amounts == null) {
            reserve("no model of the amounts, so no values: " + told.spendComplaint());
        }
    }

    private Model model() {
        for (Model known : Model.values()) {
            if (known.id.equals(model.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw new DefinitionException(new Problem(
                "--model", "no model is named \"" + model + '"', "bg-nbd, mbg-nbd, pareto-nbd or gamma-gamma"));
    }

    private void checkFigures() {
        if (!(weeks >= 0 && weeks <= 10_000)) {
            throw new DefinitionException(new Problem("--weeks", "is " + weeks, "from 0 to 10000"));
        }
        if (months < 1 || months > 10_000 || !(discount > -1 && discount < 1000) || !(margin >= 0 && margin < 1e9)) {
            throw new DefinitionException(
                    new Problem("--months, --discount or --margin", "is out of range", "such as 12, 0.01 and 0.3"));
        }
    }

    private PurchaseLog read(LineReport report) throws IOException {
        LocalDate last = PurchaseTable.day("--until", until);
        Rows rows = new Rows(report, amount != null, currency != null);
        String[] wanted = {given(customer), given(date), orEmpty(amount), orEmpty(currency)};
        new CsvTable(given(log), List.of(wanted), charset()).read(report, rows);
        goOn(report);
        lookOver(rows.last, last != null);
        return rows.log(last);
    }

    /** The lines on their way into the log. */
    private static final class Rows implements CsvTable.Lines {

        private final LineReport report;
        private final boolean paid;
        private final boolean mixed;
        private final Map<String, LocalDate> days = new HashMap<>();
        private final OneCurrency currency = new OneCurrency();
        private final LastDays last = new LastDays();
        private final PurchaseLog.Builder builder = PurchaseLog.until(LocalDate.EPOCH);

        Rows(LineReport report, boolean paid, boolean mixed) {
            this.report = report;
            this.paid = paid;
            this.mixed = mixed;
        }

        @Override
        public void line(long number, String[] texts) {
            try {
                String who = Unreadable.noBlank("customer id", texts[0]);
                LocalDate day = day(texts[1]);
                double amount = paid ? Unreadable.amount("amount", texts[2]) : 0;
                if (mixed) {
                    Unreadable.unlessOf(currency, texts[3]);
                }
                builder.add(who, day, amount);
                last.add(day);
            } catch (Unreadable e) {
                e.in(report, number);
            }
        }

        private LocalDate day(String text) throws Unreadable {
            LocalDate known = days.get(text);
            if (known != null) {
                return known;
            }
            try {
                LocalDate day = Dates.day(text);
                days.put(text, day);
                return day;
            } catch (IllegalArgumentException e) {
                throw new Unreadable("unreadable date", e.getMessage());
            }
        }

        PurchaseLog log(@Nullable LocalDate asked) {
            return builder.until(asked != null ? asked : last.last().orElse(LocalDate.EPOCH))
                    .build();
        }
    }

    private record Expected(double alive, double purchases, double discounted) {}

    private void writeCustomers(
            Path file, PurchaseLog purchases, @Nullable PurchaseModel repeat, @Nullable GammaGamma amounts)
            throws IOException {
        LifetimeValue value = repeat == null
                ? null
                : LifetimeValue.of(repeat, amounts == null ? new GammaGamma(1, 2, 1) : amounts)
                        .over(months, LifetimeValue.WEEKS_PER_MONTH)
                        .discounted(discount)
                        .atMargin(margin);
        Map<RepeatHistory, Expected> known = new HashMap<>();
        try (ClvReport.CustomerFile out = new ClvReport.CustomerFile(file, repeat != null, amounts != null);
                Progress progress = new Progress("Expecting", purchases.size(), complaints())) {
            for (int i = 0; i < purchases.size(); i++) {
                PurchaseLog.Customer one = purchases.customer(i);
                Expected expected = null;
                if (repeat != null && value != null) {
                    if (known.size() > REMEMBERED) {
                        known.clear();
                    }
                    expected = known.computeIfAbsent(
                            one.history(),
                            history -> new Expected(
                                    repeat.pAlive(history),
                                    repeat.expectedPurchases(history, weeks),
                                    amounts == null ? 0 : value.discountedPurchases(history)));
                }
                double spend = amounts == null ? 0 : amounts.expectedSpend(one.x(), one.meanSpend());
                out.row(
                        one,
                        expected == null ? 0 : expected.alive(),
                        expected == null ? 0 : expected.purchases(),
                        spend,
                        expected == null ? 0 : margin * spend * expected.discounted());
                progress.at(i + 1L);
            }
        }
    }
}
