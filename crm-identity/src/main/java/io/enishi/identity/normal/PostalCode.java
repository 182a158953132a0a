package io.enishi.identity.normal;

import java.util.Objects;

/**
 * A Japanese postal code.
 *
 * @param key seven digits
 */
public record PostalCode(String key) {

    /** @throws IllegalArgumentException unless {@code key} is seven digits */
    public PostalCode {
        Objects.requireNonNull(key, "key");
        if (key.length() != 7 || key.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw new IllegalArgumentException("key must be seven digits");
        }
    }

    /** Reads a code as typed: full width, with 〒, any dash or none. Codes of three or five digits ended in 1998 and are malformed. */
    public static Normalised<PostalCode> normalise(String raw) {
        Objects.requireNonNull(raw, "raw");
        char[] digits = new char[7];
        int count = 0;
        boolean seen = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = HalfWidth.of(raw.charAt(i));
            if (c >= '0' && c <= '9') {
                if (count < 7) {
                    digits[count] = c;
                }
                count++;
            } else if (c != ' ' && c != '〒' && c != '〶' && c != '.' && !HalfWidth.isDash(c)) {
                return Placeholders.standard().isPlaceholder(raw)
                        ? Normalised.placeholder("is words for nothing")
                        : Normalised.malformed("holds characters that are not of a postal code");
            }
            seen |= c != ' ';
        }
        if (count == 0) {
            return seen ? Normalised.placeholder("holds no digits") : Normalised.absent();
        }
        if (count == 6) {
            String key = "0" + new String(digits, 0, 6);
            return Placeholders.isFiller(key)
                    ? Normalised.placeholder("is a made-up postal code")
                    : Normalised.quarantined(new PostalCode(key), "seems to have lost its leading zero");
        }
        if (count != 7) {
            return Normalised.malformed("has not seven digits");
        }
        String key = new String(digits);
        return Placeholders.isFiller(key)
                ? Normalised.placeholder("is a made-up postal code")
                : Normalised.usable(new PostalCode(key));
    }

    /** The seven digits of {@code raw}, or an empty text unless it is {@link Verdict#USABLE}. */
    public static String key(String raw) {
        return normalise(raw).usable().map(PostalCode::key).orElse("");
    }
}
