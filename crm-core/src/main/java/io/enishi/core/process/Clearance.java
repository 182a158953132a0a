package io.enishi.core.process;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Whether a send may leave at its claim: the answer of consent, reachability, contact policy, pauses and quotas, with reasons. */
public sealed interface Clearance {

    /**
     * It may leave on this channel.
     *
     * @param channel {@code task} when a person does it in place of a message
     * @param content empty when no message leaves
     * @param passedOver why earlier offers could not, in order
     */
    record Cleared(String channel, String content, List<Refusal> passedOver) implements Clearance {
        public Cleared {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(content, "content");
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * Not now, but at {@code until} the question may be asked again (quiet hours, quota, pause).
     *
     * @param reasons at least one
     */
    record Held(Instant until, List<Refusal> reasons) implements Clearance {
        public Held {
            Objects.requireNonNull(until, "until");
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A frequency cap or gap forbids it now; the step's {@code onCapped} says what to do.
     *
     * @param until the first instant at which the cap may allow it
     */
    record Capped(Instant until, List<Refusal> reasons) implements Clearance {
        public Capped {
            Objects.requireNonNull(until, "until");
            reasons = List.copyOf(reasons);
        }
    }

    /** No offer can be sent (no consent, no address, blocked, expired). */
    record Refused(List<Refusal> reasons) implements Clearance {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why an offer could not leave.
     *
     * @param channel the channel, empty when it concerns all
     * @param code stable code such as {@code no-consent}, {@code unreachable}, {@code cap}, {@code quiet-hours}
     * @param text the reason in words, without personal data
     */
    record Refusal(String channel, String code, String text) {
        public Refusal {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
        }
    }
}
