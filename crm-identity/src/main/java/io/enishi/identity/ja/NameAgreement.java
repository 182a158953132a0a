package io.enishi.identity.ja;

/** What two names say about each other. */
public enum NameAgreement {
    /** The given names are the same and the surnames do not differ, or a surname changed as at marriage. */
    AGREES("names agree"),
    /** Nothing can be compared: a name is missing, a nickname, or written in another script. */
    UNKNOWN("names cannot be compared"),
    /** The given names are the same or unknown and the surnames differ. */
    SURNAME_DIFFERS("surnames differ"),
    /** The given names differ by so little that either may be a slip: a voicing mark, one kana of a long name. */
    SIMILAR("given names are similar but not the same"),
    /** The given names differ. */
    GIVEN_NAME_DIFFERS("given names differ");

    private final String words;

    NameAgreement(String words) {
        this.words = words;
    }

    /** The same in words, without the names. */
    public String words() {
        return words;
    }
}
