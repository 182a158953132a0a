package io.enishi.scoring;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an event of one type, or one very event, means to a model: the rules to try, and whether it is about an order. */
final class EventPlan {

    static final String PLACED = "order.placed";
    static final String CANCELLED = "order.cancelled";
    static final String REFUNDED = "order.refunded";

    static final int UNNUMBERED = -1;
    /** Rules of one type whose combinations fit a small table. */
    private static final int MOST_NUMBERED = 10;

    final CompiledRule[] rules;
    /** One bit for each of the rules that mean every event of the type. */
    final int always;
    /** The positions of the others among the rules: those that an event has to be asked about. */
    final int[] asked;
    /** Whether it places, cancels or refunds an order, in a model that takes points back. */
    final boolean order;

    /** Among the plans of one type whose meaning follows from which rules match; {@link #UNNUMBERED} for others. */
    final int number;

    /**
     * What the rules that nothing limits give together, where that is known beforehand: points that stay, and points of one half-life.
     * The {@link #others} are asked one by one.
     */
    final long kept;

    final int halfLife;
    final long halving;
    /** Whether a rule is in these sums. */
    final boolean summed;

    final CompiledRule[] others;

    private EventPlan(CompiledRule[] rules, boolean order, int number) {
        this(rules, order, number, List.of());
    }

    private EventPlan(CompiledRule[] rules, boolean order, int number, List<CompiledRule> sums) {
        this.rules = rules;
        this.order = order;
        this.number = number;
        this.kept = sum(sums, CompiledRule.Store.KEPT);
        this.halving = sum(sums, CompiledRule.Store.DECAYING);
        this.halfLife = sums.stream()
                .filter(rule -> rule.store == CompiledRule.Store.DECAYING)
                .mapToInt(rule -> rule.slot)
                .findFirst()
                .orElse(0);
        this.summed = !sums.isEmpty();
        this.others = Arrays.stream(rules).filter(rule -> !sums.contains(rule)).toArray(CompiledRule[]::new);
        this.asked = IntStream.range(0, rules.length)
                .filter(i -> !rules[i].meansAll())
                .toArray();
        this.always = IntStream.range(0, rules.length)
                .filter(i -> rules[i].meansAll())
                .reduce(0, (bits, i) -> bits | 1 << i);
    }

    private static long sum(List<CompiledRule> rules, CompiledRule.Store store) {
        return rules.stream()
                .filter(rule -> rule.store == store)
                .mapToLong(CompiledRule::points)
                .sum();
    }

    /**
     * The plan of an event that is known to match these rules and what it asks of each, see {@link CompiledRule#asking}.
     *
     * @param rules sorted by store and place
     */
    static EventPlan known(CompiledRule[] rules, boolean order) {
        return new EventPlan(rules, order, UNNUMBERED, order ? List.of() : sums(rules));
    }

    private static List<CompiledRule> sums(CompiledRule[] rules) {
        List<CompiledRule> sums = new ArrayList<>();
        List<CompiledRule> decaying = new ArrayList<>();
        for (CompiledRule rule : rules) {
            if (rule.points() == 0) {
                continue; // it gives nothing, and leaves no trace in the state either
            }
            if (rule.store == CompiledRule.Store.DECAYING) {
                decaying.add(rule);
            } else if (rule.store == CompiledRule.Store.KEPT && rule.slot == 0 && rule.caps.length == 0) {
                sums.add(rule);
            }
        }
        // Weights of one event are added as one sum, so that all rules of a half-life are in it or none is.
        if (decaying.stream().allMatch(rule -> rule.caps.length == 0 && rule.slot == decaying.get(0).slot)) {
            sums.addAll(decaying);
        }
        return sums;
    }

    private EventPlan numbered(int next) {
        boolean countsNothing = Arrays.stream(rules).noneMatch(CompiledRule::hasFormula);
        return countsNothing && rules.length <= MOST_NUMBERED ? new EventPlan(rules, order, next) : this;
    }

    boolean isEmpty() {
        return rules.length == 0 && !order;
    }

    /** The plans of a model by event type. */
    static final class Book {

        private final Map<String, EventPlan> byType = new HashMap<>();
        /** For custom types that no rule names. */
        private final EventPlan others;
        /** The types that matter to the model; empty for all. */
        final Set<String> types;

        Book(ScoreModel model, StateLayout layout) {
            boolean reverses = model.rules().stream().anyMatch(ScoreRule::reversed);
            TreeSet<String> named = new TreeSet<>();
            boolean open = false;
            List<CompiledFilter> filters = new ArrayList<>();
            for (ScoreRule rule : model.rules()) {
                named.addAll(rule.when().types());
                open |= rule.when().kind() != Selection.Kind.TYPES;
                filters.add(CompiledFilter.of(rule.when()));
            }
            if (reverses) {
                named.addAll(List.of(PLACED, CANCELLED, REFUNDED));
            }
            this.types = open ? Set.of() : Set.copyOf(named);
            if (open) {
                EventType.all().forEach(type -> named.add(type.name()));
            }
            this.others = plan("", model, layout, filters, false);
            for (String type : named) {
                boolean order = type.equals(PLACED) || type.equals(CANCELLED) || type.equals(REFUNDED);
                byType.put(
                        type,
                        plan(type, model, layout, filters, reverses && order).numbered(byType.size()));
            }
        }

        EventPlan of(String type) {
            EventPlan plan = byType.get(type);
            return plan == null ? others : plan;
        }

        /** A rule by its position in the model. */
        CompiledRule compiled(int index) {
            for (EventPlan plan : byType.values()) {
                for (CompiledRule rule : plan.rules) {
                    if (rule.index == index) {
                        return rule;
                    }
                }
            }
            throw new IllegalArgumentException("the model has no rule at " + index);
        }

        /** The rules for one type; for the empty name, those that mean any type. */
        private static EventPlan plan(
                String type, ScoreModel model, StateLayout layout, List<CompiledFilter> filters, boolean order) {
            List<CompiledRule> found = new ArrayList<>();
            for (int i = 0; i < filters.size(); i++) {
                ScoreRule rule = model.rules().get(i);
                StateLayout.Place place = layout.places[i];
                CompiledFilter filter = filters.get(i);
                Predicate<EventBody> test = type.isEmpty() ? filter::test : filter.forType(type);
                if (test == null || (type.isEmpty() && rule.when().kind() == Selection.Kind.TYPES)) {
                    continue;
                }
                boolean always = rule.when().kind() != Selection.Kind.ACTIONS
                        && rule.when().where().equals(EventFilter.any());
                found.add(new CompiledRule(
                        rule,
                        i,
                        place.store(),
                        place.slot(),
                        place.caps().toArray(CompiledCap[]::new),
                        always ? null : test,
                        rule.points() instanceof Points.PerUnit perUnit ? number(type, perUnit.field()) : null));
            }
            // Rules of one half-life stand together, so that an event weighs its points of that half-life once.
            found.sort(Comparator.comparing((CompiledRule rule) -> rule.store).thenComparingInt(rule -> rule.slot));
            return new EventPlan(found.toArray(CompiledRule[]::new), order, UNNUMBERED);
        }

        private static @Nullable EventField number(String type, String field) {
            return EventType.of(type)
                    .map(standard -> standard.fields().get(field))
                    .orElseGet(() -> EventType.customField(field, EventField.Kind.NUMBER));
        }
    }
}
