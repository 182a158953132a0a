package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one instant and one origin on their way in.
 *
 * @param clock the wall clock, or for history the time of the events where that is earlier: later events are not visible yet
 * @param heard the wall clock
 * @param outcomes filled while they are taken in, one for each event
 * @param wouldStart gets the runs that a backfill would have started; null when nobody asks
 * @param news its one element tells afterwards whether they carried an identifier that was not known yet
 */
@SuppressWarnings("ArrayRecordComponent") // filled in place
record Incoming(
        OriginId origin,
        List<CustomerEvent> events,
        List<SeenIdentifier> seen,
        Mode mode,
        long clock,
        long heard,
        AcceptOutcome[] outcomes,
        @Nullable Collection<InstanceKey> wouldStart,
        boolean[] news) {

    /** Stands where none of the identifiers is usable. */
    static final OriginId NOBODY = new OriginId(0, 0);

    Instant at() {
        return events.get(0).occurredAt();
    }

    void all(AcceptOutcome outcome) {
        Arrays.fill(outcomes, outcome);
    }
}
