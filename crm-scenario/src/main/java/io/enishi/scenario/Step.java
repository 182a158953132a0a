package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.process.Effect;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Names;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a scenario does. Steps run one after the other; steps inside a branch, wait or repeat return to the step after
 * it.
 *
 * <p>A name is what other steps, traces and command keys refer to. Sends and acts have one, so that inserting a step does not
 * change the keys of commands; another step without a name is called by its place ({@code 3}, {@code 3.then.1}).
 *
 * <p>All steps stand in this one file: it is the vocabulary that authors look things up in, with no code but what each record refuses.
 */
public sealed interface Step {

    /** Its name; empty when it is called by its place. */
    String name();

    /** The steps inside it, in the order of the document; none for most. */
    default List<Step> inside() {
        return List.of();
    }

    /** Which of the cases it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of step. */
    interface Cases<R> {
        R send(Send send);

        R act(Act act);

        R waitFor(Wait wait);

        R waitUntil(WaitUntil wait);

        R await(Await await);

        R waitOnFact(WaitOnFact wait);

        R branch(Branch branch);

        R repeat(Repeat repeat);

        R emit(Emit emit);

        R setAttributes(SetAttributes set);

        R approval(Approval approval);

        R split(Split split);

        R handOver(HandOver handOver);

        R end(End end);
    }

    // ------------------------------------------------------------------ spelling in Java

    /** Sends {@code message}; the scenario goes on at the instant of the actual send. */
    static Send send(String name, Message message) {
        return new Send(name, message, List.of());
    }

    /** Waits for {@code span} from when the wait is reached. */
    static Wait waitFor(Span span) {
        return waitFor(Length.of(span));
    }

    /** Waits for a length that may be looked up, from when the wait is reached. */
    static Wait waitFor(Length length) {
        return waitFor(length, Anchor.arrival());
    }

    /** As {@link #waitFor(Span, Anchor)}, for a length that may be looked up. */
    static Wait waitFor(Length length, Anchor anchor) {
        return new Wait("", length, anchor);
    }

    /** Waits until {@code span} after an anchor; in a repeat, the k-th time until k spans after it. */
    static Wait waitFor(Span span, Anchor anchor) {
        return waitFor(Length.of(span), anchor);
    }

    /** Waits until the clock of the customer next shows {@code time}. */
    static WaitUntil waitUntil(LocalTime time) {
        return new WaitUntil("", time, null, null);
    }

    /** Waits until the next {@code day} at {@code time}, the customer's time. */
    static WaitUntil waitUntil(DayOfWeek day, LocalTime time) {
        return new WaitUntil("", time, day, null);
    }

    /** Waits until {@code check} is so, at most for {@code timeout}. */
    static Await await(Check check, Span timeout) {
        return new Await("", check, timeout, null, List.of(), List.of());
    }

    /** Waits until {@code span} after {@code fact}, wherever it moves to; at most {@code timeout} for the fact to be known. */
    static WaitOnFact waitAfter(Fact fact, Span span, Span timeout) {
        return waitAfter(fact, Length.of(span), timeout);
    }

    /** As {@link #waitAfter(Fact, Span, Span)}, for a length that may be looked up. */
    static WaitOnFact waitAfter(Fact fact, Length length, Span timeout) {
        return new WaitOnFact("", fact, length, false, timeout, List.of());
    }

    /** Waits until {@code span} before {@code fact}, wherever it moves to; at most {@code timeout} for the fact to be known. */
    static WaitOnFact waitBefore(Fact fact, Span span, Span timeout) {
        return new WaitOnFact("", fact, Length.of(span), true, timeout, List.of());
    }

    /** Takes the first case whose check is so; none of them goes on after the branch unless {@link Branch#otherwise} says more. */
    static Branch branch(Case... cases) {
        return new Branch("", List.of(cases), List.of());
    }

    /** A case of a {@link #branch}. */
    static Case when(Check check, Step... steps) {
        return new Case(check, List.of(steps));
    }

    /** Runs {@code steps} so many times. */
    static Repeat repeat(int times, Step... steps) {
        return new Repeat("", times, List.of(steps));
    }

