package io.enishi.examples.csv;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** Which lines of a log became no event, by reason. */
public final class LineReport {

    /** A log of another format may consist of nothing but bad lines. */
    private static final int DETAILS_KEPT = 10_000;

    private final Map<Long, String> details = new HashMap<>();
    private final Map<String, Lines> byReason = new LinkedHashMap<>();
    private long errors;

    /** Notes a line that the mapping declared to be left out. */
    public void skip(long line, String reason) {
        lines(reason, false).add(line);
    }

    /** Notes a line that could not be read. */
    public void reject(long line, String reason) {
        reject(line, reason, "");
    }

    /**
     * Notes a line that could not be read.
     *
     * @param reason coarse enough to count by
     * @param detail what exactly is wrong, without personal data; empty when the reason says it all
     */
    public void reject(long line, String reason, String detail) {
        lines(reason, true).add(line);
        errors++;
        if (!detail.isEmpty() && details.size() < DETAILS_KEPT) {
            details.put(line, detail);
        }
    }

    private Lines lines(String reason, boolean error) {
        return byReason.computeIfAbsent(reason, key -> new Lines(error));
    }

    /** Lines left out, skipped ones included, by reason in order of first appearance. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        byReason.forEach((reason, lines) -> counts.put(reason, lines.count));
        return counts;
    }

    /** Number of the first line that was left out for each reason. */
    public Map<String, Long> firstLines() {
        Map<String, Long> first = new LinkedHashMap<>();
        byReason.forEach((reason, lines) -> first.put(reason, lines.numbers[0]));
        return first;
    }

    /** How many lines could not be read; declared skips are not among them. */
    public long errors() {
        return errors;
    }

    /** Hands out every line number with its reason and detail, reason by reason. */
    public void forEach(BiConsumer<Long, String> consumer) {
        byReason.forEach((reason, lines) -> lines.forEach(line -> consumer.accept(line, withDetail(line, reason))));
    }

    private String withDetail(long line, String reason) {
        String detail = details.get(line);
        return detail == null ? reason : reason + ": " + detail;
    }

    /** Like {@link #forEach}, without declared skips and with at most so many lines of each reason. */
    public void forEachError(int atMost, BiConsumer<Long, String> consumer) {
        byReason.forEach((reason, lines) -> {
            if (lines.error) {
                Arrays.stream(lines.numbers, 0, Math.min(atMost, lines.count))
                        .forEach(line -> consumer.accept(line, withDetail(line, reason)));
            }
        });
    }

    /** The lines of one reason; a reason is always an error or never. */
    private static final class Lines {
        private final boolean error;
        private long[] numbers = new long[16];
        private int count;

        Lines(boolean error) {
            this.error = error;
        }

        void forEach(LongConsumer consumer) {
            Arrays.stream(numbers, 0, count).forEach(consumer);
        }

        void add(long line) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = line;
        }
    }
}
