package io.enishi.core.spi;

import io.enishi.core.value.EventId;
import java.util.List;

/**
 * What an interest is in: a hash of 128 bits over the events that tell of it and the values, such as a product, that they have in common
 * with a shop event. Compared unsigned.
 */
public record InterestKey(long high, long low) implements Comparable<InterestKey> {

    /**
     * The key of an interest.
     *
     * @param definition names which events tell of it
     * @param values those in common, in the order of their fields
     */
    public static InterestKey of(String definition, List<String> values) {
        StringBuilder text = new StringBuilder(definition);
        for (String value : values) {
            text.append('\n').append(value.length()).append(' ').append(value);
        }
        EventId hash = EventId.named(text.toString());
        return new InterestKey(hash.high(), hash.low());
    }

    @Override
    public int compareTo(InterestKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public int hashCode() {
        return (int) (high >>> 32); // a hash already
    }
}
