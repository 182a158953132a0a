package io.enishi.scoring;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A rule made ready for one event type: its field readers found, its places in the state fixed. */
final class CompiledRule {

    /** Where given points go. */
    enum Store {
        KEPT,
        DECAYING,
        FADING
    }

    final ScoreRule rule;
    /** Position in the model. */
    final int index;

    final Store store;
    /** Index within the store. */
    final int slot;

    final CompiledCap[] caps;
    /** The cap of a rule that has exactly one. */
    final @Nullable CompiledCap onlyCap;

    private final long from;
    private final long to;
    private final @Nullable Predicate<EventBody> test;
    private final long points;
    private final Points.@Nullable PerUnit formula;
    private final @Nullable EventField field;

    CompiledRule(
            ScoreRule rule,
            int index,
            Store store,
            int slot,
            CompiledCap[] caps,
            @Nullable Predicate<EventBody> test,
            @Nullable EventField field) {
        this.rule = rule;
        this.index = index;
        this.store = store;
        this.slot = slot;
        this.caps = caps;
        this.onlyCap = caps.length == 1 ? caps[0] : null;
        this.test = test;
        this.field = field;
        this.from = rule.validFrom() == null ? Long.MIN_VALUE : rule.validFrom().toEpochMilli();
        this.to = rule.validTo() == null ? Long.MAX_VALUE : rule.validTo().toEpochMilli();
        this.formula = rule.points() instanceof Points.PerUnit perUnit ? perUnit : null;
        this.points = rule.points() instanceof Points.Fixed fixed ? fixed.points() : 0;
    }

    private CompiledRule(CompiledRule like, long asked) {
        this.rule = like.rule;
        this.index = like.index;
        this.store = like.store;
        this.slot = like.slot;
        this.caps = like.caps;
        this.onlyCap = like.onlyCap;
        this.test = null;
        this.field = null;
        this.from = Long.MIN_VALUE;
        this.to = Long.MAX_VALUE;
        this.formula = null;
        this.points = asked;
    }

    /** The same rule for an event that is known to ask for so many points. */
    CompiledRule asking(long asked) {
        return new CompiledRule(this, asked);
    }

    /** What the event is worth under this rule before caps; 0 if the rule does not mean it. */
    long asked(@Nullable EventBody body, long time) {
        if (time < from || time >= to || (body != null && test != null && !test.test(body))) {
            return 0;
        }
        return formula == null || body == null ? points : worth(counted(body));
    }

    /** Whether the rule means every event of its type. */
    boolean meansAll() {
        return test == null && from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    }

    /** Whether the rule means the event. */
    boolean matches(EventBody body, long time) {
        return time >= from && time < to && (test == null || test.test(body));
    }

    /** The number that the formula counts; {@link Long#MIN_VALUE} where there is none that counts, or no formula. */
    long counted(EventBody body) {
        if (formula == null || field == null || !field.isPresent(body)) {
            return Long.MIN_VALUE;
        }
        if (formula.currency() != null && !formula.currency().getCurrencyCode().equals(field.currency(body))) {
            return Long.MIN_VALUE;
        }
        return field.number(body);
    }

    /** What an event that the rule means is worth before caps, from what {@link #counted} said of it. */
    long worth(long counted) {
        if (formula == null) {
            return points;
        }
        return counted == Long.MIN_VALUE ? 0 : formula.forAmount(counted);
    }

    /** What a rule without a formula asks for each event that it means. */
    long points() {
        return points;
    }

    /** Whether what it gives is counted from a number of the event. */
    boolean hasFormula() {
        return formula != null;
    }

    /** Whether what this rule gives depends on nothing but the event itself. */
    boolean isOrderFree() {
        return caps.length == 0 && !rule.reversed();
    }
}
