package io.enishi.examples.host.mail;

import io.enishi.core.process.CommandKey;
import io.enishi.core.value.KeyedHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * Links that opt out of what one message was about. A link names the message by its command key, signed; it holds no address, and
 * nobody can make one for a message that was not sent to them.
 */
public final class UnsubscribeLinks {

    private static final int SIGNATURE_BYTES = 16;

    private final URI page;
    private final KeyedHash signature;

    /** @param page where an {@link UnsubscribePage} listens, as people reach it; https outside of demos */
    public UnsubscribeLinks(URI page, KeyedHash signature) {
        this.page = Objects.requireNonNull(page, "page");
        this.signature = Objects.requireNonNull(signature, "signature");
    }

    /** Where the links lead. */
    public URI page() {
        return page;
    }

    /** The link for a message. */
    public URI linkFor(CommandKey key) {
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return URI.create(page + "?m=" + text.encodeToString(key.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + text.encodeToString(sign(key.toString())));
    }

    /** The message that a link's query ({@code m=...}) names; empty if it is not one of ours. */
    Optional<CommandKey> read(String query) {
        int dot = query.indexOf('.');
        if (!query.startsWith("m=") || dot < 0) {
            return Optional.empty();
        }
        try {
            Base64.Decoder text = Base64.getUrlDecoder();
            String key = new String(text.decode(query.substring(2, dot)), StandardCharsets.UTF_8);
            return MessageDigest.isEqual(sign(key), text.decode(query.substring(dot + 1)))
                    ? Optional.of(CommandKey.parse(key))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] sign(String key) {
        return Arrays.copyOf(signature.hash("host/unsubscribe/1", key), SIGNATURE_BYTES);
    }
}
