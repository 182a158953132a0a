package io.enishi.core.spi;

import io.enishi.core.value.AttributeValue;
import java.util.List;

/** What the shop knows of its products. Implemented by the host; reads must be fast (a map or a cache). */
@FunctionalInterface
public interface Catalog {

    /** What it is called, for messages. */
    String NAME = "name";

    String CATEGORY = "category";
    String PRICE = "price";
    String STOCK = "stock";
    /** Products or categories that the product is used up by: an ink is {@code consumable-of} printers. */
    String CONSUMABLE_OF = "consumable-of";

    String COMPATIBLE_WITH = "compatible-with";
    /** Days after delivery at which the product is worth asking about, or used up. */
    String USE_PERIOD_DAYS = "use-period-days";

    /** The values of a fact of a product; none when the product or the fact is unknown. */
    List<AttributeValue> facts(String product, String fact);

    /** A catalogue that knows nothing. */
    static Catalog empty() {
        return (product, fact) -> List.of();
    }
}
