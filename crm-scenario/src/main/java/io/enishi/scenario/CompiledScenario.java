package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Outcome;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.experiment.Holdout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A checked scenario: the journey that a {@code Crm} runs. Immutable and pure.
 *
 * <p>Every input is decided in one order: first whether the goal or an exit ends the run, then what it means to the step at which
 * the run rests. A run rests only at waits and at effects; at an effect it rests until its command is claimed, so it has at most one
 * unsent command, and what comes after a send counts from the actual send.
 */
public final class CompiledScenario implements Journey<ScenarioState> {

    private final Scenario definition;
    private final ScenarioContext context;
    private final String hash;
    private final Map<String, Integer> rivals;
    private final Flow flow;
    private final Endings endings;
    private final Admission admission;
    private final List<Entry> entries;
    private final ConditionReads triggers = new ConditionReads();
    private final Set<String> eventTypes;
    private final Set<String> segments;

    private CompiledScenario(Scenario definition, ScenarioContext context, Map<String, Integer> rivals) {
        this.definition = definition;
        this.context = context;
        this.rivals = Collections.unmodifiableMap(new TreeMap<>(rivals));
        this.hash = hash(definition, context.holdout());
        this.flow = new Flow(definition);
        this.endings = new Endings(definition, flow);
        this.admission = new Admission(this, definition, flow, endings);
        this.entries = Objects.requireNonNull(definition.entry(), "entry").each();
        entries.forEach(each -> each.fold(new EntryReads(triggers)));
        boolean everything = triggers.everything || flow.awaited.everything || endings.reads.everything;
        this.eventTypes = everything ? Set.of() : union(triggers.types, flow.awaited.types, endings.reads.types);
        this.segments = union(triggers.segments, flow.awaited.segments, endings.reads.segments);
    }

    /** What it does depends on the shop's holdout, too; a shop without one has the hash of the definition. */
    private static String hash(Scenario definition, @Nullable Holdout holdout) {
        if (holdout == null) {
            return definition.definitionHash();
        }
        DocWriter both = new DocWriter()
                .put("scenario", definition.definitionHash())
                .put("holdout", Document.parse(holdout.toJson()).root());
        return Document.of(both.node()).definitionHash();
    }

    private static Set<String> union(Set<String> a, Set<String> b, Set<String> c) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        all.addAll(c);
        if (all.isEmpty()) {
            return Set.of();
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * The checked twins of scenarios that run together, in their order: they know of each other through exclusion groups.
     *
     * @throws io.enishi.core.value.DefinitionException listing every problem of every scenario, if there is any; with more than one
     *     scenario each path begins with the scenario's name
     */
    public static List<CompiledScenario> compileAll(List<Scenario> scenarios, ScenarioContext context) {
        Problems problems = new Problems();
        Set<String> names = new HashSet<>();
        for (Scenario scenario : scenarios) {
            Problems own = new Problems();
            ScenarioCheck.check(scenario, context, Together.isAloneInSending(scenario, scenarios), own);
            if (!names.add(scenario.name())) {
                own.add("scenario", "\"" + scenario.name() + "\" is the name of two scenarios", "rename one");
            }
            if (scenarios.size() > 1) { // of one compiled alone the Crm asks, which knows the others: see problemsAmong
                Together.handOvers(scenario, scenarios, Set.of(), own);
            }
            HandOverCheck.check(scenario, scenarios, own);
            String path = scenarios.size() > 1 ? scenario.name() : "";
            own.list().forEach(problem -> problems.add(problem.under(path)));
        }
        problems.throwIfAny();
        List<CompiledScenario> compiled = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            compiled.add(new CompiledScenario(scenario, context, Together.rivals(scenario, scenarios)));
        }
        return List.copyOf(compiled);
    }

    /** The authored scenario. */
    public Scenario definition() {
        return definition;
    }

