package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.process.Outcome;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.contact.RecipientLimits;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step as the engine runs it: it knows what follows it. A node either goes on at once or rests until an input concerns it.
 *
 * <p>This file is long because it is the state machine: one class a kind of step.
 */
abstract sealed class Node {

    final String name;
    /** What follows; null is the end of the scenario. */
    final @Nullable Node next;
    /** Whether the run keeps memory of this step: others refer to it, or it can be visited again. */
    final boolean remembered;
    /** Waits whose periods count from this step. */
    final List<String> anchored = new ArrayList<>(0);
    /** Where a run keeps the memory of this step, among those that are remembered; below zero for one that is not. */
    int place = -1;

    Node(String name, @Nullable Node next, boolean remembered) {
        this.name = name;
        this.next = next;
        this.remembered = remembered;
    }

    /** The run came here. Returns where it goes on, or this node when it rests here. */
    abstract @Nullable Node arrive(Run run);

    /** An input while the run rests here. Returns where it goes on, or this node when it stays. */
    @Nullable
    Node on(Run run, Input input) {
        return this;
    }

    /** The command that the run rests on is being claimed; the verdict goes to the run. Returns where it goes on, or this node. */
    @Nullable
    Node claimed(Run run, Clearance clearance) {
        return this;
    }

    /** Where a run may go on from here; the end of the scenario is not among them. */
    final Set<Node> ways() {
        Set<Node> ways = new LinkedHashSet<>();
        addWays(way -> {
            if (way != null) {
                ways.add(way);
            }
        });
        return ways;
    }

    /** Adds each way on; null is the end of the scenario. */
    void addWays(Consumer<@Nullable Node> ways) {
        ways.accept(next);
    }

    /** Every node that a run may come to from here, this one only if it may come back. */
    final Set<Node> reached() {
        Set<Node> reached = new LinkedHashSet<>();
        Deque<Node> left = new ArrayDeque<>(ways());
        while (!left.isEmpty()) {
            Node node = left.poll();
            if (reached.add(node)) {
                left.addAll(node.ways());
            }
        }
        return reached;
    }

    /** Whether a run may stay here for a while. */
    boolean rests() {
        return this instanceof Sending
                || this instanceof Acting
                || this instanceof Approving
                || this instanceof Waiting
                || this instanceof WaitingForClock
                || this instanceof Awaiting
                || this instanceof WaitingForFact;
    }

    /** Whether it asks the host for something, under a key that holds its name. */
    boolean asksTheHost() {
        return this instanceof Sending || this instanceof Acting || this instanceof Approving;
    }

    /** Until when the node rests for sure when nothing happens and no timer of it is due. */
    long nextChange(Run run) {
        return Trajectory.NEVER;
    }

    /** Whether {@code input} is the timer that the run rests on. */
    static boolean isOurTimer(Run run, Input input) {
        return input instanceof Input.Due due
                && due.timer().name().equals(Run.WAIT)
                && due.timer().due().toEpochMilli() == run.state.due();
    }

    /** Whether the host gave up the command on which the run rests: content that cannot be rendered, for example. */
    boolean isGivenUp(Run run, Input input) {
        return input instanceof Input.Settled settled
                && settled.outcome() instanceof Outcome.Rejected
                && settled.command().key().visit().equals(run.visit(this));
    }

    /** Goes on as if it had been done: the run of somebody who is held out is the yardstick of the others. */
    @Nullable
    Node withheld(Run run) {
        run.done(this);
        run.trace(HOLDOUT, name, "is held out: nothing is done");
        return next;
    }

    static final String HOLDOUT = "holdout";

    // ------------------------------------------------------------------ effects

    /** Asks for an effect and rests until it was claimed, so a run has one unsent command at most. */
    static final class Sending extends Node {
        private final Message message;
        private final Effects effects;
        private final @Nullable Node otherwise;

        /**
         * What it asks for.
         *
         * @param test the experiment that decides between several; null for one that has no arms
         */
        record Effects(Effect.Send usual, @Nullable Experiment test, Map<String, Effect.Send> byArm) {

