package io.enishi.scenario;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.internal.spelling.ConditionTree;
import io.enishi.core.internal.spelling.SelectionSpelling;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.internal.spelling.ValueSpelling;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios as documents; the grammar is taught in the package's documentation. Steps are in {@link StepForm}.
 *
 * <p>What is missing is left to {@link ScenarioCheck}, which has the better words for it. A document with mistakes is checked as far
 * as it could be read, so that its author sees everything at once.
 */
final class ScenarioForm {

    /** For a check that could not be read: it raises few further questions. */
    static final Check UNREADABLE = Check.happened(Selection.allEvents());

    private ScenarioForm() {}

    // ------------------------------------------------------------------ reading

    static Scenario read(Document document, ScenarioContext context) {
        Scenario[] read = new Scenario[1];
        try {
            document.read(root -> root.mapping(in -> {
                read[0] = scenario(in);
                return read[0];
            }));
        } catch (DefinitionException written) {
            throw read[0] == null ? written : together(written, read[0], context);
        }
        return read[0];
    }

    /** What is wrong with the writing, and what is wrong with what could be read of it. */
    private static DefinitionException together(DefinitionException written, Scenario read, ScenarioContext context) {
        Problems all = new Problems();
        all.addAll("", written);
        Problems meant = new Problems();
        ScenarioCheck.check(read, context, meant);
        for (Problem problem : meant.list()) {
            if (written.problems().stream().noneMatch(other -> concerns(other.path(), problem.path()))) {
                all.add(problem);
            }
        }
        return new DefinitionException(all.list());
    }

    /** Whether one of two paths leads through the other: what could not be read was checked as a stand-in. */
    private static boolean concerns(String a, String b) {
        return !a.isEmpty() && !b.isEmpty() && (leadsThrough(a, b) || leadsThrough(b, a));
    }