    /** Asks the host to do something other than sending. */
    static Act act(String name, Effect effect) {
        return new Act(name, effect);
    }

    /** Asks a person to do something. */
    static Act task(String name, String queue, String title) {
        return new Act(name, new Effect.Task(queue, title, Map.of()));
    }

    /** Puts an event {@code custom:<event>} on the customer's timeline; another scenario may start on it. */
    static Emit emit(String event) {
        return new Emit("", event, Map.of());
    }

    /** Marks the customer: the latest statement of an attribute counts, and it is no action of theirs. */
    static SetAttributes set(Map<String, AttributeValue> attributes) {
        return new SetAttributes("", attributes);
    }

    /** Asks a person for approval, at most for {@code timeout}. */
    static Approval approval(String name, String subject, Span timeout) {
        return new Approval(name, subject, timeout, List.of(), List.of());
    }

    /** Ends the run here and starts {@code scenario}, which starts on request. */
    static HandOver handOver(String scenario) {
        return new HandOver("", scenario);
    }

    /** Takes the steps of the arm of {@code experiment} that the run is in. */
    static Split split(String experiment, Arm... arms) {
        return new Split("", experiment, List.of(arms), List.of());
    }

    /** What an arm of a {@link #split} does. */
    static Arm arm(String name, Step... steps) {
        return new Arm(name, List.of(steps));
    }

    /** Ends the run here. */
    static End end(String reason) {
        return new End("", reason);
    }

    // ------------------------------------------------------------------ the steps

    /**
     * Sends a message. The run stays here until the message left or was given up.
     *
     * @param otherwise what to do instead when no channel may or can take it, or it came too late; the run then goes on
     */
    record Send(String name, Message message, List<Step> otherwise) implements Step {
        public Send {
            Names.requireName("step name", name, 64);
            Objects.requireNonNull(message, "message");
            otherwise = List.copyOf(otherwise);
        }

        public Send otherwise(Step... steps) {
            return new Send(name, message, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return otherwise;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.send(this);
        }
    }

    /**
     * Asks the host for an effect that is not a message. The run stays here until it was handed over.
     *
     * @param effect coupon, points, task, export row or webhook
     */
    record Act(String name, Effect effect) implements Step {
        public Act {
            Names.requireName("step name", name, 64);
            if (effect instanceof Effect.Send || effect instanceof Effect.RequestApproval) {
                throw new IllegalArgumentException(
                        "an act is a coupon, points, a task, an export row or a webhook, but was a " + effect.kind());
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.act(this);
        }
    }

    /**
     * Waits for a length of time. With an anchor other than arrival, the k-th visit ends k spans after the anchor, so months
     * count from the anchor and are not chained: 31 January, then 28 February, then 31 March.
     *
     * @param length exact, or by the calendar in the customer's zone unless it names one
     */
    record Wait(String name, Length length, Anchor anchor) implements Step {
        public Wait {
            requireStepName(name);
            Objects.requireNonNull(length, "length");
            Objects.requireNonNull(anchor, "anchor");
        }

        public Wait named(String changed) {
            return new Wait(changed, length, anchor);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.waitFor(this);
        }
    }

    /**
     * Waits until a local time, at once if it is that time now. In a {@link Repeat}, a round that comes back at the very moment that
     * this step was waiting for before means the next one: of the next day, or of the next week where {@code day} is set. A time in a
     * daylight saving gap is the first instant after the gap; of a time that comes twice, it is the first.
     *
     * @param day null for any day
     * @param zone null for the customer's
     */
    record WaitUntil(
            String name,
            LocalTime time,
            @Nullable DayOfWeek day,
            @Nullable ZoneId zone) implements Step {
        public WaitUntil {
            requireStepName(name);
            Objects.requireNonNull(time, "time");
            if (time.toNanoOfDay() % 1_000_000 != 0) {
                throw new IllegalArgumentException("local time must be whole milliseconds, but was " + time);
            }
        }

        public WaitUntil named(String changed) {
            return new WaitUntil(changed, time, day, zone);
        }

        public WaitUntil in(ZoneId changed) {
            return new WaitUntil(name, time, day, changed);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.waitUntil(this);
        }
    }

