package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.ConditionSpelling;
import io.enishi.core.condition.Selection;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.spelling.TimeSpelling;
import java.time.MonthDay;
import java.util.Objects;
import java.util.stream.Collectors;

/** Definitions in words, for explanations and diagrams. Nobody reads them back. */
final class Words implements Check.Cases<String>, Entry.Cases<String>, Reentry.Cases<String> {

    private static final Words ONLY = new Words();

    private Words() {}

    static String selection(Selection selection) {
        return ConditionSpelling.inWords(selection);
    }

    static String occurrence(Occurrence occurrence) {
        return selection(occurrence.of())
                + (occurrence.same().isEmpty() ? "" : " of the same " + String.join(", ", occurrence.same()));
    }

    static String condition(Condition condition) {
        return ConditionSpelling.inWords(condition);
    }

    // ------------------------------------------------------------------ questions

    static String check(Check check) {
        return check.fold(ONLY);
    }

    @Override
    public String all(Check.All all) {
        return parts(all, " and ");
    }

    @Override
    public String any(Check.Any any) {
        return parts(any, " or ");
    }

    @Override
    public String not(Check.Not not) {
        return "not " + part(not.part());
    }

    private static String parts(Check check, String word) {
        return check.parts().stream().map(Words::part).collect(Collectors.joining(word));
    }

    private static String part(Check check) {
        return check instanceof Check.All || check instanceof Check.Any ? "(" + check(check) + ")" : check(check);
    }

    @Override
    public String compares(Check.Compares compares) {
        return figure(compares.figure()) + " " + compares.comparison();
    }

    @Override
    public String holds(Check.Holds holds) {
        return condition(holds.condition());
    }

    @Override
    public String happened(Check.Happened happened) {
        return occurrence(happened.occurrence());
    }

    @Override
    public String reacted(Check.Reacted reacted) {
        return new RunCheck.Reacted(reacted).asked();
    }

    @Override
    public String noResponse(Check.NoResponse none) {
        return new RunCheck.Reacted(none).asked();
    }

    // ------------------------------------------------------------------ what starts a run

    static String entry(Entry entry) {
        return entry.fold(ONLY);
    }

    @Override
    public String onEvent(Entry.OnEvent event) {
        return selection(event.of());
    }

    @Override
    public String onShopEvent(Entry.OnShopEvent event) {
        return selection(event.of()) + ", for those interested";
    }

    @Override
    public String afterAbsence(Entry.AfterAbsence absence) {
        return "no " + selection(absence.of()) + " for " + TimeSpelling.text(absence.lasting());
    }

    @Override
    public String onSegment(Entry.OnSegment segment) {
        return (segment.entering() ? "comes into segment " : "leaves segment ") + segment.segment();
    }

    @Override
    public String everyYear(Entry.EveryYear year) {
        int days = Math.abs(year.days());
        String distance =
                days == 0 ? "on " : days + (days == 1 ? " day " : " days ") + (year.days() < 0 ? "before " : "after ");
        return "every year " + distance + year.attribute() + " at " + year.at();
    }

    @Override
    public String schedule(Entry.Schedule schedule) {
        String days = switch (schedule.every()) {
            case DAY -> "every day";
            case WEEK -> "every " + DocWriter.spelled(Objects.requireNonNull(schedule.day()));
            case MONTH -> "every month on day " + schedule.dayOfMonth();
            case YEAR ->
                "every year on "
                        + MonthDay.from(Objects.requireNonNull(schedule.date()))
                                .toString()
                                .substring(2);
            case ONCE -> "on " + schedule.date();
        };
        return days + " at " + schedule.at();
    }

    @Override
    public String deadline(Entry.Deadline deadline) {
        return TimeSpelling.text(deadline.lead()) + " before " + deadline.field() + " of " + selection(deadline.of());
    }

    @Override
    public String onRequest(Entry.OnRequest request) {
        return "on request";
    }

    @Override
    public String anyOf(Entry.AnyOf several) {
        return several.entries().stream().map(Words::entry).collect(Collectors.joining(" or "));
    }

    static String reentry(Reentry reentry) {
        return reentry.fold(ONLY);
    }

    @Override
    public String never(Reentry.Never never) {
        return "once in a life";
    }

    @Override
    public String afterExit(Reentry.AfterExit afterExit) {
        return "again after the last run";
    }

    @Override
    public String coolDown(Reentry.CoolDown coolDown) {
        return "again " + TimeSpelling.text(coolDown.span()) + " after the last run";
    }

    @Override
    public String concurrent(Reentry.Concurrent concurrent) {
        return "side by side";
    }

    // ------------------------------------------------------------------ waits

    static String anchor(Anchor anchor) {
        if (anchor instanceof Anchor.Arrival) {
            return "";
        }
        return anchor instanceof Anchor.Done done ? " after " + done.step() : " after entry";
    }

    static String length(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return TimeSpelling.text(fixed.span());
        }
        Length.Days days = (Length.Days) length;
        String more = days.more() == 0 ? "" : (days.more() > 0 ? " + " : " - ") + Math.abs(days.more());
        return figure(days.figure()) + more + " days";
    }

    static String figure(Figure figure) {
        if (figure instanceof Figure.Written written) {
            return String.valueOf(written.number());
        } else if (figure instanceof Figure.Field field) {
            return field.field();
        } else if (figure instanceof Figure.Catalog catalog) {
            return catalog.fact() + " of the product";
        }
        return ((Figure.Attribute) figure).attribute();
    }

    static String fact(Step.WaitOnFact wait) {
        String field = wait.fact().field();
        return length(wait.length())
                + (wait.before() ? " before " : " after ")
                + (field.isEmpty() ? "" : field + " of ")
                + occurrence(wait.fact().stated());
    }
}
