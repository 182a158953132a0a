package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model to start from, proposed from a table alone: what kind of column each is, by its name and its values, and blocking rules
 * that few records share. To be read and improved by somebody who knows the data.
 *
 * <p>Where a table has names in kanji and in kana, both are compared as one, family and given name apart. Columns that tell when a row
 * was changed, numbers that no two rows share, and columns that say again what others say (the town beside its postal code, the full
 * name beside its parts) are left out. E-mail counts where it is equal: addresses that are alike are mostly those of people whose
 * names are.
 */
public final class LinkSuggestion {

    private static final Pattern HOME = Pattern.compile(
            "address|addr|street|suburb|city|town|state|zip|post|prefecture|place|house|surname|family|last|phone|tel|住所|郵便|姓|電話",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PERSONAL =
            Pattern.compile("given|first|birth|born|dob|gender|sex|mail|名|生年月日|性別", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 12;
    private static final String FAMILY = "/ja-family";
    private static final String GIVEN = "/ja-given";

    private LinkSuggestion() {}

    /** What was seen of a column. */
    private record Seen(String name, ColumnKind kind, double known, int distinct) {

        String feature() {
            return name + ":" + kind.transform();
        }

        /** How much agreement in it says, roughly in bits. */
        double worth() {
            return known * StrictMath.log(1 + distinct);
        }

        /** Whether families share it. */
        boolean isHome() {
            return kind == ColumnKind.JAPANESE_ADDRESS
                    || (HOME.matcher(name).find() && !PERSONAL.matcher(name).find());
        }
    }

    /**
     * Proposes a model.
     *
     * @throws IllegalArgumentException if no column tells records apart
     */
    public static LinkModel of(RecordTable table, String name) {
        List<Seen> seen = look(table);
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("no column tells records apart: each is empty or has one value only");
        }
        String names = japaneseNames(seen);
        List<Seen> others = new ArrayList<>(seen);
        if (!names.isEmpty()) {
            others.removeIf(one ->
                    names.equals(one.name()) || names.startsWith(one.name() + "+") || names.endsWith("+" + one.name()));
        }
        List<Seen> best = others.subList(0, Math.min(MOST, others.size()));
        boolean families = !names.isEmpty()
                || best.stream().anyMatch(one -> PERSONAL.matcher(one.name()).find());
        List<Comparison> comparisons = new ArrayList<>();
        if (!names.isEmpty()) {
            comparisons.add(Comparison.of(names + FAMILY, "ja-name").inHouseholds());
            comparisons.add(Comparison.of(names + GIVEN, "ja-name"));
        }
        for (Seen one : best) {
            Comparison comparison = Comparison.of(one.feature(), one.kind().comparison());
            comparisons.add(families && one.isHome() ? comparison.inHouseholds() : comparison);
        }
        return LinkModel.of(name, comparisons, blocking(best, names, table.size()));
    }

    /** Columns that are worth comparing, those first in which agreement says most. */
    private static List<Seen> look(RecordTable table) {
        List<Seen> seen = new ArrayList<>();
        boolean japan = false;
        for (String name : table.columns()) {
            Column column = table.column(name);
            ColumnKind kind = ColumnKind.of(column, name);
            japan |= kind.tellsOfJapan();
            double known = (double) column.known() / Math.max(1, table.size());
            boolean unique = kind == ColumnKind.NUMBER && column.distinct() == column.known();
            boolean spelled = name.chars().noneMatch(c -> "+|:/".indexOf(c) >= 0);
            if (spelled && known > 0.05 && column.distinct() > 1 && !unique && !ColumnKind.isOfRow(name)) {
                seen.add(new Seen(name, kind, known, column.distinct()));
            }
        }
        if (!japan) {
            seen.replaceAll(one -> new Seen(one.name(), one.kind().abroad(), one.known(), one.distinct()));
        }
        List<Seen> all = List.copyOf(seen);
        seen.removeIf(one -> isRedundant(table, one, all));
        seen.sort(Comparator.comparingDouble((Seen one) -> -one.worth()));
        return seen;
    }

    private static boolean isRedundant(RecordTable table, Seen one, List<Seen> all) {
        Column column = table.column(one.name());
        List<Column> others = all.stream()
                .filter(other -> other.kind() != ColumnKind.CATEGORY && other.kind() != ColumnKind.GENDER)
                .map(other -> table.column(other.name()))
                .toList();
        boolean joined = one.kind() != ColumnKind.EMAIL && Redundancy.isJoined(column, others);
        return joined || others.stream().anyMatch(other -> Redundancy.isCoarser(column, other, others));
    }

    /** The columns with names in kanji and in kana, joined; empty unless there is one of each. */
    private static String japaneseNames(List<Seen> seen) {
        List<String> kanji = named(seen, ColumnKind.JAPANESE_NAME);
        List<String> kana = named(seen, ColumnKind.KANA);
        return kanji.size() == 1 && kana.size() == 1 ? kanji.get(0) + "+" + kana.get(0) : "";
    }

    private static List<String> named(List<Seen> seen, ColumnKind kind) {
        return seen.stream().filter(one -> one.kind() == kind).map(Seen::name).toList();
    }

    /** Columns that tell nearly all records apart block alone, others in pairs. */
    private static List<List<String>> blocking(List<Seen> seen, String names, int records) {
        Set<List<String>> rules = new LinkedHashSet<>();
        Set<Seen> alone = new HashSet<>();
        for (Seen one : seen) {
            boolean inFull = one.kind() != ColumnKind.TEXT && one.kind() != ColumnKind.JAPANESE_ADDRESS;
            if (inFull && one.distinct() > records * 0.2) {
                rules.add(List.of(one.feature()));
                alone.add(one);
            }
        }
        if (!names.isEmpty()) {
            rules.addAll(byName(seen, names));
        }
        int most = rules.size() + MOST - alone.size();
        for (int i = 0; i < seen.size() && rules.size() < most; i++) {
            for (int j = i + 1; j < seen.size() && rules.size() < most; j++) {
                Seen one = seen.get(i);
                Seen other = seen.get(j);
                boolean enough = (double) one.distinct() * other.distinct() > records * 2.0 && other.distinct() > 10;
                // What a rule for one of both finds need not be found again.
                if (enough && !alone.contains(one) && !alone.contains(other)) {
                    rules.add(List.of(one.feature(), other.feature()));
                }
            }
        }
        if (rules.isEmpty()) {
            rules.add(seen.stream().map(Seen::feature).limit(3).toList());
        }
        return List.copyOf(rules);
    }

    /** Rules for names in kanji and kana: both names, or one of them with a birth date or a postal code. */
    private static List<List<String>> byName(List<Seen> seen, String names) {
        List<List<String>> rules = new ArrayList<>();
        for (String part : List.of(":part-2", ":part-1")) {
            rules.add(List.of(names + FAMILY + part, names + GIVEN + part));
        }
        for (Seen one : seen) {
            if (one.kind() == ColumnKind.DATE || one.kind() == ColumnKind.JAPANESE_POSTAL) {
                rules.add(List.of(one.feature(), names + GIVEN + ":part-2"));
                rules.add(List.of(one.feature(), names + FAMILY + ":part-2"));
            }
        }
        return rules;
    }
}
