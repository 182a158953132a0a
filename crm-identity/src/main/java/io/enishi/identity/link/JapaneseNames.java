package io.enishi.identity.link;

import io.enishi.identity.ja.KanaKey;
import io.enishi.identity.ja.KanjiKey;
import io.enishi.identity.ja.NameDictionary;
import io.enishi.identity.ja.Romaji;
import io.enishi.identity.ja.SplitName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of Japanese people in kanji, kana and Latin letters, brought into one form: for the family name and for the given name two
 * parts each, written form and reading.
 *
 * <p>What is needed to tell family from given name where nobody put a space, and to read kanji that came without kana, is learnt from
 * the records themselves: those that have both in two words teach the others. A reading that most bearers share is taken for a
 * kanji name without one. What they do not teach is looked up in the host's dictionary. Readings are kept in a skeleton of Latin
 * letters without long vowels and voicing.
 */
final class JapaneseNames {

    /** Share of a written name's bearers that must agree on its reading. */
    private static final double CLEAR = 0.6;

    private static final int[] FAMILY_LENGTHS = {2, 3, 1, 4};
    private static final int USUAL_LENGTH = 2;

    private final Map<String, Map<String, Integer>> families = new HashMap<>();
    private final Map<String, Map<String, Integer>> givens = new HashMap<>();
    private final Map<String, Integer> familyReadings = new HashMap<>();
    private final Map<String, Integer> givenReadings = new HashMap<>();

    private final NameDictionary dictionary;

    /** @param dictionary where what records do not teach is looked up */
    JapaneseNames(NameDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Written form and reading of both names; empty for what is not known. */
    record Parsed(String family, String given, String familyReading, String givenReading) {

        String familyParts() {
            return parts(family, familyReading);
        }

        String givenParts() {
            return parts(given, givenReading);
        }

        static String parts(String written, String reading) {
            return written.isEmpty() && reading.isEmpty() ? "" : written + Measure.SEPARATOR + reading;
        }
    }

    /** Learns from one record that has the name in two words. */
    void learn(String name, String kana) {
        learn(words(name), words(kana));
    }

    private void learn(List<String> written, List<String> read) {
        if (read.size() == 2 && KanaKey.isKana(read.get(0)) && KanaKey.isKana(read.get(1))) {
            familyReadings.merge(reading(read.get(0)), 1, Integer::sum);
            givenReadings.merge(reading(read.get(1)), 1, Integer::sum);
        }
        if (written.size() == 2 && hasKanji(written.get(0))) {
            boolean both = read.size() == 2 && !hasKanji(read.get(0)) && !hasKanji(read.get(1));
            count(families, KanjiKey.of(written.get(0)), both ? reading(read.get(0)) : "");
            count(givens, KanjiKey.of(written.get(1)), both ? reading(read.get(1)) : "");
        }
    }

    private static void count(Map<String, Map<String, Integer>> counts, String written, String reading) {
        counts.computeIfAbsent(written, any -> new TreeMap<>()).merge(reading, 1, Integer::sum);
    }

    /** What a record's name says. */
    Parsed parse(String name, String kana) {
        List<String> written = words(name);
        String joined = String.join("", written);
        Parsed parsed;
        if (hasKanji(joined)) {
            parsed = kanji(written, joined, String.join("", words(kana)));
        } else {
            parsed = sounded(written);
        }
        if (!kana.isEmpty()) {
            parsed = withReading(parsed, words(kana));
        }
        return new Parsed(
                parsed.family(),
                parsed.given(),
                parsed.familyReading().isEmpty()
                        ? usual(families, parsed.family(), dictionary::surnameReadings)
                        : parsed.familyReading(),
                parsed.givenReading().isEmpty()
                        ? usual(givens, parsed.given(), dictionary::givenNameReadings)
                        : parsed.givenReading());
    }

    private Parsed kanji(List<String> written, String joined, String kana) {
        if (written.size() > 1) {
            return two(written.get(0), String.join("", written.subList(1, written.size())));
        }
        String key = KanjiKey.of(joined);
        int length = familyLength(key, true);
        if (length == 0 && (givens.containsKey(key) || key.length() < 3)) {
            return new Parsed("", key, "", "");
        }
        if (length == 0) {
            SplitName looked = dictionary.split(joined, kana);
            if (looked.isSure()) {
                return two(looked.family(), looked.given());
            }
            length = familyLength(key, false);
        }
        int guess = length == 0 ? USUAL_LENGTH : length;
        return two(key.substring(0, guess), key.substring(guess));
    }

    /** How long a known family name is with which the name begins; 0 if none does. */
    private int familyLength(String key, boolean andGivenName) {
        for (int length : FAMILY_LENGTHS) {
            if (length < key.length()
                    && families.containsKey(key.substring(0, length))
                    && (!andGivenName || givens.containsKey(key.substring(length)))) {
                return length;
            }
        }
        return 0;
    }

    private static Parsed two(String family, String given) {
        return new Parsed(KanjiKey.of(family), KanjiKey.of(given), "", KanaKey.isKana(given) ? reading(given) : "");
    }

    /** A name that is written as it sounds, in kana or Latin letters. */
    private Parsed sounded(List<String> words) {
        List<String> sounds = new ArrayList<>();
        for (String word : words) {
            String sound = reading(word);
            if (!sound.isEmpty()) {
                sounds.add(sound);
            }
        }
        if (sounds.size() == 2) {
            boolean swapped =
                    familyReadings.getOrDefault(sounds.get(1), 0) > 2 * familyReadings.getOrDefault(sounds.get(0), 0)
                            && givenReadings.containsKey(sounds.get(0));
            return new Parsed("", "", sounds.get(swapped ? 1 : 0), sounds.get(swapped ? 0 : 1));
        }
        return sounds.size() == 1 ? split(sounds.get(0)) : new Parsed("", "", "", "");
    }

    /** A reading in one word: a given name alone, or both. */
    private Parsed split(String sound) {
        int best = 0;
        int count = givenReadings.getOrDefault(sound, 0) * 4;
        for (int length = 2; length < sound.length() - 1; length++) {
            int here = Math.min(
                    familyReadings.getOrDefault(sound.substring(0, length), 0),
                    givenReadings.getOrDefault(sound.substring(length), 0));
            if (here > count) {
                best = length;
                count = here;
            }
        }
        return best == 0
                ? new Parsed("", "", "", sound)
                : new Parsed("", "", sound.substring(0, best), sound.substring(best));
    }

    private Parsed withReading(Parsed name, List<String> kana) {
        if (kana.size() >= 2) {
            return new Parsed(
                    name.family(),
                    name.given(),
                    reading(kana.get(0)),
                    reading(String.join("", kana.subList(1, kana.size()))));
        }
        String sound = kana.isEmpty() ? "" : reading(kana.get(0));
        if (sound.isEmpty()) {
            return name;
        }
        for (String known : families.getOrDefault(name.family(), Map.of()).keySet()) {
            if (!known.isEmpty() && sound.startsWith(known) && sound.length() > known.length()) {
                return new Parsed(name.family(), name.given(), known, sound.substring(known.length()));
            }
        }
        for (String known : givens.getOrDefault(name.given(), Map.of()).keySet()) {
            if (!known.isEmpty() && sound.endsWith(known) && sound.length() > known.length()) {
                return new Parsed(
                        name.family(), name.given(), sound.substring(0, sound.length() - known.length()), known);
            }
        }
        Parsed split = split(sound);
        return new Parsed(name.family(), name.given(), split.familyReading(), split.givenReading());
    }

    /** The reading that most bearers of a written name have, or else the only one that is listed; empty if there is none. */
    private static String usual(
            Map<String, Map<String, Integer>> readings, String written, Function<String, Set<String>> listed) {
        int all = 0;
        int most = 0;
        String usual = "";
        for (Map.Entry<String, Integer> reading :
                readings.getOrDefault(written, Map.of()).entrySet()) {
            if (!reading.getKey().isEmpty()) {
                all += reading.getValue();
                if (reading.getValue() > most) {
                    most = reading.getValue();
                    usual = reading.getKey();
                }
            }
        }
        if (all > 0 || written.isEmpty()) {
            return most >= CLEAR * all ? usual : "";
        }
        Set<String> skeletons =
                listed.apply(written).stream().map(JapaneseNames::reading).collect(Collectors.toSet());
        return skeletons.size() == 1 ? skeletons.iterator().next() : "";
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Transforms.text(text).split(" ", -1)) {
            String bare = word.endsWith("様") ? word.substring(0, word.length() - 1) : word;
            if (!bare.isEmpty() && !bare.chars().allMatch(Character::isDigit)) {
                words.add(bare);
            }
        }
        return words;
    }

