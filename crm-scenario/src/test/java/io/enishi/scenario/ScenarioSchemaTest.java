package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScenarioSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Scenario.jsonSchema(), InputFormat.JSON);

    private static final String WHOLE = """
        scenario: win-back
        goal: {text: People buy again, when: {happened: orders}}
        owner: crm
        rationale: A small coupon early beats a large one late
        start: {without: actions, lasting: 3 months}
        steps:
          - send: offer
            class: advertising
            purpose: newsletter
            by: [{mail: win-back}]
          - wait: 2 days
        """;

    @Property(tries = 300)
    void everythingThatCanBeWrittenPasses(@ForAll("scenarios") Scenario scenario) {
        assertThat(SCHEMA.validate(scenario.toJson(), InputFormat.JSON)).isEmpty();
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return AnyScenario.scenarios();
    }

    @Example
    void yamlPassesToo() {
        assertThat(SCHEMA.validate(WHOLE, InputFormat.YAML)).isEmpty();
    }

    @Example
    void slipsOfThePenAreFound() {
        for (String[] slip : new String[][] {
            {"owner:", "onwer:"},
            {"wait: 2 days", "wiat: 2 days"},
            {"class: advertising", "class: advertisment"},
            {"happened: orders", "happened: order.plcaed"},
            {"lasting: 3 months", "latsing: 3 months"},
            {"scenario: win-back", "scenario: Win Back"}
        }) {
            assertThat(WHOLE).contains(slip[0]);
            assertThat(SCHEMA.validate(WHOLE.replace(slip[0], slip[1]), InputFormat.YAML))
                    .as(slip[1])
                    .isNotEmpty();
        }
    }

    @Example
    void theFileInTheJarIsTheGrammarOfThisRelease() throws IOException {
        try (InputStream in = Objects.requireNonNull(Scenario.class.getResourceAsStream("scenario.schema.json"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(Scenario.jsonSchema().strip());
        }
    }
}
