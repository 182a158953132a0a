package io.enishi.scenario.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.customer.Suggestion;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.ContentRenderer.CannotRender;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import io.enishi.core.value.Trajectory;
import io.enishi.scenario.content.Block.Action;
import io.enishi.scenario.content.Block.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentLibraryTest {

    private static final LegalFooter FOOTER =
            new LegalFooter("株式会社えにし", "配信停止はこちら", "https://shop.example/optout", "東京都渋谷区1-2-3", "03-0000-0000");
    private static final IssuedCoupon COUPON =
            new IssuedCoupon("AB-12", "spring", "20%", Instant.parse("2026-04-05T15:00:00Z")); // midnight in Tokyo

    private static Content mail(String subject, String text) {
        return Content.of("hello", Form.MAIL).withSubject(subject).withBlocks(Block.passage("body", text));
    }

    private static String text(Someone someone, String template) {
        return someone.gets(ContentLibrary.of(mail("s", template)), "mail", "hello")
                .get("body")
                .strip();
    }

    // ------------------------------------------------------------------ variables

    @Test
    void amountsNumbersAndDaysAreWrittenAsInJapan() {
        Someone hanako = Someone.called("花子")
                .after(new EventBody.OrderPlaced(
                        Order.of("EC-1", "ec", List.of(OrderLine.of("kettle", "kitchen", 2, Money.yen(16_200))))));
        hanako.attributes.put("birth-date", AttributeValue.of(LocalDate.of(1990, 1, 2)));
        hanako.attributes.put("points", AttributeValue.of(1234567));
        hanako.metrics.put("engagement", Trajectory.constant(-1234));

        assertThat(text(hanako, "{{profile.name}} {{event.order.total}} {{event.order.id}} {{event.amount-number}}"))
                .isEqualTo("花子 32,400円 EC-1 32,400");
        assertThat(text(
                        hanako,
                        "{{profile.birth-date}} {{profile.birth-date-day}} {{profile.points}}"
                                + " {{profile.points-plain}}"))
                .isEqualTo("1990年1月2日(火) 1月2日(火) 1,234,567 1234567");
        assertThat(text(hanako, "{{metric.engagement}} {{today}} {{event.at-time}}"))
                .isEqualTo("-1,234 2026年4月3日(金) 9:05 10:00");
        assertThat(text(hanako, "{{#event.order.lines}}{{product}} x {{quantity}} {{total}};{{/event.order.lines}}"))
                .isEqualTo("kettle x 2 32,400円;");
    }

    @Test
    void todayIsWrittenInEachOfItsWaysInsideOfSectionsToo() {
        Someone someone = Someone.called("x");
        someone.suggestions.add(new Suggestion("ink-1", "bought a printer"));

        assertThat(text(someone, "{{today-date}} {{today-day}} {{today-time}}")).isEqualTo("2026年4月3日(金) 4月3日(金) 9:05");
        assertThat(text(someone, "{{#recommendation}}{{name}} {{today-day}}{{/recommendation}}"))
                .isEqualTo("ink-1 4月3日(金)");
    }

    @Test
    void aCouponTellsItsLastDayWhenItEndsAtMidnight() {
        ContentLibrary library =
                ContentLibrary.of(mail("s", "{{coupon.code}} {{coupon.terms}} {{coupon.expires}} {{coupon.last-day}}"));

        assertThat(Someone.called("x")
                        .gets(library, "mail", "hello", COUPON)
                        .get("body")
                        .strip())
                .isEqualTo("AB-12 20% 2026年4月6日(月) 0:00 4月5日(日)");
        assertThat(library.usesCoupon("hello")).isTrue();
    }

    @Test
    void recommendationsAreNamedByTheCatalogueAndAskedForOnce() {
        Someone someone = Someone.called("x");
        someone.suggestions.add(new Suggestion("ink-1", "bought a printer"));
        someone.suggestions.add(new Suggestion("ink-2", "bought a printer"));
        someone.products.put("ink-1", Map.of("name", AttributeValue.of("黒インク"), "price", AttributeValue.of(1980)));

        assertThat(text(someone, "{{recommendation.0.name}} {{recommendation.0.price}} {{recommendation.1.name}}"))
                .isEqualTo("黒インク 1,980円 ink-2");
        assertThat(someone.asked).isEqualTo(1);
        assertThat(text(someone, "{{profile.name}}")).isEqualTo("x");
        assertThat(someone.asked).isEqualTo(1); // not asked for what is not shown
    }

    @Test
    void aMissingVariableTakesItsDefaultOrStopsTheMessage() {
        ContentLibrary bare = ContentLibrary.of(mail("s", "{{profile.rank}}"));
        ContentLibrary prepared = ContentLibrary.of(mail("s", "{{profile.rank}} {{recommendation.0.name}}")
                .withDefault("profile.rank", "会員")
                .withDefault("recommendation.0.name", "人気の品"));

        assertThatThrownBy(() -> Someone.called("花子").gets(bare, "mail", "hello"))
                .isInstanceOf(CannotRender.class)
                .hasMessage("content hello cannot be rendered: variable profile.rank is missing and has no default")
                .hasMessageNotContaining("花子");
        assertThat(Someone.called("花子")
                        .gets(prepared, "mail", "hello")
                        .get("body")
                        .strip())
                .isEqualTo("会員 人気の品");
    }

    @Test
    void sectionsAskAndAreFalseWithoutAnAnswer() {
        assertThat(
                        text(
                                Someone.called("x"),
                                "{{#segment.vip}}VIP{{/segment.vip}}{{#profile.rank}}R{{/profile.rank}}{{^profile.rank}}-{{/profile.rank}}"))
                .isEqualTo("VIP-");
    }

    // ------------------------------------------------------------------ escaping

    @Test
    void valuesAreHarmlessWhereTheyArePut() {
        Someone mallory = Someone.called("<b>\"M&\"</b>\r\nBcc: all@example.jp");
        ContentLibrary library = ContentLibrary.of(Content.of("hello", Form.MAIL)
                .withSubject("{{profile.name}}さん")
                .withBlocks(
                        Block.passage("body", "{{profile.name}}", "<p>{{profile.name}}</p>"),
                        Block.button("go", "見る", "https://shop.example/?q={{profile.name}}")));

        Map<String, String> parts = mallory.gets(library, "mail", "hello");

        assertThat(parts.get("subject")).isEqualTo("<b>\"M&\"</b>  Bcc: all@example.jpさん");
        assertThat(parts.get("body")).startsWith("<b>\"M&\"</b> \nBcc");
        assertThat(parts.get("html"))
                .contains("<p>&lt;b&gt;&quot;M&amp;&quot;&lt;/b&gt; \nBcc: all@example.jp</p>")
                .contains(
                        "<a href=\"https://shop.example/?q&#61;%3Cb%3E%22M%26%22%3C%2Fb%3E%0D%0ABcc%3A%20all%40example.jp\">");
    }

    @Test
    void lineGetsJsonThatNoValueCanBreak() {
        ContentLibrary library = ContentLibrary.of(Content.of("hello", Form.LINE)
                .withBlocks(
                        Block.passage("greeting", "{{profile.name}}さん"),
                        Block.cards(
                                "picks",
                                "おすすめ",
                                new Card(
                                        "https://cdn.example/{{profile.name}}.png",
                                        "{{profile.name}}",
                                        "{{profile.name}}",
                                        List.of(new Action("見る", "https://shop.example/{{profile.name}}"))))));
        Someone mallory = Someone.called("\"}],\"to\":\"everyone\n😀");

        String json = mallory.gets(library, "line", "hello").get("messages");

        assertThat(json)
                .isEqualTo("{\"messages\":[{\"text\":\"\\\"}],\\\"to\\\":\\\"everyone\\n"
                        + "😀さん\",\"type\":\"text\"},{\"altText\":\"おすすめ\",\"template\":{\"columns\":[{\"actions\":[{\"label\":\"見る\",\"type\":\"uri\",\"uri\":\"https://shop.example/%22%7D%5D%2C%22to%22%3A%22everyone%0A%F0%9F%98%80\"}],\"text\":\"\\\"}],\\\"to\\\":\\\"everyone\\n"
                        + "😀\","
                        + "\"thumbnailImageUrl\":\"https://cdn.example/%22%7D%5D%2C%22to%22%3A%22everyone%0A%F0%9F%98%80.png\",\"title\":\"\\\"}],\\\"to\\\":\\\"everyone"
                        + " 😀\"}],\"type\":\"carousel\"},\"type\":\"template\"}]}");
    }

    @Test
    void whatIsTooLongForLineIsShortenedOnCardsAndNeverThroughACharacter() {
        ContentLibrary library = ContentLibrary.of(Content.of("hello", Form.LINE)
                .withBlocks(Block.cards(
                        "picks",
                        "alt",
                        new Card("", "{{profile.name}}", "t", List.of(new Action("見る", "https://shop.example/"))))));

        String json = Someone.called("x" + "😀".repeat(30))
                .gets(library, "line", "hello")
                .get("messages");

        assertThat(json).contains("\"title\":\"x" + "😀".repeat(19) + "…\"");
    }

    // ------------------------------------------------------------------ the law

    @Test
    void advertisingByMailOrSmsDoesNotLeaveWithoutAFooter() {
        ContentLibrary library = ContentLibrary.of(mail("s", "t"));

        assertThatThrownBy(() -> Someone.called("x").advertised().gets(library, "mail", "hello"))
                .isInstanceOf(CannotRender.class)
                .hasMessageContaining("advertises without a legal footer");
        assertThat(Someone.called("x").gets(library, "mail", "hello")).containsKey("body");
    }

    @Test
    void theFooterShowsAllThatTheLawWantsWithTheMessagesOwnLink() {
        ContentLibrary library = ContentLibrary.builder()
                .content(mail("s", "t").withFooter())
                .content(Content.of("short", Form.SMS)
                        .withBlocks(Block.passage("t", "やあ"))
                        .withFooter())
                .footer(FOOTER)
                .optOutLinks(key -> "https://shop.example/u?m=" + key.journey())
                .build();

        Map<String, String> mail = Someone.called("x").advertised().gets(library, "mail", "hello");
        assertThat(mail.get("body"))
                .contains("株式会社えにし", "配信停止はこちら", "https://shop.example/u?m=welcome", "東京都渋谷区1-2-3", "03-0000-0000");
        assertThat(mail).containsEntry("opt-out", "https://shop.example/u?m=welcome");
        assertThat(Someone.called("x")
                        .advertised()
                        .gets(library, "sms", "short")
                        .get("body"))
                .isEqualTo("やあ\n株式会社えにし 配信停止はこちら https://shop.example/u?m=welcome");
    }

    @Test
    void aFooterThatLacksSomethingIsRefusedWithEverythingThatItLacks() {
        assertThatThrownBy(() -> LegalFooter.parse("legal-footer: {sender: えにし, opt-out: 'ftp://x'}"))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        wrong -> assertThat(wrong.problems())
                                .extracting(problem -> problem.path())
                                .containsExactly(
                                        "legal-footer.opt-out-statement",
                                        "legal-footer.postal-address",
                                        "legal-footer.contact",
                                        "legal-footer.opt-out"));
        assertThat(LegalFooter.parse(FOOTER.toYaml())).isEqualTo(FOOTER);
        assertThat(LegalFooter.parse(FOOTER.toJson())).isEqualTo(FOOTER);
    }

    // ------------------------------------------------------------------ bounds

    @Test
    void aTemplateBombIsStoppedWithAReason() {
        String nested = "{{#event.lines}}".repeat(6) + "x".repeat(1000) + "{{/event.lines}}".repeat(6);
        String silent = "{{#event.lines}}".repeat(6) + "{{/event.lines}}".repeat(6);
        Someone buyer = Someone.called("x")
                .after(new EventBody.CartChanged(IntStream.range(0, 100)
                        .mapToObj(i -> OrderLine.of("p" + i, "", 1, Money.yen(1)))
                        .toList()));

        assertThatThrownBy(() -> text(buyer, nested))
                .isInstanceOf(CannotRender.class)
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> text(buyer, silent))
                .isInstanceOf(CannotRender.class)
                .hasMessageContaining("turns");
    }

    @Test
    void anSmsThatBecomesTooLongIsNotSent() {
        ContentLibrary library =
                ContentLibrary.of(Content.of("hello", Form.SMS).withBlocks(Block.passage("t", "{{profile.name}}")));

        assertThat(Someone.called("あ".repeat(660)).gets(library, "sms", "hello").get("body"))
                .hasSize(660);
        assertThatThrownBy(() -> Someone.called("あ".repeat(661)).gets(library, "sms", "hello"))
                .hasMessageContaining("it has 661 characters, an SMS takes 660");
    }

    // ------------------------------------------------------------------ the library

    @Test
    void aSendNamesAContentOrAVariantOfIt() {
        ContentLibrary library = ContentLibrary.of(Content.of("hello", Form.MAIL)
                .withSubject("long")
                .withBlocks(Block.passage("a", "A"), Block.passage("b", "B"), Block.passage("c", "C"))
                .withVariant(
                        "short", new Variant("brief", null, List.of("c", "a"), List.of(Block.passage("a", "AA")))));

        assertThat(library.names()).containsExactly("hello", "hello:short");
        assertThat(Someone.called("x").gets(library, "mail", "hello")).containsEntry("body", "A\n\nB\n\nC\n");
        assertThat(Someone.called("x").gets(library, "mail", "hello:short"))
                .containsEntry("subject", "brief")
                .containsEntry("body", "C\n\nAA\n");
        assertThat(library.fits("hello", "line")).isFalse();
        assertThat(library.fits("hello", "our-own-channel")).isTrue();
        assertThatThrownBy(() -> Someone.called("x").gets(library, "line", "hello"))
                .hasMessageContaining("not written for channel line");
        assertThatThrownBy(() -> Someone.called("x").gets(library, "mail", "hallo"))
                .hasMessageContaining("there is no such content");
    }

    @Test
    void aDirectoryIsReadWithAllMistakesOfAllFilesAtOnce(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("a.yaml"), "content: a\nform: mail\nblocks: [{block: x, text: '{{coupon.cod}}'}]");
        Files.writeString(
                directory.resolve("b.yaml"), "content: b\nform: line\nsubjekt: x\nblocks: [{block: x, text: ''}]");
        Files.writeString(directory.resolve("note.txt"), "not a content");

        assertThatThrownBy(() -> ContentLibrary.builder().directory(directory).build())
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        wrong -> assertThat(wrong.problems())
                                .extracting(Object::toString)
                                .anyMatch(text -> text.startsWith("a.yaml.subject: is missing"))
                                .anyMatch(text -> text.startsWith("a.yaml.blocks[0].text: a coupon has no coupon.cod"))
                                .anyMatch(text -> text.startsWith("b.yaml.subjekt: unknown field")));
    }

    // ------------------------------------------------------------------ what mail programs show beside the subject

    @Test
    void aPreheaderIsRenderedLikeTheSubjectAndAVariantMayHaveItsOwn() {
        Content hello = mail("s", "body").withPreheader("{{profile.name}}さんへ");
        ContentLibrary library =
                ContentLibrary.of(hello.withVariant("short", new Variant(null, "お知らせ", List.of(), List.of())));

        Someone hanako = Someone.called("花子");
        assertThat(hanako.gets(ContentLibrary.of(mail("s", "body")), "mail", "hello"))
                .doesNotContainKey("preheader");
        assertThat(hanako.gets(library, "mail", "hello")).containsEntry("preheader", "花子さんへ");
        assertThat(hanako.gets(library, "mail", "hello:short"))
                .containsEntry("subject", "s")
                .containsEntry("preheader", "お知らせ");
    }
}
