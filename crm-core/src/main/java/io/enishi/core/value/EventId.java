package io.enishi.core.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id that a source gave to an event: 128 bits, unique within the source. Compared unsigned ({@link UUID#compareTo} is
 * signed).
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record EventId(long high, long low) implements Comparable<EventId> {

    private static final MessageDigest SHA_256 = lookedUp();

    public static EventId from(UUID uuid) {
        return new EventId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** Small sequence numbers, such as line numbers, as ids. */
    public static EventId of(long sequence) {
        return new EventId(0, sequence);
    }

    /** The id for a name that is not a UUID ({@code order-4711}): the first 128 bits of its SHA-256. */
    public static EventId named(String name) {
        ByteBuffer bits = ByteBuffer.wrap(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
        return new EventId(bits.getLong(), bits.getLong());
    }

    /** A copy: to look the algorithm up among the providers takes longer than to hash a name. */
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) { // a provider of the host's
            return lookedUp();
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads a UUID in its usual 36 characters as it is, any other text by {@link #named}. */
    public static EventId from(String text) {
        return text.length() == 36 && looksLikeUuid(text) ? from(UUID.fromString(text)) : named(text);
    }

    private static boolean looksLikeUuid(String text) {
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(EventId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public int hashCode() {
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L; // ids may be plain sequence numbers
        return (int) (mixed >>> 32);
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
