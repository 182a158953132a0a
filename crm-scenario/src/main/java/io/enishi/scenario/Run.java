package io.enishi.scenario;

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
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.experiment.Experiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One decision of one run while it is being made. Mutable, used once, by one thread. */
final class Run {

    /** Far above what any compiled scenario needs between two rests; a guard against a defect, never a limit of authors. */
    private static final int MAX_HOPS = 100_000;

    static final String WAIT = "wait";
    static final String RECHECK = "recheck";

    final CompiledScenario scenario;
    final InstanceKey key;
    final CustomerView view;
    final long now;
    ScenarioState state;

    private final List<Command> commands = new ArrayList<>(1);
    private final List<EventBody> emitted = new ArrayList<>(0);
    private final List<TraceLine> trace = new ArrayList<>(2);
    private @Nullable End end;
    private @Nullable Dispatch dispatch;
    private boolean revokes;

    Run(CompiledScenario scenario, InstanceKey key, ScenarioState state, CustomerView view) {
        this.scenario = scenario;
        this.key = key;
        this.state = state;
        this.view = view;
        this.now = view.now().toEpochMilli();
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
            state = state.at(node.name, now);
            if (node.remembered) {
                state = state.remember(node.name, state.memoryOf(node.name).visited());
            }
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
        state = state.remember(node.name, state.memoryOf(node.name).done(now));
        for (String wait : node.anchored) {
            state = state.remember(wait, state.memoryOf(wait).restarted());
        }
    }

    void rest(long until) {
        state = state.until(until);
    }

    void end(End.Kind kind, String reason) {
        end = new End(kind, reason);
        trace(kind == End.Kind.COMPLETED ? "completed" : kind.name().toLowerCase(java.util.Locale.ROOT), "", reason);
    }

    boolean hasEnded() {
        return end != null;
    }

    // ------------------------------------------------------------------ asking for things

    String visit(Node node) {
        return visit(node.name);
    }

    private String visit(String step) {
        return step + "." + Math.max(1, state.memoryOf(step).visits());
    }

    /** The text by which reactions refer to the latest message of a step. */
    String messageKey(String send) {
        return key.command(visit(send)).toString();
    }

    void command(Node node, Effect effect, @Nullable Instant notAfter) {
        commands.add(new Command(key.command(visit(node)), effect, view.now(), notAfter));
    }

    void emit(EventBody body) {
        emitted.add(body);
    }

    void dispatch(Dispatch verdict) {
        dispatch = verdict;
    }

    boolean hasVerdict() {
        return dispatch != null;
    }

    void revokeUnsent() {
        revokes = true;
    }

    /** The arm of this run; empty for none. By the origin and the start, so it is the same at every step. */
    String armOf(Experiment experiment, String step) {
        String arm = experiment
                .armOf(key.origin(), Instant.ofEpochMilli(state.startedAt()), view.zone())
                .orElse("");
        trace("arm", step, experiment.name() + ": " + (arm.isEmpty() ? "in no arm" : arm));
        return arm;
    }

    /** Whether this person gets nothing now. */
    boolean isHeldOut() {
        return scenario.holdsOut(view.origins());
    }

    void trace(String code, String where, String text) {
        trace.add(new TraceLine(code, where, text));
    }

    // ------------------------------------------------------------------ reading

    Instant instant() {
        return view.now();
    }

    /** Whether {@code event} started the run. */
    boolean isTrigger(CustomerEvent event) {
        return key.entry().equals(Admission.entryKey(event));
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

    // ------------------------------------------------------------------ the decision

    Decision<ScenarioState> decision() {
        if (end != null) {
            // at a claim the verdict speaks of the one command that is not sent yet, and keeps its own reason
            boolean revokesUnsent = revokes || (dispatch == null && end.kind() != End.Kind.COMPLETED);
            return new Decision<>(null, end, commands, List.of(), emitted, dispatch, revokesUnsent, trace);
        }
        return new Decision<>(state, null, commands, timers(), emitted, dispatch, revokes, trace);
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
