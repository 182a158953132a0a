package io.enishi.scenario;

import io.enishi.core.process.Input;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Rests for a length of time. */
final class Waiting extends Node {
    private final Step.Wait step;

    Waiting(String name, @Nullable Node next, boolean remembered, Step.Wait step) {
        super(name, next, remembered);
        this.step = step;
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        long due = due(run);
        if (due <= run.now) {
            run.trace("waited", name, "the time is over already");
            run.done(this);
            return next;
        }
        run.rest(due);
        run.trace("waiting", name, () -> "until " + Instant.ofEpochMilli(due));
        return this;
    }

    private long due(Run run) {
        ZoneId zone = run.view.zone();
        Anchor anchor = step.anchor();
        if (anchor instanceof Anchor.Arrival) {
            return LocalMoments.plus(run.instant(), run.span(step.length()), 1, zone)
                    .toEpochMilli();
        }
        int periods = Math.max(1, run.state.memoryOf(name).periods());
        long from = run.state.startedAt();
        if (anchor instanceof Anchor.Done done) {
            from = run.state.memoryOf(done.step()).doneAt();
            if (from == Long.MIN_VALUE) { // that step was passed by, or its send given up: from here on
                from = run.now;
                periods = 1;
            }
        }
        return LocalMoments.plus(Instant.ofEpochMilli(from), run.span(step.length()), periods, zone)
                .toEpochMilli();
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        if (!isOurTimer(run, input)) {
            return this;
        }
        run.done(this);
        run.trace("waited", name, "the time is over");
        return next;
    }
}
