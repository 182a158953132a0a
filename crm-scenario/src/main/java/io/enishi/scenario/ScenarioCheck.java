package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.ConditionSet;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Interest;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.Form;
import io.enishi.scenario.experiment.Experiment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a scenario, so that an author sees it at once and before anybody is mailed. What a single
 * value can tell is checked by its constructor; what needs the whole, or the shop, is checked here.
 */
final class ScenarioCheck {

    /** A place name becomes part of command keys, which take 100 characters. */
    private static final int MAX_STEP_NAME = 80;
    /** Name under which a condition is compiled to see what is wrong with it; problems have it before their path. */
    private static final String WHOLE = "condition";

    private final Scenario scenario;
    private final ScenarioContext context;
    private final Problems problems;
    private final ConditionContext names;
    private final List<Placed> steps;
    private final Map<String, Placed> byName = new LinkedHashMap<>();
    private final Set<String> namedExperiments = new HashSet<>();

    private ScenarioCheck(Scenario scenario, ScenarioContext context, Problems problems) {
        this.scenario = scenario;
        this.context = context;
        this.problems = problems;
        this.steps = Placed.of(scenario);
        ConditionContext known = ConditionContext.open();
        Set<String> metrics = context.metrics();
        Set<String> segments = context.segments();
        known = metrics == null ? known : known.withMetrics(metrics);
        this.names = segments == null ? known : known.withSegments(segments);
    }

    /** Adds every problem of {@code scenario} to {@code problems}. */
    static void check(Scenario scenario, ScenarioContext context, Problems problems) {
        new ScenarioCheck(scenario, context, problems).run();
    }

    private void run() {
        header();
        names();
        entry();
        Set<String> exitNames = new HashSet<>();
        for (int i = 0; i < scenario.exits().size(); i++) {
            Exit exit = scenario.exits().get(i);
            if (!exitNames.add(exit.name())) {
                problems.add("exits[" + i + "].name", "\"" + exit.name() + "\" is the name of two exits", "rename one");
            }
            ending(exit.when(), "exits[" + i + "].when");
        }
        Check goal = scenario.goal().when();
        if (goal != null) {
            ending(goal, "goal.when");
        }
        Placed.each(steps, this::step);
        experiments();
        ContactRules rules = context.contactRules();
        if (rules != null) {
            CapCheck.check(steps, rules.caps(), problems);
        }
        new Reachability().list(steps);
        new Reactions().run(steps);
    }

    // ------------------------------------------------------------------ the whole

    private void header() {
        if (!Names.isName(scenario.name(), 64)) {
            problems.add(
                    "scenario",
                    "scenario name must be 1 to 64 characters of a-z 0-9 . : - _, but is \"" + scenario.name() + '"',
                    "write a name such as \"win-back\"");
        }
        required(scenario.goal().text(), "goal", "the goal is missing", "say in words what the scenario is for");
        required(scenario.owner(), "owner", "the owner is missing", "say who answers for the scenario");
        required(scenario.rationale(), "rationale", "the rationale is missing", "say why it is believed to work");
        if (!scenario.group().isEmpty() && !Names.isName(scenario.group(), 64)) {
            problems.add("group", "is not a name: \"" + scenario.group() + '"', "write a name such as \"life-cycle\"");
        }
        if (scenario.steps().isEmpty()) {
            problems.add("steps", "the scenario does nothing", "add at least one step");
        }
        boolean advertises = false;
        for (Step step : allSteps()) {
            advertises |= step instanceof Step.Send send && send.message().messageClass() == MessageClass.ADVERTISING;
        }
        if (scenario.holdout() != null && !advertises && sends()) {
            problems.add(
                    "holdout",
                    "all its messages are transactional, and those are never withheld",
                    "leave the holdout out");
        }
        if (advertises && scenario.exits().isEmpty() && scenario.goal().when() == null) {
            problems.add(
                    "exits",
                    "an advertising scenario needs an exit, or a goal that can be observed: else people who bought go"
                            + " on getting it",
                    "write for example exits: [{name: bought, when: {happened: order.placed}}]");
        }
    }

    private boolean sends() {
        return allSteps().stream().anyMatch(step -> step instanceof Step.Send);
    }

