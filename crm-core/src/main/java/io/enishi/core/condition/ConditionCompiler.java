package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.internal.time.ZoneTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns condition trees into evaluators over shared columns. Some atoms are answered by others: absence is "some, but none in the
 * span"; the largest value is at least x if a value at least x is there. So their exactness in time is that of counting.
 */
final class ConditionCompiler {

    private static final Comparison SOME = Comparison.atLeast(1);
    private static final Comparison NONE = Comparison.atMost(0);

    private final ConditionContext context;
    private final Set<String> knownSegments;
    private final boolean segmentsAreKnown;
    private final Problems problems;
    private final ZoneTable.Cache zones = ZoneTable.cache();
    private final FilterCompiler filters;
    private final FieldFinder fields;
    private final List<SelectionPlan> selections = new ArrayList<>();
    private final Map<Selection, SelectionPlan> plans = new HashMap<>();
    private final List<ChainPlan> chains = new ArrayList<>();
    private final Map<Condition.Sequence, ChainPlan> chainPlans = new HashMap<>();

    // What the condition being compiled reads.
    private ReadsBuilder reads = new ReadsBuilder();

    ConditionCompiler(ConditionContext context, Set<String> segmentsOfTheSet, Problems problems) {
        this.context = context;
        this.problems = problems;
        this.filters = new FilterCompiler(context, problems);
        this.fields = new FieldFinder(context, problems);
        this.knownSegments = new TreeSet<>(segmentsOfTheSet);
        Set<String> others = context.segments();
        this.segmentsAreKnown = others != null;
        if (others != null) {
            knownSegments.addAll(others);
        }
    }

    /** A compiled tree with what it reads. */
    record Compiled(
            Evaluator evaluator, Reads reads, Recall recall, List<MixedCheck> mixedChecks, boolean changesWithTime) {}

    /** Amounts that must not be of several currencies. */
    record MixedCheck(int selection, int value, String field) {}

    Compiled compile(Condition condition, String path) {
        reads = new ReadsBuilder();
        Evaluator evaluator = node(condition, path);
        return new Compiled(
                evaluator, reads.build(), reads.recall(), List.copyOf(reads.mixedChecks), reads.changesWithTime);
    }

    Layout layout() {
        return new Layout(selections, chains, context.converter(), zones);
    }

    // ------------------------------------------------------------------ the tree

    private Evaluator node(Condition condition, String path) {
        return condition.fold(new At(path));
    }

