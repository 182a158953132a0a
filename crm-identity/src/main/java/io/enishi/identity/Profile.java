package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.value.AttributeValue;
import io.enishi.identity.ja.NameAgreement;
import io.enishi.identity.ja.PersonName;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an origin's attributes say about the person, folded for comparison. What cannot be read is unknown, never an error: the
 * resolver has to answer for whatever sources send.
 *
 * @param birthDate null when unknown or a placeholder
 * @param postalCode seven digits, or empty
 * @param address folded up to the building, or empty
 * @param gender {@code m}, {@code f} or empty
 */
record Profile(PersonName name, @Nullable LocalDate birthDate, String postalCode, String address, String gender) {

    private static final Pattern DAY =
            Pattern.compile("(?<y>\\d{4})(?:[-/.年](?<m>\\d{1,2})[-/.月](?<d>\\d{1,2})日?|(?<mm>\\d{2})(?<dd>\\d{2}))");

    /** A kanji numeral counts as a number only in front of a counter, and 番 only when it does not go on as a name (三番町). */
    private static final Pattern NUMERAL = Pattern.compile("([一二三四五六七八九十]{1,3})(?=丁目|番地|番(?!町)|号)");

    private static final Pattern COUNTER = Pattern.compile("(?<=\\d)(丁目|番地の?|番(?!町)|号|の(?=\\d))");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern DASHES = Pattern.compile("(?<=\\d)[‐‑‒–—―−ー]");
    private static final Pattern DASH_RUN = Pattern.compile("-+");
    private static final Pattern STRAY_DASH = Pattern.compile("-(?!\\d)");
    private static final Pattern NUMBERS = Pattern.compile("^(.*?\\d+(?:-\\d+)+)(?!\\d)");

    static Profile of(OriginEvidence origin, IdentityPolicy policy) {
        return of(origin.attributes(), policy);
    }

    private static final Profile UNKNOWN = new Profile(PersonName.of("", ""), null, "", "", "");

    static Profile of(Map<String, AttributeValue> stated, IdentityPolicy policy) {
        if (stated.isEmpty()) {
            return UNKNOWN;
        }
        String name = unblocked(policy, "name", text(stated, "name"));
        String kana = unblocked(policy, "kana", text(stated, "kana"));
        return new Profile(
                PersonName.of(name, kana),
                birthDate(stated.get("birth-date"), policy),
                unblocked(policy, "postal-code", postalCode(text(stated, "postal-code"))),
                unblocked(policy, "address", address(text(stated, "address"))),
                gender(text(stated, "gender")));
    }

    private static String text(Map<String, AttributeValue> stated, String attribute) {
        AttributeValue value = stated.get(attribute);
        return value == null
                ? ""
                : Normalizer.normalize(value.plain().toString(), Normalizer.Form.NFKC)
                        .strip();
    }

    private static String unblocked(IdentityPolicy policy, String attribute, String value) {
        return value.isEmpty() || policy.blocks(attribute, value) ? "" : value;
    }

    private static @Nullable LocalDate birthDate(@Nullable AttributeValue value, IdentityPolicy policy) {
        LocalDate day = null;
        if (value instanceof AttributeValue.Day stated) {
            day = stated.day();
        } else if (value != null) {
            Matcher parts = DAY.matcher(Normalizer.normalize(value.plain().toString(), Normalizer.Form.NFKC)
                    .strip());
            if (parts.matches()) {
                boolean marked = parts.group("m") != null;
                try {
                    day = LocalDate.of(
                            Integer.parseInt(parts.group("y")),
                            Integer.parseInt(parts.group(marked ? "m" : "mm")),
                            Integer.parseInt(parts.group(marked ? "d" : "dd")));
                } catch (DateTimeException e) {
                    return null; // 30 February is no evidence
                }
            }
        }
        return day == null || policy.blocks("birth-date", day.toString()) ? null : day;
    }

    private static String postalCode(String text) {
        StringBuilder digits = new StringBuilder(7);
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.length() == 7 ? digits.toString() : "";
    }

    /**
     * A small folding for equality only: dashes, counters (丁目, 番地, 番, 号) and spaces unified, the building cut off behind the
     * numbers. What does not look like that stays whole.
     */
    static String address(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String joined =
                SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        String dashed = DASHES.matcher(joined).replaceAll("-");
        Matcher numeral = NUMERAL.matcher(dashed);
        String arabic = numeral.replaceAll(found -> Integer.toString(number(found.group(1))));
        String plain = STRAY_DASH
                .matcher(DASH_RUN.matcher(COUNTER.matcher(arabic).replaceAll("-"))
                        .replaceAll("-"))
                .replaceAll("");
        Matcher numbers = NUMBERS.matcher(plain);
        return (numbers.find() ? numbers.group(1) : plain).toLowerCase(Locale.ROOT);
    }

    private static int number(String kanji) {
        int ten = kanji.indexOf('十');
        if (ten < 0) {
            int value = 0;
            for (int i = 0; i < kanji.length(); i++) {
                value = value * 10 + digit(kanji.charAt(i));
            }
            return value;
        }
        int tens = ten == 0 ? 1 : digit(kanji.charAt(ten - 1));
        int ones = ten == kanji.length() - 1 ? 0 : digit(kanji.charAt(ten + 1));
        return tens * 10 + ones;
    }

    private static int digit(char kanji) {
        return "一二三四五六七八九".indexOf(kanji) + 1;
    }

    private static String gender(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.startsWith("m") || word.startsWith("男")) {
            return "m";
        }
        return word.startsWith("f") || word.startsWith("女") ? "f" : "";
    }

    /** The same address, or the same postal code where one of the two has no address. */
    boolean sameHome(Profile other) {
        if (!address.isEmpty() && !other.address.isEmpty()) {
            return address.equals(other.address);
        }
        return !postalCode.isEmpty() && postalCode.equals(other.postalCode);
    }

    boolean sameBirthDate(Profile other) {
        return birthDate != null && birthDate.equals(other.birthDate);
    }

    boolean birthDatesDiffer(Profile other) {
        return birthDate != null && other.birthDate != null && !birthDate.equals(other.birthDate);
    }

    boolean gendersDiffer(Profile other) {
        return !gender.isEmpty() && !other.gender.isEmpty() && !gender.equals(other.gender);
    }

    /** Whether nothing here can be compared. */
    boolean saysNothing() {
        return name.isUnknown() && birthDate == null && postalCode.isEmpty() && address.isEmpty() && gender.isEmpty();
    }

    /** The same surname, and given names that are known to differ or may. */
    boolean isOfOneFamily(Profile other) {
        PersonName.Agreement agreement = name.compare(other.name);
        return agreement.sameSurname() && agreement.names() != NameAgreement.AGREES;
    }
}
