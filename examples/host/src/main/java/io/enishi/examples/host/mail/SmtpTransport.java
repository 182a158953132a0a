package io.enishi.examples.host.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A transport that knows whether the message may have been taken. A server takes it over when it has read the dot that ends the data;
 * whatever breaks before was not sent, whatever breaks between the dot and its answer is unknown (RFC 5321, 6.1).
 */
final class SmtpTransport extends SMTPTransport {

    private volatile boolean ended;

    SmtpTransport(Session session, SmtpServer server) {
        super(session, url(server));
    }

    /** Without a login there must be no user, not even an empty one: the library would try it where the server offers to ask. */
    private static URLName url(SmtpServer server) {
        return server.user().isEmpty()
                ? new URLName("smtp", server.host(), server.port(), null, null, null)
                : new URLName("smtp", server.host(), server.port(), null, server.user(), server.password());
    }

    /** Whether the end of the data was sent, or tried. */
    boolean hasEndedData() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        ended = true;
        super.finishData();
    }
}
