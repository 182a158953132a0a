package io.enishi.core;

/** What became of a shop event that was offered. */
public enum ShopEventOutcome {
    /** It is kept, and goes to those who are interested as time comes. */
    KEPT,
    /** The same source and id are there already. */
    DUPLICATE,
    /** The same source and id are there with another time or content; the copy that came first stays. */
    CONFLICT
}
