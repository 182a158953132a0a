package io.enishi.core.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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

    /**
     * The answer and, indented, only what brought it about: one line a reason, with the way that led to it. Where several ways end
     * alike (two sends by one channel), the first is told.
     *
     * <pre>{@code
     * - scenario win-back: Dormant customers come back: not in it
     *   - may enter, re-entry: again 6 months after the last run: cools down until 2027-03-03T00:00:00Z
     * }</pre>
     */
    public String toShortText() {
        StringBuilder text = new StringBuilder();
        appendAnswer(text);
        Set<String> told = new HashSet<>();
        for (Explanation part : parts) {
            part.appendReasons(text, holds, holds ? "  + " : "  - ", "", told);
        }
        return text.toString();
    }

    /**
     * A part that answers like the whole brought it about. Where none does, this is a negation, and its parts brought it about by
     * answering the opposite.
     *
     * @param way what led here, ready to be printed
     * @param last the last thing that led here
     */
    private void appendReasons(StringBuilder text, boolean answer, String way, String last, Set<String> told) {
        if (holds != answer) {
            return;
        }
        if (parts.isEmpty()) {
            String reason = asked + (found.isEmpty() ? "" : ": " + found);
            if (told.add(last + reason)) {
                text.append(way).append(reason).append('\n');
            }
            return;
        }
        boolean negation = parts.stream().noneMatch(part -> part.holds == answer);
        for (Explanation part : parts) {
            part.appendReasons(text, answer != negation, way + asked + ", ", asked, told);
        }
    }

    private void append(StringBuilder text, int depth) {
        text.append("  ".repeat(depth));
        appendAnswer(text);
        for (Explanation part : parts) {
            part.append(text, depth + 1);
        }
    }

    private void appendAnswer(StringBuilder text) {
        text.append(holds ? "+ " : "- ").append(asked);
        if (!found.isEmpty()) {
            text.append(": ").append(found);
        }
        text.append('\n');
    }
}
