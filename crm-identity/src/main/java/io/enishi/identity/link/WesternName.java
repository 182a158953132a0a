package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Family and given name of a full name in Latin letters: {@code Mr. Robert J. Allen}, {@code ALLEN, Robert J}. Initials between the two are left out. */
final class WesternName {

    private static final Set<String> TITLES = Set.of(
            "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "rev", "jr", "sr", "ii", "iii", "iv", "phd", "md", "esq");
    /** Belong to the family name behind them. */
    private static final Set<String> PARTICLES =
            Set.of("van", "von", "de", "der", "den", "del", "di", "da", "la", "le", "bin", "al", "st", "mac", "ter");

    private WesternName() {}

    /** The given name, or its initial; empty where there is one word only. */
    static String given(String raw) {
        int comma = comma(raw);
        List<String> words = words(comma < 0 ? raw : raw.substring(comma + 1));
        return words.isEmpty() || (comma < 0 && words.size() == 1) ? "" : words.get(0);
    }

    /** The family name, with what belongs to it ({@code van der Berg}). */
    static String family(String raw) {
        int comma = comma(raw);
        if (comma >= 0) {
            return String.join(" ", words(raw.substring(0, comma)));
        }
        List<String> words = words(raw);
        if (words.isEmpty()) {
            return "";
        }
        int from = words.size() - 1;
        while (from > 1 && PARTICLES.contains(words.get(from - 1))) {
            from--;
        }
        return String.join(" ", words.subList(from, words.size()));
    }

    /** Where the family name in front ends; -1 if the given name stands in front, also where only a title follows the comma. */
    private static int comma(String raw) {
        int comma = raw.indexOf(',');
        return comma < 0
                        || words(raw.substring(0, comma)).isEmpty()
                        || words(raw.substring(comma + 1)).isEmpty()
                ? -1
                : comma;
    }

    private static List<String> words(String raw) {
        List<String> words = new ArrayList<>();
        for (String word : Transforms.text(raw).split(" ", -1)) {
            if (!word.isEmpty() && !TITLES.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
