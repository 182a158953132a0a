package io.enishi.core.internal.runtime;

import io.enishi.core.process.Decision;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredFormException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of a journey in the working memory of its customer. */
final class Instance {

    /** By time of start, then key: total, and the same after working memory was built again. */
    static final Comparator<Instance> IN_ORDER_OF_START = Comparator.<Instance, Instant>comparing(run -> run.startedAt)
            .thenComparing(run -> run.key.origin())
            .thenComparing(run -> run.key.journey())
            .thenComparing(run -> run.key.entry());

    final InstanceKey key;
    final String definitionHash;
    /** The definition it is pinned to; null when that is not registered any more, then the run stands still. */
    final @Nullable Journey<Object> journey;

    final Instant startedAt;

    @Nullable
    Object state;

    List<Timer> timers = List.of();

    @Nullable
    Instant endedAt;

    Decision.@Nullable End end;
    /** As stored, kept for runs whose definition is unknown. */
    private byte[] stored = new byte[0];

    /** The state that {@link #encoded} are the bytes of: a decision writes it into its digest and into its row. */
    private @Nullable Object encodedOf;

    private byte[] encoded = new byte[0];
    /** As it was when it was asked for; a run that ended stays as it is. */
    private @Nullable InstanceSummary summary;

    Instance(InstanceKey key, String definitionHash, @Nullable Journey<Object> journey, Instant startedAt) {
        this.key = key;
        this.definitionHash = definitionHash;
        this.journey = journey;
        this.startedAt = startedAt;
    }

    static Instance from(StoredInstance row, @Nullable Journey<Object> journey) {
        Instance instance = new Instance(row.key(), row.definitionHash(), journey, row.startedAt());
        instance.stored = row.state();
        instance.timers = row.timers();
        instance.endedAt = row.endedAt();
        instance.end = row.end();
        if (journey != null && row.endedAt() == null) {
            instance.state = decoded(row, journey);
        }
        return instance;
    }

    private static Object decoded(StoredInstance row, Journey<Object> journey) {
        try {
            return journey.decode(row.state());
        } catch (RuntimeException unreadable) { // its message may quote what a person did
            throw new StoredFormException(
                    "the state of a run of scenario " + row.key().journey() + " of origin "
                            + row.key().origin() + " cannot be read: "
                            + unreadable.getClass().getSimpleName()
                            + ". Restore the run from a backup, or run the release that wrote it; others are not"
                            + " concerned");
        }
    }

    boolean isRunning() {
        return endedAt == null;
    }

    byte[] encoded() {
        Object current = state;
        if (journey == null || current == null) {
            return isRunning() ? stored : new byte[0];
        }
        if (encodedOf != current) {
            encoded = journey.encode(current);
            encodedOf = current;
        }
        return encoded;
    }

    StoredInstance toRow() {
        return new StoredInstance(key, definitionHash, encoded(), timers, startedAt, endedAt, end);
    }

    InstanceSummary summary() {
        InstanceSummary known = summary;
        if (known == null || known.isRunning() != isRunning()) {
            known = new InstanceSummary(key, definitionHash, startedAt, endedAt, end);
            summary = known;
        }
        return known;
    }
}
