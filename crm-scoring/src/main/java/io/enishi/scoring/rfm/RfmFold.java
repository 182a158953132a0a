package io.enishi.scoring.rfm;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.MoneyConverter;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.DefinitionHash;
import io.enishi.scoring.internal.HistoryFold;
import io.enishi.scoring.internal.StepLine;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFM of one customer by fixed cuts. */
final class RfmFold extends HistoryFold {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final RfmModel model;
    private final Currency currency;
    private final @Nullable MoneyConverter converter;
    private final Scale.Cuts recency;
    private final Scale.Cuts frequency;
    private final Scale.Cuts monetary;

    RfmFold(String name, RfmModel model, Currency currency, @Nullable MoneyConverter converter) {
        super(name, DefinitionHash.of("rfm", name, RfmFolds.definition(model, currency, converter)));
        this.model = model;
        this.currency = currency;
        this.converter = converter;
        this.recency = new Scale.Cuts(RfmFolds.bounds("recency", model.recency()));
        this.frequency = new Scale.Cuts(RfmFolds.bounds("frequency", model.frequency()));
        this.monetary = new Scale.Cuts(RfmFolds.bounds("monetary", model.monetary()));
        RfmFolds.slugs(model);
    }

    /** What the cuts are held against. */
    private record Figures(long last, long orders, long minorUnits, long uncounted) {}

    private @Nullable Figures figures(PurchaseHistory history) {
        List<KeptOrder> orders = history.orders();
        if (orders.isEmpty()) {
            return null;
        }
        long sum = 0;
        long uncounted = 0;
        MoneyConverter rates = converter;
        for (KeptOrder order : orders) {
            if (order.amount().currency().equals(currency)) {
                sum = Math.addExact(sum, order.amount().minorUnits());
            } else if (rates != null) {
                sum = Math.addExact(
                        sum,
                        rates.toShopCurrency(
                                order.amount().minorUnits(),
                                order.amount().currency().getCurrencyCode()));
            } else {
                uncounted++;
            }
        }
        return new Figures(orders.get(orders.size() - 1).at().toEpochMilli(), orders.size(), sum, uncounted);
    }

    private int recencyAt(Figures figures, long now) {
        long days = Math.max(0, Math.floorDiv(now - figures.last(), DAY));
        return recency.scores() + 1 - recency.score((double) days);
    }

    private int frequencyOf(Figures figures) {
        return frequency.score((double) figures.orders());
    }

    private int monetaryOf(Figures figures) {
        return monetary.score(Buyer.major(figures.minorUnits(), currency));
    }

    @Override
    public Set<String> publishes() {
        return Set.of(
                name(),
                name() + ".recency",
                name() + ".frequency",
                name() + ".monetary",
                name() + ".segment",
                name() + ".uncounted");
    }

    @Override
    public Map<String, Trajectory> metrics(PurchaseHistory state) {
        Figures figures = figures(state);
        if (figures == null) {
            return Map.of();
        }
        int often = frequencyOf(figures);
        int much = monetaryOf(figures);
        List<Long> changes = new ArrayList<>();
        for (double bound : recency.bounds()) {
            // Whole days reach a bound on the day at which they are no longer below it.
            double days = Math.ceil(bound);
            if (days > 0 && days < 100_000) {
                changes.add(figures.last() + ((long) days) * DAY);
            }
        }
        Map<String, Trajectory> metrics = new HashMap<>();
        metrics.put(name() + ".recency", StepLine.of(changes, now -> recencyAt(figures, now)));
        metrics.put(name() + ".frequency", Trajectory.constant(often));
        metrics.put(name() + ".monetary", Trajectory.constant(much));
        metrics.put(name(), StepLine.of(changes, now -> 100L * recencyAt(figures, now) + 10L * often + much));
        metrics.put(
                name() + ".segment",
                StepLine.of(
                        changes, now -> RfmSegment.indexOf(model.segments(), recencyAt(figures, now), often, much)));
        if (figures.uncounted() > 0) {
            metrics.put(name() + ".uncounted", Trajectory.constant(figures.uncounted()));
        }
        return metrics;
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        if (!publishes().contains(metric)) {
            return Optional.empty();
        }
        PurchaseHistory history = PurchaseHistory.of(visible, at);
        Figures figures = figures(history);
        if (figures == null) {
            return Optional.of(new Explanation(name(), false, "no orders", Trajectory.NEVER, List.of()));
        }
        long now = at.toEpochMilli();
        int recencyScore = recencyAt(figures, now);
        Trajectory falls = metrics(history).get(name() + ".recency");
        long until = falls == null ? Trajectory.NEVER : falls.nextChangeOfSign(recencyScore, now);
        List<Explanation> parts = List.of(
                part(
                        "recency " + recencyScore,
                        "last order " + Instant.ofEpochMilli(figures.last()) + ", "
                                + Math.max(0, Math.floorDiv(now - figures.last(), DAY)) + " days ago",
                        until),
                part("frequency " + frequencyOf(figures), figures.orders() + " orders", Trajectory.NEVER),
                part(
                        "monetary " + monetaryOf(figures),
                        Buyer.major(figures.minorUnits(), currency) + " " + currency
                                + (figures.uncounted() == 0
                                        ? ""
                                        : ", and " + figures.uncounted() + " orders in other currencies"),
                        Trajectory.NEVER));
        String segment = RfmSegment.nameOf(model.segments(), recencyScore, frequencyOf(figures), monetaryOf(figures));
        return Optional.of(new Explanation(name(), true, segment, until, parts));
    }

    private static Explanation part(String asked, String found, long until) {
        return new Explanation(asked, true, found, until, List.of());
    }
}