            Effect.Send of(Run run, String step) {
                if (test == null) {
                    return usual;
                }
                return byArm.getOrDefault(run.armOf(test, step), usual);
            }
        }

        private static Effect.Send limited(Effect.Send send, long people) {
            Map<String, String> tags = new HashMap<>(send.tags());
            tags.put(RecipientLimits.TAG, String.valueOf(Math.max(0, people)));
            return new Effect.Send(
                    send.offers(), send.messageClass(), send.purpose(), send.coupon(), send.onCapped(), tags);
        }

        Sending(
                String name,
                @Nullable Node next,
                boolean remembered,
                Message message,
                Effects effects,
                @Nullable Node otherwise) {
            super(name, next, remembered);
            this.message = message;
            this.effects = effects;
            this.otherwise = otherwise;
        }

        private boolean isWithheld(Run run) {
            return effects.usual().messageClass() == MessageClass.ADVERTISING && run.isHeldOut();
        }

        @Override
        void addWays(Consumer<@Nullable Node> ways) {
            ways.accept(next);
            ways.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            if (remembered) {
                run.state.memoryOf(this).notDone();
            }
            if (isWithheld(run)) {
                return withheld(run);
            }
            Instant notAfter = message.notAfter() == null
                    ? null
                    : LocalMoments.plus(run.instant(), message.notAfter(), 1, run.view.zone());
            Effect.Send effect = effects.of(run, name);
            Figure recipients = message.recipients();
            if (recipients != null) {
                Long people = run.figure(recipients);
                if (people == null) {
                    run.trace("unknown", name, () -> Words.figure(recipients) + " is unknown, so nobody gets it");
                    return otherwise;
                }
                effect = limited(effect, people);
            }
            run.command(this, effect, notAfter);
            run.rest(notAfter == null ? Trajectory.NEVER : notAfter.toEpochMilli());
            run.trace("sending", name, "asks to send");
            return this;
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            if (isOurTimer(run, input)) {
                run.revokeUnsent();
                run.trace("expired", name, "could not leave in time");
                return otherwise;
            }
            return this;
        }

        @Override
        @Nullable
        Node claimed(Run run, Clearance clearance) {
            if (isWithheld(run)) { // came into the holdout by a merge
                run.dispatch(new Dispatch.Drop(HOLDOUT, "somebody of this person is held out"));
                return withheld(run);
            }
            if (clearance instanceof Clearance.Cleared cleared) {
                run.dispatch(new Dispatch.Go());
                if (remembered) {
                    run.state.memoryOf(this).sentOn(cleared.channel());
                }
                run.done(this);
                run.trace("sent", name, () -> "sent by " + cleared.channel() + passedOver(cleared.passedOver()));
                return next;
            }
            if (clearance instanceof Clearance.Held held) {
                return hold(run, held.until(), "held", held.reasons());
            }
            if (clearance instanceof Clearance.Capped capped) {
                return capped(run, capped);
            }
            List<Refusal> reasons = ((Clearance.Refused) clearance).reasons();
            String code = reasons.isEmpty() ? "refused" : reasons.get(0).code();
            return drop(run, code, reasons);
        }

        private @Nullable Node capped(Run run, Clearance.Capped capped) {
            String reason = words(capped.reasons());
            switch (message.onCapped()) {
                case SKIP -> {
                    run.dispatch(new Dispatch.Drop("cap", reason));
                    run.trace("capped", name, "skipped: " + reason);
                    return next;
                }
                case DELAY -> {
                    return hold(run, capped.until(), "cap", capped.reasons());
                }
                case EXIT -> {
                    run.dispatch(new Dispatch.Drop("cap", reason));
                    run.end(End.Kind.EXIT, "capped at \"" + name + "\": " + reason);
                    return this;
                }
            }
            throw new IllegalStateException("unknown choice " + message.onCapped());
        }

        private @Nullable Node hold(Run run, Instant until, String code, List<Refusal> reasons) {
            // Instant.MAX: a quota that will never free up
            if (until.equals(Instant.MAX) || until.toEpochMilli() > run.state.due()) {
                return drop(run, code, reasons);
            }
            run.dispatch(new Dispatch.Hold(until, words(reasons)));
            run.trace(code, name, "waits until " + until + ": " + words(reasons));
            return this;
        }

