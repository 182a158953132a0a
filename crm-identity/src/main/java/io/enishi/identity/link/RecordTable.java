package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Records to be linked: an id, a source and one text for each column; immutable.
 *
 * <p>Records are kept in the order of their source and id, whatever order they came in, so that nothing that is computed from a
 * table depends on that order. An empty text means "not known". Texts are kept as they came; white space at both ends is dropped.
 *
 * <p>Each different text of a column is kept once; a record is a number for each column. One million records of ten columns with
 * mostly different values take some 450 MB while they are built and 180 MB afterwards.
 */
public final class RecordTable {

    private final List<String> columns;
    private final Texts ids;
    private final Column source;
    private final List<Column> values;

    private RecordTable(List<String> columns, Texts ids, Column source, List<Column> values) {
        this.columns = columns;
        this.ids = ids;
        this.source = source;
        this.values = values;
    }

    /** A builder of a table with these columns. */
    public static Builder builder(List<String> columns) {
        return new Builder(columns);
    }

    /** A builder of a table with these columns. */
    public static Builder builder(String... columns) {
        return new Builder(List.of(columns));
    }

    /** Names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** How many records there are. */
    public int size() {
        return ids.size();
    }

    /** Id of the record at {@code index}, 0 to {@code size() - 1}, in the order of source and id. */
    public String id(int index) {
        return ids.text(index);
    }

    /** Source of the record at {@code index}; empty when the table has none. */
    public String source(int index) {
        return source.text(index);
    }

    /** What the record at {@code index} says in a column; empty when not known. */
    public String value(int index, String column) {
        return column(column).text(index);
    }

    /** Where the record with this id stands; -1 if there is none. Of several sources the first in order. */
    public int indexOf(String id) {
        for (int i = 0; i < ids.size(); i++) {
            if (ids.isEqual(i, id)) {
                return i;
            }
        }
        return -1;
    }

