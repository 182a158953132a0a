package io.enishi.scoring.rhythm;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.DefinitionHash;
import io.enishi.scoring.internal.HistoryFold;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rhythm of a customer's orders. */
final class RhythmFold extends HistoryFold {

    private final @Nullable Duration usual;
    private final int usualWeight;

    RhythmFold(String name, @Nullable Duration usual, int usualWeight) {
        super(name, DefinitionHash.of("rhythm", name, usual + " " + usualWeight));
        this.usual = usual;
        this.usualWeight = usualWeight;
        Rhythm.of(List.of(Instant.EPOCH), usual, usualWeight); // refuses what cannot be
    }

    @Override
    public Set<String> publishes() {
        return Set.of(name() + ".interval-hours", name() + ".lateness");
    }

    private Optional<Rhythm> rhythm(PurchaseHistory history) {
        return Rhythm.of(history.orders().stream().map(KeptOrder::at).toList(), usual, usualWeight)
                .filter(rhythm -> rhythm.expected() != null);
    }

    @Override
    public Map<String, Trajectory> metrics(PurchaseHistory state) {
        return rhythm(state)
                .map(rhythm -> {
                    Duration interval = Objects.requireNonNull(rhythm.expected());
                    return Map.<String, Trajectory>of(
                            name() + ".interval-hours",
                            Trajectory.constant(interval.toHours()),
                            name() + ".lateness",
                            new Lateness(rhythm.last().toEpochMilli(), Math.max(1, interval.toMillis() / 100)));
                })
                .orElse(Map.of());
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        if (!publishes().contains(metric)) {
            return Optional.empty();
        }
        return Optional.of(rhythm(PurchaseHistory.of(visible, at))
                .map(rhythm -> new Explanation(
                        "own interval between orders",
                        true,
                        "about every "
                                + Objects.requireNonNull(rhythm.expected()).toHours() + " hours over "
                                + rhythm.purchases() + " orders, last " + rhythm.last(),
                        Trajectory.NEVER,
                        List.of()))
                .orElseGet(() -> new Explanation(
                        "own interval between orders", false, "too few orders", Trajectory.NEVER, List.of())));
    }
}
