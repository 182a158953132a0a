package io.enishi.scenario;

import io.enishi.core.value.Names;

/** From which instant a wait counts. */
public sealed interface Anchor {

    /** From when the wait was reached; after a send, that is the instant of the actual send. */
    static Anchor arrival() {
        return new Arrival();
    }

    /** From when the run started. That is decision time: somebody whose sign-up is heard of late gets the first mail now and the
     * second three days from now, not five mails at once. */
    static Anchor entry() {
        return new Beginning();
    }

    /** From when step {@code step} was last done; of a send, that is the instant of the actual send. */
    static Anchor step(String step) {
        return new Done(step);
    }

    record Arrival() implements Anchor {}

    record Beginning() implements Anchor {}

    /** @param step name of an earlier step */
    record Done(String step) implements Anchor {
        public Done {
            Names.requireName("step name", step, 64);
        }
    }
}
