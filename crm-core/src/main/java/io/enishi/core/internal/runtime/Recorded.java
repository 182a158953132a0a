package io.enishi.core.internal.runtime;

import io.enishi.core.Mode;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Input;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the decision log tells that timelines do not: which events came in as history, over which stretches time passed as history,
 * and what was done from outside (consent, restrictions, suppressions, requests), in the order of its commits.
 */
final class Recorded {

    /** Told to a customer when one of its addresses may not be written to any more. */
    static final String SUPPRESSED = "an address was suppressed";

    private static final int PAGE = 10_000;

    /** What was done from outside. */
    final List<DecisionRecord> deeds = new ArrayList<>();

    private final Map<Row, Boolean> isHistory = new HashMap<>();
    private final Map<OriginId, Line> lines = new HashMap<>();
    private final Map<OriginId, Set<OriginId>> groups = new HashMap<>();

    private record Row(OriginId origin, String source, EventId id) {}

    Recorded(CustomerStore store) {
        for (long after = 0; ; ) {
            List<CustomerStore.Logged> page = store.decisions(after, PAGE);
            if (page.isEmpty()) {
                return;
            }
            page.forEach(logged -> read(logged.decision()));
            after = page.get(page.size() - 1).position();
        }
    }

    /** How an event came in; live when the log does not say. */
    Mode mode(OriginId origin, CustomerEvent event) {
        boolean history = isHistory.getOrDefault(new Row(origin, event.source(), event.id()), false);
        return history ? Mode.BACKFILL : Mode.LIVE;
    }

    /** Whether what fell due at {@code at} for a customer of these origins was decided, or would have been, as history. */
    boolean wasHistory(Collection<OriginId> origins, long at) {
        boolean known = false;
        for (OriginId origin : origins) {
            Line line = lines.get(origin);
            if (line != null) {
                if (!line.wasHistory(at)) {
                    return false;
                }
                known = true;
            }
        }
        return known;
    }

    private void read(DecisionRecord record) {
        About about = record.about();
        if (isDeed(about)) {
            deeds.add(record);
        }
        if (about instanceof About.Regrouped regrouped) {
            Set<OriginId> after = new TreeSet<>(regrouped.after());
            after.forEach(origin -> groups.put(origin, after));
            pass(record, regrouped.backfill());
        } else if (about instanceof About.Events events) {
            for (int i = 0; i < events.events().size(); i++) {
                CustomerEvent event = events.events().get(i);
                OriginId origin = events.origins().get(i);
                isHistory.merge(
                        new Row(origin, event.source(), event.id()), events.backfill(), (one, other) -> one && other);
                if (!events.backfill()) {
                    line(origin).liveFrom(event.occurredAt().toEpochMilli());
                }
                line(origin).pass(record.now().toEpochMilli(), events.backfill());
            }
            pass(record, events.backfill());
        } else if (about instanceof About.TimePassed time) {
            pass(record, time.backfill());
        } else if (about instanceof About.EntryDue due) {
            pass(record, due.backfill());
        } else if (isLive(about)) {
            groupOf(record).forEach(origin -> line(origin).liveFrom(record.now().toEpochMilli()));
            pass(record, false);
        }
    }

    private static boolean isDeed(About about) {
        if (about instanceof About.FactsChanged facts) {
            return !facts.statements().isEmpty()
                    || !facts.restrictions().isEmpty()
                    || facts.what().equals(SUPPRESSED);
        }
        return about instanceof About.Suppressed
                || about instanceof About.SnapshotTaken
                || about instanceof About.Enrolled
                || (about instanceof About.Asked asked && asked.input() instanceof Input.Requested);
    }

    /** Whether the decision let time pass for its customer, and was not history. */
    private static boolean isLive(About about) {
        if (about instanceof About.FactsChanged facts) {
            return facts.statements().isEmpty() && facts.cause() != Cause.DEFINITION;
        }
        return !(about instanceof About.Waiting) && !(about instanceof About.Suppressed);
    }

    private void pass(DecisionRecord record, boolean history) {
        groupOf(record).forEach(origin -> line(origin).pass(record.now().toEpochMilli(), history));
    }

    private Set<OriginId> groupOf(DecisionRecord record) {
        OriginId label = record.customer().origin();
        return groups.getOrDefault(label, Set.of(label));
    }

    private Line line(OriginId origin) {
        return lines.computeIfAbsent(origin, id -> new Line());
    }

    /** Stretches of time of one origin, each up to and with its end, by the mode of the decision that let it pass. */
    private static final class Line {
        private final List<Stretch> stretches = new ArrayList<>(2);
        private long liveFrom = Long.MAX_VALUE;

        private record Stretch(long end, boolean history) {}

        void liveFrom(long at) {
            liveFrom = Math.min(liveFrom, at);
        }

        void pass(long now, boolean history) {
            int last = stretches.size() - 1;
            if (last >= 0 && now <= stretches.get(last).end) {
                return; // that far time had passed already
            }
            if (last >= 0 && stretches.get(last).history == history) {
                stretches.remove(last);
            }
            stretches.add(new Stretch(now, history));
        }

        boolean wasHistory(long at) {
            if (liveFrom != Long.MAX_VALUE && at < liveFrom) {
                return true;
            }
            for (Stretch stretch : stretches) {
                if (at <= stretch.end) {
                    return stretch.history;
                }
            }
            return false;
        }
    }
}
