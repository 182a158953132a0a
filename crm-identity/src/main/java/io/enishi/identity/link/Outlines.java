package io.enishi.identity.link;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What can be told of two numbered texts without reading them: whether a level of agreement may hold at all. Most pairs of different
 * values are done with after a few instructions. "May hold" may be wrong, "cannot hold" never is.
 */
final class Outlines {

    private static final Set<Measure> LETTERS = EnumSet.of(
            Measure.JARO_WINKLER,
            Measure.DAMERAU,
            Measure.LEVENSHTEIN,
            Measure.BEGINS,
            Measure.PREFIX,
            Measure.DATE_PARTS);

    private static final Set<Measure> PARTS =
            EnumSet.of(Measure.PARTS, Measure.PART, Measure.NO_PART, Measure.ALL_PARTS, Measure.ANY_PART);

    private final Measure[] measures;
    private final double[] limits;
    /** For levels of similarity what letters must reach. */
    private final double[][] needed;

    private final boolean asksLetters;
    private final Sketches texts;
    private final Pieces words;
    private final Pieces parts;
    private final Sketches partTexts;

    Outlines(List<Level> levels, Dictionary dictionary) {
        measures = levels.stream().map(Level::measure).toArray(Measure[]::new);
        limits = levels.stream().mapToDouble(Level::limit).toArray();
        asksLetters = asks(LETTERS);
        needed = levels.stream().map(level -> Sketches.needed(level.limit())).toArray(double[][]::new);
        texts = new Sketches(asksLetters ? dictionary.texts() : new Texts());
        words = asks(Set.of(Measure.WORDS)) ? Pieces.words(dictionary) : Pieces.none();
        parts = asks(PARTS) ? Pieces.parts(dictionary) : Pieces.none();
        partTexts = new Sketches(parts.dictionary().texts());
    }

    private boolean asks(Set<Measure> some) {
        return Arrays.stream(measures).anyMatch(some::contains);
    }

    /** The levels after the first that may hold of two different texts, a bit each: the second level is bit 1. */
    int mayHold(int a, int b) {
        int may = 0;
        if (asksLetters) {
            Sketches.Likeness likeness = texts.likeness(a, b);
            for (int level = 1; level < measures.length; level++) {
                may |= mayHold(level, a, b, likeness) ? 1 << level : 0;
            }
        } else {
            for (int level = 1; level < measures.length; level++) {
                may |= mayHold(level, a, b) ? 1 << level : 0;
            }
        }
        return may;
    }

    private boolean mayHold(int level, int a, int b, Sketches.Likeness likeness) {
        return switch (measures[level]) {
            case JARO_WINKLER -> likeness.mayBeAlike(needed[level]);
            case DAMERAU, LEVENSHTEIN -> likeness.mayBeNear(limits[level]);
            case BEGINS -> likeness.mayBegin(limits[level]);
            case PREFIX -> likeness.mayShareHead(limits[level]);
            case DATE_PARTS -> likeness.mayShareHalf();
            default -> mayHold(level, a, b);
        };
    }

    private boolean mayHold(int level, int a, int b) {
        double limit = limits[level];
        return switch (measures[level]) {
            case WORDS ->
                Pieces.share(words.of(a), words.of(b)) >= limit * Math.min(words.of(a).length, words.of(b).length);
            case PARTS -> parts.same(a, b, 0, (int) limit);
            case PART -> parts.same(a, b, (int) limit - 1, (int) limit);
            case NO_PART -> parts.inCommon(a, b) == 0;
            case ALL_PARTS -> parts.inCommon(a, b) > 0 && alikeParts(a, b, needed[level]) == parts.inCommon(a, b);
            case ANY_PART -> alikeParts(a, b, needed[level]) > 0;
            default -> true;
        };
    }

    /** Parts that both have and that may be alike. */
    private int alikeParts(int a, int b, double[] needed) {
        int[] mine = parts.of(a);
        int[] others = parts.of(b);
        int alike = 0;
        for (int part = 0; part < Math.min(mine.length, others.length); part++) {
            boolean both = mine[part] != 0 && others[part] != 0;
            alike += both
                            && (mine[part] == others[part]
                                    || partTexts
                                            .likeness(mine[part], others[part])
                                            .mayBeAlike(needed))
                    ? 1
                    : 0;
        }
        return alike;
    }
}
