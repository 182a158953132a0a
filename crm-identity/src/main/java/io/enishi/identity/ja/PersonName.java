package io.enishi.identity.ja;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as far as it can be compared: in kanji, in kana, in Latin letters, each folded, with family and given name apart where a
 * space tells them apart.
 *
 * <p>Kana typed by the person is the best evidence, so what agrees in one script agrees; what differs in all that both have
 * differs. Kanji is not compared with the other scripts, since a reading is a guess; {@link NameDictionary#agreement} tells how good a guess. Latin letters and
 * kana are compared by sound.
 */
public final class PersonName {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,、・]+");

    private enum Script {
        KANJI(3),
        KANA(5),
        LATIN(Integer.MAX_VALUE);

        /** From how many characters on a name without a space holds a family name too, rather than being a nickname. */
        private final int full;

        Script(int full) {
            this.full = full;
        }
    }

    private enum Part {
        SAME,
        UNKNOWN,
        CLOSE,
        DIFFERS
    }

    private record Parts(Part family, Part given) {
        static final Parts UNKNOWN = new Parts(Part.UNKNOWN, Part.UNKNOWN);
        static final Parts SAME = new Parts(Part.SAME, Part.SAME);
    }

    /** A name in one script; {@code given} is empty when it cannot be told from the family name. */
    private record Form(String family, String given, String whole) {
        boolean split() {
            return !given.isEmpty();
        }
    }

    private final @Nullable Form kanji;
    private final @Nullable Form kana;
    private final @Nullable Form latin;

    private PersonName(@Nullable Form kanji, @Nullable Form kana, @Nullable Form latin) {
        this.kanji = kanji;
        this.kana = kana;
        this.latin = latin;
    }

    /**
     * Reads a name.
     *
     * @param name as written, in any script; empty when unknown
     * @param reading the kana that the person gave; empty when unknown
     */
    public static PersonName of(String name, String reading) {
        return of(name, reading, NameDictionary.empty());
    }

    /**
     * Reads a name, and takes family and given name apart by a dictionary where no space does.
     *
     * @param name as written, in any script; empty when unknown
     * @param reading the kana that the person gave; empty when unknown
     */
    public static PersonName of(String name, String reading, NameDictionary dictionary) {
        List<String> written = tokens(name);
        List<String> read = tokens(reading);
        Form kanji = null;
        Form kana = read.stream().allMatch(KanaKey::isKana) ? form(read, Script.KANA) : null;
        Form latin = null;
        String joined = String.join("", written);
        if (KanaKey.isKana(joined)) {
            kana = kana == null ? form(written, Script.KANA) : kana;
        } else if (Romaji.isLatin(joined)) {
            latin = form(written, Script.LATIN);
        } else if (joined.codePoints().anyMatch(Character::isIdeographic)
                && joined.codePoints().allMatch(PersonName::isWritten)) {
            kanji = form(split(written, reading, dictionary), Script.KANJI);
            if (kana == null && kanji != null && KanaKey.isKana(kanji.given())) {
                kana = new Form("", kanji.given(), kanji.given()); // 山田 さくら tells the given name in kana
            }
        }
        return new PersonName(kanji, kana, latin);
    }

    private static List<String> split(List<String> written, String reading, NameDictionary dictionary) {
        if (written.size() != 1) {
            return written;
        }
        SplitName split = dictionary.split(written.get(0), reading);
        return split.by() == SplitName.By.DICTIONARY && !split.given().isEmpty()
                ? List.of(split.family(), split.given())
                : written;
    }

    private static List<String> tokens(String raw) {
        List<String> tokens = new ArrayList<>();
        for (String token : SEPARATORS.split(Normalizer.normalize(raw, Normalizer.Form.NFKC), -1)) {
            String bare = token.length() > 2 && token.endsWith("様") ? token.substring(0, token.length() - 1) : token;
            if (!bare.isEmpty() && !bare.equals("様")) {
                tokens.add(bare);
            }
        }
        return tokens;
    }

    private static @Nullable Form form(List<String> tokens, Script script) {
        if (tokens.isEmpty()) {
            return null;
        }
        List<String> keys = tokens.stream().map(token -> key(token, script)).toList();
        String whole = key(String.join("", tokens), script); // a long vowel may begin where the given name does
        // Middle names go with the given name; a name of one token is not taken apart by guess.
        return keys.size() == 1
                ? new Form("", "", whole)
                : new Form(keys.get(0), String.join("", keys.subList(1, keys.size())), whole);
    }

    private static String key(String token, Script script) {
        return switch (script) {
            case KANJI -> KanjiKey.of(token);
            case KANA -> KanaKey.of(token);
            case LATIN -> token.toLowerCase(Locale.ROOT);
        };
    }

    private static boolean isWritten(int c) {
        return Character.isIdeographic(c)
                || c == '々'
                || c == '〆'
                || KanaKey.isKana(Character.toString(c))
                || !Character.isBmpCodePoint(c)
                || (c >= 0xFE00 && c <= 0xFE0F);
    }

    /** The whole name in kana without a space; empty when only a nickname or nothing is known. */
    public String kanaKey() {
        return kana != null && (kana.split() ? !kana.family().isEmpty() : isFull(kana.whole(), Script.KANA))
                ? kana.whole()
                : "";
    }

    /**
     * The family name as folded for comparison, in kanji where it is known in kanji, else in kana, else in Latin letters; empty when it
     * cannot be told from the given name.
     */
    public String surnameKey() {
        for (Form form : new Form[] {kanji, kana, latin}) {
            if (form != null && form.split() && !form.family().isEmpty()) {
                return form.family();
            }
        }
        return "";
    }

    /** Whether nothing of the name can be compared. */
    public boolean isUnknown() {
        return kanji == null && kana == null && latin == null;
    }

    /** Both parts compared in every script that both names have. */
    public Agreement compare(PersonName other) {
        Parts best = Parts.UNKNOWN;
        best = better(best, compare(kanji, other.kanji, Script.KANJI));
        best = better(best, compare(kana, other.kana, Script.KANA));
        best = better(best, compare(latin, other.latin, Script.LATIN));
        if (kana == null || other.kana == null) {
            best = better(best, compareReadings(latin, other.kana));
            best = better(best, compareReadings(other.latin, kana));
        }
        return new Agreement(verdict(best), best.family() == Part.SAME, best.given() == Part.SAME);
    }

    /**
     * What two names say about each other, and which parts were compared and are the same.
     */
    public record Agreement(NameAgreement names, boolean sameSurname, boolean sameGivenName) {}

    private static NameAgreement verdict(Parts parts) {
        return switch (parts.given()) {
            case DIFFERS -> NameAgreement.GIVEN_NAME_DIFFERS;
            case CLOSE -> NameAgreement.SIMILAR;
            case UNKNOWN -> parts.family() == Part.DIFFERS ? NameAgreement.SURNAME_DIFFERS : NameAgreement.UNKNOWN;
            case SAME -> parts.family() == Part.DIFFERS ? NameAgreement.SURNAME_DIFFERS : NameAgreement.AGREES;
        };
    }

    /**
     * Latin letters with kana, which say the same by sound. Which Latin part comes first is anybody's guess, which kana part is not. What is no romaji says nothing.
     */
    private static Parts compareReadings(@Nullable Form latin, @Nullable Form kana) {
        if (latin == null || kana == null) {
            return Parts.UNKNOWN;
        }
        String whole = Romaji.skeleton(kana.whole());
        if (!latin.split()) {
            String nickname = Romaji.skeleton(latin.whole());
            String given = Romaji.skeleton(kana.given());
            return nickname.length() > 2 && nickname.equals(given) ? new Parts(Part.UNKNOWN, Part.SAME) : Parts.UNKNOWN;
        }
        String one = Romaji.skeleton(latin.family());
        String two = Romaji.skeleton(latin.given());
        if (one.isEmpty() || two.isEmpty() || whole.isEmpty()) {
            return Parts.UNKNOWN;
        }
        if (whole.equals(one + two) || whole.equals(two + one)) {
            return Parts.SAME;
        }
        if (!kana.split() || kana.family().isEmpty()) {
            return Parts.UNKNOWN;
        }
        String family = Romaji.skeleton(kana.family());
        String given = Romaji.skeleton(kana.given());
        if (given.equals(one) || given.equals(two)) {
            return new Parts(family.equals(one) || family.equals(two) ? Part.SAME : Part.DIFFERS, Part.SAME);
        }
        boolean related = family.equals(one) || family.equals(two);
        String other = family.equals(one) ? two : one;
        return new Parts(
                related ? Part.SAME : Part.UNKNOWN, close(given, other, Script.LATIN) ? Part.CLOSE : Part.DIFFERS);
    }

    private static Parts better(Parts one, Parts other) {
        return new Parts(better(one.family(), other.family()), better(one.given(), other.given()));
    }

    /** What agrees in one script agrees; between a slip and a difference the difference counts. */
    private static Part better(Part one, Part other) {
        if (one == Part.SAME || other == Part.SAME) {
            return Part.SAME;
        }
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Parts compare(@Nullable Form a, @Nullable Form b, Script script) {
        if (a == null || b == null) {
            return Parts.UNKNOWN;
        }
        if (a.split() && b.split()) {
            return bothSplit(a, b, script);
        }
        if (a.whole().equals(b.whole())) {
            return new Parts(isFull(a.whole(), script) || a.split() || b.split() ? Part.SAME : Part.UNKNOWN, Part.SAME);
        }
        if (a.split() || b.split()) {
            return a.split() ? oneSplit(a, b.whole(), script) : oneSplit(b, a.whole(), script);
        }
        return noneSplit(a.whole(), b.whole(), script);
    }

    private static Parts bothSplit(Form a, Form b, Script script) {
        if (a.family().equals(b.given()) && a.given().equals(b.family())) {
            return Parts.SAME; // given name first
        }
        if (script == Script.LATIN && !a.equals(b)) {
            return new Parts(Part.UNKNOWN, Part.DIFFERS); // which part comes first is anybody's guess
        }
        return new Parts(family(a.family(), b.family(), script), given(a.given(), b.given(), script));
    }

    private static Parts oneSplit(Form split, String whole, Script script) {
        if (whole.equals(split.given() + split.family())) {
            return Parts.SAME;
        }
        if (whole.equals(split.given())) {
            return new Parts(Part.UNKNOWN, Part.SAME);
        }
        if (!split.family().isEmpty() && loose(whole, script).startsWith(loose(split.family(), script))) {
            String rest = whole.substring(split.family().length());
            return new Parts(Part.SAME, rest.isEmpty() ? Part.UNKNOWN : given(split.given(), rest, script));
        }
        if (!isFull(whole, script)) {
            return Parts.UNKNOWN;
        }
        boolean sameGiven = split.given().length() > 1 && whole.endsWith(split.given());
        return new Parts(split.family().isEmpty() ? Part.UNKNOWN : Part.DIFFERS, sameGiven ? Part.SAME : Part.DIFFERS);
    }

    private static Parts noneSplit(String a, String b, Script script) {
        if (Math.min(a.length(), b.length()) > 1 && (a.endsWith(b) || b.endsWith(a))) {
            return new Parts(Part.UNKNOWN, Part.SAME); // a nickname and the full name that ends in it
        }
        if (!isFull(a, script) || !isFull(b, script)) {
            return Parts.UNKNOWN;
        }
        int prefix = 0;
        while (prefix < Math.min(a.length(), b.length()) && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        // Two kanji in front are nearly always the family name; three kana say little either way.
        Part family = script == Script.KANJI && prefix >= 2 ? Part.SAME : prefix > 0 ? Part.UNKNOWN : Part.DIFFERS;
        return new Parts(family, close(a, b, script) ? Part.CLOSE : Part.DIFFERS);
    }

    private static Part family(String a, String b, Script script) {
        if (a.isEmpty() || b.isEmpty()) {
            return Part.UNKNOWN;
        }
        return loose(a, script).equals(loose(b, script)) ? Part.SAME : Part.DIFFERS;
    }

    private static Part given(String a, String b, Script script) {
        if (a.equals(b)) {
            return Part.SAME;
        }
        return close(a, b, script) ? Part.CLOSE : Part.DIFFERS;
    }

    /** Brothers are called ケンタ and ケンジ, so one kana is a slip only in a long name; one kanji never is. */
    private static boolean close(String a, String b, Script script) {
        return script != Script.KANJI
                && (loose(a, script).equals(loose(b, script))
                        || (Math.min(a.length(), b.length()) >= 5 && oneEdit(a, b)));
    }

    /** Surnames are spelt in more ways than given names: ヤマザキ, ヤマサキ; 斎藤, 斉藤. */
    private static String loose(String key, Script script) {
        return switch (script) {
            case KANJI -> KanjiKey.confusable(key);
            case KANA -> KanaKey.unvoiced(key);
            case LATIN -> key;
        };
    }

    private static boolean isFull(String whole, Script script) {
        return whole.codePointCount(0, whole.length()) >= script.full;
    }

    /** Whether one insertion, deletion or replacement turns {@code a} into {@code b}. */
    private static boolean oneEdit(String a, String b) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        int from = 0;
        while (from < shorter.length() && shorter.charAt(from) == longer.charAt(from)) {
            from++;
        }
        int skip = longer.length() == shorter.length() ? 1 : 0;
        return longer.substring(from + 1).equals(shorter.substring(Math.min(shorter.length(), from + skip)));
    }
}
