package io.enishi.identity.ja;

/** Whether kana can be the reading of a name in kanji: the steps of the comparison of one script with the other, best first. */
public enum ReadingAgreement {
    /** The dictionary has each part of the name with this reading. */
    LISTED,
    /** Each character can be read so, though the dictionary has not the whole name with this reading. */
    POSSIBLE,
    /**
     * The dictionary has the family name with this reading, and the given name cannot be told or is read otherwise: parents read kanji as they
     * like, and a family has one name.
     */
    SURNAME,
    /** The dictionary cannot tell: it lacks the name or one of its characters, or one of the two is missing. */
    UNKNOWN,
    /** The dictionary knows all characters, and no way to read them gives these kana. */
    DIFFERS
}
