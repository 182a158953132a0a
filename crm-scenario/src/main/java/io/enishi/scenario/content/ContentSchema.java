package io.enishi.scenario.content;

import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grammar of contents as JSON Schema (draft 2020-12), for editors. {@link Content#parse} and {@link ContentLibrary} say more: what a
 * form cannot carry, which variables there are, which link is none.
 */
final class ContentSchema {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String ID = "https://enishi.io/schema/content-1.json";

    private ContentSchema() {}

    /** A mapping with these fields and no others. */
    private static final class Fields {
        private final Map<String, Node> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();

        Fields need(String name, Node schema) {
            required.add(name);
            return may(name, schema);
        }

        Fields may(String name, Node schema) {
            properties.put(name, schema);
            return this;
        }

        Node.Mapping node() {
            DocWriter out = new DocWriter().put("type", "object").put("properties", new Node.Mapping(properties));
            if (!required.isEmpty()) {
                out.list("required", required, Node.Text::new);
            }
            return out.put("additionalProperties", false).node();
        }
    }

    static String json() {
        Map<String, Node> document = new LinkedHashMap<>();
        document.put("$schema", new Node.Text(DRAFT));
        document.put("$id", new Node.Text(ID));
        document.put("title", new Node.Text("Enishi content"));
        Node several = new Fields().need("contents", items(ref("content"))).node();
        document.put("anyOf", new Node.Items(List.of(ref("content"), several)));
        Map<String, Node> definitions = new LinkedHashMap<>();
        definitions.put("content", content());
        definitions.put("name", name());
        definitions.put("text", new DocWriter().put("type", "string").node());
        definitions.put("block", block());
        document.put("$defs", new Node.Mapping(definitions));
        return Document.of(new Node.Mapping(document)).toJson();
    }

    private static Node.Mapping content() {
        return new Fields()
                .need("content", ref("name"))
                .need("form", form())
                .may("subject", ref("text"))
                .may("preheader", ref("text"))
                .may("defaults", mapOf(anyOf(List.of(ref("text"), type("null")))))
                .may("footer", type("boolean"))
                .need("blocks", items(ref("block")))
                .may("variants", mapOf(variant()))
                .node();
    }

    private static Node variant() {
        return new Fields()
                .may("subject", ref("text"))
                .may("preheader", ref("text"))
                .may("order", items(ref("name")))
                .may("blocks", items(ref("block")))
                .node();
    }

    private static Node block() {
        Node passage = new Fields()
                .need("block", ref("name"))
                .may("text", ref("text"))
                .may("html", ref("text"))
                .node();
        Node button = new Fields()
                .need("button", ref("name"))
                .need("label", ref("text"))
                .need("link", ref("text"))
                .node();
        Node action = new Fields()
                .need("label", ref("text"))
                .need("link", ref("text"))
                .node();
        Node card = new Fields()
                .may("image", ref("text"))
                .may("title", ref("text"))
                .need("text", ref("text"))
                .need("actions", items(action))
                .node();
        Node cards = new Fields()
                .need("cards", ref("name"))
                .need("alt", ref("text"))
                .need("of", items(card))
                .node();
        return anyOf(List.of(passage, button, cards));
    }

    private static Node form() {
        return new DocWriter()
                .list("enum", Arrays.asList(Form.values()), form -> new Node.Text(DocWriter.spelled(form)))
                .node();
    }

    private static Node name() {
        return new DocWriter()
                .put("type", "string")
                .put("pattern", "^[a-z0-9][a-z0-9.:_-]{0,63}$")
                .node();
    }

    private static Node ref(String definition) {
        return new DocWriter().put("$ref", "#/$defs/" + definition).node();
    }

    private static Node type(String type) {
        return new DocWriter().put("type", type).node();
    }

    private static Node items(Node schema) {
        return new DocWriter().put("type", "array").put("items", schema).node();
    }

    private static Node mapOf(Node schema) {
        return new DocWriter()
                .put("type", "object")
                .put("additionalProperties", schema)
                .node();
    }

    private static Node anyOf(List<Node> schemas) {
        return new DocWriter().list("anyOf", schemas, schema -> schema).node();
    }
}
