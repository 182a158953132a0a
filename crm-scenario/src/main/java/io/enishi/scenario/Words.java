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
final class Words {

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

    static String check(Check check) {
        if (check instanceof Check.Holds holds) {
            return condition(holds.condition());
        } else if (check instanceof Check.Happened happened) {
            return occurrence(happened.occurrence());
        } else if (check instanceof Check.Reacted reacted) {
            return new RunCheck.Reacted(reacted).asked();
        }
        if (check instanceof Check.All || check instanceof Check.Any) {
            String word = check instanceof Check.All ? " and " : " or ";
            return check.parts().stream().map(Words::part).collect(Collectors.joining(word));
        } else if (check instanceof Check.Compares compares) {
            return figure(compares.figure()) + " " + compares.comparison();
        } else if (check instanceof Check.Not not) {
            return "not " + part(not.part());
        }
        return new RunCheck.Reacted((Check.NoResponse) check).asked();
    }

    private static String part(Check check) {
        return check instanceof Check.All || check instanceof Check.Any ? "(" + check(check) + ")" : check(check);
    }

    static String entry(Entry entry) {
        if (entry instanceof Entry.AnyOf several) {
            return several.entries().stream().map(Words::entry).collect(Collectors.joining(" or "));
        }
        if (entry instanceof Entry.OnEvent event) {
            return selection(event.of());
        } else if (entry instanceof Entry.OnShopEvent event) {
            return selection(event.of()) + ", for those interested";
        } else if (entry instanceof Entry.AfterAbsence absence) {
            return "no " + selection(absence.of()) + " for " + TimeSpelling.text(absence.lasting());
        } else if (entry instanceof Entry.OnSegment segment) {
            return (segment.entering() ? "comes into segment " : "leaves segment ") + segment.segment();
        } else if (entry instanceof Entry.EveryYear year) {
            String days = year.days() == 0
                    ? "on "
                    : Math.abs(year.days())
                            + (Math.abs(year.days()) == 1 ? " day " : " days ")
                            + (year.days() < 0 ? "before " : "after ");
            return "every year " + days + year.attribute() + " at " + year.at();
        }
        if (entry instanceof Entry.Schedule schedule) {
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
        } else if (entry instanceof Entry.Deadline deadline) {
            return TimeSpelling.text(deadline.lead()) + " before " + deadline.field() + " of "
                    + selection(deadline.of());
        }
        return "on request";
    }

    static String reentry(Reentry reentry) {
        if (reentry instanceof Reentry.Never) {
            return "once in a life";
        } else if (reentry instanceof Reentry.AfterExit) {
            return "again after the last run";
        } else if (reentry instanceof Reentry.CoolDown coolDown) {
            return "again " + TimeSpelling.text(coolDown.span()) + " after the last run";
        }
        return "side by side";
    }

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
