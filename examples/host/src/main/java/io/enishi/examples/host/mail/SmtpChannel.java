package io.enishi.examples.host.mail;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.examples.host.shop.KeyIds;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Sends plain mail, part {@code subject} and part {@code body}. Advertising gets the sender's imprint and both ways to opt out: a link
 * in the text and the headers of RFC 8058.
 *
 * <p>Mail servers do not de-duplicate, so neither does this channel: the Message-ID is the same on every attempt, which lets a
 * recipient's server drop a copy, but promises nothing. Each message takes a connection of its own; a shop that sends many puts a
 * local relay in between.
 */
public final class SmtpChannel implements Channel {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    /** A line break in a subject would begin a header of the writer's choice. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final SmtpServer server;
    private final Session session;
    private final Sender sender;
    private final UnsubscribeLinks links;
    private final InstantSource clock;

    /** @param clock dates the messages */
    public SmtpChannel(SmtpServer server, Sender sender, UnsubscribeLinks links, InstantSource clock) {
        this.server = Objects.requireNonNull(server, "server");
        this.session = Session.getInstance(server.properties());
        this.sender = Objects.requireNonNull(sender, "sender");
        this.links = Objects.requireNonNull(links, "links");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.addressedBy("email");
    }

    @Override
    public Outcome send(Message message) {
        InternetAddress to;
        try {
            to = new InternetAddress(message.to().value(), true);
            to.validate();
        } catch (AddressException wrong) {
            return new Outcome.Rejected("not a mail address");
        }
        MimeMessage mail;
        try {
            mail = mime(message, to);
        } catch (MessagingException wrong) {
            return new Outcome.Rejected("the message cannot be written as mail");
        }
        return handIn(mail, to);
    }

    private Outcome handIn(MimeMessage mail, InternetAddress to) {
        SmtpTransport transport = new SmtpTransport(session, server);
        try {
            transport.connect();
            transport.sendMessage(mail, new InternetAddress[] {to});
            return new Outcome.Accepted(mail.getMessageID());
        } catch (MessagingException failed) {
            return SmtpAnswer.of(failed, transport.hasEndedData());
        } finally {
            close(transport);
        }
    }

    private static void close(SmtpTransport transport) {
        try {
            transport.close();
        } catch (MessagingException late) {
            // The server has answered, or the failure is being reported already: the farewell changes neither.
        }
    }

    private MimeMessage mime(Message message, InternetAddress to) throws MessagingException {
        MimeMessage mail = new KeyedMail(session, messageId(message.key(), sender.domain()));
        mail.setFrom(sender.from());
        mail.setRecipient(RecipientType.TO, to);
        mail.setSentDate(Date.from(clock.instant()));
        mail.setSubject(
                CONTROL.matcher(message.parts().getOrDefault("subject", "")).replaceAll(" "), UTF_8);
        String body = message.parts().getOrDefault("body", "");
        if (message.isAdvertising()) {
            URI optOut = links.linkFor(message.key());
            body += sender.footer(optOut.toString());
            mail.setHeader("List-Unsubscribe", "<" + optOut + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        mail.setText(body, UTF_8);
        mail.saveChanges();
        return mail;
    }

    static String messageId(CommandKey key, String domain) {
        return "<" + KeyIds.uuid("message-id", key) + "@" + domain + ">";
    }

    /** Keeps its own Message-ID; the library would draw one by chance. */
    private static final class KeyedMail extends MimeMessage {
        private final String id;

        KeyedMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
