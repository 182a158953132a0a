package io.enishi.scenario.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes in contents, each with its place and what to write instead, all at once. */
class ContentCheckTest {

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(DefinitionException.class, () -> Content.parse(yaml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void everythingThatIsWrongWithAMailIsToldAtOnce() {
        assertThat(problems("""
            content: wel:come
            form: mail
            subject: "one\\ntwo {{profil.name}}"
            defaults: {profile.nmae: お客さま}
            blocks:
              - block: a
                text: "{{{profile.name}}} {{>part}} {{#event.lines}}"
                html: "<a href='{{profile.name}}'>x</a><script>"
              - button: a
                label: go
                link: "{{profile.name}}"
              - cards: c
                alt: x
                of: [{text: t, actions: [{label: l, link: "https://x.example/"}]}]
            variants:
              short: {order: [b, a, a]}
              empty: {}
            """))
                .anyMatch(text -> text.startsWith("content: \"wel:come\" is not the id"))
                .anyMatch(
                        text -> text.startsWith("subject: there is no variable profil.name; did you mean \"profile\"?"))
                .anyMatch(text -> text.startsWith("subject: has a line break"))
                .anyMatch(text -> text.startsWith("defaults.profile.nmae: no template uses this variable"))
                .anyMatch(
                        text -> text.startsWith("blocks[0].text: {{{...}}} and {{&...}} would put values in unescaped"))
                .anyMatch(text -> text.startsWith("blocks[0].text: {{>part}} is not allowed"))
                .anyMatch(text -> text.startsWith("blocks[0].text: section {{#event.lines}} does not end"))
                .anyMatch(text -> text.startsWith("blocks[0].html: a variable stands inside of an HTML tag"))
                .anyMatch(text -> text.startsWith("blocks[0].html: has scripts"))
                .anyMatch(text -> text.startsWith("blocks[1].link: a variable stands where a link says where it leads"))
                .anyMatch(text -> text.startsWith("blocks[2]: only LINE has cards"))
                .anyMatch(text -> text.startsWith("blocks: two blocks are called a"))
                .anyMatch(text -> text.startsWith("variants.short.order[0]: there is no block \"b\""))
                .anyMatch(text -> text.startsWith("variants.short.order[2]: block a stands there twice"))
                .anyMatch(text -> text.startsWith("variants.empty: changes nothing"));
    }

    @Test
    void misspeltFieldsOfWhatIsRecommendedAndOfLinesAreToldWhenTheContentIsChecked() {
        assertThat(problems("""
            content: picks
            form: mail
            subject: "{{recommendation.0.naem}} {{recommendation.name}} {{recommendation.10.name}} {{event.lines}}"
            blocks:
              - block: lines
                text: |
                  {{#event.lines}}{{quantty}} {{name}} {{#category}}{{.}}{{colour}}{{/category}}{{/event.lines}}
                  {{event.order.lines.0.totl}} {{event.lines.1.price-number}} {{event.lines.0.name.first}}
              - block: picks
                text: |
                  {{#recommendation}}{{nmae}} {{price}}{{#segment.vip}}{{product}}{{/segment.vip}}{{/recommendation}}
                  {{^recommendation}}{{price}}{{/recommendation}}
                  {{#event}}{{anything}}{{#gift}}{{of-it}}{{/gift}}{{/event}} {{#segment.vip}}{{name}}{{/segment.vip}}
            """))
                .containsExactlyInAnyOrder(
                        "subject: there is no variable recommendation.0.naem; use one of category, name, price,"
                                + " price-number, product",
                        "subject: {{recommendation.name}} does not say which of them; write recommendation.0.name, or"
                                + " {{#recommendation}}{{name}}{{/recommendation}}",
                        "subject: {{recommendation.10.name}} is beyond the 10 that are recommended; count from 0 to 9",
                        "subject: {{event.lines}} does not say what of it; write event.lines.0.name, or"
                                + " {{#event.lines}}{{name}}{{/event.lines}}",
                        "blocks[0].text: there is no variable quantty; did you mean \"quantity\"?",
                        "blocks[0].text: there is no variable colour; use one of category, name, price, price-number,"
                                + " product, quantity, quantity-plain, total, total-number",
                        "blocks[0].text: there is no variable event.order.lines.0.totl; did you mean \"total\"?",
                        "blocks[0].text: there is no variable event.lines.0.name.first; did you mean \"name\"?",
                        "blocks[1].text: there is no variable nmae; use one of category, name, price, price-number,"
                                + " product",
                        "blocks[1].text: there is no variable price; use one of coupon, event, metric, profile,"
                                + " recommendation, segment, tag, today, today-date, today-day, today-time",
                        "blocks[1].text: there is no variable name; use one of coupon, event, metric, profile,"
                                + " recommendation, segment, tag, today, today-date, today-day, today-time");
    }

    @Test
    void todayHasItsWaysToBeWrittenAndNoOthers() {
        assertThat(problems("""
            content: c
            form: mail
            subject: "{{today}} {{today-date}} {{today-day}} {{today-time}} {{today.day}} {{today-year}}"
            blocks: [{block: b, text: "{{#recommendation}}{{today-day}}{{/recommendation}}"}]
            """))
                .containsExactlyInAnyOrder(
                        "subject: there is no variable today.day; use one of today, today-date, today-day, today-time",
                        "subject: there is no variable today-year; did you mean \"today-day\"?");
    }

    @Test
    void lineLimitsAreKeptBeforeAnythingIsSent() {
        String card = "{title: " + "長".repeat(41) + ", text: " + "文".repeat(61) + ", actions: [{label: "
                + "a".repeat(21) + ", link: 'https://x.example/'}, {label: b, link: 'javascript:x'}]}";
        assertThat(problems("content: c\nform: line\npreheader: x\nfooter: true\nblocks:\n"
                        + "  - {cards: k, alt: x, of: [" + card
                        + ", {image: 'http://x.example/', text: t, actions: []}]}\n"
                        + "  - {block: b1, text: x}\n  - {block: b2, text: x}\n  - {block: b3, text: x}\n"
                        + "  - {block: b4, text: x}\n  - {button: b5, label: x, link: 'https://x.example/'}\n"))
                .anyMatch(text -> text.startsWith("blocks: LINE takes at most 5 bubbles at once, these are 6"))
                .anyMatch(text -> text.startsWith("preheader: only mail has one"))
                .anyMatch(text -> text.startsWith("footer: only mail and SMS"))
                .anyMatch(text -> text.startsWith("blocks[0].of[0].title: has 41 characters, at most 40"))
                .anyMatch(text -> text.startsWith("blocks[0].of[0].text: has 61 characters, at most 60"))
                .anyMatch(text -> text.startsWith("blocks[0].of[0].actions[0].label: has 21 characters, at most 20"))
                .anyMatch(text -> text.startsWith("blocks[0].of[0].actions[1].link: is not a link"))
                .anyMatch(text -> text.startsWith("blocks[0].of[1].image: LINE wants an image on all cards or on none"))
                .anyMatch(text -> text.startsWith("blocks[0].of[1].image: LINE wants an https address"))
                .anyMatch(text -> text.startsWith("blocks[0].of[1].title: LINE wants a title on all cards"))
                .anyMatch(text -> text.startsWith("blocks[0].of[1].actions: LINE takes 1 to 3 actions"))
                .anyMatch(text -> text.startsWith("blocks[0].of[1].actions: LINE wants equally many actions"))
                .anyMatch(text ->
                        text.startsWith("blocks[5]: only mail and push have buttons; write cards with an action"));
    }

    @Test
    void anSmsThatIsTooLongAlreadyIsRefused() {
        assertThat(problems(
                        "content: c\nform: sms\nblocks: [{block: b, text: '" + "あ".repeat(661) + "{{profile.name}}'}]"))
                .anyMatch(text -> text.startsWith("blocks[0].text: has 661 characters, at most 660"));
    }
}
