package io.enishi.identity.ja;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How single characters of names are read, as far as names with readings tell: 健 is ケン in 健, and where 健太 is ケンタ, 太 is タ.
 *
 * <p>All names and readings here are match keys. Immutable.
 */
final class CharacterReadings {

    /** Of no name. */
    static final CharacterReadings NONE = new CharacterReadings(Map.of());

    /** A reading of one character counts when so many names of the dictionary teach it; one name may be a slip. */
    private static final int TAUGHT = 2;

    /** No single kanji of a name is read with more kana than ミカドサ or ココロザシ. */
    private static final int LONGEST = 5;

    private static final Set<String> UNKNOWN = Set.of();

    private final Map<Integer, Set<String>> known;

    private CharacterReadings(Map<Integer, Set<String>> known) {
        this.known = known;
    }

    /**
     * What names teach: those of one character first, then what is left of those of two when one of the two is known.
     *
     * @param names lists of names, each with its readings
     */
    static CharacterReadings learned(List<Map<String, Set<String>>> names) {
        Lessons lessons = new Lessons();
        names.forEach(list -> list.forEach(lessons::ofOneCharacter));
        lessons.settle();
        for (int round = 0; round < 2; round++) { // what the first round taught helps with other names in the second
            names.forEach(list -> list.forEach(lessons::ofTwoCharacters));
            lessons.settle();
        }
        return new CharacterReadings(lessons.known);
    }

    private static final class Lessons {
        private final Map<Integer, Set<String>> known = new HashMap<>();
        private final Map<Integer, Map<String, Integer>> taught = new HashMap<>();

        void ofOneCharacter(String name, Collection<String> readings) {
            if (name.codePointCount(0, name.length()) == 1) {
                for (String reading : readings) {
                    if (reading.length() <= LONGEST) {
                        teach(name.codePointAt(0), reading, TAUGHT);
                    }
                }
            }
        }

        void ofTwoCharacters(String name, Collection<String> readings) {
            int[] characters = name.codePoints().toArray();
            if (characters.length == 2) {
                for (String reading : readings) {
                    ofPair(characters[0], characters[1], reading);
                }
            }
        }

        private void ofPair(int first, int last, String reading) {
            for (String front : known.getOrDefault(first, UNKNOWN)) {
                if (reading.length() > front.length() && KanaKey.startsLike(reading, 0, front)) {
                    String rest = reading.substring(front.length());
                    if (rest.length() < LONGEST) {
                        teach(last, rest, 1);
                    }
                }
            }
            for (String back : known.getOrDefault(last, UNKNOWN)) {
                int border = reading.length() - back.length();
                if (border > 0 && border < LONGEST && KanaKey.startsLike(reading, border, back)) {
                    teach(first, reading.substring(0, border), 1);
                }
            }
        }

        private void teach(int character, String reading, int times) {
            taught.computeIfAbsent(character, c -> new HashMap<>())
                    .merge(KanaKey.unvoiced(reading), times, Integer::sum);
        }

        /** Ends a round: what enough names taught in it is known, and the next counts its names anew. */
        void settle() {
            taught.forEach((character, readings) -> readings.forEach((reading, times) -> {
                if (times >= TAUGHT) {
                    known.computeIfAbsent(character, c -> new HashSet<>()).add(reading);
                }
            }));
            taught.clear();
        }
    }

    /** Whether readings of the characters of a name, one behind the other, give {@code reading}. */
    ReadingAgreement agreement(String name, String reading) {
        boolean[] reached = new boolean[reading.length() + 1];
        reached[0] = true;
        int before = -1;
        for (int i = 0; i < name.length(); ) {
            int character = name.codePointAt(i);
            i += Character.charCount(character);
            boolean kana = character < 0x10000 && KanaKey.isKana((char) character);
            int meant = character == '々' ? before : character;
            Set<String> readings = kana ? Set.of(Character.toString(character)) : known.getOrDefault(meant, UNKNOWN);
            if (readings.isEmpty()) {
                return ReadingAgreement.UNKNOWN;
            }
            before = kana ? before : meant;
            reached = after(reached, reading, readings);
        }
        return reached[reading.length()] ? ReadingAgreement.POSSIBLE : ReadingAgreement.DIFFERS;
    }

    /** Where in the reading one more character may end. */
    private static boolean[] after(boolean[] reached, String reading, Set<String> readings) {
        boolean[] then = new boolean[reached.length];
        for (int at = 0; at < reading.length(); at++) {
            if (reached[at]) {
                reach(then, reading, at, readings);
                // 井上 is イノウエ and 一宮 イチノミヤ: ノ may stand between two characters.
                if (at > 0 && reading.charAt(at) == 'ノ') {
                    reach(then, reading, at + 1, readings);
                }
            }
        }
        return then;
    }

    private static void reach(boolean[] ends, String reading, int at, Set<String> readings) {
        for (String one : readings) {
            if (KanaKey.startsLike(reading, at, one)) {
                ends[at + one.length()] = true;
            }
        }
    }
}