    private void required(String text, String path, String message, String advice) {
        if (text.isBlank()) {
            problems.add(path, message, advice);
        }
    }

    private List<Step> allSteps() {
        List<Step> all = new ArrayList<>();
        Placed.each(steps, placed -> all.add(placed.step()));
        return all;
    }

    private void names() {
        Placed.each(steps, placed -> {
            if (byName.putIfAbsent(placed.name(), placed) != null) {
                problems.add(placed.path(), "\"" + placed.name() + "\" is the name of two steps", "rename one");
            }
            if (placed.name().length() > MAX_STEP_NAME) {
                problems.add(
                        placed.path(),
                        "is nested too deep to be called by its place",
                        "give the steps around it names");
            }
        });
    }

    private void entry() {
        Entry entry = scenario.entry();
        if (entry == null) {
            problems.add(
                    "start", "the entry is missing", "say what starts the scenario, such as {event: order.placed}");
        } else if (entry instanceof Entry.OnEvent event) {
            selection(event.of(), "start.event");
        } else if (entry instanceof Entry.AfterAbsence absence) {
            selection(absence.of(), "start.absence");
        } else if (entry instanceof Entry.OnSegment segment) {
            known("segment", segment.segment(), context.segments(), "start.segment");
        } else if (entry instanceof Entry.OnShopEvent event) {
            selection(event.of(), "start.shop-event");
            for (int i = 0; i < event.interested().size(); i++) {
                interest(event.interested().get(i), "start.interested[" + i + "]");
            }
        } else if (entry instanceof Entry.Deadline deadline) {
            selection(deadline.of(), "start.deadline");
            fieldOfKind(
                    deadline.of(),
                    deadline.field(),
                    EnumSet.of(EventField.Kind.INSTANT),
                    "start.field",
                    "the event that states it");
            for (String field : deadline.same()) {
                textField(deadline.of(), field, "start.same", "the event that states it");
            }
        }
        Condition onlyIf = scenario.onlyIf();
        if (onlyIf != null) {
            condition(onlyIf, "only-if");
        }
    }

    private void interest(Interest interest, String path) {
        if (interest instanceof Interest.Members members) {
            known("segment", members.segment(), context.segments(), path + ".in-segment");
        } else if (interest instanceof Interest.Events events) {
            selection(events.events(), path + ".happened");
            Selection endedBy = events.endedBy();
            if (endedBy != null) {
                selection(endedBy, path + ".ended-by");
            }
        }
    }

    /** A goal or an exit: it is looked at on every input, from the first on. */
    private void ending(Check check, String path) {
        check(check, path);
        if (check instanceof Check.NoResponse) {
            problems.add(
                    path,
                    "there is no response to a message in the moment it leaves, so this would end every run at once",
                    "wait for the reaction with a timeout, and end in its otherwise");
        }
    }

    // ------------------------------------------------------------------ steps

    private void step(Placed placed) {
        Step step = placed.step();
        String path = placed.path();
        if (step instanceof Step.Send send) {
            send(send.message(), path);
        } else if (step instanceof Step.Wait wait && wait.anchor() instanceof Anchor.Done done) {
            existing(done.step(), path + ".after");
        } else if (step instanceof Step.Await await) {
            await(await, path);
        } else if (step instanceof Step.WaitOnFact wait) {
            occurrence(wait.fact().stated(), path);
            instantField(wait.fact(), path);
            timeout(wait.timeout(), path);
        } else if (step instanceof Step.Branch branch) {
            for (int i = 0; i < branch.cases().size(); i++) {
                check(branch.cases().get(i).when(), path + ".branch[" + i + "].when");
                shadowed(branch, i, path + ".branch[" + i + "]");
            }
            if (branch.cases().isEmpty()) {
                problems.add(path + ".branch", "a branch without cases", "add a case, or leave the branch out");
            }
        } else if (step instanceof Step.Approval approval) {
            timeout(approval.timeout(), path);
        } else if (step instanceof Step.Split split) {
            experiment(
                    split.experiment(),
                    split.arms().stream().map(Step.Arm::name).toList(),
                    path + ".split",
                    path + ".arms");
            if (split.arms().isEmpty()) {
                problems.add(path + ".arms", "a split without arms", "add an arm, or leave the split out");
            }
        } else if (step instanceof Step.HandOver handOver && handOver.scenario().equals(scenario.name())) {
            problems.add(path, "the scenario hands over to itself", "name another scenario");
        } else if (step instanceof Step.Repeat repeat) {
            if (repeat.steps().isEmpty()) {
                problems.add(path + ".steps", "repeats nothing", "add steps, or leave the repeat out");
            } else if (repeat.times() > 1 && !takesTime(placed.parts().get(0))) {
                problems.add(
                        path,
                        "repeats " + repeat.times() + " times at one instant: some way through it has no wait",
                        "add a wait inside the repeat");
            }
        }
    }

