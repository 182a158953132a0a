package io.enishi.scoring.recommend;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * What somebody bought at one time.
 *
 * @param at when
 * @param products the different products, in the order of their ids; at least one
 */
public record Basket(Instant at, List<String> products) {

    public Basket {
        Objects.requireNonNull(at, "at");
        products = products.stream().distinct().sorted().toList();
        if (products.isEmpty()) {
            throw new IllegalArgumentException("basket must hold at least one product");
        }
    }

    public static Basket of(Instant at, Collection<String> products) {
        return new Basket(at, List.copyOf(products));
    }

    public static Basket of(Instant at, String... products) {
        return new Basket(at, List.of(products));
    }
}
