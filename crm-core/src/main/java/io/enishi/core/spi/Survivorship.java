package io.enishi.core.spi;

import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.customer.Stated;
import java.util.Collection;

/**
 * Says which of the values that sources stated about one person are shown: the golden record. A pure function of the statements, in
 * whatever order they come; it is asked anew whenever somebody looks, so it is never out of date. Consent is no part of it: that
 * belongs to addresses, and refusal wins there.
 */
@FunctionalInterface
public interface Survivorship {

    /** The golden record of one person. A field about which nothing usable is stated is left out. */
    GoldenRecord of(Collection<Stated> statements);

    /** The latest statement of each field; of several at one instant the verified one, then by source and text. */
    static Survivorship latest() {
        return GoldenRecord::latest;
    }
}
