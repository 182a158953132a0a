package io.enishi.core.internal.doc;

import io.enishi.core.value.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value at a place of a document, and the way to read it. What is wrong is remembered, and reading of this value ends there;
 * the values beside it are still read, so that everything wrong comes out at once.
 */
public final class DocValue {

    private final Document document;
    private final Node node;
    private final String path;
    private final Problems problems;

    DocValue(Document document, Node node, String path, Problems problems) {
        this.document = document;
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    static <T> T readRoot(Document document, Function<DocValue, T> rule) {
        Problems problems = new Problems();
        DocValue root = new DocValue(document, document.root(), "", problems);
        T result = null;
        try {
            result = rule.apply(root);
        } catch (Unreadable e) {
            if (problems.isEmpty()) {
                throw new IllegalStateException("a rule gave up without naming a problem", e);
            }
        }
        problems.throwIfAny();
        if (result == null) {
            throw new IllegalStateException("a rule read nothing and named no problem");
        }
        return result;
    }

    /** Where the value stands, such as {@code steps[2].send}. */
    public String path() {
        return path;
    }

    /** The value as it is, for rules that pass it on unread. */
    public Node node() {
        return node;
    }

    public boolean isText() {
        return node instanceof Node.Text;
    }

    public boolean isList() {
        return node instanceof Node.Items;
    }

    public boolean isMapping() {
        return node instanceof Node.Mapping;
    }

    public boolean isWhole() {
        return node instanceof Node.Whole;
    }

    public boolean isFlag() {
        return node instanceof Node.Flag;
    }

    public String text() {
        if (node instanceof Node.Text text) {
            return text.text();
        }
        throw node instanceof Node.Whole || node instanceof Node.Flag || node instanceof Node.Decimal
                ? unreadable("a text is expected here, but this is " + node.kind(), "put it into quotes")
                : unexpected("a text");
    }

    /** A technical name, see {@link Names}. */
    public String name() {
        return text(
                text -> Names.isName(text, 64) ? text : null,
                "is not a name",
                "use 1 to 64 characters of a-z 0-9 . : - _ beginning with a letter or digit");
    }

    public long whole() {
        if (node instanceof Node.Whole whole) {
            return whole.number();
        }
        throw unexpected("a whole number");
    }

    public BigDecimal decimal() {
        if (node instanceof Node.Decimal decimal) {
            return decimal.number();
        }
        if (node instanceof Node.Whole whole) {
            return BigDecimal.valueOf(whole.number());
        }
        throw unexpected("a number");
    }

    public boolean flag() {
        if (node instanceof Node.Flag flag) {
            return flag.flag();
        }
        throw unexpected("true or false");
    }

    /**
     * What {@code parse} makes of the text; a problem if it makes null of it.
     *
     * @param complaint continues {@code "the text" ...}, such as {@code is not a date}
     */
    public <T> T text(Function<String, @Nullable T> parse, String complaint, String advice) {
        String text = text();
        T value = parse.apply(text);
        if (value == null) {
            throw unreadable('"' + shown(text) + "\" " + complaint, advice);
        }
        return value;
    }

    /** Reads the fields of a mapping; {@code rule} ends with {@link DocReader#build}. */
    public <T> T mapping(Function<DocReader, T> rule) {
        if (node instanceof Node.Mapping mapping) {
            return rule.apply(new DocReader(this, mapping));
        }
        throw unexpected("a mapping");
    }

    /** Reads a mapping whose field names are data, in the order written; not modifiable. */
    public <T> Map<String, T> entries(Function<DocValue, T> rule) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw unexpected("a mapping");
        }
        int before = problems.count();
        Map<String, T> entries = new LinkedHashMap<>();
        mapping.fields().forEach((name, value) -> {
            try {
                entries.put(name, rule.apply(field(name, value)));
            } catch (Unreadable e) {
                // remembered; the other entries are still read
            }
        });
        giveUpSince(before);
        return Collections.unmodifiableMap(entries);
    }

    /** Reads each item of a list. */
    public <T> List<T> items(Function<DocValue, T> rule) {
        int before = problems.count();
        List<T> read = readableItems(rule);
        giveUpSince(before);
        return read;
    }

    /** Reads each item of a list; without the items that have a problem. */
    public <T> List<T> readableItems(Function<DocValue, T> rule) {
        if (!(node instanceof Node.Items items)) {
            throw unexpected("a list");
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            try {
                read.add(rule.apply(new DocValue(document, items.items().get(i), path + "[" + i + "]", problems)));
            } catch (Unreadable e) {
                // remembered; the other items are still read
            }
        }
        return List.copyOf(read);
    }

    /** Remembers a problem at this place; reading goes on. */
    public void problem(String message, String advice) {
        problemAt(path, message, advice);
    }

    /** Remembers a problem at this place and gives what to throw in order to stop reading this value. */
    public RuntimeException unreadable(String message, String advice) {
        problem(message, advice);
        return new Unreadable();
    }

    private RuntimeException unexpected(String wanted) {
        return unreadable(wanted + " is expected here, but this is " + node.kind(), "");
    }

    void problemAt(String where, String message, String advice) {
        int line = document.lineOf(node);
        problems.add(where, line > 0 ? message + " (line " + line + ")" : message, advice);
    }

    DocValue field(String name, Node value) {
        return new DocValue(document, value, path.isEmpty() ? name : path + "." + name, problems);
    }

    Problems problems() {
        return problems;
    }

    private void giveUpSince(int before) {
        if (problems.count() > before) {
            throw new Unreadable();
        }
    }

    static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** Stops reading one value; its problem is remembered already. Never leaves this package's callers. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("this value has a problem", null, false, false);
        }
    }
}
