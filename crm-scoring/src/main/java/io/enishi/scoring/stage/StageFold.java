package io.enishi.scoring.stage;

import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Money;
import io.enishi.core.value.Names;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.DefinitionHash;
import io.enishi.scoring.internal.StepLine;
import io.enishi.scoring.internal.VisibleEvents;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Stages of one customer. */
final class StageFold implements Fold<StageState> {

    private static final long YEAR = Duration.ofDays(365).toMillis();
    /** A rate is taken over this long at least. */
    private static final long LEAST_FOR_RATE = Duration.ofDays(90).toMillis();

    private static final Set<String> WITHOUT_ACTIONS = withPoints();

    private final String name;
    private final StageRules rules;
    private final String definitionHash;

    StageFold(String name, StageRules rules) {
        this.name = Names.requireName("fold name", name, 40);
        this.rules = rules;
        this.definitionHash = DefinitionHash.of("stage", name, rules.toString());
    }

    private static Set<String> withPoints() {
        Set<String> types = new HashSet<>(PurchaseHistory.EVENT_TYPES);
        types.addAll(List.of("points.granted", "points.used", "points.expired"));
        return Set.copyOf(types);
    }

    // ------------------------------------------------------------------ folding

    @Override
    public String name() {
        return name;
    }

    @Override
    public String definitionHash() {
        return definitionHash;
    }

    @Override
    public Set<String> eventTypes() {
        return rules.signOfLife() == StageRules.SignOfLife.ACTIONS ? Set.of() : WITHOUT_ACTIONS;
    }

    @Override
    public Set<String> publishes() {
        return Set.of(name, name + ".vip");
    }

    @Override
    public StageState initial() {
        return new StageState();
    }

    @Override
    public StageState apply(StageState state, CustomerEvent event) {
        state.history.apply(event);
        rest(state, event);
        return state;
    }

    @Override
    public @Nullable StageState insert(StageState state, CustomerEvent lateEvent) {
        if (!state.history.insert(lateEvent)) {
            return null;
        }
        rest(state, lateEvent);
        return state;
    }

    private void rest(StageState state, CustomerEvent event) {
        EventBody body = event.body();
        if (body instanceof EventBody.PointsGranted granted) {
            state.granted = Math.addExact(state.granted, granted.points());
        } else if (body instanceof EventBody.PointsExpired expired) {
            state.expired = Math.addExact(state.expired, expired.points());
        } else if (body instanceof EventBody.PointsUsed used) {
            state.use(event.occurredAt().toEpochMilli(), used.points());
        }
        if (rules.signOfLife() == StageRules.SignOfLife.ACTIONS && EventType.isAction(body)) {
            state.dormantAt = Math.max(state.dormantAt, after(rules.dormantAfter(), event.occurredAt()));
            state.lostAt = Math.max(state.lostAt, after(rules.lostAfter(), event.occurredAt()));
        }
    }

    private long after(Span span, Instant at) {
        return span.after(at, rules.zone()).toEpochMilli();
    }

    @Override
    public byte[] encode(StageState state) {
        return state.encode();
    }

    @Override
    public StageState decode(byte[] bytes) {
        return StageState.decode(bytes);
    }

    // ------------------------------------------------------------------ deciding

    @Override
    public Map<String, Trajectory> metrics(StageState state) {
        Standing standing = new Standing(state);
        return Map.of(name, standing.stages(), name + ".vip", standing.vip());
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        return publishes().contains(metric) ? Optional.of(report(visible, at).explanation()) : Optional.empty();
    }

    StageReport report(Collection<CustomerEvent> events, Instant at) {
        StageState state = initial();
        for (CustomerEvent event : VisibleEvents.of(events, at)) {
            apply(state, event);
        }
        return new Standing(state).report(at);
    }

    /** What a state means as time passes. */
    private final class Standing {

        private final StageState state;
        private final List<KeptOrder> orders;
        private final boolean oneDay;
        private final long dormantAt;
        private final long lostAt;
        private final List<List<Trajectory>> ways = new ArrayList<>();
        private final TreeSet<Long> changes = new TreeSet<>();

        Standing(StageState state) {
            this.state = state;
            this.orders = state.history.orders();
            long dormant = state.dormantAt;
            long lost = state.lostAt;
            Set<LocalDate> days = new HashSet<>();
            for (KeptOrder order : orders) {
                days.add(order.at().atZone(rules.zone()).toLocalDate());
                // Months after the 30th may end before months after the 29th, so the greatest end counts, not the last
                // order's.
                dormant = Math.max(dormant, after(rules.dormantAfter(), order.at()));
                lost = Math.max(lost, after(rules.lostAfter(), order.at()));
            }
            this.oneDay = days.size() == 1;
            this.dormantAt = dormant;
            this.lostAt = lost;
            changes.add(dormant);
            changes.add(lost);
            for (VipRule way : rules.vip()) {
                List<Trajectory> values = new ArrayList<>();
                for (VipRule.Criterion criterion : way.criteria()) {
                    values.add(measure(criterion));
                }
                ways.add(values);
            }
        }

        /** The value of a measure over time; for a rate, whether it is reached. */
        private Trajectory measure(VipRule.Criterion criterion) {
            return switch (criterion.measure()) {
                case ORDERS -> orders(criterion, order -> 1);
                case AMOUNT ->
                    orders(
                            criterion,
                            order -> order.amount().currency().getCurrencyCode().equals(criterion.currency())
                                    ? order.amount().minorUnits()
                                    : 0);
                case ORDERS_A_YEAR -> rate(criterion.atLeast());
                case POINTS_BALANCE -> Trajectory.constant(state.granted - state.expired - state.used());
                case POINTS_USED -> uses(criterion, 1);
                case TIMES_POINTS_USED -> uses(criterion, 0);
            };
        }

