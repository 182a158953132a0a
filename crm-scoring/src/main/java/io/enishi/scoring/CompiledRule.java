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
        this.test = test;
        this.field = field;
        this.from = rule.validFrom() == null ? Long.MIN_VALUE : rule.validFrom().toEpochMilli();
        this.to = rule.validTo() == null ? Long.MAX_VALUE : rule.validTo().toEpochMilli();
        this.formula = rule.points() instanceof Points.PerUnit perUnit ? perUnit : null;
        this.points = rule.points() instanceof Points.Fixed fixed ? fixed.points() : 0;
    }

    /** What the event is worth under this rule before caps; 0 if the rule does not mean it. */
    long asked(EventBody body, long time) {
        if (time < from || time >= to) {
            return 0;
        }
        if (test != null && !test.test(body)) {
            return 0;
        }
        return formula == null ? points : byFormula(formula, body);
    }

    private long byFormula(Points.PerUnit perUnit, EventBody body) {
        if (field == null || !field.isPresent(body)) {
            return 0;
        }
        if (perUnit.currency() != null && !perUnit.currency().getCurrencyCode().equals(field.currency(body))) {
            return 0;
        }
        return perUnit.forAmount(field.number(body));
    }

    /** Whether what this rule gives depends on nothing but the event itself. */
    boolean isOrderFree() {
        return caps.length == 0 && !rule.reversed();
    }
}
