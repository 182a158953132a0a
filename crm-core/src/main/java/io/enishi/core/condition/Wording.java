package io.enishi.core.condition;

import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.AttributeValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says conditions in plain English, for explanations. */
final class Wording implements Condition.Cases<String>, EventFilter.Cases<String>, ValueTest.Cases<String> {

    private static final Wording ONLY = new Wording();

    private Wording() {}

    static String of(Condition condition) {
        return condition.fold(ONLY);
    }

    private static String of(EventFilter filter) {
        return filter.fold(ONLY);
    }

    private static String of(ValueTest test) {
        return test.fold(ONLY);
    }

    // ------------------------------------------------------------------ conditions

    @Override
    public String all(Condition.All all) {
        return all.conditions().isEmpty() ? "always" : parts(all.conditions(), " and ");
    }

    @Override
    public String any(Condition.Any any) {
        return parts(any.conditions(), " or ");
    }

    @Override
    public String not(Condition.Not not) {
        return "not " + part(not.condition());
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

    @Override
    public String aggregate(Condition.Aggregate aggregate) {
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

    @Override
    public String fieldOf(Condition.FieldOf fieldOf) {
        return fieldOf.field() + " of the " + lower(fieldOf.position()) + " of " + of(fieldOf.of())
                + within(fieldOf.window()) + " " + of(fieldOf.test());
    }

    @Override
    public String daysSince(Condition.DaysSince days) {
        return "days since the " + lower(days.position()) + " of " + of(days.of()) + " " + days.comparison();
    }

    @Override
    public String absence(Condition.Absence absence) {
        return "no " + of(absence.of()) + " for " + TimeSpelling.text(absence.lasting());
    }

    @Override
    public String ownInterval(Condition.OwnInterval own) {
        return "the next of " + of(own.of()) + " is late by the customer's own interval times "
                + BigDecimal.valueOf(own.permille(), 3).stripTrailingZeros().toPlainString();
    }

    @Override
    public String sequence(Condition.Sequence sequence) {
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

    @Override
    public String metric(Condition.Metric metric) {
        return metric.name() + " " + metric.comparison();
    }

    @Override
    public String inSegment(Condition.InSegment segment) {
        return "in segment " + segment.name();
    }

    @Override
    public String attribute(Condition.Attribute attribute) {
        return attribute.name() + " " + of(attribute.test());
    }

    @Override
    public String permitted(Condition.Permitted permitted) {
        return "permitted: " + permitted.purpose() + " on " + permitted.channel();
    }

    @Override
    public String reachable(Condition.Reachable reachable) {
        return "reachable on " + reachable.channel();
    }

    @Override
    public String linked(Condition.Linked linked) {
        return "linked: " + linked.scheme();
    }

    @Override
    public String knownTo(Condition.KnownTo known) {
        return "known to " + known.source();
    }

    @Override
    public String happening(Condition.Happening happening) {
        return "happening: " + of(happening.event());
    }

    @Override
    public String host(Condition.Host host) {
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

    // ------------------------------------------------------------------ filters

    @Override
    public String all(EventFilter.All all) {
        return joined(all.filters(), " and ");
    }

    @Override
    public String any(EventFilter.Any any) {
        return joined(any.filters(), " or ");
    }

    @Override
    public String not(EventFilter.Not not) {
        return "not (" + of(not.filter()) + ")";
    }

    @Override
    public String field(EventFilter.Field field) {
        return field.name() + " " + of(field.test());
    }

    @Override
    public String catalogFact(EventFilter.CatalogFact fact) {
        return fact.fact() + " of " + fact.field() + " " + of(fact.test());
    }

    private static String joined(List<EventFilter> filters, String word) {
        return filters.isEmpty()
                ? "anything"
                : filters.stream().map(Wording::of).collect(Collectors.joining(word, "(", ")"));
    }

    // ------------------------------------------------------------------ tests of values

    @Override
    public String in(ValueTest.In in) {
        return in.values().stream()
                .map(AttributeValue::plain)
                .map(String::valueOf)
                .collect(Collectors.joining(" or ", "is ", ""));
    }

    @Override
    public String compares(ValueTest.Compares compares) {
        return compares.comparison().toString();
    }

    @Override
    public String startsWith(ValueTest.StartsWith starts) {
        return "starts with " + starts.prefix();
    }

    @Override
    public String present(ValueTest.Present present) {
        return "is known";
    }

    @Override
    public String absent(ValueTest.Absent absent) {
        return "is unknown";
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
