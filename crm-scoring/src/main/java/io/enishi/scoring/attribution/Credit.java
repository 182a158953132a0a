package io.enishi.scoring.attribution;

/** What is credited to a channel: a share of conversions and a share of their value. */
public record Credit(double conversions, double value) {

    /** Nothing. */
    public static final Credit NONE = new Credit(0, 0);

    Credit plus(double moreConversions, double moreValue) {
        return new Credit(conversions + moreConversions, value + moreValue);
    }
}