    /** The table without these columns: what a linkage must not see. */
    public RecordTable without(String... unwanted) {
        List<String> left = new ArrayList<>();
        List<Column> kept = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!Arrays.asList(unwanted).contains(columns.get(i))) {
                left.add(columns.get(i));
                kept.add(values.get(i));
            }
        }
        return new RecordTable(List.copyOf(left), ids, source, kept);
    }

    Column column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("no column \"" + name + "\"; there are " + String.join(", ", columns));
        }
        return values.get(at);
    }

    Column sources() {
        return source;
    }

    /** Collects records. Not for several threads. */
    public static final class Builder {

        /** From so many records on, columns are taken in by more than one thread. */
        private static final int SIDE_BY_SIDE = 1_000;

        private final List<String> columns;
        private final Texts ids = new Texts();
        private final Dictionary sources = new Dictionary();
        private int[] sourceCodes = new int[1024];
        private final Dictionary[] dictionaries;
        private final int[][] codes;

        private Builder(List<String> columns) {
            this.columns = List.copyOf(columns);
            if (new LinkedHashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException("columns must have different names, but are " + columns);
            }
            this.dictionaries = new Dictionary[columns.size()];
            this.codes = new int[columns.size()][1024];
            Arrays.setAll(dictionaries, i -> new Dictionary());
        }

        /** Adds a record of a table without sources. */
        public Builder add(String id, String... values) {
            return add("", id, Arrays.asList(values));
        }

        /**
         * Adds a record.
         *
         * @param source where it comes from; empty where that plays no part
         * @param id its id within the source; not empty
         * @param values one text a column, in the order of the columns; empty for "not known"
         * @throws IllegalArgumentException if the id is empty or there are more or fewer values than columns
         */
        public Builder add(String source, String id, List<String> values) {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("record " + (ids.size() + 1) + " has no id");
            }
            mustHave(values.size());
            int at = ids.size();
            makeRoom(at + 1);
            ids.add(id);
            sourceCodes[at] = sources.code(source);
            for (int column = 0; column < codes.length; column++) {
                codes[column][at] = dictionaries[column].code(values.get(column).strip());
            }
            return this;
        }

        /**
         * Adds several records at a time, which is quicker than one by one: columns are taken in side by side.
         *
         * @param source where they come from; empty where that plays no part
         * @throws IllegalArgumentException if they have more or fewer values than there are columns; then none is added
         */
        public Builder addAll(String source, NewRecords some) {
            Objects.requireNonNull(source, "source");
            mustHave(some.columns());
            int at = ids.size();
            makeRoom(at + some.size());
            some.addIdsTo(ids);
            Arrays.fill(sourceCodes, at, ids.size(), sources.code(source));
            IntStream columnsOfAll = IntStream.range(0, codes.length);
            (some.size() < SIDE_BY_SIDE ? columnsOfAll : columnsOfAll.parallel())
                    .forEach(column -> dictionaries[column].codes(some, column, codes[column], at));
            return this;
        }

        private void mustHave(int values) {
            if (values != columns.size()) {
                throw new IllegalArgumentException("record " + (ids.size() + 1) + " has " + values
                        + " values, but there are " + columns.size() + " columns");
            }
        }

        private void makeRoom(int records) {
            if (records > sourceCodes.length) {
                int room = Math.max(records, sourceCodes.length * 2);
                sourceCodes = Arrays.copyOf(sourceCodes, room);
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = Arrays.copyOf(codes[i], room);
                }
            }
        }

        /**
         * The table.
         *
         * @throws IllegalArgumentException if two records of one source have the same id
         */
        public RecordTable build() {
            int[] order = order();
            Texts sorted = new Texts();
            Set<String> repeated = new LinkedHashSet<>();
            for (int i = 0; i < order.length; i++) {
                sorted.add(ids, order[i]);
                if (i > 0 && sorted.isEqual(i, sorted, i - 1) && sourceCodes[order[i]] == sourceCodes[order[i - 1]]) {
                    repeated.add(sorted.text(i));
                }
            }
            if (!repeated.isEmpty()) {
                throw new IllegalArgumentException("ids must not repeat, but " + repeated.size() + " do, such as "
                        + repeated.iterator().next());
            }
            Column[] values = new Column[codes.length];
            Arrays.parallelSetAll(values, i -> sorted(dictionaries[i], codes[i], order));
            return new RecordTable(columns, sorted, sorted(sources, sourceCodes, order), List.of(values));
        }

        /** Places of the records in the order of source and id. */
        private int[] order() {
            // Most ids differ in their first eight characters after the common beginning: those are sorted as numbers.
            int common = commonBeginning();
            long[] beginnings = new long[ids.size()];
            Arrays.parallelSetAll(beginnings, i -> beginning(ids.text(i), common));
            int[] order = RadixSort.order(beginnings);
            for (int from = 0; from < order.length; ) {
                int to = from + 1;
                while (to < order.length && beginnings[order[to]] == beginnings[order[from]]) {
                    to++;
                }
                sortRun(order, from, to, Comparator.comparing(ids::text));
                from = to;
            }
            if (sources.size() > 1) {
                sortRun(order, 0, order.length, Comparator.comparing(i -> sources.text(sourceCodes[i])));
            }
            return order;
        }

        /** Sorts a part anew; places that are equal stay in their order. */
        private static void sortRun(int[] order, int from, int to, Comparator<Integer> by) {
            if (to - from > 1) {
                Integer[] run = new Integer[to - from];
                Arrays.setAll(run, i -> order[from + i]);
                Arrays.sort(run, by);
                for (int i = 0; i < run.length; i++) {
                    order[from + i] = run[i];
                }
            }
        }

        private int commonBeginning() {
            String first = ids.size() == 0 ? "" : ids.text(0);
            return IntStream.range(0, ids.size())
                    .parallel()
                    .map(i -> commonBeginning(first, ids.text(i)))
                    .min()
                    .orElse(0);
        }

        private static int commonBeginning(String a, String b) {
            int common = 0;
            while (common < Math.min(a.length(), b.length()) && a.charAt(common) == b.charAt(common)) {
                common++;
            }
            return common;
        }

        /** Up to eight characters as a number that sorts as they do; texts with wider characters come after all others. */
        private static long beginning(String id, int from) {
            boolean narrow = true;
            for (int i = from; i < Math.min(id.length(), from + 8); i++) {
                narrow &= id.charAt(i) < 255;
            }
            long beginning = 0;
            if (narrow) {
                for (int i = from; i < from + 8; i++) {
                    beginning = (beginning << 8) | (i < id.length() ? id.charAt(i) + 1 : 0);
                }
                return beginning;
            }
            return -1L;
        }

        /** Numbers are given out anew in the order of the records, so that they do not depend on how the records came. */
        private static Column sorted(Dictionary came, int[] codes, int[] order) {
            int[] renamed = new int[came.size()];
            int[] sorted = new int[order.length];
            Texts texts = new Texts();
            texts.add("");
            for (int i = 0; i < order.length; i++) {
                int code = codes[order[i]];
                if (code != 0 && renamed[code] == 0) {
                    renamed[code] = texts.size();
                    texts.add(came.texts(), code);
                }
                sorted[i] = renamed[code];
            }
            return new Column(new Dictionary(texts), sorted);
        }
    }
}
