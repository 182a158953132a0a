package io.enishi.core.value;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one spelling rule for technical names, and a guess at misspelt ones: shops, schemes, event types, segments, metrics, scenarios. */
public final class Names {

    private Names() {}

    /**
     * Returns {@code name} if it is 1 to {@code maxLength} characters of {@code a-z 0-9 . : - _}, starting with a letter or
     * digit.
     *
     * @throws IllegalArgumentException naming {@code what} and the rule that the value breaks
     */
    public static String requireName(String what, String name, int maxLength) {
        Objects.requireNonNull(name, what);
        if (!isName(name, maxLength)) {
            throw new IllegalArgumentException(what + " must be 1 to " + maxLength
                    + " characters of a-z 0-9 . : - _ and start with a letter or digit, but was \"" + shown(name)
                    + '"');
        }
        return name;
    }

    /** Whether {@code name} obeys {@link #requireName}. */
    public static boolean isName(String name, int maxLength) {
        if (name.isEmpty() || name.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (i == 0 || (c != '.' && c != ':' && c != '-' && c != '_'))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Advice for a word that is not one of {@code known}: the closest of them if it is close, else all of them; empty where there is none.
     */
    public static String didYouMean(String word, Collection<String> known) {
        String closest = closest(word, known);
        if (closest != null) {
            return "did you mean \"" + closest + "\"?";
        }
        return known.isEmpty() ? "" : "use one of " + String.join(", ", known);
    }

    private static @Nullable String closest(String word, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(1, (Math.min(word.length(), 60) + 1) / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate, bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Edit distance (insert, delete, replace), or {@code limit} if it is not smaller. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 100) {
            return limit;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return Math.min(row[b.length()], limit);
    }

    private static String shown(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }
}
