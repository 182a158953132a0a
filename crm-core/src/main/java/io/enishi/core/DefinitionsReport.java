package io.enishi.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link Crm#definitions} found.
 *
 * @param folds definition hash of each fold that counts, by its name
 * @param outdated how many customers' segments and wake-ups in the store were decided under other definitions than those of this {@code
 *     Crm}; 0 when there is nothing to put in force
 */
public record DefinitionsReport(Map<String, String> folds, long outdated) {
    public DefinitionsReport {
        folds = Collections.unmodifiableMap(new TreeMap<>(folds));
    }

    /** Whether everything in the store is by the definitions that count. */
    public boolean areInForce() {
        return outdated == 0;
    }
}
