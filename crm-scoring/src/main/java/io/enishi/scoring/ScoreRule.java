package io.enishi.scoring;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.value.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of event is worth. Every rule that an event matches gives its points; rules know nothing of each other.
 *
 * <pre>{@code
 * ScoreRule.of("purchase", Selection.of("order.placed"), 30)
 *         .decaying(Decay.halfLife(Duration.ofDays(30)))
 *         .capped(Cap.perDay(2))
 *         .reversedOnRefund()
 * }</pre>
 *
 * @param id unique within the model; stable, reports name it
 * @param when on which events
 * @param points how many points
 * @param caps limits; all of them hold
 * @param decay what becomes of the points
 * @param validFrom first instant of events that count; null for no limit
 * @param validTo first instant of events that no longer count; null for no limit
 * @param reversed whether points given for an order are taken back when it is cancelled, and proportionally when it is refunded:
 *     {@code points x refunded / goods total}, rounded towards zero, all of them when nothing of the order is left. From the
 *     cancellation or refund on, the score is as if those points had never been given; caps stay used up. Only for rules on
 *     {@code order.placed}
 * @param group the {@link ScoreGroup} that the points belong to; empty for none
 */
public record ScoreRule(
        String id,
        Selection when,
        Points points,
        List<Cap> caps,
        Decay decay,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        boolean reversed,
        String group) {

    public ScoreRule {
        Names.requireName("rule id", id, 64);
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(points, "points");
        caps = List.copyOf(caps);
        Objects.requireNonNull(decay, "decay");
        Objects.requireNonNull(group, "group");
        if (validFrom != null && validTo != null && !validFrom.isBefore(validTo)) {
            throw new IllegalArgumentException(
                    "rule " + id + " must end after it begins, but is valid from " + validFrom + " to " + validTo);
        }
    }

    /** A rule of no group. */
    public ScoreRule(
            String id,
            Selection when,
            Points points,
            List<Cap> caps,
            Decay decay,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            boolean reversed) {
        this(id, when, points, caps, decay, validFrom, validTo, reversed, "");
    }

    /** A rule without limits, whose points stay. */
    public static ScoreRule of(String id, Selection when, Points points) {
        return new ScoreRule(id, when, points, List.of(), Decay.none(), null, null, false);
    }

    public static ScoreRule of(String id, Selection when, long points) {
        return of(id, when, Points.of(points));
    }

    /** @param eventType such as {@code order.placed} */
    public static ScoreRule of(String id, String eventType, long points) {
        return of(id, Selection.of(eventType), Points.of(points));
    }

    public ScoreRule where(EventFilter filter) {
        return new ScoreRule(id, when.where(filter), points, caps, decay, validFrom, validTo, reversed, group);
    }

    public ScoreRule where(String field, ValueTest test) {
        return where(EventFilter.field(field, test));
    }

    /** With one more cap. */
    public ScoreRule capped(Cap cap) {
        List<Cap> more = new ArrayList<>(caps);
        more.add(cap);
        return new ScoreRule(id, when, points, more, decay, validFrom, validTo, reversed, group);
    }

    public ScoreRule decaying(Decay changed) {
        return new ScoreRule(id, when, points, caps, changed, validFrom, validTo, reversed, group);
    }

    public ScoreRule halving(Duration length) {
        return decaying(Decay.halfLife(length));
    }

    /** Counting events with {@code from <= occurredAt < to} only. */
    public ScoreRule valid(@Nullable Instant from, @Nullable Instant to) {
        return new ScoreRule(id, when, points, caps, decay, from, to, reversed, group);
    }

    /** Giving up the points of an order that is cancelled or refunded. */
    public ScoreRule reversedOnRefund() {
        return new ScoreRule(id, when, points, caps, decay, validFrom, validTo, true, group);
    }

    /** Giving its points to a group of the model. */
    public ScoreRule in(String changed) {
        return new ScoreRule(id, when, points, caps, decay, validFrom, validTo, reversed, changed);
    }
}
