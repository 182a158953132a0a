package io.enishi.core.spi;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.Unicode;
import java.net.IDN;
import java.util.Locale;

/**
 * The default folding for a Japanese shop. It folds by hand what forms and exports really hold, and claims no more:
 *
 * <ul>
 *   <li>Everywhere: full-width ASCII ({@code ＡＢＣ１２３＠}) becomes ASCII, spaces and invisible characters around the value go. Control characters and
 *       halves of surrogate pairs make a value unusable.
 *   <li>{@code phone}: hyphens, dashes, long-vowel marks, dots, brackets and spaces go. The key is international: {@code 090-1234-5678},
 *       {@code +81 (0)90 1234 5678} and {@code 010-81-90-1234-5678} are {@code +819012345678}. Foreign numbers need their country code and are
 *       checked for length only. Numbers of one repeated digit or an all-zero subscriber are junk, and so is a number that lost its leading zero
 *       (spreadsheets do that): whose it was is a guess.
 *   <li>{@code email}: lower case throughout; the domain must have a dot, an international one is folded to its ASCII form. The old forms of
 *       carriers with {@code ..} or {@code .@} are accepted. Dots and plus tags are kept: that they mean nothing is true of one provider only.
 *   <li>All other schemes: exact after trimming and folding of full-width ASCII.
 * </ul>
 *
 * <p>crm-identity offers a normaliser on a real phone library for shops with customers abroad.
 */
public final class JapaneseAddressNormaliser implements AddressNormaliser {

    private static final String PHONE_SEPARATORS =
            "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff70\u2500\ufe63./()[]\u30fb\uff65 \t";

    /** RFC 5321, 4.5.3.1. */
    private static final int MAX_LOCAL_PART = 64;

    private static final int MAX_DOMAIN = 255;
    /** RFC 1035, 2.3.4. */
    private static final int MAX_LABEL = 63;
    /** ITU-T E.164: country code and number. */
    private static final int MAX_INTERNATIONAL_DIGITS = 15;

    private static final int MIN_INTERNATIONAL_DIGITS = 7;

    /** A normaliser; it holds no state, so one serves a whole program. */
    public JapaneseAddressNormaliser() {
        // nothing is configurable: keys must not depend on where they were made
    }

    @Override
    public Result fold(Identifier identifier) {
        Scheme scheme = identifier.scheme();
        String text = halfWidth(identifier.value());
        if (text.isEmpty()) {
            return new Unusable("is empty without spaces");
        }
        if (hasBrokenCharacters(text)) {
            return new Unusable("holds control characters or half a character");
        }
        return switch (scheme.family()) {
            case "phone" -> phone(scheme, text);
            case "email" -> email(scheme, text);
            default -> new Folded(new MatchKey(scheme, text));
        };
    }

    // ------------------------------------------------------------------ characters

