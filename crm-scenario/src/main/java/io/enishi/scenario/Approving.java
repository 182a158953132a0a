package io.enishi.scenario;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a person and rests until there is an answer, or the time is over. */
final class Approving extends Node {
    private final Step.Approval step;
    private final Effect effect;

    Approving(String name, boolean remembered, Step.Approval step, @Nullable Node then, @Nullable Node otherwise) {
        super(name, then, otherwise, remembered);
        this.step = step;
        this.effect = new Effect.RequestApproval(step.subject());
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        if (run.isHeldOut()) {
            return withheld(run);
        }
        Instant until = LocalMoments.plus(run.instant(), Objects.requireNonNull(step.timeout()), 1, run.view.zone());
        run.command(this, effect, until);
        run.rest(until.toEpochMilli());
        run.trace("asking", name, "asks for approval until " + until);
        return this;
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        if (input instanceof Input.Approved answer && answer.request().visit().equals(run.visit(this))) {
            run.revokeUnsent(); // the answer came before the question left
            run.done(this);
            run.trace(answer.approved() ? "approved" : "refused", name, answer.approved() ? "yes" : "no");
            return answer.approved() ? next : otherwise;
        }
        if (isOurTimer(run, input)) {
            run.revokeUnsent();
            run.done(this);
            run.trace("timeout", name, "nobody answered in time");
            return otherwise;
        }
        if (isGivenUp(run, input)) {
            run.done(this);
            run.trace("dropped", name, "nobody could be asked");
            return otherwise;
        }
        return this;
    }

    @Override
    Node claimed(Run run, Clearance clearance) {
        if (clearance instanceof Clearance.Held held && !held.until().equals(Instant.MAX)) {
            run.dispatch(new Dispatch.Hold(held.until(), "held"));
        } else {
            run.dispatch(new Dispatch.Go());
        }
        return this;
    }
}
