package io.enishi.scenario.content;

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

class ContentSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Content.jsonSchema(), InputFormat.JSON);

    private static final String WHOLE = """
        content: welcome
        form: mail
        subject: Welcome
        footer: true
        defaults: {name: you}
        blocks:
          - block: greeting
            text: Hello
          - {button: shop, label: To the shop, link: "https://shop.example"}
          - cards: goods
            alt: Three goods
            of:
              - {title: Tea, text: Green, actions: [{label: Buy, link: "https://shop.example/tea"}]}
        variants:
          short: {subject: Hi, order: [shop, greeting]}
        """;

    @Property(tries = 200)
    void everythingThatCanBeWrittenPasses(@ForAll("contents") Content content) {
        assertThat(SCHEMA.validate(content.toJson(), InputFormat.JSON)).isEmpty();
    }

    @Provide
    Arbitrary<Content> contents() {
        return new ContentSpellingProperties().contents();
    }

    @Example
    void aFileMayListSeveral() {
        String several = "contents:\n  - " + WHOLE.strip().replace("\n", "\n    ") + "\n";
        assertThat(SCHEMA.validate(several, InputFormat.YAML)).isEmpty();
        assertThat(SCHEMA.validate(several.replace("form: mail", "form: fax"), InputFormat.YAML))
                .isNotEmpty();
    }

    @Example
    void slipsOfThePenAreFound() {
        assertThat(SCHEMA.validate(WHOLE, InputFormat.YAML)).isEmpty();
        for (String[] slip : new String[][] {
            {"form: mail", "form: fax"},
            {"subject: Welcome", "subjcet: Welcome"},
            {"content: welcome", "content: Wel Come"},
            {"label: To the shop, ", ""},
            {"order: [shop, greeting]", "order: shop"},
            {"footer: true", "footer: please"}
        }) {
            assertThat(WHOLE).contains(slip[0]);
            assertThat(SCHEMA.validate(WHOLE.replace(slip[0], slip[1]), InputFormat.YAML))
                    .as(slip[1])
                    .isNotEmpty();
        }
    }

    @Example
    void theFileInTheJarIsTheGrammarOfThisRelease() throws IOException {
        try (InputStream in = Objects.requireNonNull(Content.class.getResourceAsStream("content.schema.json"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(Content.jsonSchema().strip());
        }
    }
}
