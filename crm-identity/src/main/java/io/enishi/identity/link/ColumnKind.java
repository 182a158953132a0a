package io.enishi.identity.link;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the values of a column are, judged by a sample of them and by the column's name; in the order in which kinds are tried. */
enum ColumnKind {
    EMAIL("email", "category", matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")),
    DATE(
            "date",
            "date",
            matches(
                    "[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}|(?:18|19|20)[0-9]{2}[01][0-9][0-3][0-9]|(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|[0-9]{1,2})[-/.年].*")),
    GENDER("gender", "category", value -> !transformed("gender", value).isEmpty()),
    JAPANESE_POSTAL("ja-postal", "code", matches("〒? ?[0-9]{3}[-‐−ー ]?[0-9]{4}")),
    JAPANESE_PHONE("ja-phone", "code", matches("(?:\\+81|0)[-() 0-9]{8,14}")),
    JAPANESE_ADDRESS("ja-address", "ja-address", value -> value.matches(".*[都道府県市区郡町村].*[0-9〇一二三四五六七八九十].*")),
    KANA("text", "name", matches("[\\u3041-\\u30ffー\\s・]+")),
    JAPANESE_NAME("text", "name", matches(".{0,10}\\p{IsHan}.{0,10}")),
    PHONE("digits", "code", matches("[+(]?[0-9][-0-9() ./]{4,}")),
    CODE("compact", "code", matches("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9][-_A-Za-z0-9]{4,}")),
    NUMBER("compact", "code", matches("-?[0-9]+(?:\\.[0-9]+)?|[+(]?[0-9][-0-9() ./]{4,}|[0-9]{3,4}(?:-[0-9]+)+")),
    TEXT("text", "text", value -> value.strip().split("\\s+", -1).length > 2),
    NAME("text", "name", value -> true),
    CATEGORY("text", "category", value -> true);

    private static final int LOOKED_AT = 2_000;
    private static final int FEW = 20;
    private static final double MOST = 0.8;
    private static final Pattern TELEPHONE =
            Pattern.compile("phone|tel|mobil|cell|handy|電話|携帯", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED =
            Pattern.compile("name|given|first|family|last|^nom$|nombre|apellido|cognome", Pattern.CASE_INSENSITIVE);
    private static final Pattern POSTAL = Pattern.compile("post|zip|郵便|〒", Pattern.CASE_INSENSITIVE);
    /** Forms that nothing but a telephone number has, whatever the column is called. */
    private static final Predicate<String> CLEARLY_TELEPHONE =
            matches("0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[5789]0[0-9]{8}|\\+[0-9][-0-9 ]{7,16}|\\([0-9]{2,4}\\)"
                    + " ?[0-9]{3,4}-[0-9]{3,4}");

    private final String transform;
    private final String comparison;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Predicate<String> test;

    ColumnKind(String transform, String comparison, Predicate<String> test) {
        this.transform = transform;
        this.comparison = comparison;
        this.test = test;
    }

    private static Predicate<String> matches(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static String transformed(String name, String value) {
        return Objects.requireNonNull(Transforms.standard().find(name)).apply(value);
    }

    /** The transform that prepares such values. */
    String transform() {
        return transform;
    }

    /** The kind of comparison that suits them. */
    String comparison() {
        return comparison;
    }

    /** How many of the values must be of the kind. */
    private double enough() {
        return switch (this) {
            case TEXT, JAPANESE_NAME, JAPANESE_ADDRESS -> 0.5;
            default -> MOST;
        };
    }

    /** The kind of a column. */
    static ColumnKind of(Column column, String name) {
        Map<ColumnKind, Integer> counts = new EnumMap<>(ColumnKind.class);
        int step = Math.max(1, column.records() / LOOKED_AT);
        int looked = 0;
        for (int i = 0; i < column.records(); i += step) {
            String value = Normalizer.normalize(column.text(i), Normalizer.Form.NFKC);
            if (!value.isEmpty()) {
                looked++;
                for (ColumnKind kind : values()) {
                    counts.merge(kind, kind.test.test(value) ? 1 : 0, Integer::sum);
                }
            }
        }
        for (ColumnKind kind : values()) {
            boolean most = looked > 0 && counts.getOrDefault(kind, 0) >= kind.enough() * looked;
            if (most && kind.fits(column, name)) {
                return kind;
            }
        }
        return column.distinct() <= FEW ? CATEGORY : NAME;
    }

    private boolean fits(Column column, String name) {
        return switch (this) {
            case GENDER -> column.distinct() <= FEW;
            case JAPANESE_PHONE, PHONE -> TELEPHONE.matcher(name).find() || mostly(column, CLEARLY_TELEPHONE);
            case JAPANESE_POSTAL -> POSTAL.matcher(name).find();
            case CODE -> column.distinct() > FEW && !NAMED.matcher(name).find();
            case NUMBER, TEXT, NAME -> column.distinct() > FEW;
            case KANA, JAPANESE_NAME ->
                column.distinct() > FEW && !TELEPHONE.matcher(name).find();
            case CATEGORY -> column.distinct() <= FEW;
            default -> true;
        };
    }

    /** Whether most values of a column pass a test. */
    static boolean mostly(Column column, Predicate<String> test) {
        int step = Math.max(1, column.records() / LOOKED_AT);
        int looked = 0;
        int passed = 0;
        for (int i = 0; i < column.records(); i += step) {
            String value = Normalizer.normalize(column.text(i), Normalizer.Form.NFKC);
            looked += value.isEmpty() ? 0 : 1;
            passed += !value.isEmpty() && test.test(value) ? 1 : 0;
        }
        return looked > 0 && passed >= MOST * looked;
    }

    /** Whether a table with such a column is about people in Japan. */
    boolean tellsOfJapan() {
        return this == JAPANESE_ADDRESS || this == KANA || this == JAPANESE_NAME;
    }

    /** The kind to use where nothing else in the table is Japanese. */
    ColumnKind abroad() {
        return this == JAPANESE_PHONE ? PHONE : this == JAPANESE_POSTAL ? NUMBER : this;
    }
}