        private @Nullable Node drop(Run run, String code, List<Refusal> reasons) {
            run.dispatch(new Dispatch.Drop(code, words(reasons)));
            run.trace("dropped", name, words(reasons));
            return otherwise;
        }

        private static String passedOver(List<Refusal> refusals) {
            return refusals.isEmpty() ? "" : "; not by " + words(refusals);
        }

        private static String words(List<Refusal> reasons) {
            List<String> words = new ArrayList<>();
            for (Refusal reason : reasons) {
                words.add((reason.channel().isEmpty() ? "" : reason.channel() + ": ") + reason.text());
            }
            return String.join("; ", words);
        }
    }

    /** Asks for an effect that is not a message. */
    static final class Acting extends Node {
        private final Effect effect;

        Acting(String name, @Nullable Node next, boolean remembered, Effect effect) {
            super(name, next, remembered);
            this.effect = effect;
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            if (run.isHeldOut()) {
                return withheld(run);
            }
            run.command(this, effect, null);
            run.trace("asking", name, () -> "asks for " + effect.kind());
            return this;
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            return isGivenUp(run, input) ? next : this;
        }

        @Override
        @Nullable
        Node claimed(Run run, Clearance clearance) {
            if (clearance instanceof Clearance.Held held && !held.until().equals(Instant.MAX)) {
                run.dispatch(new Dispatch.Hold(held.until(), "held"));
                return this;
            }
            if (run.isHeldOut()) {
                run.dispatch(new Dispatch.Drop(HOLDOUT, "somebody of this person is held out"));
                return withheld(run);
            }
            run.dispatch(new Dispatch.Go());
            run.done(this);
            run.trace("done", name, () -> effect.kind() + " handed over");
            return next;
        }
    }

    /** Puts an event on the timeline. */
    static final class Emitting extends Node {
        private final EventBody event;

        Emitting(String name, @Nullable Node next, boolean remembered, EventBody event) {
            super(name, next, remembered);
            this.event = event;
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            if (run.isHeldOut()) {
                return withheld(run); // another scenario might send for it
            }
            run.emit(event);
            run.done(this);
            run.trace("emitted", name, event.type());
            return next;
        }
    }

    /** Ends here; another scenario hears of it and starts. */
    static final class HandingOver extends Node {
        private final String to;

        HandingOver(String name, String to) {
            super(name, null, false);
            this.to = to;
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            if (run.isHeldOut()) {
                return withheld(run);
            }
            run.emit(new EventBody.Custom(
                    Step.HandOver.EVENT, Initiator.SYSTEM, Map.of(Admission.SCENARIO, AttributeValue.of(to))));
            run.end(End.Kind.COMPLETED, "handed over to \"" + to + '"');
            return this;
        }
    }

    /** Asks a person and rests until there is an answer, or the time is over. */
    static final class Approving extends Node {
        private final Step.Approval step;
        private final Effect effect;
        private final @Nullable Node otherwise;

        Approving(String name, boolean remembered, Step.Approval step, @Nullable Node then, @Nullable Node otherwise) {
            super(name, then, remembered);
            this.step = step;
            this.effect = new Effect.RequestApproval(step.subject());
            this.otherwise = otherwise;
        }

        @Override
        void addWays(Consumer<@Nullable Node> ways) {
            ways.accept(next);
            ways.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            if (run.isHeldOut()) {
                return withheld(run);
            }
            Instant until =
                    LocalMoments.plus(run.instant(), Objects.requireNonNull(step.timeout()), 1, run.view.zone());
            run.command(this, effect, until);
            run.rest(until.toEpochMilli());
            run.trace("asking", name, "asks for approval until " + until);
            return this;
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            if (input instanceof Input.Approved answer
                    && answer.request().visit().equals(run.visit(this))) {
                run.revokeUnsent(); // the answer came before the question left
                run.done(this);
                run.trace(answer.approved() ? "approved" : "refused", name, answer.approved() ? "yes" : "no");
                return answer.approved() ? next : otherwise;
            }
            if (isOurTimer(run, input)) {
                run.revokeUnsent();
                run.done(this);
                run.trace("timeout", name, "nobody answered in time");
                return otherwise;
            }
            if (isGivenUp(run, input)) {
                run.done(this);
                run.trace("dropped", name, "nobody could be asked");
                return otherwise;
            }
            return this;
        }

