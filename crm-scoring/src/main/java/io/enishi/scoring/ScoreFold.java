package io.enishi.scoring;

import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.time.ZoneTable;
import io.enishi.core.process.Fold;
import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.HalfLife;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A score model made ready to run: the fold that the runtime feeds, and what {@link ScoreModel#score} runs by itself.
 *
 * <p>It publishes the metric {@code <model>}, the score, and, where the model has bands, {@code <model>.band}, the index of the band
 * from 0 for the lowest.
 *
 * <p>Applying an event costs one look-up of its type and one test for each rule of that type; nothing is allocated but room for
 * what has to be remembered. A late event is inserted without a refold where the rules it matches have no caps and no reversal and
 * the bands have no hysteresis: then nothing depends on order but sums, and sums are exact.
 */
public final class ScoreFold implements Fold<ScoreState> {

    private static final String PLACED = "order.placed";
    private static final String CANCELLED = "order.cancelled";
    private static final String REFUNDED = "order.refunded";

    /** What an event of one type means to the model. */
    private static final class Plan {
        final CompiledRule[] rules;
        /** Whether it places, cancels or refunds an order, in a model that takes points back. */
        final boolean order;

        Plan(CompiledRule[] rules, boolean order) {
            this.rules = rules;
            this.order = order;
        }

        boolean isEmpty() {
            return rules.length == 0 && !order;
        }
    }

    /** A way to fade that events share: one list of points in the state. */
    private record FadingKind(Decay decay) {

        /** How long an entry stays after the time it is sorted by. */
        long staysFor() {
            return decay instanceof Decay.Stepped stepped
                    ? stepped.periods() * stepped.period().toMillis()
                    : 0;
        }
    }

    /** All expiring points share one list, whatever the span: it is sorted by when they end. */
    private static final FadingKind EXPIRY = new FadingKind(Decay.none());

    private final ScoreModel model;
    private final ZoneTable zone;
    /** Tables of zones that spans name themselves. */
    private final Map<ZoneId, ZoneTable> spanZones = new HashMap<>();

    private final Map<String, Plan> plans;
    private final Plan others;
    private final Set<String> eventTypes;
    private final HalfLife[] halfLives;
    private final FadingKind[] fadingKinds;
    private final int caps;
    private final int rollings;
    private final boolean reverses;
    private final long[] enter;
    private final long[] leave;
    private final boolean hysteresis;
    private final String bandMetric;

    ScoreFold(ScoreModel model) {
        this.model = model;
        this.zone = ZoneTable.of(model.zone().orElse(ZoneOffset.UTC));
        List<HalfLife> halfLifeList = new ArrayList<>();
        List<FadingKind> fadingList = new ArrayList<>();
        List<RulePlace> places = new ArrayList<>();
        int capLongs = 0;
        int rollingCount = 0;
        for (ScoreRule rule : model.rules()) {
            List<CompiledCap> compiled = new ArrayList<>();
            for (Cap cap : rule.caps()) {
                if (CompiledCap.isRolling(cap)) {
                    compiled.add(new CompiledCap(cap, rollingCount++, zone));
                } else {
                    compiled.add(new CompiledCap(cap, capLongs, zone));
                    capLongs += CompiledCap.longs(cap, zone);
                }
            }
            places.add(place(rule, compiled, halfLifeList, fadingList));
            if (rule.decay() instanceof Decay.Expiry expiry
                    && expiry.span() instanceof Span.Calendar calendar
                    && calendar.zone() != null) {
                spanZones.computeIfAbsent(calendar.zone(), ZoneTable::of);
            }
        }
        this.caps = capLongs;
        this.rollings = rollingCount;
        this.halfLives = halfLifeList.toArray(HalfLife[]::new);
        this.fadingKinds = fadingList.toArray(FadingKind[]::new);
        this.reverses = model.rules().stream().anyMatch(ScoreRule::reversed);

        TreeSet<String> types = new TreeSet<>();
        boolean open = false;
        for (ScoreRule rule : model.rules()) {
            types.addAll(rule.when().types());
            open |= rule.when().kind() != Selection.Kind.TYPES;
        }
        if (reverses) {
            types.addAll(List.of(PLACED, CANCELLED, REFUNDED));
        }
        this.eventTypes = open ? Set.of() : Set.copyOf(types);
        this.others = plan("", places);
        if (open) {
            EventType.all().forEach(type -> types.add(type.name()));
        }
        Map<String, Plan> byType = new HashMap<>();
        for (String type : types) {
            byType.put(type, plan(type, places));
        }
        this.plans = byType;

        List<Band> entered = model.bands().isEmpty()
                ? List.of()
                : model.bands().subList(1, model.bands().size());
        this.enter = entered.stream().mapToLong(Band::requireAtLeast).toArray();
        this.leave = entered.stream().mapToLong(Band::requireLeaveBelow).toArray();
        this.hysteresis = !Arrays.equals(enter, leave);
        this.bandMetric = model.name() + ".band";
    }

    /** Where a rule's points and caps are kept, whatever the type of event. */
    private record RulePlace(CompiledRule.Store store, int slot, List<CompiledCap> caps, CompiledFilter filter) {}

    private static RulePlace place(
            ScoreRule rule, List<CompiledCap> caps, List<HalfLife> halfLives, List<FadingKind> fadings) {
        CompiledFilter filter = CompiledFilter.of(rule.when());
        Decay decay = rule.decay();
        if (decay instanceof Decay.HalfLife halving) {
            int index = indexOf(HalfLife.of(halving.length()), halfLives);
            return new RulePlace(CompiledRule.Store.DECAYING, index, caps, filter);
        }
        if (decay instanceof Decay.None) {
            return new RulePlace(CompiledRule.Store.KEPT, 0, caps, filter);
        }
        FadingKind kind = decay instanceof Decay.Expiry ? EXPIRY : new FadingKind(decay);
        return new RulePlace(CompiledRule.Store.FADING, indexOf(kind, fadings), caps, filter);
    }

    private static <T> int indexOf(T item, List<T> items) {
        int found = items.indexOf(item);
        if (found < 0) {
            items.add(item);
            return items.size() - 1;
        }
        return found;
    }

    /** The rules for one type; for the empty name, those that mean any type. */
    private Plan plan(String type, List<RulePlace> places) {
        List<CompiledRule> found = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            ScoreRule rule = model.rules().get(i);
            RulePlace place = places.get(i);
            Predicate<EventBody> test =
                    type.isEmpty() ? place.filter()::test : place.filter().forType(type);
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
        boolean order = reverses && (type.equals(PLACED) || type.equals(CANCELLED) || type.equals(REFUNDED));
        return new Plan(found.toArray(CompiledRule[]::new), order);
    }

    private static @Nullable EventField number(String type, String field) {
        return EventType.of(type)
                .map(standard -> standard.fields().get(field))
                .orElseGet(() -> EventType.customField(field, EventField.Kind.NUMBER));
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
        return eventTypes;
    }

    @Override
    public Set<String> publishes() {
        return model.bands().isEmpty() ? Set.of(model.name()) : Set.of(model.name(), bandMetric);
    }

    @Override
    public ScoreState initial() {
        // Before anything happened the score is zero, and whoever enters a band at zero or less is in it.
        int entered = 0;
        long zero = Math.max(model.floor(), Math.min(model.ceiling(), 0));
        while (entered < enter.length && enter[entered] <= zero) {
            entered++;
        }
        return new ScoreState(entered, halfLives.length, fadingKinds.length, caps, rollings);
    }

    // ------------------------------------------------------------------ one event

    @Override
    public ScoreState apply(ScoreState state, CustomerEvent event) {
        return apply(state, event, null);
    }

    /** Applies an event and, if {@code trace} is given, tells it what every rule did. The same code either way. */
    ScoreState apply(ScoreState state, CustomerEvent event, @Nullable Trace trace) {
        Plan plan = plans.getOrDefault(event.type(), others);
        if (plan.isEmpty()) {
            return state;
        }
        long time = event.occurredAt().toEpochMilli();
        if (time < state.lastTime) {
            throw new IllegalArgumentException("events must be applied in timeline order, but " + event
                    + " follows one at " + Instant.ofEpochMilli(state.lastTime));
        }
        EventBody body = event.body();
        OrderPoints order = plan.order ? order(state, body, time) : null;
        int halfLife = -1;
        long weighed = 0;
        for (CompiledRule rule : plan.rules) {
            long asked = rule.asked(body, time);
            if (asked == 0) {
                continue;
            }
            reach(state, time);
            Cap cutBy = trace == null ? null : cutBy(state, rule, time, asked);
            long given = rule.caps.length == 0 ? asked : capped(state, rule, time, asked);
            if (given == 0) {
                if (trace != null) {
                    trace.gave(rule, event, asked, 0, cutBy, null);
                }
                continue;
            }
            switch (rule.store) {
                case KEPT -> state.kept += given;
                case DECAYING -> {
                    if (rule.slot != halfLife && weighed != 0) {
                        weigh(state, halfLife, weighed, time);
                        weighed = 0;
                    }
                    halfLife = rule.slot;
                    weighed += given;
                }
                case FADING -> fade(state, rule.slot, given, fadesFrom(rule.rule.decay(), time));
            }
            OrderPoints.Grant grant = null;
            if (order != null && rule.rule.reversed()) {
                grant = new OrderPoints.Grant(rule.index, given, time, 0);
                order.grants.add(grant);
            }
            if (trace != null) {
                trace.gave(rule, event, asked, given, cutBy, grant);
            }
        }
        if (weighed != 0) {
            weigh(state, halfLife, weighed, time);
        }
        if (order != null) {
            takeBack(state, order, trace);
        }
        return state;
    }

    /** Brings the state to an instant: bands up to the millisecond before it, and what is gone by then forgotten. */
    private void reach(ScoreState state, long time) {
        if (time == state.lastTime) {
            return;
        }
        if (hysteresis && state.lastTime != Long.MIN_VALUE) {
            state.bandsEntered = (int) bands(state, score(state)).valueAt(time - 1);
        }
        for (int i = 0; i < fadingKinds.length; i++) {
            Fading fading = state.fading[i];
            if (fading != null) {
                fading.forgetUntil(time - fadingKinds[i].staysFor());
            }
        }
        state.lastTime = time;
    }

    /** What the rule's caps let through, counted. */
    private static long capped(ScoreState state, CompiledRule rule, long time, long asked) {
        long size = Math.abs(asked);
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
        state.decayingFor(halfLife, this).add(points, time);
    }

    private static void fade(ScoreState state, int kind, long points, long from) {
        Fading fading = state.fading[kind];
        if (fading == null) {
            fading = new Fading();
            state.fading[kind] = fading;
        }
        fading.add(points, from);
    }

    /** The time that fading points given at {@code time} are sorted by: their end, or for stepped decay their beginning. */
    long fadesFrom(Decay decay, long time) {
        if (decay instanceof Decay.Linear linear) {
            return time + linear.length().toMillis();
        }
        if (decay instanceof Decay.Expiry expiry) {
            return end(expiry.span(), time);
        }
        return time;
    }

    private long end(Span span, long time) {
        if (span instanceof Span.Calendar calendar) {
            ZoneTable own = calendar.zone() == null ? zone : spanZones.getOrDefault(calendar.zone(), zone);
            return own.plus(
                    time,
                    Math.toIntExact(calendar.period().toTotalMonths()),
                    calendar.period().getDays());
        }
        return time + ((Span.Exact) span).duration().toMillis();
    }

    // ------------------------------------------------------------------ orders that come back

    private @Nullable OrderPoints order(ScoreState state, EventBody body, long time) {
        OrderPoints order;
        if (body instanceof EventBody.OrderPlaced placed) {
            order = state.order(placed.order().orderId());
            order.placed(
                    placed.order().goodsTotal().minorUnits(),
                    placed.order().currency().getCurrencyCode());
        } else if (body instanceof EventBody.OrderCancelled cancelled) {
            order = state.order(cancelled.orderId());
            order.cancelled = true;
        } else if (body instanceof EventBody.OrderRefunded refunded) {
            order = state.order(refunded.orderId());
            order.refund(
                    refunded.amount().minorUnits(), refunded.amount().currency().getCurrencyCode());
        } else {
            return null;
        }
        reach(state, time);
        return order;
    }

    private void takeBack(ScoreState state, OrderPoints order, @Nullable Trace trace) {
        for (OrderPoints.Grant grant : order.grants) {
            long taken = order.due(grant) - grant.taken;
            if (taken == 0) {
                continue;
            }
            grant.taken += taken;
            ScoreRule rule = model.rules().get(grant.rule);
            if (rule.decay() instanceof Decay.None) {
                state.kept -= taken;
            } else if (rule.decay() instanceof Decay.HalfLife halving) {
                weigh(state, Arrays.asList(halfLives).indexOf(HalfLife.of(halving.length())), -taken, grant.time);
            } else {
                FadingKind kind = rule.decay() instanceof Decay.Expiry ? EXPIRY : new FadingKind(rule.decay());
                Fading fading = state.fading[Arrays.asList(fadingKinds).indexOf(kind)];
                if (fading != null) {
                    fading.take(taken, fadesFrom(rule.decay(), grant.time));
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
        Plan plan = plans.getOrDefault(late.type(), others);
        if (plan.isEmpty()) {
            return state;
        }
        long time = late.occurredAt().toEpochMilli();
        if (time > state.lastTime) {
            return apply(state, late);
        }
        if (hysteresis || plan.order) {
            return null;
        }
        EventBody body = late.body();
        for (CompiledRule rule : plan.rules) {
            if (!rule.isOrderFree() && rule.asked(body, time) != 0) {
                return null;
            }
        }
        for (CompiledRule rule : plan.rules) {
            long given = rule.isOrderFree() ? rule.asked(body, time) : 0;
            if (given == 0) {
                continue;
            }
            switch (rule.store) {
                case KEPT -> state.kept += given;
                case DECAYING -> weigh(state, rule.slot, given, time);
                case FADING -> {
                    long from = fadesFrom(rule.rule.decay(), time);
                    if (from > state.lastTime - fadingKinds[rule.slot].staysFor()) {
                        fade(state, rule.slot, given, from);
                    }
                }
            }
        }
        return state;
    }

    // ------------------------------------------------------------------ metrics

    @Override
    public Map<String, Trajectory> metrics(ScoreState state) {
        Trajectory score = score(state);
        if (model.bands().isEmpty()) {
            return Map.of(model.name(), score);
        }
        return Map.of(model.name(), score, bandMetric, bands(state, score));
    }

    /** The score as a function of time from the last applied event on, between floor and ceiling. */
    public Trajectory score(ScoreState state) {
        return Trajectory.clamped(sum(state), model.floor(), model.ceiling());
    }

    BandTrajectory bands(ScoreState state, Trajectory score) {
        return new BandTrajectory(score, state.lastTime, state.bandsEntered, enter, leave);
    }

    /** The score before floor and ceiling. */
    Trajectory sum(ScoreState state) {
        List<Trajectory> parts = new ArrayList<>(1 + halfLives.length + fadingKinds.length);
        parts.add(Trajectory.constant(state.kept));
        for (int i = 0; i < halfLives.length; i++) {
            DecayingSum sum = state.decaying(i);
            if (sum != null) {
                parts.add(sum.trajectory());
            }
        }
        for (int i = 0; i < fadingKinds.length; i++) {
            Fading fading = state.fading[i];
            if (fading != null && fading.size() > 0) {
                parts.add(trajectory(fadingKinds[i], fading));
            }
        }
        return Trajectory.sum(parts);
    }

    private static Trajectory trajectory(FadingKind kind, Fading fading) {
        int n = fading.size();
        if (kind.decay() instanceof Decay.Stepped stepped) {
            return stepped(stepped, fading);
        }
        long[] ends = new long[n];
        long[] points = new long[n];
        for (int i = 0; i < n; i++) {
            ends[i] = fading.time(i);
            points[i] = fading.points(i);
        }
        if (kind.decay() instanceof Decay.Linear linear) {
            return Trajectory.linear(linear.length().toMillis(), ends, points);
        }
        long left = fading.total();
        for (int i = 0; i < n; i++) {
            left -= points[i];
            points[i] = left;
        }
        return Trajectory.steps(fading.total(), ends, points, 1);
    }

    /** Each entry loses {@code percent} hundredths at the end of each period, the last time what is left. */
    private static Trajectory stepped(Decay.Stepped decay, Fading fading) {
        Map<Long, Long> losses = new TreeMap<>();
        long period = decay.period().toMillis();
        for (int i = 0; i < fading.size(); i++) {
            int left = 100;
            for (int over = 1; left > 0; over++) {
                int lost = Math.min(left, decay.percent());
                losses.merge(fading.time(i) + over * period, fading.points(i) * lost, Long::sum);
                left -= lost;
            }
        }
        long[] times = new long[losses.size()];
        long[] values = new long[losses.size()];
        long value = fading.total() * 100;
        int at = 0;
        for (Map.Entry<Long, Long> loss : losses.entrySet()) {
            value -= loss.getValue();
            times[at] = loss.getKey();
            values[at++] = value;
        }
        return Trajectory.steps(fading.total() * 100, times, values, 100);
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        return publishes().contains(metric)
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

    int halfLives() {
        return halfLives.length;
    }

    HalfLife halfLife(int index) {
        return halfLives[index];
    }
}
