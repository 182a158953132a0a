package io.enishi.scenario;

import io.enishi.core.event.EventBody;
import org.jspecify.annotations.Nullable;

/** Puts an event on the timeline. */
final class Emitting extends Node {
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
