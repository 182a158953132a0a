package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RadixSortProperties {

    @Property
    void placesComeInTheUnsignedOrderOfTheirKeys(@ForAll long[] keys) {
        int[] expected = IntStream.range(0, keys.length)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(keys[a], keys[b]))
                .mapToInt(i -> i)
                .toArray();
        assertThat(RadixSort.order(keys)).isEqualTo(expected);
    }

    @Property
    void lowerBitsStayInTheirOrder(@ForAll int[] upper) {
        long[] numbers = new long[upper.length];
        Arrays.setAll(numbers, i -> (long) (upper[i] & 7) << 40 | (upper.length - i));
        Long[] expected = Arrays.stream(numbers).boxed().toArray(Long[]::new);
        Arrays.sort(expected, Comparator.comparingLong(number -> number >>> 40));
        assertThat(RadixSort.sorted(numbers, numbers.length, 40)).containsExactly(expected);
    }
}
