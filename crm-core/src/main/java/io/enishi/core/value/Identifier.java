package io.enishi.core.value;

import java.util.Objects;

/**
 * What a source system calls a person: a scheme and the raw text, never rewritten.
 *
 * <p>Raw values are personal data: {@link #toString()} hides them, so that an identifier in a log line or an exception
 * tells its scheme only.
 *
 * @param scheme the number space
 * @param value raw text as it arrived, 1 to 320 characters, not blank
 * @param verified whether the source proved it (a confirmed e-mail address, a login); false when unknown
 */
public record Identifier(Scheme scheme, String value, boolean verified) {

    /** Longest value taken; an e-mail address has at most 320 characters (RFC 3696 with errata). */
    public static final int MAX_LENGTH = 320;

    public Identifier {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("identifier of scheme " + scheme + " must have 1 to " + MAX_LENGTH
                    + " characters and not be blank, but has " + value.length());
        }
    }

    public static Identifier of(Scheme scheme, String value) {
        return new Identifier(scheme, value, false);
    }

    public static Identifier verified(Scheme scheme, String value) {
        return new Identifier(scheme, value, true);
    }

    public static Identifier member(String value) {
        return of(Scheme.MEMBER, value);
    }

    public static Identifier email(String value) {
        return of(Scheme.EMAIL, value);
    }

    public static Identifier phone(String value) {
        return of(Scheme.PHONE, value);
    }

    @Override
    public String toString() {
        return scheme + ":***";
    }
}
