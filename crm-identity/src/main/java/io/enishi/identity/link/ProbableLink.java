package io.enishi.identity.link;

/**
 * A probable match between two records, ready to be kept as evidence: what a linkage hands to whoever decides about people.
 *
 * @param a id of one record
 * @param sourceA its source; empty when the table has none
 * @param b id of the other
 * @param sourceB its source
 * @param probability posterior probability that both are one person
 * @param verdict what the linkage makes of it
 */
public record ProbableLink(String a, String sourceA, String b, String sourceB, double probability, Verdict verdict) {

    /** What a linkage makes of a pair. */
    public enum Verdict {
        /** Both are in one cluster. */
        ACCEPT,
        /** Not in one cluster, yet probable enough that somebody should look; or in one cluster against the pair's own odds. */
        REVIEW,
        /** Compared, and not probable. */
        REFUSE
    }
}
