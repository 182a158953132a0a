package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.DefinitionException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Conditions compiled together: they share columns, and the set knows which of them an event can change.
 *
 * <pre>{@code
 * ConditionSet set = ConditionSet.builder(ConditionContext.open())
 *         .segment("vip", sum("amount").of(orders()).thisYear().atLeast(100_000))
 *         .condition("win back", all(noAction().lasting(months(3)), not(inSegment("vip"))))
 *         .build();
 * Columns columns = set.newColumns(ZoneId.of("Asia/Tokyo"));
 * columns.append(event);
 * set.get("vip").test(columns, facts, now);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ConditionSet {

    private final Map<String, CompiledCondition> byName;
    private final List<CompiledCondition> all;
    private final List<String> segmentOrder;
    private final Layout layout;
    private final Map<String, List<CompiledCondition>> readers = new HashMap<>();
    private final List<CompiledCondition> readersOfOtherCustomTypes;

    private ConditionSet(Map<String, CompiledCondition> byName, List<String> segmentOrder, Layout layout) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        this.all = List.copyOf(byName.values());
        this.segmentOrder = List.copyOf(segmentOrder);
        this.layout = layout;
        Set<String> types = new LinkedHashSet<>();
        EventType.all().forEach(type -> types.add(type.name()));
        all.forEach(condition -> types.addAll(condition.reads().eventTypes()));
        for (String type : types) {
            readers.put(type, readersAmong(all, type));
        }
        this.readersOfOtherCustomTypes = all.stream()
                .filter(condition -> condition.reads().everyCustomType())
                .toList();
    }

    private static List<CompiledCondition> readersAmong(Collection<CompiledCondition> all, String type) {
        return all.stream()
                .filter(condition -> condition.reads().readsEvent(type))
                .toList();
    }

    public static Builder builder(ConditionContext context) {
        return new Builder(context);
    }

    /**
     * Compiles conditions that are no segments.
     *
     * @throws DefinitionException with everything that is wrong with any of them; paths begin with the condition's name
     */
    public static ConditionSet compile(Map<String, Condition> conditions, ConditionContext context) {
        Builder builder = builder(context);
        conditions.forEach(builder::condition);
        return builder.build();
    }

    /** All conditions, segments first, each in the order added. */
    public List<CompiledCondition> all() {
        return all;
    }

    /** @throws IllegalArgumentException if the set has no condition of that name */
    public CompiledCondition get(String name) {
        CompiledCondition condition = byName.get(name);
        if (condition == null) {
            throw new IllegalArgumentException("no condition is named \"" + name + '"');
        }
        return condition;
    }

    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** Names of the segments, each after those that it reads. */
    public List<String> segmentOrder() {
        return segmentOrder;
    }

    /** The conditions that an event of this type can change, in the order of {@link #all}; allocates nothing. */
    public List<CompiledCondition> readersOf(String eventType) {
        return readers.getOrDefault(eventType, EventType.isCustom(eventType) ? readersOfOtherCustomTypes : List.of());
    }

    /** The longest span over which any of the conditions counts events, calendar windows rounded up. */
    public Duration span() {
        return Duration.ofMillis(layout.span());
    }

    /**
     * Which of the first rows of a timeline the conditions can still tell from nothing when every window over them has passed, that is
     * {@link #span} after them: columns over these rows and all later ones answer as columns over everything.
     *
     * @param rows how many rows are looked at, from the first
     * @param occurredAt epoch milliseconds of a row
     * @param body what happened, of a row
     */
    public BitSet lastingRows(int rows, IntToLongFunction occurredAt, IntFunction<EventBody> body) {
        return LastingRows.of(layout, rows, occurredAt, body);
    }

    /** Empty columns of one customer. */
    public Columns newColumns(ZoneId customerZone) {
        return new Columns(layout, layout.zones().of(customerZone));
    }

    /** Collects named conditions and compiles them together. */
    public static final class Builder {
        private final ConditionContext context;
        private final Map<String, Condition> segments = new LinkedHashMap<>();
        private final Map<String, Condition> conditions = new LinkedHashMap<>();

        private Builder(ConditionContext context) {
            this.context = context;
        }

        /**
         * Adds a segment: a condition that others may name with {@link Condition.InSegment}.
         *
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder segment(String name, Condition condition) {
            requireFree(name);
            segments.put(name, condition);
            return this;
        }

        /**
         * Adds a condition.
         *
         * @throws IllegalArgumentException if the name is taken
         */
        public Builder condition(String name, Condition condition) {
            requireFree(name);
            conditions.put(name, condition);
            return this;
        }

        private void requireFree(String name) {
            if (segments.containsKey(name) || conditions.containsKey(name)) {
                throw new IllegalArgumentException("a condition is named \"" + name + "\" already");
            }
        }

        /**
         * Compiles everything.
         *
         * @throws DefinitionException with everything that is wrong with any of them; paths begin with the condition's name
         */
        public ConditionSet build() {
            Problems problems = new Problems();
            ConditionCompiler compiler = new ConditionCompiler(context, segments.keySet(), problems);
            Map<String, ConditionCompiler.Compiled> compiled = new LinkedHashMap<>();
            segments.forEach((name, condition) -> compiled.put(name, compiler.compile(condition, name)));
            conditions.forEach((name, condition) -> compiled.put(name, compiler.compile(condition, name)));
            List<String> order = segmentOrder(compiled, problems);
            problems.throwIfAny();
            Layout layout = compiler.layout();
            Map<String, CompiledCondition> byName = new LinkedHashMap<>();
            compiled.forEach((name, tree) -> {
                Condition condition = segments.containsKey(name) ? segments.get(name) : conditions.get(name);
                byName.put(
                        name,
                        new CompiledCondition(name, byName.size(), Objects.requireNonNull(condition), layout, tree));
            });
            return new ConditionSet(byName, order, layout);
        }

        private List<String> segmentOrder(Map<String, ConditionCompiler.Compiled> compiled, Problems problems) {
            Set<String> done = new LinkedHashSet<>();
            for (String name : segments.keySet()) {
                visit(name, compiled, done, new ArrayList<>(), problems);
            }
            return List.copyOf(done);
        }

        private void visit(
                String name,
                Map<String, ConditionCompiler.Compiled> compiled,
                Set<String> done,
                List<String> open,
                Problems problems) {
            if (done.contains(name) || !segments.containsKey(name)) {
                return;
            }
            int before = open.indexOf(name);
            if (before >= 0) {
                List<String> cycle = new ArrayList<>(open.subList(before, open.size()));
                cycle.add(name);
                problems.add(
                        name,
                        "segments must not depend on each other in a circle: " + String.join(" -> ", cycle),
                        "take one of these references out");
                return;
            }
            open.add(name);
            for (String read :
                    Objects.requireNonNull(compiled.get(name)).reads().segments()) {
                visit(read, compiled, done, open, problems);
            }
            open.remove(open.size() - 1);
            done.add(name);
        }
    }
}
