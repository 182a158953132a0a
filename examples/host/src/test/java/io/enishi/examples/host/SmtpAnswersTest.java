package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.Outcome;
import io.enishi.examples.host.mail.SmtpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each answer of a mail server means, on a server that says what it is told to say. */
class SmtpAnswersTest {

    private static final String HANG_UP = "";
    private static final String SILENCE = "...";

    @Test
    void aServerThatPutsUsOffIsAskedAgain() throws IOException {
        assertThat(answered("RCPT", "450 4.2.0 greylisted <hanako@mail.example>"))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(15), "smtp 450"));
        assertThat(answered(".", "451 4.3.0 try later"))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(15), "smtp 451"));
        assertThat(answered("MAIL", "421 4.7.0 too many connections")).isInstanceOf(Outcome.RetryAfter.class);
    }

    @Test
    void aServerThatRefusesIsNotAskedAgain() throws IOException {
        assertThat(answered("RCPT", "550 5.1.1 no such user <hanako@mail.example>"))
                .isEqualTo(new Outcome.Rejected("smtp 550"));
        assertThat(answered(".", "554 5.7.1 looks like spam")).isEqualTo(new Outcome.Rejected("smtp 554"));
    }

    @Test
    void aServerThatWantsALoginSaysNothingAboutTheRecipient() throws IOException {
        assertThat(answered("MAIL", "530 5.7.0 authentication required"))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(15), "the mail server refused our login"));
    }

    @Test
    void nobodyKnowsWhatBecameOfAMessageWhoseEndWasNotAnswered() throws IOException {
        assertThat(answered(".", HANG_UP)).isInstanceOf(Outcome.Unknown.class);
        assertThat(answered(".", SILENCE)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aMessageThatDidNotEndWasNotSent() throws IOException {
        assertThat(answered("DATA", HANG_UP)).isInstanceOf(Outcome.RetryAfter.class);
        assertThat(answered("RCPT", SILENCE)).isInstanceOf(Outcome.RetryAfter.class);
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(SmtpChannelTest.to(SmtpServer.local(port))
                        .send(SmtpChannelTest.message("hanako@mail.example", "s", Map.of())))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(15), "the mail server cannot be reached"));
    }

    /** What the channel makes of a server that answers {@code answer} to {@code command}, and 250 to everything else. */
    private static Outcome answered(String command, String answer) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(listening, command, answer));
            server.setDaemon(true);
            server.start();
            Duration patience = answer.equals(SILENCE) ? Duration.ofMillis(700) : Duration.ofMinutes(1);
            SmtpServer settings = new SmtpServer("127.0.0.1", listening.getLocalPort(), "", "", false, patience);
            return SmtpChannelTest.to(settings).send(SmtpChannelTest.message("hanako@mail.example", "s", Map.of()));
        }
    }

    private static void serve(ServerSocket listening, String command, String answer) {
        try (Socket socket = listening.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            say(out, "220 test");
            boolean inData = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (inData && !line.equals(".")) {
                    continue;
                }
                if (line.startsWith(command)) {
                    if (answer.equals(HANG_UP)) {
                        return;
                    }
                    if (!answer.equals(SILENCE)) {
                        say(out, answer);
                    }
                } else {
                    say(out, line.startsWith("DATA") ? "354 go ahead" : "250 ok");
                }
                inData = line.startsWith("DATA");
            }
        } catch (IOException over) {
            // the client hung up: the test has what it wants
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
