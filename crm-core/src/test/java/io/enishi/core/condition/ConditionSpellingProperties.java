package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.value.DefinitionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConditionSpellingProperties {

    @Property(tries = 2000)
    void readingWhatWasWrittenGivesTheSameCondition(@ForAll("conditions") Condition condition) {
        assertThat(ConditionSpelling.parseYaml(ConditionSpelling.toYaml(condition)))
                .isEqualTo(condition);
        assertThat(ConditionSpelling.parseJson(ConditionSpelling.toJson(condition)))
                .isEqualTo(condition);
        assertThat(ConditionSpelling.parse(ConditionSpelling.toJson(condition))).isEqualTo(condition);
    }

    /** Whatever is done to a definition, it is read or refused: never another exception, never half a condition. */
    @Property(tries = 2000)
    void aDamagedDefinitionIsReadOrRefused(@ForAll("conditions") Condition condition, @ForAll Random random) {
        Node damaged =
                damaged(Document.parseYaml(ConditionSpelling.toYaml(condition)).root(), random, 2);
        String text = Document.of((Node.Mapping) damaged).toYaml();
        try {
            Condition read = ConditionSpelling.parseYaml(text);
            assertThat(ConditionSpelling.parseYaml(ConditionSpelling.toYaml(read)))
                    .isEqualTo(read);
            ConditionSet.compile(Map.of("c", read), ConditionContext.open());
        } catch (DefinitionException refused) {
            assertThat(refused.problems())
                    .allMatch(problem -> !problem.message().isEmpty());
        }
    }

    private static final List<Node> SCRAPS = List.of(
            new Node.Text("orders"),
            new Node.Text("3 months"),
            new Node.Text(""),
            new Node.Whole(-1),
            new Node.Whole(Long.MAX_VALUE),
            new Node.Flag(true),
            new Node.Nothing(),
            new Node.Items(List.of()),
            new Node.Items(List.of(new Node.Nothing())),
            new Node.Mapping(Map.of()),
            new Node.Mapping(Map.of("count", new Node.Text("orders"))));

    /** Replaces, renames, drops or adds something, somewhere. */
    private static Node damaged(Node node, Random random, int depth) {
        if (depth > 0
                && node instanceof Node.Mapping mapping
                && !mapping.fields().isEmpty()) {
            Map<String, Node> fields = new LinkedHashMap<>(mapping.fields());
            List<String> names = List.copyOf(fields.keySet());
            String name = names.get(random.nextInt(names.size()));
            Node value = fields.get(name);
            switch (random.nextInt(6)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.put(name + "x", fields.remove(name));
                case 2 ->
                    fields.put(
                            List.of("where", "within", "of", "in", "not", "as-step")
                                    .get(random.nextInt(6)),
                            scrap(random));
                default -> fields.put(name, damaged(value, random, random.nextInt(4)));
            }
            return new Node.Mapping(fields);
        }
        if (depth > 0 && node instanceof Node.Items items && !items.items().isEmpty()) {
            List<Node> changed = new ArrayList<>(items.items());
            int at = random.nextInt(changed.size());
            changed.set(at, damaged(changed.get(at), random, random.nextInt(4)));
            return new Node.Items(changed);
        }
        return depth == 2 && node instanceof Node.Mapping ? node : scrap(random);
    }

    private static Node scrap(Random random) {
        return SCRAPS.get(random.nextInt(SCRAPS.size()));
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return AnyCondition.conditions();
    }
}
