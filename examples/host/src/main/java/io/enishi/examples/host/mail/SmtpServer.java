package io.enishi.examples.host.mail;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * Where mail is handed in.
 *
 * @param host name or address of the server
 * @param port 587 as a rule
 * @param user empty for a server that asks for no login
 * @param password empty with an empty user
 * @param startTls whether the connection must be encrypted; a server that cannot is refused
 * @param timeout for connecting, for each answer, and for each write
 */
public record SmtpServer(String host, int port, String user, String password, boolean startTls, Duration timeout) {

    public SmtpServer {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("mail timeout must be at least a millisecond, but was " + timeout);
        }
    }

    /** A server on this machine, without login or encryption. */
    public static SmtpServer local(int port) {
        return new SmtpServer("127.0.0.1", port, "", "", false, Duration.ofSeconds(10));
    }

    Properties properties() {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    /** Names the server without its password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
