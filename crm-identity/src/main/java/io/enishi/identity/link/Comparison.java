package io.enishi.identity.link;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * How one feature of two records is compared: the first {@link Level} that holds counts; where none holds, they differ; where one
 * of the two is not known, nothing is said.
 *
 * @param of the feature, such as {@code surname:text}; see {@link LinkModel}
 * @param levels steps of agreement, best first; the first is {@link Measure#EXACT}, at most {@value #MOST_LEVELS}
 * @param household whether members of a family often share it (surname, address, telephone), so that it says less there
 * @param frequencies where it is known how common values are: {@code own} for the table itself, {@code none} for no adjustment,
 *     otherwise the name of a {@link FrequencyTable}
 */
public record Comparison(String of, List<Level> levels, boolean household, String frequencies) {

    /** Most levels of a comparison. */
    public static final int MOST_LEVELS = 13;

    /** Frequencies of the table itself. */
    public static final String OWN = "own";

    /** No adjustment by frequency. */
    public static final String NONE = "none";

    /** Ready lists of levels for common kinds of columns. */
    private static final Map<String, List<Level>> KINDS = kinds();

    public Comparison {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(frequencies, "frequencies");
        levels = List.copyOf(levels);
        if (levels.isEmpty() || !levels.get(0).equals(Level.of(Measure.EXACT))) {
            throw new IllegalArgumentException("the first level of \"" + of + "\" must be exact");
        }
        if (levels.size() > MOST_LEVELS || Set.copyOf(levels).size() < levels.size()) {
            throw new IllegalArgumentException(
                    "levels of \"" + of + "\" must be at most " + MOST_LEVELS + ", all different");
        }
    }

    /** A comparison with the levels of a kind: {@code name}, {@code text}, {@code date}, {@code code}, ... */
    public static Comparison of(String feature, String kind) {
        List<Level> levels = KINDS.get(kind);
        if (levels == null) {
            throw new IllegalArgumentException("no kind \"" + kind + "\"; there are " + kindNames());
        }
        return new Comparison(feature, levels, false, OWN);
    }

    /** The same comparison of something that families share. */
    public Comparison inHouseholds() {
        return new Comparison(of, levels, true, frequencies);
    }

    /** The same comparison with frequencies from elsewhere, or none. */
    public Comparison withFrequencies(String name) {
        return new Comparison(of, levels, household, name);
    }

    /** Names of the kinds. */
    public static Set<String> kindNames() {
        return KINDS.keySet();
    }

    /** Whether what is compared are names, whole or in two parts: by likeness rather than by digits or words. */
    boolean isOfNames() {
        return levels.stream()
                .anyMatch(level -> level.measure() == Measure.BEGINS
                        || level.measure() == Measure.NO_PART
                        || level.measure() == Measure.SWAPPED);
    }

    Feature feature() {
        return Feature.parse(of);
    }

    /** The name of the kind with exactly these levels; empty if there is none. */
    String kind() {
        for (Map.Entry<String, List<Level>> kind : KINDS.entrySet()) {
            if (kind.getValue().equals(levels)) {
                return kind.getKey();
            }
        }
        return "";
    }

    static List<Level> levelsOf(String kind) {
        List<Level> levels = KINDS.get(kind);
        return levels == null ? List.of() : levels;
    }

    private static Map<String, List<Level>> kinds() {
        Map<String, List<Level>> kinds = new TreeMap<>();
        kinds.put("category", levels("exact"));
        kinds.put("name", levels("exact", "damerau 1", "jaro-winkler 0.9", "begins 1", "jaro-winkler 0.8"));
        kinds.put("full-name", levels("exact", "swapped", "all-parts 0.9", "part 1", "part 2", "all-parts 0.8"));
        kinds.put("text", levels("exact", "jaro-winkler 0.95", "words 1", "jaro-winkler 0.88", "words 0.6"));
        kinds.put("date", levels("exact", "damerau 1", "date-parts", "damerau 2", "prefix 4"));
        kinds.put("code", levels("exact", "damerau 1", "damerau 2"));
        kinds.put("postcode", levels("exact", "damerau 1", "prefix 3", "prefix 2"));
        kinds.put("email", levels("exact", "damerau 2", "jaro-winkler 0.92"));
        kinds.put("age", levels("exact", "difference 1", "difference 2"));
        kinds.put("number", levels("exact", "ratio 0.01", "ratio 0.05", "ratio 0.2"));
        kinds.put("list", levels("exact", "shared 2", "shared 1"));
        kinds.put("address", levels("exact", "parts 4", "parts 3", "parts 2", "parts 1"));
        kinds.put("ja-name", levels("exact", "part 1", "part 2", "no-part", "any-part 0.85"));
        kinds.put("ja-address", levels("exact", "parts 2", "part 2", "parts 1", "any-part 0.9"));
        return kinds;
    }

    private static List<Level> levels(String... written) {
        return java.util.Arrays.stream(written)
                .map(text -> Objects.requireNonNull(Level.read(text), text))
                .toList();
    }
}
