package io.enishi.examples.csv;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Scheme;
import io.enishi.examples.csv.CsvMapping.Cancellation;
import io.enishi.examples.csv.CsvMapping.Customer;
import io.enishi.examples.csv.CsvMapping.Grouping;
import io.enishi.examples.csv.CsvMapping.Layout;
import io.enishi.examples.csv.CsvMapping.Missing;
import io.enishi.examples.csv.CsvMapping.Orders;
import io.enishi.examples.csv.CsvMapping.Time;
import io.enishi.examples.csv.CsvMapping.Undoing;
import io.enishi.examples.yaml.YamlTree;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a mapping from YAML and collects every problem on the way. */
final class MappingReader {

    private static final Currency YEN = Currency.getInstance("JPY");

    private final List<Problem> problems = new ArrayList<>();

    static CsvMapping read(String yaml) {
        return new MappingReader().mapping(YamlTree.object(yaml));
    }

    private CsvMapping mapping(JsonNode root) {
        Section top = new Section("", root);
        String source = top.text("source");
        String site = top.text("site", "ec");
        Layout layout = layout(top.section("layout"));
        Customer customer = customer(top.section("customer"));
        Time time = time(top.section("time"));
        Orders orders = orders(top.section("orders"));
        ZoneId zone = top.<ZoneId>value("zone", ZoneOffset.UTC, ZoneId::of, "an IANA zone such as Asia/Tokyo");
        List<String> rules = top.texts("rules");
        top.finish();
        if (!source.isEmpty() && !Names.isName(source, 64)) {
            problems.add(new Problem(
                    "source", "is no name: \"" + source + '"', "use 1 to 64 characters of a-z 0-9 . : - _"));
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new CsvMapping(source, site, layout, customer, time, orders, zone, rules);
    }

    private Layout layout(Section section) {
        Charset charset = section.value(
                "charset", StandardCharsets.UTF_8, Encodings::named, "a character set such as UTF-8 or windows-31j");
        char delimiter =
                section.value("delimiter", ',', MappingReader::oneCharacter, "one character, such as \",\" or \"\\t\"");
        boolean header = section.oneOf("header", "true", "true", "false").equals("true");
        section.finish();
        return new Layout(charset, delimiter, header);
    }

    private Customer customer(Section section) {
        String column = section.text("column");
        Scheme scheme = section.value("scheme", Scheme.MEMBER, Scheme::of, "a scheme such as member or mall:rakuten");
        String missing = section.oneOf("missing", null, "skip", "reject");
        section.finish();
        return new Customer(column, scheme, missing.equals("skip") ? Missing.SKIP : Missing.REJECT);
    }

    private Time time(Section section) {
        String column = section.text("column");
        DateTimeFormatter format = section.value(
                "format",
                DateTimeFormatter.ISO_LOCAL_DATE,
                pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT),
                "a java.time pattern such as uuuu-MM-dd HH:mm (uuuu, not yyyy)");
        ZoneId zone = section.<ZoneId>required("zone", ZoneOffset.UTC, ZoneId::of, "an IANA zone such as Asia/Tokyo");
        section.finish();
        return new Time(column, format, zone);
    }

    private Orders orders(Section section) {
        Grouping grouping = Grouping.valueOf(
                section.oneOf("group", "line", "line", "consecutive", "key").toUpperCase(Locale.ROOT));
        String key = section.optionalText("key");
        String product = section.optionalText("product");
        String quantity = section.optionalText("quantity");
        String price = section.text("price");
        Currency currency = section.required("currency", YEN, Currency::getInstance, "an ISO 4217 code such as JPY");
        boolean rounds =
                section.oneOf("finer-amounts", "reject", "reject", "round").equals("round");
        Cancellation cancellation = null;
        if (section.has("cancellation")) {
            Section inner = section.section("cancellation");
            String prefix = inner.text("key-starts-with");
            String becomes = inner.oneOf("becomes", "order.cancelled", "order.cancelled", "order.refunded");
            inner.finish();
            cancellation =
                    new Cancellation(prefix, becomes.equals("order.refunded") ? Undoing.REFUNDED : Undoing.CANCELLED);
        }
        if (key == null && (grouping != Grouping.LINE || cancellation != null)) {
            problems.add(new Problem("orders.key", "is missing", "lines are grouped and cancellations found by it"));
        }
        section.finish();
        return new Orders(grouping, key, product, quantity, price, currency, rounds, cancellation);
    }

