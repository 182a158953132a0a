package io.enishi.scenario.content;

import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What can be wrong with a content, all at once. The limits of LINE are those of its Messaging API for text and carousel messages;
 * that of the alternative text is the older, smaller one.
 */
final class ContentCheck {

    static final int MAX_SUBJECT = 250;
    static final int LINE_MESSAGES = 5;
    static final int LINE_TEXT = 5000;
    static final int LINE_ALT = 400;
    static final int LINE_CARDS = 10;
    static final int LINE_ACTIONS = 3;
    static final int LINE_TITLE = 40;
    static final int LINE_LABEL = 20;
    /** With an image or a title. */
    static final int LINE_CARD_TEXT = 60;
    /** Without both. */
    static final int LINE_BARE_CARD_TEXT = 120;

    static final int LINE_LINK = 1000;
    static final int LINE_IMAGE = 2000;
    static final int SMS_TEXT = 660;
    static final int PUSH_TITLE = 100;
    static final int PUSH_TEXT = 1000;

    private static final Pattern LINK =
            Pattern.compile("(https?://[^/{}\\s]+(/.*)?|(tel|mailto|line):.+)", Pattern.DOTALL);
    private static final Pattern ACTIVE = Pattern.compile(
            "<\\s*(script|iframe|object|form)\\b|javascript:|<[^>]*\\son[a-z]+\\s*=", Pattern.CASE_INSENSITIVE);

    private final Content content;
    private final Problems problems;
    private final Set<String> variables = new TreeSet<>();

    private ContentCheck(Content content, Problems problems) {
        this.content = content;
        this.problems = problems;
    }

    /** Remembers everything that is wrong with {@code content}. */
    static void check(Content content, Problems problems) {
        new ContentCheck(content, problems).all();
    }

    private void all() {
        String id = content.id();
        if (!Names.isName(id, 64) || id.indexOf(':') >= 0) {
            problems.add(
                    "content",
                    "\"" + shown(id) + "\" is not the id of a content",
                    "use a-z 0-9 . - _, without a colon");
        }
        whole(content, "");
        head(content.subject(), content.preheader(), "");
        for (int i = 0; i < content.blocks().size(); i++) {
            block(content.blocks().get(i), "blocks[" + i + "]");
        }
        content.variants().forEach((name, variant) -> variant(name, variant, "variants." + name));
        for (Map.Entry<String, String> each : content.defaults().entrySet()) {
            if (!variables.contains(each.getKey())) {
                problems.add(
                        "defaults." + each.getKey(),
                        "no template uses this variable",
                        Problems.didYouMean(each.getKey(), variables));
            }
        }
    }

    private void variant(String name, Variant variant, String path) {
        if (!Names.isName(name, 64) || name.indexOf(':') >= 0) {
            problems.add(path, "\"" + shown(name) + "\" is not the name of a variant", "use a-z 0-9 . - _");
        }
        if (variant.equals(new Variant(null, null, List.of(), List.of()))) {
            problems.add(path, "changes nothing", "say what is different, or leave the variant out");
        }
        Set<String> names = new TreeSet<>();
        content.blocks().forEach(block -> names.add(block.name()));
        int before = problems.count();
        Set<String> ordered = new HashSet<>();
        for (int i = 0; i < variant.order().size(); i++) {
            String wanted = variant.order().get(i);
            if (!names.contains(wanted)) {
                problems.add(
                        path + ".order[" + i + "]",
                        "there is no block \"" + shown(wanted) + "\"",
                        Problems.didYouMean(wanted, names));
            } else if (!ordered.add(wanted)) {
                problems.add(path + ".order[" + i + "]", "block " + wanted + " stands there twice", "");
            }
        }
        for (int i = 0; i < variant.blocks().size(); i++) {
            Block block = variant.blocks().get(i);
            String where = path + ".blocks[" + i + "]";
            if (!names.contains(block.name())) {
                problems.add(
                        where,
                        "there is no block \"" + shown(block.name()) + "\" to replace",
                        Problems.didYouMean(block.name(), names));
            }
            block(block, where);
        }
        String subject = variant.subject();
        String preheader = variant.preheader();
        if (subject != null && subject.isBlank()) {
            problems.add(path + ".subject", "says nothing", "write one, or leave the field out");
        }
        head(subject == null ? "" : subject, preheader == null ? "" : preheader, path);
        if (problems.count() == before) {
            whole(content.variant(name), path);
        }
    }

