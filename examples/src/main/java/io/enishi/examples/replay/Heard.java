package io.enishi.examples.replay;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.event.CustomerEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the events that were offered. */
final class Heard {

    private final Map<String, Long> fromLog = new TreeMap<>();
    private final Map<String, Long> reactions = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private long duplicates;

    void log(List<CustomerEvent> events, List<AcceptOutcome> outcomes) {
        count(events, outcomes, fromLog);
    }

    void reactions(List<CustomerEvent> events, List<AcceptOutcome> outcomes) {
        count(events, outcomes, reactions);
    }

    private void count(List<CustomerEvent> events, List<AcceptOutcome> outcomes, Map<String, Long> accepted) {
        for (int i = 0; i < events.size(); i++) {
            AcceptOutcome outcome = outcomes.get(i);
            if (outcome instanceof AcceptOutcome.Duplicate) {
                duplicates++;
            } else if (outcome instanceof AcceptOutcome.Refused no) {
                no.reasons().forEach(reason -> refused.merge(reason, 1L, Long::sum));
            } else if (outcome instanceof AcceptOutcome.TooLate) {
                refused.merge("before the horizon", 1L, Long::sum);
            } else {
                accepted.merge(events.get(i).type(), 1L, Long::sum);
            }
        }
    }

    /** Events of the log that were taken in, by type. */
    Map<String, Long> fromLog() {
        return fromLog;
    }

    /** Reactions of the simulated audience, by type. */
    Map<String, Long> reactions() {
        return reactions;
    }

    /** Events that were not taken in, by reason. */
    Map<String, Long> refused() {
        return refused;
    }

    /** Second deliveries. */
    long duplicates() {
        return duplicates;
    }
}
