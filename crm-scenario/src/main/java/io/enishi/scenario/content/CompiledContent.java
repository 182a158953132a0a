package io.enishi.scenario.content;

import com.samskivert.mustache.MustacheException;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.ContentRenderer.CannotRender;
import io.enishi.core.spi.SendClaim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A checked content, or a variant of one, with its templates compiled. */
final class CompiledContent {

    final Content content;
    private final Map<String, TemplateText> templates = new TreeMap<>();
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();

    /** @param content without problems */
    CompiledContent(Content content) {
        this.content = content;
        Problems none = new Problems();
        add("subject", content.subject(), Escaping.LINE, none);
        add("preheader", content.preheader(), Escaping.LINE, none);
        for (Block block : content.blocks()) {
            if (block instanceof Block.Button button) {
                add(button.name() + "/label", button.label(), Escaping.LINE, none);
                add(button.name() + "/link", button.link(), Escaping.LINK, none);
            } else if (block instanceof Block.Cards cards) {
                add(cards, none);
            } else {
                Block.Passage passage = (Block.Passage) block;
                add(passage.name() + "/text", passage.text(), Escaping.TEXT, none);
                add(passage.name() + "/html", passage.html(), Escaping.HTML, none);
            }
        }
        none.throwIfAny();
    }

    private void add(Block.Cards cards, Problems none) {
        add(cards.name() + "/alt", cards.alt(), Escaping.LINE, none);
        for (int i = 0; i < cards.cards().size(); i++) {
            Block.Card card = cards.cards().get(i);
            String at = cards.name() + "/" + i;
            add(at + "/image", card.image(), Escaping.LINK, none);
            add(at + "/title", card.title(), Escaping.LINE, none);
            add(at + "/text", card.text(), Escaping.TEXT, none);
            for (int j = 0; j < card.actions().size(); j++) {
                add(at + "/" + j + "/label", card.actions().get(j).label(), Escaping.LINE, none);
                add(at + "/" + j + "/link", card.actions().get(j).link(), Escaping.LINK, none);
            }
        }
    }

    private void add(String key, String source, Escaping escaping, Problems none) {
        if (!source.isEmpty()) {
            TemplateText compiled = TemplateText.compile(source, escaping, key, none);
            if (compiled != null) {
                templates.put(key, compiled);
                variables.addAll(compiled.variables());
                needed.addAll(compiled.unguarded());
            }
        }
    }

    Set<String> variables() {
        return variables;
    }

    /** Those without which it cannot be rendered. */
    Set<String> needed() {
        return needed;
    }

    boolean usesCoupon() {
        return variables.stream().anyMatch(name -> name.equals("coupon") || name.startsWith("coupon."));
    }

    /** @param footer with {@code optOut}; both null for a content without one */
    Map<String, String> render(
            SendClaim claim, @Nullable IssuedCoupon coupon, @Nullable LegalFooter footer, @Nullable String optOut) {
        TemplateText.Budget budget = new TemplateText.Budget();
        try {
            Made made = new Made(Given.of(variables, content.defaults(), claim, coupon, budget), budget);
            return switch (content.form()) {
                case MAIL -> made.mail(footer, optOut);
                case LINE -> made.line();
                case SMS -> made.sms(footer, optOut);
                case PUSH -> made.push();
                case PAPER -> made.paper();
            };
        } catch (MustacheException.Context missing) { // its message is not repeated: it may quote a value
            throw cannot("variable " + missing.key + " is missing and has no default");
        } catch (TemplateText.TooMuch bound) {
            throw cannot(String.valueOf(bound.getMessage()));
        } catch (MustacheException failed) {
            throw cannot("a template failed");
        }
    }

    private CannotRender cannot(String reason) {
        return new CannotRender(content.id(), reason);
    }

    /** One message in the making. */
    private final class Made {
        private final Map<String, Object> data;
        private final TemplateText.Budget budget;

        Made(Map<String, Object> data, TemplateText.Budget budget) {
            this.data = data;
            this.budget = budget;
        }

        private String text(String key) {
            TemplateText template = templates.get(key);
            return template == null ? "" : template.run(data, budget);
        }

        Map<String, String> mail(@Nullable LegalFooter footer, @Nullable String optOut) {
            StringBuilder text = new StringBuilder();
            StringBuilder html = new StringBuilder();
            boolean inHtml = false;
            for (Block block : content.blocks()) {
                String name = block.name();
                text.append(text.isEmpty() ? "" : "\n\n");
                if (block instanceof Block.Button) {
                    String label = text(name + "/label");
                    String link = text(name + "/link");
                    text.append(label).append("\n").append(link);
                    html.append("<p><a href=\"")
                            .append(Escaping.html(link))
                            .append("\">")
                            .append(Escaping.html(label))
                            .append("</a></p>");
                } else {
                    String passage = text(name + "/text");
                    text.append(passage.stripTrailing());
                    boolean own = templates.containsKey(name + "/html");
                    inHtml |= own;
                    html.append(own ? text(name + "/html") : paragraph(passage));
                }
            }
            text.append("\n");
            if (footer != null) {
                text.append("\n").append(footer.text(String.valueOf(optOut)));
                html.append(footer.html(String.valueOf(optOut)));
            }
            Map<String, String> parts = new LinkedHashMap<>();
            String subject = oneLine(text("subject"), ContentCheck.MAX_SUBJECT);
            if (subject.isBlank()) {
                throw cannot("its subject is blank");
            }
            parts.put("subject", subject);
            String preheader = oneLine(text("preheader"), ContentCheck.MAX_SUBJECT);
            if (!preheader.isEmpty()) {
                parts.put("preheader", preheader);
            }
            parts.put("body", text.toString());
            if (inHtml) {
                String hidden =
                        preheader.isEmpty() ? "" : "<div style=\"display:none\">" + Escaping.html(preheader) + "</div>";
                parts.put(
                        "html",
                        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"></head><body>" + hidden + html
                                + "</body></html>");
            }
            if (optOut != null) {
                parts.put("opt-out", optOut);
            }
            return parts;
        }

