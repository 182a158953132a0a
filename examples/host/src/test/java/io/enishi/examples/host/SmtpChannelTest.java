package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.OriginId;
import io.enishi.examples.host.mail.SmtpChannel;
import io.enishi.examples.host.mail.SmtpServer;
import io.enishi.examples.host.mail.UnsubscribeLinks;
import io.enishi.testkit.ChannelContract;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpChannelTest extends ChannelContract {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Override
    protected Channel channel() {
        server.start();
        return to(SmtpServer.local(server.getSmtp().getPort()));
    }

    static SmtpChannel to(SmtpServer server) {
        UnsubscribeLinks links =
                new UnsubscribeLinks(URI.create("https://enishi.example/unsubscribe"), KeyedHash.of(TestShop.SECRET));
        return new SmtpChannel(server, TestShop.SENDER, links, () -> TestShop.START);
    }

    static Channel.Message message(String to, String subject, Map<String, String> headers) {
        CommandKey key = new CommandKey(new OriginId(1, 2), "win-back", "e-1", "offer.1");
        return new Channel.Message(
                key,
                Identifier.email(to),
                key.origin(),
                "win-back",
                Map.of("subject", subject, "body", "髙橋 花子 様\n\nお久しぶりです。①②③"),
                headers,
                null);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Override
    protected Identifier goodAddress() {
        return Identifier.email("hanako@mail.example");
    }

    @Override
    protected int delivered() {
        return server.getReceivedMessages().length;
    }

    private MimeMessage sent(Channel.Message message) {
        assertThat(to(SmtpServer.local(server.getSmtp().getPort())).send(message))
                .isInstanceOf(Outcome.Accepted.class);
        MimeMessage[] all = server.getReceivedMessages();
        return all[all.length - 1];
    }

    @Test
    void japaneseArrivesAsWritten() throws MessagingException, IOException {
        MimeMessage mail = sent(message("hanako@mail.example", "髙橋様へ 20%クーポン🎁", Map.of()));

        assertThat(mail.getSubject()).isEqualTo("髙橋様へ 20%クーポン🎁");
        assertThat(mail.getContent().toString().strip().replace("\r\n", "\n")).isEqualTo("髙橋 花子 様\n\nお久しぶりです。①②③");
        assertThat(mail.getFrom()[0].toString()).contains("shop@enishi.example");
        assertThat(mail.getSentDate().toInstant()).isEqualTo(TestShop.START);
    }

    @Test
    void theMessageIdIsTheCommandsOnEveryAttempt() throws MessagingException {
        String first = sent(message("hanako@mail.example", "s", Map.of())).getMessageID();

        assertThat(sent(message("hanako@mail.example", "s", Map.of())).getMessageID())
                .isEqualTo(first)
                .matches("<[0-9a-f-]{36}@enishi\\.example>");
    }

    @Test
    void advertisingSaysHowToOptOut() throws MessagingException, IOException {
        MimeMessage mail =
                sent(message("hanako@mail.example", "s", Map.of(Channel.Message.MESSAGE_CLASS, "advertising")));

        String link = mail.getHeader("List-Unsubscribe", null);
        assertThat(link).startsWith("<https://enishi.example/unsubscribe?m=").endsWith(">");
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.getContent().toString())
                .contains("縁商店", "東京都千代田区1-1-1", "0120-000-000", link.substring(1, link.length() - 1));
    }

    @Test
    void aFooterThatCameWithTheContentIsNotRepeatedAndHtmlGoesBesideTheText() throws MessagingException, IOException {
        Channel.Message bare =
                message("hanako@mail.example", "s", Map.of(Channel.Message.MESSAGE_CLASS, "advertising"));
        MimeMessage mail = sent(new Channel.Message(
                bare.key(),
                bare.to(),
                bare.origin(),
                bare.content(),
                Map.of(
                        "subject",
                        "s",
                        "body",
                        "text with footer",
                        "html",
                        "<p>髙橋</p>",
                        "opt-out",
                        "https://x.example/"),
                bare.headers(),
                null));

        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("text with footer");
        assertThat(parts.getBodyPart(1).getContent().toString().strip()).isEqualTo("<p>髙橋</p>");
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void whatIsNeededForAnOrderOffersNoOptOut() throws MessagingException {
        MimeMessage mail =
                sent(message("hanako@mail.example", "s", Map.of(Channel.Message.MESSAGE_CLASS, "transactional")));

        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    }

    @Test
    void aLineBreakInASubjectBeginsNoHeader() throws MessagingException {
        MimeMessage mail = sent(message("hanako@mail.example", "hello\r\nBcc: all@mail.example", Map.of()));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("hello Bcc: all@mail.example");
    }

    @Test
    void whatIsNoAddressIsRejectedWithoutAsking() {
        Channel channel = to(SmtpServer.local(1));

        assertThat(channel.send(message("a@mail.example\r\nRCPT TO:<b@mail.example>", "s", Map.of())))
                .isEqualTo(new Outcome.Rejected("not a mail address"));
        assertThat(channel.send(message("nobody", "s", Map.of())))
                .isEqualTo(new Outcome.Rejected("not a mail address"));
    }
}
