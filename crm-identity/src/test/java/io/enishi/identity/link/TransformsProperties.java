package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Shortcuts for texts that are as they should be already give what the long way gives. */
class TransformsProperties {

    @Property
    void foldedTextIsWhatFoldingLetterByLetterGives(@ForAll("tenLettersOrMore") String text) {
        // An apostrophe folds to nothing and is no text that is folded already.
        assertThat(transformed("text", text)).isEqualTo(transformed("text", "'" + text));
    }

    @Property
    void foldingTwiceIsFoldingOnce(@ForAll("tenLettersOrMore") String text) {
        String once = transformed("text", text);
        assertThat(transformed("text", once)).isEqualTo(once);
    }

    @Property
    void dateReadsAlikeWithDashesAndWithSlashes(@ForAll("dates") String date) {
        assertThat(transformed("date", date)).isEqualTo(transformed("date", date.replace('-', '/')));
    }

    @Test
    void whatStandsForNothingIsNotKnown() {
        assertThat(new String[] {
                    "n/a", "NONE", "null", "unknown", "Test", "xxx", "--", "?", "...", "不明", "なし", "無し", "テスト"
                })
                .allSatisfy(text -> assertThat(transformed("text", text)).isEmpty());
        assertThat(transformed("text", "nora")).isEqualTo("nora");
    }

    @Provide
    Arbitrary<String> tenLettersOrMore() {
        return Arbitraries.of("az09 ", "az09 AÉ-ー")
                .flatMap(letters ->
                        Arbitraries.strings().withChars(letters).ofMinLength(10).ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> dates() {
        return Arbitraries.strings()
                .withChars("0129")
                .ofLength(8)
                .map(digits -> digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6));
    }

    private static String transformed(String name, String text) {
        return Objects.requireNonNull(Transforms.standard().find(name)).apply(text);
    }
}
