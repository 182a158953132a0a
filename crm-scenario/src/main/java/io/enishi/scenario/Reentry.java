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

    record Never() implements Reentry {}

    record AfterExit() implements Reentry {}

    /** @param span counted from the end of the latest run; calendar spans in the customer's zone */
    record CoolDown(Span span) implements Reentry {
        public CoolDown {
            Objects.requireNonNull(span, "span");
        }
    }

    record Concurrent() implements Reentry {}
}
