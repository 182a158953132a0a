package io.enishi.scenario.content;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents as documents; the grammar is taught in the package's documentation. */
final class ContentForm {

    private ContentForm() {}

    // ------------------------------------------------------------------ reading

    static Content read(Document document) {
        Content[] read = new Content[1];
        Problems problems = new Problems();
        try {
            document.read(root -> root.mapping(in -> {
                read[0] = content(in);
                return read[0];
            }));
        } catch (DefinitionException written) {
            problems.addAll("", written);
        }
        if (read[0] != null && (problems.isEmpty() || !read[0].id().isEmpty())) {
            ContentCheck.check(read[0], problems);
        }
        problems.throwIfAny();
        return read[0];
    }

    /** One content, or those listed under {@code contents}. */
    static List<Content> readAll(Document document) {
        if (!document.root().fields().containsKey("contents")) {
            return List.of(read(document));
        }
        List<Content> read = new ArrayList<>();
        Problems problems = new Problems();
        try {
            document.read(root -> root.mapping(in -> {
                read.addAll(in.readableItems("contents", item -> item.mapping(ContentForm::content)));
                return in.build(() -> read);
            }));
        } catch (DefinitionException written) {
            problems.addAll("", written);
        }
        for (Content content : read) {
            Problems own = new Problems();
            ContentCheck.check(content, own);
            addAll(problems, content.id(), own.list());
        }
        problems.throwIfAny();
        return read;
    }

    static Content content(DocReader in) {
        String id = in.name("content");
        Form form = in.choice("form", Form.class);
        String subject = in.text("subject", "");
        String preheader = in.text("preheader", "");
        Map<String, String> defaults = in.entries("defaults", ContentForm::textOrNothing);
        boolean footer = in.flag("footer", false);
        List<Block> blocks = in.readableItems("blocks", ContentForm::block);
        Map<String, Variant> variants = in.entries("variants", ContentForm::variant);
        Form read = form == null ? Form.MAIL : form; // a stand-in after a problem
        Content content = new Content(id, read, subject, preheader, blocks, defaults, footer, variants);
        return in.buildOr(() -> content, () -> content);
    }

    /** A default may say nothing, which YAML does not tell from no value. */
    private static String textOrNothing(DocValue value) {
        return value.node() instanceof Node.Nothing ? "" : value.text();
    }

    static Variant variant(DocValue value) {
        return value.mapping(in -> {
            String subject = in.has("subject") ? in.text("subject") : null;
            String preheader = in.has("preheader") ? in.text("preheader") : null;
            List<String> order = in.listOrEmpty("order", DocValue::name);
            List<Block> blocks = in.listOrEmpty("blocks", ContentForm::block);
            return in.build(() -> new Variant(subject, preheader, order, blocks));
        });
    }

    private static Block block(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("block", List.of("block", "button", "cards"));
            String name = in.name(head);
            switch (head) {
                case "button" -> {
                    String label = in.text("label");
                    String link = in.text("link");
                    return in.build(() -> new Block.Button(name, label, link));
                }
                case "cards" -> {
                    String alt = in.text("alt");
                    List<Block.Card> cards = in.list("of", ContentForm::card);
                    return in.build(() -> new Block.Cards(name, alt, cards));
                }
                default -> {
                    String text = in.text("text", "");
                    String html = in.text("html", "");
                    return in.build(() -> new Block.Passage(name, text, html));
                }
            }
        });
    }

    private static Block.Card card(DocValue value) {
        return value.mapping(in -> {
            String image = in.text("image", "");
            String title = in.text("title", "");
            String text = in.text("text");
            List<Block.Action> actions = in.list("actions", ContentForm::action);
            return in.build(() -> new Block.Card(image, title, text, actions));
        });
    }

    private static Block.Action action(DocValue value) {
        return value.mapping(in -> {
            String label = in.text("label");
            String link = in.text("link");
            return in.build(() -> new Block.Action(label, link));
        });
    }

    static LegalFooter readFooter(Document document) {
        return document.read(root -> root.mapping(in -> {
            LegalFooter footer = in.read("legal-footer", value -> value.mapping(ContentForm::footer));
            return in.build(() -> footer);
        }));
    }

    private static LegalFooter footer(DocReader in) {
        String sender = in.text("sender", "");
        String statement = in.text("opt-out-statement", "");
        String optOut = in.text("opt-out", "");
        String postal = in.text("postal-address", "");
        String contact = in.text("contact", "");
        return in.build(() -> new LegalFooter(sender, statement, optOut, postal, contact));
    }

    // ------------------------------------------------------------------ writing

    static Document write(Content content) {
        return Document.of(node(content));
    }

    static Node.Mapping node(Content content) {
        DocWriter out = new DocWriter().put("content", content.id()).put("form", content.form());
        out.putUnless("", "subject", content.subject()).putUnless("", "preheader", content.preheader());
        if (!content.defaults().isEmpty()) {
            DocWriter defaults = new DocWriter();
            content.defaults().forEach(defaults::put);
            out.put("defaults", defaults.node());
        }
        out.putUnless(false, "footer", content.footer());
        out.listUnlessEmpty("blocks", content.blocks(), ContentForm::write);
        if (!content.variants().isEmpty()) {
            DocWriter variants = new DocWriter();
            content.variants().forEach((name, variant) -> variants.put(name, write(variant)));
            out.put("variants", variants.node());
        }
        return out.node();
    }

    static Node.Mapping write(Variant variant) {
        DocWriter out = new DocWriter();
        put(out, "subject", variant.subject());
        put(out, "preheader", variant.preheader());
        out.listUnlessEmpty("order", variant.order(), Node.Text::new);
        out.listUnlessEmpty("blocks", variant.blocks(), ContentForm::write);
        return out.node();
    }

    private static void put(DocWriter out, String field, @Nullable String text) {
        if (text != null) {
            out.put(field, text);
        }
    }

    private static Node write(Block block) {
        DocWriter out = new DocWriter();
        if (block instanceof Block.Button button) {
            out.put("button", button.name()).put("label", button.label()).put("link", button.link());
        } else if (block instanceof Block.Cards cards) {
            out.put("cards", cards.name()).put("alt", cards.alt()).list("of", cards.cards(), ContentForm::write);
        } else {
            Block.Passage passage = (Block.Passage) block;
            out.put("block", passage.name())
                    .putUnless("", "text", passage.text())
                    .putUnless("", "html", passage.html());
        }
        return out.node();
    }

    private static Node write(Block.Card card) {
        return new DocWriter()
                .putUnless("", "image", card.image())
                .putUnless("", "title", card.title())
                .put("text", card.text())
                .list(
                        "actions",
                        card.actions(),
                        action -> new DocWriter()
                                .put("label", action.label())
                                .put("link", action.link())
                                .node())
                .node();
    }

    static Document write(LegalFooter footer) {
        Node.Mapping fields = new DocWriter()
                .put("sender", footer.sender())
                .put("opt-out-statement", footer.optOutStatement())
                .put("opt-out", footer.optOut())
                .put("postal-address", footer.postalAddress())
                .put("contact", footer.contact())
                .node();
        return Document.of(new DocWriter().put("legal-footer", fields).node());
    }

    /** What is wrong with the parts of a definition, each under its own path. */
    static void addAll(Problems into, String path, List<Problem> problems) {
        problems.forEach(problem -> into.add(problem.under(path)));
    }
}
