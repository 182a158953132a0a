package io.enishi.identity.ja;

/** How far two addresses agree: the steps of a comparison, best first. */
public enum AddressAgreement {
    /** The same block and number, and the same room or none on either side. */
    SAME_HOME,
    /** The same block and number; one leaves out the room, or they differ in it. */
    SAME_BLOCK,
    /** The same town and 丁目. */
    SAME_TOWN,
    SAME_CITY,
    SAME_PREFECTURE,
    /** Other prefectures. */
    DIFFERENT,
    /** One of the two could not be read at all. */
    UNKNOWN
}
