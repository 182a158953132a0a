package io.enishi.core.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final List<String> asked = new ArrayList<>();
    private final Recent<String, Integer> lengths = Recent.of(text -> {
        asked.add(text);
        return text.length();
    });

    @Test
    void anArgumentThatComesAgainIsNotComputedAgain() {
        assertThat(lengths.apply("maple")).isEqualTo(5);
        assertThat(lengths.apply(new String("maple"))).isEqualTo(5);

        assertThat(asked).containsExactly("maple");
    }

    @Test
    void argumentsOfOnePlaceTakeTurnsAndGetTheirOwnAnswers() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        Recent<String, String> same = Recent.of(text -> text + text);

        for (int turn = 0; turn < 3; turn++) {
            assertThat(same.apply("Aa")).isEqualTo("AaAa");
            assertThat(same.apply("BB")).isEqualTo("BBBB");
        }
    }

    @Test
    void manyArgumentsEachGetTheirOwnAnswer() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String text = "x".repeat(i % 7) + i;
                assertThat(lengths.apply(text)).isEqualTo(text.length());
            }
        }
    }

    @Test
    void whatIsForgottenIsComputedAgain() {
        lengths.apply("maple");
        lengths.forget();
        lengths.apply("maple");

        assertThat(asked).containsExactly("maple", "maple");
    }
}
