package io.enishi.core.internal.doc;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * A definition as text: parses JSON or YAML into a {@link Node.Mapping} and writes one back.
 *
 * <p>Refused with a {@link DefinitionException}: text longer than {@value #MAX_LENGTH} characters, nesting deeper than {@value
 * #MAX_DEPTH}, more than {@value #MAX_TOKENS} tokens, a text longer than {@value #MAX_STRING} or a name longer than {@value
 * #MAX_NAME} characters, numbers beyond 64 bits or 18 decimals (so {@code 1e1000000000} costs nothing), duplicate fields, YAML
 * anchors, aliases and tags, a root that is not a mapping, and a second document.
 */
public final class Document {

    static final int MAX_LENGTH = 1_000_000;
    static final int MAX_DEPTH = 64;
    static final int MAX_TOKENS = 200_000;
    static final int MAX_STRING = 100_000;
    static final int MAX_NAME = 300;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(MAX_LENGTH * 2L)
            .maxNestingDepth(MAX_DEPTH + 1)
            .maxTokenCount(MAX_TOKENS)
            .maxStringLength(MAX_STRING)
            .maxNameLength(MAX_NAME)
            .maxNumberLength(100)
            .build();
    // Factories and no mappers: those load some four hundred classes, which a short job would wait for.
    private static final TokenStreamFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private static final TokenStreamFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(LIMITS)
            .stringQuotingChecker(new Quoting())
            .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .enable(
                    YAMLWriteFeature.MINIMIZE_QUOTES,
                    YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR,
                    YAMLWriteFeature.ALLOW_LONG_KEYS)
            .build();

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");

    private final Node.Mapping root;
    private final IdentityHashMap<Node, Integer> lines;

    private Document(Node.Mapping root, IdentityHashMap<Node, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    /** A document that was never text. */
    public static Document of(Node.Mapping root) {
        return new Document(root, new IdentityHashMap<>());
    }

    /** JSON if the first character other than white space is a brace, else YAML. */
    public static Document parse(String text) {
        return text.stripLeading().startsWith("{") ? parseJson(text) : parseYaml(text);
    }

    public static Document parseJson(String text) {
        return new Parse(JSON, "JSON").document(text);
    }

    public static Document parseYaml(String text) {
        return new Parse(YAML, "YAML").document(text);
    }

    public Node.Mapping root() {
        return root;
    }

    /** The line (from 1) on which {@code node}, a part of this very document, begins; 0 if unknown. */
    int lineOf(Node node) {
        return lines.getOrDefault(node, 0);
    }

    /**
     * Reads the whole document.
     *
     * @throws DefinitionException with every problem that the rule found
     */
    public <T> T read(Function<DocValue, T> rule) {
        return DocValue.readRoot(this, rule);
    }

    /** Readable JSON, two blanks a level, with a line break at the end. */
    public String toJson() {
        return write(JSON, new Indented(), root) + "\n";
    }

    /** YAML in block style. */
    public String toYaml() {
        return write(YAML, ObjectWriteContext.empty(), root);
    }

    /** JSON without white space and with sorted fields: equal documents have equal text, whatever the order of their fields. */
    public String toCanonicalJson() {
        return write(JSON, ObjectWriteContext.empty(), sorted(root));
    }

    /** SHA-256 over {@link #toCanonicalJson} in UTF-8, as 64 hexadecimal digits. */
    public String definitionHash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(toCanonicalJson().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document document && root.equals(document.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return toCanonicalJson();
    }

    private static Node sorted(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Node> fields = new TreeMap<>();
            mapping.fields().forEach((name, value) -> fields.put(name, sorted(value)));
            return new Node.Mapping(fields);
        }
        if (node instanceof Node.Items items) {
            return new Node.Items(items.items().stream().map(Document::sorted).toList());
        }
        return node;
    }

    // ------------------------------------------------------------------ writing

    private static String write(TokenStreamFactory notation, ObjectWriteContext layout, Node root) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = notation.createGenerator(layout, text)) {
            write(generator, root);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Node node) {
        if (node instanceof Node.Mapping mapping) {
            out.writeStartObject();
            mapping.fields().forEach((name, value) -> {
                out.writeName(name);
                write(out, value);
            });
            out.writeEndObject();
        } else if (node instanceof Node.Items items) {
            out.writeStartArray();
            items.items().forEach(item -> write(out, item));
            out.writeEndArray();
        } else if (node instanceof Node.Text text) {
            out.writeString(text.text());
        } else if (node instanceof Node.Whole whole) {
            out.writeNumber(whole.number());
        } else if (node instanceof Node.Decimal decimal) {
            // A decimal that is whole keeps a digit after the point, so that it is read back as what it is.
            BigDecimal number = decimal.number();
            out.writeNumber(number.setScale(Math.max(1, number.scale())).toPlainString());
        } else if (node instanceof Node.Flag flag) {
            out.writeBoolean(flag.flag());
        } else {
            out.writeNull();
        }
    }

    /** Line breaks and two blanks a level. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }
    }

    /** Leaves unquoted only what no YAML reader, of 1.1 or 1.2, takes for anything but that text. */
    private static final class Quoting extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN =
                Pattern.compile("(\\p{L}|[0-9]+ \\p{L})[\\p{L}\\p{Nd}._/()+-]*([ :][\\p{L}\\p{Nd}._/()+-]+)*");

        @Override
        public boolean needToQuoteName(String name) {
            return !isPlain(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !isPlain(value);
        }

        private boolean isPlain(String text) {
            return text.length() <= 120 && PLAIN.matcher(text).matches() && !isReservedKeyword(text) && !isWord(text);
        }

        private static boolean isWord(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan" -> true;
                default -> false;
            };
        }
    }

    // ------------------------------------------------------------------ parsing

    /** One run over the tokens, with its own stack: a deep document must not cost call frames. */
    private static final class Parse {
        private final TokenStreamFactory factory;
        private final String notation;
        private final IdentityHashMap<Node, Integer> lines = new IdentityHashMap<>();
        private final Deque<Open> open = new ArrayDeque<>();

        Parse(TokenStreamFactory factory, String notation) {
            this.factory = factory;
            this.notation = notation;
        }

        Document document(String text) {
            if (text.length() > MAX_LENGTH) {
                throw refuse(
                        0,
                        "the document has " + text.length() + " characters, at most " + MAX_LENGTH + " are read",
                        "");
            }
            try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
                Node root = root(parser);
                if (!(root instanceof Node.Mapping mapping)) {
                    throw refuse(
                            1,
                            "the document must be a mapping, but is " + root.kind(),
                            "write fields with their values");
                }
                if (parser.nextToken() != null) {
                    throw refuse(
                            line(parser),
                            "there must be one document only",
                            "put each definition into a text of its own");
                }
                return new Document(mapping, lines);
            } catch (JacksonException e) {
                int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
                throw refuse(
                        line,
                        "this is not " + notation + " that can be read: " + firstLine(e.getOriginalMessage()),
                        "");
            } catch (StackOverflowError e) { // the YAML scanner recurses over flow collections before depth is checked
                throw refuse(0, "the document nests too deeply", "");
            }
        }

        private Node root(JsonParser parser) {
            Node root = null;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw refuse(0, "the document is empty", "");
                }
                Node done = step(parser, token);
                if (done != null) {
                    root = place(done, line(parser));
                }
            } while (root == null);
            return root;
        }

        /** The node that this token completes, if it completes one. */
        private @Nullable Node step(JsonParser parser, JsonToken token) {
            refuseReferences(parser);
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    if (open.size() >= MAX_DEPTH) {
                        throw refuse(line(parser), "the document nests deeper than " + MAX_DEPTH + " levels", "");
                    }
                    open.push(new Open(token == JsonToken.START_OBJECT, line(parser)));
                    return null;
                }
                case PROPERTY_NAME -> {
                    String name = parser.currentName();
                    if (name.length() > MAX_NAME) {
                        throw refuse(line(parser), "a field name has more than " + MAX_NAME + " characters", "");
                    }
                    if (!open.element().name(name)) {
                        throw refuse(line(parser), "field \"" + shown(name) + "\" is given twice", "keep one of them");
                    }
                    return null;
                }
                case END_OBJECT, END_ARRAY -> {
                    Open closed = open.pop();
                    Node node = closed.node();
                    lines.put(node, closed.line);
                    return node;
                }
                case VALUE_STRING -> {
                    String text = parser.getString();
                    if (text.length() > MAX_STRING) {
                        throw refuse(line(parser), "a text has more than " + MAX_STRING + " characters", "");
                    }
                    return new Node.Text(text);
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    return number(parser);
                }
                case VALUE_TRUE, VALUE_FALSE -> {
                    return new Node.Flag(token == JsonToken.VALUE_TRUE);
                }
                case VALUE_NULL -> {
                    return new Node.Nothing();
                }
                default -> throw refuse(line(parser), "binary data is not read", "write it as a text");
            }
        }

        /** Puts a completed node into the collection around it; returns it if there is none. */
        private @Nullable Node place(Node node, int line) {
            lines.putIfAbsent(node, line);
            Open around = open.peek();
            if (around == null) {
                return node;
            }
            around.add(node);
            return null;
        }

        private void refuseReferences(JsonParser parser) {
            if (parser instanceof YAMLParser yaml) {
                if (yaml.isCurrentAlias() || yaml.getObjectId() != null) {
                    throw refuse(
                            line(parser),
                            "anchors (&) and aliases (*) are not read",
                            "write the value out at each place");
                }
                if (yaml.getTypeId() != null) {
                    throw refuse(line(parser), "tags (!) are not read", "leave the tag out");
                }
            }
        }

        private Node number(JsonParser parser) {
            String text = parser.getString();
            if (WHOLE.matcher(text).matches()) {
                try {
                    return new Node.Whole(Long.parseLong(text));
                } catch (NumberFormatException e) {
                    throw refuse(line(parser), "the number " + text + " does not fit into 64 bits", "");
                }
            }
            if (DECIMAL.matcher(text).matches()) {
                return new Node.Decimal(new BigDecimal(text));
            }
            throw refuse(
                    line(parser),
                    "\"" + shown(text) + "\" is not a number as definitions have them",
                    "write digits without leading zeros, exponent or separators; put a text into quotes");
        }

        private static int line(JsonParser parser) {
            return Math.max(0, parser.currentTokenLocation().getLineNr());
        }

        private static DefinitionException refuse(int line, String message, String advice) {
            return new DefinitionException(
                    new Problem("", line > 0 ? "line " + line + ": " + message : message, advice));
        }

        private static String firstLine(@Nullable String message) {
            if (message == null) {
                return "";
            }
            int end = message.indexOf('\n');
            return shown(end < 0 ? message : message.substring(0, end));
        }

        private static String shown(String text) {
            return text.length() <= 200 ? text : text.substring(0, 200) + "...";
        }
    }

    /** A collection that is not closed yet. */
    private static final class Open {
        private final int line;
        private final @Nullable Map<String, Node> fields;
        private final List<Node> items = new ArrayList<>();
        private String name = "";

        Open(boolean mapping, int line) {
            this.line = line;
            this.fields = mapping ? new LinkedHashMap<>() : null;
        }

        /** Remembers the name of the next value; false if it was there before. */
        boolean name(String next) {
            name = next;
            return fields == null || !fields.containsKey(next);
        }

        void add(Node node) {
            if (fields == null) {
                items.add(node);
            } else {
                fields.put(name, node);
            }
        }

        Node node() {
            return fields == null ? new Node.Items(items) : new Node.Mapping(fields);
        }
    }
}
