package io.enishi.identity.normal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Reads telephone numbers as forms and exports hold them: full width, any dash for a hyphen, {@code (0)}, {@code +81} or {@code 0081},
 * {@code TEL:} in front. Numbers without a country code are read as of the region, Japan unless said.
 *
 * <p>Japanese mobile numbers, which are most of a shop's, are recognised by their digits alone; all others go through libphonenumber.
 * What has digits but is no valid number is quarantined under these digits, so that two equal slips can still be compared; so are a
 * number that lost its leading zero (spreadsheets do that) and one with an extension, which is a switchboard's.
 *
 * <p>Immutable and safe to share. Under 1 µs for a mobile number, some 10 µs for others.
 */
public final class PhoneNormaliser {

    /** ITU-T E.164. */
    private static final int MAX_DIGITS = 15;

    /** The shortest that could be a number with its area code. */
    private static final int MIN_DIGITS = 7;

    private static final int JAPAN = 81;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final String region;
    private final Set<String> own;

    private PhoneNormaliser(String region, Set<String> own) {
        this.region = region;
        this.own = own;
    }

    /** Numbers without a country code are Japanese. */
    public static PhoneNormaliser japanese() {
        return new PhoneNormaliser("JP", Set.of());
    }

    /**
     * Numbers without a country code are of {@code region}.
     *
     * @param region two letters of ISO 3166, such as {@code JP}
     * @throws IllegalArgumentException if libphonenumber does not know the region
     */
    public static PhoneNormaliser of(String region) {
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("region must be a code of ISO 3166 such as JP, not \"" + region + "\"");
        }
        return new PhoneNormaliser(region, Set.of());
    }

    /**
     * The same with numbers that are the shop's, its stores' or its staff's: {@link Verdict#SHOPS_OWN} proves nothing about a customer.
     *
     * @throws IllegalArgumentException if one of them is no telephone number
     */
    public PhoneNormaliser withShopNumbers(Collection<String> numbers) {
        Set<String> more = new HashSet<>(own);
        int position = 0;
        for (String number : numbers) {
            Normalised<Phone> read = normalise(number);
            Phone phone = read.value();
            if (phone == null) {
                throw new IllegalArgumentException(
                        "numbers must be telephone numbers; the one at position " + position + " " + read.reason());
            }
            more.add(phone.key());
            position++;
        }
        return new PhoneNormaliser(region, Set.copyOf(more));
    }

    /** The key of {@code raw}, or an empty text unless it is {@link Verdict#USABLE}. */
    public String key(String raw) {
        Normalised<Phone> read = normalise(raw);
        Phone phone = read.verdict() == Verdict.USABLE ? read.value() : null;
        return phone == null ? "" : phone.key();
    }

    /** Reads one number. */
    public Normalised<Phone> normalise(String raw) {
        Objects.requireNonNull(raw, "raw");
        String text = unlabelled(HalfWidth.of(raw));
        if (text.isEmpty()) {
            return Normalised.absent();
        }
        boolean international = text.charAt(0) == '+';
        StringBuilder kept = new StringBuilder(MAX_DIGITS + 1);
        int end = text.length();
        for (int i = international ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                kept.append(c);
            } else if (isExtension(text, i)) {
                end = i;
                break;
            } else if (!isSeparator(c)) {
                return kept.length() == 0 && Placeholders.standard().isPlaceholder(raw)
                        ? Normalised.placeholder("is words for nothing")
                        : Normalised.malformed("holds characters that are not of a telephone number");
            }
        }
        if (international && text.startsWith("(0)", 3) && kept.charAt(2) == '0') {
            kept.deleteCharAt(2);
        }
        String digits = kept.toString();
        if (digits.isEmpty()) {
            return Normalised.placeholder("holds no digits");
        }
        Normalised<Phone> read = read(digits, international);
        Phone phone = read.value();
        if (phone == null) {
            return read;
        }
        if (own.contains(phone.key())) {
            return new Normalised<>(phone, Verdict.SHOPS_OWN, "is the shop's own");
        }
        return end < text.length() && read.verdict() == Verdict.USABLE
                ? Normalised.quarantined(phone, "has an extension: it is a switchboard's")
                : read;
    }

    private Normalised<Phone> read(String digits, boolean international) {
        if (Placeholders.isFiller(digits)) {
            return Normalised.placeholder("is a made-up telephone number");
        }
        String national = "";
        boolean japanese = region.equals("JP");
        if (international ? digits.startsWith("81") : japanese && isJapaneseAbroad(digits)) {
            String rest = digits.substring(digits.indexOf("81") + 2);
            national = rest.startsWith("0") ? rest : "0" + rest;
        } else if (!international && japanese) {
            national = digits;
        }
        if (isMobile(national)) {
            return Normalised.usable(new Phone("+81" + national.substring(1), PhoneKind.MOBILE));
        }
        if (!international && japanese && isMobile("0" + digits)) {
            return Normalised.quarantined(
                    new Phone("+81" + digits, PhoneKind.MOBILE), "seems to have lost its leading zero");
        }
        String dialled = national.isEmpty() ? (international ? "+" : "") + digits : national;
        return byLibrary(abroad(dialled, japanese && !international), national.isEmpty() ? region : "JP");
    }

    /** The prefixes for calls abroad, as a plus: 010 from Japan, 00 from most countries. */
    private static String abroad(String dialled, boolean japanese) {
        if (japanese && dialled.startsWith("010")) {
            return "+" + dialled.substring(3);
        }
        return dialled.startsWith("00") ? "+" + dialled.substring(2) : dialled;
    }

    private Normalised<Phone> byLibrary(String dialled, String home) {
        PhoneNumber number;
        try {
            number = library.parse(dialled, home);
        } catch (NumberParseException e) {
            return unread(dialled);
        }
        if (!library.isValidNumber(number)) {
            return unread(dialled);
        }
        String key = library.format(number, PhoneNumberFormat.E164);
        PhoneKind kind = number.getCountryCode() == JAPAN ? PhoneKind.of(key) : PhoneKind.FOREIGN;
        return Normalised.usable(new Phone(key, kind));
    }

    private static Normalised<Phone> unread(String dialled) {
        String digits = dialled.startsWith("+") ? dialled.substring(1) : dialled;
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            return Normalised.malformed("has not the number of digits of a telephone number");
        }
        return Normalised.quarantined(new Phone(dialled, PhoneKind.of(dialled)), "is no number of the numbering plan");
    }

    /** 81 without a plus, or behind a prefix for calls abroad. */
    private static boolean isJapaneseAbroad(String digits) {
        return digits.startsWith("01081")
                || digits.startsWith("0081")
                || (digits.length() == 12 && digits.startsWith("81") && isMobile("0" + digits.substring(2)));
    }

    /** 0A0 and eight digits, A from 6 to 9; 0800 is toll-free. */
    private static boolean isMobile(String national) {
        return national.length() == 11
                && national.charAt(0) == '0'
                && national.charAt(1) >= '6'
                && national.charAt(2) == '0'
                && (national.charAt(3) != '0' || national.charAt(1) != '8');
    }

    private static boolean isSeparator(char c) {
        return c == ' '
                || c == '.'
                || c == '/'
                || c == '('
                || c == ')'
                || c == '['
                || c == ']'
                || c == '・'
                || c == '･'
                || HalfWidth.isDash(c);
    }

    private static boolean isExtension(String text, int at) {
        char c = text.charAt(at);
        return text.startsWith("内線", at)
                || text.startsWith("代表", at)
                || text.startsWith("(内", at)
                || text.startsWith("(代", at)
                || (at > 0 && (c == '#' || c == 'x' || text.startsWith("ext", at)));
    }

    private static String unlabelled(String text) {
        if (text.isEmpty() || text.charAt(0) < 'A') {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        for (String label : LABELS) {
            if (lower.startsWith(label)) {
                int from = label.length();
                while (from < text.length() && (text.charAt(from) == ':' || text.charAt(from) == ' ')) {
                    from++;
                }
                return text.substring(from);
            }
        }
        return text;
    }

    private static final String[] LABELS = {"tel", "phone", "電話番号", "電話", "携帯", "自宅", "℡", "☎"};
}
