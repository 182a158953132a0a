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

    /** @return this */
    ConditionReads add(Selection selection) {
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
        return this;
    }

    /** @return this */
    ConditionReads add(Condition condition) {
        return condition.fold(new Adding());
    }

    /** What each kind of condition reads. */
    private final class Adding implements Condition.Cases<ConditionReads> {

        @Override
        public ConditionReads all(Condition.All all) {
            return addEach(all.conditions());
        }

        @Override
        public ConditionReads any(Condition.Any any) {
            return addEach(any.conditions());
        }

        @Override
        public ConditionReads not(Condition.Not not) {
            return add(not.condition());
        }

        private ConditionReads addEach(List<Condition> conditions) {
            conditions.forEach(ConditionReads.this::add);
            return ConditionReads.this;
        }

        @Override
        public ConditionReads aggregate(Condition.Aggregate aggregate) {
            return add(aggregate.of());
        }

        @Override
        public ConditionReads fieldOf(Condition.FieldOf field) {
            return add(field.of());
        }

        @Override
        public ConditionReads daysSince(Condition.DaysSince days) {
            return add(days.of());
        }

        @Override
        public ConditionReads absence(Condition.Absence absence) {
            return add(absence.of());
        }

        @Override
        public ConditionReads ownInterval(Condition.OwnInterval own) {
            return add(own.of());
        }

        @Override
        public ConditionReads sequence(Condition.Sequence sequence) {
            sequence.steps().forEach(step -> add(step.of()));
            return ConditionReads.this;
        }

        @Override
        public ConditionReads metric(Condition.Metric metric) {
            return addEverything();
        }

        @Override
        public ConditionReads inSegment(Condition.InSegment segment) {
            segments.add(segment.name());
            return ConditionReads.this;
        }

        @Override
        public ConditionReads attribute(Condition.Attribute attribute) {
            types.add("profile.changed");
            types.add("attributes.set");
            return ConditionReads.this;
        }

        @Override
        public ConditionReads permitted(Condition.Permitted permitted) {
            return addReachability(permitted.channel());
        }

        @Override
        public ConditionReads reachable(Condition.Reachable reachable) {
            return addReachability(reachable.channel());
        }

        private ConditionReads addReachability(String channel) {
            channels.add(channel);
            types.addAll(REACHABILITY_TYPES);
            return ConditionReads.this;
        }

        /** Any event may bring an identifier. */
        @Override
        public ConditionReads linked(Condition.Linked linked) {
            return addEverything();
        }

        /** Any event may be the first of its source. */
        @Override
        public ConditionReads knownTo(Condition.KnownTo known) {
            return addEverything();
        }

        @Override
        public ConditionReads happening(Condition.Happening happening) {
            return add(happening.event());
        }

        @Override
        public ConditionReads host(Condition.Host host) {
            return addEverything();
        }

        private ConditionReads addEverything() {
            everything = true;
            return ConditionReads.this;
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
