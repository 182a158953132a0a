package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What is ruled out unread could not have held: levels come out as if every text had been read. */
class OutlinesProperties {

    private static final Level[] MORE = {
        Level.of(Measure.LEVENSHTEIN, 3),
        Level.of(Measure.PREFIX, 9),
        Level.of(Measure.PARTS, 2),
        Level.of(Measure.ALL_PARTS, 0.8),
        Level.of(Measure.WORDS, 0.6)
    };

    @Property(tries = 400)
    void everyKindFindsTheLevelThatReadingFinds(@ForAll("texts") @Size(min = 2, max = 12) List<String> texts) {
        for (String kind : Comparison.kindNames()) {
            check(Comparison.levelsOf(kind), texts);
        }
        for (Level level : MORE) {
            check(List.of(Level.of(Measure.EXACT), level), texts);
        }
    }

    private static void check(List<Level> levels, List<String> texts) {
        Dictionary dictionary = new Dictionary();
        int[] codes = texts.stream().mapToInt(dictionary::code).toArray();
        Agreement agreement = new Agreement(
                List.of(new Comparison("x", levels, false, "own")),
                List.of(new Column(dictionary, codes)),
                new Workers(1));
        for (int a = 0; a < codes.length; a++) {
            for (int b = 0; b < codes.length; b++) {
                assertThat(agreement.level(0, a, b))
                        .as("%s of \"%s\" and \"%s\"", levels, texts.get(a), texts.get(b))
                        .isEqualTo(Agreement.level(levels, texts.get(a), texts.get(b)));
            }
        }
    }

    /** Few letters, so that texts are often alike; with words, parts, dates and kanji among them. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> letters = Arbitraries.strings().withChars("abc").ofMaxLength(12);
        Arbitrary<String> words = Arbitraries.strings().withChars("ab ").ofMaxLength(14);
        Arbitrary<String> parts = Arbitraries.strings()
                .withChars('a', 'b', '山', Measure.SEPARATOR)
                .ofMaxLength(10);
        Arbitrary<String> dates = Arbitraries.strings().withChars("012").ofLength(8);
        return Arbitraries.oneOf(letters.list(), words.list(), parts.list(), dates.list());
    }
}
