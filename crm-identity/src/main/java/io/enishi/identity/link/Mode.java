package io.enishi.identity.link;

/** What sources mean to a linkage. */
public enum Mode {
    /** Any two records may be one person, whatever their sources. */
    DEDUPE,
    /** Records of one source are never compared; two may still meet in one cluster through a record of another source. */
    LINK,
    /**
     * A person has one record in each source at most. Records of two sources are paired so that the evidence adds up to the most,
     * in groups of up to 400 that hang together; otherwise the best pair goes first.
     */
    ONE_TO_ONE
}