    /** Every message that it may send, as step and channel: {@code offer mail}. */
    public SortedSet<String> messages() {
        SortedSet<String> messages = new TreeSet<>();
        Placed.each(Placed.of(definition), placed -> {
            if (placed.step() instanceof Step.Send send) {
                Message message = send.message();
                List<Offer> offers = new ArrayList<>(message.offers());
                Message.ContentTest test = message.test();
                if (test != null) {
                    test.arms().values().forEach(offers::addAll);
                }
                offers.forEach(offer -> messages.add(placed.name() + ' ' + offer.channel()));
            }
        });
        return messages;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String definitionHash() {
        return hash;
    }

    @Override
    public int priority() {
        return definition.priority();
    }

    @Override
    public Set<String> eventTypes() {
        return eventTypes;
    }

    @Override
    public boolean mayStartOn(String eventType) {
        return triggers.readsEvent(eventType);
    }

    @Override
    public Map<String, Condition> conditions() {
        return Collections.unmodifiableMap(flow.conditions);
    }

    @Override
    public Set<String> watches() {
        return admission.watches();
    }

    @Override
    public List<Interest> interests() {
        List<Interest> interests = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.OnShopEvent event) {
                interests.addAll(event.interested());
            }
        }
        return interests;
    }

    @Override
    public Set<String> segments() {
        return segments;
    }

    @Override
    public Set<String> entrySegments() {
        Set<String> names = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.OnSegment segment && segment.entering()) {
                names.add(segment.segment());
            }
        }
        return names;
    }

    @Override
    public List<Problem> problemsAmong(List<? extends Journey<?>> all) {
        return Together.problems(this, all);
    }

    /** Other scenarios of the exclusion group, with their priorities. */
    Map<String, Integer> rivals() {
        return rivals;
    }

    Map<String, Node> nodes() {
        return flow.nodes;
    }

    Flow flow() {
        return flow;
    }

    Admission admission() {
        return admission;
    }

    /** Fields of the triggering event that runs keep. */
    Set<String> subjectFields() {
        return flow.subjectFields;
    }

    /** Types of events that a run may look back on. */
    Set<String> lookedBackOn() {
        return union(flow.awaited.types, endings.reads.types, Set.of());
    }

    /** Every reason why runs of it need the facts of a {@code Crm}; empty when events and time are all that they read. */
    List<String> needsRuntime() {
        return BookCheck.refusals(definition, flow, endings, hasHoldout(), rivals);
    }

    boolean hasHoldout() {
        return definition.holdout() != null || (context.holdout() != null && endings.advertises());
    }

    /** Whether a person of these origins gets nothing: one held origin is enough. */
    boolean holdsOut(Set<OriginId> origins) {
        Holdout own = definition.holdout();
        Holdout shops = endings.advertises() ? context.holdout() : null;
        return (own != null && own.holdsAny(origins)) || (shops != null && shops.holdsAny(origins));
    }

    // ------------------------------------------------------------------ deciding

    @Override
    public long nextEntry(CustomerView view) {
        return admission.nextEntry(view);
    }

    @Override
    public boolean datesEntriesBy(String eventType) {
        return triggers.readsEvent(eventType) && entries.stream().anyMatch(Entry.Deadline.class::isInstance);
    }

    @Override
    public String entryTimes() {
        return entries.stream().filter(Entry::isByTime).map(String::valueOf).collect(Collectors.joining("; "));
    }

    @Override
    public Entries enter(Input input, CustomerView view) {
        return admission.enter(input, view);
    }

    @Override
    public Decision<ScenarioState> start(InstanceKey key, Input input, CustomerView view) {
        Run run = newRun(admission.candidate(key, input, view), view);
        begin(run);
        return run.decision();
    }

    /** The first decision of a run that is let in. */
    void begin(Run run) {
        run.state.reachable(endings.isReachable(run.view));
        run.go(flow.first);
    }

    Run newRun(Admission.Candidate candidate, CustomerView view) {
        Standing state = Standing.blank(flow);
        state.begin(candidate.since(), view.now().toEpochMilli(), candidate.subject());
        return Run.of(this, candidate.key(), state, view);
    }

    Run runAt(InstanceKey key, ScenarioState state, CustomerView view) {
        return Run.of(this, key, Standing.of(state, flow), view);
    }

    @Override
    public Decision<ScenarioState> decide(InstanceKey key, ScenarioState state, Input input, CustomerView view) {
        Run run = runAt(key, state, view);
        decide(run, input);
        return run.decision();
    }

    /** The next decision of a run that goes on. */
    void decide(Run run, Input input) {
        Node node = run.state.node();
        if (node == null) {
            run.end(End.Kind.FAILED, "the definition has no step \"" + run.state.step() + '"');
            return;
        }
        End end = null;
        if (input instanceof Input.Settled settled) {
            settled(run, settled); // what the host answered changes no fact about the customer
        } else {
            end = mergedAway(run, input);
            if (end == null) {
                end = endings.after(run, input);
            }
        }
        boolean isClaim = input instanceof Input.Dispatching;
        if (end != null) {
            ended(run, end, isClaim);
        } else if (input instanceof Input.Dispatching dispatching && node.asksTheHost()) {
            boolean isCurrent = dispatching.command().key().visit().equals(run.visit(node));
            moved(run, node, isCurrent ? node.claimed(run, dispatching.clearance()) : node, true);
        } else {
            moved(run, node, node.on(run, input), isClaim);
        }
    }

    /**
     * What the run asked for in its latest decision is claimed at once. The same decision as {@link #decide} on its dispatching, without
     * a command to tell it by.
     */
    void claim(Run run, Clearance clearance) {
        run.claiming();
        Node node = Objects.requireNonNull(run.state.node());
        End end = endings.alreadyOver(run); // at a claim the past as a whole is looked at, as it is before a run begins
        if (end != null) {
            ended(run, end, true);
        } else {
            moved(run, node, node.claimed(run, clearance), true);
        }
    }

    private static void ended(Run run, End end, boolean isClaim) {
        run.end(end.kind(), end.reason());
        if (isClaim) {
            run.dispatch(new Dispatch.Drop(end.kind().name().toLowerCase(Locale.ROOT), end.reason()));
        }
    }

    private static void moved(Run run, Node node, @Nullable Node next, boolean isClaim) {
        if (next != node) {
            run.go(next);
        } else if (isClaim && run.verdict() == null) {
            run.dispatch(new Dispatch.Drop("stale", "the run has moved on"));
        }
    }

    private static void settled(Run run, Input.Settled settled) {
        if (settled.outcome() instanceof Outcome.Rejected rejected) {
            run.trace("rejected", settled.command().key().visit(), rejected.reason());
        }
    }

    /** After a merge the older of two runs of one scenario stays, and of two in one exclusion group the one of higher priority. */
    private @Nullable End mergedAway(Run run, Input input) {
        if (!(input instanceof Input.OriginsChanged)) {
            return null;
        }
        List<InstanceSummary> runs = run.view.instances();
        for (InstanceSummary other : runs) {
            if (!other.isRunning() || other.key().equals(run.key())) {
                continue;
            }
            boolean same = other.key().journey().equals(name());
            if (same && !(definition.reentry() instanceof Reentry.Concurrent) && isOlder(other, run)) {
                return new End(End.Kind.MERGED, "an older run of this customer stays");
            }
            Integer rival = rivals.get(other.key().journey());
            if (rival != null && (rival > priority() || (rival == priority() && isOlder(other, run)))) {
                return new End(End.Kind.MERGED, "the run of \"" + other.key().journey() + "\" in the same group stays");
            }
        }
        return null;
    }

    private static boolean isOlder(InstanceSummary other, Run run) {
        int order = Long.compare(other.startedAt().toEpochMilli(), run.state.startedAt());
        return order < 0
                || (order == 0 && other.key().toString().compareTo(run.key().toString()) < 0);
    }

    /** When the run has to look again although nothing happened. */
    long nextRecheck(Run run) {
        Node node = run.state.node();
        return Math.min(endings.nextChange(run), node == null ? Trajectory.NEVER : node.nextChange(run));
    }

    // ------------------------------------------------------------------ why

    @Override
    public Explanation explain(CustomerView view, Map<InstanceKey, ScenarioState> running) {
        return new Why(definition, context, admission, endings, this).explain(view, running, true);
    }

    @Override
    public Explanation explainRuns(CustomerView view, Map<InstanceKey, ScenarioState> running) {
        return new Why(definition, context, admission, endings, this).explain(view, running, false);
    }

    /** The steps as a Mermaid flow chart; equal scenarios give equal text. */
    public String mermaid() {
        return Mermaid.of(definition);
    }

    // ------------------------------------------------------------------ bytes

    @Override
    public byte[] encode(ScenarioState state) {
        return StateCodec.encode(state);
    }

    @Override
    public ScenarioState decode(byte[] bytes) {
        return StateCodec.decode(bytes);
    }
}
