package io.enishi.scenario;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.Decision.Dispatch;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Input;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.contact.RecipientLimits;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.internal.LocalMoments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for an effect and rests until it was claimed, so a run has one unsent command at most. */
final class Sending extends Node {
    private final Message message;
    private final Effects effects;

    /**
     * What it asks for.
     *
     * @param test the experiment that decides between several; null for one that has no arms
     */
    record Effects(Effect.Send usual, @Nullable Experiment test, Map<String, Effect.Send> byArm) {

        Effect.Send of(Run run, String step) {
            if (test == null) {
                return usual;
            }
            return byArm.getOrDefault(run.armOf(test, step), usual);
        }
    }

    private static Effect.Send limited(Effect.Send send, long people) {
        Map<String, String> tags = new HashMap<>(send.tags());
        tags.put(RecipientLimits.TAG, String.valueOf(Math.max(0, people)));
        return new Effect.Send(
                send.offers(), send.messageClass(), send.purpose(), send.coupon(), send.onCapped(), tags);
    }

    Sending(
            String name,
            @Nullable Node next,
            boolean remembered,
            Message message,
            Effects effects,
            @Nullable Node otherwise) {
        super(name, next, otherwise, remembered);
        this.message = message;
        this.effects = effects;
    }

    private boolean isWithheld(Run run) {
        return effects.usual().messageClass() == MessageClass.ADVERTISING && run.isHeldOut();
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        if (remembered) {
            run.state.memoryOf(this).notDone();
        }
        if (isWithheld(run)) {
            return withheld(run);
        }
        Instant notAfter = message.notAfter() == null
                ? null
                : LocalMoments.plus(run.instant(), message.notAfter(), 1, run.view.zone());
        Effect.Send effect = effects.of(run, name);
        Figure recipients = message.recipients();
        if (recipients != null) {
            Long people = run.figure(recipients);
            if (people == null) {
                run.trace("unknown", name, () -> Words.figure(recipients) + " is unknown, so nobody gets it");
                return otherwise;
            }
            effect = limited(effect, people);
        }
        run.command(this, effect, notAfter);
        run.rest(notAfter == null ? Trajectory.NEVER : notAfter.toEpochMilli());
        run.trace("sending", name, "asks to send");
        return this;
    }

    @Override
    @Nullable
    Node on(Run run, Input input) {
        if (isOurTimer(run, input)) {
            run.revokeUnsent();
            run.trace("expired", name, "could not leave in time");
            return otherwise;
        }
        return this;
    }

    @Override
    @Nullable
    Node claimed(Run run, Clearance clearance) {
        if (isWithheld(run)) { // came into the holdout by a merge
            run.dispatch(new Dispatch.Drop(HOLDOUT, "somebody of this person is held out"));
            return withheld(run);
        }
        if (clearance instanceof Clearance.Cleared cleared) {
            run.dispatch(new Dispatch.Go());
            if (remembered) {
                run.state.memoryOf(this).sentOn(cleared.channel());
            }
            run.done(this);
            run.trace("sent", name, () -> "sent by " + cleared.channel() + passedOver(cleared.passedOver()));
            return next;
        }
        if (clearance instanceof Clearance.Held held) {
            return hold(run, held.until(), "held", held.reasons());
        }
        if (clearance instanceof Clearance.Capped capped) {
            return capped(run, capped);
        }
        List<Refusal> reasons = ((Clearance.Refused) clearance).reasons();
        String code = reasons.isEmpty() ? "refused" : reasons.get(0).code();
        return drop(run, code, reasons);
    }

    private @Nullable Node capped(Run run, Clearance.Capped capped) {
        String reason = words(capped.reasons());
        switch (message.onCapped()) {
            case SKIP -> {
                run.dispatch(new Dispatch.Drop("cap", reason));
                run.trace("capped", name, "skipped: " + reason);
                return next;
            }
            case DELAY -> {
                return hold(run, capped.until(), "cap", capped.reasons());
            }
            case EXIT -> {
                run.dispatch(new Dispatch.Drop("cap", reason));
                run.end(End.Kind.EXIT, "capped at \"" + name + "\": " + reason);
                return this;
            }
        }
        throw new IllegalStateException("unknown choice " + message.onCapped());
    }

    private @Nullable Node hold(Run run, Instant until, String code, List<Refusal> reasons) {
        // Instant.MAX: a quota that will never free up
        if (until.equals(Instant.MAX) || until.toEpochMilli() > run.state.due()) {
            return drop(run, code, reasons);
        }
        String why = words(reasons);
        run.dispatch(new Dispatch.Hold(until, why));
        run.trace(code, name, () -> "waits until " + until + ": " + why);
        return this;
    }

    private @Nullable Node drop(Run run, String code, List<Refusal> reasons) {
        run.dispatch(new Dispatch.Drop(code, words(reasons)));
        run.trace("dropped", name, words(reasons));
        return otherwise;
    }

    private static String passedOver(List<Refusal> refusals) {
        return refusals.isEmpty() ? "" : "; not by " + words(refusals);
    }

    private static String words(List<Refusal> reasons) {
        List<String> words = new ArrayList<>();
        for (Refusal reason : reasons) {
            words.add((reason.channel().isEmpty() ? "" : reason.channel() + ": ") + reason.text());
        }
        return String.join("; ", words);
    }
}
