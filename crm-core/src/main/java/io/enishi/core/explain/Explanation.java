package io.enishi.core.explain;

import java.util.List;
import java.util.Objects;

/**
 * Why an answer is what it is: what was asked, what was found, and the parts it follows from. Made by the same evaluation that
 * answers; never holds personal data beyond what the rule itself names.
 *
 * @param asked what was asked, in words
 * @param holds the answer
 * @param found the value found, in words; empty for a combination
 * @param until first epoch millisecond at which the answer may change by itself; {@code Long.MAX_VALUE} for never
 * @param parts the answers it follows from, in the order of the rule
 */
public record Explanation(String asked, boolean holds, String found, long until, List<Explanation> parts) {

    public Explanation {
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(found, "found");
        parts = List.copyOf(parts);
    }

    /** An indented text, one line an answer: {@code + orders in 90 days >= 2: found 3}. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        append(text, 0);
        return text.toString();
    }

    private void append(StringBuilder text, int depth) {
        text.append("  ".repeat(depth)).append(holds ? "+ " : "- ").append(asked);
        if (!found.isEmpty()) {
            text.append(": ").append(found);
        }
        text.append('\n');
        for (Explanation part : parts) {
            part.append(text, depth + 1);
        }
    }
}
