package io.enishi.identity.normal;

/** What a raw value turned out to be. Only {@link #USABLE} values are evidence without further thought. */
public enum Verdict {
    /** A value as it should be. */
    USABLE,
    /**
     * Kept and comparable, but not as it should be: nobody may be able to write to it or to call it. Two equal ones are a hint for
     * review, not proof.
     */
    QUARANTINED,
    /** The shop's own number or mailbox, typed in for want of the customer's. */
    SHOPS_OWN,
    /** Something typed to get past a form: 000-0000-0000, 1900-01-01, test@example.com. Says nothing about anybody. */
    PLACEHOLDER,
    /** Not such a value at all. */
    MALFORMED,
    /** Nothing was there. */
    ABSENT
}
