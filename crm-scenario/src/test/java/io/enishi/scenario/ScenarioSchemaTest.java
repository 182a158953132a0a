package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.enishi.core.value.DefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ScenarioSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Scenario.jsonSchema(), InputFormat.JSON);

    private static final JsonMapper JSON = new JsonMapper();

    /** What stands somewhere by mistake. */
    private static final List<JsonNode> ODD = Stream.of(
                    "null",
                    "\"\"",
                    "\"zz\"",
                    "\"3 months\"",
                    "\"0 days\"",
                    "\"3 DAYS\"",
                    "\"10:00\"",
                    "\"50%\"",
                    "7",
                    "-1",
                    "1.5",
                    "true",
                    "[]",
                    "{}",
                    "[\"zz\"]",
                    "{\"zz\": 1}")
            .map(JSON::readTree)
            .toList();

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

    /** A mapping loses a field or has one renamed, a list loses its items, a value becomes another. A grammar lists no time zones. */
    @Property(tries = 500)
    void whatTheParserRefusesTheGrammarRefusesAndTheOtherWayRound(
            @ForAll("scenarios") Scenario scenario, @ForAll Random chance) {
        JsonNode document = JSON.readTree(scenario.toJson());
        spoil(document, chance);
        String spoilt = document.toString();
        assertThat(SCHEMA.validate(spoilt, InputFormat.JSON).isEmpty())
                .as("%s%n%s", spoilt, refusal(spoilt))
                .isEqualTo(refusal(spoilt).isEmpty());
    }

    private static String refusal(String document) {
        try {
            Scenario.parse(document);
            return "";
        } catch (DefinitionException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void spoil(JsonNode document, Random chance) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode chosen = containers.get(chance.nextInt(containers.size()));
        JsonNode odd = ODD.get(chance.nextInt(ODD.size()));
        if (chosen instanceof ArrayNode list) {
            list.set(chance.nextInt(list.size()), odd);
        } else if (chosen instanceof ObjectNode mapping) {
            List<String> fields = List.copyOf(mapping.propertyNames());
            String field = fields.get(chance.nextInt(fields.size()));
            switch (chance.nextInt(3)) {
                case 0 -> mapping.remove(field);
                case 1 -> mapping.set(field + "x", mapping.remove(field));
                default -> mapping.set(field, field.equals("zone") ? JSON.readTree("\"10:00\"") : odd);
            }
        }
    }

    /** Everything in a document that holds something; but for experiments, whose parts have to fit each other. */
    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (!node.isEmpty() && !node.has("arms")) {
            containers.add(node);
            node.forEach(part -> collect(part, containers));
        }
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
