package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TextsProperties {

    @Property(tries = 300)
    void textsComeBackAsTheyWereAdded(@ForAll("texts") List<String> added) {
        Texts texts = of(added);
        Texts again = new Texts();
        for (int number = added.size() - 1; number >= 0; number--) {
            again.add(texts, number);
        }
        assertThat(texts.size()).isEqualTo(added.size());
        for (int number = 0; number < added.size(); number++) {
            String text = added.get(number);
            assertThat(texts.text(number)).isEqualTo(text);
            assertThat(texts.length(number)).isEqualTo(text.length());
            assertThat(again.text(added.size() - 1 - number)).isEqualTo(text);
            char[] room = new char[text.length()];
            assertThat(texts.copy(number, room)).isEqualTo(text.length());
            assertThat(room).containsExactly(text.toCharArray());
        }
    }

    @Property(tries = 300)
    void theyAreEqualIfTheirCharactersAre(@ForAll("texts") List<String> added) {
        Texts texts = of(added);
        for (int a = 0; a < added.size(); a++) {
            for (int b = 0; b < added.size(); b++) {
                String other = added.get(b);
                boolean equal = added.get(a).equals(other);
                assertThat(texts.isEqual(a, other)).isEqualTo(equal);
                assertThat(texts.isEqual(a, texts, b)).isEqualTo(equal);
                char[] around = ("x" + other + "x").toCharArray();
                assertThat(texts.isEqual(a, around, 1, around.length - 1)).isEqualTo(equal);
            }
        }
    }

    @Example
    void textsOfAnyLengthStandSideBySide() {
        int array = 1 << 18;
        List<String> added = List.of(
                "a".repeat(array - 20),
                "縁",
                "b".repeat(array),
                "",
                "縁".repeat(array),
                "c".repeat(array - 5),
                "d",
                "e".repeat(63),
                "f".repeat(64),
                "g".repeat(8191),
                "h".repeat(8192));
        textsComeBackAsTheyWereAdded(added);
        theyAreEqualIfTheirCharactersAre(added);
    }

    private static Texts of(List<String> added) {
        Texts texts = new Texts();
        added.forEach(texts::add);
        return texts;
    }

    /** Few characters, so that texts repeat; wide ones, and halves of pairs that are no characters alone. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> any = Arbitraries.strings()
                .withChars('a', 'é', '\u00ff', '\u0100', '縁', '\ud83d', '\ude00')
                .ofMaxLength(5);
        Arbitrary<String> longer = Arbitraries.strings().all().ofMaxLength(300);
        return Arbitraries.frequencyOf(Tuple.of(9, any), Tuple.of(1, longer))
                .list()
                .ofMaxSize(40);
    }
}
