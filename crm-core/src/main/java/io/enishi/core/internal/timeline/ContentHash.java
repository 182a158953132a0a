package io.enishi.core.internal.timeline;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Orders bodies by the SHA-256 of their canonical text: an order that every machine and store agrees on. Asked on conflicts only. */
public final class ContentHash {
    private static final EventCodec CODEC = new EventCodec();

    private ContentHash() {}

    /** Compares unsigned; 0 only for bodies that are equal. */
    public static int compare(EventBody one, EventBody other) {
        return one.equals(other) ? 0 : Arrays.compareUnsigned(of(one), of(other));
    }

    /** SHA-256 over type, line break, body in format version 1, as UTF-8. */
    static byte[] of(EventBody body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return digest.digest((body.type() + "\n" + CODEC.encodeBody(body)).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
