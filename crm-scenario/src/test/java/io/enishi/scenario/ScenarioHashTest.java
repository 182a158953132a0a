package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs are pinned by the hash of their definition: a library that hashes the same text otherwise strands them. */
class ScenarioHashTest {

    private static final String WELCOME = """
        scenario: welcome
        goal: {text: New customers buy, when: {happened: orders}}
        owner: crm
        rationale: The first week decides
        start: {event: customer.registered}
        only-if: {count: orders, within: 7 days, at-most: 0}
        steps:
          - send: hello
            class: advertising
            purpose: newsletter
            by: [{mail: welcome}]
        """;

    private static String hash(String yaml) {
        return Scenario.parse(yaml).definitionHash();
    }

    @Test
    void theHashOfADefinitionStaysThroughReleases() {
        assertThat(hash(WELCOME)).isEqualTo("3c1207aa7b5f19dd1520157bb6067a89e6aede31a8cf068c188447b235de6b8a");
    }

    @Test
    void oneLengthHasOneHashAndAConditionInAShellHasItsOwn() {
        assertThat(hash(WELCOME.replace("7 days", "1 week"))).isEqualTo(hash(WELCOME));
        assertThat(hash(WELCOME.replace(
                        "{count: orders, within: 7 days, at-most: 0}",
                        "{all: [{count: orders, within: 7 days, at-most: 0}]}")))
                .isNotEqualTo(hash(WELCOME));
    }
}
