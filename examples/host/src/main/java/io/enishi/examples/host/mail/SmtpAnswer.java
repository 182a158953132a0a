package io.enishi.examples.host.mail;

import io.enishi.core.process.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** What a failed attempt means. Reasons carry the server's code and never its text, which quotes addresses. */
final class SmtpAnswer {

    /** Servers that put unknown senders off ("greylisting") want a quarter of an hour, RFC 6647. */
    private static final Duration LATER = Duration.ofMinutes(15);
    /** The server does not want us; the recipient has nothing to do with it (RFC 4954). */
    private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

    private SmtpAnswer() {}

    /** @param ended whether the end of the data was sent, see {@link SmtpTransport} */
    static Outcome of(MessagingException failed, boolean ended) {
        int code = code(failed);
        if (failed instanceof AuthenticationFailedException || OUR_LOGIN.contains(code)) {
            return new Outcome.RetryAfter(LATER, "the mail server refused our login");
        }
        if (code >= 500 && code < 600) {
            return new Outcome.Rejected("smtp " + code);
        }
        if (code >= 400 && code < 500) {
            return new Outcome.RetryAfter(LATER, "smtp " + code);
        }
        if (ended) {
            return new Outcome.Unknown("the mail server did not answer after the data");
        }
        return new Outcome.RetryAfter(
                LATER,
                failed instanceof MailConnectException
                        ? "the mail server cannot be reached"
                        : "the mail server was lost before the message ended");
    }

    /** The answer code somewhere in the chain; -1 without one. */
    private static int code(MessagingException failed) {
        Exception link = failed;
        while (link instanceof MessagingException mail) {
            int code = -1;
            if (mail instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (mail instanceof SMTPSenderFailedException sender) {
                code = sender.getReturnCode();
            } else if (mail instanceof SMTPSendFailedException send) {
                code = send.getReturnCode();
            }
            if (code > 0) {
                return code;
            }
            link = mail.getNextException();
        }
        return -1;
    }
}
