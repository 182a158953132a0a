package io.enishi.core.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime made of a customer's events before an instant, so that these need not be read again: a store keeps the latest one of
 * each customer as it is handed over and looks at none of it but its first two components.
 *
 * <p>It holds personal data: single events stand in it.
 *
 * @param definitions under which definitions, and in which form, it was made: under others it is worth nothing. At most 128 characters
 * @param until every event that happened before then is in it and none that happened then or later, over all origins
 * @param state opaque
 */
@SuppressWarnings("ArrayRecordComponent") // opaque bytes; equality is by content
public record StoredCheckpoint(String definitions, Instant until, byte[] state) {

    public StoredCheckpoint {
        Objects.requireNonNull(definitions, "definitions");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(state, "state");
    }

    /** The content is compared, not the array's identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredCheckpoint that
                && definitions.equals(that.definitions)
                && until.equals(that.until)
                && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
        return Objects.hash(definitions, until, Arrays.hashCode(state));
    }

    @Override
    public String toString() {
        return "StoredCheckpoint[until " + until + ", " + state.length + " bytes]";
    }
}
