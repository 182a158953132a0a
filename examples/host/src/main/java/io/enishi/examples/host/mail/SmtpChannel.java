package io.enishi.examples.host.mail;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.examples.host.shop.KeyIds;
import io.enishi.scenario.content.LegalFooter;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Sends mail, part {@code subject}, part {@code body} and, where there is one, part {@code html}. Advertising has the sender's legal
 * footer and both ways to opt out: a link in the text and the headers of RFC 8058. Footer and link come with the content (part {@code
 * opt-out} tells); for advertising that comes without, they are added here.
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
        String html = message.parts().getOrDefault("html", "");
        if (message.isAdvertising()) {
            String optOut = links.linkFor(message.key()).toString();
            if (!message.parts().containsKey("opt-out")) { // whatever the renderer did: no advertising without
                LegalFooter footer = sender.legalFooter(links.page());
                body += "\n\n" + footer.text(optOut);
                html = html.isEmpty() ? "" : html + footer.html(optOut);
            }
            mail.setHeader("List-Unsubscribe", "<" + optOut + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (html.isEmpty()) {
            mail.setText(body, UTF_8);
        } else {
            mail.setContent(alternatives(body, html));
        }
        mail.saveChanges();
        return mail;
    }

    /** The simplest first, as RFC 2046 wants it. */
    private static Multipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, UTF_8, "html");
        return new MimeMultipart("alternative", plain, rich);
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
