package io.enishi.examples.replay;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The rules in a folder and the folders below it, read file by file: one that is broken hides nothing that is wrong with the others. */
public final class RulesFolder {

    private final List<TextFile> files = new ArrayList<>();
    private final List<Problem> unreadable = new ArrayList<>();

    private RulesFolder() {}

    /**
     * The files that end in .yaml, .yml or .json, in order of name; or that one file.
     *
     * @throws IOException if the folder cannot be listed
     */
    public static RulesFolder of(Path path) throws IOException {
        RulesFolder folder = new RulesFolder();
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path file : paths.filter(RulesFolder::isDefinition).sorted().toList()) {
                folder.add(file);
            }
        }
        return folder;
    }

    private static boolean isDefinition(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(path) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    private void add(Path file) {
        try {
            files.add(TextFile.read(file.toString()));
        } catch (FileSystemException e) {
            String reason = e.getReason();
            unreadable.add(new Problem(file.toString(), reason == null ? "cannot be read" : reason, ""));
        } catch (IOException e) {
            unreadable.add(new Problem(file.toString(), "cannot be read: " + e.getMessage(), ""));
        }
    }

    /** Whether no file's name ends like that of a definition. */
    public boolean isEmpty() {
        return files.isEmpty() && unreadable.isEmpty();
    }

    /** Those that could be read as text. */
    public List<TextFile> files() {
        return List.copyOf(files);
    }

    /**
     * The rules of all files.
     *
     * @throws DefinitionException with every problem of every file, those that cannot be read at all among them, and what is wrong with
     *     the others beside each other
     */
    public Rules read() {
        Findings findings = check();
        if (!findings.problems().isEmpty()) {
            throw new DefinitionException(findings.problems());
        }
        return findings.rules();
    }

    /**
     * What is wrong with the files, each on its own and beside the others.
     *
     * @param rules what could be read
     * @param problems what keeps the rules from running
     * @param remarks what may be meant otherwise than it says
     */
    public record Findings(Rules rules, List<Problem> problems, List<Problem> remarks) {

        public Findings {
            problems = List.copyOf(problems);
            remarks = List.copyOf(remarks);
        }
    }

    /** Reads everything and holds it against each other, on channels such as those of a simulation. */
    public Findings check() {
        List<Problem> problems = new ArrayList<>(unreadable);
        Rules rules = Rules.readable(files, problems);
        ScenarioContext context = rules.context(SimulatedChannel.silent());
        Set<Problem> compiled = new LinkedHashSet<>();
        for (Map<String, Placed> side : sideBySide(rules)) {
            for (Problem problem : compiled(side, rules, context)) {
                compiled.add(inFile(problem, side));
            }
        }
        problems.addAll(compiled);
        problems.addAll(wired(rules, problems.isEmpty()));
        List<Problem> remarks = new ArrayList<>();
        for (Placed placed : placed(rules)) {
            placed.scenario().lint(context).forEach(remark -> remarks.add(inFile(remark, placed.file())));
        }
        return new Findings(rules, problems, remarks);
    }

    /** A scenario and the file that it stands in. */
    private record Placed(Scenario scenario, String file) {}

    private static List<Placed> placed(Rules rules) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < rules.scenarios().size(); i++) {
            placed.add(new Placed(rules.scenarios().get(i), rules.files().get(i)));
        }
        return placed;
    }

    /**
     * The scenarios that stand beside each other, by name; of those that share a name each stands once among the others, so that what is
     * wrong with it is told of its own file.
     */
    private static List<Map<String, Placed>> sideBySide(Rules rules) {
        Map<String, List<Placed>> named = new LinkedHashMap<>();
        for (Placed placed : placed(rules)) {
            named.computeIfAbsent(placed.scenario().name(), first -> new ArrayList<>())
                    .add(placed);
        }
        int most = named.values().stream().mapToInt(List::size).max().orElse(0);
        List<Map<String, Placed>> sides = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Map<String, Placed> side = new LinkedHashMap<>();
            for (Map.Entry<String, List<Placed>> each : named.entrySet()) {
                List<Placed> copies = each.getValue();
                side.put(each.getKey(), copies.get(Math.min(i, copies.size() - 1)));
            }
            sides.add(side);
        }
        return sides;
    }

    /** What is wrong with the scenarios; each path begins with the scenario's name. */
    private List<Problem> compiled(Map<String, Placed> side, Rules rules, ScenarioContext context) {
        List<Scenario> scenarios = side.values().stream().map(Placed::scenario).toList();
        if (scenarios.size() > 1 && unreadable.isEmpty() && rules.isComplete("scenario")) {
            return problemsOf(() -> CompiledScenario.compileAll(scenarios, context));
        }
        List<Problem> problems = new ArrayList<>(); // one by one: some may lean on those that could not be read
        for (Scenario scenario : scenarios) {
            for (Problem problem : problemsOf(() -> CompiledScenario.compileAll(List.of(scenario), context))) {
                problems.add(problem.under(scenario.name()));
            }
        }
        return problems;
    }

    /** What a shop that is put together of the rules says. */
    private List<Problem> wired(Rules rules, boolean whole) {
        if (!unreadable.isEmpty() || !rules.isComplete("segment", "segments", "score-model")) {
            return List.of();
        }
        CrmBuilder crm = Crm.builder("check").secret("nothing is kept".repeat(2).getBytes(StandardCharsets.UTF_8));
        if (whole) {
            return problemsOf(() ->
                    rules.wire(crm, SimulatedChannel.silent(), ZoneOffset.UTC).build());
        }
        rules.wireAround(crm);
        return problemsOf(crm::build);
    }

    private static List<Problem> problemsOf(Runnable attempt) {
        try {
            attempt.run();
            return List.of();
        } catch (DefinitionException e) {
            return e.problems();
        }
    }

    /** The path with the file in the place of the scenario. */
    private static Problem inFile(Problem problem, Map<String, Placed> side) {
        String path = problem.path();
        return side.keySet().stream()
                .filter(scenario -> path.equals(scenario) || path.startsWith(scenario + '.'))
                .max(Comparator.comparing(String::length))
                .map(scenario -> inFile(
                        new Problem(
                                path.substring(Math.min(path.length(), scenario.length() + 1)),
                                problem.message(),
                                problem.advice()),
                        Objects.requireNonNull(side.get(scenario), scenario).file()))
                .orElse(problem);
    }

    private static Problem inFile(Problem problem, String file) {
        return new Problem(
                problem.path().isEmpty() ? file : file + ": " + problem.path(), problem.message(), problem.advice());
    }
}
