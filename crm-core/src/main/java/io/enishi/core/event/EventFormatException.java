package io.enishi.core.event;

/**
 * A text that is not an event of a released format. The message names the place, the rule and never a value, which may be
 * personal.
 */
public final class EventFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** What is wrong, coarse enough to count by. */
    public enum Reason {
        /** No JSON object, or one with a field twice. */
        MALFORMED("malformed"),
        /** Longer, deeper or with longer texts than any event. */
        TOO_LARGE("too-large"),
        /** A format version that this library does not know. */
        UNKNOWN_VERSION("unknown-version"),
        /** An event type that this library does not know. */
        UNKNOWN_TYPE("unknown-type"),
        /** A known type with a missing, unknown or wrong field. */
        INVALID("invalid");

        private final String key;

        Reason(String key) {
            this.key = key;
        }

        /** The spelling in reports. */
        public String key() {
            return key;
        }
    }

    private final Reason reason;

    EventFormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
