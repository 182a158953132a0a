package io.enishi.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static Explanation answer(boolean holds, String asked, String found, Explanation... parts) {
        return new Explanation(asked, holds, found, Long.MAX_VALUE, List.of(parts));
    }

    @Test
    void theShortTextTellsOnlyWhatBroughtANoAbout() {
        Explanation why = answer(
                false,
                "all of",
                "",
                answer(true, "orders >= 2", "3"),
                answer(false, "one of", "", answer(false, "in segment vip", ""), answer(false, "points >= 100", "20")));

        assertThat(why.toShortText()).isEqualTo("""
                - all of
                  - one of, in segment vip
                  - one of, points >= 100: 20
                """);
    }

    @Test
    void theShortTextOfAYesLeavesOutTheWaysThatFailed() {
        Explanation why =
                answer(true, "one of", "", answer(false, "in segment vip", ""), answer(true, "points >= 100", "120"));

        assertThat(why.toShortText()).isEqualTo("+ one of\n  + points >= 100: 120\n");
    }

    @Test
    void aNegationIsExplainedByWhatItDenies() {
        Explanation why = answer(
                false, "may enter", "", answer(false, "no exit \"acted\"", "", answer(true, "actions", "1 on Monday")));

        assertThat(why.toShortText()).isEqualTo("- may enter\n  - no exit \"acted\", actions: 1 on Monday\n");
    }

    @Test
    void waysThatEndAlikeAreToldOnce() {
        Explanation byMail = answer(false, "by mail", "", answer(false, "consent", "refused"));
        Explanation byLine = answer(false, "by line", "", answer(false, "consent", "refused"));
        Explanation why = answer(
                false,
                "scenario",
                "",
                answer(false, "send offer", "", byMail, byLine),
                answer(false, "send reminder", "", byMail));

        assertThat(why.toShortText()).isEqualTo("""
                - scenario
                  - send offer, by mail, consent: refused
                  - send offer, by line, consent: refused
                """);
    }

    @Test
    void aSingleAnswerIsItsOwnReason() {
        assertThat(answer(true, "orders >= 2", "3").toShortText()).isEqualTo("+ orders >= 2: 3\n");
    }
}
