package io.enishi.scenario;

import io.enishi.core.event.EventBody;

/** What a person can do with a message that reached them, as far as channels can tell. */
public enum Reaction {
    /** Opened; weak evidence on mail, unknown on most other channels. */
    OPENED(EventBody.MessageStep.OPENED),
    /** Followed a link. */
    TAPPED(EventBody.MessageStep.TAPPED),
    /** Wrote back. */
    REPLIED(EventBody.MessageStep.REPLIED);

    private final EventBody.MessageStep step;

    Reaction(EventBody.MessageStep step) {
        this.step = step;
    }

    /** The event type that reports it. */
    public String type() {
        return step.type();
    }
}
