package io.enishi.core.condition;

import java.util.Objects;

/**
 * A comparison of a whole number with a bound, such as {@code >= 3}.
 *
 * @param operator how to compare
 * @param bound right-hand side
 */
public record Comparison(Operator operator, long bound) {

    public Comparison {
        Objects.requireNonNull(operator, "operator");
    }

    public static Comparison atLeast(long bound) {
        return new Comparison(Operator.GTE, bound);
    }

    public static Comparison atMost(long bound) {
        return new Comparison(Operator.LTE, bound);
    }

    public static Comparison moreThan(long bound) {
        return new Comparison(Operator.GT, bound);
    }

    public static Comparison lessThan(long bound) {
        return new Comparison(Operator.LT, bound);
    }

    public static Comparison exactly(long bound) {
        return new Comparison(Operator.EQ, bound);
    }

    public boolean test(long value) {
        return operator.test(Long.compare(value, bound));
    }

    /** For example {@code >= 3}. */
    @Override
    public String toString() {
        return operator.symbol() + " " + bound;
    }

    /** The six comparisons; {@link #key} is their spelling in JSON and YAML. */
    public enum Operator {
        EQ("exactly", "="),
        NE("other-than", "!="),
        LT("less-than", "<"),
        LTE("at-most", "<="),
        GT("more-than", ">"),
        GTE("at-least", ">=");

        private final String key;
        private final String symbol;

        Operator(String key, String symbol) {
            this.key = key;
            this.symbol = symbol;
        }

        public String key() {
            return key;
        }

        public String symbol() {
            return symbol;
        }

        /** Whether a left side that compares to the bound as {@code sign} satisfies this operator. */
        public boolean test(int sign) {
            return switch (this) {
                case EQ -> sign == 0;
                case NE -> sign != 0;
                case LT -> sign < 0;
                case LTE -> sign <= 0;
                case GT -> sign > 0;
                case GTE -> sign >= 0;
            };
        }
    }
}
