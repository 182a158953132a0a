package io.enishi.identity.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How common values are in the population: counts by value, from a census or a register of surnames.
 *
 * @param name what a {@link Comparison} calls it; neither {@code own} nor {@code none}
 * @param counts people by value, each positive; values in the form that the comparison's feature gives them
 */
public record FrequencyTable(String name, Map<String, Long> counts) {

    public FrequencyTable {
        Objects.requireNonNull(name, "name");
        counts = Map.copyOf(counts);
        if (name.isBlank() || name.equals(Comparison.OWN) || name.equals(Comparison.NONE)) {
            throw new IllegalArgumentException("a frequency table needs a name of its own, not \"" + name + "\"");
        }
        if (counts.isEmpty() || counts.values().stream().anyMatch(count -> count <= 0)) {
            throw new IllegalArgumentException("frequency table \"" + name + "\" must have counts, all positive");
        }
    }

    /** Share of each numbered text; a text that the table does not have counts as one that nobody else has. */
    double[] shares(Dictionary dictionary) {
        long total = 0;
        Map<String, Long> known = new HashMap<>(counts);
        for (long count : known.values()) {
            total += count;
        }
        double[] shares = new double[dictionary.size()];
        for (int code = 1; code < shares.length; code++) {
            shares[code] = (double) known.getOrDefault(dictionary.text(code), 1L) / total;
        }
        return shares;
    }
}
