package io.enishi.core.condition;

import io.enishi.core.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/**
 * All of them, or any of them.
 *
 * <p>As long as one part of a false conjunction stays false, it is false: so it is sure until the last of its false parts may change.
 * A true one is sure until the first of its parts may. For a disjunction it is the other way round.
 */
final class Combination extends Evaluator {

    private final Evaluator[] parts;
    /** The answer of a part that decides alone: false for all, true for any. */
    private final boolean deciding;

    private Combination(List<Evaluator> parts, boolean deciding) {
        this.parts = parts.toArray(Evaluator[]::new);
        this.deciding = deciding;
    }

    static Evaluator all(List<Evaluator> parts) {
        return parts.size() == 1 ? parts.get(0) : new Combination(parts, false);
    }

    static Evaluator any(List<Evaluator> parts) {
        return parts.size() == 1 ? parts.get(0) : new Combination(parts, true);
    }

    static Evaluator not(Evaluator part) {
        return new Negation(part);
    }

    @Override
    long evaluate(Columns columns, Facts facts, long now, boolean next) {
        boolean decided = false;
        long lastDeciding = Long.MIN_VALUE;
        long firstOther = NEVER;
        for (Evaluator part : parts) {
            long answer = part.evaluate(columns, facts, now, next);
            if (holds(answer) == deciding) {
                if (!next) {
                    return answer;
                }
                decided = true;
                lastDeciding = Math.max(lastDeciding, until(answer));
            } else {
                firstOther = Math.min(firstOther, until(answer));
            }
        }
        return decided ? answer(deciding, lastDeciding) : answer(!deciding, firstOther);
    }

    @Override
    Explanation explain(Columns columns, Facts facts, long now) {
        long answer = evaluate(columns, facts, now, true);
        List<Explanation> reasons = new ArrayList<>();
        for (Evaluator part : parts) {
            reasons.add(part.explain(columns, facts, now));
        }
        return new Explanation(asked(), holds(answer), "", shownUntil(answer), reasons);
    }

    private String asked() {
        if (parts.length == 0) {
            return "always";
        }
        return deciding ? "any of these" : "all of these";
    }

    /** Not this one. */
    private static final class Negation extends Evaluator {
        private final Evaluator part;

        Negation(Evaluator part) {
            this.part = part;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            return part.evaluate(columns, facts, now, next) ^ 1;
        }

        @Override
        Explanation explain(Columns columns, Facts facts, long now) {
            long answer = evaluate(columns, facts, now, true);
            return new Explanation(
                    "not", holds(answer), "", shownUntil(answer), List.of(part.explain(columns, facts, now)));
        }
    }
}
