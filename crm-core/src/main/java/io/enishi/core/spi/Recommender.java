package io.enishi.core.spi;

import io.enishi.core.customer.Suggestion;
import io.enishi.core.process.CustomerView;
import java.util.List;

/** Suggests products for a customer, so that the card and contents can ask without knowing crm-scoring. */
@FunctionalInterface
public interface Recommender {

    /** At most {@code limit} suggestions, best first. */
    List<Suggestion> recommend(CustomerView customer, int limit);

    /** Suggests nothing. */
    static Recommender none() {
        return (customer, limit) -> List.of();
    }
}
