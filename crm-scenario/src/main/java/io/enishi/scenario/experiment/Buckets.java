package io.enishi.scenario.experiment;

import io.enishi.core.value.OriginId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash behind every assignment: one of {@value #COUNT} buckets for a salt and an origin.
 *
 * <p>{@code bucket = first 8 bytes, read as an unsigned number with the highest byte first, of SHA-256(salt ":" origin) modulo
 * 10,000}, the text in UTF-8, the origin as its 32 hexadecimal digits. It is a common hash so that an analyst can recompute it
 * anywhere, in SQL or in Python:
 *
 * <pre>{@code
 * int.from_bytes(hashlib.sha256(f"{salt}:{origin}".encode()).digest()[:8], "big") % 10000
 * }</pre>
 *
 * <p>It can never change: people would move between arms. The remainder favours no bucket by more than one in 10^15.
 */
public final class Buckets {

    /** How many buckets there are; one is a hundredth of a percent. */
    public static final int COUNT = 10_000;

    private Buckets() {}

    /** A number from 0 to 9,999: the same for the same salt and origin, for ever and everywhere. */
    public static int of(String salt, OriginId origin) {
        byte[] hash = sha256().digest((salt + ':' + origin).getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = first << 8 | (hash[i] & 0xff);
        }
        return (int) Long.remainderUnsigned(first, COUNT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
