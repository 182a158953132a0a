package io.enishi.scenario.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.ContentRenderer.CannotRender;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Java, YAML and JSON say the same, and no value does what it should not. */
class ContentSpellingProperties {

    @Property(tries = 200)
    void everyContentComesBackFromYamlAndJson(@ForAll("contents") Content content) {
        assertThat(Content.parse(content.toYaml())).isEqualTo(content);
        assertThat(Content.parse(content.toJson())).isEqualTo(content);
        assertThat(Content.parse(content.toJson()).definitionHash()).isEqualTo(content.definitionHash());
    }

    @Property(tries = 300)
    void noNameBreaksASubjectOrGetsItsOwnTagsIntoHtml(@ForAll("texts") String name) {
        ContentLibrary library = ContentLibrary.of(Content.of("c", Form.MAIL)
                .withSubject("A{{profile.name}}")
                .withBlocks(Block.passage("b", "{{profile.name}}", "<i>{{profile.name}}</i>")));
        Map<String, String> parts = Someone.called(name + "<x>").gets(library, "mail", "c");

        assertThat(parts.get("subject")).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]");
        String html = parts.get("html");
        String inside = html.substring(html.indexOf("<i>") + 3, html.lastIndexOf("</i>"));
        assertThat(inside).doesNotContain("<", ">", "\"", "'");
    }

    @Property(tries = 300)
    void everyTemplateIsRefusedOrRenderedOrStoppedWithATypedReason(@ForAll("templates") String template) {
        Content content = Content.of("c", Form.MAIL).withSubject("s").withBlocks(Block.passage("b", template));
        ContentLibrary library;
        try {
            library = ContentLibrary.of(content);
        } catch (io.enishi.core.value.DefinitionException refused) {
            assertThat(refused.problems())
                    .allSatisfy(problem -> assertThat(problem.path()).startsWith("c"));
            return;
        }
        try {
            assertThat(Someone.called("花子").gets(library, "mail", "c")).containsKey("body");
        } catch (CannotRender stopped) {
            assertThat(stopped.reason()).doesNotContain("花子");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab花<>&\"'`=\r\n\t\u0000\u0085\u2028{}\\😀 ")
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(
                        "{{profile.name}}",
                        "{{#segment.vip}}",
                        "{{/segment.vip}}",
                        "{{^event}}",
                        "{{/event}}",
                        "{{#event}}",
                        "{{{profile.name}}}",
                        "{{&profile.name}}",
                        "{{>x}}",
                        "{{=<% %>=}}",
                        "{{!note}}",
                        "{{",
                        "}}",
                        "{{}}",
                        "{{name}}",
                        "{{.}}",
                        "{{this}}",
                        "{{profile.name.class}}",
                        "{{event.entrySet}}",
                        "{{coupon.code}}",
                        "{{recommendation.0.name}}",
                        "{{#recommendation}}",
                        "{{/recommendation}}",
                        "{{today}}",
                        "x",
                        "花",
                        "{",
                        "\n",
                        "{{metric.m}}",
                        "{{ profile.name }}",
                        "{{profile..name}}",
                        "{{recommendation.99999999999.name}}",
                        "{{-index}}")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Content> contents() {
        Arbitrary<String> words = Arbitraries.of(
                "こんにちは",
                "a: b",
                "- x",
                "\"q\"",
                "yes",
                "123",
                "{{profile.name}} 様",
                "二行\nある",
                " 前後 ",
                "#",
                "null",
                "~",
                "'");
        Arbitrary<Block> blocks = Combinators.combine(words, words, Arbitraries.of(true, false))
                .as((text, html, own) -> Block.passage("p", text, own && !html.isBlank() ? html : ""));
        Arbitrary<List<Block>> named = blocks.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> IntStream.range(0, list.size())
                        .<Block>mapToObj(i -> {
                            Block.Passage passage = (Block.Passage) list.get(i);
                            return Block.passage("p" + i, passage.text() + "{{profile.name}}", passage.html());
                        })
                        .toList());
        Arbitrary<String> subjects = words.filter(word -> !word.contains("\n"));
        return Combinators.combine(
                        named, subjects, Arbitraries.of("", "花", "a: b"), Arbitraries.of(true, false), subjects)
                .as((list, subject, fallback, footer, other) -> {
                    Content content = Content.of("c", Form.MAIL)
                            .withSubject(subject)
                            .withBlocks(list.toArray(Block[]::new))
                            .withDefault("profile.name", fallback)
                            .withVariant(
                                    "v",
                                    new Variant(
                                            other,
                                            null,
                                            List.of("p0"),
                                            List.of(Block.button("p0", "l", "https://x.example/{{profile.name}}"))));
                    return footer ? content.withFooter() : content;
                });
    }
}
