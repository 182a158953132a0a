package io.enishi.examples.host;

import io.enishi.core.Crm;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.host.shop.Member;
import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what came of the demo, read from the outbox, the decision log and the other ends of the channels. */
final class Ending {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(Demo.TOKYO);
    private static final int ALL = 1000;

    private final Demo demo;
    private final Crm crm;
    private final PrintStream out;

    Ending(Demo demo, PrintStream out) {
        this.demo = demo;
        this.crm = demo.host.crm();
        this.out = out;
    }

    void tell() {
        out.println("What left");
        Map<CommandKey, Clearance> clearances = clearances();
        List<StoredCommand> left = crm.commands(Status.DONE, ALL);
        for (StoredCommand command : inOrder(left)) {
            Instant at = Objects.requireNonNull(command.dispatchedAt());
            out.println("  " + TIME.format(at) + "  " + who(command.key()) + "  " + what(command)
                    + passedOver(clearances.get(command.key())));
        }
        out.println();
        out.println("What did not leave, and why");
        List<StoredCommand> kept = new ArrayList<>();
        for (Status status : List.of(Status.DROPPED, Status.REJECTED, Status.REVOKED, Status.DEAD)) {
            kept.addAll(crm.commands(status, ALL));
        }
        for (StoredCommand command : inOrder(kept)) {
            out.println("  " + TIME.format(at(command)) + "  " + who(command.key()) + "  "
                    + command.key().journey() + "/" + command.key().visit() + ": "
                    + why(command, clearances.get(command.key())));
        }
        out.println();
        out.println("Runs that ended before their last step");
        for (Member member : Story.ALL) {
            for (InstanceSummary run : card(member).journeys()) {
                Decision.End end = run.end();
                if (end != null && end.kind() != Decision.End.Kind.COMPLETED) {
                    out.println("  " + TIME.format(Objects.requireNonNull(run.endedAt())) + "  " + member.id() + "  "
                            + run.key().journey() + " ended: "
                            + end.kind().name().toLowerCase(Locale.ROOT) + " " + end.reason());
                }
            }
        }
        out.println();
        out.println("At the other end: " + demo.mail.getReceivedMessages().length + " mails, "
                + demo.line.pushed().size() + " LINE messages (answers " + demo.line.answers() + "), files in "
                + demo.batches);
        out.println();
        out.println("People");
        for (Member member : Story.ALL) {
            CustomerCard card = card(member);
            out.println("  " + member.id() + "  engagement "
                    + card.metrics().getOrDefault("engagement", 0L) + ", points " + card.pointsBalance() + ", "
                    + String.join(" ", card.segments()));
        }
        out.println();
        out.println("Decided again from the log: "
                + (crm.verify().isIdentical() ? "identical" : "DIFFERENT, which is a defect"));
    }

    private CustomerCard card(Member member) {
        return crm.find(member.identifier()).flatMap(crm::customer).orElseThrow();
    }

    private static List<StoredCommand> inOrder(List<StoredCommand> commands) {
        return commands.stream()
                .sorted(Comparator.comparing(Ending::at).thenComparing(StoredCommand::key))
                .toList();
    }

    private static Instant at(StoredCommand command) {
        Instant dispatched = command.dispatchedAt();
        return dispatched == null ? command.command().notBefore() : dispatched;
    }

    private String who(CommandKey key) {
        return crm.customerOf(key.origin()).flatMap(crm::customer).stream()
                .flatMap(card -> card.identifiers().stream())
                .filter(identifier -> identifier.scheme().equals(Scheme.MEMBER))
                .map(Identifier::value)
                .findFirst()
                .orElse("?");
    }

    private static String what(StoredCommand command) {
        String how = command.message() == null
                ? command.command().effect().kind()
                : command.channel() + " " + command.message().content();
        return how + " (" + command.key().journey() + ")"
                + (command.attempts() > 1 ? ", at attempt " + command.attempts() : "");
    }

    private static String passedOver(@Nullable Clearance clearance) {
        return clearance instanceof Clearance.Cleared cleared
                        && !cleared.passedOver().isEmpty()
                ? "; not by " + text(cleared.passedOver())
                : "";
    }

    private static String why(StoredCommand command, @Nullable Clearance clearance) {
        if (command.outcome() instanceof Outcome.Rejected rejected) {
            return command.channel() + " said no: " + rejected.reason();
        }
        if (clearance instanceof Clearance.Refused refused) {
            return text(refused.reasons());
        }
        return command.reason();
    }

    private static String text(List<Clearance.Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.channel() + ": " + refusal.text())
                .collect(Collectors.joining("; "));
    }

    /** What the latest claim of each command was told. */
    private Map<CommandKey, Clearance> clearances() {
        Map<CommandKey, Clearance> latest = new HashMap<>();
        crm.customers(ALL).stream()
                .flatMap(id -> crm.decisions(id).stream())
                .map(DecisionRecord::about)
                .forEach(about -> {
                    if (about instanceof About.Claimed claimed) {
                        latest.put(claimed.command(), claimed.clearance());
                    }
                });
        return latest;
    }
}
