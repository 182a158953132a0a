package io.enishi.core.internal.runtime;

/**
 * Thrown where something asks for events that were not read because a checkpoint stands for them. Whoever loaded the customer reads them whole and does it
 * again from the start. {@link Hot#lacksOlder} remembers that it was thrown: a host's function that catches everything must not turn it into an answer.
 */
final class OlderNeeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    OlderNeeded(String what) {
        super(what + " asks for events from before the checkpoint", null, false, false);
    }
}