    /** Reports a case that an earlier one always takes. */
    private void shadowed(Step.Branch branch, int index, String path) {
        for (int earlier = 0; earlier < index; earlier++) {
            if (Implication.implies(
                    branch.cases().get(index).when(),
                    branch.cases().get(earlier).when())) {
                problems.add(
                        path,
                        "no run comes here: case " + (earlier + 1) + " holds whenever this one does, and the first one"
                                + " is taken",
                        "put the narrower case first, or remove this one");
                return;
            }
        }
    }

    private void send(Message message, String path) {
        if (message.offers().isEmpty()) {
            problems.add(
                    path + ".by",
                    "the send has no channel",
                    "name a channel and a content, such as by: [{mail: hello}]");
        }
        if (message.messageClass() == null) {
            problems.add(
                    path + ".class",
                    "the send has no class",
                    "write advertising if it promotes anything, transactional if the customer needs it");
        }
        if (message.purpose().isEmpty()) {
            problems.add(path + ".purpose", "the send has no purpose", "name the consent purpose, such as newsletter");
        } else if (!Names.isName(message.purpose(), 64)) {
            problems.add(
                    path + ".purpose",
                    "is not a name: \"" + message.purpose() + '"',
                    "write a name such as newsletter");
        }
        offers(message, message.offers(), path + ".by");
        Message.ContentTest test = message.test();
        if (test != null) {
            experiment(
                    test.experiment(),
                    List.copyOf(test.arms().keySet()),
                    path + ".test.experiment",
                    path + ".test.arms");
            test.arms().forEach((arm, offers) -> offers(message, offers, path + ".test.arms." + arm));
        }
    }

