package io.enishi.examples.replay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a replay came to. Maps are in the order in which they are shown. */
final class Summary {

    /** Events of the log that were taken in; second deliveries are not counted. */
    long events;

    final Map<String, Long> eventsByType = new TreeMap<>();
    /** Second deliveries of events that were there already. */
    long duplicates;
    /** What the simulated audience did with the messages. */
    final Map<String, Long> reactionsByType = new TreeMap<>();
    /** Events that the engine did not take in, by reason. */
    final Map<String, Long> refusedEvents = new TreeMap<>();

    long people;
    /** How many origins more than people there are. */
    long merges;
    /** People by score model and band. */
    final Map<String, Map<String, Long>> bands = new LinkedHashMap<>();
    /** Members by segment. */
    final Map<String, Long> segments = new LinkedHashMap<>();

    final Map<String, ScenarioFigures> scenarios = new LinkedHashMap<>();
    /** Sends that were not made, by reason. */
    final Map<String, Long> refusals = new TreeMap<>();
    /** Lines of the log that became no event, by reason. */
    final Map<String, Integer> rejectedLines = new LinkedHashMap<>();
    /** Number of the first such line, by reason. */
    final Map<String, Long> firstRejectedLines = new LinkedHashMap<>();
    /** Where time went. */
    final Map<String, Duration> phases = new LinkedHashMap<>();

    ScenarioFigures scenario(String name) {
        return scenarios.computeIfAbsent(name, key -> new ScenarioFigures());
    }

    /** One scenario's figures. Entries count before consent and reachability are looked at. */
    static final class ScenarioFigures {
        long entries;
        long enteredPeople;
        final Map<String, Long> sends = new TreeMap<>();
        /** Ended runs by how they ended. */
        final Map<String, Long> ends = new TreeMap<>();
    }
}
