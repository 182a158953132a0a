package io.enishi.core.internal.runtime;

import io.enishi.core.condition.CompiledCondition;
import io.enishi.core.customer.Timeline;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCustomer;
import io.enishi.core.spi.StoredCustomer.StoredOrigin;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * When a commit writes a checkpoint of its customer, what stands in it, and which stored ones are believed.
 *
 * <p>A checkpoint is of an instant so long ago that every window over what happened before it has passed, so what is left of those events is
 * a {@link Past}. It is written once enough events became past since the last one, in proportion to what stands in it, so that each event costs a
 * bounded number of bytes however many there are. One that would be too large to be read quickly is not written.
 */
final class Checkpointing {

    /** Windows are looked at a millisecond before the last decision, too; zones may differ from what calendar windows were rounded up by. */
    private static final long MARGIN_MS = Duration.ofDays(2).toMillis();
    /** So many digests, of four bytes each, are written again for each event that became past. */
    private static final int DIGESTS_AGAIN = 16;
    /** So many kept events are written again for each event that became past. */
    private static final int EVENTS_AGAIN = 4;
    /** As large as a value of H2 without a table of its own; about 250,000 digests, or some thousand events. */
    private static final int MAX_BYTES = 1_000_000;

    private final Definitions definitions;
    private final String version;
    private final int every;
    private final long spanMs;

    /** @param every how many events have to become past until they are worth a checkpoint; 0 for never */
    Checkpointing(Definitions definitions, int every) {
        this.definitions = definitions;
        this.every = every;
        this.spanMs = definitions.conditions.span().toMillis() + MARGIN_MS;
        this.version = version(definitions);
    }

    /** Over everything that decides what stands in a checkpoint. */
    private static String version(Definitions definitions) {
        StringBuilder text = new StringBuilder("past ").append(PastForm.VERSION);
        text.append('\n').append(definitions.membershipHash).append('\n');
        for (CompiledCondition condition : definitions.conditions.all()) {
            text.append(condition.name())
                    .append('=')
                    .append(condition.condition())
                    .append('\n');
        }
        return EventId.named(text.toString()).toString();
    }

    boolean isOff() {
        return every == 0;
    }

    /** Names the definitions that checkpoints are made under. */
    String version() {
        return version;
    }

    // ---------------------------------------------------------------- reading

    /** The past of a customer who was read from a checkpoint on; null when it cannot be believed, or there is none. */
    @Nullable
    Past past(StoredCustomer stored) {
        StoredCheckpoint checkpoint = stored.checkpoint();
        if (checkpoint == null || !checkpoint.definitions().equals(version)) {
            return null;
        }
        List<OriginId> origins = stored.origins().stream().map(StoredOrigin::id).toList();
        Past past = PastForm.decode(checkpoint.state(), origins, definitions.folds.size());
        return past == null || past.until() != checkpoint.until().toEpochMilli() || !isReadable(past) ? null : past;
    }

    /** Whether folds read their states, which are theirs to check. */
    private boolean isReadable(Past past) {
        try {
            for (int fold = 0; fold < past.folds(); fold++) {
                definitions.folds.get(fold).decode(past.state(fold));
            }
            return true;
        } catch (IllegalArgumentException notTheirs) {
            return false;
        }
    }

    // ---------------------------------------------------------------- writing

    /**
     * What a commit does about the checkpoint.
     *
     * @param added the events that it adds
     */
    CheckpointChange change(Hot hot, Collection<List<CustomerEvent>> added) {
        if (isOff()) {
            return CheckpointChange.none();
        }
        boolean stale = hot.checkpointUntil == Hot.ANY_CHECKPOINT;
        for (List<CustomerEvent> events : added) {
            for (CustomerEvent event : events) {
                stale |= event.occurredAt().toEpochMilli() < hot.checkpointUntil;
            }
        }
        StoredCheckpoint due = due(hot);
        if (due != null) {
            hot.checkpointUntil = due.until().toEpochMilli();
            return new CheckpointChange.Written(due);
        }
        if (stale) {
            hot.checkpointUntil = Hot.NO_CHECKPOINT;
            return CheckpointChange.dropped();
        }
        return CheckpointChange.none();
    }

