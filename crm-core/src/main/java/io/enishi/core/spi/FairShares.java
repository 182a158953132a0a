package io.enishi.core.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shares work equally; for stores that hand it out. */
public final class FairShares {

    private FairShares() {}

    /** Takes so many of one group at most; fewer when it has no more. */
    @FunctionalInterface
    public interface Take<G, T, E extends Exception> {
        /** Takes from a group. */
        List<T> from(G group, int most) throws E;
    }

    /**
     * Takes an equal share of every group, {@code limit} at most over all; what one leaves of its share falls to those that follow.
     *
     * @throws E what taking throws
     */
    public static <G, T, E extends Exception> List<T> take(List<G> groups, int limit, Take<G, T, E> take) throws E {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < groups.size() && all.size() < limit; i++) {
            int share = Math.max(1, (limit - all.size()) / (groups.size() - i));
            all.addAll(take.from(groups.get(i), share));
        }
        return all;
    }

    /** One of each group after the other, and again from the first; the order within a group stays. */
    public static <T> List<T> alternating(List<T> all, Function<T, ?> group) {
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        all.forEach(one -> groups.computeIfAbsent(group.apply(one), key -> new ArrayList<>())
                .add(one));
        List<T> ordered = new ArrayList<>(all.size());
        for (int i = 0; ordered.size() < all.size(); i++) {
            for (List<T> one : groups.values()) {
                if (i < one.size()) {
                    ordered.add(one.get(i));
                }
            }
        }
        return ordered;
    }
}
