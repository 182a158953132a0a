package io.enishi.examples.host.mail;

import io.enishi.scenario.content.LegalFooter;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Who writes. Advertising shows all of it (特定電子メール法 第4条).
 *
 * @param name legal name
 * @param address mail address
 * @param postalAddress where the sender is
 * @param contact where complaints go: a phone number, a mail address or a page
 */
public record Sender(String name, String address, String postalAddress, String contact) {

    public Sender {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(postalAddress, "postalAddress");
        Objects.requireNonNull(contact, "contact");
        try {
            new InternetAddress(address, true).validate();
        } catch (AddressException wrong) {
            throw new IllegalArgumentException("the sender's address is not a mail address", wrong);
        }
    }

    InternetAddress from() {
        try {
            return new InternetAddress(address, name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java platform has UTF-8", impossible);
        }
    }

    /** What Message-IDs end with. */
    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** The same as a footer; {@code page} is where people opt out without a message's own link. */
    public LegalFooter legalFooter(URI page) {
        return new LegalFooter(name, "配信停止はこちら", page.toString(), postalAddress, contact);
    }
}
