package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Command;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.experiment.Experiment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One decision of one run while it is being made. Mutable, used once, by one thread. */
final class Run {

    /** Far above what any compiled scenario needs between two rests; a guard against a defect, never a limit of authors. */
    private static final int MAX_HOPS = 100_000;

    static final String WAIT = "wait";
    static final String RECHECK = "recheck";

    /** The field that ties an event to the catalogue. */
    static final String PRODUCT = "product";

    /** What is kept of a number; a text of the same name is none. */
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    /** The shortest span there is. */
    private static final Span AT_ONCE = Span.of(Duration.ofMillis(1));

    final CompiledScenario scenario;
    final RunName name;
    final CustomerView view;
    final long now;
    final Standing state;

    /** Why, in order; null when nobody will ask. */
    private final @Nullable List<TraceLine> trace;

    private List<EventBody> emitted = List.of();
    private @Nullable Asked asked;
    private @Nullable End end;
    private @Nullable Dispatch dispatch;
    private boolean revokes;

    /** The command of this decision; there is one at most, because a run rests where it asks for something. */
    record Asked(Node by, Effect effect, @Nullable Instant notAfter) {}

    private Run(
            CompiledScenario scenario,
            RunName name,
            Standing state,
            CustomerView view,
            @Nullable List<TraceLine> trace) {
        this.scenario = scenario;
        this.name = name;
        this.state = state;
        this.view = view;
        this.now = view.now().toEpochMilli();
        this.trace = trace;
    }

    static Run of(CompiledScenario scenario, InstanceKey key, Standing state, CustomerView view) {
        return new Run(scenario, new RunName.Spelt(key), state, view, new ArrayList<>(2));
    }

    /** A decision that nobody asks the reasons of. */
    static Run silent(CompiledScenario scenario, RunName name, Standing state, CustomerView view) {
        return new Run(scenario, name, state, view, null);
    }

    InstanceKey key() {
        return name.key();
    }

    // ------------------------------------------------------------------ moving

    /** Goes on from {@code next} until a node rests or the run ends; null is the end of the scenario. */
    void go(@Nullable Node next) {
        int hops = 0;
        while (end == null) {
            if (next == null) {
                end(End.Kind.COMPLETED, "ran to its last step");
                return;
            }
            if (++hops > MAX_HOPS) {
                end(End.Kind.FAILED, "took " + MAX_HOPS + " steps at one instant");
                return;
            }
            Node node = next;
            state.arrive(node, now);
            next = node.arrive(this);
            if (next == node) {
                return;
            }
        }
    }

    /** Remembers that a step is done now, and restarts the periods that count from it. */
    void done(Node node) {
        if (!node.remembered) {
            return;
        }
        state.memoryOf(node).done(now);
        for (String wait : node.anchored) {
            state.memoryOf(wait).restart();
        }
    }

    void rest(long until) {
        state.rest(until);
    }

    void end(End.Kind kind, String reason) {
        end = new End(kind, reason);
        trace(kind == End.Kind.COMPLETED ? "completed" : kind.name().toLowerCase(Locale.ROOT), "", reason);
    }

    @Nullable
    End end() {
        return end;
    }

    // ------------------------------------------------------------------ asking for things

    /** The latest visit of a step as it stands in keys. */
    String visit(Node node) {
        return visit(node.name, visits(node.name));
    }

    static String visit(String step, int visits) {
        return step + "." + visits;
    }

    /** How often a step was come to; 1 for one that cannot be visited again and is not remembered. */
    int visits(String step) {
        return Math.max(1, state.memoryOf(step).visits());
    }

    /** Whether {@code message} is the text by which reactions refer to the latest message of a step. */
    boolean isMessage(String message, String send) {
        return name.isMessage(message, send, visits(send));
    }

    void command(Node node, Effect effect, @Nullable Instant notAfter) {
        asked = new Asked(node, effect, notAfter);
    }

    /** What it asks for; null for nothing. */
    @Nullable
    Asked asked() {
        return asked;
    }

    /** What it asked for is being claimed: a decision of its own about where the run stands now. */
    void claiming() {
        asked = null;
        dispatch = null;
    }

    Command command(Asked what) {
        return new Command(key().command(visit(what.by())), what.effect(), view.now(), what.notAfter());
    }

    void emit(EventBody body) {
        if (emitted.isEmpty()) {
            emitted = new ArrayList<>(1);
        }
        emitted.add(body);
    }

    void dispatch(Dispatch verdict) {
        dispatch = verdict;
    }

