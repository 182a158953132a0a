package io.enishi.scenario.rehearsal;

import io.enishi.core.process.CommandKey;
import io.enishi.core.value.OriginId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What another version of the rules changes, on one history: message by message, and scenario by scenario in people and money.
 *
 * <p>Two messages correspond when they are the same step of the same run (origin, scenario, entry, visit); what is left is paired, in
 * order of time, by origin, scenario and step, since a changed trigger gives a run another entry. What still has no counterpart was
 * gained or lost.
 *
 * @param changes every message that is not the same, in order of time (of the message of before, where there is one)
 * @param scenarios by name, those in either version
 * @param same messages that both send alike
 * @param costMicros how much more the messages cost afterwards, in millionths; negative for less
 */
public record RehearsalDiff(
        List<Change> changes, SortedMap<String, ScenarioDiff> scenarios, long same, long costMicros) {

    public RehearsalDiff {
        changes = List.copyOf(changes);
        scenarios = Collections.unmodifiableSortedMap(new TreeMap<>(scenarios));
    }

    /** In which way a message is another. */
    public enum Kind {
        /** Sent only afterwards. */
        GAINED,
        /** Sent only before. */
        LOST,
        /** Sent at another time, else alike. */
        MOVED,
        /** Sent on another channel or with another content or coupon, perhaps at another time, too. */
        CHANGED
    }

    /**
     * A message that is not the same.
     *
     * @param before null for one that was gained
     * @param after null for one that was lost
     */
    public record Change(
            Kind kind, @Nullable Sent before, @Nullable Sent after) {
        public Change {
            Objects.requireNonNull(kind, "kind");
            if (before == null && after == null) {
                throw new IllegalArgumentException("a change has a message before or after it");
            }
        }

        /** The message of before, else that of afterwards. */
        public Sent sent() {
            Sent first = before;
            return first == null ? Objects.requireNonNull(after) : first;
        }

        /** How much later it leaves; zero unless there are both. */
        public Duration later() {
            return before == null || after == null ? Duration.ZERO : Duration.between(before.at(), after.at());
        }
    }

    /**
     * One scenario.
     *
     * @param before messages before
     * @param after messages after
     * @param gained messages sent only afterwards
     * @param lost messages sent only before
     * @param moved messages sent at another time
     * @param changed messages sent otherwise
     * @param peopleGained people (origins) who get something of it only afterwards
     * @param peopleLost people (origins) who got something of it only before
     * @param costMicros how much more it costs, in millionths
     * @param definitionChanged whether the two versions differ; true where one does not have the scenario
     */
    public record ScenarioDiff(
            long before,
            long after,
            long gained,
            long lost,
            long moved,
            long changed,
            long peopleGained,
            long peopleLost,
            long costMicros,
            boolean definitionChanged) {}

    /**
     * Compares two rehearsals.
     *
     * @throws IllegalArgumentException if they are not of the same time, hence not of one history
     */
    public static RehearsalDiff of(RehearsalReport before, RehearsalReport after) {
        if (!before.end().equals(after.end())) {
            throw new IllegalArgumentException("both must be rehearsals of one history, but one ends at " + before.end()
                    + " and the other at " + after.end());
        }
        List<Change> changes = new ArrayList<>();
        long same = 0;
        Map<Object, Deque<Sent>> left = new LinkedHashMap<>();
        List<Sent> news = new ArrayList<>();
        Map<CommandKey, Sent> byKey = new HashMap<>();
        before.sends().forEach(sent -> byKey.put(sent.key(), sent));
        for (Sent sent : after.sends()) {
            Sent counterpart = byKey.remove(sent.key());
            if (counterpart == null) {
                news.add(sent);
            } else if (!pair(counterpart, sent, changes)) {
                same++;
            }
        }
        for (Sent sent : before.sends()) {
            if (byKey.containsKey(sent.key())) {
                left.computeIfAbsent(place(sent), fresh -> new ArrayDeque<>()).add(sent);
            }
        }
        for (Sent sent : news) {
            Deque<Sent> open = left.get(place(sent));
            Sent counterpart = open == null ? null : open.poll();
            if (counterpart == null) {
                changes.add(new Change(Kind.GAINED, null, sent));
            } else if (!pair(counterpart, sent, changes)) {
                same++; // alike but for the key of its run
            }
        }
        left.values().forEach(open -> open.forEach(sent -> changes.add(new Change(Kind.LOST, sent, null))));
        changes.sort((one, other) -> {
            int order = one.sent().at().compareTo(other.sent().at());
            return order == 0 ? one.sent().key().compareTo(other.sent().key()) : order;
        });
        return new RehearsalDiff(
                changes, scenarios(before, after, changes), same, after.costMicros() - before.costMicros());
    }

    private record Place(OriginId origin, String scenario, String step) {}

    private static Object place(Sent sent) {
        return new Place(sent.key().origin(), sent.scenario(), sent.step());
    }

    /** Whether they differ; adds how. */
    private static boolean pair(Sent before, Sent after, List<Change> changes) {
        boolean alike = before.channel().equals(after.channel())
                && before.content().equals(after.content())
                && before.messageClass() == after.messageClass()
                && Objects.equals(terms(before), terms(after));
        if (alike && before.at().equals(after.at())) {
            return false;
        }
        changes.add(new Change(alike ? Kind.MOVED : Kind.CHANGED, before, after));
        return true;
    }

    private static String terms(Sent sent) {
        var coupon = sent.coupon();
        return coupon == null
                ? ""
                : coupon.campaign() + ' ' + coupon.terms() + ' ' + Duration.between(sent.at(), coupon.expiresAt());
    }

    private static SortedMap<String, ScenarioDiff> scenarios(
            RehearsalReport before, RehearsalReport after, List<Change> changes) {
        Map<String, Map<Kind, Long>> counts = new HashMap<>();
        for (Change change : changes) {
            counts.computeIfAbsent(change.sent().scenario(), fresh -> new EnumMap<>(Kind.class))
                    .merge(change.kind(), 1L, Long::sum);
        }
        Map<String, Set<OriginId>> peopleBefore = people(before);
        Map<String, Set<OriginId>> peopleAfter = people(after);
        SortedMap<String, ScenarioDiff> diffs = new TreeMap<>();
        Set<String> names = new TreeSet<>(before.scenarios().keySet());
        names.addAll(after.scenarios().keySet());
        for (String name : names) {
            RehearsalReport.ScenarioFigures old = before.scenarios().get(name);
            RehearsalReport.ScenarioFigures now = after.scenarios().get(name);
            Map<Kind, Long> count = counts.getOrDefault(name, Map.of());
            Set<OriginId> had = peopleBefore.getOrDefault(name, Set.of());
            Set<OriginId> get = peopleAfter.getOrDefault(name, Set.of());
            diffs.put(
                    name,
                    new ScenarioDiff(
                            old == null ? 0 : old.messages(),
                            now == null ? 0 : now.messages(),
                            count.getOrDefault(Kind.GAINED, 0L),
                            count.getOrDefault(Kind.LOST, 0L),
                            count.getOrDefault(Kind.MOVED, 0L),
                            count.getOrDefault(Kind.CHANGED, 0L),
                            get.stream().filter(who -> !had.contains(who)).count(),
                            had.stream().filter(who -> !get.contains(who)).count(),
                            (now == null ? 0 : now.costMicros()) - (old == null ? 0 : old.costMicros()),
                            old == null || now == null || !old.version().equals(now.version())));
        }
        return diffs;
    }

    private static Map<String, Set<OriginId>> people(RehearsalReport report) {
        Map<String, Set<OriginId>> people = new HashMap<>();
        for (Sent sent : report.sends()) {
            people.computeIfAbsent(sent.scenario(), fresh -> new HashSet<>())
                    .add(sent.key().origin());
        }
        return people;
    }
}
