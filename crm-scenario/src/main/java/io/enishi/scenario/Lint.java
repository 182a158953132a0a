package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.value.Problem;
import io.enishi.scenario.contact.ContactRules;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scenario may mean otherwise than it says. Nothing here keeps it from running. */
final class Lint {

    /** Contents that tell people it is their last chance. */
    private static final Pattern LAST_CHANCE =
            Pattern.compile("(^|[-_.:])(last|final|saigo|ends-today)([-_.:]|$)|last-?chance|final-?call");

    private final Scenario scenario;
    private final Problems warnings = new Problems();

    private Lint(Scenario scenario) {
        this.scenario = scenario;
    }

    static List<Problem> of(Scenario scenario) {
        Lint found = new Lint(scenario);
        found.entry();
        Placed.each(Placed.of(scenario), found::step);
        return found.warnings.list();
    }

    /** As {@link #of(Scenario)}, and what the shop's caps leave of it. */
    static List<Problem> of(Scenario scenario, ScenarioContext context) {
        Problems all = new Problems();
        of(scenario).forEach(all::add);
        ContactRules rules = context.contactRules();
        if (rules != null) {
            CapCheck.check(Placed.of(scenario), rules.caps(), all);
        }
        return all.list();
    }

    private void entry() {
        ScenarioCheck.eachEntry(scenario.entry(), (entry, path) -> {
            if (entry instanceof Entry.AfterAbsence absence) {
                month(absence.lasting(), path + ".lasting");
            } else if (entry instanceof Entry.Deadline deadline) {
                month(deadline.lead(), path + ".lead");
            }
        });
        Condition onlyIf = scenario.onlyIf();
        if (onlyIf instanceof Condition.Absence absence) {
            month(absence.lasting(), "only-if.lasting");
        }
        if (scenario.reentry() instanceof Reentry.CoolDown coolDown) {
            month(coolDown.span(), "again.after");
        }
    }

    private void step(Placed placed) {
        Step step = placed.step();
        if (step instanceof Step.Wait wait) {
            length(wait.length(), placed.path() + ".wait");
        } else if (step instanceof Step.WaitOnFact wait) {
            length(wait.length(), placed.path() + ".for");
        } else if (step instanceof Step.Send send) {
            send(placed, send.message());
        }
    }

    private void send(Placed placed, Message message) {
        if (message.messageClass() != MessageClass.ADVERTISING) {
            return;
        }
        if (message.onCapped() == Effect.OnCapped.DELAY && message.notAfter() == null) {
            warnings.add(
                    placed.path() + ".if-capped",
                    "a message that waits for a cap may leave weeks later, when nobody remembers why",
                    "say until when it makes sense, such as not-after: 7 days");
        }
        String last = lastChance(message);
        if (last != null && comesAgain(placed)) {
            warnings.add(
                    placed.path(),
                    "\"" + last
                            + "\" reads like a last chance, and the same person may get it again: a last chance that"
                            + " repeats is a false statement (景品表示法)",
                    "let people enter once (again: never) or after a long time, or call it something else");
        }
    }

    private static @Nullable String lastChance(Message message) {
        for (Offer offer : message.allOffers()) {
            if (LAST_CHANCE.matcher(offer.content()).find()) {
                return offer.content();
            }
        }
        return null;
    }

    /** In a repeat, or in a scenario that the same person may be in more often than every second month. */
    private boolean comesAgain(Placed placed) {
        if (placed.repeated()) {
            return true;
        }
        Reentry reentry = scenario.reentry();
        if (reentry instanceof Reentry.CoolDown coolDown) {
            Span span = coolDown.span();
            return span instanceof Span.Exact exact
                    ? exact.duration().toDays() < 60
                    : ((Span.Calendar) span).period().toTotalMonths() < 2;
        }
        return !(reentry instanceof Reentry.Never) && !isYearly(scenario.entry());
    }

    private static boolean isYearly(@Nullable Entry entry) {
        return entry instanceof Entry.EveryYear
                || (entry instanceof Entry.Schedule schedule && schedule.every() == Entry.Every.YEAR);
    }

    private void length(Length length, String path) {
        if (length instanceof Length.Fixed fixed) {
            month(fixed.span(), path);
        }
    }

    private void month(Span span, String path) {
        String word = Implication.calendarWord(span);
        if (!word.isEmpty()) {
            warnings.add(
                    path,
                    ((Span.Exact) span).duration().toDays() + " days are so many times 24 hours, and drift against the"
                            + " calendar",
                    "write " + word + " if the calendar is meant");
        }
    }
}
