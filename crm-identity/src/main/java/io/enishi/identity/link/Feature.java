package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is looked at of a record: a column, several joined with {@code +} into parts, or the first known of several with {@code |},
 * then transforms: {@code surname:text:first-3}, {@code family+given}, {@code mobile|phone:phone}.
 *
 * @param columns names of columns; more than one for joined or alternative ones
 * @param joined whether the columns become parts; else the first known counts
 * @param transforms names of transforms, applied in order to each column before they are joined or chosen
 */
record Feature(List<String> columns, boolean joined, List<String> transforms) {

    Feature {
        columns = List.copyOf(columns);
        transforms = List.copyOf(transforms);
        if (columns.isEmpty() || columns.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a feature names a column, such as surname or surname:soundex");
        }
    }

    static Feature parse(String text) {
        String[] words = text.strip().split(":", -1);
        boolean joined = words[0].indexOf('+') >= 0;
        List<String> columns = Arrays.stream(words[0].split(joined ? "\\+" : "\\|", -1))
                .map(String::strip)
                .toList();
        return new Feature(columns, joined, Arrays.asList(words).subList(1, words.length));
    }

    /** Transforms that are not known. */
    Set<String> unknown(Transforms known) {
        Set<String> unknown = new TreeSet<>();
        for (String name : transforms) {
            if (known.find(name) == null) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** The feature of one record that is no row of a table: texts come from {@code value}. */
    String of(UnaryOperator<String> value, Transforms known) {
        List<String> parts = new ArrayList<>();
        for (String column : columns) {
            parts.add(transformed(value.apply(column).strip(), known));
        }
        return combined(parts);
    }

    /** The feature of every record of a table. */
    Column column(RecordTable table, Transforms known) {
        List<Column> sources = columns.stream().map(table::column).toList();
        if (sources.size() == 1 && transforms.isEmpty()) {
            return sources.get(0);
        }
        // Each different text is transformed once.
        List<String[]> texts = new ArrayList<>();
        for (Column source : sources) {
            String[] transformed = new String[source.dictionary().size()];
            for (int code = 0; code < transformed.length; code++) {
                transformed[code] = transformed(source.dictionary().text(code), known);
            }
            texts.add(transformed);
        }
        Dictionary dictionary = new Dictionary();
        int[] codes = new int[table.size()];
        if (sources.size() == 1) {
            int[] renamed = new int[texts.get(0).length];
            for (int code = 1; code < renamed.length; code++) {
                renamed[code] = dictionary.code(texts.get(0)[code]);
            }
            for (int i = 0; i < codes.length; i++) {
                codes[i] = renamed[sources.get(0).code(i)];
            }
        } else {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < codes.length; i++) {
                parts.clear();
                for (int c = 0; c < sources.size(); c++) {
                    parts.add(texts.get(c)[sources.get(c).code(i)]);
                }
                codes[i] = dictionary.code(combined(parts));
            }
        }
        return new Column(dictionary, codes);
    }

    private String transformed(String raw, Transforms known) {
        String text = raw;
        for (String name : transforms) {
            UnaryOperator<String> transform = known.find(name);
            if (transform == null) {
                throw new IllegalArgumentException("no transform \"" + name + "\"");
            }
            text = text.isEmpty() ? text : transform.apply(text).strip();
        }
        return text;
    }

    private String combined(List<String> parts) {
        if (!joined) {
            return parts.stream().filter(part -> !part.isEmpty()).findFirst().orElse("");
        }
        return parts.stream().allMatch(String::isEmpty) ? "" : String.join(String.valueOf(Measure.SEPARATOR), parts);
    }

    /** As it is written in a model. */
    @Override
    public String toString() {
        String text = String.join(joined ? "+" : "|", columns);
        return transforms.isEmpty() ? text : text + ":" + String.join(":", transforms);
    }
}
