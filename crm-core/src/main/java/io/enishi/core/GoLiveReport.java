package io.enishi.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who already stands where a scenario enters, on the day it goes live.
 *
 * @param matching customers who match a watched entry now and have no run, by scenario
 * @param enrolled how many of them were enrolled by this call, by scenario
 */
public record GoLiveReport(Map<String, Long> matching, Map<String, Long> enrolled) {
    public GoLiveReport {
        matching = Collections.unmodifiableMap(new TreeMap<>(matching));
        enrolled = Collections.unmodifiableMap(new TreeMap<>(enrolled));
    }
}
