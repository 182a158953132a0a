package io.enishi.scoring;

import io.enishi.core.explain.Explanation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's score at an instant and why it is what it is.
 *
 * <p>The contributions add up exactly to {@code sum}, those of a group to the group's. A share of points that decay together is what the sum gains when the share is
 * added after the earlier ones, so rounding never leaves a remainder; it is within 10<sup>-12</sup> points of the share alone.
 *
 * @param model name of the model
 * @param at the instant
 * @param value the score: {@code sum}, of which groups with limits bring what lies within them, rounded down and held between
 *     floor and ceiling
 * @param exact the same before rounding down, with 12 decimals; points of several groups that decay by one half-life are rounded
 *     together here, and group by group in {@code sum}, which may set the last decimal apart
 * @param sum what is left of all points, with 12 decimals
 * @param band the band; null if the model has none
 * @param changesAt when the value changes next if nothing happens; null if it stays
 * @param groups what each group of the model brings, in the model's order
 * @param cell the cell of the model's grid, such as {@code A1}; null if the model has none
 * @param contributions in the order of events, those of one event in the order of rules; also those of which nothing is left
 */
public record Score(
        String model,
        Instant at,
        long value,
        BigDecimal exact,
        BigDecimal sum,
        @Nullable Band band,
        @Nullable Instant changesAt,
        List<GroupScore> groups,
        @Nullable String cell,
        List<Contribution> contributions) {

    /**
     * What one group brings to a score.
     *
     * @param group name of the group
     * @param sum what is left of its points, before its limits
     * @param value that sum within the limits, rounded down
     * @param band the group's band; null if it has none
     */
    public record GroupScore(
            String group,
            BigDecimal sum,
            long value,
            @Nullable Band band) {}

    private static final int MAX_LINES = 50;

    public Score {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(exact, "exact");
        Objects.requireNonNull(sum, "sum");
        groups = List.copyOf(groups);
        contributions = List.copyOf(contributions);
    }

    /** What is left of the points of each rule that gave or withheld some, by rule id. */
    public Map<String, BigDecimal> byRule() {
        Map<String, BigDecimal> byRule = new LinkedHashMap<>();
        contributions.forEach(part -> byRule.merge(part.rule(), part.left(), BigDecimal::add));
        return byRule;
    }

    /**
     * The score and its reasons, one line each, the largest first; beyond fifty the rest in one line. Numbers are rounded to two
     * decimals.
     */
    public String why() {
        StringBuilder text = new StringBuilder(model).append(": ").append(value);
        if (band != null) {
            text.append(", band ").append(band.name());
        }
        if (cell != null) {
            text.append(", cell ").append(cell);
        }
        text.append(", at ").append(at).append('\n');
        List<Contribution> sorted = new ArrayList<>(contributions);
        sorted.sort(
                Comparator.comparing((Contribution part) -> part.left().abs()).reversed());
        for (Contribution part : sorted.subList(0, Math.min(MAX_LINES, sorted.size()))) {
            text.append("  ").append(line(part)).append('\n');
        }
        if (sorted.size() > MAX_LINES) {
            BigDecimal rest =
                    sorted.stream().skip(MAX_LINES).map(Contribution::left).reduce(BigDecimal.ZERO, BigDecimal::add);
            text.append("  ")
                    .append(shown(rest))
                    .append(" from ")
                    .append(sorted.size() - MAX_LINES)
                    .append(" more\n");
        }
        for (GroupScore group : groups) {
            text.append("  ").append(line(group)).append('\n');
        }
        if (sum.setScale(0, RoundingMode.FLOOR).compareTo(BigDecimal.valueOf(value)) != 0) {
            text.append("  ")
                    .append(shown(sum))
                    .append(" in all, held at ")
                    .append(value)
                    .append('\n');
        }
        return text.toString();
    }

    /** The same reasons as a tree with one part for each contribution, in the order of events. */
    public Explanation explanation() {
        List<Explanation> parts = new ArrayList<>();
        for (Contribution part : contributions) {
            parts.add(new Explanation(
                    part.rule() + ", " + part.eventType() + " on " + part.occurredAt(),
                    part.given() != 0,
                    shown(part.left()) + remarks(part),
                    Long.MAX_VALUE,
                    List.of()));
        }
        return new Explanation(
                "score " + model,
                true,
                value + (band == null ? "" : ", band " + band.name()) + (cell == null ? "" : ", cell " + cell),
                changesAt == null ? Long.MAX_VALUE : changesAt.toEpochMilli(),
                parts);
    }

    private static String line(Contribution part) {
        return shown(part.left()) + ' ' + part.rule() + ": " + part.eventType() + " on " + part.occurredAt()
                + remarks(part);
    }

    private static String line(GroupScore group) {
        BigDecimal shown = BigDecimal.valueOf(group.value());
        boolean held = group.sum().setScale(0, RoundingMode.FLOOR).compareTo(shown) != 0;
        return "group " + group.group() + ": " + group.value()
                + (group.band() == null ? "" : ", band " + group.band().name())
                + (held ? ", of " + shown(group.sum()) : "");
    }

    /** What makes the rest differ from what the event was worth. */
    private static String remarks(Contribution part) {
        StringBuilder remarks = new StringBuilder();
        if (part.left().compareTo(BigDecimal.valueOf(part.given())) != 0) {
            remarks.append(", given ").append(part.given());
        }
        if (part.reversed() != 0) {
            remarks.append(", taken back ").append(part.reversed());
        }
        if (part.cutBy() != null) {
            remarks.append(", ")
                    .append(part.asked() - part.given())
                    .append(" cut by \"")
                    .append(part.cutBy())
                    .append('"');
        }
        return remarks.toString();
    }

    private static String shown(BigDecimal number) {
        BigDecimal rounded = number.setScale(2, RoundingMode.HALF_EVEN);
        if (rounded.signum() == 0) {
            return "0";
        }
        String plain = rounded.stripTrailingZeros().toPlainString();
        return rounded.signum() > 0 ? "+" + plain : plain;
    }
}
