package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model to start from, proposed from a table alone: what kind of column each is, by its name and its values, and blocking rules
 * that few records share. To be read and improved by somebody who knows the data.
 */
public final class LinkSuggestion {

    private static final int LOOKED_AT = 2_000;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern DATE = Pattern.compile(
            "[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9]");
    private static final Pattern DIGITS = Pattern.compile("[+(]?[0-9][-0-9() ./]{4,}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
    private static final Pattern HOME = Pattern.compile(
            "address|addr|street|suburb|city|town|state|zip|post|prefecture|place|house|surname|family|last|phone|tel|住所|郵便|姓|電話",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PERSONAL =
            Pattern.compile("given|first|birth|dob|gender|sex|mail|名|生年月日|性別", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 12;

    private LinkSuggestion() {}

    private enum Kind {
        EMAIL("email", "email"),
        DATE("date", "date"),
        PHONE("digits", "code"),
        NUMBER("compact", "code"),
        NAME("text", "name"),
        TEXT("text", "text"),
        CATEGORY("text", "category");

        private final String transform;
        private final String comparison;

        Kind(String transform, String comparison) {
            this.transform = transform;
            this.comparison = comparison;
        }
    }

    /** What was seen of a column. */
    private record Seen(String name, Kind kind, double known, double distinct) {

        String feature() {
            return name + ":" + kind.transform;
        }

        /** How much agreement in it says, roughly in bits. */
        double worth() {
            return known * StrictMath.log(1 + distinct);
        }
    }

    /**
     * Proposes a model.
     *
     * @throws IllegalArgumentException if no column tells records apart
     */
    public static LinkModel of(RecordTable table, String name) {
        List<Seen> seen = new ArrayList<>();
        for (String column : table.columns()) {
            Seen one = look(table, column);
            boolean usable = column.indexOf('+') < 0
                    && column.indexOf('|') < 0
                    && column.indexOf(':') < 0
                    && column.indexOf('/') < 0;
            if (usable && one.known() > 0.05 && one.distinct() > 1) {
                seen.add(one);
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("no column tells records apart: each is empty or has one value only");
        }
        seen.sort(Comparator.comparingDouble((Seen one) -> -one.worth()));
        List<Seen> best = new ArrayList<>(seen.subList(0, Math.min(MOST, seen.size())));
        boolean families =
                best.stream().anyMatch(one -> PERSONAL.matcher(one.name()).find());
        List<Comparison> comparisons = new ArrayList<>();
        for (Seen one : best) {
            Comparison comparison = Comparison.of(one.feature(), one.kind().comparison);
            boolean home = HOME.matcher(one.name()).find()
                    && !PERSONAL.matcher(one.name()).find();
            comparisons.add(families && home ? comparison.inHouseholds() : comparison);
        }
        return LinkModel.of(name, comparisons, blocking(best, table.size()));
    }

    /** Columns that tell nearly all records apart block alone, others in pairs. */
    private static List<List<String>> blocking(List<Seen> seen, int records) {
        Set<List<String>> rules = new LinkedHashSet<>();
        for (Seen one : seen) {
            if (one.distinct() > records * 0.2 && one.kind() != Kind.TEXT) {
                rules.add(List.of(one.feature()));
            }
        }
        for (int i = 0; i < seen.size() && rules.size() < MOST; i++) {
            for (int j = i + 1; j < seen.size() && rules.size() < MOST; j++) {
                if (seen.get(i).distinct() * seen.get(j).distinct() > records * 2.0
                        && seen.get(j).distinct() > 10) {
                    rules.add(List.of(seen.get(i).feature(), seen.get(j).feature()));
                }
            }
        }
        if (rules.isEmpty()) {
            rules.add(seen.stream().map(Seen::feature).limit(3).toList());
        }
        return List.copyOf(rules);
    }

    private static Seen look(RecordTable table, String name) {
        Column column = table.column(name);
        int step = Math.max(1, table.size() / LOOKED_AT);
        int looked = 0;
        int emails = 0;
        int dates = 0;
        int digits = 0;
        int numbers = 0;
        int words = 0;
        for (int i = 0; i < table.size(); i += step) {
            String text = column.text(i);
            if (!text.isEmpty()) {
                looked++;
                emails += EMAIL.matcher(text).matches() ? 1 : 0;
                dates += DATE.matcher(text).matches() ? 1 : 0;
                digits += DIGITS.matcher(text).matches() ? 1 : 0;
                numbers += NUMBER.matcher(text).matches() ? 1 : 0;
                words += text.strip().split("\\s+", -1).length;
            }
        }
        double most = 0.8 * Math.max(1, looked);
        int distinct = column.distinct();
        String lower = name.toLowerCase(Locale.ROOT);
        Kind kind;
        if (emails >= most) {
            kind = Kind.EMAIL;
        } else if (dates >= most) {
            kind = Kind.DATE;
        } else if (digits >= most && (lower.contains("phone") || lower.contains("tel") || lower.contains("電話"))) {
            kind = Kind.PHONE;
        } else if (numbers >= most || digits >= most) {
            kind = distinct <= 20 ? Kind.CATEGORY : Kind.NUMBER;
        } else if (distinct <= 20) {
            kind = Kind.CATEGORY;
        } else {
            kind = (double) words / Math.max(1, looked) > 2.2 ? Kind.TEXT : Kind.NAME;
        }
        return new Seen(name, kind, (double) column.known() / Math.max(1, table.size()), distinct);
    }
}
