package io.enishi.examples.experiment;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.LineReport;
import io.enishi.examples.replay.TextFile;
import io.enishi.scenario.experiment.AgainstHoldout;
import io.enishi.scenario.experiment.ArmResult;
import io.enishi.scenario.experiment.Comparison;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.ExperimentBuilder;
import io.enishi.scenario.experiment.ExperimentReport;
import io.enishi.scenario.experiment.LeftOut;
import io.enishi.scenario.experiment.Measure;
import io.enishi.scenario.experiment.MeasuredRun;
import io.enishi.scenario.experiment.Plan;
import io.enishi.scenario.experiment.Verdict;
import io.enishi.scenario.experiment.statistics.Answer;
import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.Significance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code experiment}: what an A/B/n test has shown so far. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What an A/B/n test has shown so far: a row of the CSV for each person, with the arm and whether they"
                    + " converted.",
            "Sizes of the arms are checked first; the verdict may be looked at every day. A winner is proposed,"
                    + " nothing more.",
            "Exit code: 0 a proposal, or no difference; 1 not enough data, no verdict, or some rows were skipped; 2"
                    + " invalid input."
        })
public final class ExperimentCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int WITH_RESERVATIONS = 1;
    private static final int INVALID = 2;
    private static final int BAD_LINES_SHOWN = 10;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            required = true,
            description = "CSV with a header line; may be gzipped")
    private Path log = Path.of("");

    @Option(names = "--arm", paramLabel = "COL", required = true, description = "column of the arm")
    private String arm = "";

    @Option(
            names = "--converted",
            paramLabel = "COL",
            required = true,
            description = "column that says whether the person converted: 1 or 0, true or false, yes or no")
    private String converted = "";

    @Option(names = "--revenue", paramLabel = "COL", description = "column of what the person spent")
    private String revenue = "";

    @Option(names = "--cost", paramLabel = "COL", description = "column of what the person's messages and coupons cost")
    private String cost = "";

    @Option(
            names = "--definition",
            paramLabel = "FILE",
            description = "the experiment in YAML or JSON: arms with shares, control, measure, plan. Otherwise these:")
    private @Nullable Path definition;

    @Option(
            names = "--control",
            paramLabel = "ARM",
            description = "the arm to compare with; the first in the file unless given")
    private @Nullable String control;

    @Option(names = "--arms", paramLabel = "ARM,...", split = ",", description = "only these arms; all unless given")
    private Set<String> arms = new TreeSet<>();

    @Option(
            names = "--shares",
            paramLabel = "ARM=PERCENT",
            split = ",",
            description = "shares that the arms should have, such as a=90%%,b=10%%; equal ones unless given")
    private Map<String, String> shares = Map.of();

    @Option(names = "--holdout", paramLabel = "ARM", description = "how the file calls the people who got nothing")
    private String holdout = "";

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            description = "what decides: conversion, revenue or profit; ${DEFAULT-VALUE}")
    private String measure = "conversion";

    @Option(
            names = "--expects",
            paramLabel = "SHARE",
            description = "planned share of the control, such as 0.02; with --detects")
    private @Nullable Double expects;

    @Option(names = "--detects", paramLabel = "SHARE", description = "smallest difference worth finding, such as 0.005")
    private @Nullable Double detects;

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            description =
                    "how often to find a difference that is none, 0.05 unless given; with --expects and --detects")
    private @Nullable Double alpha;

    @Option(
            names = "--power",
            paramLabel = "SHARE",
            description = "how often to find one that is there, 0.8 unless given; with --expects and --detects")
    private @Nullable Double power;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "what of revenue is profit before costs; ${DEFAULT-VALUE}")
    private double margin = 1;

    @Option(names = "--json", paramLabel = "OUT.json", description = "write the report there, too")
    private @Nullable Path json;

    @Option(names = "--japanese", description = "print in Japanese")
    private boolean japanese;

    @Option(names = "--skip-bad-rows", description = "go on without rows that cannot be read")
    private boolean skipBadRows;

    private final PrintStream console = System.out;
    private final PrintStream complaints = System.err;

    @Override
    public Integer call() throws Exception {
        try {
            return report();
        } catch (DefinitionException problems) {
            throw problems; // told one by one, as those of every command
        } catch (IllegalArgumentException e) {
            complaints.println(e.getMessage());
        }
        return INVALID;
    }

    private int report() throws IOException {
        LineReport lines = new LineReport();
        ExperimentFile file = new ExperimentFile(holdout, arms);
        file.read(log, List.of(arm, converted, revenue, cost), lines);
        lines.forEachError(BAD_LINES_SHOWN, (line, reason) -> complaints.println("line " + line + ": " + reason));
        if (lines.errors() > 0) {
            complaints.println(lines.errors() + " rows cannot be read"
                    + (skipBadRows ? "; going on without them" : "; --skip-bad-rows goes on without them"));
            if (!skipBadRows) {
                return INVALID;
            }
        }
        if (!file.alike().isEmpty()) {
            throw new DefinitionException(new Problem(
                    "--arm", "arms are told apart by letters and digits only: " + String.join("; ", file.alike()), ""));
        }
        Experiment experiment = definition == null ? experiment(file) : defined(definition);
        ExperimentReport report = ExperimentReport.of(experiment, file.runs(), margin, LeftOut.NOTHING);
        console.print(report.toText(japanese ? Locale.JAPANESE : Locale.ENGLISH));
        if (json != null) {
            Files.writeString(json, JSON.writeValueAsString(told(report)) + System.lineSeparator());
        }
        boolean verdict =
                report.verdict() instanceof Verdict.Proposal || report.verdict() instanceof Verdict.NoDifference;
        return verdict && lines.errors() == 0 ? DONE : WITH_RESERVATIONS;
    }

    private Experiment defined(Path file) throws IOException {
        refuseBesideADefinition();
        return TextFile.read(file.toString()).read(Experiment::parse);
    }

    /** What the options say, with the arms of the file. */
    private Experiment experiment(ExperimentFile file) {
        if (file.arms().isEmpty()) {
            throw new DefinitionException(new Problem("--log", "no row has an arm", "see --help"));
        }
        ExperimentBuilder builder = Experiment.named("experiment").measure(measure());
        if (shares.isEmpty()) {
            builder.arms(file.arms().keySet().toArray(new String[0]));
        } else {
            for (Map.Entry<String, String> each : file.arms().entrySet()) {
                String share = shares.getOrDefault(each.getValue(), shares.get(each.getKey()));
                if (share == null) {
                    throw new DefinitionException(
                            new Problem("--shares", "arm \"" + each.getValue() + "\" has no share", "name all arms"));
                }
                builder.share(each.getKey(), share);
            }
        }
        if (control != null) {
            builder.control(nameOf(file, control));
        }
        Plan plan = plan();
        if (plan != null) {
            builder.plan(plan);
        }
        return builder.build();
    }

    private @Nullable Plan plan() {
        Double expected = expects;
        Double detectable = detects;
        if ((expected == null) != (detectable == null)) {
            throw new DefinitionException(
                    new Problem("--expects", "goes with --detects only", "give both, or neither"));
        }
        if (expected == null || detectable == null) {
            if (alpha != null || power != null) {
                throw new DefinitionException(new Problem(
                        alpha != null ? "--alpha" : "--power",
                        "belongs to a plan, and there is none",
                        "give --expects and --detects, too"));
            }
            return null;
        }
        return new Plan(
                expected,
                detectable,
                Objects.requireNonNullElse(alpha, Plan.USUAL_ALPHA),
                Objects.requireNonNullElse(power, Plan.USUAL_POWER));
    }

    /** A definition says all of it; what the command line says otherwise would count for nothing. */
    private void refuseBesideADefinition() {
        List<Problem> problems = new ArrayList<>();
        Map<String, Boolean> given = new TreeMap<>(Map.of(
                "--control", control != null,
                "--shares", !shares.isEmpty(),
                "--expects", expects != null,
                "--detects", detects != null,
                "--alpha", alpha != null,
                "--power", power != null));
        given.forEach((option, isGiven) -> {
            if (isGiven) {
                problems.add(new Problem(option, "is said by the definition", "leave one of them out"));
            }
        });
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private static String nameOf(ExperimentFile file, String written) {
        return file.arms().entrySet().stream()
                .filter(each -> each.getValue().equals(written) || each.getKey().equals(written))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new DefinitionException(new Problem(
                        "--control",
                        "no row has the arm \"" + written + '"',
                        "use one of " + String.join(", ", file.arms().values()))));
    }

    private Measure measure() {
        for (Measure each : Measure.values()) {
            if (each.name().equalsIgnoreCase(measure)) {
                return each;
            }
        }
        throw new DefinitionException(
                new Problem("--measure", "there is no measure \"" + measure + '"', "conversion, revenue or profit"));
    }

    // ------------------------------------------------------------------ the report as data

    private static ObjectNode told(ExperimentReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("verdict", kind(report.verdict()));
        root.put("text", report.verdict().toText());
        if (report.verdict() instanceof Verdict.Proposal proposal) {
            root.put("proposed", proposal.arm());
        } else if (report.verdict() instanceof Verdict.NotEnoughData missing) {
            root.put("more_runs", missing.moreRuns());
            ObjectNode more = root.putObject("more_by_arm");
            missing.moreByArm().forEach(more::put);
        }
        report.sizes().known().ifPresent(sizes -> root.put("sample_ratio_p", sizes.pValue()));
        List<ArmResult> all = new ArrayList<>(report.arms());
        report.holdout().ifPresent(all::add);
        ArrayNode arms = root.putArray("arms");
        all.forEach(arm -> arm(arms.addObject(), arm));
        ArrayNode comparisons = root.putArray("comparisons");
        report.comparisons().forEach(each -> comparison(comparisons.addObject(), each));
        ArrayNode uplifts = root.putArray("against_holdout");
        report.uplifts().forEach(each -> uplift(uplifts.addObject(), each));
        return root;
    }

    private static String kind(Verdict verdict) {
        return verdict.fold(new Verdict.Cases<String>() {
            @Override
            public String proposal(Verdict.Proposal proposal) {
                return "proposal";
            }

            @Override
            public String notEnoughData(Verdict.NotEnoughData missing) {
                return "not-enough-data";
            }

            @Override
            public String noDifference(Verdict.NoDifference none) {
                return "no-difference";
            }

            @Override
            public String mismatch(Verdict.Mismatch mismatch) {
                return "mismatch";
            }

            @Override
            public String nothingToCompare(Verdict.NothingToCompare nothing) {
                return "nothing-to-compare";
            }
        });
    }

    private static void arm(ObjectNode out, ArmResult arm) {
        boolean heldOut = arm.arm().equals(MeasuredRun.HELD_OUT);
        out.put("arm", heldOut ? "holdout" : arm.arm());
        out.put("runs", arm.runs());
        out.put("converted", arm.conversions().converted());
        arm.converted().known().ifPresent(interval -> interval(out, "converted_interval", interval));
        if (!heldOut) {
            out.put("probability_best", arm.probabilityBest());
            out.put("expected_loss", arm.expectedLoss());
        }
        out.put("revenue_per_run", arm.revenue().mean());
        out.put("cost_per_run", arm.cost().mean());
        out.put("profit_per_run", arm.profit().mean());
    }

    private static void comparison(ObjectNode out, Comparison comparison) {
        out.put("arm", comparison.variant());
        number(out, "difference", comparison.difference());
        number(out, "relative", comparison.relative());
        comparison.conversions().known().ifPresent(interval -> interval(out, "conversion_interval", interval));
        comparison.oneLook().map(Significance::pValue).known().ifPresent(p -> out.put("one_look_p", p));
        comparison.anyTime().known().ifPresent(found -> {
            interval(out, "any_time_interval", found.interval());
            out.put("any_time_p", found.pValue());
            out.put("any_time_p_holm", found.corrected());
        });
    }

    private static void uplift(ObjectNode out, AgainstHoldout uplift) {
        out.put("arm", uplift.arm());
        gain(out, "conversions", uplift.conversions());
        gain(out, "revenue", uplift.revenue());
        gain(out, "profit", uplift.profit());
        gain(out, "total_profit", uplift.total());
    }

    private static void gain(ObjectNode out, String field, Answer<AgainstHoldout.Gain> answer) {
        answer.known().ifPresent(gain -> {
            out.put(field, gain.estimate());
            interval(out, field + "_interval", gain.interval());
        });
    }

    private static void number(ObjectNode out, String field, Answer<Double> answer) {
        answer.known().ifPresent(number -> out.put(field, number));
    }

    private static void interval(ObjectNode out, String field, Interval interval) {
        out.putArray(field).add(interval.low()).add(interval.high());
    }
}
