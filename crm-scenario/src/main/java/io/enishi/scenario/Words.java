package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.condition.Window;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.AttributeValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Definitions in words, for explanations and diagrams. Nobody reads them back. */
final class Words {

    private Words() {}

    static String selection(Selection selection) {
        String what = switch (selection.kind()) {
            case TYPES -> String.join(" or ", selection.types());
            case ACTIONS -> "any action";
            case ALL -> "any event";
        };
        String where = filter(selection.where());
        return what + (selection.net() ? " (net)" : "") + (where.isEmpty() ? "" : " where " + where);
    }

    /** Without the "any" that "no" cannot stand before. */
    private static String plain(String selection) {
        return selection.startsWith("any ") ? selection.substring("any ".length()) : selection;
    }

    static String occurrence(Occurrence occurrence) {
        return selection(occurrence.of())
                + (occurrence.same().isEmpty() ? "" : " of the same " + String.join(", ", occurrence.same()));
    }

    private static String filter(EventFilter filter) {
        if (filter instanceof EventFilter.All all) {
            return joined(all.filters(), " and ", Words::filter);
        } else if (filter instanceof EventFilter.Any any) {
            return joined(any.filters(), " or ", Words::filter);
        } else if (filter instanceof EventFilter.Not not) {
            return "not " + filter(not.filter());
        } else if (filter instanceof EventFilter.Field field) {
            return field.name() + " " + test(field.test());
        }
        EventFilter.CatalogFact fact = (EventFilter.CatalogFact) filter;
        return fact.fact() + " of " + fact.field() + " " + test(fact.test());
    }

    private static String test(ValueTest test) {
        if (test instanceof ValueTest.In in) {
            return "is " + joined(in.values(), " or ", Words::value);
        } else if (test instanceof ValueTest.Compares compares) {
            return compares.comparison().toString();
        } else if (test instanceof ValueTest.StartsWith starts) {
            return "starts with " + starts.prefix();
        }
        return test instanceof ValueTest.Present ? "is known" : "is unknown";
    }

    private static String value(AttributeValue value) {
        return String.valueOf(value.plain());
    }

    static String condition(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.conditions().isEmpty() ? "always" : joined(all.conditions(), " and ", Words::part);
        } else if (condition instanceof Condition.Any any) {
            return joined(any.conditions(), " or ", Words::part);
        } else if (condition instanceof Condition.Not not) {
            return "not " + part(not.condition());
        } else if (condition instanceof Condition.Aggregate aggregate) {
            String function = aggregate.function().name().toLowerCase(Locale.ROOT);
            String field = aggregate.field().isEmpty() ? "" : " " + aggregate.field();
            return function + field + " of " + selection(aggregate.of()) + window(aggregate.window()) + " "
                    + aggregate.comparison();
        } else if (condition instanceof Condition.FieldOf field) {
            return field.field() + " of the " + position(field.position()) + " " + selection(field.of())
                    + window(field.window()) + " " + test(field.test());
        } else if (condition instanceof Condition.DaysSince days) {
            return "days since the " + position(days.position()) + " " + selection(days.of()) + " " + days.comparison();
        } else if (condition instanceof Condition.Absence absence) {
            return "no " + plain(selection(absence.of())) + " for " + TimeSpelling.text(absence.lasting());
        } else if (condition instanceof Condition.OwnInterval interval) {
            return "time since " + selection(interval.of()) + " exceeds " + interval.permille() / 1000.0
                    + " own intervals";
        } else if (condition instanceof Condition.Sequence sequence) {
            return joined(sequence.steps(), ", then ", step -> selection(step.of()));
        } else if (condition instanceof Condition.Metric metric) {
            return metric.name() + " " + metric.comparison();
        } else if (condition instanceof Condition.InSegment segment) {
            return "in segment " + segment.name();
        } else if (condition instanceof Condition.Attribute attribute) {
            return attribute.name() + " " + test(attribute.test());
        } else if (condition instanceof Condition.Permitted permitted) {
            return permitted.purpose() + " permitted on " + permitted.channel();
        } else if (condition instanceof Condition.Reachable reachable) {
            return "reachable on " + reachable.channel();
        } else if (condition instanceof Condition.Happening happening) {
            return selection(happening.event()) + " now";
        }
        return ((Condition.Host) condition).name();
    }

    /** A condition inside another. */
    private static String part(Condition condition) {
        boolean compound = condition instanceof Condition.All || condition instanceof Condition.Any;
        return compound ? "(" + condition(condition) + ")" : condition(condition);
    }

    private static String position(Condition.Position position) {
        return position.name().toLowerCase(Locale.ROOT);
    }

    private static String window(Window window) {
        if (window instanceof Window.Last last) {
            return " in " + TimeSpelling.text(last.span());
        } else if (window instanceof Window.Between between) {
            return " from " + between.from() + " to " + between.to();
        } else if (window instanceof Window.Current current) {
            return " this " + current.unit().name().toLowerCase(Locale.ROOT);
        }
        return "";
    }

    static String check(Check check) {
        if (check instanceof Check.Holds holds) {
            return condition(holds.condition());
        } else if (check instanceof Check.Happened happened) {
            return occurrence(happened.occurrence());
        } else if (check instanceof Check.Reacted reacted) {
            return new RunCheck.Reacted(reacted).asked();
        }
        return new RunCheck.Reacted((Check.NoResponse) check).asked();
    }

    static String entry(Entry entry) {
        if (entry instanceof Entry.OnEvent event) {
            return selection(event.of());
        } else if (entry instanceof Entry.AfterAbsence absence) {
            return "no " + plain(selection(absence.of())) + " for " + TimeSpelling.text(absence.lasting());
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

    static String fact(Step.WaitOnFact wait) {
        String field = wait.fact().field();
        return TimeSpelling.text(wait.span())
                + (wait.before() ? " before " : " after ")
                + (field.isEmpty() ? "" : field + " of ")
                + occurrence(wait.fact().stated());
    }

    private static <T> String joined(List<T> items, String by, Function<T, String> words) {
        return items.stream().map(words).collect(Collectors.joining(by));
    }
}
