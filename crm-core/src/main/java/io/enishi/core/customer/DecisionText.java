package io.enishi.core.customer;

import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Puts decisions into words. What an event says stays out of them: it may be personal. */
final class DecisionText {

    private DecisionText() {}

    static String of(DecisionRecord record) {
        StringBuilder text = new StringBuilder();
        text.append(record.now()).append(' ').append(record.about().text()).append('\n');
        for (SegmentChange change : record.segments()) {
            if (isWatch(change)) {
                continue; // what followed from it is told by the journey
            }
            text.append(change.entered() ? "  enters " : "  leaves ")
                    .append(change.segment())
                    .append(" (")
                    .append(lower(change.cause()))
                    .append(")\n");
        }
        record.journeys().forEach(decision -> append(text, decision));
        return text.toString();
    }

    private static void append(StringBuilder text, JourneyDecision decision) {
        String journey = "  " + decision.journey();
        if (decision.started()) {
            text.append(journey).append(" starts\n");
        }
        Decision.End end = decision.end();
        for (Decision.TraceLine line : decision.trace()) {
            if (end != null && line.code().equals(lower(end.kind()))) {
                continue; // the end says the same
            }
            text.append(journey);
            if (!line.where().isEmpty()) {
                text.append('/').append(line.where());
            }
            text.append(' ')
                    .append(line.code())
                    .append(": ")
                    .append(line.text())
                    .append('\n');
        }
        for (CommandKey command : decision.commands()) {
            if (decision.trace().stream().noneMatch(line -> isAbout(line, command))) {
                text.append(journey)
                        .append(" asks for ")
                        .append(command.visit())
                        .append('\n');
            }
        }
        if (end != null) {
            text.append(journey)
                    .append(" ends (")
                    .append(lower(end.kind()))
                    .append("): ")
                    .append(end.reason())
                    .append('\n');
        }
    }

    private static boolean isWatch(SegmentChange change) {
        return change.segment().indexOf('/') >= 0;
    }

    private static boolean isAbout(Decision.TraceLine line, CommandKey command) {
        return !line.where().isEmpty() && command.visit().startsWith(line.where() + ".");
    }

    static String of(List<CustomerEvent> events) {
        if (events.isEmpty()) {
            return "what was erased or cut off";
        }
        return events.stream()
                .map(event -> event.type() + " (" + event.source() + ")")
                .collect(Collectors.joining("; "));
    }

    static String of(Clearance clearance) {
        if (clearance instanceof Clearance.Cleared cleared) {
            // Commands that are no sends have no channel to choose.
            return (cleared.channel().isEmpty() ? "may be done" : "may leave by " + cleared.channel())
                    + because(cleared.passedOver());
        }
        if (clearance instanceof Clearance.Held held) {
            return "held until " + held.until() + because(held.reasons());
        }
        if (clearance instanceof Clearance.Capped capped) {
            return "capped until " + capped.until() + because(capped.reasons());
        }
        return "refused" + because(((Clearance.Refused) clearance).reasons());
    }

    /** The codes; the journey's trace has the words. */
    private static String because(List<Clearance.Refusal> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.stream()
                        .map(reason -> (reason.channel().isEmpty() ? "" : reason.channel() + " ") + reason.code())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    static String of(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return "rejected: " + rejected.reason();
        }
        if (outcome instanceof Outcome.RetryAfter retry) {
            return "to be tried again after " + retry.delay() + ": " + retry.reason();
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return "unanswered: " + unknown.reason();
        }
        return "accepted";
    }

    static String of(Input input) {
        if (input instanceof Input.Approved answer) {
            return answer.request().journey() + "/" + answer.request().visit()
                    + (answer.approved() ? " approved by " : " refused by ") + answer.approver();
        }
        if (input instanceof Input.Requested requested) {
            return "asked for " + requested.journey() + " (" + requested.requestId() + ")";
        }
        return input.name();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
