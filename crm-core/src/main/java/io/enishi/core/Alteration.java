package io.enishi.core;

import io.enishi.core.customer.DecisionRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision of a recorded log that comes out otherwise today: code or definitions changed since.
 *
 * @param position of the decision in the log, from 1; of the first that is decided later, when the log does not have it
 * @param recorded what was decided then; null when something is decided now of which the log knows nothing
 * @param today what is decided now, with its reasons; null when it cannot be decided any more
 * @param what is different, in words
 */
public record Alteration(
        long position,
        @Nullable DecisionRecord recorded,
        @Nullable DecisionRecord today,
        String what) {
    public Alteration {
        Objects.requireNonNull(what, "what");
    }

    /** Both decisions with their reasons, one below the other. */
    public String toText() {
        DecisionRecord then = recorded;
        DecisionRecord now = today;
        StringBuilder text = new StringBuilder("decision " + position + " of the log");
        if (now != null || then != null) {
            text.append(", about ").append((now != null ? now : Objects.requireNonNull(then)).customer());
        }
        String before = then == null ? "nothing\n" : then.toText();
        String after = now == null ? "nothing\n" : now.toText();
        text.append("\nrecorded: ").append(before).append("today: ").append(after);
        if (now == null || before.equals(after)) {
            text.append("because ").append(what).append('\n');
        }
        return text.toString();
    }
}
