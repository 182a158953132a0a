package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What conditions and selections read, gathered from their trees. */
final class ConditionReads {

    /** Types whose events change what the consent ledger or an address says. */
    static final Set<String> REACHABILITY_TYPES = Set.of(
            "channel.blocked",
            "channel.unblocked",
            "newsletter.subscribed",
            "newsletter.unsubscribed",
            "message.bounced",
            "message.complained",
            "profile.changed",
            "attributes.set",
            "customer.registered");

    final Set<String> types = new TreeSet<>();
    final Set<String> segments = new TreeSet<>();
    final Set<String> channels = new TreeSet<>();
    final List<Selection> selections = new ArrayList<>();
    /** Whether any event may change the answer: all events count, or a metric or host function is asked. */
    boolean everything;

    void addType(String type) {
        types.add(type);
    }

    /** Whether an event of that type may change an answer by itself. */
    boolean readsEvent(String type) {
        return everything || types.contains(type);
    }

    void add(Selection selection) {
        selections.add(selection);
        if (selection.kind() != Selection.Kind.TYPES) {
            everything = true;
        }
        types.addAll(selection.types());
        if (selection.net()) {
            types.add("order.cancelled");
            types.add("order.refunded");
        }
        if (selection.types().contains("message.sent")) {
            types.add("message.rejected");
        }
    }

    void add(Condition condition) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Not not) {
            add(not.condition());
        } else if (condition instanceof Condition.Aggregate aggregate) {
            add(aggregate.of());
        } else if (condition instanceof Condition.FieldOf field) {
            add(field.of());
        } else if (condition instanceof Condition.DaysSince days) {
            add(days.of());
        } else if (condition instanceof Condition.Absence absence) {
            add(absence.of());
        } else if (condition instanceof Condition.OwnInterval interval) {
            add(interval.of());
        } else if (condition instanceof Condition.Sequence sequence) {
            sequence.steps().forEach(step -> add(step.of()));
        } else if (condition instanceof Condition.Metric) {
            everything = true;
        } else if (condition instanceof Condition.InSegment segment) {
            segments.add(segment.name());
        } else if (condition instanceof Condition.Attribute) {
            types.add("profile.changed");
            types.add("attributes.set");
        } else if (condition instanceof Condition.Permitted permitted) {
            channels.add(permitted.channel());
            types.addAll(REACHABILITY_TYPES);
        } else if (condition instanceof Condition.Reachable reachable) {
            channels.add(reachable.channel());
            types.addAll(REACHABILITY_TYPES);
        } else if (condition instanceof Condition.Happening happening) {
            add(happening.event());
        } else if (condition instanceof Condition.Linked || condition instanceof Condition.KnownTo) {
            everything = true; // any event may bring an identifier, or be the first of its source
        } else if (condition instanceof Condition.Host) {
            everything = true;
        } else {
            throw new IllegalStateException(
                    "unknown kind of condition: " + condition.getClass().getSimpleName());
        }
    }

    /** The tests of field {@code name} that {@code filter} makes positively; used to see which channels a selection means. */
    static List<EventFilter.Field> fieldTests(EventFilter filter, String name) {
        List<EventFilter.Field> found = new ArrayList<>();
        collect(filter, name, found);
        return found;
    }

    private static void collect(EventFilter filter, String name, List<EventFilter.Field> found) {
        if (filter instanceof EventFilter.All all) {
            all.filters().forEach(part -> collect(part, name, found));
        } else if (filter instanceof EventFilter.Any any) {
            any.filters().forEach(part -> collect(part, name, found));
        } else if (filter instanceof EventFilter.Field field && field.name().equals(name)) {
            found.add(field);
        }
    }
}