    private static boolean leadsThrough(String path, String prefix) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '.'
                        || path.charAt(prefix.length()) == '[');
    }

    private static Scenario scenario(DocReader in) {
        String name = in.name("scenario");
        Goal goal = or(in.read("goal", new Goal("", null), ScenarioForm::goal), new Goal("", null));
        String owner = in.text("owner", "");
        String rationale = in.text("rationale", "");
        LocalDate review = in.has("review") ? in.localDate("review") : null;
        int priority = in.integer("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        String group = in.text("group", "");
        Entry entry = in.optional("start", EntryForm::read);
        Condition onlyIf = in.optional("only-if", ConditionTree::read);
        Reentry reentry = or(in.read("again", Reentry.afterExit(), ScenarioForm::reentry), Reentry.afterExit());
        List<Exit> exits = in.readableItems("exits", ScenarioForm::exit);
        Set<StandardExit> standard = or(
                in.read("standard-exits", Scenario.STANDARD_EXITS, ScenarioForm::standardExits),
                Scenario.STANDARD_EXITS);
        Holdout holdout = in.optional("holdout", value -> holdout(value, name));
        List<Experiment> experiments = in.listOrEmpty("experiments", ScenarioForm::experiment);
        List<Step> steps = in.readableItems("steps", StepForm::read);
        Scenario scenario = new Scenario(
                name,
                goal,
                owner,
                rationale,
                review,
                priority,
                group,
                entry,
                onlyIf,
                reentry,
                exits,
                standard,
                holdout,
                or(experiments, List.of()),
                steps);
        return in.buildOr(() -> scenario, () -> scenario);
    }

    @SuppressWarnings("NullAway") // what a getter hands out after a problem is null against its type
    private static <T> T or(@Nullable T read, T standIn) {
        return read == null ? standIn : read;
    }

    private static Goal goal(DocValue value) {
        if (value.isText()) {
            return new Goal(value.text(), null);
        }
        return value.mapping(in -> {
            String text = in.text("text", "");
            Check when = in.optional("when", ScenarioForm::check);
            return in.buildOr(
                    () -> new Goal(text, when),
                    () -> new Goal(text, in.has("when") && when == null ? UNREADABLE : when));
        });
    }

    private static Exit exit(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("name");
            Check when = in.read("when", ScenarioForm::check);
            return in.buildOr(
                    () -> new Exit(name, when),
                    () -> new Exit(Names.isName(name, 64) ? name : "unreadable", when == null ? UNREADABLE : when));
        });
    }

    /** {@code 10%}, or with a name or salt of its own. */
    private static @Nullable Holdout holdout(DocValue value, String scenario) {
        if (value.isMapping()) {
            return document(value, text -> Holdout.parse(text));
        }
        return value.text(
                text -> {
                    try {
                        return Holdout.of(scenario, text);
                    } catch (IllegalArgumentException e) {
                        return null;
                    }
                },
                "is no share",
                "write a share such as 10%, with at most two decimals");
    }

    private static Experiment experiment(DocValue value) {
        return document(value, text -> Experiment.parse(text));
    }

    /** A document of another kind inside this one. */
    private static <T> T document(DocValue value, Function<String, T> parse) {
        if (!(value.node() instanceof Node.Mapping mapping)) {
            throw value.unreadable("a mapping is expected here", "");
        }
        try {
            return parse.apply(Document.of(mapping).toJson());
        } catch (DefinitionException refused) {
            List<Problem> problems = refused.problems();
            for (Problem problem : problems.subList(1, problems.size())) {
                value.problem(inside(problem), problem.advice());
            }
            throw value.unreadable(inside(problems.get(0)), problems.get(0).advice());
        }
    }

    private static String inside(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }

    private static Set<StandardExit> standardExits(DocValue value) {
        Set<StandardExit> exits = new LinkedHashSet<>(value.items(item -> item.text(
                text -> Arrays.stream(StandardExit.values())
                        .filter(exit -> exit.key().equals(text))
                        .findFirst()
                        .orElse(null),
                "is not a standard exit",
                "use unreachable or complaint")));
        return exits;
    }

    private static Reentry reentry(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                Span span = in.read("after", TimeSpelling::readSpan);
                return in.build(() -> new Reentry.CoolDown(span));
            });
        }
        return value.text(
                text -> switch (text) {
                    case "never" -> Reentry.never();
                    case "after-exit" -> Reentry.afterExit();
                    case "concurrent" -> Reentry.concurrent();
                    default -> null;
                },
                "is no way to enter again",
                "use never, after-exit, concurrent or {after: 6 months}");
    }

    static Check check(DocValue value) {
        return value.mapping(in -> {
            if (in.has("happened")) {
                Occurrence occurrence = occurrence(in, "happened");
                return in.build(() -> new Check.Happened(occurrence));
            }
            if (in.has("reacted")) {
                String send = in.name("reacted");
                List<Reaction> by = in.oneOrMore("by", ScenarioForm::reaction);
                return in.build(() -> new Check.Reacted(send, by.isEmpty() ? Set.of() : EnumSet.copyOf(by)));
            }
            if (in.has("no-response")) {
                String send = in.name("no-response");
                return in.build(() -> new Check.NoResponse(send));
            }
            if (in.has("figure")) {
                Figure figure = in.read("figure", FigureForm::read);
                Comparison comparison = ValueSpelling.readComparison(in);
                return in.build(() -> new Check.Compares(figure, comparison));
            }
            for (String word : List.of("all", "any")) {
                if (in.has(word)) {
                    List<Check> parts = in.list(word, ScenarioForm::check);
                    return in.build(() -> word.equals("all") ? Check.all(parts) : Check.any(parts));
                }
            }
            if (in.has("not")) {
                Check part = in.read("not", ScenarioForm::check);
                return in.build(() -> Check.not(part));
            }
            return new Check.Holds(ConditionTree.read(in));
        });
    }

    private static Reaction reaction(DocValue value) {
        return value.text(
                text -> Arrays.stream(Reaction.values())
                        .filter(reaction -> DocWriter.spelled(reaction).equals(text))
                        .findFirst()
                        .orElse(null),
                "is not a reaction",
                "use tapped, replied or opened");
    }

    /** The selection in {@code field}, its {@code where} and {@code same}. Null, against the type, after a problem. */
    static Occurrence occurrence(DocReader in, String field) {
        Selection of = SelectionSpelling.read(in, field);
        List<String> same = in.has("same") ? in.oneOrMore("same", DocValue::name) : List.of();
        return in.isClean() ? new Occurrence(of, new TreeSet<>(same)) : Occurrence.of(Selection.allEvents());
    }

    // ------------------------------------------------------------------ writing

    static Document write(Scenario scenario) {
        DocWriter out = new DocWriter().put("scenario", scenario.name());
        Check when = scenario.goal().when();
        if (when != null) {
            DocWriter goal =
                    new DocWriter().putUnless("", "text", scenario.goal().text());
            out.put("goal", goal.put("when", write(when)).node());
        } else {
            out.putUnless("", "goal", scenario.goal().text());
        }
        out.putUnless("", "owner", scenario.owner()).putUnless("", "rationale", scenario.rationale());
        LocalDate review = scenario.review();
        if (review != null) {
            out.put("review", review.toString());
        }
        out.putUnless(0, "priority", scenario.priority()).putUnless("", "group", scenario.group());
        Entry entry = scenario.entry();
        if (entry != null) {
            out.put("start", EntryWriter.write(entry));
        }
        Condition onlyIf = scenario.onlyIf();
        if (onlyIf != null) {
            out.put("only-if", ConditionTree.write(onlyIf));
        }
        if (!(scenario.reentry() instanceof Reentry.AfterExit)) {
            out.put("again", write(scenario.reentry()));
        }
        out.listUnlessEmpty(
                "exits",
                scenario.exits(),
                exit -> new DocWriter()
                        .put("name", exit.name())
                        .put("when", write(exit.when()))
                        .node());
        if (!scenario.standardExits().equals(Scenario.STANDARD_EXITS)) {
            out.list("standard-exits", scenario.standardExits(), exit -> new Node.Text(exit.key()));
        }
        Holdout holdout = scenario.holdout();
        if (holdout != null) {
            out.put("holdout", write(holdout, scenario.name()));
        }
        out.listUnlessEmpty(
                "experiments",
                scenario.experiments(),
                experiment -> Document.parse(experiment.toJson()).root());
        out.listUnlessEmpty("steps", scenario.steps(), StepWriter::write);
        return Document.of(out.node());
    }

    private static Node write(Holdout holdout, String scenario) {
        Node.Mapping whole = Document.parse(holdout.toJson()).root();
        boolean usual = holdout.equals(Holdout.of(holdout.name(), holdout.buckets()))
                && holdout.name().equals(scenario);
        Node share = whole.fields().get("share");
        return usual && share != null ? share : whole;
    }

    private static Node write(Reentry reentry) {
        return reentry.fold(new Reentry.Cases<>() {
            @Override
            public Node never(Reentry.Never never) {
                return new Node.Text("never");
            }

            @Override
            public Node afterExit(Reentry.AfterExit afterExit) {
                return new Node.Text("after-exit");
            }

            @Override
            public Node coolDown(Reentry.CoolDown coolDown) {
                return new DocWriter()
                        .put("after", TimeSpelling.write(coolDown.span()))
                        .node();
            }

            @Override
            public Node concurrent(Reentry.Concurrent concurrent) {
                return new Node.Text("concurrent");
            }
        });
    }

    static Node write(Check check) {
        return check.fold(new CheckWriter(new DocWriter())).node();
    }

    static void write(DocWriter out, String field, Occurrence occurrence) {
        SelectionSpelling.write(out, field, occurrence.of());
        if (!occurrence.same().isEmpty()) {
            out.oneOrMore("same", new ArrayList<>(occurrence.same()), Node.Text::new);
        }
    }

    static void put(DocWriter out, String field, @Nullable ZoneId zone) {
        if (zone != null) {
            out.put(field, zone.getId());
        }
    }

    static void put(DocWriter out, String field, @Nullable Span span) {
        if (span != null) {
            out.put(field, TimeSpelling.write(span));
        }
    }

    static void put(DocWriter out, String field, @Nullable MessageClass messageClass) {
        if (messageClass != null) {
            out.put(field, (Enum<?>) messageClass);
        }
    }
}