    /**
     * Waits until something is so, with a timeout. An event that occurred at the very instant of the timeout still counts.
     *
     * @param until what is awaited: an event, a reaction or a condition
     * @param timeout counted from when the wait is reached; null is reported when the scenario is compiled
     * @param lookBack null for the default: of a reaction since the send it reacts to, of other events none
     * @param then what to do when it came
     * @param otherwise what to do on timeout
     */
    record Await(
            String name,
            Check until,
            @Nullable Span timeout,
            @Nullable LookBack lookBack,
            List<Step> then,
            List<Step> otherwise)
            implements Step {
        public Await {
            requireStepName(name);
            Objects.requireNonNull(until, "until");
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        public Await named(String changed) {
            return new Await(changed, until, timeout, lookBack, then, otherwise);
        }

        public Await lookingBack(LookBack changed) {
            return new Await(name, until, timeout, changed, then, otherwise);
        }

        public Await then(Step... steps) {
            return new Await(name, until, timeout, lookBack, List.of(steps), otherwise);
        }

        public Await otherwise(Step... steps) {
            return new Await(name, until, timeout, lookBack, then, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return Stream.concat(then.stream(), otherwise.stream()).toList();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.await(this);
        }
    }

    /**
     * Waits until a span after or before a fact. When the fact moves, the wait moves; when it moves into the past, the wait ends
     * at once.
     *
     * @param length looked up again whenever the customer is decided, if it is not fixed
     * @param before true to count backwards
     * @param timeout how long to wait for the fact to become known, from when the wait is reached; null is reported when the
     *     scenario is compiled
     * @param otherwise what to do when it did not; the run then goes on
     */
    record WaitOnFact(
            String name,
            Fact fact,
            Length length,
            boolean before,
            @Nullable Span timeout,
            List<Step> otherwise) implements Step {
        public WaitOnFact {
            requireStepName(name);
            Objects.requireNonNull(fact, "fact");
            Objects.requireNonNull(length, "length");
            otherwise = List.copyOf(otherwise);
        }

        public WaitOnFact named(String changed) {
            return new WaitOnFact(changed, fact, length, before, timeout, otherwise);
        }

        public WaitOnFact otherwise(Step... steps) {
            return new WaitOnFact(name, fact, length, before, timeout, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return otherwise;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.waitOnFact(this);
        }
    }

    /** Takes the steps of the first case that is so, else {@code otherwise}. */
    record Branch(String name, List<Case> cases, List<Step> otherwise) implements Step {
        public Branch {
            requireStepName(name);
            cases = List.copyOf(cases);
            otherwise = List.copyOf(otherwise);
        }

        public Branch named(String changed) {
            return new Branch(changed, cases, otherwise);
        }

        public Branch otherwise(Step... steps) {
            return new Branch(name, cases, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return Stream.concat(cases.stream().flatMap(way -> way.steps().stream()), otherwise.stream())
                    .toList();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.branch(this);
        }
    }

    /** One way through a {@link Branch}. */
    record Case(Check when, List<Step> steps) {
        public Case {
            Objects.requireNonNull(when, "when");
            steps = List.copyOf(steps);
        }
    }

    /**
     * Runs its steps several times.
     *
     * @param times 1 to 1000
     */
    record Repeat(String name, int times, List<Step> steps) implements Step {
        public Repeat {
            requireStepName(name);
            if (times < 1 || times > 1000) {
                throw new IllegalArgumentException("repeat must run 1 to 1000 times, but was " + times);
            }
            steps = List.copyOf(steps);
        }

        public Repeat named(String changed) {
            return new Repeat(changed, times, steps);
        }

        @Override
        public List<Step> inside() {
            return steps;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.repeat(this);
        }
    }

    /**
     * Puts a custom event on the customer's timeline, where rules see it like any other. Its initiator is the system, so it is no
     * action of the customer.
     */
    record Emit(String name, String event, Map<String, AttributeValue> attributes) implements Step {
        public Emit {
            requireStepName(name);
            Names.requireName("custom event name", event, 56);
            attributes.keySet().forEach(attribute -> Names.requireName("attribute name", attribute, 64));
            attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.emit(this);
        }
    }

    /**
     * States attributes of the customer by an event of the shop, which rules read like the customer's own statements.
     *
     * @param attributes at least one
     */
    record SetAttributes(String name, Map<String, AttributeValue> attributes) implements Step {
        public SetAttributes {
            requireStepName(name);
            if (attributes.isEmpty()) {
                throw new IllegalArgumentException("at least one attribute must be set");
            }
            attributes.keySet().forEach(attribute -> Names.requireName("attribute name", attribute, 64));
            attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        }

        public SetAttributes named(String changed) {
            return new SetAttributes(changed, attributes);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.setAttributes(this);
        }
    }

    /**
     * Asks a person and waits. The host's handler gets the request; {@code Crm.approve} brings the answer, with the name of who gave it
     * kept in the decision log.
     *
     * @param subject what is to be approved, in words, without personal data
     * @param timeout after which the request expires, from when the step is reached; null is reported when the scenario is compiled
     * @param then what to do when it was approved
     * @param otherwise what to do when it was refused, expired, or could not be asked
     */
    record Approval(String name, String subject, @Nullable Span timeout, List<Step> then, List<Step> otherwise)
            implements Step {
        public Approval {
            Names.requireName("step name", name, 64);
            if (subject.isBlank()) {
                throw new IllegalArgumentException("the subject of an approval must not be blank");
            }
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        public Approval then(Step... steps) {
            return new Approval(name, subject, timeout, List.of(steps), otherwise);
        }

        public Approval otherwise(Step... steps) {
            return new Approval(name, subject, timeout, then, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return Stream.concat(then.stream(), otherwise.stream()).toList();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.approval(this);
        }
    }

    /**
     * Takes the steps of the arm that the run is in, by the bucket of the run's origin; the same arm at every visit and in every
     * version.
     *
     * @param experiment one of the scenario's experiments
     * @param arms what each does; an arm that is not named here takes {@code otherwise}
     * @param otherwise for who is in no arm, or in one without steps of its own
     */
    record Split(String name, String experiment, List<Arm> arms, List<Step> otherwise) implements Step {
        public Split {
            requireStepName(name);
            Names.requireName("experiment name", experiment, 64);
            arms = List.copyOf(arms);
            otherwise = List.copyOf(otherwise);
        }

        public Split named(String changed) {
            return new Split(changed, experiment, arms, otherwise);
        }

        public Split otherwise(Step... steps) {
            return new Split(name, experiment, arms, List.of(steps));
        }

        @Override
        public List<Step> inside() {
            return Stream.concat(arms.stream().flatMap(arm -> arm.steps().stream()), otherwise.stream())
                    .toList();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.split(this);
        }
    }

    /** What one arm of a {@link Split} does. */
    record Arm(String name, List<Step> steps) {
        public Arm {
            Names.requireName("arm name", name, 64);
            steps = List.copyOf(steps);
        }
    }

    /**
     * Ends the run and starts another scenario for the same customer, in the same commit.
     *
     * @param scenario name of a scenario that starts on request
     */
    record HandOver(String name, String scenario) implements Step {
        /** The event by which the other scenario hears of it. */
        static final String EVENT = "handed-over";

        public HandOver {
            requireStepName(name);
            Names.requireName("scenario name", scenario, 64);
        }

        public HandOver named(String changed) {
            return new HandOver(changed, scenario);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.handOver(this);
        }
    }

    /**
     * Ends the run as an exit.
     *
     * @param reason in words, without personal data
     */
    record End(String name, String reason) implements Step {
        public End {
            requireStepName(name);
            if (reason.isBlank()) {
                throw new IllegalArgumentException("the reason of an end must not be blank");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.end(this);
        }
    }

    private static void requireStepName(String name) {
        if (!name.isEmpty()) {
            Names.requireName("step name", name, 64);
        }
    }
}
