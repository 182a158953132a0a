package io.enishi.core.value;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a secret that stays inside: what is derived from a personal value by it tells nothing to someone without the
 * secret, while a plain hash of a telephone number is found out by trying all of them.
 *
 * <p>Thread-safe.
 */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    /** A secret shorter than the hash would be its weakest part; 128 bits is the least we call a secret. */
    private static final int MIN_SECRET_BYTES = 16;

    private final SecretKeySpec secret;
    private final Mac prototype;

    private KeyedHash(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        this.prototype = fresh();
    }

    /**
     * @param secret at least 16 bytes from a good source of chance; copied
     * @throws IllegalArgumentException if the secret is shorter or all zero
     */
    public static KeyedHash of(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES || Arrays.equals(secret, new byte[secret.length])) {
            throw new IllegalArgumentException("secret must have at least " + MIN_SECRET_BYTES
                    + " bytes that are not all zero, but has " + secret.length);
        }
        return new KeyedHash(secret.clone());
    }

    /**
     * The hash of the parts in order, 32 bytes: HMAC-SHA-256 over purpose and parts, each as its length in UTF-8 (four bytes, the
     * highest first) and its UTF-8 bytes, so {@code ("ab", "c")} and {@code ("a", "bc")} differ.
     *
     * @param purpose keeps hashes for different purposes apart even of equal parts
     */
    public byte[] hash(String purpose, String... parts) {
        Mac mac = copy();
        update(mac, purpose);
        for (String part : parts) {
            update(mac, part);
        }
        return mac.doFinal();
    }

    private static void update(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        mac.update((byte) (length >>> 24));
        mac.update((byte) (length >>> 16));
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(bytes);
    }

    /** Copying a keyed instance costs a fraction of keying a new one. */
    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            return fresh(); // a provider need not support it
        }
    }

    private Mac fresh() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "KeyedHash";
    }
}
