package io.enishi.core.internal.runtime;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.OriginId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the decisions of one commit add to it: filled while they are decided, one after the other, then turned into a {@code
 * CustomerChange}.
 */
final class Draft {

    final List<OriginId> newOrigins = new ArrayList<>(0);
    /** Events added, by origin. */
    final Map<OriginId, List<CustomerEvent>> events = new LinkedHashMap<>(1);

    final List<AddedIdentifier> identifiers = new ArrayList<>(0);
    final List<SegmentChange> segments = new ArrayList<>(0);
    final List<JourneyDecision> journeys = new ArrayList<>(0);
    /** Runs that the decision under way changed. */
    final Set<InstanceKey> touched = new LinkedHashSet<>(0);
    /** Runs that any decision of the commit changed. */
    final Set<InstanceKey> changedRuns = new LinkedHashSet<>(0);
    /** Outbox rows that the decision under way changed. */
    final Map<CommandKey, StoredCommand> touchedCommands = new LinkedHashMap<>(0);

    final Map<CommandKey, StoredCommand> commands = new LinkedHashMap<>(0);
    /** Runs and commands that are new with this commit. */
    final Set<InstanceKey> started = new HashSet<>(0);

    final Set<CommandKey> asked = new HashSet<>(0);
    final List<Dispatched> dispatched = new ArrayList<>(0);
    /** Events of ours that the same commit decides next. */
    final ArrayDeque<Emitted> emitted = new ArrayDeque<>(0);

    final List<DecisionRecord> records = new ArrayList<>(1);
    final Map<OriginId, Boolean> restrictions = new HashMap<>(0);
    /** Names of entries that a backfill would have started. */
    final List<InstanceKey> wouldStart = new ArrayList<>(0);

    /** The ledger that a claim's consent was read from. */
    io.enishi.core.spi.CustomerStore.@Nullable LedgerCheck ledgerCheck;

    /** Verdict of the latest claim decision. */
    Decision.@Nullable Dispatch dispatch;

    void added(OriginId origin, CustomerEvent event) {
        events.computeIfAbsent(origin, id -> new ArrayList<>(1)).add(event);
    }

    /** Commit even when nothing was decided. */
    boolean force;

    /** Whether what is decided is history: then nothing starts. */
    boolean history;

    /** Commit the derived ties of all origins anew. */
    boolean rederive;

    /** Events that became visible with this commit and may have been stored before. */
    final List<CustomerEvent> seen = new ArrayList<>(1);

    /** Commit what all origins tell of interests anew. */
    boolean allInterests;

    /** Whether a single event is added. */
    boolean isOneEvent() {
        return events.size() == 1 && events.values().iterator().next().size() == 1;
    }

    /** Whether there is nothing to commit. */
    boolean isEmpty() {
        return !force
                && records.isEmpty()
                && events.isEmpty()
                && identifiers.isEmpty()
                && commands.isEmpty()
                && changedRuns.isEmpty()
                && restrictions.isEmpty();
    }

    /** Whether the decision under way has come to nothing so far. */
    boolean isUndecided() {
        return segments.isEmpty() && journeys.isEmpty() && touched.isEmpty() && touchedCommands.isEmpty();
    }

    /** A row that the shell moved on: committed, but no part of what was decided. */
    void keep(StoredCommand row) {
        commands.put(row.key(), row);
    }

    /** A row that a decision asked for or revoked. */
    void put(StoredCommand row) {
        keep(row);
        touchedCommands.put(row.key(), row);
    }

    /** Closes the decision under way with its log entry. */
    void close(DecisionRecord record) {
        records.add(record);
        segments.clear();
        journeys.clear();
        if (!touched.isEmpty()) {
            changedRuns.addAll(touched);
            touched.clear();
        }
        touchedCommands.clear();
    }
}
