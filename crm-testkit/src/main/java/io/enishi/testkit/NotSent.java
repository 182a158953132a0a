package io.enishi.testkit;

import java.util.function.Supplier;

/** A message that did not arrive, as it should be; {@link #because} fails the test if it was for another reason. */
public final class NotSent {

    private final String who;
    private final String step;
    private final Supplier<Reasons> reasons;

    NotSent(String who, String step, Supplier<Reasons> reasons) {
        this.who = who;
        this.step = step;
        this.reasons = reasons;
    }

    /**
     * One of the reasons contains {@code part}, as the engine words it: what the run decided about the step, how the run ended, why it
     * did not start, and the rules that forbid it now. A failure lists them all, so a test begins with {@code because("?")}.
     */
    public NotSent because(String part) {
        Reasons all = reasons.get();
        if (!all.contain(part)) {
            throw new AssertionError("\"" + step + "\" was not sent to " + who + ", but no reason says \"" + part
                    + "\". The reasons:\n" + all.toText());
        }
        return this;
    }
}
