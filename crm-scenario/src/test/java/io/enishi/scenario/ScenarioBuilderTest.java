package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ScenarioBuilderTest {

    @Test
    void whenToLookAtItAgainAndLeavingASegmentAreSpelledInYamlToo() {
        Scenario built = Scenario.named("fading")
                .goal("They look again", Check.happened(Selection.of("product.viewed")))
                .owner("crm")
                .because("Whoever was busy may be again")
                .reviewOn(LocalDate.of(2026, 10, 1))
                .start(Entry.outOfSegment("busy"))
                .steps(Step.send("miss-you", Message.advertising("newsletter").by("mail", "miss-you")))
                .build();

        assertThat(Scenario.parse("""
            scenario: fading
            goal: {text: They look again, when: {happened: product.viewed}}
            owner: crm
            rationale: Whoever was busy may be again
            review: 2026-10-01
            start: {out-of-segment: busy}
            steps:
              - send: miss-you
                class: advertising
                purpose: newsletter
                by: [{mail: miss-you}]
            """)).isEqualTo(built);
        assertThat(built.review()).isEqualTo("2026-10-01");
    }
}