    private List<Evaluator> nodes(List<Condition> conditions, String path, String word) {
        List<Evaluator> nodes = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            nodes.add(node(conditions.get(i), under(path, word + "[" + i + "]")));
        }
        return nodes;
    }

    private static String under(String path, String part) {
        return path.isEmpty() ? part : path + "." + part;
    }

    /** What stands at a place of the tree. */
    private final class At implements Condition.Cases<Evaluator> {
        private final String path;

        At(String path) {
            this.path = path;
        }

        @Override
        public Evaluator all(Condition.All all) {
            return Combination.all(nodes(all.conditions(), path, "all"));
        }

        @Override
        public Evaluator any(Condition.Any any) {
            return Combination.any(nodes(any.conditions(), path, "any"));
        }

        @Override
        public Evaluator not(Condition.Not not) {
            return Combination.not(node(not.condition(), under(path, "not")));
        }

        @Override
        public Evaluator aggregate(Condition.Aggregate aggregate) {
            return compute(aggregate, path);
        }

        @Override
        public Evaluator fieldOf(Condition.FieldOf fieldOf) {
            return testField(fieldOf, path);
        }

        @Override
        public Evaluator daysSince(Condition.DaysSince days) {
            reads.changesWithTime = true;
            SelectionPlan plan = select(days.of(), path);
            reads.one(plan, days.position());
            return new RowAtom.DaysSince(Wording.of(days), plan.index(), days.position(), days.comparison());
        }

        @Override
        public Evaluator absence(Condition.Absence absence) {
            return silence(absence, path);
        }

        @Override
        public Evaluator ownInterval(Condition.OwnInterval own) {
            reads.changesWithTime = true;
            SelectionPlan plan = select(own.of(), path);
            plan.keepIntervals();
            reads.everyOne(plan);
            int drops = plan.exits(Window.ever(), WindowRule.of(Window.ever(), zones));
            return new RowAtom.OwnInterval(Wording.of(own), plan.index(), drops, own.permille(), own.minimumEvents());
        }

        @Override
        public Evaluator sequence(Condition.Sequence sequence) {
            return chain(sequence, path);
        }

        @Override
        public Evaluator metric(Condition.Metric metric) {
            known("metric", metric.name(), context.metrics(), under(path, "metric"));
            reads.metrics.add(metric.name());
            reads.changesWithTime = true;
            return new FactAtom.Metric(Wording.of(metric), metric.name(), metric.comparison());
        }

        @Override
        public Evaluator inSegment(Condition.InSegment segment) {
            known("segment", segment.name(), segmentsAreKnown ? knownSegments : null, under(path, "in-segment"));
            reads.segments.add(segment.name());
            return new FactAtom.InSegment(Wording.of(segment), segment.name());
        }

        @Override
        public Evaluator attribute(Condition.Attribute attribute) {
            known("attribute", attribute.name(), context.attributes(), under(path, "attribute"));
            reads.attributes.add(attribute.name());
            return new FactAtom.Attribute(Wording.of(attribute), attribute.name(), AttributeTest.of(attribute.test()));
        }

        @Override
        public Evaluator permitted(Condition.Permitted permitted) {
            reads.permission = true;
            return new FactAtom.Permitted(Wording.of(permitted), permitted.purpose(), permitted.channel());
        }

        @Override
        public Evaluator reachable(Condition.Reachable reachable) {
            reads.permission = true;
            return new FactAtom.Known(Wording.of(reachable), facts -> facts.isReachable(reachable.channel()));
        }

        @Override
        public Evaluator linked(Condition.Linked linked) {
            reads.schemes.add(linked.scheme());
            return new FactAtom.Known(Wording.of(linked), facts -> facts.isLinked(linked.scheme()));
        }

        @Override
        public Evaluator knownTo(Condition.KnownTo known) {
            reads.sources.add(known.source());
            return new FactAtom.Known(Wording.of(known), facts -> facts.isKnownTo(known.source()));
        }

        @Override
        public Evaluator happening(Condition.Happening happening) {
            CompiledFilter filter = filters.compile(happening.event(), under(path, "where"));
            reads.events(filter);
            reads.happening = true;
            return new FactAtom.Happening(Wording.of(happening), filter);
        }

        @Override
        public Evaluator host(Condition.Host host) {
            known("host function", host.name(), context.hostFunctions(), under(path, "host"));
            reads.hostFunctions.add(host.name());
            return new FactAtom.Host(Wording.of(host), host.name(), host.arguments());
        }
    }

    private void known(String what, String name, @Nullable Set<String> names, String path) {
        if (names != null && !names.contains(name)) {
            problems.add(path, "unknown " + what + " \"" + name + '"', Problems.didYouMean(name, new TreeSet<>(names)));
        }
    }

    // ------------------------------------------------------------------ selections and windows

    private SelectionPlan select(Selection selection, String path) {
        SelectionPlan plan = plans.get(selection);
        if (plan == null) {
            plan = new SelectionPlan(selections.size(), filters.compile(selection, under(path, "where")));
            selections.add(plan);
            plans.put(selection, plan);
        }
        reads.events(plan.filter());
        if (plan.net()) {
            reads.eventTypes.add("order.cancelled");
            reads.eventTypes.add("order.refunded");
        } else if (plan.mayDropOut()) {
            reads.eventTypes.add(EventBody.MessageStep.REJECTED.type());
        }
        return plan;
    }

    private Flux.OfRows flux(SelectionPlan plan, Window window) {
        WindowRule rule = WindowRule.of(window, zones);
        reads.window(plan, rule);
        return new Flux.OfRows(plan.index(), rule, plan.exits(window, rule));
    }

    private Evaluator count(Selection selection, Window window, Comparison comparison, String path) {
        SelectionPlan plan = select(selection, path);
        return new FluxAtom.Count("", flux(plan, window), comparison);
    }

    // ------------------------------------------------------------------ atoms over the timeline

    private static final Set<EventField.Kind> NUMBERS =
            Set.of(EventField.Kind.NUMBER, EventField.Kind.MONEY, EventField.Kind.FLAG);
    private static final Set<EventField.Kind> ORDERED =
            Set.of(EventField.Kind.NUMBER, EventField.Kind.MONEY, EventField.Kind.INSTANT);

    private Evaluator compute(Condition.Aggregate aggregate, String path) {
        String asked = Wording.of(aggregate);
        return switch (aggregate.function()) {
            case COUNT ->
                new FluxAtom.Count(
                        asked, flux(select(aggregate.of(), path), aggregate.window()), aggregate.comparison());
            case SUM, AVERAGE -> total(aggregate, asked, path);
            case MIN, MAX -> extreme(aggregate, asked, path);
            case DISTINCT -> distinct(aggregate, asked, path);
        };
    }

    private static String fieldPath(Condition.Aggregate aggregate, String path) {
        return under(path, aggregate.function().name().toLowerCase(Locale.ROOT));
    }

    private Evaluator total(Condition.Aggregate aggregate, String asked, String path) {
        FieldAccess field = fields.find(aggregate.field(), aggregate.of(), NUMBERS, fieldPath(aggregate, path), "sum");
        SelectionPlan plan =
                select(field == null ? aggregate.of() : FieldFinder.having(aggregate.field(), aggregate.of()), path);
        Flux.OfRows flux = flux(plan, aggregate.window());
        int value = field == null ? 0 : plan.value(field);
        int beside = flux.slot() < 0 || field == null ? 0 : plan.valueBesideExits(flux.slot(), value);
        if (field != null && field.mayMixCurrencies()) {
            reads.mixedChecks.add(new MixedCheck(plan.index(), value, aggregate.field()));
        }
        return aggregate.function() == Condition.Function.SUM
                ? new FluxAtom.Sum(asked, flux, aggregate.comparison(), value, beside)
                : new FluxAtom.Average(asked, flux, aggregate.comparison(), value, beside);
    }

    /**
     * The largest value is at least x if some value is at least x, and at most x if there is one but none above x; the smallest
     * likewise.
     */
    private Evaluator extreme(Condition.Aggregate aggregate, String asked, String path) {
        String name = aggregate.field();
        FieldAccess field = fields.find(name, aggregate.of(), ORDERED, fieldPath(aggregate, path), "order");
        if (field == null) {
            return Combination.all(List.of());
        }
        boolean max = aggregate.function() == Condition.Function.MAX;
        long bound = aggregate.comparison().bound();
        Selection all = FieldFinder.and(aggregate.of(), name, ValueTest.atLeast(Long.MIN_VALUE));
        Window window = aggregate.window();
        Evaluator some = count(all, window, SOME, path);
        // A value on the far side of the bound, with and without the bound itself.
        Evaluator beyond = count(
                FieldFinder.and(aggregate.of(), name, max ? ValueTest.moreThan(bound) : ValueTest.lessThan(bound)),
                window,
                SOME,
                path);
        Evaluator reaching = count(
                FieldFinder.and(aggregate.of(), name, max ? ValueTest.atLeast(bound) : ValueTest.atMost(bound)),
                window,
                SOME,
                path);
        Evaluator equal = Combination.all(List.of(reaching, Combination.not(beyond)));
        Comparison.Operator operator = max ? aggregate.comparison().operator() : mirrored(aggregate.comparison());
        Evaluator answer = switch (operator) {
            case GTE -> reaching;
            case GT -> beyond;
            case LTE -> Combination.all(List.of(some, Combination.not(beyond)));
            case LT -> Combination.all(List.of(some, Combination.not(reaching)));
            case EQ -> equal;
            case NE -> Combination.all(List.of(some, Combination.not(equal)));
        };
        SelectionPlan plan = select(all, path);
        int value = plan.value(field);
        if (field.mayMixCurrencies()) {
            reads.mixedChecks.add(new MixedCheck(plan.index(), value, name));
        }
        WindowRule rule = WindowRule.of(window, zones);
        return new Evaluator.Answered(asked, answer, (columns, now) -> extremeOf(columns, plan, value, rule, max, now));
    }

    /** Smallest values are largest ones seen from the other side. */
    private static Comparison.Operator mirrored(Comparison comparison) {
        return switch (comparison.operator()) {
            case EQ -> Comparison.Operator.EQ;
            case NE -> Comparison.Operator.NE;
            case LT -> Comparison.Operator.GT;
            case LTE -> Comparison.Operator.GTE;
            case GT -> Comparison.Operator.LT;
            case GTE -> Comparison.Operator.LTE;
        };
    }

    private static String extremeOf(
            Columns columns, SelectionPlan plan, int value, WindowRule rule, boolean max, long now) {
        Rows rows = columns.rows(plan.index());
        Long found = null;
        for (int row = 0; row < rows.size() && rows.at(row) <= now; row++) {
            long t = rows.at(row);
            boolean inside = !rule.isBetween() || (t >= rule.from() && t < rule.to());
            if (inside && rows.exit(row, rule, columns.zone()) > now) {
                long candidate = rows.entries().totals(value).value(row);
                found = found == null ? candidate : max ? Math.max(found, candidate) : Math.min(found, candidate);
            }
        }
        return found == null ? "none" : found.toString();
    }

    private Evaluator distinct(Condition.Aggregate aggregate, String asked, String path) {
        if (aggregate.field().equals(Condition.LOCAL_DAY)) {
            SelectionPlan days = select(aggregate.of(), path);
            WindowRule rule = WindowRule.of(aggregate.window(), zones);
            reads.window(days, rule);
            int slot = days.distinctDays(aggregate.window(), rule);
            return new FluxAtom.Count(asked, new Flux.OfValues(days.index(), slot), aggregate.comparison());
        }
        FieldAccess field = fields.find(
                aggregate.field(),
                aggregate.of(),
                Set.of(EventField.Kind.values()),
                fieldPath(aggregate, path),
                "values");
        SelectionPlan plan = select(aggregate.of(), path);
        WindowRule rule = WindowRule.of(aggregate.window(), zones);
        reads.window(plan, rule);
        int slot = field == null ? 0 : plan.distinct(field, aggregate.window(), rule);
        return new FluxAtom.Count(asked, new Flux.OfValues(plan.index(), slot), aggregate.comparison());
    }

    private Evaluator testField(Condition.FieldOf fieldOf, String path) {
        SelectionPlan plan = select(fieldOf.of(), path);
        WindowRule rule = WindowRule.of(fieldOf.window(), zones);
        if (rule.isForGood() && !rule.isBetween()) {
            reads.one(plan, fieldOf.position());
        } else {
            reads.window(plan, rule);
        }
        // The test is a filter on the same events: checked, compiled and told apart by type as filters are.
        String head = under(path, fieldOf.position().name().toLowerCase(Locale.ROOT));
        CompiledFilter test = filters.compile(
                new Selection(
                        fieldOf.of().kind(),
                        fieldOf.of().types(),
                        EventFilter.field(fieldOf.field(), fieldOf.test()),
                        false),
                head);
        int pass = plan.passes(fieldOf.field(), fieldOf.test(), test::test);
        return new RowAtom.FieldOf(Wording.of(fieldOf), plan.index(), fieldOf.position(), rule, pass);
    }

    private Evaluator silence(Condition.Absence absence, String path) {
        reads.changesWithTime = true;
        Window inSpan = Window.last(absence.lasting());
        SelectionPlan plan = select(absence.of(), path);
        reads.one(plan, Condition.Position.LAST); // tells as well whether there was any
        WindowRule ever = WindowRule.of(Window.ever(), zones);
        Flux sinceEver = new Flux.OfRows(plan.index(), ever, plan.exits(Window.ever(), ever));
        Evaluator some = new FluxAtom.Count("", sinceEver, SOME);
        Evaluator none = count(absence.of(), inSpan, NONE, path);
        return new Evaluator.Answered(
                Wording.of(absence),
                Combination.all(List.of(some, none)),
                (columns, now) -> lastOf(columns, plan, now));
    }

    private static String lastOf(Columns columns, SelectionPlan plan, long now) {
        Rows rows = columns.rows(plan.index());
        int row = RowAtom.counted(rows, Condition.Position.LAST, rows.entries().rank(now), now);
        return row < 0 ? "never any" : "the last at " + Instant.ofEpochMilli(rows.at(row));
    }

    private Evaluator chain(Condition.Sequence sequence, String path) {
        ChainPlan plan = chainPlans.get(sequence);
        List<SelectionPlan> steps = new ArrayList<>();
        for (int i = 0; i < sequence.steps().size(); i++) {
            SelectionPlan step = select(sequence.steps().get(i).of(), under(path, "sequence[" + i + "]"));
            reads.everyOne(step); // once complete, for good
            steps.add(step);
        }
        if (plan == null) {
            List<ChainPlan.Step> ready = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                ready.add(step(sequence, i, steps, under(path, "sequence[" + i + "]")));
            }
            plan = new ChainPlan(chains.size(), ready);
            chains.add(plan);
            chainPlans.put(sequence, plan);
        }
        reads.changesWithTime |= plan.mayDropOut();
        return new RowAtom.Chained(Wording.of(sequence), plan.index());
    }

    private ChainPlan.Step step(Condition.Sequence sequence, int i, List<SelectionPlan> plans, String path) {
        Condition.Step step = sequence.steps().get(i);
        SelectionPlan plan = plans.get(i);
        WindowRule within = step.within() == null ? null : WindowRule.of(step.within(), zones);
        Condition.Link link = step.link();
        if (link == null) {
            return new ChainPlan.Step(plan.index(), plan.mayDropOut(), within, -1, false, 0, 0);
        }
        String word = under(path, link.different() ? "different" : "same");
        Set<EventField.Kind> anyKind = Set.of(EventField.Kind.values());
        FieldAccess mine = fields.find(link.field(), step.of(), anyKind, word, "values");
        Selection other = sequence.steps().get(link.step()).of();
        FieldAccess theirs = fields.find(link.field(), other, anyKind, word, "values");
        return new ChainPlan.Step(
                plan.index(),
                plan.mayDropOut(),
                within,
                link.step(),
                link.different(),
                mine == null ? 0 : plan.objects(mine),
                theirs == null ? 0 : plans.get(link.step()).objects(theirs));
    }
}