    private @Nullable StoredCheckpoint due(Hot hot) {
        Timeline known = hot.known();
        int past = hot.pastRows();
        if (known.size() - past < Math.max(every, hot.checkpointAfter)) {
            return null;
        }
        long until = hot.lastDecided - spanMs;
        for (Instance run : hot.instances.values()) {
            if (run.isRunning()) {
                until = Math.min(until, run.startedAt.toEpochMilli()); // it looks back as far as it goes
            }
        }
        int end = known.since(until);
        int before = hot.past == null ? 0 : hot.past.size();
        if (end - past < Math.max(every, before / DIGESTS_AGAIN)) {
            return null;
        }
        BitSet kept = kept(known, end);
        if (end - past < kept.cardinality() / EVENTS_AGAIN) {
            hot.checkpointAfter = kept.cardinality() / EVENTS_AGAIN;
            return null;
        }
        byte[] state = PastForm.encode(past(hot, known, end, until, kept), hot.originIds());
        if (state.length > MAX_BYTES) {
            hot.checkpointAfter = 2 * (known.size() - past);
            return null;
        }
        hot.checkpointAfter = 0;
        return new StoredCheckpoint(version, Instant.ofEpochMilli(until), state);
    }

    private Past past(Hot hot, Timeline known, int end, long until, BitSet kept) {
        byte[][] states = hot.folds.encodedAt(end, known);
        Map<String, Integer> counts = new TreeMap<>();
        Set<String> sources = new HashSet<>();
        int from = hot.pastRows();
        IntStream digests = IntStream.range(from, end).map(row -> Past.digest(known.source(row), known.id(row)));
        if (hot.past != null) {
            counts.putAll(hot.past.counts());
            sources.addAll(hot.past.sources());
            digests = IntStream.concat(digests, Arrays.stream(hot.past.digests()));
        }
        for (int row = from; row < end; row++) {
            counts.merge(known.type(row), 1, Integer::sum);
            sources.add(known.source(row));
        }
        List<Past.Kept> events = kept.stream()
                .mapToObj(row -> new Past.Kept(known.origin(row), shortly(known.event(row))))
                .toList();
        return new Past(until, states, counts, sources, digests.sorted().toArray(), events);
    }

    /** An origin's identifiers stand with it: an event has to have one, and needs no more. */
    private static CustomerEvent shortly(CustomerEvent event) {
        return event.identifiers().size() == 1
                ? event
                : new CustomerEvent(
                        event.source(),
                        event.id(),
                        List.of(event.identifiers().get(0)),
                        event.occurredAt(),
                        event.receivedAt(),
                        event.causation(),
                        event.body());
    }

    // ---------------------------------------------------------------- what is kept

    /** The rows before {@code end} that may still be looked at. */
    private BitSet kept(Timeline known, int end) {
        BitSet kept = definitions.conditions.lastingRows(end, known::occurredAt, known::body);
        Map<String, Integer> latest = new HashMap<>();
        Set<Stating> stated = new HashSet<>();
        for (int row = end - 1; row >= 0; row--) {
            EventBody body = known.body(row);
            boolean isLatest = latest.merge(known.type(row), 1, Integer::sum) <= Past.LATEST_OF_A_TYPE;
            if (isLatest || definitions.interests.tellsOf(body) || statesAnew(known.origin(row), body, stated)) {
                kept.set(row);
            }
        }
        return kept;
    }

    /** A place of the profile that an event of an origin speaks of. */
    private record Stating(OriginId origin, Class<?> by, String name) {}

    /** Whether an event says something of the profile that no later one of its kind and origin took back. */
    private static boolean statesAnew(OriginId origin, EventBody body, Set<Stating> stated) {
        boolean anew = false;
        if (body instanceof EventBody.ProfileChanged profile) {
            for (String name : profile.attributes().keySet()) {
                anew |= stated.add(new Stating(origin, EventBody.ProfileChanged.class, name));
            }
        } else if (body instanceof EventBody.AttributesSet set) {
            for (String name : set.attributes().keySet()) {
                anew |= stated.add(new Stating(origin, EventBody.AttributesSet.class, name));
            }
        } else if (body instanceof EventBody.ChannelBlocked block) {
            anew = stated.add(new Stating(origin, EventBody.ChannelBlocked.class, block.channel()));
        } else if (body instanceof EventBody.ChannelUnblocked unblock) {
            anew = stated.add(new Stating(origin, EventBody.ChannelBlocked.class, unblock.channel()));
        }
        return anew;
    }
}
