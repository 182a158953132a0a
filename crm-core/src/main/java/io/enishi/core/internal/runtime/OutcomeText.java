package io.enishi.core.internal.runtime;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.value.CustomerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Outcomes as stores keep them: a word, then what it says, separated by line breaks. */
final class OutcomeText {

    private OutcomeText() {}

    static String write(AcceptOutcome outcome) {
        if (outcome instanceof AcceptOutcome.Accepted accepted) {
            return "accepted\n" + accepted.customer();
        } else if (outcome instanceof AcceptOutcome.Duplicate duplicate) {
            return "duplicate\n" + duplicate.customer() + '\n' + duplicate.differs();
        } else if (outcome instanceof AcceptOutcome.TooLate late) {
            return "too-late\n" + late.horizon();
        } else if (outcome instanceof AcceptOutcome.NeedsReview review) {
            return "review\n" + review.customer() + '\n' + review.reviews();
        } else if (outcome instanceof AcceptOutcome.Refused refused) {
            return "refused\n"
                    + String.join(
                            "\n",
                            refused.reasons().stream()
                                    .map(reason -> reason.replace('\n', ' '))
                                    .toList());
        }
        throw new IllegalArgumentException("a queued event cannot end as " + outcome);
    }

    static AcceptOutcome read(String text) {
        List<String> parts = Arrays.asList(text.split("\n", -1));
        return switch (parts.get(0)) {
            case "accepted" -> new AcceptOutcome.Accepted(CustomerId.parse(parts.get(1)));
            case "duplicate" ->
                new AcceptOutcome.Duplicate(CustomerId.parse(parts.get(1)), Boolean.parseBoolean(parts.get(2)));
            case "too-late" -> new AcceptOutcome.TooLate(Instant.parse(parts.get(1)));
            case "review" ->
                new AcceptOutcome.NeedsReview(CustomerId.parse(parts.get(1)), Integer.parseInt(parts.get(2)));
            case "refused" -> new AcceptOutcome.Refused(parts.subList(1, parts.size()));
            default -> throw new IllegalStateException("unknown outcome \"" + parts.get(0) + '"');
        };
    }
}
