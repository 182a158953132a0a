package io.enishi.scenario;

import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Input;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Rests until a local time. */
final class WaitingForClock extends Node {
    private final Step.WaitUntil step;

    WaitingForClock(String name, @Nullable Node next, boolean remembered, Step.WaitUntil step) {
        super(name, next, remembered);
        this.step = step;
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        // in a repeat, having waited for this very moment before, it means the next one
        boolean again = run.state.memoryOf(name).doneAt() == run.now;
        ZoneId declared = step.zone();
        Instant moment = LocalMoments.next(
                run.instant(), again, step.time(), step.day(), declared == null ? run.view.zone() : declared);
        if (moment.toEpochMilli() <= run.now) {
            run.done(this);
            run.trace("waited", name, "it is that time now");
            return next;
        }
        run.rest(moment.toEpochMilli());
        run.trace("waiting", name, () -> "until " + moment + (declared == null ? standIn(run.view) : ""));
        return this;
    }

    private static String standIn(CustomerView view) {
        String words = StandInZone.words(view);
        return words.isEmpty() ? "" : ", in " + words;
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        if (!isOurTimer(run, input)) {
            return this;
        }
        run.done(this);
        run.trace("waited", name, "it is that time");
        return next;
    }
}
