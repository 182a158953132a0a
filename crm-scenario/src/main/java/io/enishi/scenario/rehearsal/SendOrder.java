package io.enishi.scenario.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings messages in the order of a report: by time, then key. Several threads may do it, each for a stretch of time. */
final class SendOrder {

    private static final Comparator<Sent> ORDER = Comparator.comparing(Sent::at).thenComparing(Sent::key);

    /** In order, each by itself. */
    private final List<List<Sent>> parts;

    /** @param parts in order, each by itself */
    SendOrder(Collection<List<Sent>> parts) {
        this.parts = parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    static void sort(List<Sent> sends) {
        sends.sort(ORDER);
    }

    /** A time from which on messages belong to it, up to another, excluded; null for no bound. */
    record Stretch(@Nullable Instant from, @Nullable Instant to) {}

    /** So many stretches of time, with about as many messages in each, that cover all there are, in order. */
    List<Stretch> stretches(int count) {
        List<Stretch> stretches = new ArrayList<>(count);
        @Nullable Instant from = null;
        for (int i = 1; i <= count; i++) {
            @Nullable Instant to = i == count || parts.isEmpty() ? null : usualAt(i, count);
            stretches.add(new Stretch(from, to));
            from = to;
            if (to == null) {
                break;
            }
        }
        return stretches;
    }

    /** The middle one of the times at which each part is through with {@code share} of {@code count} shares. */
    private Instant usualAt(int share, int count) {
        List<Instant> times = parts.stream()
                .map(part ->
                        part.get((int) ((long) part.size() * share / count)).at())
                .sorted()
                .toList();
        return times.get(times.size() / 2);
    }

    /** What left in that time, in order. */
    List<Sent> in(Stretch stretch) {
        List<Sent> found = new ArrayList<>();
        for (List<Sent> part : parts) {
            int from = stretch.from() == null ? 0 : first(part, stretch.from());
            int to = stretch.to() == null ? part.size() : first(part, stretch.to());
            found.addAll(part.subList(from, Math.max(from, to)));
        }
        sort(found);
        return found;
    }

    /** The first place of a message at that time, or after it. */
    private static int first(List<Sent> part, Instant at) {
        int low = 0;
        int high = part.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (part.get(middle).at().isBefore(at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
