package io.enishi.core.condition;

import io.enishi.core.explain.Explanation;
import java.util.List;

/**
 * One node of a compiled condition. Its one evaluation serves all three questions: whether it holds, until when that is sure, and
 * why.
 *
 * <p>An answer is one long, so that nothing is allocated: the lowest bit says whether it holds, the bits above until when.
 */
abstract class Evaluator {

    /** In the bits of an answer; {@link CompiledCondition} says {@code Long.MAX_VALUE} to the outside. */
    static final long NEVER = Long.MAX_VALUE >> 1;

    /**
     * The answer at {@code now}.
     *
     * @param next whether the answer must say until when it is sure; if not, those bits are meaningless
     */
    abstract long evaluate(Columns columns, Facts facts, long now, boolean next);

    /** Why; made of {@link #evaluate} and what it looked at. */
    abstract Explanation explain(Columns columns, Facts facts, long now);

    static long answer(boolean holds, long until) {
        return Math.min(until, NEVER) << 1 | (holds ? 1 : 0);
    }

    static boolean holds(long answer) {
        return (answer & 1) != 0;
    }

    static long until(long answer) {
        return answer >> 1;
    }

    /** {@link #until} as the outside knows it. */
    static long shownUntil(long answer) {
        return until(answer) == NEVER ? Long.MAX_VALUE : until(answer);
    }

    /** A node that looks at one thing. */
    abstract static class Atom extends Evaluator {
        private final String asked;

        Atom(String asked) {
            this.asked = asked;
        }

        /** The value that the evaluation compared, in words. */
        abstract String found(Columns columns, Facts facts, long now);

        @Override
        Explanation explain(Columns columns, Facts facts, long now) {
            long answer = evaluate(columns, facts, now, true);
            return new Explanation(asked, holds(answer), found(columns, facts, now), shownUntil(answer), List.of());
        }
    }

    /** An atom that is answered by a combination of others; its parts are not shown, its value is. */
    static final class Answered extends Atom {
        private final Evaluator by;
        private final Found found;

        Answered(String asked, Evaluator by, Found found) {
            super(asked);
            this.by = by;
            this.found = found;
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            return by.evaluate(columns, facts, now, next);
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            return found.in(columns, now);
        }

        /** Says what was found in words. */
        @FunctionalInterface
        interface Found {
            String in(Columns columns, long now);
        }
    }
}