    @Nullable
    Dispatch verdict() {
        return dispatch;
    }

    void revokeUnsent() {
        revokes = true;
    }

    /** The arm of this run; empty for none. By the origin and the start, so it is the same at every step. */
    String armOf(Experiment experiment, String step) {
        String arm = experiment
                .armOf(key().origin(), Instant.ofEpochMilli(state.startedAt()), view.zone())
                .orElse("");
        trace("arm", step, experiment.name() + ": " + (arm.isEmpty() ? "in no arm" : arm));
        return arm;
    }

    /** Whether this person gets nothing now. */
    boolean isHeldOut() {
        return scenario.hasHoldout() && scenario.holdsOut(view.origins());
    }

    void trace(String code, String where, String text) {
        if (trace != null) {
            trace.add(new TraceLine(code, where, text));
        }
    }

    /** As above, of a text that is put together only where reasons are kept. */
    void trace(String code, String where, Supplier<String> text) {
        if (trace != null) {
            trace.add(new TraceLine(code, where, view.keepsReasons() ? text.get() : ""));
        }
    }

    // ------------------------------------------------------------------ reading

    Instant instant() {
        return view.now();
    }

    /** Whether {@code event} started the run. */
    boolean isTrigger(CustomerEvent event) {
        return name.isStartedBy(event);
    }

    /** Whether {@code event} is one of the occurrence's and belongs to the triggering event. */
    boolean matches(Occurrence occurrence, CustomerEvent event) {
        if (!view.matches(occurrence.of(), event)) {
            return false;
        }
        for (String field : occurrence.same()) {
            String wanted = state.subject().get(field);
            if (wanted == null || !EventTexts.shares(wanted, event, field)) {
                return false;
            }
        }
        return true;
    }

    // ------------------------------------------------------------------ looking up

    /** What the figure is now; null when it is unknown. */
    @Nullable
    Long figure(Figure figure) {
        if (figure instanceof Figure.Written written) {
            return written.number();
        } else if (figure instanceof Figure.Field field) {
            String kept = state.subject().get(field.field());
            return kept == null || !WHOLE.matcher(kept).matches() ? null : Long.valueOf(kept);
        } else if (figure instanceof Figure.Catalog fact) {
            return fromCatalog(fact.fact());
        }
        return view.attribute(((Figure.Attribute) figure).attribute()).orElse(null)
                        instanceof AttributeValue.Whole whole
                ? whole.number()
                : null;
    }

    private @Nullable Long fromCatalog(String fact) {
        String products = state.subject().get(PRODUCT);
        Long smallest = null;
        for (String product : products == null ? List.<String>of() : EventTexts.split(products)) {
            for (AttributeValue value : view.catalog().facts(product, fact)) {
                if (value instanceof AttributeValue.Whole whole && (smallest == null || whole.number() < smallest)) {
                    smallest = whole.number();
                }
            }
        }
        return smallest;
    }

    Span span(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return fixed.span();
        }
        Length.Days days = (Length.Days) length;
        Long figure = figure(days.figure());
        if (figure == null || figure < 0 || figure > Length.Days.MOST) {
            return Objects.requireNonNull(days.otherwise()); // checked when it was compiled
        }
        long sum = figure + days.more();
        return sum < 1 ? AT_ONCE : Span.days((int) sum);
    }

    // ------------------------------------------------------------------ the decision

    Decision<ScenarioState> decision() {
        List<Command> commands = asked == null ? List.of() : List.of(command(asked));
        List<TraceLine> why = trace == null ? List.of() : trace;
        if (end != null) {
            // at a claim the verdict speaks of the one command that is not sent yet, and keeps its own reason
            boolean revokesUnsent = revokes || (dispatch == null && end.kind() != End.Kind.COMPLETED);
            return new Decision<>(null, end, commands, List.of(), emitted, dispatch, revokesUnsent, why);
        }
        return new Decision<>(state.state(), null, commands, timers(), emitted, dispatch, revokes, why);
    }

    private List<Timer> timers() {
        List<Timer> timers = new ArrayList<>(2);
        if (state.due() != Trajectory.NEVER) {
            timers.add(new Timer(WAIT, Instant.ofEpochMilli(state.due())));
        }
        long recheck = scenario.nextRecheck(this);
        if (recheck != Trajectory.NEVER) {
            timers.add(new Timer(RECHECK, Instant.ofEpochMilli(recheck)));
        }
        return timers;
    }
}
