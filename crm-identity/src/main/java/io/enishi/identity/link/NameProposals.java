package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the names of a table are to be compared: family and given name apart, since families share one of them; what is written and how it is read as one piece
 * of evidence, since one follows from the other.
 */
final class NameProposals {

    /** Share of the names of one column that must come in two words to teach how the others are split. */
    private static final double SPLIT = 0.3;

    private final List<SeenColumn> seen;
    private final List<Proposed> proposed = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    NameProposals(RecordTable table, List<SeenColumn> seen) {
        this.seen = seen;
        parts(ColumnRole.FAMILY_NAME, ColumnRole.FAMILY_KANA);
        parts(ColumnRole.GIVEN_NAME, ColumnRole.GIVEN_KANA);
        if (proposed.size() < 2) {
            proposed.clear();
            used.clear();
            whole(table);
        }
    }

    /** Comparisons of names; none where the table has no names of people. */
    List<Proposed> proposed() {
        return proposed;
    }

    /** Columns that they look at. */
    Set<String> used() {
        return used;
    }

    private void parts(ColumnRole written, ColumnRole read) {
        List<SeenColumn> names = of(written);
        List<SeenColumn> readings = of(read);
        if (names.size() > 1 || readings.size() > 1 || names.size() + readings.size() == 0) {
            return;
        }
        List<SeenColumn> columns =
                Stream.concat(names.stream(), readings.stream()).toList();
        boolean japanese = columns.stream().anyMatch(SeenColumn::isJapanese);
        String joined = String.join("+", columns.stream().map(SeenColumn::name).toList());
        Proposed name = japanese ? japanese(joined + "/ja-word") : western(joined + ":text");
        proposed.add(written == ColumnRole.FAMILY_NAME ? name.inHouseholds() : name);
        columns.forEach(column -> used.add(column.name()));
    }

    private void whole(RecordTable table) {
        List<SeenColumn> names = of(ColumnRole.FULL_NAME);
        List<SeenColumn> readings = of(ColumnRole.FULL_KANA);
        List<SeenColumn> columns =
                Stream.concat(names.stream(), readings.stream()).toList();
        if (names.size() > 1 || readings.size() > 1 || columns.isEmpty()) {
            return;
        }
        boolean japanese = columns.stream().anyMatch(SeenColumn::isJapanese);
        String joined = String.join("+", columns.stream().map(SeenColumn::name).toList());
        if (!japanese) {
            proposed.add(western(joined + ":family-name").inHouseholds());
            proposed.add(western(joined + ":given-name"));
        } else if (columns.stream().anyMatch(column -> isSplit(table.column(column.name())))) {
            proposed.add(japanese(joined + "/ja-family").inHouseholds());
            proposed.add(japanese(joined + "/ja-given"));
        } else {
            return;
        }
        columns.forEach(column -> used.add(column.name()));
    }

    private static boolean isSplit(Column column) {
        int known = 0;
        int split = 0;
        for (int i = 0; i < column.records(); i++) {
            String text = Transforms.text(column.text(i));
            known += text.isEmpty() ? 0 : 1;
            split += text.indexOf(' ') > 0 ? 1 : 0;
        }
        return split > SPLIT * known;
    }

    private static Proposed japanese(String feature) {
        return new Proposed(
                Comparison.of(feature, "ja-name"),
                List.of(List.of(feature + ":part-2"), List.of(feature + ":part-1")),
                List.of());
    }

    private static Proposed western(String feature) {
        return Proposed.of(Comparison.of(feature, "name"), ":soundex", ":first-1");
    }

    private List<SeenColumn> of(ColumnRole role) {
        return seen.stream().filter(one -> one.role() == role).toList();
    }
}
