package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model to start from, proposed from a table alone: what kind of column each is, by its name and its values, and blocking rules
 * that few records share. To be read and improved by somebody who knows the data.
 *
 * <p>Family and given name are compared apart, also where a column holds both, and kanji and kana as one; a Japanese address that stands in several columns is one.
 * Columns that tell when a row was changed, numbers that no two rows share, what says who somebody is (a cluster's number, the true person), and columns that say again
 * what others say (the town beside its postal code, the full name beside its parts) are left out. E-mail counts where it is equal: addresses that are alike are mostly
 * those of people whose names are.
 */
public final class LinkSuggestion {

    private static final int MOST = 12;

    private LinkSuggestion() {}

    /**
     * Proposes a model.
     *
     * @throws IllegalArgumentException if no column tells records apart
     */
    public static LinkModel of(RecordTable table, String name) {
        List<SeenColumn> seen = look(table);
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("no column tells records apart: each is empty or has one value only");
        }
        NameProposals names = new NameProposals(table, seen);
        List<Proposed> proposed = new ArrayList<>(names.proposed());
        Set<String> used = new HashSet<>(names.used());
        String home = home(table, seen);
        boolean families = !names.proposed().isEmpty()
                || seen.stream().anyMatch(one -> one.role().isPersonal());
        for (SeenColumn one : seen) {
            if (used.add(one.name()) && proposed.size() < MOST) {
                boolean inHome = one.role() == ColumnRole.ADDRESS && !home.isEmpty();
                if (inHome && used.add(home)) {
                    proposed.add(japaneseHome(home, families));
                } else if (!inHome) {
                    Proposed other = proposed(one, names.proposed().isEmpty());
                    proposed.add(families && one.role().isOfHousehold() ? other.inHouseholds() : other);
                }
            }
        }
        List<Comparison> comparisons =
                proposed.stream().map(Proposed::comparison).toList();
        LinkModel unblocked = LinkModel.of(
                name, comparisons, List.of(List.of(comparisons.get(0).of())));
        Features features =
                new Features(table, Linker.of(unblocked).learnt(table).transforms());
        return LinkModel.of(name, comparisons, BlockingProposal.of(proposed, features, table.size()));
    }

    private static Proposed proposed(SeenColumn one, boolean nameless) {
        String feature = one.feature();
        if (one.role() == ColumnRole.AGE) {
            return Proposed.of(Comparison.of(one.name() + ":digits", "age"));
        }
        if (one.role() == ColumnRole.EMAIL) {
            Comparison mail = Comparison.of(feature, nameless ? "email" : "category");
            return Proposed.of(mail, ":email-name", ":first-6", ":email-name:last-4");
        }
        if (one.role() == ColumnRole.BIRTH) {
            return Proposed.of(Comparison.of(feature, "date"), ":year", ":month-day");
        }
        Comparison comparison = Comparison.of(feature, one.kind().comparison());
        return one.kind() == ColumnKind.NAME || one.kind() == ColumnKind.TEXT
                ? Proposed.of(comparison, ":first-4", ":last-4")
                : Proposed.of(comparison);
    }

    private static Proposed japaneseHome(String home, boolean families) {
        Comparison comparison = Comparison.of(home, "ja-address");
        return new Proposed(
                families ? comparison.inHouseholds() : comparison,
                List.of(List.of(home + ":part-1", home + ":part-2")),
                List.of(List.of(home + ":part-1")));
    }

    /** A Japanese address as one feature, from one column or joined from several in their order; empty if there is none. */
    private static String home(RecordTable table, List<SeenColumn> seen) {
        boolean japanese = seen.stream().anyMatch(one -> one.role() == ColumnRole.ADDRESS && one.isJapanese());
        List<String> pieces = table.columns().stream()
                .filter(column -> seen.stream()
                        .anyMatch(one ->
                                one.role() == ColumnRole.ADDRESS && one.name().equals(column)))
                .toList();
        return japanese ? String.join("+", pieces) + (pieces.size() > 1 ? "/ja-address" : ":ja-address") : "";
    }

    /** Columns that are worth comparing, those first in which agreement says most. */
    private static List<SeenColumn> look(RecordTable table) {
        List<SeenColumn> seen = new ArrayList<>();
        boolean japan = false;
        for (String name : table.columns()) {
            Column column = table.column(name);
            ColumnKind kind = ColumnKind.of(column, name);
            ColumnRole role = ColumnRole.of(name, kind, column);
            japan |= kind.tellsOfJapan();
            double known = (double) column.known() / Math.max(1, table.size());
            boolean spelled = name.chars().noneMatch(c -> "+|:/".indexOf(c) >= 0);
            boolean says = role != ColumnRole.ANSWER && role != ColumnRole.ROW && column.distinct() > 1;
            if (spelled && says && known > 0.05) {
                seen.add(new SeenColumn(name, kind, role, known, column.distinct()));
            }
        }
        if (!japan) {
            seen.replaceAll(
                    one -> new SeenColumn(one.name(), one.kind().abroad(), one.role(), one.known(), one.distinct()));
        }
        List<SeenColumn> all = List.copyOf(seen);
        boolean joined = !japan;
        seen.removeIf(one -> isRedundant(table, one, all) && (joined || one.role() != ColumnRole.ADDRESS));
        seen.sort(Comparator.comparingDouble((SeenColumn one) -> -one.worth()));
        return seen;
    }

    private static boolean isRedundant(RecordTable table, SeenColumn one, List<SeenColumn> all) {
        Column column = table.column(one.name());
        List<Column> others = all.stream()
                .filter(other -> other.kind() != ColumnKind.CATEGORY && other.kind() != ColumnKind.GENDER)
                .map(other -> table.column(other.name()))
                .toList();
        boolean joined = one.kind() != ColumnKind.EMAIL && Redundancy.isJoined(column, others);
        return joined || others.stream().anyMatch(other -> Redundancy.isCoarser(column, other, others));
    }
}
