package io.enishi.scenario.internal;

import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of JSON Schema (draft 2020-12) in which the grammars of this module are written. */
public final class Grammar {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private Grammar() {}

    /** The text of a schema: what the document itself is, and the definitions that it refers to. */
    public static String document(String id, String title, Node.Mapping root, Map<String, Node> definitions) {
        Map<String, Node> document = new LinkedHashMap<>();
        document.put("$schema", new Node.Text(DRAFT));
        document.put("$id", new Node.Text(id));
        document.put("title", new Node.Text(title));
        document.putAll(root.fields());
        document.put("$defs", new Node.Mapping(definitions));
        return Document.of(new Node.Mapping(document)).toJson();
    }

    public static Fields fields() {
        return new Fields();
    }

    public static Node ref(String definition) {
        return new DocWriter().put("$ref", "#/$defs/" + definition).node();
    }

    public static Node type(String type) {
        return new DocWriter().put("type", type).node();
    }

    /** A list, also an empty one. */
    public static Node items(Node schema) {
        return new DocWriter().put("type", "array").put("items", schema).node();
    }

    /** A list of at least {@code least}. */
    public static Node items(Node schema, int least) {
        return new DocWriter()
                .put("type", "array")
                .put("items", schema)
                .put("minItems", least)
                .node();
    }

    /** One, or a list of at least one. */
    public static Node oneOrMore(Node schema) {
        return any(schema, items(schema, 1));
    }

    public static Node mapOf(Node schema) {
        return new DocWriter()
                .put("type", "object")
                .put("additionalProperties", schema)
                .node();
    }

    /** A mapping with exactly one field, of any name. */
    public static Node pairOf(Node schema) {
        return new DocWriter()
                .put("type", "object")
                .put("additionalProperties", schema)
                .put("minProperties", 1)
                .put("maxProperties", 1)
                .node();
    }

    public static Node any(Node... schemas) {
        return any(List.of(schemas));
    }

    public static Node.Mapping any(List<? extends Node> schemas) {
        return new DocWriter().list("anyOf", schemas, schema -> schema).node();
    }

    public static Node pattern(String pattern, String description) {
        return new DocWriter()
                .put("type", "string")
                .put("pattern", pattern)
                .put("description", description)
                .node();
    }

    /** A text of at least one character. */
    public static Node text() {
        return new DocWriter().put("type", "string").put("minLength", 1).node();
    }

    /** A text, also an empty one. */
    public static Node anyText() {
        return new DocWriter().put("type", "string").node();
    }

    public static Node whole(long min, long max) {
        return new DocWriter()
                .put("type", "integer")
                .put("minimum", min)
                .put("maximum", max)
                .node();
    }

    public static Node choice(List<String> words) {
        return new DocWriter().list("enum", words, Node.Text::new).node();
    }

    public static Node choice(Class<? extends Enum<?>> of) {
        return choice(
                Arrays.stream(of.getEnumConstants()).map(DocWriter::spelled).toList());
    }

    /** A mapping with these fields and no others. */
    public static final class Fields {

        private final Map<String, Node> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();
        private List<String> oneOf = List.of();

        private Fields() {}

        public Fields need(String name, Node schema) {
            required.add(name);
            return may(name, schema);
        }

        public Fields may(String name, Node schema) {
            properties.put(name, schema);
            return this;
        }

        /** Exactly one of these is there; each is to be allowed beside. */
        public Fields exactlyOneOf(List<String> names) {
            oneOf = List.copyOf(names);
            return this;
        }

        public Node.Mapping node() {
            DocWriter out = new DocWriter().put("type", "object").put("properties", new Node.Mapping(properties));
            if (!required.isEmpty()) {
                out.list("required", required, Node.Text::new);
            }
            if (!oneOf.isEmpty()) {
                out.list(
                        "oneOf",
                        oneOf,
                        name -> new DocWriter()
                                .list("required", List.of(name), Node.Text::new)
                                .node());
            }
            return out.put("additionalProperties", false).node();
        }
    }
}
