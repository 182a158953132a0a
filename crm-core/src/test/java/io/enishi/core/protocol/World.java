package io.enishi.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What is explored.
 *
 * @param processes 1: both workers are threads of one process, with one cache and locks that they see; 2: each is a process of its
 *     own, and only the store's versions stand between them
 * @param caches whether a process keeps what it committed in working memory
 * @param deduplicates whether the channel sends one message per key however often it is called
 * @param crashes how many crashes may happen
 * @param fault the rule left out; null for the protocol as it is
 */
record World(
        int processes,
        boolean caches,
        boolean deduplicates,
        int crashes,
        @Nullable Fault fault) {

    /** Calls of the channel for one command; after that a person looks at it. The runtime's is larger. */
    static final int MAX_ATTEMPTS = 2;

    /** How often the channel may ask to come back. */
    static final int RETRIES = 1;

    boolean has(Fault one) {
        return fault == one;
    }

    int processOf(int worker) {
        return processes == 1 ? 0 : worker;
    }

    @Override
    public String toString() {
        return (processes == 1 ? "one process" : "two processes")
                + (caches ? " with caches" : "")
                + (deduplicates ? ", a channel that de-duplicates, " : ", a channel that does not de-duplicate, ")
                + crashes + " crashes"
                + (fault == null ? "" : ", " + fault);
    }
}
