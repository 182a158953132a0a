package io.enishi.scenario;

import io.enishi.core.process.Input;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rests until something is so, or the timeout. */
final class Awaiting extends Node {
    private final Step.Await step;
    private final RunCheck check;
    private final LookBack lookBack;
    private final @Nullable Node then;

    Awaiting(
            String name,
            boolean remembered,
            Step.Await step,
            RunCheck check,
            LookBack lookBack,
            @Nullable Node then,
            @Nullable Node otherwise) {
        super(name, then, otherwise, remembered);
        this.step = step;
        this.check = check;
        this.lookBack = lookBack;
        this.then = then;
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        long timeout = LocalMoments.plus(run.instant(), Objects.requireNonNull(step.timeout()), 1, run.view.zone())
                .toEpochMilli();
        run.rest(timeout);
        if (check.isSo(run, scope)) {
            return came(run, "had come already");
        }
        run.trace("waiting", name, () -> "for " + check.asked() + ", until " + Instant.ofEpochMilli(timeout));
        return this;
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        if (check.becomesSo(run, input, scope)) {
            return came(run, "came");
        }
        if (isOurTimer(run, input)) {
            run.done(this);
            run.trace("timeout", name, () -> check.asked() + " did not come");
            return otherwise;
        }
        return this;
    }

    private @Nullable Node came(Run run, String how) {
        run.done(this);
        run.trace("came", name, () -> check.asked() + " " + how);
        return then;
    }

    /**
     * Events count from where the wait looks back to, up to its timeout. What was there at the very instant of a wait that does not look
     * back came before it: it may be what led there.
     */
    private final RunCheck.Scope scope = new RunCheck.Scope() {
        @Override
        public long visibleFrom(Run run, RunCheck.Happened asked) {
            long from = from(run, asked.sinceBeginning(run));
            return lookBack instanceof LookBack.None && !asked.belongsToTrigger() ? from + 1 : from;
        }

        @Override
        public long newsFrom(Run run) {
            return from(run, run.state.since());
        }

        @Override
        public long to(Run run) {
            return run.state.due();
        }
    };

    /** The first millisecond at which an event counts. */
    private long from(Run run, long sinceBeginning) {
        if (lookBack instanceof LookBack.SinceEntry) {
            return sinceBeginning;
        }
        if (lookBack instanceof LookBack.SinceStep since) {
            long doneAt = run.state.memoryOf(since.step()).doneAt();
            return doneAt == Long.MIN_VALUE ? run.state.arrivedAt() : doneAt;
        }
        if (lookBack instanceof LookBack.Within within) {
            return LocalMoments.minus(Instant.ofEpochMilli(run.state.arrivedAt()), within.span(), run.view.zone())
                    .toEpochMilli();
        }
        return run.state.arrivedAt();
    }

    @Override
    long nextChange(Run run) {
        return check.nextChange(run);
    }
}
