package io.enishi.examples.replay;

import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.examples.csv.CsvMapping;
import io.enishi.examples.shop.ShopKnobs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code replay}: runs a log and rules through the whole engine and tells what happened. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a log of what customers did, and rules, through the whole engine in event time, and tells what"
                    + " happened.",
            "Nothing is sent to anyone. Without --events, a generated Japanese shop is run.",
            "Exit code: 0 everything was read; 1 some lines were rejected; 2 invalid input or definitions."
        })
public final class ReplayCommand implements Callable<Integer> {

    static final int ALL_READ = 0;
    static final int SOME_LINES_REJECTED = 1;
    static final int INVALID = 2;

    /** Of each reason; {@code --out} writes all of them. */
    private static final int BAD_LINES_SHOWN = 5;

    @Option(names = "--events", paramLabel = "FILE", description = "log: JSON Lines, or CSV with --map; may be gzipped")
    private @Nullable Path events;

    @Option(
            names = "--map",
            paramLabel = "MAP.yaml",
            description = "how to read a CSV log, such as examples/maps/online-retail.yaml")
    private @Nullable String map;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "score models, segments, scenarios, identity policy as YAML; without it, those that the map names,"
                            + " or the shop's")
    private @Nullable Path rules;

    @Option(
            names = "--templates",
            description = "all templates of scenarios instead of the shop's eight; the generated shop then holds what"
                    + " they live on")
    private boolean templates;

    @Option(names = "--zone", paramLabel = "ZONE", description = "zone of customers who state none, such as Asia/Tokyo")
    private @Nullable String zone;

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "tell one person's story: member:m-00048, or the id as it stands in the log")
    private @Nullable String customer;

    @Option(names = "--out", paramLabel = "DIR", description = "write summary.json and CSV files of details there")
    private @Nullable Path out;

    private final PrintStream console = System.out;
    private final PrintStream complaints = System.err;

    @Override
    public Integer call() throws Exception {
        try {
            return replay();
        } catch (DefinitionException e) {
            for (Problem problem : e.problems()) {
                complaints.println(problem);
            }
        } catch (NoSuchFileException e) {
            complaints.println(e.getFile() + ": " + (e.getReason() == null ? "no such file" : e.getReason()));
        } catch (IOException e) { // a broken archive, a folder without permission, a full disk
            complaints.println("cannot be read or written: " + e.getMessage());
        }
        return INVALID;
    }

    private int replay() throws Exception {
        Stopwatch stopwatch = new Stopwatch();
        // All that can be wrong with the rules and the map is told at once, before a long log is read.
        Plan plan = stopwatch.call("read rules", this::plan);
        World world = stopwatch.call("read the log", () -> world(plan));
        Replay replay = stopwatch.call("build the engine", () -> new Replay(world, plan.rules(), stopwatch));
        try (Progress progress = new Progress("Replaying", world.events().size(), complaints)) {
            replay.run(progress::at);
        }
        Results results = new Results(replay);
        Summary summary = stopwatch.call("count results", results::summary);
        Path folder = out;
        if (folder != null) {
            stopwatch.call("write details", () -> {
                new Details(replay, results).write(summary, folder);
                return folder;
            });
        }
        summary.phases.putAll(stopwatch.phases());
        new SummaryText(console).print(summary);
        world.lines()
                .forEachError(BAD_LINES_SHOWN, (line, reason) -> complaints.println("line " + line + ": " + reason));
        return tellCustomer(replay) ? exitCode(world) : INVALID;
    }

    private static int exitCode(World world) {
        return world.lines().errors() > 0 ? SOME_LINES_REJECTED : ALL_READ;
    }

    private boolean tellCustomer(Replay replay) {
        String wanted = customer;
        if (wanted == null) {
            return true;
        }
        CustomerStory story = new CustomerStory(replay, console);
        Optional<CustomerId> found = story.find(wanted);
        found.ifPresentOrElse(
                story::tell, () -> complaints.println("--customer: nobody is known as \"" + wanted + '"'));
        return found.isPresent();
    }

    /** What was asked for, with everything read but the log. */
    private record Plan(
            @Nullable CsvMapping mapping,
            Rules rules,
            @Nullable ZoneId zone) {}

    private Plan plan() throws IOException {
        List<Problem> problems = new ArrayList<>();
        if (map != null && events == null) {
            problems.add(new Problem("--map", "needs --events", "say which log is to be read by it"));
        }
        if (events != null && !Files.isRegularFile(events)) {
            problems.add(new Problem("--events", events + ": no such file", ""));
        }
        if (events != null && map == null && isCsv(events)) {
            problems.add(new Problem(
                    "--events",
                    events + ": CSV needs --map",
                    "write a mapping of its columns, beginning with examples/maps/online-retail.yaml"));
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            problems.add(new Problem("--out", out + ": is no folder", ""));
        }
        if (rules != null && !Files.exists(rules)) {
            problems.add(new Problem("--rules", rules + ": no such folder", ""));
        }
        ZoneId askedZone = zone(problems);
        TextFile mapFile = map == null ? null : read("--map", map, problems);
        CsvMapping mapping = mapFile == null ? null : mapping(mapFile, problems);
        Rules read = null;
        try {
            read = rules(mapFile, mapping);
        } catch (DefinitionException e) {
            problems.addAll(e.problems());
        }
        if (!problems.isEmpty() || read == null) {
            throw new DefinitionException(problems);
        }
        return new Plan(mapping, read, askedZone);
    }

    private static boolean isCsv(Path log) {
        String name = log.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }

    private @Nullable ZoneId zone(List<Problem> problems) {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add(new Problem("--zone", "no zone is named \"" + zone + '"', "write one such as Asia/Tokyo"));
            return null;
        }
    }

    private static @Nullable TextFile read(String option, String name, List<Problem> problems) throws IOException {
        try {
            return TextFile.read(name);
        } catch (NoSuchFileException e) {
            problems.add(new Problem(option, name + ": " + e.getReason(), ""));
            return null;
        }
    }

    private static @Nullable CsvMapping mapping(TextFile file, List<Problem> problems) {
        try {
            return CsvMapping.parse(file.text());
        } catch (DefinitionException e) {
            for (Problem problem : e.problems()) {
                problems.add(new Problem(file.name() + ": " + problem.path(), problem.message(), problem.advice()));
            }
            return null;
        }
    }

    private Rules rules(@Nullable TextFile mapFile, @Nullable CsvMapping mapping) throws IOException {
        if (rules != null) {
            return Files.exists(rules) ? RulesFolder.of(rules).read() : Rules.read(List.of());
        }
        if (mapFile != null && mapping != null) {
            List<TextFile> files = new ArrayList<>();
            for (String name : mapping.rules()) {
                files.add(mapFile.sibling(name));
            }
            return Rules.read(files);
        }
        if (templates) {
            return Rules.templates();
        }
        return mapFile == null ? Rules.shop() : Rules.read(List.of());
    }

    private World world(Plan plan) throws IOException {
        ShopKnobs knobs = ShopKnobs.standard();
        ZoneId asked = plan.zone();
        if (events == null) {
            World shop = templates ? World.shopForTemplates(knobs) : World.shop(knobs);
            return asked == null ? shop : shop.in(asked);
        }
        CsvMapping mapping = plan.mapping();
        if (mapping != null) {
            World log = World.csv(events, mapping);
            return asked == null ? log : log.in(asked);
        }
        return World.jsonLines(events, asked == null ? knobs.zone() : asked);
    }
}
