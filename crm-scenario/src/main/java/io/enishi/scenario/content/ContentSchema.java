package io.enishi.scenario.content;

import static io.enishi.scenario.internal.Grammar.any;
import static io.enishi.scenario.internal.Grammar.choice;
import static io.enishi.scenario.internal.Grammar.document;
import static io.enishi.scenario.internal.Grammar.fields;
import static io.enishi.scenario.internal.Grammar.items;
import static io.enishi.scenario.internal.Grammar.mapOf;
import static io.enishi.scenario.internal.Grammar.pattern;
import static io.enishi.scenario.internal.Grammar.ref;
import static io.enishi.scenario.internal.Grammar.type;

import io.enishi.core.internal.doc.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grammar of contents as JSON Schema (draft 2020-12), for editors. {@link Content#parse} and {@link ContentLibrary} say more: what a
 * form cannot carry, which variables there are, which link is none.
 */
final class ContentSchema {

    private static final String ID = "https://enishi.io/schema/content-1.json";

    private ContentSchema() {}

    static String json() {
        Node several = fields().need("contents", items(ref("content"), 1)).node();
        Map<String, Node> definitions = new LinkedHashMap<>();
        definitions.put("content", content());
        definitions.put("name", pattern("^[a-z0-9][a-z0-9.:_-]{0,63}$", "a-z 0-9 . : - _"));
        definitions.put("text", type("string"));
        definitions.put("block", block());
        return document(ID, "Enishi content", any(List.of(ref("content"), several)), definitions);
    }

    private static Node.Mapping content() {
        return fields().need("content", ref("name"))
                .need("form", choice(Form.class))
                .may("subject", ref("text"))
                .may("preheader", ref("text"))
                .may("defaults", mapOf(any(ref("text"), type("null"))))
                .may("footer", type("boolean"))
                .need("blocks", items(ref("block")))
                .may("variants", mapOf(variant()))
                .node();
    }

    private static Node variant() {
        return fields().may("subject", ref("text"))
                .may("preheader", ref("text"))
                .may("order", items(ref("name")))
                .may("blocks", items(ref("block")))
                .node();
    }

    private static Node block() {
        Node passage = fields().need("block", ref("name"))
                .may("text", ref("text"))
                .may("html", ref("text"))
                .node();
        Node button = fields().need("button", ref("name"))
                .need("label", ref("text"))
                .need("link", ref("text"))
                .node();
        Node action =
                fields().need("label", ref("text")).need("link", ref("text")).node();
        Node card = fields().may("image", ref("text"))
                .may("title", ref("text"))
                .need("text", ref("text"))
                .need("actions", items(action))
                .node();
        Node cards = fields().need("cards", ref("name"))
                .need("alt", ref("text"))
                .need("of", items(card))
                .node();
        return any(passage, button, cards);
    }
}
