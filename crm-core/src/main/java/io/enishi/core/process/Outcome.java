package io.enishi.core.process;

import java.time.Duration;
import java.util.Objects;

/** What became of a command once the host was asked. */
public sealed interface Outcome {

    /** The channel or handler took it; {@code reference} is its own id, empty when it has none. */
    record Accepted(String reference) implements Outcome {
        public Accepted {
            Objects.requireNonNull(reference, "reference");
        }
    }

    /**
     * Refused for good (address unknown, account blocked, content invalid), and never done: a channel that de-duplicates says so only of
     * a key that it did not take before. Such a message draws on no cap. Reasons carry no personal data.
     */
    record Rejected(String reason) implements Outcome {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** This call did nothing; try again after a while. What an earlier call came to is not told. */
    record RetryAfter(Duration delay, String reason) implements Outcome {
        public RetryAfter {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("retry delay must not be negative, but was " + delay);
            }
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** No answer, so it may or may not have been done. Retried only where the channel de-duplicates by key. */
    record Unknown(String reason) implements Outcome {
        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