        private Trajectory orders(VipRule.Criterion criterion, ToLongFunction<KeptOrder> weight) {
            List<long[]> ends = new ArrayList<>();
            for (KeptOrder order : orders) {
                ends.add(new long[] {end(criterion.within(), order.at()), weight.applyAsLong(order)});
            }
            return fading(ends);
        }

        private Trajectory uses(VipRule.Criterion criterion, int column) {
            List<long[]> ends = new ArrayList<>();
            state.uses.forEach((at, use) ->
                    ends.add(new long[] {end(criterion.within(), Instant.ofEpochMilli(at)), use[column]}));
            return fading(ends);
        }

        private long end(@Nullable Span within, Instant at) {
            return within == null ? Trajectory.NEVER : after(within, at);
        }

        /** The sum of what has not ended yet. */
        private Trajectory fading(List<long[]> ends) {
            TreeSet<Long> times = new TreeSet<>();
            ends.forEach(end -> times.add(end[0]));
            times.remove(Trajectory.NEVER);
            changes.addAll(times);
            return StepLine.of(
                    times,
                    now -> ends.stream()
                            .filter(end -> now < end[0])
                            .mapToLong(end -> end[1])
                            .sum());
        }

        /** Orders a year as a whole number, rounded down, while it matters: from the bound on it is the bound, below it one less. */
        private Trajectory rate(long atLeast) {
            if (orders.isEmpty()) {
                return Trajectory.constant(0);
            }
            long first = orders.get(0).at().toEpochMilli();
            long wanted = Math.multiplyExact((long) orders.size(), YEAR);
            if (Math.multiplyExact(atLeast, LEAST_FOR_RATE) > wanted) {
                return Trajectory.constant(atLeast - 1);
            }
            // The rate is at least the bound while elapsed <= orders x year / bound.
            long falls = first + wanted / atLeast + 1;
            changes.add(falls);
            return StepLine.of(List.of(falls), now -> now < falls ? atLeast : atLeast - 1);
        }

        private boolean isVip(long now) {
            for (int i = 0; i < ways.size(); i++) {
                if (isMet(i, now)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isMet(int way, long now) {
            List<VipRule.Criterion> criteria = rules.vip().get(way).criteria();
            for (int i = 0; i < criteria.size(); i++) {
                if (!ways.get(way).get(i).isAtLeast(criteria.get(i).atLeast(), now)) {
                    return false;
                }
            }
            return true;
        }

        private Stage stage(long now) {
            if (orders.isEmpty()) {
                return Stage.PROSPECT;
            }
            if (now >= lostAt) {
                return Stage.LOST;
            }
            if (now >= dormantAt) {
                return Stage.DORMANT;
            }
            if (isVip(now)) {
                return Stage.VIP;
            }
            return oneDay ? Stage.NEW : Stage.ACTIVE;
        }

        Trajectory stages() {
            return StepLine.of(times(), now -> stage(now).number());
        }

        Trajectory vip() {
            return StepLine.of(times(), now -> isVip(now) ? 1 : 0);
        }

        private Set<Long> times() {
            TreeSet<Long> times = new TreeSet<>(changes);
            times.remove(StageState.NEVER_ACTED);
            return times;
        }

        StageReport report(Instant at) {
            long now = at.toEpochMilli();
            Trajectory stages = stages();
            Stage stage = stage(now);
            long change = stages.nextChangeOfSign(stage.number(), now);
            return new StageReport(
                    at,
                    stage,
                    isVip(now),
                    change == Trajectory.NEVER ? null : Instant.ofEpochMilli(change),
                    new Explanation(name, true, stage.word(), change, reasons(now)));
        }

        private List<Explanation> reasons(long now) {
            if (orders.isEmpty()) {
                return List.of(new Explanation("an order that was kept", false, "none", Trajectory.NEVER, List.of()));
            }
            List<Explanation> reasons = new ArrayList<>();
            reasons.add(quiet("lost", lostAt, now));
            reasons.add(quiet("dormant", dormantAt, now));
            for (int way = 0; way < ways.size(); way++) {
                List<Explanation> criteria = new ArrayList<>();
                for (int i = 0; i < ways.get(way).size(); i++) {
                    criteria.add(criterion(
                            rules.vip().get(way).criteria().get(i),
                            ways.get(way).get(i),
                            now));
                }
                long until =
                        criteria.stream().mapToLong(Explanation::until).min().orElse(Trajectory.NEVER);
                reasons.add(new Explanation("VIP rule " + (way + 1), isMet(way, now), "", until, criteria));
            }
            reasons.add(new Explanation(
                    "all orders on one day", oneDay, orders.size() + " orders", Trajectory.NEVER, List.of()));
            return reasons;
        }

        private Explanation quiet(String what, long from, long now) {
            return new Explanation(
                    what,
                    now >= from,
                    "from " + Instant.ofEpochMilli(from) + " unless something happens",
                    now >= from ? Trajectory.NEVER : from,
                    List.of());
        }

        private Explanation criterion(VipRule.Criterion criterion, Trajectory value, long now) {
            boolean met = value.isAtLeast(criterion.atLeast(), now);
            String found = switch (criterion.measure()) {
                case ORDERS_A_YEAR ->
                    orders.size() + " orders since " + orders.get(0).at();
                case AMOUNT ->
                    Money.of(value.valueAt(now), criterion.currency()).toString();
                default -> String.valueOf(value.valueAt(now));
            };
            return new Explanation(
                    criterion.toString(), met, found, value.nextCrossing(criterion.atLeast(), now), List.of());
        }
    }
}
