package io.enishi.core.condition;

import io.enishi.core.explain.Explanation;
import java.util.List;

/**
 * A condition that answers three questions by one evaluation: whether it holds, until when that is sure if nothing happens, and why.
 *
 * <p>{@link #test} and {@link #nextChange} allocate nothing (as far as {@link Facts} and metrics do not). Immutable and
 * thread-safe.
 *
 * <p>Amounts of several currencies are not added up without a converter: from the moment a second currency is visible among the
 * amounts that a condition sums, averages or orders, the condition as a whole does not hold, not even where the sum stands under a
 * negation, and {@link #problem} says so.
 */
public final class CompiledCondition {

    private final String name;
    private final int index;
    private final Condition condition;
    private final Layout layout;
    private final Evaluator evaluator;
    private final Reads reads;
    private final Recall recall;
    private final boolean timeDependent;
    private final ConditionCompiler.MixedCheck[] mixedChecks;

    CompiledCondition(String name, int index, Condition condition, Layout layout, ConditionCompiler.Compiled compiled) {
        this.name = name;
        this.index = index;
        this.condition = condition;
        this.layout = layout;
        this.evaluator = compiled.evaluator();
        this.reads = compiled.reads();
        this.recall = compiled.recall();
        this.timeDependent = compiled.changesWithTime();
        this.mixedChecks = compiled.mixedChecks().toArray(ConditionCompiler.MixedCheck[]::new);
    }

    public String name() {
        return name;
    }

    /** Position in its set, from 0. */
    public int index() {
        return index;
    }

    public Condition condition() {
        return condition;
    }

    public Reads reads() {
        return reads;
    }

    /** How far back it looks. */
    public Recall recall() {
        return recall;
    }

    /** Whether the answer may change by time alone, apart from events of the future. */
    public boolean isTimeDependent() {
        return timeDependent;
    }

    /**
     * Whether it holds at {@code now}.
     *
     * @param columns of the set that this condition was compiled in
     * @param now epoch milliseconds; events after it are not seen
     */
    public boolean test(Columns columns, Facts facts, long now) {
        return holds(evaluate(columns, facts, now, false));
    }

    /**
     * Until when {@link #test} gives the same answer if nothing happens: the answer is the same at each millisecond from {@code now} to
     * the one before the result. Always after {@code now}; {@code Long.MAX_VALUE} for never. A result at which the answer does not
     * change after all is the instant at which an event enters or leaves a window or an event of the future happens, each at most
     * once; never the decay of a metric.
     */
    public long nextChange(Columns columns, Facts facts, long now) {
        return until(evaluate(columns, facts, now, true));
    }

    /**
     * Both answers in one number, for callers that need both: read it with {@link #holds} and {@link #until}.
     */
    public long evaluate(Columns columns, Facts facts, long now) {
        return evaluate(columns, facts, now, true);
    }

    /** What {@link #test} says, out of the answer of {@link #evaluate(Columns, Facts, long)}. */
    public static boolean holds(long answer) {
        return Evaluator.holds(answer);
    }

    /** What {@link #nextChange} says, out of the answer of {@link #evaluate(Columns, Facts, long)}. */
    public static long until(long answer) {
        return Evaluator.shownUntil(answer);
    }

    private long evaluate(Columns columns, Facts facts, long now, boolean next) {
        if (!columns.isOf(layout)) {
            throw new IllegalArgumentException(
                    "columns must be of the set that condition " + name + " was compiled in");
        }
        long mixedFrom = mixedFrom(columns);
        if (mixedFrom <= now) {
            return Evaluator.answer(false, Evaluator.NEVER);
        }
        long answer = evaluator.evaluate(columns, facts, now, next);
        return mixedFrom == Fates.NEVER
                ? answer
                : Evaluator.answer(Evaluator.holds(answer), Math.min(Evaluator.until(answer), mixedFrom));
    }

    private long mixedFrom(Columns columns) {
        long from = Fates.NEVER;
        for (ConditionCompiler.MixedCheck check : mixedChecks) {
            from = Math.min(from, columns.rows(check.selection()).mixedFrom(check.value()));
        }
        return from;
    }

    /** Why the condition cannot be answered at {@code now}, and so does not hold; empty if it can. */
    public String problem(Columns columns, long now) {
        for (ConditionCompiler.MixedCheck check : mixedChecks) {
            Rows rows = columns.rows(check.selection());
            if (rows.mixedFrom(check.value()) <= now) {
                return "amounts in several currencies ("
                        + rows.currencies(check.value()).codes(now) + ") cannot be combined without a converter: "
                        + check.field();
            }
        }
        return "";
    }

    /** Why it holds or not: a tree with what was asked, the value found, the answer and until when it is sure. */
    public Explanation explain(Columns columns, Facts facts, long now) {
        long answer = evaluate(columns, facts, now, true);
        String problem = problem(columns, now);
        Explanation reason = evaluator.explain(columns, facts, now);
        if (problem.isEmpty() && holds(answer) == reason.holds() && until(answer) == reason.until()) {
            return reason;
        }
        return new Explanation(
                problem.isEmpty() ? "as long as amounts have one currency" : "amounts have one currency",
                holds(answer),
                problem,
                until(answer),
                List.of(reason));
    }

    @Override
    public String toString() {
        return "CompiledCondition " + name;
    }
}
