package io.enishi.scenario;

import io.enishi.core.condition.Span;
import java.util.Objects;

/** How far before its own beginning a wait for an event looks: the event may have come first. */
public sealed interface LookBack {

    /**
     * Only what comes once the wait has begun; it may have occurred at that very instant. What was there before does not count, nor does the
     * event that led to the wait: of two waits for an order in a row, the second is for another order. Where it has to have something in
     * common with what started the run, such as the order, what was told at that instant does count.
     */
    static LookBack none() {
        return new None();
    }

    /** Whatever occurred after the run began. */
    static LookBack sinceEntry() {
        return new SinceEntry();
    }

    /** Whatever occurred since step {@code step} was last done. */
    static LookBack since(String step) {
        return new SinceStep(step);
    }

    /** Whatever occurred within {@code span} before the wait began. */
    static LookBack of(Span span) {
        return new Within(span);
    }

    record None() implements LookBack {}

    record SinceEntry() implements LookBack {}

    /** @param step name of an earlier step */
    record SinceStep(String step) implements LookBack {
        public SinceStep {
            io.enishi.core.value.Names.requireName("step name", step, 64);
        }
    }

    /** @param span subtracted from the instant at which the wait began; calendar spans in the customer's zone */
    record Within(Span span) implements LookBack {
        public Within {
            Objects.requireNonNull(span, "span");
        }
    }
}
