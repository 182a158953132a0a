package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.ConditionSet;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with questions: checks, conditions, the events and fields that they name, and figures that are looked up. */
final class QuestionCheck {

    /** Name under which a condition is compiled to see what is wrong with it; problems have it before their path. */
    private static final String WHOLE = "condition";

    private final Scenario scenario;
    private final ScenarioContext context;
    private final Problems problems;
    private final ConditionContext names;
    private final Map<String, Placed> byName;

    /** @param byName the scenario's steps */
    QuestionCheck(Scenario scenario, ScenarioContext context, Map<String, Placed> byName, Problems problems) {
        this.scenario = scenario;
        this.context = context;
        this.problems = problems;
        this.byName = byName;
        ConditionContext known = ConditionContext.open();
        Set<String> metrics = context.metrics();
        Set<String> segments = context.segments();
        known = metrics == null ? known : known.withMetrics(metrics);
        this.names = segments == null ? known : known.withSegments(segments);
    }

    /** A goal or an exit: it is looked at on every input, from the first on. */
    void ending(Check check, String path) {
        check(check, path);
        if (!check.holdsFromTheBeginning()) {
            return;
        }
        if (check instanceof Check.NoResponse) {
            problems.add(
                    path,
                    "there is no response to a message in the moment it leaves, so this would end every run at once",
                    "wait for the reaction with a timeout, and end in its otherwise");
        } else {
            problems.add(
                    path,
                    "it is so from the beginning, so this would end every run at once",
                    "ask for what must have come, or for a condition besides (all)");
        }
    }

    void check(Check check, String path) {
        check.fold(new Single(path));
    }

    /** What may be wrong with each kind of question; answers with all that was found so far. */
    private final class Single implements Check.Cases<Problems> {
        private final String path;

        Single(String path) {
            this.path = path;
        }

        @Override
        public Problems all(Check.All all) {
            return each(all.parts(), ".all[");
        }

        @Override
        public Problems any(Check.Any any) {
            return each(any.parts(), ".any[");
        }

        @Override
        public Problems not(Check.Not not) {
            check(not.part(), path + ".not");
            return problems;
        }

        @Override
        public Problems compares(Check.Compares compares) {
            figure(compares.figure(), path + ".figure");
            return problems;
        }

        @Override
        public Problems holds(Check.Holds holds) {
            condition(holds.condition(), path);
            return problems;
        }

        @Override
        public Problems happened(Check.Happened happened) {
            occurrence(happened.occurrence(), path);
            return problems;
        }

        @Override
        public Problems reacted(Check.Reacted reacted) {
            reaction(reacted, path);
            return problems;
        }

        @Override
        public Problems noResponse(Check.NoResponse none) {
            sendNamed(none.send(), path);
            return problems;
        }

        private Problems each(List<Check> parts, String word) {
            for (int i = 0; i < parts.size(); i++) {
                check(parts.get(i), path + word + i + "]");
            }
            return problems;
        }
    }

    private void reaction(Check.Reacted reacted, String path) {
        Placed send = sendNamed(reacted.send(), path);
        if (send == null || !reacted.by().contains(Reaction.OPENED)) {
            return;
        }
        for (Offer offer : ((Step.Send) send.step()).message().allOffers()) {
            if (!context.reportsOpens(offer.channel())) {
                opensUnknown(offer.channel(), path, reacted.send());
                return;
            }
        }
    }

    private void opensUnknown(String channel, String path, String send) {
        problems.add(
                path,
                "channel \"" + channel + "\" does not report who opened",
                "ask for no response within 7 days instead: {wait-for: {reacted: " + send
                        + ", by: [tapped, replied]}, timeout: 7 days, otherwise: [...]}");
    }

    @Nullable
    Placed sendNamed(String name, String path) {
        Placed placed = byName.get(name);
        if (placed == null || !(placed.step() instanceof Step.Send)) {
            List<String> sends = byName.values().stream()
                    .filter(each -> each.step() instanceof Step.Send)
                    .map(Placed::name)
                    .toList();
            problems.add(path, "there is no send step \"" + name + '"', Problems.didYouMean(name, sends));
            return null;
        }
        return placed;
    }

    void occurrence(Occurrence occurrence, String path) {
        selection(occurrence.of(), path);
        for (String field : occurrence.same()) {
            boolean triggered = fieldOfTrigger(
                    field, EnumSet.of(EventField.Kind.TEXT, EventField.Kind.TEXTS), "same " + field, path + ".same");
            if (triggered) {
                textField(occurrence.of(), field, path + ".same", "the event looked for");
            }
        }
    }

