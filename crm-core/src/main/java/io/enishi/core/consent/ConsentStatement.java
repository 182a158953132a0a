package io.enishi.core.consent;

import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Names;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What somebody stated about writing to an address: proof that is kept and never changed (特定電子メール法 asks for who, when, by which
 * route and in which words).
 *
 * @param address match key of the address; consent belongs to an address, not to a person
 * @param purpose what it is for, such as {@code newsletter}; {@link #ANY}, in a refusal only, for everything
 * @param channel channel it is for, such as {@code mail}, or {@code mail:brand} for shops that write under several names; {@link
 *     #ANY}, in a refusal only, for all on that address. Consent to mail is none to SMS.
 * @param answer granted or refused
 * @param basis why writing is allowed; for a refusal {@link Basis#NONE}
 * @param at when it was stated; cut to milliseconds
 * @param route how: {@code web-form}, {@code store}, {@code one-click}, ...; a name of 1 to 100 characters
 * @param wording exact version of the text that was agreed to, at most 200 characters; empty for refusals and imports without it
 * @param proof where the evidence lies (a file, a log line, a recording), at most 500 characters; empty when nowhere
 */
public record ConsentStatement(
        MatchKey address,
        String purpose,
        String channel,
        Answer answer,
        Basis basis,
        Instant at,
        String route,
        String wording,
        String proof) {

    /** Stands for every purpose, or every channel. */
    public static final String ANY = "any";

    public ConsentStatement {
        Objects.requireNonNull(address, "address");
        Names.requireName("consent purpose", purpose, 64);
        Names.requireName("consent channel", channel, 64);
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(basis, "basis");
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Names.requireName("consent route", route, 100); // a name, since reasons quote it
        requireText("consent wording", wording, 200);
        requireText("consent proof", proof, 500);
        if ((answer == Answer.GRANTED) == (basis == Basis.NONE)) {
            throw new IllegalArgumentException(
                    "a grant needs a basis and a refusal has none, but answer is " + answer + " with basis " + basis);
        }
        if (answer == Answer.GRANTED && (purpose.equals(ANY) || channel.equals(ANY))) {
            throw new IllegalArgumentException("a grant must name its purpose and channel, but was for " + purpose + "/"
                    + channel + ": nobody can agree to what is not said");
        }
    }

    private static void requireText(String what, String text, int maxLength) {
        Objects.requireNonNull(text, what);
        if (text.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + " must have at most " + maxLength + " characters, but has " + text.length());
        }
    }

    /** Opt-in for a purpose on a channel. */
    public static ConsentStatement granted(
            MatchKey address, String purpose, String channel, Instant at, String route, String wording) {
        return new ConsentStatement(address, purpose, channel, Answer.GRANTED, Basis.OPT_IN, at, route, wording, "");
    }

    /** An exception of the law permits a purpose on a channel, until somebody refuses. */
    public static ConsentStatement excepted(
            MatchKey address, String purpose, String channel, Basis basis, Instant at, String route) {
        return new ConsentStatement(address, purpose, channel, Answer.GRANTED, basis, at, route, "", "");
    }

    /** Refusal for a purpose on a channel. */
    public static ConsentStatement refused(MatchKey address, String purpose, String channel, Instant at, String route) {
        return new ConsentStatement(address, purpose, channel, Answer.REFUSED, Basis.NONE, at, route, "", "");
    }

    public ConsentStatement withProof(String changed) {
        return new ConsentStatement(address, purpose, channel, answer, basis, at, route, wording, changed);
    }

    /** Whether the statement speaks of this purpose and channel. */
    public boolean concerns(String aPurpose, String aChannel) {
        return (purpose.equals(ANY) || purpose.equals(aPurpose)) && (channel.equals(ANY) || channel.equals(aChannel));
    }

    /** Names the statement without personal data. */
    @Override
    public String toString() {
        return answer + " " + purpose + "/" + channel + " at " + at + " by " + route;
    }

    /** What was stated. */
    public enum Answer {
        GRANTED,
        REFUSED
    }

    /** Why advertising may be sent. */
    public enum Basis {
        /** The person asked for it. */
        OPT_IN,
        /** They are in a business relation with the shop (特定電子メール法 第3条第1項第3号). */
        EXISTING_TRANSACTION,
        /** They handed over their address on paper, such as a business card (第2号). */
        NOTIFIED_ADDRESS,
        /** An organisation or a person in business published the address (第4号). */
        PUBLISHED_ADDRESS,
        /** None: a refusal. */
        NONE
    }
}
