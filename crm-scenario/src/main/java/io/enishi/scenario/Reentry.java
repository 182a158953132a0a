package io.enishi.scenario;

import io.enishi.core.condition.Span;
import java.util.Objects;

/** Whether and when somebody may enter again. Counted over all origins of the customer. */
public sealed interface Reentry {

    /** Once in a life. */
    static Reentry never() {
        return new Never();
    }

    /** Again once the last run has ended. */
    static Reentry afterExit() {
        return new AfterExit();
    }

    /** Again once the last run has ended and {@code span} has passed since. */
    static Reentry after(Span span) {
        return new CoolDown(span);
    }

    /** One run for each entry key, side by side. */
    static Reentry concurrent() {
        return new Concurrent();
    }

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of re-entry. */
    interface Cases<R> {
        R never(Never never);

        R afterExit(AfterExit afterExit);

        R coolDown(CoolDown coolDown);

        R concurrent(Concurrent concurrent);
    }

    record Never() implements Reentry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.never(this);
        }
    }

    record AfterExit() implements Reentry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.afterExit(this);
        }
    }

    /** @param span counted from the end of the latest run; calendar spans in the customer's zone */
    record CoolDown(Span span) implements Reentry {
        public CoolDown {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.coolDown(this);
        }
    }

    record Concurrent() implements Reentry {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.concurrent(this);
        }
    }
}
