package io.enishi.scoring.rhythm;

import io.enishi.core.condition.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that is used up, and what uses it up.
 *
 * @param name what it is called: a category such as {@code ink}, or a product
 * @param products product ids and categories that are it; buying any of them fills it up
 * @param usedUpBy product ids and categories that use it up (printers); empty for what is bought for its own sake, such as coffee
 * @param first how long the first filling lasts after what uses it up was delivered, since a first filling often lies in the box
 * @param usual how long one piece lasts, where nothing better is known of a person
 */
public record Consumable(String name, Set<String> products, Set<String> usedUpBy, Span first, Span usual) {

    public Consumable {
        Objects.requireNonNull(name, "name");
        products = Collections.unmodifiableSet(new TreeSet<>(products));
        usedUpBy = Collections.unmodifiableSet(new TreeSet<>(usedUpBy));
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(usual, "usual");
        if (name.isBlank() || products.isEmpty()) {
            throw new IllegalArgumentException("a consumable must have a name and at least one product or category");
        }
    }

    /** Whether a line of that product and category fills it up. */
    public boolean isFilledBy(String product, String category) {
        return products.contains(product) || (!category.isEmpty() && products.contains(category));
    }

    /** Whether a line of that product and category uses it up from now on. */
    public boolean isUsedUpBy(String product, String category) {
        return usedUpBy.contains(product) || (!category.isEmpty() && usedUpBy.contains(category));
    }
}
