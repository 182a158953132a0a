package io.enishi.core.internal.runtime;

/** A 64-bit hash, the same on every machine, to compare two runs of a decision. Not for security. */
final class Digest {

    static final long START = 0x9E3779B97F4A7C15L;

    private Digest() {}

    /** One more word; the multiplier and shifts are those of Stafford's "Mix13" finaliser. */
    static long mix(long digest, long word) {
        long z = digest ^ (word + 0x9E3779B97F4A7C15L + (digest << 6) + (digest >>> 2));
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long mix(long digest, byte[] bytes) {
        long result = mix(digest, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            result = result * 31 + bytes[i];
        }
        return mix(result, bytes.length);
    }
}
