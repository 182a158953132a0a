package io.enishi.core.condition;

import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.AttributeValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says conditions in plain English, for explanations. */
final class Wording {

    private Wording() {}

    static String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.conditions().isEmpty() ? "always" : parts(all.conditions(), " and ");
        } else if (condition instanceof Condition.Any any) {
            return parts(any.conditions(), " or ");
        } else if (condition instanceof Condition.Not not) {
            return "not " + part(not.condition());
        } else if (condition instanceof Condition.Aggregate aggregate) {
            return of(aggregate);
        } else if (condition instanceof Condition.FieldOf fieldOf) {
            return of(fieldOf);
        } else if (condition instanceof Condition.DaysSince days) {
            return of(days);
        } else if (condition instanceof Condition.Absence absence) {
            return of(absence);
        } else if (condition instanceof Condition.OwnInterval own) {
            return of(own);
        } else if (condition instanceof Condition.Sequence sequence) {
            return of(sequence);
        } else if (condition instanceof Condition.Metric metric) {
            return of(metric);
        } else if (condition instanceof Condition.InSegment segment) {
            return "in segment " + segment.name();
        } else if (condition instanceof Condition.Attribute attribute) {
            return of(attribute);
        } else if (condition instanceof Condition.Permitted permitted) {
            return "permitted: " + permitted.purpose() + " on " + permitted.channel();
        } else if (condition instanceof Condition.Reachable reachable) {
            return "reachable on " + reachable.channel();
        } else if (condition instanceof Condition.Linked linked) {
            return "linked: " + linked.scheme();
        } else if (condition instanceof Condition.KnownTo known) {
            return "known to " + known.source();
        } else if (condition instanceof Condition.Happening happening) {
            return "happening: " + of(happening.event());
        }
        return of((Condition.Host) condition);
    }

    private static String parts(List<Condition> conditions, String word) {
        return conditions.stream().map(Wording::part).collect(Collectors.joining(word));
    }

    private static String part(Condition condition) {
        boolean several = (condition instanceof Condition.All all
                        && all.conditions().size() > 1)
                || (condition instanceof Condition.Any any && any.conditions().size() > 1);
        return several ? "(" + of(condition) + ")" : of(condition);
    }

    static String of(Condition.Aggregate aggregate) {
        String counted = of(aggregate.of()) + within(aggregate.window());
        String number = switch (aggregate.function()) {
            case COUNT -> "number of " + counted;
            case SUM -> "sum of " + aggregate.field() + " of " + counted;
            case AVERAGE -> "average " + aggregate.field() + " of " + counted;
            case MIN -> "smallest " + aggregate.field() + " of " + counted;
            case MAX -> "largest " + aggregate.field() + " of " + counted;
            case DISTINCT ->
                aggregate.field().equals(Condition.LOCAL_DAY)
                        ? "number of different days of " + counted
                        : "number of different " + aggregate.field() + " of " + counted;
        };
        return number + " " + aggregate.comparison();
    }

    static String of(Condition.FieldOf fieldOf) {
        return fieldOf.field() + " of the " + lower(fieldOf.position()) + " of " + of(fieldOf.of())
                + within(fieldOf.window()) + " " + of(fieldOf.test());
    }

    static String of(Condition.DaysSince days) {
        return "days since the " + lower(days.position()) + " of " + of(days.of()) + " " + days.comparison();
    }

    static String of(Condition.Absence absence) {
        return "no " + of(absence.of()) + " for " + TimeSpelling.text(absence.lasting());
    }

    static String of(Condition.OwnInterval own) {
        return "the next of " + of(own.of()) + " is late by the customer's own interval times "
                + BigDecimal.valueOf(own.permille(), 3).stripTrailingZeros().toPlainString();
    }

    static String of(Condition.Sequence sequence) {
        StringBuilder text = new StringBuilder();
        for (Condition.Step step : sequence.steps()) {
            text.append(text.length() == 0 ? "" : ", then ").append(of(step.of()));
            if (step.within() != null) {
                text.append(" within ").append(TimeSpelling.text(step.within()));
            }
            Condition.Link link = step.link();
            if (link != null) {
                text.append(link.different() ? " with another " : " with the same ")
                        .append(link.field())
                        .append(" as step ")
                        .append(link.step() + 1);
            }
        }
        return text.toString();
    }

    static String of(Condition.Metric metric) {
        return metric.name() + " " + metric.comparison();
    }

    static String of(Condition.Attribute attribute) {
        return attribute.name() + " " + of(attribute.test());
    }

    static String of(Condition.Host host) {
        return host.name()
                + (host.arguments().isEmpty()
                        ? ""
                        : host.arguments().entrySet().stream()
                                .map(entry ->
                                        entry.getKey() + " " + entry.getValue().plain())
                                .collect(Collectors.joining(", ", " (", ")")));
    }

    static String of(Selection selection) {
        String events = switch (selection.kind()) {
            case ACTIONS -> "actions";
            case ALL -> "events";
            case TYPES -> selection.net() ? "orders" : String.join(" or ", selection.types());
        };
        return selection.where().equals(EventFilter.any()) ? events : events + " with " + of(selection.where());
    }

    private static String of(EventFilter filter) {
        if (filter instanceof EventFilter.All all) {
            return joined(all.filters(), " and ");
        }
        if (filter instanceof EventFilter.Any any) {
            return joined(any.filters(), " or ");
        }
        if (filter instanceof EventFilter.Not not) {
            return "not (" + of(not.filter()) + ")";
        }
        if (filter instanceof EventFilter.CatalogFact fact) {
            return fact.fact() + " of " + fact.field() + " " + of(fact.test());
        }
        EventFilter.Field field = (EventFilter.Field) filter;
        return field.name() + " " + of(field.test());
    }

    private static String joined(List<EventFilter> filters, String word) {
        return filters.isEmpty()
                ? "anything"
                : filters.stream().map(Wording::of).collect(Collectors.joining(word, "(", ")"));
    }

    static String of(ValueTest test) {
        if (test instanceof ValueTest.In in) {
            return in.values().stream()
                    .map(AttributeValue::plain)
                    .map(String::valueOf)
                    .collect(Collectors.joining(" or ", "is ", ""));
        }
        if (test instanceof ValueTest.Compares compares) {
            return compares.comparison().toString();
        }
        if (test instanceof ValueTest.StartsWith starts) {
            return "starts with " + starts.prefix();
        }
        return test instanceof ValueTest.Present ? "is known" : "is unknown";
    }

    private static String within(Window window) {
        String text = TimeSpelling.text(window);
        if (text.isEmpty()) {
            return "";
        }
        if (window instanceof Window.Between) {
            return " from " + text;
        }
        return window instanceof Window.Last ? " in the last " + text : " " + text;
    }

    private static String lower(Condition.Position position) {
        return position.name().toLowerCase(Locale.ROOT);
    }
}