    private static char oneCharacter(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("one character");
        }
        return text.charAt(0);
    }

    /** One object of the file: hands out its fields and, at the end, complains about those that nobody asked for. */
    private final class Section {

        private final String path;
        private final @Nullable JsonNode node;
        private final Set<String> known = new LinkedHashSet<>();

        Section(String path, @Nullable JsonNode node) {
            this.path = path;
            this.node = node;
        }

        boolean has(String field) {
            return node != null && node.has(field);
        }

        Section section(String field) {
            known.add(field);
            JsonNode child = node == null ? null : node.get(field);
            if (child != null && !child.isObject()) {
                problems.add(new Problem(path + field, "must be an object with fields of its own", ""));
                child = null;
            }
            return new Section(path + field + '.', child);
        }

        /** Required text; a missing one is a problem and answers the empty text. */
        String text(String field) {
            String text = optionalText(field);
            if (text == null) {
                problems.add(new Problem(path + field, "is missing", ""));
            }
            return text == null ? "" : text;
        }

        String text(String field, String preset) {
            String text = optionalText(field);
            return text == null ? preset : text;
        }

        @Nullable
        String optionalText(String field) {
            known.add(field);
            JsonNode child = node == null ? null : node.get(field);
            if (child == null || child.isNull()) {
                return null;
            }
            if (!child.isValueNode() || child.asString().isEmpty()) {
                problems.add(new Problem(path + field, "must be a text", ""));
                return null;
            }
            return child.asString();
        }

        List<String> texts(String field) {
            known.add(field);
            JsonNode child = node == null ? null : node.get(field);
            List<String> texts = new ArrayList<>();
            if (child != null && !child.isArray()) {
                problems.add(new Problem(path + field, "must be a list of texts", ""));
            } else if (child != null) {
                child.values().forEach(entry -> texts.add(entry.asString()));
            }
            return texts;
        }

        String oneOf(String field, @Nullable String preset, String... allowed) {
            String text = optionalText(field);
            if (text == null && preset == null) {
                problems.add(new Problem(path + field, "is missing", "write one of " + String.join(", ", allowed)));
            }
            text = text != null ? text : preset != null ? preset : "";
            if (text.isEmpty() || Arrays.asList(allowed).contains(text)) {
                return text.isEmpty() ? allowed[0] : text;
            }
            problems.add(new Problem(path + field, "is \"" + text + '"', "use one of " + String.join(", ", allowed)));
            return allowed[0];
        }

        /** The value that {@code parse} makes of the text; {@code usual} without a text. */
        <T> T value(String field, T usual, Function<String, T> parse, String advice) {
            String text = optionalText(field);
            if (text == null) {
                return usual;
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add(new Problem(path + field, "is \"" + text + '"', "write " + advice));
                return usual;
            }
        }

        /** Like {@link #value}, but a missing text is a problem; then, too, the answer is {@code placeholder}. */
        <T> T required(String field, T placeholder, Function<String, T> parse, String advice) {
            if (!has(field)) {
                problems.add(new Problem(path + field, "is missing", "write " + advice));
            }
            return value(field, placeholder, parse, advice);
        }

        void finish() {
            if (node != null) {
                node.propertyNames().forEach(name -> {
                    if (!known.contains(name)) {
                        problems.add(
                                new Problem(path + name, "unknown field", "known are " + String.join(", ", known)));
                    }
                });
            }
        }
    }
}
