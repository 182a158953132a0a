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
 * @param purpose what it is for, such as {@code newsletter}; {@link #ANY} for everything
 * @param channel channel it is for, such as {@code mail}; {@link #ANY} for all on that address
 * @param answer granted or refused
 * @param basis why writing is allowed; for a refusal {@link Basis#NONE}
 * @param at when it was stated; cut to milliseconds
 * @param route how: {@code web-form}, {@code store}, {@code one-click}, ...
 * @param wording exact version of the text that was agreed to; empty for refusals and imports without it
 */
public record ConsentStatement(
        MatchKey address,
        String purpose,
        String channel,
        Answer answer,
        Basis basis,
        Instant at,
        String route,
        String wording) {

    /** Stands for every purpose, or every channel. */
    public static final String ANY = "any";

    public ConsentStatement {
        Objects.requireNonNull(address, "address");
        Names.requireName("consent purpose", purpose, 64);
        Names.requireName("consent channel", channel, 64);
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(basis, "basis");
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(wording, "wording");
        if ((answer == Answer.GRANTED) == (basis == Basis.NONE)) {
            throw new IllegalArgumentException(
                    "a grant needs a basis and a refusal has none, but answer is " + answer + " with basis " + basis);
        }
    }

    /** Opt-in for a purpose on a channel. */
    public static ConsentStatement granted(
            MatchKey address, String purpose, String channel, Instant at, String route, String wording) {
        return new ConsentStatement(address, purpose, channel, Answer.GRANTED, Basis.OPT_IN, at, route, wording);
    }

    /** Refusal for a purpose on a channel. */
    public static ConsentStatement refused(MatchKey address, String purpose, String channel, Instant at, String route) {
        return new ConsentStatement(address, purpose, channel, Answer.REFUSED, Basis.NONE, at, route, "");
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
        /** None: a refusal. */
        NONE
    }
}
