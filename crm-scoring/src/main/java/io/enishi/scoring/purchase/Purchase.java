package io.enishi.scoring.purchase;

import io.enishi.core.value.Money;
import java.time.LocalDate;
import java.util.Objects;

/**
 * One order of one customer, as a plain row.
 *
 * @param customer any stable id
 * @param day the shop's calendar day of the order
 * @param amount what it came to; may be zero or negative where the list has such rows
 */
public record Purchase(String customer, LocalDate day, Money amount) {

    public Purchase {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(amount, "amount");
    }
}