        @Override
        Node claimed(Run run, Clearance clearance) {
            if (clearance instanceof Clearance.Held held && !held.until().equals(Instant.MAX)) {
                run.dispatch(new Dispatch.Hold(held.until(), "held"));
            } else {
                run.dispatch(new Dispatch.Go());
            }
            return this;
        }
    }

    // ------------------------------------------------------------------ waits

    /** Rests for a length of time. */
    static final class Waiting extends Node {
        private final Step.Wait step;

        Waiting(String name, @Nullable Node next, boolean remembered, Step.Wait step) {
            super(name, next, remembered);
            this.step = step;
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            long due = due(run);
            if (due <= run.now) {
                run.trace("waited", name, "the time is over already");
                run.done(this);
                return next;
            }
            run.rest(due);
            run.trace("waiting", name, () -> "until " + Instant.ofEpochMilli(due));
            return this;
        }

        private long due(Run run) {
            ZoneId zone = run.view.zone();
            Anchor anchor = step.anchor();
            if (anchor instanceof Anchor.Arrival) {
                return LocalMoments.plus(run.instant(), run.span(step.length()), 1, zone)
                        .toEpochMilli();
            }
            int periods = Math.max(1, run.state.memoryOf(name).periods());
            long from = run.state.startedAt();
            if (anchor instanceof Anchor.Done done) {
                from = run.state.memoryOf(done.step()).doneAt();
                if (from == Long.MIN_VALUE) { // that step was passed by, or its send given up: from here on
                    from = run.now;
                    periods = 1;
                }
            }
            return LocalMoments.plus(Instant.ofEpochMilli(from), run.span(step.length()), periods, zone)
                    .toEpochMilli();
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            if (!isOurTimer(run, input)) {
                return this;
            }
            run.done(this);
            run.trace("waited", name, "the time is over");
            return next;
        }
    }

    /** Rests until a local time. */
    static final class WaitingForClock extends Node {
        private final Step.WaitUntil step;

        WaitingForClock(String name, @Nullable Node next, boolean remembered, Step.WaitUntil step) {
            super(name, next, remembered);
            this.step = step;
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            // in a repeat, having waited for this very moment before, it means the next one
            boolean again = run.state.memoryOf(name).doneAt() == run.now;
            ZoneId declared = step.zone();
            Instant moment = LocalMoments.next(
                    run.instant(), again, step.time(), step.day(), declared == null ? run.view.zone() : declared);
            if (moment.toEpochMilli() <= run.now) {
                run.done(this);
                run.trace("waited", name, "it is that time now");
                return next;
            }
            run.rest(moment.toEpochMilli());
            run.trace("waiting", name, () -> "until " + moment + (declared == null ? standIn(run.view) : ""));
            return this;
        }

        private static String standIn(CustomerView view) {
            String words = StandInZone.words(view);
            return words.isEmpty() ? "" : ", in " + words;
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            if (!isOurTimer(run, input)) {
                return this;
            }
            run.done(this);
            run.trace("waited", name, "it is that time");
            return next;
        }
    }

    /** Rests until something is so, or the timeout. */
    static final class Awaiting extends Node {
        private final Step.Await step;
        private final RunCheck check;
        private final LookBack lookBack;
        private final @Nullable Node then;
        private final @Nullable Node otherwise;