    /** What concerns all blocks together. */
    private void whole(Content made, String path) {
        Form form = made.form();
        boolean titled = form == Form.MAIL || form == Form.PUSH;
        if (titled && made.subject().isBlank()) {
            problems.add(
                    under(path, "subject"), "is missing", "write the " + (form == Form.MAIL ? "subject" : "title"));
        }
        if (!titled && !made.subject().isEmpty()) {
            problems.add(under(path, "subject"), "only mail and push have one", "put the text into a block");
        }
        if (form != Form.MAIL && !made.preheader().isEmpty()) {
            problems.add(under(path, "preheader"), "only mail has one", "leave it out");
        }
        if (made.footer() && form != Form.MAIL && form != Form.SMS) {
            problems.add(under(path, "footer"), "only mail and SMS have a legal footer", "leave it out");
        }
        if (made.blocks().isEmpty()) {
            problems.add(under(path, "blocks"), "there is nothing to say", "write at least one block");
        }
        if (form == Form.LINE && made.blocks().size() > LINE_MESSAGES) {
            problems.add(
                    under(path, "blocks"),
                    "LINE takes at most " + LINE_MESSAGES + " bubbles at once, these are "
                            + made.blocks().size(),
                    "leave some out, or join passages");
        }
        if (form == Form.PUSH
                && made.blocks().stream().filter(Block.Button.class::isInstance).count() > 1) {
            problems.add(under(path, "blocks"), "a push message leads to one place only", "keep one button");
        }
        if (form == Form.PUSH && made.blocks().stream().noneMatch(Block.Passage.class::isInstance)) {
            problems.add(under(path, "blocks"), "a push message needs a text", "write a block with text");
        }
        Set<String> names = new HashSet<>();
        for (Block block : made.blocks()) {
            if (!names.add(block.name())) {
                problems.add(under(path, "blocks"), "two blocks are called " + shown(block.name()), "rename one");
            }
        }
    }

    private void head(String subject, String preheader, String path) {
        String subjectPath = under(path, "subject");
        template(subject, Escaping.LINE, subjectPath);
        oneLine(subject, subjectPath);
        String preheaderPath = under(path, "preheader");
        template(preheader, Escaping.LINE, preheaderPath);
        oneLine(preheader, preheaderPath);
    }

    private void oneLine(String text, String path) {
        if (text.chars().anyMatch(c -> Escaping.isLineBreak((char) c))) {
            problems.add(path, "has a line break", "write it on one line");
        }
        if (text.length() > MAX_SUBJECT) {
            problems.add(path, "has more than " + MAX_SUBJECT + " characters", "");
        }
    }

    private void block(Block block, String path) {
        if (!Names.isName(block.name(), 64)) {
            problems.add(path, "\"" + shown(block.name()) + "\" is not the name of a block", "use a-z 0-9 . : - _");
        }
        if (block instanceof Block.Button button) {
            if (content.form() != Form.MAIL && content.form() != Form.PUSH) {
                problems.add(
                        path,
                        "only mail and push have buttons",
                        content.form() == Form.LINE ? "write cards with an action" : "write the link into a text");
            }
            said(button.label(), path + ".label");
            template(button.label(), Escaping.LINE, path + ".label");
            link(button.link(), path + ".link", 2000);
        } else if (block instanceof Block.Cards cards) {
            if (content.form() != Form.LINE) {
                problems.add(path, "only LINE has cards", "write a block with text, or a button");
            }
            cards(cards, path);
        } else {
            passage((Block.Passage) block, path);
        }
    }

