package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Trajectory;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Atoms over {@link Facts}: they stay as they are until the next input, except metrics. */
abstract class FactAtom extends Evaluator.Atom {

    FactAtom(String asked) {
        super(asked);
    }

    abstract boolean holds(Columns columns, Facts facts, long now);

    @Override
    long evaluate(Columns columns, Facts facts, long now, boolean next) {
        return answer(holds(columns, facts, now), NEVER);
    }

    @Override
    String found(Columns columns, Facts facts, long now) {
        return holds(columns, facts, now) ? "yes" : "no";
    }

    /** A metric compares so. */
    static final class Metric extends Evaluator.Atom {
        private final String name;
        private final Comparison.Operator operator;
        private final long bound;

        Metric(String asked, String name, Comparison comparison) {
            super(asked);
            this.name = name;
            this.operator = comparison.operator();
            this.bound = comparison.bound();
        }

        @Override
        long evaluate(Columns columns, Facts facts, long now, boolean next) {
            Trajectory metric = facts.metric(name);
            if (metric == null) {
                return answer(false, NEVER);
            }
            boolean holds = operator.test(metric.compareTo(bound, now));
            return answer(holds, next ? flip(metric, now, holds) : NEVER);
        }

        /** The first millisecond at which the comparison itself flips; a crossing that does not flip it is passed over. */
        private long flip(Trajectory metric, long now, boolean holds) {
            long crossing = now;
            do {
                crossing = switch (operator) {
                    case GTE, LT -> metric.nextCrossing(bound, crossing);
                    case GT, LTE -> bound == Long.MAX_VALUE ? NEVER : metric.nextCrossing(bound + 1, crossing);
                    case EQ, NE -> metric.nextChangeOfSign(bound, crossing);
                };
            } while (crossing < NEVER && operator.test(metric.compareTo(bound, crossing)) == holds);
            return crossing;
        }

        @Override
        String found(Columns columns, Facts facts, long now) {
            Trajectory metric = facts.metric(name);
            return metric == null ? "unknown" : Long.toString(metric.valueAt(now));
        }
    }

    /** The customer is in a segment. */
    static final class InSegment extends FactAtom {
        private final String name;

        InSegment(String asked, String name) {
            super(asked);
            this.name = name;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            return facts.inSegment(name);
        }
    }

    /** A profile attribute passes a test. */
    static final class Attribute extends FactAtom {
        private final String name;
        private final AttributeTest test;

        Attribute(String asked, String name, AttributeTest test) {
            super(asked);
            this.name = name;
            this.test = test;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            return test.test(facts.attribute(name));
        }

        /** Values of attributes are personal: only whether there is one is told. */
        @Override
        String found(Columns columns, Facts facts, long now) {
            if (facts.attribute(name) == null) {
                return "unknown";
            }
            return holds(columns, facts, now) ? "so" : "another value";
        }
    }

    /** The consent ledger permits a purpose on a channel. */
    static final class Permitted extends FactAtom {
        private final String purpose;
        private final String channel;

        Permitted(String asked, String purpose, String channel) {
            super(asked);
            this.purpose = purpose;
            this.channel = channel;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            return facts.isPermitted(purpose, channel);
        }
    }

    /** Something that the facts know as it is: reachable, linked, known to a source. */
    static final class Known extends FactAtom {
        private final Predicate<Facts> known;

        Known(String asked, Predicate<Facts> known) {
            super(asked);
            this.known = known;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            return known.test(facts);
        }
    }

    /** One of the events being decided is selected. */
    static final class Happening extends FactAtom {
        private final CompiledFilter filter;

        Happening(String asked, CompiledFilter filter) {
            super(asked);
            this.filter = filter;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            List<EventBody> happening = facts.happening();
            for (int i = 0; i < happening.size(); i++) {
                if (columns.counts(filter, now, happening.get(i), now)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A host function says so. */
    static final class Host extends FactAtom {
        private final String name;
        private final Map<String, AttributeValue> arguments;

        Host(String asked, String name, Map<String, AttributeValue> arguments) {
            super(asked);
            this.name = name;
            this.arguments = arguments;
        }

        @Override
        boolean holds(Columns columns, Facts facts, long now) {
            return facts.host(name, arguments);
        }
    }
}