        Awaiting(
                String name,
                boolean remembered,
                Step.Await step,
                RunCheck check,
                LookBack lookBack,
                @Nullable Node then,
                @Nullable Node otherwise) {
            super(name, then, remembered);
            this.step = step;
            this.check = check;
            this.lookBack = lookBack;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        void addWays(Consumer<@Nullable Node> ways) {
            ways.accept(next);
            ways.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            long timeout = LocalMoments.plus(run.instant(), Objects.requireNonNull(step.timeout()), 1, run.view.zone())
                    .toEpochMilli();
            run.rest(timeout);
            if (check.isSo(run, scope)) {
                return came(run, "had come already");
            }
            run.trace("waiting", name, () -> "for " + check.asked() + ", until " + Instant.ofEpochMilli(timeout));
            return this;
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            if (check.becomesSo(run, input, scope)) {
                return came(run, "came");
            }
            if (isOurTimer(run, input)) {
                run.done(this);
                run.trace("timeout", name, () -> check.asked() + " did not come");
                return otherwise;
            }
            return this;
        }

        private @Nullable Node came(Run run, String how) {
            run.done(this);
            run.trace("came", name, () -> check.asked() + " " + how);
            return then;
        }

        /** Events count from where the wait looks back to, up to its timeout. */
        private final RunCheck.Scope scope = new RunCheck.Scope() {
            @Override
            public long visibleFrom(Run run, RunCheck.Happened asked) {
                return from(run, asked.sinceBeginning(run));
            }

            @Override
            public long newsFrom(Run run) {
                return from(run, run.state.since());
            }

            @Override
            public long to(Run run) {
                return run.state.due();
            }
        };

        /** The first millisecond at which an event counts. */
        private long from(Run run, long sinceBeginning) {
            if (lookBack instanceof LookBack.SinceEntry) {
                return sinceBeginning;
            }
            if (lookBack instanceof LookBack.SinceStep since) {
                long doneAt = run.state.memoryOf(since.step()).doneAt();
                return doneAt == Long.MIN_VALUE ? run.state.arrivedAt() : doneAt;
            }
            if (lookBack instanceof LookBack.Within within) {
                return LocalMoments.minus(Instant.ofEpochMilli(run.state.arrivedAt()), within.span(), run.view.zone())
                        .toEpochMilli();
            }
            return run.state.arrivedAt();
        }

        @Override
        long nextChange(Run run) {
            return check.nextChange(run);
        }
    }

    /** Rests until a span from a fact, which may move. */
    static final class WaitingForFact extends Node {
        private final Step.WaitOnFact step;
        private final @Nullable Node otherwise;

        WaitingForFact(
                String name, @Nullable Node next, boolean remembered, Step.WaitOnFact step, @Nullable Node otherwise) {
            super(name, next, remembered);
            this.step = step;
            this.otherwise = otherwise;
        }

        @Override
        void addWays(Consumer<@Nullable Node> ways) {
            ways.accept(next);
            ways.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            return look(run);
        }

        @Override
        @Nullable
        Node on(Run run, Input input) {
            return input instanceof Input.Dispatching || input instanceof Input.Settled ? this : look(run);
        }

        /** Where the fact stands now decides, so a fact that moved is followed. */
        private @Nullable Node look(Run run) {
            Long fact = fact(run);
            ZoneId zone = run.view.zone();
            long due;
            if (fact == null) {
                due = LocalMoments.plus(
                                Instant.ofEpochMilli(run.state.arrivedAt()),
                                Objects.requireNonNull(step.timeout()),
                                1,
                                zone)
                        .toEpochMilli();
            } else {
                Instant stated = Instant.ofEpochMilli(fact);
                Span span = run.span(step.length());
                due = (step.before()
                                ? LocalMoments.minus(stated, span, zone)
                                : LocalMoments.plus(stated, span, 1, zone))
                        .toEpochMilli();
            }
            if (due <= run.now) {
                run.done(this);
                run.trace(
                        fact == null ? "timeout" : "waited",
                        name,
                        fact == null ? "the fact did not become known" : "the time is over");
                return fact == null ? otherwise : next;
            }
            if (due != run.state.due()) {
                run.trace(
                        "waiting",
                        name,
                        "until " + Instant.ofEpochMilli(due) + (fact == null ? " for the fact to become known" : ""));
                run.rest(due);
            }
            return this;
        }

