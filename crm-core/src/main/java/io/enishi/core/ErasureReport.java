package io.enishi.core;

import java.util.List;

/**
 * What an erasure removed and what has to stay.
 *
 * @param origins how many origins were erased
 * @param events how many events went with them
 * @param revokedCommands commands that were waiting
 * @param kept what stays and why, in words
 */
public record ErasureReport(int origins, long events, int revokedCommands, List<String> kept) {
    public ErasureReport {
        kept = List.copyOf(kept);
    }
}
