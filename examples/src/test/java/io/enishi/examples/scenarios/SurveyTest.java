package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.examples.scenarios.Happenings.answered;

import io.enishi.core.process.Decision.End;
import io.enishi.testkit.ScenarioHarness;
import io.enishi.testkit.Someone;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SurveyTest {

    @Test
    void twentyDaysAfterTheParcelArrivedAndOneReminder() {
        try (ScenarioHarness shop = survey()) {
            Someone hanako = receives(shop, "hanako");

            shop.advance(months(2));

            hanako.assertSent("question").on("mail").at("2026-04-21T10:00");
            hanako.assertSent("reminder").at("2026-04-28T10:00");
            shop.assertVerified();
        }
    }

    @Test
    void nobodyIsAskedTwiceInNinetyDays() {
        try (ScenarioHarness shop = survey()) {
            Someone hanako = shop.given("hanako");
            for (int week = 0; week < 26; week++) {
                hanako.orders("o-" + week, 2_000);
                hanako.receives("o-" + week);
                shop.advance(days(7));
            }

            // asked on 21 April; the reminder of 28 April counts, so the next parcel that starts it comes on 29 July
            hanako.assertSentExactly("question", "reminder", "question", "reminder");
        }
    }

    @Test
    void anAnswerOrAReturnEndsIt() {
        try (ScenarioHarness shop = survey()) {
            Someone answers = receives(shop, "answers");
            Someone returns = receives(shop, "returns");
            shop.advance(days(10));
            returns.returns("o-returns");
            shop.advance(days(12));
            answers.does(answered("nps", 9));

            shop.advance(months(2));

            answers.assertSentExactly("question");
            answers.assertEnded("survey", End.Kind.GOAL, "goal");
            returns.assertNothingSent();
            returns.assertEnded("survey", End.Kind.EXIT, "returned");
        }
    }

    @Test
    void aLowScoreMakesATaskAHighOneDoesNot() {
        try (ScenarioHarness shop = survey()) {
            Someone unhappy = receives(shop, "unhappy");
            Someone happy = receives(shop, "happy");
            unhappy.refuses("newsletter", "mail"); // a call is no mail
            unhappy.does(answered("nps", 6));
            happy.does(answered("nps", 7));
            happy.does(answered("colours", -1)); // no score at all

            shop.advance(days(1));

            unhappy.assertAsked("call");
            happy.assertNeverIn("low-score");
            Assertions.assertThatThrownBy(() -> happy.assertAsked("call")).isInstanceOf(AssertionError.class);
        }
    }

    private static Someone receives(ScenarioHarness shop, String name) {
        Someone someone = shop.given(name);
        someone.orders("o-" + name, 4_800);
        someone.receives("o-" + name);
        return someone;
    }

    private static ScenarioHarness survey() {
        return Templates.running("14-survey", "14-low-score").start();
    }
}