    private void offers(Message message, List<Offer> offers, String path) {
        Map<String, Boolean> channels = context.channels();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            String at = path + "[" + i + "]";
            known("channel", offer.channel(), channels == null ? null : channels.keySet(), at);
            ContentLibrary contents = context.contents();
            if (contents == null) {
                continue;
            }
            if (contents.knows(offer.content())) {
                content(message, offer, contents, at);
            } else {
                known("content", offer.content(), contents.names(), at);
            }
        }
    }

    private void content(Message message, Offer offer, ContentLibrary contents, String path) {
        String name = offer.content();
        if (!contents.fits(name, offer.channel())) {
            problems.add(
                    path,
                    "content \"" + name + "\" is a " + DocWriter.spelled(contents.form(name)) + " and cannot leave by "
                            + offer.channel(),
                    "name a content that was written for " + offer.channel());
        }
        boolean mailed = contents.form(name) == Form.MAIL || contents.form(name) == Form.SMS;
        if (message.messageClass() == MessageClass.ADVERTISING && mailed && !contents.hasFooter(name)) {
            problems.add(
                    path,
                    "content \"" + name + "\" advertises without the sender's name, address and opt-out (特定電子メール法)",
                    "write footer: true in the content");
        }
        if (contents.usesCoupon(name) && message.coupon() == null) {
            problems.add(
                    path,
                    "content \"" + name + "\" shows a coupon, and the send carries none",
                    "add the coupon to the send, or take its variables out of the content");
        }
        if (!contents.usesCoupon(name) && message.coupon() != null) {
            problems.add(
                    path,
                    "the send carries a coupon that content \"" + name + "\" does not show",
                    "show {{coupon.code}} and {{coupon.expires}}, or leave the coupon out");
        }
    }

    /** A step names an experiment and some of its arms. */
    private void experiment(String name, List<String> arms, String path, String armsPath) {
        namedExperiments.add(name);
        Experiment experiment = null;
        for (Experiment each : scenario.experiments()) {
            experiment = each.name().equals(name) ? each : experiment;
        }
        if (experiment == null) {
            List<String> known =
                    scenario.experiments().stream().map(Experiment::name).toList();
            problems.add(
                    path,
                    "the scenario has no experiment \"" + name + '"',
                    known.isEmpty() ? "add it under experiments" : Problems.didYouMean(name, known));
            return;
        }
        List<String> known = experiment.arms().stream()
                .map(io.enishi.scenario.experiment.Arm::name)
                .toList();
        Set<String> seen = new HashSet<>();
        for (String arm : arms) {
            if (!known.contains(arm)) {
                problems.add(
                        armsPath,
                        "experiment \"" + name + "\" has no arm \"" + arm + '"',
                        Problems.didYouMean(arm, known));
            } else if (!seen.add(arm)) {
                problems.add(armsPath, "arm \"" + arm + "\" is there twice", "join the two");
            }
        }
    }

    private void experiments() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < scenario.experiments().size(); i++) {
            Experiment experiment = scenario.experiments().get(i);
            String path = "experiments[" + i + "]";
            for (Problem problem : experiment.problems()) {
                problems.add(path + "." + problem.path(), problem.message(), problem.advice());
            }
            if (!seen.add(experiment.name())) {
                problems.add(path, "\"" + experiment.name() + "\" is the name of two experiments", "rename one");
            } else if (!namedExperiments.contains(experiment.name())) {
                problems.add(
                        path,
                        "nothing in the scenario differs between the arms of \"" + experiment.name() + '"',
                        "name it in a split or in the test of a send, or leave it out");
            }
        }
    }

    private void await(Step.Await await, String path) {
        check(await.until(), path + ".wait-for");
        timeout(await.timeout(), path);
        if (await.until() instanceof Check.NoResponse) {
            problems.add(
                    path + ".wait-for",
                    "a missing response cannot be awaited: it is there from the beginning",
                    "wait for the reaction, and use otherwise for the timeout");
        }
        if (await.lookBack() != null && !(await.until() instanceof Check.Happened)) {
            problems.add(path + ".look-back", "only a wait for an event can look back", "leave it out");
        }
        if (await.lookBack() instanceof LookBack.SinceStep since) {
            existing(since.step(), path + ".look-back");
        }
    }

    private void timeout(@Nullable Object timeout, String path) {
        if (timeout == null) {
            problems.add(
                    path + ".timeout",
                    "the wait has no timeout: people would wait here for ever",
                    "write for example timeout: 7 days");
        }
    }

    private void existing(String step, String path) {
        if (!byName.containsKey(step)) {
            problems.add(path, "there is no step \"" + step + '"', Problems.didYouMean(step, byName.keySet()));
        }
    }

    /** Whether every way through {@code list} that comes to its end takes time. */
    private static boolean takesTime(List<Placed> list) {
        for (Placed placed : list) {
            Step step = placed.step();
            if (step instanceof Step.Wait
                    || step instanceof Step.WaitUntil
                    || step instanceof Step.End
                    || step instanceof Step.HandOver) {
                return true;
            }
            if (step instanceof Step.Await await
                    && (await.until() instanceof Check.Reacted
                            || takesTime(placed.parts().get(0)))) {
                return true; // the other way took until the timeout
            }
            boolean forks = step instanceof Step.Branch || step instanceof Step.Split || step instanceof Step.Approval;
            if (forks && placed.parts().stream().allMatch(ScenarioCheck::takesTime)) {
                return true;
            }
            if (step instanceof Step.Repeat && takesTime(placed.parts().get(0))) {
                return true;
            }
        }
        return false;
    }

    // ------------------------------------------------------------------ checks and what they read

    private void check(Check check, String path) {
        if (check instanceof Check.Holds holds) {
            condition(holds.condition(), path);
        } else if (check instanceof Check.Happened happened) {
            occurrence(happened.occurrence(), path);
        } else if (check instanceof Check.Reacted reacted) {
            Placed send = sendNamed(reacted.send(), path);
            if (send != null && reacted.by().contains(Reaction.OPENED)) {
                for (Offer offer : ((Step.Send) send.step()).message().allOffers()) {
                    if (!context.reportsOpens(offer.channel())) {
                        opensUnknown(offer.channel(), path, reacted.send());
                        break;
                    }
                }
            }
        } else if (check instanceof Check.NoResponse none) {
            sendNamed(none.send(), path);
        }
    }

    private void opensUnknown(String channel, String path, String send) {
        problems.add(
                path,
                "channel \"" + channel + "\" does not report who opened",
                "ask for no response within 7 days instead: {wait-for: {reacted: " + send
                        + ", by: [tapped, replied]}, timeout: 7 days, otherwise: [...]}");
    }

    private @Nullable Placed sendNamed(String name, String path) {
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

    private void occurrence(Occurrence occurrence, String path) {
        selection(occurrence.of(), path);
        for (String field : occurrence.same()) {
            if (scenario.entry() == null) {
                continue; // reported already
            }
            Selection triggers = scenario.entry().triggers();
            if (triggers == null) {
                problems.add(
                        path + ".same",
                        "\"same " + field + "\" needs a triggering event, and this scenario does not start on one",
                        "leave it out, or start on an event");
                continue;
            }
            textField(triggers, field, path + ".same", "the triggering event");
            textField(occurrence.of(), field, path + ".same", "the event looked for");
        }
    }

    private void textField(Selection selection, String field, String path, String whose) {
        fieldOfKind(selection, field, EnumSet.of(EventField.Kind.TEXT, EventField.Kind.TEXTS), path, whose);
    }

    private void instantField(Fact fact, String path) {
        if (!fact.field().isEmpty()) {
            fieldOfKind(
                    fact.stated().of(),
                    fact.field(),
                    EnumSet.of(EventField.Kind.INSTANT),
                    path,
                    "the event that states it");
        }
    }

    private void fieldOfKind(Selection selection, String field, Set<EventField.Kind> kinds, String path, String whose) {
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
                                + kinds.iterator().next().name().toLowerCase(java.util.Locale.ROOT) + " field \""
                                + field + '"',
                        Problems.didYouMean(field, usable));
            }
        }
        if (selection.kind() != Selection.Kind.TYPES) {
            problems.add(path, "only listed event types have known fields", "list the event types");
        }
    }

    private void selection(Selection selection, String path) {
        condition(new Condition.Happening(selection), path);
    }

    private void condition(Condition condition, String path) {
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

    private void known(String what, String name, @Nullable Collection<String> known, String path) {
        if (known != null && !known.contains(name)) {
            problems.add(path, "unknown " + what + " \"" + name + '"', Problems.didYouMean(name, known));
        }
    }

    // ------------------------------------------------------------------ ways through the steps

    /** Finds steps that no run comes to. */
    private final class Reachability {

        /** Whether a run can come out at the end of {@code list}. */
        boolean list(List<Placed> list) {
            boolean open = true;
            boolean reported = false;
            for (Placed placed : list) {
                if (!open && !reported) {
                    problems.add(
                            placed.path(), "no run comes here: all ways before it end", "remove it, or move it up");
                    reported = true;
                }
                open &= through(placed);
            }
            return open;
        }

        private boolean through(Placed placed) {
            Step step = placed.step();
            if (step instanceof Step.End || step instanceof Step.HandOver) {
                return false;
            }
            List<Boolean> ways = placed.parts().stream().map(this::list).toList();
            if (step instanceof Step.Branch) {
                return ways.contains(true);
            } else if (step instanceof Step.Await
                    || step instanceof Step.Repeat
                    || step instanceof Step.Approval
                    || step instanceof Step.Split) {
                return ways.contains(true);
            }
            return true; // a send goes on when it left, a wait when the fact is known
        }
    }

    /**
     * Follows what may be the case with each send on the ways to a branch: not sent, sent just now, or sent and waited since. Branches
     * on a reaction that can be reached with no time to react are the classic trap.
     */
    private final class Reactions {

        private static final int ABSENT = 1;
        private static final int FRESH = 2;
        private static final int WAITED = 4;

        /** What may be the case at a branch, over all ways to it and all rounds of repeats. */
        private record Asked(String send, int state) {}

        private final Map<String, Asked> asked = new LinkedHashMap<>();

        void run(List<Placed> list) {
            Map<String, Integer> before = new LinkedHashMap<>();
            byName.values().forEach(placed -> {
                if (placed.step() instanceof Step.Send) {
                    before.put(placed.name(), ABSENT);
                }
            });
            after(list, before);
            asked.forEach(this::report);
        }

        private Map<String, Integer> after(List<Placed> list, Map<String, Integer> before) {
            Map<String, Integer> now = before;
            for (Placed placed : list) {
                now = after(placed, now);
            }
            return now;
        }

        private Map<String, Integer> after(Placed placed, Map<String, Integer> before) {
            Step step = placed.step();
            if (step instanceof Step.Send) {
                Map<String, Integer> sent = new LinkedHashMap<>(before);
                sent.put(placed.name(), FRESH);
                return joined(sent, after(placed.parts().get(0), before));
            } else if (step instanceof Step.Wait || step instanceof Step.WaitUntil) {
                return waited(before);
            } else if (step instanceof Step.Await || step instanceof Step.Approval) {
                Map<String, Integer> waited = waited(before);
                return joined(
                        after(placed.parts().get(0), waited),
                        after(placed.parts().get(1), waited));
            } else if (step instanceof Step.WaitOnFact) {
                Map<String, Integer> waited = waited(before);
                return joined(waited, after(placed.parts().get(0), waited));
            } else if (step instanceof Step.Branch branch) {
                for (int i = 0; i < branch.cases().size(); i++) {
                    asked(branch.cases().get(i).when(), placed.path() + ".branch[" + i + "].when", before);
                }
                return overAllWays(placed, before);
            } else if (step instanceof Step.Split) {
                return overAllWays(placed, before);
            } else if (step instanceof Step.Repeat) {
                Map<String, Integer> once = after(placed.parts().get(0), before);
                return joined(
                        once, after(placed.parts().get(0), once)); // the second round begins where the first ended
            }
            return before;
        }

        private Map<String, Integer> overAllWays(Placed placed, Map<String, Integer> before) {
            Map<String, Integer> joined = Map.of();
            for (List<Placed> way : placed.parts()) {
                joined = joined(joined, after(way, before));
            }
            return joined;
        }

        private void asked(Check check, String path, Map<String, Integer> before) {
            String send = check instanceof Check.Reacted reacted
                    ? reacted.send()
                    : check instanceof Check.NoResponse none ? none.send() : "";
            int state = before.getOrDefault(send, 0);
            if (state != 0) {
                asked.merge(path, new Asked(send, state), (a, b) -> new Asked(send, a.state() | b.state()));
            }
        }

        private void report(String path, Asked what) {
            String send = what.send();
            if (what.state() == ABSENT) {
                problems.add(path, "\"" + send + "\" was not sent before this branch", "move the branch behind it");
            } else if ((what.state() & FRESH) != 0) {
                problems.add(
                        path,
                        "nobody can have reacted to \"" + send
                                + "\" yet: there is no wait between it and this branch, so nearly"
                                + " everyone takes the way of those who did not react",
                        "wait in between, for example {wait: 3 days}, or {wait-for: {reacted: " + send
                                + ", by: [tapped]}, timeout: 3 days}");
            }
        }

        private Map<String, Integer> waited(Map<String, Integer> before) {
            Map<String, Integer> waited = new LinkedHashMap<>();
            before.forEach((send, state) -> waited.put(send, (state & ABSENT) | ((state & ~ABSENT) != 0 ? WAITED : 0)));
            return waited;
        }

        private Map<String, Integer> joined(Map<String, Integer> a, Map<String, Integer> b) {
            Map<String, Integer> joined = new LinkedHashMap<>(a);
            b.forEach((send, state) -> joined.merge(send, state, (x, y) -> x | y));
            return joined;
        }
    }
}
