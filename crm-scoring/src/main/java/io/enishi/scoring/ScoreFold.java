package io.enishi.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A score model made ready to run: the fold that the runtime feeds, and what {@link ScoreModel#score} runs by itself.
 *
 * <p>It publishes the metric {@code <model>}, the score, and {@code <model>.<group>} for each group, what the group brings within
 * its limits. Where there are bands, {@code <model>.band} and {@code <model>.<group>.band} are the index of the band, 0 for the
 * lowest.
 *
 * <p>Applying an event costs one look-up of its type and one test for each rule of that type; nothing is allocated but room for
 * what has to be remembered. A late event is inserted without a refold where the rules it matches have no caps and no reversal and
 * no bands have hysteresis: then nothing depends on order but sums, and sums are exact. Where it matters, whoever keeps {@link #copy
 * copies} begins at the last one before the event.
 */
public final class ScoreFold implements Fold<ScoreState> {

    private final ScoreModel model;
    private final StateLayout layout;
    private final EventPlan.Book plans;
    private final ScoreTotals totals;
    private final BandBounds bands;
    private final BandBounds[] groupBands;
    /** Whether any band depends on the past. */
    private final boolean hysteresis;

    private final boolean groupHysteresis;
    private final List<String> metrics;

    ScoreFold(ScoreModel model) {
        this.model = model;
        this.layout = new StateLayout(model);
        this.plans = new EventPlan.Book(model, layout);
        this.totals = new ScoreTotals(model, layout);
        long atFirst = 0;
        List<BandBounds> ofGroups = new ArrayList<>();
        for (ScoreGroup group : model.groups()) {
            long empty = Math.max(group.floor(), Math.min(group.ceiling(), 0));
            atFirst += empty;
            ofGroups.add(new BandBounds(group.bands(), empty));
        }
        this.bands = new BandBounds(model.bands(), Math.max(model.floor(), Math.min(model.ceiling(), atFirst)));
        this.groupBands = ofGroups.toArray(BandBounds[]::new);
        this.groupHysteresis = ofGroups.stream().anyMatch(bounds -> bounds.hysteresis);
        this.hysteresis = bands.hysteresis || groupHysteresis;
        this.metrics = metricNames(model);
    }

    /** Score, its band, then each group and its band. */
    private static List<String> metricNames(ScoreModel model) {
        List<String> names = new ArrayList<>();
        names.add(model.name());
        if (!model.bands().isEmpty()) {
            names.add(model.name() + ".band");
        }
        for (ScoreGroup group : model.groups()) {
            names.add(model.name() + '.' + group.name());
            if (!group.bands().isEmpty()) {
                names.add(model.name() + '.' + group.name() + ".band");
            }
        }
        return List.copyOf(names);
    }

    public ScoreModel model() {
        return model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String definitionHash() {
        return model.definitionHash();
    }

    @Override
    public Set<String> eventTypes() {
        return plans.types;
    }

    @Override
    public Set<String> publishes() {
        return Set.copyOf(metrics);
    }

    @Override
    public ScoreState initial() {
        int[] entered = new int[groupHysteresis ? groupBands.length : 0];
        for (int i = 0; i < entered.length; i++) {
            entered[i] = groupBands[i].initial;
        }
        return layout.newState(bands.initial, entered);
    }

    @Override
    public ScoreState copy(ScoreState state) {
        return state.copy();
    }

    // ------------------------------------------------------------------ one event

    @Override
    public ScoreState apply(ScoreState state, CustomerEvent event) {
        EventPlan plan = plans.of(event.type());
        if (!plan.isEmpty()) {
            EventBody body = event.body();
            apply(state, plan, time(state, event), body, plan.order ? OrderFact.of(body) : null);
        }
        return state;
    }

    /** The same, telling {@code trace} what every rule did. */
    void apply(ScoreState state, CustomerEvent event, Trace trace) {
        EventPlan plan = plans.of(event.type());
        if (!plan.isEmpty()) {
            EventBody body = event.body();
            OrderFact fact = plan.order ? OrderFact.of(body) : null;
            apply(state, plan, time(state, event), body, fact, trace, Happening.of(event));
        }
    }

    private static long time(ScoreState state, CustomerEvent event) {
        long time = event.occurredAt().toEpochMilli();
        if (time < state.lastTime) {
            throw new IllegalArgumentException("events must be applied in timeline order, but " + event
                    + " follows one at " + Instant.ofEpochMilli(state.lastTime));
        }
        return time;
    }

    /**
     * Applies an event that is not earlier than those before it.
     *
     * @param body null iff the rules of the plan were made by {@link CompiledRule#asking}
     * @param fact what it says of an order; null if nothing, or if the model takes nothing back
     */
    void apply(ScoreState state, EventPlan plan, long time, @Nullable EventBody body, @Nullable OrderFact fact) {
        if (fact != null) {
            apply(state, plan, time, body, fact, null, null);
            return;
        }
        if (plan.summed) {
            reach(state, time);
            state.keep(0, plan.kept);
            if (plan.halving != 0) {
                weigh(state, plan.halfLife, plan.halving, time);
            }
        }
        if (plan.others.length > 0) {
            give(state, plan.others, time, body, null, null, null);
        }
    }

    /** The same, telling {@code trace} what every rule did. */
    void apply(
            ScoreState state,
            EventPlan plan,
            long time,
            @Nullable EventBody body,
            @Nullable OrderFact fact,
            @Nullable Trace trace,
            @Nullable Happening event) {
        OrderPoints order = null;
        if (fact != null) {
            order = fact.applyTo(state);
            reach(state, time);
        }
        give(state, plan.rules, time, body, order, trace, event);
        if (order != null) {
            takeBack(state, order, trace);
        }
    }

    private void give(
            ScoreState state,
            CompiledRule[] rules,
            long time,
            @Nullable EventBody body,
            @Nullable OrderPoints order,
            @Nullable Trace trace,
            @Nullable Happening event) {
        int halfLife = -1;
        long weighed = 0;
        for (CompiledRule rule : rules) {
            long asked = rule.asked(body, time);
            if (asked == 0) {
                continue;
            }
            if (time != state.lastTime) {
                reach(state, time);
            }
            Cap cutBy = trace == null ? null : cutBy(state, rule, time, asked);
            long given = rule.caps.length == 0 ? asked : capped(state, rule, time, asked);
            OrderPoints.Grant grant = null;
            if (given != 0) {
                if (rule.store == CompiledRule.Store.DECAYING) {
                    if (rule.slot != halfLife && weighed != 0) {
                        weigh(state, halfLife, weighed, time);
                        weighed = 0;
                    }
                    halfLife = rule.slot;
                    weighed += given;
                } else if (rule.store == CompiledRule.Store.KEPT) {
                    state.keep(rule.slot, given);
                } else {
                    fade(state, rule.slot, given, layout.fadesFrom(rule.rule.decay(), time));
                }
                if (order != null && rule.rule.reversed()) {
                    grant = new OrderPoints.Grant(rule.index, given, time, 0);
                    order.grants.add(grant);
                }
            }
            if (trace != null && event != null) {
                trace.gave(rule, event, asked, given, cutBy, grant);
            }
        }
        if (weighed != 0) {
            weigh(state, halfLife, weighed, time);
        }
    }

    /** Brings the state to an instant: bands up to the millisecond before it, and what is gone by then forgotten. */
    private void reach(ScoreState state, long time) {
        if (time == state.lastTime) {
            return;
        }
        if (hysteresis && state.lastTime != Long.MIN_VALUE) {
            state.bandsEntered = (int) band(state).valueAt(time - 1);
            for (int group = 0; group < state.groupBands.length; group++) {
                state.groupBands[group] = (int) groupBand(state, group).valueAt(time - 1);
            }
        }
        for (int i = 0; i < state.fading.length; i++) {
            Fading fading = state.fading[i];
            if (fading != null) {
                fading.forgetUntil(time - layout.staysFor(i));
            }
        }
        state.lastTime = time;
    }

    /** What the rule's caps let through, counted. */
    private static long capped(ScoreState state, CompiledRule rule, long time, long asked) {
        long size = Math.abs(asked);
        if (rule.onlyCap != null) {
            size = rule.onlyCap.take(state, time, size);
            return asked < 0 ? -size : size;
        }
        for (CompiledCap cap : rule.caps) {
            size = cap.room(state, time, size);
        }
        if (size == 0) {
            return 0;
        }
        for (CompiledCap cap : rule.caps) {
            cap.count(state, time, size);
        }
        return asked < 0 ? -size : size;
    }

    /** The cap that is about to withhold the most; null if none does. */
    private static @Nullable Cap cutBy(ScoreState state, CompiledRule rule, long time, long asked) {
        long size = Math.abs(asked);
        Cap cutBy = null;
        for (CompiledCap cap : rule.caps) {
            long room = cap.room(state, time, size);
            if (room < size) {
                size = room;
                cutBy = cap.cap;
            }
        }
        return cutBy;
    }

    private void weigh(ScoreState state, int halfLife, long points, long time) {
        state.decayingFor(halfLife, layout).add(points, time);
    }

    private static void fade(ScoreState state, int place, long points, long from) {
        Fading fading = state.fading[place];
        if (fading == null) {
            fading = new Fading();
            state.fading[place] = fading;
        }
        fading.add(points, from);
    }

    // ------------------------------------------------------------------ orders that come back

    private void takeBack(ScoreState state, OrderPoints order, @Nullable Trace trace) {
        for (OrderPoints.Grant grant : order.grants) {
            long taken = order.due(grant) - grant.taken;
            if (taken == 0) {
                continue;
            }
            grant.taken += taken;
            StateLayout.Place place = layout.places[grant.rule];
            switch (place.store()) {
                case KEPT -> state.keep(place.slot(), -taken);
                case DECAYING -> weigh(state, place.slot(), -taken, grant.time);
                case FADING -> {
                    Fading fading = state.fading[place.slot()];
                    if (fading != null) {
                        fading.take(
                                taken,
                                layout.fadesFrom(model.rules().get(grant.rule).decay(), grant.time));
                    }
                }
            }
            if (trace != null) {
                trace.tookBack(grant, taken);
            }
        }
    }

    // ------------------------------------------------------------------ late events

    @Override
    public @Nullable ScoreState insert(ScoreState state, CustomerEvent late) {
        EventPlan plan = plans.of(late.type());
        if (plan.isEmpty()) {
            return state;
        }
        long time = late.occurredAt().toEpochMilli();
        if (time > state.lastTime) {
            return apply(state, late);
        }
        return insert(state, plan, time, late.body()) ? state : null;
    }

    /** Inserts an event that is not later than the last one; false, and nothing is changed, where its place decides what it gives. */
    boolean insert(ScoreState state, EventPlan plan, long time, @Nullable EventBody body) {
        if (hysteresis || plan.order) {
            return false;
        }
        for (CompiledRule rule : plan.rules) {
            if (!rule.isOrderFree() && rule.asked(body, time) != 0) {
                return false;
            }
        }
        for (CompiledRule rule : plan.rules) {
            long given = rule.isOrderFree() ? rule.asked(body, time) : 0;
            if (given == 0) {
                continue;
            }
            switch (rule.store) {
                case KEPT -> state.keep(rule.slot, given);
                case DECAYING -> weigh(state, rule.slot, given, time);
                case FADING -> {
                    long from = layout.fadesFrom(rule.rule.decay(), time);
                    if (from > state.lastTime - layout.staysFor(rule.slot)) {
                        fade(state, rule.slot, given, from);
                    }
                }
            }
        }
        return true;
    }

    // ------------------------------------------------------------------ metrics

    @Override
    public Map<String, Trajectory> metrics(ScoreState state) {
        Trajectory score = score(state);
        if (metrics.size() == 1) {
            return Map.of(model.name(), score);
        }
        Map<String, Trajectory> published = new HashMap<>();
        published.put(model.name(), score);
        if (!model.bands().isEmpty()) {
            published.put(model.name() + ".band", band(state));
        }
        for (int i = 0; i < groupBands.length; i++) {
            ScoreGroup group = model.groups().get(i);
            String metric = model.name() + '.' + group.name();
            published.put(metric, group(state, i));
            if (!group.bands().isEmpty()) {
                published.put(metric + ".band", groupBand(state, i));
            }
        }
        return published;
    }

    /** The score as a function of time from the last applied event on, between floor and ceiling. */
    public Trajectory score(ScoreState state) {
        return totals.score(state);
    }

    /** All points before any limit. */
    Trajectory sum(ScoreState state) {
        return totals.sum(state);
    }

    /** What a group brings, within its limits. */
    Trajectory group(ScoreState state, int group) {
        return totals.group(state, group);
    }

    /** A group's points before its limits; of {@link ScoreTotals#NO_GROUP} the points of none. */
    Trajectory groupSum(ScoreState state, int group) {
        return totals.groupSum(state, group);
    }

    /** All points before any limit at an instant, rounded down: what a further event must change to be of any use. */
    long sumOfAll(ScoreState state, long now) {
        return sum(state).valueAt(now);
    }

    /** A rule of the model as it runs, whatever the type of event. */
    CompiledRule compiled(ScoreRule rule) {
        return plans.compiled(model.rules().indexOf(rule));
    }

    /** The index of the band. */
    Trajectory band(ScoreState state) {
        return bands.trajectory(score(state), state.lastTime, state.bandsEntered);
    }

    /** The index of the band of a group. */
    Trajectory groupBand(ScoreState state, int group) {
        int entered = state.groupBands.length == 0 ? 0 : state.groupBands[group];
        return groupBands[group].trajectory(group(state, group), state.lastTime, entered);
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        return metrics.contains(metric)
                ? Optional.of(Scoring.score(this, visible, at).explanation())
                : Optional.empty();
    }

    // ------------------------------------------------------------------ checkpoints

    @Override
    public byte[] encode(ScoreState state) {
        return new StateForm(this).encode(state);
    }

    @Override
    public ScoreState decode(byte[] bytes) {
        return new StateForm(this).decode(bytes);
    }

    StateLayout layout() {
        return layout;
    }

    EventPlan.Book plans() {
        return plans;
    }
}
