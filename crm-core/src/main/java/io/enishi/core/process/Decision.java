package io.enishi.core.process;

import io.enishi.core.event.EventBody;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a journey instance decided on one input: its next state and all that follows from it, committed together.
 *
 * @param state the next state; null iff the instance ended
 * @param end how it ended; null while it goes on
 * @param commands new commands; each key at most once in the life of the instance
 * @param timers the complete set of the instance's timers from now on
 * @param emitted events for the customer's timeline, decided as inputs of their own
 * @param dispatch the verdict on a {@link Input.Dispatching}; null on other inputs
 * @param revokesUnsent whether the instance's commands that are not dispatched yet are revoked; always so when it ends by goal or
 *     exit
 * @param trace why, in order; empty when the input changed nothing
 * @param <S> the state
 */
public record Decision<S>(
        @Nullable S state,
        @Nullable End end,
        List<Command> commands,
        List<Timer> timers,
        List<EventBody> emitted,
        @Nullable Dispatch dispatch,
        boolean revokesUnsent,
        List<TraceLine> trace) {

    public Decision {
        if ((state == null) == (end == null)) {
            throw new IllegalArgumentException("a decision has a next state or an end, never both");
        }
        commands = List.copyOf(commands);
        timers = List.copyOf(timers);
        emitted = List.copyOf(emitted);
        trace = List.copyOf(trace);
    }

    /** Goes on in {@code state} with {@code timers}, asking for nothing. */
    public static <S> Decision<S> stay(S state, List<Timer> timers) {
        return new Decision<>(state, null, List.of(), timers, List.of(), null, false, List.of());
    }

    /** Ends; commands that are not dispatched yet are revoked. */
    public static <S> Decision<S> ended(End end, List<TraceLine> trace) {
        return new Decision<>(null, end, List.of(), List.of(), List.of(), null, true, trace);
    }

    public Decision<S> withDispatch(Dispatch verdict) {
        return new Decision<>(state, end, commands, timers, emitted, verdict, revokesUnsent, trace);
    }

    public Decision<S> withTrace(List<TraceLine> changed) {
        return new Decision<>(state, end, commands, timers, emitted, dispatch, revokesUnsent, changed);
    }

    /**
     * How an instance ended.
     *
     * @param kind what ended it
     * @param reason in words, without personal data
     */
    public record End(Kind kind, String reason) {
        public End {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(reason, "reason");
        }

        /** The terminal states. */
        public enum Kind {
            /** Ran to its last step. */
            COMPLETED,
            /** Reached its goal. */
            GOAL,
            /** Met an exit condition, or a step that exits. */
            EXIT,
            /** Gave way to an older instance after a merge. */
            MERGED,
            /** Stopped by the host: erased, cancelled. */
            STOPPED,
            /** Could not go on: a defect, listed for the host. */
            FAILED
        }
    }

    /** The second decision, at claim. */
    public sealed interface Dispatch {
        /** Do it now; only allowed when the clearance is {@link Clearance.Cleared} (or the effect is no send). */
        record Go() implements Dispatch {}

        /** Ask again at {@code until}. */
        record Hold(Instant until, String reason) implements Dispatch {
            public Hold {
                Objects.requireNonNull(until, "until");
                Objects.requireNonNull(reason, "reason");
            }
        }

        /** Do not do it; {@code code} is a stable reason such as {@code goal}, {@code cap}, {@code no-consent}. */
        record Drop(String code, String reason) implements Dispatch {
            public Drop {
                Objects.requireNonNull(code, "code");
                Objects.requireNonNull(reason, "reason");
            }
        }
    }

    /**
     * One reason in a trace.
     *
     * @param code stable code such as {@code entered}, {@code waiting}, {@code branch}, {@code capped}
     * @param where step or rule it belongs to, empty for the whole
     * @param text in words, without personal data
     */
    public record TraceLine(String code, String where, String text) {
        public TraceLine {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(where, "where");
            Objects.requireNonNull(text, "text");
        }
    }
}
