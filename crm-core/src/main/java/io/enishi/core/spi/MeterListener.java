package io.enishi.core.spi;

/** Receives operational figures. Names and labels are technical; they never hold personal data. */
@FunctionalInterface
public interface MeterListener {

    /** {@code amount} more of the counter {@code meter}, labelled {@code label} (a scenario, channel, reason; may be empty). */
    void count(String meter, String label, long amount);

    /** Throws everything away. */
    static MeterListener none() {
        return (meter, label, amount) -> {};
    }
}
