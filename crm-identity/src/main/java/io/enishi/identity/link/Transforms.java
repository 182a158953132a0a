package io.enishi.identity.link;

import io.enishi.identity.ja.AddressParser;
import io.enishi.identity.ja.NameDictionary;
import io.enishi.identity.ja.PlaceTable;
import io.enishi.identity.normal.BirthDates;
import io.enishi.identity.normal.EmailNormaliser;
import io.enishi.identity.normal.Gender;
import io.enishi.identity.normal.PhoneNormaliser;
import io.enishi.identity.normal.PostalCode;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named functions from text to text that prepare a column for comparison or for a blocking key; immutable. A result that is empty
 * means "not known".
 *
 * <p>{@link #standard()} has {@code text} (width, case, accents and punctuation folded), {@code letters}, {@code digits}, {@code compact}
 * (both), {@code words} (the words of the text, sorted), {@code date} ({@code yyyymmdd}; placeholders such as 1900-01-01 become unknown),
 * {@code year}, {@code month-day}, {@code email}, {@code email-name} (before the at sign), {@code phone}, {@code gender}, {@code soundex},
 * {@code given-name} and {@code family-name} (of a whole name in Latin letters), {@code list} (split at {@code , ; |} into parts),
 * {@code no-placeholder}; for Japan {@code ja-phone}, {@code ja-email}, {@code ja-postal}, {@code ja-birth-date}, {@code ja-address} (city and
 * town, numbers, room as parts) and {@code ja-word} (a name's written form and reading as parts); and with a number at the end
 * {@code first-N}, {@code last-N}, {@code word-N}, {@code part-N}. A {@link Linker} adds {@code ja-family} and {@code ja-given}, which it
 * learns from the rows. A host adds its own with {@link #with}.
 */
public final class Transforms {

    private static final Pattern NUMBERED = Pattern.compile("(first|last|word|part)-([1-9][0-9]?)");
    private static final Pattern ISO = Pattern.compile("([0-9]{4})[-/.年 ]([0-9]{1,2})[-/.月 ]([0-9]{1,2})日?(?:[T ].*)?");
    private static final Pattern DAY_LAST = Pattern.compile("([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})");
    private static final Pattern NOTHING = Pattern.compile(
            "(?:n/?a|none|null|nil|unknown|not known|test|xxx+|-+|\\?+|\\.+|不明|なし|無し|テスト)", Pattern.CASE_INSENSITIVE);
    /** What a text that is {@link #NOTHING} may begin with. */
    private static final String NOTHING_BEGINS = "nNuUtTxX-?.不な無テ";

    private static final Pattern MASKED = Pattern.compile("(?=[a-f]*[0-9])[0-9a-f]{10,}@");
    private static final BirthDates BIRTHS = BirthDates.standard();
    private static final String SOUNDEX = "01230120022455012623010202";
    private static final Transforms STANDARD = new Transforms(builtIn(), NameDictionary.empty());

    private final Map<String, UnaryOperator<String>> byName;
    private final NameDictionary names;

    private Transforms(Map<String, UnaryOperator<String>> byName, NameDictionary names) {
        this.byName = Map.copyOf(byName);
        this.names = names;
    }

    /** The functions that come with the library. */
    public static Transforms standard() {
        return STANDARD;
    }

    /**
     * These functions and one more, or another one under a name that exists.
     *
     * @param transform pure: the same text always gives the same text
     */
    public Transforms with(String name, UnaryOperator<String> transform) {
        Objects.requireNonNull(transform, "transform");
        Map<String, UnaryOperator<String>> more = new HashMap<>(byName);
        more.put(name, transform);
        return new Transforms(more, names);
    }

    /**
     * The same with a dictionary of Japanese names: {@code ja-family} and {@code ja-given} look up there what the records themselves do
     * not teach, where a name without a space ends and how kanji without kana are read.
     */
    public Transforms withNames(NameDictionary dictionary) {
        return new Transforms(byName, Objects.requireNonNull(dictionary, "dictionary"));
    }

    /** The same with a table of places and postal codes, by which {@code ja-address} reads addresses. */
    public Transforms withPlaces(PlaceTable places) {
        AddressParser addresses = AddressParser.of(places);
        return with("ja-address", raw -> JapaneseHome.parts(addresses, raw));
    }

    NameDictionary dictionary() {
        return names;
    }

    /** Names of all functions, without those that end in a number. */
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** The function of this name; null if there is none. */
    @Nullable
    UnaryOperator<String> find(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            int number = Integer.parseInt(numbered.group(2));
            return switch (numbered.group(1)) {
                case "first" -> text -> text.length() <= number ? text : text.substring(0, number);
                case "last" -> text -> text.length() <= number ? text : text.substring(text.length() - number);
                case "word" -> text -> word(text, number);
                default -> text -> Measure.part(text, number - 1);
            };
        }
        return byName.get(name);
    }

    /**
     * The functions of these names one after the other; what is not known stays so.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    UnaryOperator<String> all(List<String> names) {
        UnaryOperator<String> all = text -> text;
        for (String name : names) {
            UnaryOperator<String> next = find(name);
            if (next == null) {
                throw new IllegalArgumentException("no transform \"" + name + "\"");
            }
            UnaryOperator<String> before = all;
            all = raw -> {
                String text = before.apply(raw);
                return text.isEmpty() ? text : next.apply(text);
            };
        }
        return all;
    }

    private static Map<String, UnaryOperator<String>> builtIn() {
        Map<String, UnaryOperator<String>> all = new HashMap<>();
        all.put("text", Transforms::text);
        all.put("letters", text -> kept(text, true, false));
        all.put("digits", text -> kept(text, false, true));
        all.put("compact", text -> kept(text, true, true));
        all.put("words", Transforms::words);
        all.put("date", Transforms::date);
        all.put("year", text -> text.length() == 8 ? text.substring(0, 4) : "");
        all.put("month-day", text -> text.length() == 8 ? text.substring(4) : "");
        all.put("email", Transforms::email);
        all.put("email-name", Transforms::emailName);
        all.put("phone", Transforms::phone);
        all.put("soundex", Transforms::soundex);
        all.put("list", Transforms::list);
        all.put("no-placeholder", Transforms::known);
        all.put("ja-phone", raw -> Japan.PHONES.key(raw));
        all.put("ja-email", raw -> personal(Japan.MAILS.key(raw)));
        all.put("ja-birth-date", Transforms::date);
        all.put("ja-postal", PostalCode::key);
        AddressParser addresses = AddressParser.withoutTable();
        all.put("ja-address", raw -> JapaneseHome.parts(addresses, raw));
        all.put("ja-word", JapaneseNames::word);
        all.put("given-name", WesternName::given);
        all.put("family-name", WesternName::family);
        all.put("gender", raw -> Gender.parse(raw).key());
        return all;
    }

    /** Made when the first model asks for them: they read tables of all countries and domains. */
    private static final class Japan {
        static final PhoneNormaliser PHONES = PhoneNormaliser.japanese();
        static final EmailNormaliser MAILS = EmailNormaliser.japanese();
    }

    /** Lower case, half width, without accents; everything but letters and digits becomes one blank, an apostrophe nothing. */
    static String text(String raw) {
        if (isNothing(raw)) {
            return "";
        }
        if (isFolded(raw)) {
            return raw;
        }
        String folded = isPlain(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFKD);
        StringBuilder text = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isVoicing(c)) {
                if (gap && !text.isEmpty()) {
                    text.append(' ');
                }
                gap = false;
                text.append(Character.toLowerCase(c));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && c != '\'' && c != '’') {
                gap = true;
            }
        }
        return isPlain(text) ? text.toString() : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Whether {@link #text} has nothing to do: small letters and digits with single blanks in between. */
    private static boolean isFolded(String raw) {
        boolean gap = true;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!word && (c != ' ' || gap)) {
                return false;
            }
            gap = !word;
        }
        return !gap;
    }

    private static boolean isNothing(String raw) {
        return !raw.isEmpty()
                && raw.length() < 10
                && NOTHING_BEGINS.indexOf(raw.charAt(0)) >= 0
                && NOTHING.matcher(raw).matches();
    }

    /** Combining dakuten and handakuten, which tell kana apart and are no accents, and the long mark. */
    private static boolean isVoicing(char c) {
        return c == '\u3099' || c == '\u309A' || c == 'ー';
    }

    private static boolean isPlain(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static String kept(String raw, boolean letters, boolean digits) {
        String text = text(raw);
        int same = 0;
        while (same < text.length() && isKept(text.charAt(same), letters, digits)) {
            same++;
        }
        if (same == text.length()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, same);
        for (int i = same + 1; i < text.length(); i++) {
            if (isKept(text.charAt(i), letters, digits)) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    private static boolean isKept(char c, boolean letters, boolean digits) {
        return Character.isDigit(c) ? digits : letters && c != ' ';
    }

    private static String words(String raw) {
        String[] words = text(raw).split(" ", -1);
        Arrays.sort(words);
        return String.join(" ", words);
    }

    private static String word(String text, int number) {
        String[] words = text.split(" ", -1);
        return number <= words.length ? words[number - 1] : "";
    }

    /**
     * {@code yyyymmdd} of a date written year first, or year last, then month first unless that is no month; eight digits are
     * kept, even if they are no date, since typing errors are to be compared, too.
     */
    private static String date(String raw) {
        String text = (isPlain(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFKC)).strip();
        if (isIso(text)) {
            String day = text.substring(0, 4) + text.substring(5, 7) + text.substring(8);
            return isPlaceholder(day) ? "" : day;
        }
        Matcher iso = ISO.matcher(text);
        String day;
        if (iso.matches()) {
            day = eight(iso.group(1), iso.group(2), iso.group(3));
        } else {
            Matcher last = DAY_LAST.matcher(text);
            if (last.matches()) {
                boolean monthFirst = Integer.parseInt(last.group(1)) <= 12;
                day = eight(last.group(3), last.group(monthFirst ? 1 : 2), last.group(monthFirst ? 2 : 1));
            } else {
                String known = BIRTHS.key(text);
                day = kept(known.isEmpty() ? text : known, false, true);
            }
        }
        return day.length() != 8 || isPlaceholder(day) ? "" : day;
    }

    /** Whether it is {@code yyyy-mm-dd}, as most dates are: told without a pattern, which takes ten times as long. */
    private static boolean isIso(String text) {
        boolean iso = text.length() == 10;
        for (int i = 0; iso && i < 10; i++) {
            char c = text.charAt(i);
            iso = (i == 4 || i == 7) ? c == '-' : c >= '0' && c <= '9';
        }
        return iso;
    }

    private static String eight(String year, String month, String day) {
        return year + (month.length() == 1 ? "0" : "") + month + (day.length() == 1 ? "0" : "") + day;
    }

    private static boolean isPlaceholder(String day) {
        return day.equals("19000101")
                || day.equals("19700101")
                || day.equals("11111111")
                || day.equals("99999999")
                || day.startsWith("0000")
                || day.startsWith("9999")
                || day.startsWith("0001");
    }

    private static String email(String raw) {
        String plain = isPlain(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFKC);
        String mail = plain.strip().toLowerCase(Locale.ROOT);
        String domain = mail.substring(mail.indexOf('@') + 1);
        boolean example = domain.equals("example.com") || domain.equals("example.jp") || domain.equals("test.com");
        return mail.indexOf('@') <= 0 || example ? "" : mail;
    }

    private static String emailName(String raw) {
        String mail = email(raw);
        return mail.isEmpty() ? "" : mail.substring(0, mail.indexOf('@'));
    }

    /** Unknown if the part before the at sign was made by a machine: relay addresses of malls say nothing about the person. */
    private static String personal(String mail) {
        return MASKED.matcher(mail).lookingAt() ? "" : mail;
    }

    /** Digits without the Japanese country code; unknown when they are all alike or fewer than six. */
    private static String phone(String raw) {
        String digits = kept(raw, false, true);
        String plain = isPlain(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFKC);
        if (plain.strip().startsWith("+81")) {
            String rest = digits.substring(2);
            digits = rest.startsWith("0") ? rest : "0" + rest;
        }
        return digits.length() < 6 || digits.chars().distinct().count() <= 1 ? "" : digits;
    }

    /** The code of four of the US census for names in Latin letters; other texts as they are. */
    private static String soundex(String raw) {
        String letters = kept(raw, true, false).toUpperCase(Locale.ROOT);
        if (letters.isEmpty() || !isPlain(letters)) {
            return letters;
        }
        StringBuilder code = new StringBuilder(4).append(letters.charAt(0));
        char last = SOUNDEX.charAt(letters.charAt(0) - 'A');
        for (int i = 1; i < letters.length() && code.length() < 4; i++) {
            char c = letters.charAt(i);
            char digit = SOUNDEX.charAt(c - 'A');
            if (digit != '0' && digit != last) {
                code.append(digit);
            }
            if (c != 'H' && c != 'W') {
                last = digit;
            }
        }
        return code.append("000", 0, 4 - code.length()).toString();
    }

    private static String list(String raw) {
        StringBuilder parts = new StringBuilder();
        for (String part : raw.split("[,;|、；，]", -1)) {
            String folded = text(part);
            if (!folded.isEmpty()) {
                parts.append(parts.isEmpty() ? "" : String.valueOf(Measure.SEPARATOR))
                        .append(folded);
            }
        }
        return parts.toString();
    }

    private static String known(String raw) {
        return isNothing(raw) ? "" : raw;
    }
}
