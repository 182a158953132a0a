package io.enishi.identity.link;

/** What sources mean to a linkage. */
public enum Mode {
    /** Any two records may be one person, whatever their sources. */
    DEDUPE,
    /** Records of one source are never compared; two may still meet in one cluster through a record of another source. */
    LINK,
    /** A person has one record in each source at most. */
    ONE_TO_ONE
}
