package io.enishi.core.customer;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values shown for a person, each with where it is from.
 *
 * @param fields by name of the field
 */
public record GoldenRecord(SortedMap<String, GoldenValue> fields) {

    /** Of two statements of one field, the one that stays where no rule says more. */
    public static final Comparator<Stated> LATEST = Comparator.comparing(Stated::at)
            .thenComparing(Stated::verified)
            .thenComparing(Stated::source, Comparator.reverseOrder())
            .thenComparing(stated -> stated.value().plain().toString(), Comparator.reverseOrder())
            .thenComparing(Stated::origin, Comparator.reverseOrder());

    public GoldenRecord {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * A value with its provenance.
     *
     * @param stated the statement that it is from: value, origin, source, time
     * @param rule what decided: the name of a rule, {@code only-value} where all agree, {@code latest} where no rule did
     * @param supporters how many statements say the same
     * @param candidates how many different values were stated
     */
    public record GoldenValue(Stated stated, String rule, int supporters, int candidates) {
        public GoldenValue {
            Objects.requireNonNull(stated, "stated");
            Objects.requireNonNull(rule, "rule");
        }
    }

    /** The latest statement of each field. */
    public static GoldenRecord latest(Collection<Stated> statements) {
        Map<String, Stated> latest = new HashMap<>();
        Map<String, Set<Object>> values = new HashMap<>();
        for (Stated stated : statements) {
            latest.merge(stated.field(), stated, (a, b) -> LATEST.compare(a, b) >= 0 ? a : b);
            values.computeIfAbsent(stated.field(), field -> new HashSet<>()).add(stated.value());
        }
        TreeMap<String, GoldenValue> fields = new TreeMap<>();
        latest.forEach((field, stated) -> {
            int supporters = (int) statements.stream()
                    .filter(one -> one.field().equals(field) && one.value().equals(stated.value()))
                    .count();
            int candidates = values.getOrDefault(field, Set.of()).size();
            fields.put(
                    field, new GoldenValue(stated, candidates == 1 ? "only-value" : "latest", supporters, candidates));
        });
        return new GoldenRecord(fields);
    }
}
