package io.enishi.scenario.experiment;

import io.enishi.core.Crm;
import io.enishi.core.condition.CompiledFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the runs of one scenario; what counts is taught in {@link ExperimentRuns}. For one use. */
final class RunReader {

    private static final int PAGE = 1_000;

    private final Crm crm;
    private final String scenario;
    private final Experiment experiment;
    private final Counting counting;
    private final Instant until;
    private final @Nullable CompiledFilter counts;

    private final Map<InstanceKey, Found> found = new LinkedHashMap<>();
    private final List<MeasuredRun> runs = new ArrayList<>();
    private long partlyHeldOut;
    private long inSeveralArms;
    private long repeated;
    private long notOver;
    private long inNoArm;
    private long afterEnd;
    private long erased;

    RunReader(Crm crm, String scenario, Experiment experiment, Counting counting, Instant until) {
        this.crm = crm;
        this.scenario = scenario;
        this.experiment = experiment;
        this.counting = counting;
        this.until = until;
        Selection selection = experiment.counts();
        this.counts = selection == null ? null : CompiledFilter.of(selection);
    }

    /** A run as the log and the outbox tell of it. */
    private static final class Found {
        private final InstanceKey key;
        private final Instant start;
        private @Nullable Instant end;
        private boolean reachedGoal;
        private long messages; // thousandths of a unit of the currency
        private long points;
        private final Set<String> coupons = new HashSet<>();
        private final Set<String> campaigns = new HashSet<>();

        Found(InstanceKey key, Instant start) {
            this.key = key;
            this.start = start;
        }
    }

    ExperimentRuns read() {
        readLog();
        readCommands();
        Map<CustomerId, List<Found>> people = new LinkedHashMap<>();
        for (Found run : found.values()) {
            if (experiment.hasEnded(run.start, counting.zone())) {
                afterEnd++;
                continue;
            }
            crm.customerOf(run.key.origin())
                    .ifPresentOrElse(
                            person -> people.computeIfAbsent(person, id -> new ArrayList<>())
                                    .add(run),
                            () -> erased++);
        }
        people.forEach(this::person);
        return new ExperimentRuns(
                runs, new LeftOut(partlyHeldOut, inSeveralArms, repeated, notOver, inNoArm, afterEnd, erased));
    }

    private void readLog() {
        List<CustomerStore.Logged> page = crm.decisionLog(0, PAGE);
        while (!page.isEmpty()) {
            long last = 0;
            for (CustomerStore.Logged logged : page) {
                last = logged.position();
                Instant now = logged.decision().now();
                if (!now.isAfter(until)) {
                    logged.decision().journeys().forEach(decision -> journey(decision, now));
                }
            }
            page = crm.decisionLog(last, PAGE);
        }
    }

    private void journey(DecisionRecord.JourneyDecision decision, Instant now) {
        InstanceKey key = decision.instance();
        if (key == null || !decision.journey().equals(scenario)) {
            return;
        }
        if (decision.started()) {
            found.put(key, new Found(key, now));
        }
        Found run = found.get(key);
        Decision.End end = decision.end();
        if (run != null && end != null) {
            run.end = now;
            run.reachedGoal = end.kind() == Decision.End.Kind.GOAL;
        }
    }

    private void readCommands() {
        for (StoredCommand.Status status : List.of(StoredCommand.Status.DISPATCHED, StoredCommand.Status.DONE)) {
            List<StoredCommand> page = crm.commands(status, null, PAGE);
            while (!page.isEmpty()) {
                page.forEach(this::command);
                CommandKey last = page.get(page.size() - 1).key();
                page = crm.commands(status, last, PAGE);
            }
        }
    }

    private void command(StoredCommand command) {
        CommandKey key = command.key();
        Found run = found.get(new InstanceKey(key.origin(), key.journey(), key.entry()));
        if (run == null) {
            return;
        }
        Effect effect = command.command().effect();
        if (effect instanceof Effect.Send send) {
            var message = command.message();
            run.messages +=
                    counting.messages().thousandthsOf(command.channel(), message == null ? Map.of() : message.parts());
            if (message != null && message.coupon() != null) {
                run.coupons.add(message.coupon().code());
            } else if (send.coupon() != null) {
                run.campaigns.add(send.coupon().campaign());
            }
        } else if (effect instanceof Effect.IssueCoupon issued) {
            run.campaigns.add(issued.coupon().campaign());
        } else if (effect instanceof Effect.GrantPoints granted) {
            run.points += granted.points();
        } else if (effect instanceof Effect.Task) {
            run.messages += counting.messages().thousandthsOf("task", Map.of());
        }
    }

    // ------------------------------------------------------------------ one person

