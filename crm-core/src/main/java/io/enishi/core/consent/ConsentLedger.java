package io.enishi.core.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger: the statements about one address. The ledger itself is a list that only grows; the answer is a pure function of
 * it, the same for every order of arrival.
 *
 * <p>Advertising is permitted by an opt-in that is later than every refusal; at the same instant the refusal counts. Else any
 * refusal, however old, forbids it: exceptions of the law and the relation on a channel never override one, so a purchase after
 * an opt-out is no opt-in (特定電子メール法 第3条第3項). Without a refusal an exception or the relation permits it. A grant of the future
 * does not count yet. A refusal counts as soon as it is in the ledger, whatever its date: the clock of whoever took it down may be
 * ahead of ours, and a message after "no" is worse than one too few. A refusal for {@code any} purpose or channel covers each; a later opt-in for one purpose opens that one
 * again.
 *
 * <p>Transactional messages need no consent.
 */
public final class ConsentLedger {

    private static final Comparator<ConsentStatement> WORDING_ORDER = Comparator.comparing(ConsentStatement::at)
            .thenComparing(ConsentStatement::basis)
            .thenComparing(ConsentStatement::route);

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
            return Permission.of(true, "transactional", "needed to carry out what the customer asked for");
        }
        ConsentStatement refusal = null;
        ConsentStatement optIn = null;
        ConsentStatement exception = null;
        for (ConsentStatement statement : statements) {
            if (!statement.concerns(purpose, channel)
                    || (statement.answer() == ConsentStatement.Answer.GRANTED
                            && statement.at().isAfter(at))) {
                continue;
            }
            switch (statement.basis()) {
                case NONE -> refusal = later(refusal, statement);
                case OPT_IN -> optIn = later(optIn, statement);
                case EXISTING_TRANSACTION, NOTIFIED_ADDRESS, PUBLISHED_ADDRESS ->
                    exception = later(exception, statement);
            }
        }
        if (optIn != null && (refusal == null || optIn.at().isAfter(refusal.at()))) {
            return Permission.by(optIn, true, "opted-in", "asked for at");
        }
        if (refusal != null) {
            return Permission.by(refusal, false, "refused", "refused at");
        }
        if (exception != null) {
            String code = exception.basis().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return Permission.by(exception, true, code, "permitted since");
        }
        return relation
                ? Permission.of(true, "relation", "the relation on this channel permits it")
                : Permission.of(false, "no-consent", "nobody at this address asked for " + purpose + " on " + channel);
    }

    /** At one instant only the words of the reason differ; the choice must not depend on the order of arrival. */
    private static ConsentStatement later(@Nullable ConsentStatement one, ConsentStatement other) {
        return one == null || WORDING_ORDER.compare(other, one) > 0 ? other : one;
    }
}