        Map<String, String> sms(@Nullable LegalFooter footer, @Nullable String optOut) {
            String body = passages("\n");
            if (footer != null) {
                body += "\n" + footer.sms(String.valueOf(optOut));
            }
            if (body.length() > ContentCheck.SMS_TEXT) {
                throw cannot("it has " + body.length() + " characters, an SMS takes " + ContentCheck.SMS_TEXT);
            }
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("body", body);
            if (optOut != null) {
                parts.put("opt-out", optOut);
            }
            return parts;
        }

        Map<String, String> push() {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("title", oneLine(text("subject"), ContentCheck.PUSH_TITLE));
            parts.put("body", shortened(passages("\n"), ContentCheck.PUSH_TEXT));
            for (Block block : content.blocks()) {
                if (block instanceof Block.Button) {
                    parts.put("label", text(block.name() + "/label"));
                    parts.put("link", text(block.name() + "/link"));
                }
            }
            return parts;
        }

        Map<String, String> paper() {
            Map<String, String> parts = new LinkedHashMap<>();
            content.blocks().forEach(block -> parts.put(block.name(), text(block.name() + "/text")));
            return parts;
        }

        private String passages(String between) {
            List<String> texts = new ArrayList<>();
            for (Block block : content.blocks()) {
                if (block instanceof Block.Passage) {
                    texts.add(text(block.name() + "/text").stripTrailing());
                }
            }
            return String.join(between, texts);
        }

        /** The messages as LINE takes them; JSON is written by a JSON writer, so nothing in a value can end a string. */
        Map<String, String> line() {
            List<Node> messages = new ArrayList<>();
            List<String> plain = new ArrayList<>();
            for (Block block : content.blocks()) {
                if (block instanceof Block.Cards cards) {
                    String alt = shortened(text(cards.name() + "/alt"), ContentCheck.LINE_ALT);
                    plain.add(alt);
                    messages.add(carousel(cards, alt));
                } else {
                    String text = text(block.name() + "/text").stripTrailing();
                    if (text.isEmpty() || text.length() > ContentCheck.LINE_TEXT) {
                        throw cannot("bubble " + block.name() + " has " + text.length()
                                + " characters, LINE takes 1 to " + ContentCheck.LINE_TEXT);
                    }
                    plain.add(text);
                    messages.add(new DocWriter()
                            .put("type", "text")
                            .put("text", text)
                            .node());
                }
            }
            Node.Mapping wrapped =
                    new DocWriter().put("messages", new Node.Items(messages)).node();
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("messages", Document.of(wrapped).toCanonicalJson());
            parts.put("body", String.join("\n", plain));
            return parts;
        }

        private Node carousel(Block.Cards cards, String alt) {
            List<Node> columns = new ArrayList<>();
            for (int i = 0; i < cards.cards().size(); i++) {
                Block.Card card = cards.cards().get(i);
                String at = cards.name() + "/" + i;
                List<Node> actions = new ArrayList<>();
                for (int j = 0; j < card.actions().size(); j++) {
                    actions.add(new DocWriter()
                            .put("type", "uri")
                            .put("label", shortened(text(at + "/" + j + "/label"), ContentCheck.LINE_LABEL))
                            .put("uri", link(at + "/" + j + "/link", ContentCheck.LINE_LINK))
                            .node());
                }
                DocWriter column = new DocWriter();
                if (!card.image().isEmpty()) {
                    column.put("thumbnailImageUrl", link(at + "/image", ContentCheck.LINE_IMAGE));
                }
                if (!card.title().isEmpty()) {
                    column.put("title", shortened(text(at + "/title"), ContentCheck.LINE_TITLE));
                }
                String text = shortened(text(at + "/text"), ContentCheck.cardText(card));
                if (text.isBlank()) {
                    throw cannot("a card of " + cards.name() + " says nothing");
                }
                columns.add(column.put("text", text)
                        .put("actions", new Node.Items(actions))
                        .node());
            }
            return new DocWriter()
                    .put("type", "template")
                    .put("altText", alt)
                    .put(
                            "template",
                            new DocWriter()
                                    .put("type", "carousel")
                                    .put("columns", new Node.Items(columns))
                                    .node())
                    .node();
        }

        /** A link is not shortened: it would lead elsewhere. */
        private String link(String key, int most) {
            String link = text(key);
            if (link.length() > most) {
                throw cannot("a link has " + link.length() + " characters, LINE takes " + most);
            }
            return link;
        }
    }

    private static String paragraph(String text) {
        return "<p>" + Escaping.html(text.strip()).replace("\n", "<br>") + "</p>";
    }

    /** One line, whatever the values were. */
    private static String oneLine(String text, int most) {
        return shortened(Escaping.LINE.escape(text).strip(), most);
    }

    /** Cut before the last character that would not fit; never through a surrogate pair. */
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
