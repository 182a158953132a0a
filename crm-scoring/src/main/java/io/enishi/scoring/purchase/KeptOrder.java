package io.enishi.scoring.purchase;

import io.enishi.core.value.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order that was neither cancelled nor refunded in full, as far as is known at the time of asking.
 *
 * @param orderId the shop's order number
 * @param at when it was placed
 * @param amount goods total less what was refunded
 * @param lines what was bought and not returned; a line that was returned whole is left out
 * @param deliveredAt the latest delivery; null before one is known
 */
public record KeptOrder(
        String orderId,
        Instant at,
        Money amount,
        List<Line> lines,
        @Nullable Instant deliveredAt) {

    public KeptOrder {
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(amount, "amount");
        lines = List.copyOf(lines);
    }

    /** When the goods arrived, where that is known. */
    public Optional<Instant> delivered() {
        return Optional.ofNullable(deliveredAt);
    }

    /**
     * A product of an order.
     *
     * @param product its id
     * @param category its category at that time; empty when the source does not say
     * @param quantity pieces, at least 1
     */
    public record Line(String product, String category, int quantity) {
        public Line {
            Objects.requireNonNull(product, "product");
            Objects.requireNonNull(category, "category");
        }
    }
}
