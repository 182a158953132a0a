package io.enishi.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a migration does, or would do.
 *
 * @param instances running instances of the definition that is left
 * @param moved how many go on, by where they stand and where they will stand
 * @param ended how many end, by where they stand and why
 */
public record MigrationReport(long instances, Map<String, Long> moved, Map<String, Long> ended) {
    public MigrationReport {
        moved = Collections.unmodifiableMap(new TreeMap<>(moved));
        ended = Collections.unmodifiableMap(new TreeMap<>(ended));
    }
}
