package io.enishi.scenario;

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
import io.enishi.core.process.Cause;
import io.enishi.core.process.Interest;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
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
        String name = in.text("scenario");
        Goal goal = or(in.read("goal", new Goal("", null), ScenarioForm::goal), new Goal("", null));
        String owner = in.text("owner", "");
        String rationale = in.text("rationale", "");
        LocalDate review = in.has("review") ? in.localDate("review") : null;
        int priority = in.integer("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        String group = in.text("group", "");
        Entry entry = in.optional("start", ScenarioForm::entry);
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
            return in.build(() -> new Goal(text, when));
        });
    }

    private static Exit exit(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("name");
            Check when = in.read("when", ScenarioForm::check);
            return in.build(() -> new Exit(name, when));
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

    static final List<String> HEADS = List.of(
            "event",
            "shop-event",
            "without",
            "into-segment",
            "out-of-segment",
            "every-year",
            "every",
            "on-date",
            "deadline",
            "request");

    private static Entry entry(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("start", HEADS);
            switch (head) {
                case "event" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    return in.build(() -> new Entry.OnEvent(of));
                }
                case "shop-event" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    String type =
                            of == null || of.types().isEmpty() ? "" : of.types().first();
                    List<Interest> interested =
                            in.list("interested", item -> item.mapping(each -> interest(each, type)));
                    return in.build(() -> new Entry.OnShopEvent(of, interested));
                }
                case "without" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    Span lasting = in.read("lasting", TimeSpelling::readSpan);
                    return in.build(() -> new Entry.AfterAbsence(of, lasting));
                }
                case "into-segment", "out-of-segment" -> {
                    String segment = in.name(head);
                    Set<Cause> causes = in.read("causes", Entry.OnSegment.USUAL, ScenarioForm::causes);
                    return in.build(() -> new Entry.OnSegment(segment, head.equals("into-segment"), causes));
                }
                case "every-year" -> {
                    return everyYear(in, head);
                }
                case "every" -> {
                    return every(in, head);
                }
                case "on-date" -> {
                    LocalDate date = in.localDate(head);
                    LocalTime at = in.localTime("at");
                    ZoneId zone = in.has("zone") ? in.zone("zone") : null;
                    return in.build(() -> new Entry.Schedule(Entry.Every.ONCE, null, 0, date, at, zone));
                }
                case "deadline" -> {
                    Selection of = SelectionSpelling.read(in, head);
                    String field = in.name("field");
                    Span lead = in.read("lead", TimeSpelling::readSpan);
                    List<String> same = in.has("same") ? in.oneOrMore("same", DocValue::name) : List.of();
                    return in.build(() -> new Entry.Deadline(of, field, lead, new TreeSet<>(same)));
                }
                default -> {
                    if (!in.flag(head)) {
                        in.problem(head, "says no, so nothing starts the scenario", "write request: true");
                    }
                    return in.build(Entry.OnRequest::new);
                }
            }
        });
    }

    private static Entry everyYear(DocReader in, String head) {
        String attribute = in.name(head);
        int days = in.integer("days", 0, -366, 366);
        var at = in.localTime("at");
        LeapDay leapDay = in.choice("leap-day", LeapDay.class);
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        return in.build(() -> new Entry.EveryYear(attribute, days, at, leapDay, zone));
    }

    private static Interest interest(DocReader in, String shopEvent) {
        if (in.has("in-segment")) {
            String segment = in.name("in-segment");
            return in.build(() -> new Interest.Members(shopEvent, segment));
        }
        Selection events = SelectionSpelling.read(in, "happened");
        List<String> same = in.has("same") ? in.oneOrMore("same", DocValue::name) : List.of();
        Span within = in.optional("within", TimeSpelling::readSpan);
        Selection endedBy = in.optional("ended-by", SelectionSpelling::read);
        return in.build(() -> new Interest.Events(shopEvent, events, new TreeSet<>(same), within, endedBy));
    }

    private static Node write(Interest interest) {
        DocWriter out = new DocWriter();
        if (interest instanceof Interest.Members members) {
            return out.put("in-segment", members.segment()).node();
        }
        Interest.Events events = (Interest.Events) interest;
        SelectionSpelling.write(out, "happened", events.events());
        if (!events.same().isEmpty()) {
            out.oneOrMore("same", new ArrayList<>(events.same()), Node.Text::new);
        }
        put(out, "within", events.within());
        Selection endedBy = events.endedBy();
        if (endedBy != null) {
            out.put("ended-by", SelectionSpelling.write(endedBy));
        }
        return out.node();
    }

    private static Entry every(DocReader in, String head) {
        Entry.Every every = in.choice(head, Entry.Every.class);
        DayOfWeek day = every == Entry.Every.WEEK ? in.choice("on", DayOfWeek.class) : null;
        int dayOfMonth = every == Entry.Every.MONTH ? in.integer("on", 1, 31) : 0;
        if (every == Entry.Every.ONCE) {
            in.problem(head, "\"once\" is no period", "write on-date: \"2026-12-01\"");
        }
        LocalTime at = in.localTime("at");
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        return in.build(() -> new Entry.Schedule(every, day, dayOfMonth, null, at, zone));
    }

    private static Set<Cause> causes(DocValue value) {
        List<Cause> causes = value.items(item -> item.text(
                text -> Arrays.stream(Cause.values())
                        .filter(cause -> DocWriter.spelled(cause).equals(text))
                        .findFirst()
                        .orElse(null),
                "is not a cause",
                "use event, time, origins, repair or definition"));
        return causes.isEmpty() ? EnumSet.noneOf(Cause.class) : EnumSet.copyOf(causes);
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
            out.put("start", write(entry));
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
        out.listUnlessEmpty("steps", scenario.steps(), StepForm::write);
        return Document.of(out.node());
    }

    private static Node write(Entry entry) {
        DocWriter out = new DocWriter();
        if (entry instanceof Entry.OnEvent event) {
            SelectionSpelling.write(out, "event", event.of());
        } else if (entry instanceof Entry.OnShopEvent event) {
            SelectionSpelling.write(out, "shop-event", event.of());
            out.list("interested", event.interested(), ScenarioForm::write);
        } else if (entry instanceof Entry.AfterAbsence absence) {
            SelectionSpelling.write(out, "without", absence.of());
            out.put("lasting", TimeSpelling.write(absence.lasting()));
        } else if (entry instanceof Entry.OnSegment segment) {
            out.put(segment.entering() ? "into-segment" : "out-of-segment", segment.segment());
            if (!segment.causes().equals(Entry.OnSegment.USUAL)) {
                out.list("causes", segment.causes(), cause -> new Node.Text(DocWriter.spelled(cause)));
            }
        } else if (entry instanceof Entry.EveryYear year) {
            out.put("every-year", year.attribute())
                    .putUnless(0, "days", year.days())
                    .put("at", year.at().toString())
                    .put("leap-day", year.leapDay());
            put(out, "zone", year.zone());
        } else if (entry instanceof Entry.Schedule schedule) {
            write(out, schedule);
        } else if (entry instanceof Entry.Deadline deadline) {
            SelectionSpelling.write(out, "deadline", deadline.of());
            out.put("field", deadline.field()).put("lead", TimeSpelling.write(deadline.lead()));
            if (!deadline.same().isEmpty()) {
                out.oneOrMore("same", new ArrayList<>(deadline.same()), Node.Text::new);
            }
        } else {
            out.put("request", true);
        }
        return out.node();
    }

    private static void write(DocWriter out, Entry.Schedule schedule) {
        LocalDate date = schedule.date();
        if (date != null) {
            out.put("on-date", date.toString());
        } else {
            out.put("every", schedule.every());
        }
        DayOfWeek day = schedule.day();
        if (day != null) {
            out.put("on", day);
        } else if (schedule.dayOfMonth() > 0) {
            out.put("on", schedule.dayOfMonth());
        }
        out.put("at", schedule.at().toString());
        put(out, "zone", schedule.zone());
    }

    private static Node write(Holdout holdout, String scenario) {
        Node.Mapping whole = Document.parse(holdout.toJson()).root();
        boolean usual = holdout.equals(Holdout.of(holdout.name(), holdout.buckets()))
                && holdout.name().equals(scenario);
        Node share = whole.fields().get("share");
        return usual && share != null ? share : whole;
    }

    private static Node write(Reentry reentry) {
        if (reentry instanceof Reentry.CoolDown coolDown) {
            return new DocWriter()
                    .put("after", TimeSpelling.write(coolDown.span()))
                    .node();
        }
        return new Node.Text(
                reentry instanceof Reentry.Never
                        ? "never"
                        : reentry instanceof Reentry.Concurrent ? "concurrent" : "after-exit");
    }

    static Node write(Check check) {
        DocWriter out = new DocWriter();
        if (check instanceof Check.Happened happened) {
            write(out, "happened", happened.occurrence());
        } else if (check instanceof Check.Reacted reacted) {
            out.put("reacted", reacted.send())
                    .oneOrMore("by", reacted.by(), reaction -> new Node.Text(DocWriter.spelled(reaction)));
        } else if (check instanceof Check.NoResponse none) {
            out.put("no-response", none.send());
        } else {
            ConditionTree.write(out, ((Check.Holds) check).condition());
        }
        return out.node();
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
