package io.enishi.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import of history came to.
 *
 * @param accepted events taken in
 * @param duplicates events that were there already
 * @param refused refused events by reason
 * @param wouldHaveStarted runs that scenarios would have started, by scenario; none was
 */
public record ImportReport(
        long accepted, long duplicates, Map<String, Long> refused, Map<String, Long> wouldHaveStarted) {
    public ImportReport {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        wouldHaveStarted = Collections.unmodifiableMap(new TreeMap<>(wouldHaveStarted));
    }
}
