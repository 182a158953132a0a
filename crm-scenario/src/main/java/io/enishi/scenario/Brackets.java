package io.enishi.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A sentence whose brackets are kept aside: in what is outside, one sign stands for each of them.
 *
 * @param outside the sentence with a sign of {@link #FIRST} on for each bracket
 * @param inside what the brackets hold, in order
 */
record Brackets(String outside, List<String> inside) {

    /** The first character for private use: no text has one. */
    private static final char FIRST = '\uE000';

    private static final int MOST = 0x1000;

    Brackets {
        inside = List.copyOf(inside);
    }

    /** A sentence whose brackets do not match has none. */
    static Brackets of(String sentence) {
        StringBuilder outside = new StringBuilder();
        List<String> inside = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < sentence.length(); at++) {
            char sign = sentence.charAt(at);
            if (sign == '(' && depth++ == 0) {
                from = at + 1;
            } else if (sign == ')' && --depth == 0) {
                outside.append((char) (FIRST + inside.size()));
                inside.add(sentence.substring(from, at));
            } else if (depth == 0) {
                outside.append(sign);
            }
            if (depth < 0 || inside.size() == MOST) {
                return new Brackets(sentence, List.of());
            }
        }
        return depth == 0 ? new Brackets(outside.toString(), inside) : new Brackets(sentence, List.of());
    }

    /** {@code text}, in which the signs stand somewhere, with the brackets put back after {@code say}. */
    String into(String text, UnaryOperator<String> say) {
        String whole = text;
        for (int i = 0; i < inside.size(); i++) {
            whole = whole.replace(String.valueOf((char) (FIRST + i)), "(" + say.apply(inside.get(i)) + ")");
        }
        return whole;
    }
}