    /** Full-width ASCII to ASCII, without spaces and invisible characters at both ends. */
    private static String halfWidth(String raw) {
        StringBuilder folded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= '\uff01' && c <= '\uff5e') {
                c = (char) (c - 0xfee0);
            } else if (c == '\u3000' || c == '\u00a0') {
                c = ' ';
            }
            folded.append(c);
        }
        int from = 0;
        int to = folded.length();
        while (from < to && isBlank(folded.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(folded.charAt(to - 1))) {
            to--;
        }
        return folded.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || (c >= '\u200b' && c <= '\u200f')
                || c == '\u2060'
                || c == '\ufeff';
    }

    private static boolean hasBrokenCharacters(String text) {
        return !Unicode.isWellFormed(text) || text.chars().anyMatch(Character::isISOControl);
    }

    // ------------------------------------------------------------------ telephone

    private static Result phone(Scheme scheme, String text) {
        boolean international = text.charAt(0) == '+';
        StringBuilder kept = new StringBuilder(text.length());
        String body = international ? text.substring(1).replace("(0)", "") : text;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c >= '0' && c <= '9') {
                kept.append(c);
            } else if (PHONE_SEPARATORS.indexOf(c) < 0) {
                return new Unusable("holds characters that are not of a telephone number");
            }
        }
        String digits = kept.toString();
        if (isOneDigit(digits)) {
            return new Unusable("is one digit over and over, or none");
        }
        if (international) {
            return international(scheme, digits);
        }
        if (digits.startsWith("010")) {
            return international(scheme, digits.substring(3)); // the Japanese prefix for calls abroad
        }
        if (digits.startsWith("00")) {
            return international(scheme, digits.substring(2)); // the prefix of most other countries
        }
        if (digits.startsWith("0")) {
            return domestic(scheme, digits.substring(1));
        }
        if (digits.length() == 12 && digits.startsWith("81") && isMobile(digits.substring(2))) {
            return domestic(scheme, digits.substring(2)); // an export that dropped the plus
        }
        return new Unusable("has neither a leading zero nor a country code");
    }

    private static Result international(Scheme scheme, String digits) {
        if (digits.startsWith("81")) {
            String national = digits.substring(2);
            return domestic(scheme, national.startsWith("0") ? national.substring(1) : national);
        }
        if (digits.startsWith("0")
                || digits.length() < MIN_INTERNATIONAL_DIGITS
                || digits.length() > MAX_INTERNATIONAL_DIGITS) {
            return new Unusable("is no international telephone number");
        }
        return new Folded(new MatchKey(scheme, "+" + digits));
    }

    /** A Japanese number without its leading zero: nine digits, or ten where the numbering plan says so. */
    private static Result domestic(Scheme scheme, String national) {
        boolean ten = national.length() > 1 && national.charAt(1) == '0' && "256789".indexOf(national.charAt(0)) >= 0;
        if (national.startsWith("0") || national.length() != (ten ? 10 : 9)) {
            return new Unusable("has not the number of digits of a Japanese telephone number");
        }
        if (isOneDigit(national) || national.endsWith("0000000")) {
            return new Unusable("is a made-up telephone number");
        }
        return new Folded(new MatchKey(scheme, "+81" + national));
    }

    private static boolean isMobile(String national) {
        return national.length() == 10 && "6789".indexOf(national.charAt(0)) >= 0 && national.charAt(1) == '0';
    }

    private static boolean isOneDigit(String digits) {
        for (int i = 1; i < digits.length(); i++) {
            if (digits.charAt(i) != digits.charAt(0)) {
                return false;
            }
        }
        return true;
    }

    // ------------------------------------------------------------------ e-mail

    private static Result email(Scheme scheme, String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return new Unusable("has no part before or after the @");
        }
        String local = text.substring(0, at).toLowerCase(Locale.ROOT);
        if (local.length() > MAX_LOCAL_PART) {
            return new Unusable("has more than " + MAX_LOCAL_PART + " characters before the @");
        }
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (isBlank(c) || "@,;:<>()[]\\\"".indexOf(c) >= 0) {
                return new Unusable("holds characters that do not stand before an @");
            }
        }
        String domain = domain(text.substring(at + 1));
        if (domain.isEmpty()) {
            return new Unusable("has no domain after the @");
        }
        return new Folded(new MatchKey(scheme, local + "@" + domain));
    }

    /** The domain in lower-case ASCII; empty when it is none. */
    private static String domain(String text) {
        String domain = text;
        if (!isAscii(text)) {
            try {
                domain = IDN.toASCII(text);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        domain = domain.toLowerCase(Locale.ROOT);
        if (domain.length() > MAX_DOMAIN || domain.indexOf('.') < 0) {
            return "";
        }
        for (String label : domain.split("\\.", -1)) {
            if (!isLabel(label)) {
                return "";
            }
        }
        return domain;
    }

    private static boolean isLabel(String label) {
        if (label.isEmpty() || label.length() > MAX_LABEL || label.startsWith("-") || label.endsWith("-")) {
            return false;
        }
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