    private void person(CustomerId id, List<Found> theirs) {
        Optional<CustomerCard> card = crm.customer(id);
        if (card.isEmpty()) {
            erased += theirs.size();
            return;
        }
        List<OriginId> origins = List.copyOf(card.get().origins());
        long held = origins.stream().filter(this::isHeld).count();
        if (held > 0 && held < origins.size()) {
            partlyHeldOut += theirs.size();
            return;
        }
        List<Found> inArm = new ArrayList<>();
        Set<String> arms = new TreeSet<>();
        for (Found run : theirs) {
            String arm = held > 0
                    ? MeasuredRun.HELD_OUT
                    : experiment.armOf(run.key.origin()).orElse("");
            if (arm.isEmpty()) {
                inNoArm++;
            } else {
                inArm.add(run);
                arms.add(arm);
            }
        }
        if (arms.size() > 1) {
            inSeveralArms += inArm.size();
        } else if (!inArm.isEmpty()) {
            inArm.sort(Comparator.comparing((Found run) -> run.start)
                    .thenComparing(run -> run.key.origin())
                    .thenComparing(run -> run.key.entry()));
            repeated += inArm.size() - 1;
            measure(inArm.get(0), arms.iterator().next(), id);
        }
    }

    private boolean isHeld(OriginId origin) {
        return counting.holdouts().stream().anyMatch(holdout -> holdout.holds(origin));
    }

    private void measure(Found run, String arm, CustomerId person) {
        Instant over = over(run);
        if (over == null || over.isAfter(until)) {
            notOver++;
            return;
        }
        Spending spending = new Spending(run, over);
        crm.timeline(person).forEach(spending::see);
        boolean converted =
                counts == null ? run.reachedGoal && run.end != null && run.end.isBefore(over) : spending.converted();
        runs.add(new MeasuredRun(arm, converted, spending.revenue(), spending.cost()));
    }

    /** The first instant that counts no more; null while the run lasts and nothing else says. */
    private @Nullable Instant over(Found run) {
        if (experiment.within() != null) {
            return experiment.within().after(run.start, counting.zone());
        }
        return run.end == null ? null : run.end.plusMillis(1);
    }

    /** What a person did in a run's time. */
    private final class Spending {
        private final Found run;
        private final Instant over;
        private final Map<String, Order> orders = new LinkedHashMap<>();
        private final Map<String, Long> refunded = new HashMap<>();
        private final Set<String> cancelled = new HashSet<>();
        private final Set<String> countedOrders = new HashSet<>();
        private boolean counted;
        private double redemptions;

        Spending(Found run, Instant over) {
            this.run = run;
            this.over = over;
        }

        void see(CustomerEvent event) {
            if (event.occurredAt().isAfter(until)) {
                return;
            }
            EventBody body = event.body();
            if (body instanceof EventBody.OrderCancelled gone) {
                cancelled.add(gone.orderId());
            } else if (body instanceof EventBody.OrderRefunded back) {
                if (isOurs(back.amount())) {
                    refunded.merge(back.orderId(), back.amount().minorUnits(), Long::sum);
                }
            }
            if (!event.occurredAt().isAfter(run.start) || !event.occurredAt().isBefore(over)) {
                return;
            }
            if (body instanceof EventBody.OrderPlaced placed
                    && isOurs(placed.order().goodsTotal())) {
                orders.put(placed.order().orderId(), placed.order());
            } else if (body instanceof EventBody.CouponRedeemed redeemed
                    && (run.coupons.contains(redeemed.coupon()) || run.campaigns.contains(redeemed.campaign()))) {
                redemptions += counting.redemptions().getOrDefault(redeemed.campaign(), 0.0);
            }
            if (counts != null && counts.test(event)) {
                if (counts.selection().net() && body instanceof EventBody.OrderPlaced placed) {
                    countedOrders.add(placed.order().orderId());
                } else {
                    counted = true;
                }
            }
        }

        private boolean isOurs(Money amount) {
            return amount.currency().equals(counting.currency());
        }

        boolean converted() {
            return counted || countedOrders.stream().anyMatch(this::stands);
        }

        private boolean stands(String orderId) {
            Order order = orders.get(orderId);
            return !cancelled.contains(orderId)
                    && (order == null
                            || refunded.getOrDefault(orderId, 0L) == 0
                            || refunded.getOrDefault(orderId, 0L)
                                    < order.goodsTotal().minorUnits());
        }

        double revenue() {
            double revenue = 0;
            for (Order order : orders.values()) {
                if (!cancelled.contains(order.orderId())) {
                    long left = order.goodsTotal().minorUnits() - refunded.getOrDefault(order.orderId(), 0L);
                    revenue += Math.max(0, left) / minorUnits();
                }
            }
            return revenue;
        }

        double cost() {
            return run.messages / 1000.0 + run.points * counting.point() + redemptions;
        }

        private double minorUnits() {
            double units = 1;
            for (int digit = 0; digit < counting.currency().getDefaultFractionDigits(); digit++) {
                units *= 10;
            }
            return units;
        }
    }
}