        private @Nullable Long fact(Run run) {
            Fact fact = step.fact();
            boolean ofTheTrigger = !fact.stated().same().isEmpty();
            CustomerEvent latest = null;
            for (String type : RunCheck.types(fact.stated().of())) {
                for (CustomerEvent event : run.view.newestFirst(type)) {
                    if (!ofTheTrigger && event.occurredAt().toEpochMilli() < run.state.since()) {
                        break;
                    }
                    if (latest != null && !event.occurredAt().isAfter(latest.occurredAt())) {
                        break;
                    }
                    if (run.matches(fact.stated(), event)
                            && (fact.field().isEmpty() || EventTexts.instant(event, fact.field()) != null)) {
                        latest = event;
                        break;
                    }
                }
            }
            if (latest == null) {
                return null;
            }
            return fact.field().isEmpty()
                    ? Long.valueOf(latest.occurredAt().toEpochMilli())
                    : EventTexts.instant(latest, fact.field());
        }
    }

    // ------------------------------------------------------------------ ways

    /** Takes the first way that is open. */
    static final class Branching extends Node {

        /** A check and where it leads. */
        record Way(RunCheck check, @Nullable Node first) {}

        private final List<Way> ways;
        private final @Nullable Node otherwise;

        Branching(String name, boolean remembered, List<Way> ways, @Nullable Node otherwise) {
            super(name, otherwise, remembered);
            this.ways = List.copyOf(ways);
            this.otherwise = otherwise;
        }

        @Override
        void addWays(Consumer<@Nullable Node> on) {
            ways.forEach(way -> on.accept(way.first()));
            on.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            run.done(this);
            for (Way way : ways) {
                if (way.check().isSo(run)) {
                    run.trace("branch", name, way.check()::asked);
                    return way.first();
                }
            }
            run.trace("branch", name, "otherwise");
            return otherwise;
        }
    }

    /** Takes the way of the arm that the run is in. */
    static final class Splitting extends Node {

        /** An arm and where it leads. */
        record ArmWay(String arm, @Nullable Node first) {}

        private final Experiment experiment;
        private final List<ArmWay> ways;
        private final @Nullable Node otherwise;

        Splitting(String name, boolean remembered, Experiment experiment, List<ArmWay> ways, @Nullable Node otherwise) {
            super(name, otherwise, remembered);
            this.experiment = experiment;
            this.ways = List.copyOf(ways);
            this.otherwise = otherwise;
        }

        @Override
        void addWays(Consumer<@Nullable Node> on) {
            ways.forEach(way -> on.accept(way.first()));
            on.accept(otherwise);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            run.done(this);
            String arm = run.armOf(experiment, name);
            for (ArmWay way : ways) {
                if (way.arm().equals(arm)) {
                    return way.first();
                }
            }
            return otherwise;
        }
    }

    /** Begins a repeat: the rounds count anew. */
    static final class Beginning extends Node {
        private final Round round;

        Beginning(String name, Round round) {
            super(name, round, false);
            this.round = round;
        }

        @Override
        Node arrive(Run run) {
            run.state.memoryOf(round).restart();
            return round;
        }
    }

    /** Comes before each round of a repeat and after the last. */
    static final class Round extends Node {
        private final int times;
        private @Nullable Node body;

        Round(String name, @Nullable Node next, int times) {
            super(name, next, true);
            this.times = times;
        }

        void body(@Nullable Node first) {
            this.body = first;
        }

        @Override
        void addWays(Consumer<@Nullable Node> ways) {
            ways.accept(body);
            ways.accept(next);
        }

        @Override
        @Nullable
        Node arrive(Run run) {
            // the visit that brought us here counted one period more
            if (run.state.memoryOf(this).periods() <= times) {
                return body;
            }
            run.done(this);
            return next;
        }
    }

    /** Ends the run. */
    static final class Ending extends Node {
        private final String reason;

        Ending(String name, String reason) {
            super(name, null, false);
            this.reason = reason;
        }

        @Override
        Node arrive(Run run) {
            run.end(End.Kind.EXIT, reason);
            return this;
        }
    }
}
