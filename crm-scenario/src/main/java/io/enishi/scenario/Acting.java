package io.enishi.scenario;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks for an effect that is not a message. */
final class Acting extends Node {
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
