package io.enishi.scoring.rhythm;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.Trajectory;
import io.enishi.scoring.internal.DefinitionHash;
import io.enishi.scoring.internal.HistoryFold;
import io.enishi.scoring.internal.Slug;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is due for what, as steps from 0 to 1. */
final class ReplenishmentFold extends HistoryFold {

    private final Replenishment rules;
    /** By metric. */
    private final Map<String, Consumable> consumables = new LinkedHashMap<>();

    ReplenishmentFold(String name, Replenishment rules) {
        super(name, DefinitionHash.of("replenishment", name, rules.toString()));
        this.rules = rules;
        rules.consumables().forEach(consumable -> consumables.put(name + "." + Slug.of(consumable.name()), consumable));
    }

    @Override
    public Set<String> publishes() {
        return Set.copyOf(consumables.keySet());
    }

    @Override
    public Map<String, Trajectory> metrics(PurchaseHistory state) {
        List<KeptOrder> orders = state.orders();
        Map<String, Trajectory> metrics = new HashMap<>();
        consumables.forEach((metric, consumable) -> rules.due(consumable, orders)
                .ifPresent(due -> metrics.put(
                        metric, Trajectory.steps(0, new long[] {due.at().toEpochMilli()}, new long[] {1}, 1))));
        return metrics;
    }

    @Override
    public Optional<Explanation> explain(String metric, List<CustomerEvent> visible, Instant at) {
        Consumable consumable = consumables.get(metric);
        if (consumable == null) {
            return Optional.empty();
        }
        Optional<Replenishment.Due> found =
                rules.due(consumable, PurchaseHistory.of(visible, at).orders());
        if (found.isEmpty()) {
            return Optional.of(new Explanation(
                    consumable.name() + " is due", false, "nothing that needs it", Trajectory.NEVER, List.of()));
        }
        Replenishment.Due due = found.get();
        boolean isDue = !at.isBefore(due.at());
        return Optional.of(new Explanation(
                consumable.name() + " is due",
                isDue,
                "from " + due.at() + ": " + due.reason(),
                isDue ? Trajectory.NEVER : due.at().toEpochMilli(),
                List.of()));
    }
}
