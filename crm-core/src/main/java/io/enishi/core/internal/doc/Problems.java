package io.enishi.core.internal.doc;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that a definition is refused once with everything. Not thread-safe. */
public final class Problems {

    /** More would not be read by anyone; a hostile document may have millions. */
    private static final int MAX = 200;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private int count;

    public void add(String path, String message, String advice) {
        add(new Problem(path, message, advice));
    }

    /** Remembers a problem; the same one twice is one, since parts of a rule may be compiled more than once. */
    public void add(Problem problem) {
        count++;
        if (problems.size() < MAX) {
            problems.add(problem);
        }
    }

    /** Adds the problems of a part that stands at {@code path}. */
    public void addAll(String path, DefinitionException refused) {
        for (Problem problem : refused.problems()) {
            add(problem.under(path));
        }
    }

    /** How many were added, repetitions included. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public List<Problem> list() {
        return List.copyOf(problems);
    }

    /** @throws DefinitionException with everything, if anything was added */
    public void throwIfAny() {
        if (count > 0) {
            throw new DefinitionException(list());
        }
    }

    /**
     * Advice for a word that is not one of {@code known}: the closest of them if it is close, else all of them.
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
    static int distance(String a, String b, int limit) {
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
}
