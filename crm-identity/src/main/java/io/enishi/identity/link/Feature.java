package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a record: a column, several joined with {@code +} into parts, or the first known of several with {@code |},
 * then transforms: {@code surname:text:first-3}, {@code family+given}, {@code mobile|phone:phone}. What stands after a slash is applied
 * to the joined parts: {@code name+kana/ja-family}.
 *
 * @param columns names of columns; more than one for joined or alternative ones
 * @param joined whether the columns become parts; else the first known counts
 * @param transforms names of transforms, applied in order to each column before they are joined or chosen
 * @param whole names of transforms, applied in order to the result
 */
record Feature(List<String> columns, boolean joined, List<String> transforms, List<String> whole) {

    /** Texts that are numbered at a time. */
    private static final int PORTION = 2_000;

    Feature {
        columns = List.copyOf(columns);
        transforms = List.copyOf(transforms);
        whole = List.copyOf(whole);
        if (columns.isEmpty() || columns.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a feature names a column, such as surname or surname:soundex");
        }
    }

    static Feature parse(String text) {
        int slash = text.indexOf('/');
        String[] words = (slash < 0 ? text : text.substring(0, slash)).strip().split(":", -1);
        List<String> whole = slash < 0
                ? List.of()
                : Arrays.asList(text.substring(slash + 1).strip().split(":", -1));
        boolean joined = words[0].indexOf('+') >= 0;
        List<String> columns = Arrays.stream(words[0].split(joined ? "\\+" : "\\|", -1))
                .map(String::strip)
                .toList();
        return new Feature(columns, joined, Arrays.asList(words).subList(1, words.length), whole);
    }

    /** Transforms that are not known. */
    Set<String> unknown(Transforms known) {
        Set<String> unknown = new TreeSet<>();
        List<String> all = new ArrayList<>(transforms);
        all.addAll(whole);
        for (String name : all) {
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
            parts.add(known.all(transforms).apply(value.apply(column).strip()));
        }
        return known.all(whole).apply(combined(parts));
    }

    /** The feature without its last transform; null if there is none to leave out. */
    @Nullable
    Feature before() {
        if (!whole.isEmpty()) {
            return new Feature(columns, joined, transforms, whole.subList(0, whole.size() - 1));
        }
        return columns.size() > 1 || transforms.isEmpty()
                ? null
                : new Feature(columns, joined, transforms.subList(0, transforms.size() - 1), whole);
    }

    /** The feature from what {@link #before} gave. */
    Column after(Column before, Transforms known) {
        List<String> last = whole.isEmpty() ? transforms : whole;
        UnaryOperator<String> one = known.all(last.subList(last.size() - 1, last.size()));
        Dictionary texts = before.dictionary();
        int same = 1;
        while (same < texts.size() && isFixed(one, texts.text(same))) {
            same++;
        }
        if (same == texts.size()) {
            return before;
        }
        int first = same; // those before it are known to stay as they are
        return renamed(before, code -> code < first ? texts.text(code) : one.apply(texts.text(code)));
    }

    private static boolean isFixed(UnaryOperator<String> one, String text) {
        return one.apply(text).equals(text);
    }

    /** The column with other texts under its numbers; those that became equal are one number. */
    private static Column renamed(Column column, IntFunction<String> texts) {
        Dictionary dictionary = new Dictionary();
        int[] renamed = new int[column.dictionary().size()];
        for (int from = 1; from < renamed.length; from += PORTION) {
            String[] some = new String[Math.min(PORTION, renamed.length - from)];
            int begin = from;
            Arrays.setAll(some, i -> texts.apply(begin + i));
            System.arraycopy(dictionary.codes(some), 0, renamed, from, some.length);
        }
        int[] codes = new int[column.records()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = renamed[column.code(i)];
        }
        return new Column(dictionary, codes);
    }

    /** The feature of every record of a table. */
    Column column(RecordTable table, Transforms known) {
        List<Column> sources = columns.stream().map(table::column).toList();
        if (sources.size() == 1 && transforms.isEmpty() && whole.isEmpty()) {
            return sources.get(0);
        }
        // Each different text is transformed once.
        UnaryOperator<String> each = known.all(transforms);
        UnaryOperator<String> last = known.all(whole);
        if (sources.size() == 1) {
            Dictionary texts = sources.get(0).dictionary();
            return renamed(sources.get(0), code -> last.apply(each.apply(texts.text(code))));
        }
        List<String[]> texts = new ArrayList<>();
        for (Column source : sources) {
            String[] transformed = new String[source.dictionary().size()];
            for (int code = 0; code < transformed.length; code++) {
                transformed[code] = each.apply(source.dictionary().text(code));
            }
            texts.add(transformed);
        }
        Dictionary dictionary = new Dictionary();
        int[] codes = new int[table.size()];
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            parts.clear();
            for (int c = 0; c < sources.size(); c++) {
                parts.add(texts.get(c)[sources.get(c).code(i)]);
            }
            codes[i] = dictionary.code(last.apply(combined(parts)));
        }
        return new Column(dictionary, codes);
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
        text = transforms.isEmpty() ? text : text + ":" + String.join(":", transforms);
        return whole.isEmpty() ? text : text + "/" + String.join(":", whole);
    }
}
