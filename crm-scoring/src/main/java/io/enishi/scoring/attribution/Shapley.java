package io.enishi.scoring.attribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Shapley values over sets of channels: what a channel adds to a set of others, averaged over all orders in which the channels could have
 * joined (Shapley 1953).
 *
 * <p>A path counts as the set of its channels; order and repetition do not. With v(S) = conversions of paths whose set lies within S the
 * value of a channel is the sum of conversions / |set| over the sets that it is in: exact, for any number of channels, in one pass.
 * (Each set's conversions are a game of their own in which its members are alike, and Shapley values add up.)
 */
public final class Shapley {

    /** Sets of more channels than these are not enumerated. */
    private static final int MOST_CHANNELS = 20;

    private Shapley() {}

    /** Divides conversions and value among the channels. */
    public static Attribution attribution(Collection<ContactPath> paths) {
        Ledger ledger = new Ledger();
        for (ContactPath path : paths) {
            TreeSet<String> set = new TreeSet<>(path.channels());
            set.forEach(ledger::meet);
            if (set.isEmpty()) {
                ledger.leave(path.conversions(), path.value());
            }
            for (String channel : set) {
                ledger.credit(channel, path.conversions() / set.size(), path.value() / set.size());
            }
        }
        return ledger.attribution("shapley");
    }

    /**
     * Shapley values of the game v(S) = conversion rate of the paths whose set lies within S (0 if there are none), which some tools use.
     * They add up to the conversion rate of all paths with a channel; a channel that converts below average may be negative.
     *
     * @return by channel; O(2<sup>channels</sup> · channels)
     * @throws IllegalArgumentException for more than 20 channels: there are too many sets
     */
    public static Map<String, Double> ofConversionRate(Collection<ContactPath> paths) {
        TreeSet<String> names = new TreeSet<>();
        paths.forEach(path -> names.addAll(path.channels()));
        if (names.size() > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    names.size() + " channels: sets of more than " + MOST_CHANNELS + " are not enumerated");
        }
        List<String> channels = new ArrayList<>(names);
        int n = channels.size();
        double[] conversions = new double[1 << n];
        double[] all = new double[1 << n];
        for (ContactPath path : paths) {
            int set = 0;
            for (String channel : path.channels()) {
                set |= 1 << Collections.binarySearch(channels, channel);
            }
            if (set != 0) {
                conversions[set] += path.conversions();
                all[set] += path.conversions() + path.lost();
            }
        }
        for (int bit = 0; bit < n; bit++) {
            for (int set = 0; set < 1 << n; set++) {
                if ((set >> bit & 1) == 1) {
                    conversions[set] += conversions[set ^ 1 << bit];
                    all[set] += all[set ^ 1 << bit];
                }
            }
        }
        // |S|! (n - |S| - 1)! / n!
        double[] weight = new double[Math.max(1, n)];
        weight[0] = 1.0 / Math.max(1, n);
        for (int size = 1; size < n; size++) {
            weight[size] = weight[size - 1] * size / (n - size);
        }
        Map<String, Double> values = new TreeMap<>();
        for (int bit = 0; bit < n; bit++) {
            double sum = 0;
            for (int set = 0; set < 1 << n; set++) {
                if ((set >> bit & 1) == 0) {
                    int with = set | 1 << bit;
                    sum += weight[Integer.bitCount(set)] * (rate(conversions, all, with) - rate(conversions, all, set));
                }
            }
            values.put(channels.get(bit), sum);
        }
        return Collections.unmodifiableMap(values);
    }

    private static double rate(double[] conversions, double[] all, int set) {
        return all[set] == 0 ? 0 : conversions[set] / all[set];
    }
}