    /** What a figure reads must be there: of each event that may start the scenario. */
    void figure(Figure figure, String path) {
        if (figure instanceof Figure.Field field) {
            fieldOfTrigger(field.field(), EnumSet.of(EventField.Kind.NUMBER), field.field(), path);
        } else if (figure instanceof Figure.Catalog fact) {
            fieldOfTrigger(
                    Run.PRODUCT,
                    EnumSet.of(EventField.Kind.TEXT, EventField.Kind.TEXTS),
                    fact.fact() + " of the product",
                    path);
        } else if (figure instanceof Figure.Written written && written.number() < 0) {
            problems.add(path, "must not be negative, but is " + written.number(), "write a whole number from 0 on");
        }
    }

    void length(Length length, String path) {
        if (length instanceof Length.Days days) {
            figure(days.figure(), path + ".days");
            if (days.otherwise() == null) {
                problems.add(
                        path + ".otherwise",
                        "nothing says how long to wait when " + Words.figure(days.figure()) + " is unknown",
                        "write for example otherwise: 30 days");
            }
        }
    }

    /** Whether the scenario starts on events alone; each of them must have the field. */
    private boolean fieldOfTrigger(String field, Set<EventField.Kind> kinds, String asked, String path) {
        Entry entry = scenario.entry();
        if (entry == null) {
            return false; // reported already
        }
        for (Entry each : entry.each()) {
            Selection triggers = each.triggers();
            if (triggers == null) {
                problems.add(
                        path,
                        '"' + asked + "\" needs a triggering event, and this scenario does not "
                                + (each == entry ? "start on one" : "always start on one"),
                        "leave it out, or start on an event");
                return false;
            }
            fieldOfKind(triggers, field, kinds, path, "the triggering event");
        }
        return true;
    }

    void textField(Selection selection, String field, String path, String whose) {
        fieldOfKind(selection, field, EnumSet.of(EventField.Kind.TEXT, EventField.Kind.TEXTS), path, whose);
    }

    void instantField(Fact fact, String path) {
        if (!fact.field().isEmpty()) {
            fieldOfKind(
                    fact.stated().of(),
                    fact.field(),
                    EnumSet.of(EventField.Kind.INSTANT),
                    path,
                    "the event that states it");
        }
    }

    void fieldOfKind(Selection selection, String field, Set<EventField.Kind> kinds, String path, String whose) {
        for (String type : selection.types()) {
            EventType standard = EventType.of(type).orElse(null);
            if (standard == null) {
                continue; // a custom event has whatever fields it has
            }
            EventField known = standard.field(field).orElse(null);
            if (known == null || !kinds.contains(known.kind())) {
                List<String> usable = standard.fields().values().stream()
                        .filter(each -> kinds.contains(each.kind()))
                        .map(EventField::name)
                        .toList();
                problems.add(
                        path,
                        whose + " " + type + " has no "
                                + kinds.iterator().next().name().toLowerCase(Locale.ROOT) + " field \""
                                + field + '"',
                        Problems.didYouMean(field, usable));
            }
        }
        if (selection.kind() != Selection.Kind.TYPES) {
            problems.add(path, "only listed event types have known fields", "list the event types");
        }
    }

    void selection(Selection selection, String path) {
        condition(new Condition.Happening(selection), path);
    }

    void condition(Condition condition, String path) {
        try {
            ConditionSet.compile(Map.of(WHOLE, condition), names);
        } catch (DefinitionException refused) {
            for (Problem problem : refused.problems()) {
                problems.add(path + problem.path().substring(WHOLE.length()), problem.message(), problem.advice());
            }
        }
        ConditionReads reads = new ConditionReads();
        reads.add(condition);
        Map<String, Boolean> channels = context.channels();
        reads.channels.forEach(channel -> known("channel", channel, channels == null ? null : channels.keySet(), path));
        for (Selection selection : reads.selections) {
            if (!selection.types().contains(Reaction.OPENED.type())) {
                continue;
            }
            for (EventFilter.Field test : ConditionReads.fieldTests(selection.where(), "channel")) {
                if (!(test.test() instanceof ValueTest.In in)) {
                    continue;
                }
                for (AttributeValue value : in.values()) {
                    if (value instanceof AttributeValue.Text text && !context.reportsOpens(text.text())) {
                        problems.add(
                                path,
                                "channel \"" + text.text() + "\" does not report who opened",
                                "ask for no response within 7 days instead: no message.tapped or message.replied in 7"
                                        + " days");
                    }
                }
            }
        }
    }

    void known(String what, String name, @Nullable Collection<String> known, String path) {
        if (known != null && !known.contains(name)) {
            problems.add(path, "unknown " + what + " \"" + name + '"', Problems.didYouMean(name, known));
        }
    }
}
