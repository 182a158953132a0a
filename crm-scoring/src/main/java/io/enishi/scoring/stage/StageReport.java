package io.enishi.scoring.stage;

import io.enishi.core.explain.Explanation;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer stands at an instant.
 *
 * @param at the instant
 * @param stage the stage then
 * @param isVip whether a VIP rule is met, whatever the stage
 * @param changesAt when the stage changes if nothing happens; null if it stays
 * @param explanation what decided it, by the evaluation that decided it
 */
public record StageReport(
        Instant at, Stage stage, boolean isVip, @Nullable Instant changesAt, Explanation explanation) {

    public StageReport {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(explanation, "explanation");
    }

    /** When the stage changes if nothing happens; empty if it stays for good. */
    public Optional<Instant> nextChange() {
        return Optional.ofNullable(changesAt);
    }

    /** The reasons in words, one a line. */
    public String why() {
        return explanation.toText();
    }
}
