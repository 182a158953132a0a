package io.enishi.examples.csv;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which lines of a log became no event, by reason. */
public final class LineReport {

    private final Map<String, Lines> byReason = new LinkedHashMap<>();
    private long errors;

    /** Notes a line that the mapping declared to be left out. */
    public void skip(long line, String reason) {
        byReason.computeIfAbsent(reason, key -> new Lines()).add(line);
    }

    /** Notes a line that could not be read. */
    public void reject(long line, String reason) {
        skip(line, reason);
        errors++;
    }

    /** Lines left out, skipped ones included, by reason in order of first appearance. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        byReason.forEach((reason, lines) -> counts.put(reason, lines.count));
        return counts;
    }

    /** How many lines could not be read; declared skips are not among them. */
    public long errors() {
        return errors;
    }

    /** Hands out every line number with its reason. */
    public void forEach(BiConsumer<Long, String> consumer) {
        byReason.forEach((reason, lines) -> {
            for (int i = 0; i < lines.count; i++) {
                consumer.accept(lines.numbers[i], reason);
            }
        });
    }

    private static final class Lines {
        private long[] numbers = new long[16];
        private int count;

        void add(long line) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = line;
        }
    }
}
