package io.enishi.core;

import java.util.List;

/**
 * What deciding the whole log again came to.
 *
 * @param decisions how many were decided again
 * @param unverifiable how many could not be, because their customer was erased since or the beginning of their log was deleted
 * @param differences where the result differs, at most 100; empty means identical
 */
public record VerifyReport(long decisions, long unverifiable, List<String> differences) {
    public VerifyReport {
        differences = List.copyOf(differences);
    }

    public boolean isIdentical() {
        return differences.isEmpty();
    }
}
