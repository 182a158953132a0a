package io.enishi.identity;

/** How much a signal says about two origins being one person, weakest first. */
public enum Strength {
    /** Says nothing, is never looked at: a shop's own number, an IP address. */
    NEVER(0),
    /** A household or a candidate; never links, alone or with others of its kind. */
    WEAK(1),
    /** Worth a person's look; several independent ones may count as more. */
    MEDIUM(2),
    /** Links when nothing speaks against it. */
    STRONG(3),
    /** A proven link (the same member id, a login): links whatever the names say, unless a fact contradicts it. */
    DETERMINISTIC(4);

    private final int rank;

    Strength(int rank) {
        this.rank = rank;
    }

    /** Ascending with strength. */
    int rank() {
        return rank;
    }
}