    private static List<List<String>> words(Dictionary texts) {
        List<List<String>> words = new ArrayList<>();
        for (int code = 0; code < texts.size(); code++) {
            words.add(words(texts.text(code)));
        }
        return words;
    }

    private static boolean hasKanji(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    /** Latin letters of a reading: no long vowels, no voicing, since people type both as they like. */
    static String reading(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                letters.append(text.charAt(i));
            }
        }
        String skeleton = Romaji.skeleton(letters.toString());
        return skeleton.replace('g', 'k')
                .replace('z', 's')
                .replace('j', 's')
                .replace('d', 't')
                .replace('b', 'h')
                .replace('p', 'h');
    }

    /** Both functions by the names that models use; they take a name and its kana as two parts. */
    Transforms in(Transforms others) {
        Map<String, Parsed> known = new HashMap<>();
        return others.with("ja-family", text -> parsed(text, known).familyParts())
                .with("ja-given", text -> parsed(text, known).givenParts());
    }

    private Parsed parsed(String text, Map<String, Parsed> known) {
        synchronized (known) {
            if (known.size() > 100_000) {
                known.clear();
            }
            return known.computeIfAbsent(text, name -> parse(Measure.part(name, 0), Measure.part(name, 1)));
        }
    }

    /** Names of the functions that are learnt from a table. */
    static boolean isLearnt(String transform) {
        return Set.of("ja-family", "ja-given").contains(transform);
    }

    /** A family or given name that stands alone, written form and reading as two parts, in the same two parts as those of whole names. */
    static String word(String joined) {
        String written = String.join("", words(Measure.part(joined, 0)));
        String read = String.join("", words(Measure.part(joined, 1)));
        boolean kanji = hasKanji(written);
        return Parsed.parts(kanji ? KanjiKey.of(written) : "", reading(read.isEmpty() && !kanji ? written : read));
    }

    /** What the records of a table teach: from one column with names, or from one with names and one with their kana. */
    static JapaneseNames of(RecordTable table, List<String> columns, NameDictionary dictionary) {
        JapaneseNames names = new JapaneseNames(dictionary);
        Column written = table.column(columns.get(0));
        Column read = table.column(columns.get(columns.size() - 1));
        List<List<String>> namesWords = words(written.dictionary());
        List<List<String>> kanaWords = words(read.dictionary());
        for (int i = 0; i < table.size(); i++) {
            if (written.code(i) != 0 || read.code(i) != 0) {
                names.learn(namesWords.get(written.code(i)), kanaWords.get(read.code(i)));
            }
        }
        return names;
    }
}
