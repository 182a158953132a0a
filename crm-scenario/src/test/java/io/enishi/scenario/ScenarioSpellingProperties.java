package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScenarioSpellingProperties {

    @Property(tries = 400)
    void yamlReadsBackToTheSameScenario(@ForAll("scenarios") Scenario scenario) {
        assertThat(Scenario.parse(scenario.toYaml())).isEqualTo(scenario);
    }

    @Property(tries = 400)
    void jsonReadsBackToTheSameScenario(@ForAll("scenarios") Scenario scenario) {
        assertThat(Scenario.parse(scenario.toJson())).isEqualTo(scenario);
    }

    @Property(tries = 200)
    void writingAndReadingKeepsTheHash(@ForAll("scenarios") Scenario scenario) {
        assertThat(Scenario.parse(scenario.toYaml()).definitionHash()).isEqualTo(scenario.definitionHash());
    }

    @Property(tries = 200)
    void differentScenariosHaveDifferentHashes(@ForAll("scenarios") Scenario one, @ForAll("scenarios") Scenario other) {
        assertThat(one.definitionHash().equals(other.definitionHash())).isEqualTo(one.equals(other));
    }

    @Property(tries = 200)
    void anyScenarioCanBeDrawnAndCheckedWithoutFailing(@ForAll("scenarios") Scenario scenario) {
        assertThat(scenario.mermaid()).startsWith("flowchart TD\n").isEqualTo(scenario.mermaid());
        try {
            assertThat(scenario.compile().definitionHash()).isEqualTo(scenario.definitionHash());
        } catch (io.enishi.core.value.DefinitionException refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return AnyScenario.scenarios();
    }
}
