package io.enishi.core.internal.runtime;

import io.enishi.core.process.CommandKey;
import io.enishi.core.value.KeyedHash;

/** Coupon codes: 60 bits of a keyed hash of the command, twelve characters that nobody mistakes for another. */
final class CouponCode {

    /** Crockford's base 32: no I, L, O, U. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CouponCode() {}

    static String of(KeyedHash secret, CommandKey key) {
        byte[] hash = secret.hash("enishi/coupon/1", key.toString());
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | (hash[i] & 0xFF);
        }
        StringBuilder code = new StringBuilder(14);
        for (int i = 0; i < 12; i++) {
            if (i == 4 || i == 8) {
                code.append('-');
            }
            code.append(DIGITS.charAt((int) (bits >>> (5 * i)) & 31));
        }
        return code.toString();
    }
}
