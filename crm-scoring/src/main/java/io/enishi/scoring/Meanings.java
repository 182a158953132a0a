package io.enishi.scoring;

import io.enishi.core.event.EventBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What events mean to a model, each meaning once: the rules that an event matches, and the numbers that their formulas count. A row
 * of a {@link ScoreBook} holds the number of its meaning instead of the event.
 *
 * <p>A meaning does not say how many points the event is worth, so it stays true when points, caps or decay of the rules change;
 * {@link #under} works out the new worth of all meanings at once. Looking up a meaning that is known allocates nothing.
 */
final class Meanings {

    private static final int[] NO_RULES = {};

    /** One meaning. */
    private static final class Meaning {
        final String type;
        /** Positions of the rules in the model that the meaning was made under. */
        final int[] rules;
        /** What the formula of each rule counts, see {@link CompiledRule#counted}. */
        final long[] counted;

        final int hash;
        /** What it is worth now. */
        final EventPlan plan;

        Meaning(String type, int[] rules, long[] counted, int hash, EventPlan plan) {
            this.type = type;
            this.rules = rules;
            this.counted = counted;
            this.hash = hash;
            this.plan = plan;
        }

        boolean says(Meaning other) {
            return hash == other.hash
                    && type.equals(other.type)
                    && Arrays.equals(rules, other.rules)
                    && Arrays.equals(counted, other.counted);
        }
    }

    private final List<Meaning> meanings = new ArrayList<>();
    /** Open addressing: number of a meaning and one, 0 for none. */
    private int[] slots = new int[64];

    /**
     * Of each numbered plan, by which of its rules match: number of the meaning and one, 0 for one that was not met. Such an event says
     * nothing else, so that there is no meaning to look for.
     */
    private int[] @Nullable [] byMatching = {};

    private int[] matched = NO_RULES;
    private long[] numbers = {};

    EventPlan plan(int meaning) {
        return meanings.get(meaning).plan;
    }

    String type(int meaning) {
        return meanings.get(meaning).type;
    }

    int size() {
        return meanings.size();
    }

    /** The number of what an event of that type, body and time means. */
    int of(EventPlan typePlan, String type, EventBody body, long time) {
        if (typePlan.number == EventPlan.UNNUMBERED) {
            return sought(typePlan, type, body, time);
        }
        CompiledRule[] rules = typePlan.rules;
        int matching = typePlan.always;
        for (int i : typePlan.asked) {
            matching |= rules[i].matches(body, time) ? 1 << i : 0;
        }
        int[] known = known(typePlan);
        if (known[matching] == 0) {
            known[matching] = sought(typePlan, type, body, time) + 1;
        }
        return known[matching] - 1;
    }

    private int[] known(EventPlan typePlan) {
        if (typePlan.number >= byMatching.length) {
            byMatching = Arrays.copyOf(byMatching, typePlan.number + 8);
        }
        int[] known = byMatching[typePlan.number];
        if (known == null) {
            known = new int[1 << typePlan.rules.length];
            byMatching[typePlan.number] = known;
        }
        return known;
    }

    private int sought(EventPlan typePlan, String type, EventBody body, long time) {
        CompiledRule[] rules = typePlan.rules;
        if (matched.length < rules.length) {
            matched = new int[rules.length];
            numbers = new long[rules.length];
        }
        int count = 0;
        long hash = type.hashCode();
        for (int i = 0; i < rules.length; i++) {
            if (rules[i].matches(body, time)) {
                long number = rules[i].counted(body);
                matched[count] = i;
                numbers[count++] = number;
                hash = hash * 31 + i + 1;
                hash = (hash ^ number) * 0x9E3779B97F4A7C15L;
            }
        }
        int mixed = (int) (hash ^ (hash >>> 32));
        int mask = slots.length - 1;
        int slot = mixed & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (is(meanings.get(number), mixed, type, rules, count)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return add(typePlan, type, count, mixed);
    }

    private boolean is(Meaning meaning, int hash, String type, CompiledRule[] rules, int count) {
        if (meaning.hash != hash || meaning.rules.length != count || !meaning.type.equals(type)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (meaning.rules[i] != rules[matched[i]].index || meaning.counted[i] != numbers[i]) {
                return false;
            }
        }
        return true;
    }

    private int add(EventPlan typePlan, String type, int count, int hash) {
        CompiledRule[] asking = new CompiledRule[count];
        int[] rules = new int[count];
        for (int i = 0; i < count; i++) {
            CompiledRule rule = typePlan.rules[matched[i]];
            asking[i] = rule.asking(rule.worth(numbers[i]));
            rules[i] = rule.index;
        }
        Meaning meaning =
                new Meaning(type, rules, Arrays.copyOf(numbers, count), hash, EventPlan.known(asking, typePlan.order));
        return add(meaning);
    }

    private int add(Meaning meaning) {
        meanings.add(meaning);
        if (meanings.size() * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int number = 0; number < meanings.size(); number++) {
                place(number);
            }
        } else {
            place(meanings.size() - 1);
        }
        return meanings.size() - 1;
    }

    /** The number here of a meaning of others, which were made under the same model. */
    int numberOf(Meanings others, int number) {
        Meaning meaning = others.meanings.get(number);
        int mask = slots.length - 1;
        int slot = meaning.hash & mask;
        while (slots[slot] != 0) {
            if (meanings.get(slots[slot] - 1).says(meaning)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        return add(meaning);
    }

    private void place(int number) {
        int mask = slots.length - 1;
        int slot = meanings.get(number).hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    /**
     * The same meanings, with the same numbers, under a model whose rules match the same events.
     *
     * @param before the model that these were made under
     */
    Meanings under(ScoreModel before, ScoreFold after) {
        int[] positions = positions(before, after.model());
        Meanings same = new Meanings();
        same.slots = slots.clone();
        for (Meaning meaning : meanings) {
            EventPlan typePlan = after.plans().of(meaning.type);
            int[] rules = new int[meaning.rules.length];
            long[] counted = new long[rules.length];
            CompiledRule[] asking = new CompiledRule[rules.length];
            int count = 0;
            for (CompiledRule rule : typePlan.rules) {
                for (int i = 0; i < rules.length; i++) {
                    if (positions[meaning.rules[i]] == rule.index) {
                        rules[count] = rule.index;
                        counted[count] = meaning.counted[i];
                        asking[count++] = rule.asking(rule.worth(meaning.counted[i]));
                    }
                }
            }
            // Hash and slots stay: what is not found by its new look is added once more, which does no harm.
            same.meanings.add(new Meaning(
                    meaning.type,
                    Arrays.copyOf(rules, count),
                    Arrays.copyOf(counted, count),
                    meaning.hash,
                    EventPlan.known(Arrays.copyOf(asking, count), typePlan.order)));
        }
        return same;
    }

    private static int[] positions(ScoreModel before, ScoreModel after) {
        int[] positions = new int[before.rules().size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = -1;
            for (int j = 0; j < after.rules().size(); j++) {
                if (after.rules().get(j).id().equals(before.rules().get(i).id())) {
                    positions[i] = j;
                }
            }
        }
        return positions;
    }

    /** Orders meanings by what they say, not by their numbers, which depend on the order of arrival. */
    int compare(int one, int other) {
        if (one == other) {
            return 0;
        }
        Meaning a = meanings.get(one);
        Meaning b = meanings.get(other);
        int byType = a.type.compareTo(b.type);
        if (byType != 0) {
            return byType;
        }
        int byRules = Arrays.compare(a.rules, b.rules);
        return byRules != 0 ? byRules : Arrays.compare(a.counted, b.counted);
    }
}