    private void passage(Block.Passage passage, String path) {
        said(passage.text(), path + ".text");
        template(passage.text(), Escaping.TEXT, path + ".text");
        if (!passage.html().isEmpty()) {
            if (content.form() != Form.MAIL) {
                problems.add(path + ".html", "only mail has HTML", "leave it out");
            }
            template(passage.html(), Escaping.HTML, path + ".html");
            if (ACTIVE.matcher(passage.html()).find()) {
                problems.add(
                        path + ".html", "has scripts, forms or handlers, which mail programs refuse", "take them out");
            }
        }
        int most = content.form() == Form.LINE ? LINE_TEXT : content.form() == Form.SMS ? SMS_TEXT : Integer.MAX_VALUE;
        literally(passage.text(), most, path + ".text");
    }

    private void cards(Block.Cards cards, String path) {
        said(cards.alt(), path + ".alt");
        template(cards.alt(), Escaping.LINE, path + ".alt");
        literally(cards.alt(), LINE_ALT, path + ".alt");
        if (cards.cards().isEmpty() || cards.cards().size() > LINE_CARDS) {
            problems.add(
                    path + ".of",
                    "LINE takes 1 to " + LINE_CARDS + " cards, these are "
                            + cards.cards().size(),
                    "");
        }
        for (int i = 0; i < cards.cards().size(); i++) {
            card(cards.cards().get(i), cards.cards().get(0), path + ".of[" + i + "]");
        }
    }

    private void card(Block.Card card, Block.Card first, String path) {
        if (card.image().isEmpty() != first.image().isEmpty()) {
            problems.add(path + ".image", "LINE wants an image on all cards or on none", "");
        }
        if (card.title().isEmpty() != first.title().isEmpty()) {
            problems.add(path + ".title", "LINE wants a title on all cards or on none", "");
        }
        if (card.actions().size() != first.actions().size()) {
            problems.add(path + ".actions", "LINE wants equally many actions on all cards", "");
        }
        if (card.actions().isEmpty() || card.actions().size() > LINE_ACTIONS) {
            problems.add(path + ".actions", "LINE takes 1 to " + LINE_ACTIONS + " actions on a card", "");
        }
        if (!card.image().isEmpty()) {
            link(card.image(), path + ".image", LINE_IMAGE);
            if (!card.image().startsWith("https://")) {
                problems.add(path + ".image", "LINE wants an https address", "");
            }
        }
        template(card.title(), Escaping.LINE, path + ".title");
        literally(card.title(), LINE_TITLE, path + ".title");
        said(card.text(), path + ".text");
        template(card.text(), Escaping.TEXT, path + ".text");
        literally(card.text(), cardText(card), path + ".text");
        for (int i = 0; i < card.actions().size(); i++) {
            Block.Action action = card.actions().get(i);
            String where = path + ".actions[" + i + "]";
            said(action.label(), where + ".label");
            template(action.label(), Escaping.LINE, where + ".label");
            literally(action.label(), LINE_LABEL, where + ".label");
            link(action.link(), where + ".link", LINE_LINK);
        }
    }

    static int cardText(Block.Card card) {
        return card.image().isEmpty() && card.title().isEmpty() ? LINE_BARE_CARD_TEXT : LINE_CARD_TEXT;
    }

    private void link(String link, String path, int most) {
        template(link, Escaping.LINK, path);
        if (!LINK.matcher(link).matches() || link.chars().anyMatch(c -> Character.isWhitespace(c) && c != ' ')) {
            problems.add(path, "is not a link", "write https://host/path, tel:, mailto: or line:");
        }
        literally(link, most, path);
    }

    private void said(String text, String path) {
        if (text.isBlank()) {
            problems.add(path, "says nothing", "write a text");
        }
    }

    /** What stands there whatever the values are must not be too long already. */
    private void literally(String source, int most, String path) {
        int literal = source.replaceAll("\\{\\{[^}]*}}", "").length();
        if (literal > most) {
            problems.add(path, "has " + literal + " characters, at most " + most + " are taken", "shorten it");
        }
    }

    private void template(String source, Escaping escaping, String path) {
        TemplateText compiled = TemplateText.compile(source, escaping, path, problems);
        if (compiled != null) {
            variables.addAll(compiled.variables());
        }
    }

    private static String under(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
