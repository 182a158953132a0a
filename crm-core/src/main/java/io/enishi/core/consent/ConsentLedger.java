package io.enishi.core.consent;

import io.enishi.core.consent.ConsentStatement.Answer;
import io.enishi.core.consent.ConsentStatement.Basis;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/**
 * Reads a ledger: the statements about one address. The ledger itself is a list that only grows; the answer is a pure function of
 * it, the same for every order of arrival.
 *
 * <p>The latest statement wins, refusal on ties; statements of the future do not count yet. A refusal for {@code any} purpose or
 * channel covers each; a later grant for one purpose opens that one again.
 */
public final class ConsentLedger {

    private ConsentLedger() {}

    /**
     * Whether a message may be sent to the address.
     *
     * @param statements all statements about the address, in any order
     * @param relation whether the channel's relation itself permits advertising until it is refused or blocked (LINE friends, app
     *     push), so that no grant is needed
     * @param at the instant of the claim
     */
    public static Permission permission(
            Collection<ConsentStatement> statements,
            String purpose,
            String channel,
            MessageClass messageClass,
            boolean relation,
            Instant at) {
        if (messageClass == MessageClass.TRANSACTIONAL) {
            return Permission.yes("transactional", "needed to carry out what the customer asked for");
        }
        ConsentStatement latest = null;
        for (ConsentStatement statement : statements) {
            if (statement.concerns(purpose, channel) && !statement.at().isAfter(at) && wins(statement, latest)) {
                latest = statement;
            }
        }
        if (latest == null) {
            return relation
                    ? Permission.yes("relation", "the relation on this channel permits it")
                    : Permission.no("no-consent", "nobody at this address asked for " + purpose + " on " + channel);
        }
        if (latest.answer() == Answer.REFUSED) {
            return Permission.no("refused", "refused at " + latest.at() + " by " + latest.route());
        }
        return latest.basis() == Basis.OPT_IN
                ? Permission.yes("opted-in", "asked for at " + latest.at() + " by " + latest.route())
                : Permission.yes(
                        latest.basis().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "permitted since " + latest.at() + " by " + latest.route());
    }

    private static boolean wins(ConsentStatement one, @org.jspecify.annotations.Nullable ConsentStatement other) {
        if (other == null) {
            return true;
        }
        int order = one.at().compareTo(other.at());
        if (order != 0) {
            return order > 0;
        }
        if (one.answer() != other.answer()) {
            return one.answer() == Answer.REFUSED;
        }
        return one.basis().compareTo(other.basis()) < 0; // equal weight: only the words of the reason differ
    }
}
