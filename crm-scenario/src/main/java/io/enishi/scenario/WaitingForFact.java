package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Input;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rests until a span from a fact, which may move. */
final class WaitingForFact extends Node {
    private final Step.WaitOnFact step;

    WaitingForFact(
            String name, @Nullable Node next, boolean remembered, Step.WaitOnFact step, @Nullable Node otherwise) {
        super(name, next, otherwise, remembered);
        this.step = step;
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        return look(run);
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        return input instanceof Input.Dispatching || input instanceof Input.Settled ? this : look(run);
    }

    /** Where the fact stands now decides, so a fact that moved is followed. */
    private @Nullable Node look(Run run) {
        Long fact = fact(run);
        ZoneId zone = run.view.zone();
        long due;
        if (fact == null) {
            due = LocalMoments.plus(
                            Instant.ofEpochMilli(run.state.arrivedAt()),
                            Objects.requireNonNull(step.timeout()),
                            1,
                            zone)
                    .toEpochMilli();
        } else {
            Instant stated = Instant.ofEpochMilli(fact);
            Span span = run.span(step.length());
            due = (step.before() ? LocalMoments.minus(stated, span, zone) : LocalMoments.plus(stated, span, 1, zone))
                    .toEpochMilli();
        }
        if (due <= run.now) {
            run.done(this);
            run.trace(
                    fact == null ? "timeout" : "waited",
                    name,
                    fact == null ? "the fact did not become known" : "the time is over");
            return fact == null ? otherwise : next;
        }
        if (due != run.state.due()) {
            run.trace(
                    "waiting",
                    name,
                    () -> "until " + Instant.ofEpochMilli(due) + (fact == null ? " for the fact to become known" : ""));
            run.rest(due);
        }
        return this;
    }

    private @Nullable Long fact(Run run) {
        Fact fact = step.fact();
        boolean ofTheTrigger = !fact.stated().same().isEmpty();
        CustomerEvent latest = null;
        for (String type : RunCheck.types(fact.stated().of())) {
            for (CustomerEvent event : run.view.newestFirst(type)) {
                if (!ofTheTrigger && event.occurredAt().toEpochMilli() < run.state.since()) {
                    break;
                }
                if (latest != null && !event.occurredAt().isAfter(latest.occurredAt())) {
                    break;
                }
                if (run.matches(fact.stated(), event)
                        && (fact.field().isEmpty() || EventTexts.instant(event, fact.field()) != null)) {
                    latest = event;
                    break;
                }
            }
        }
        if (latest == null) {
            return null;
        }
        return fact.field().isEmpty()
                ? Long.valueOf(latest.occurredAt().toEpochMilli())
                : EventTexts.instant(latest, fact.field());
    }
}
