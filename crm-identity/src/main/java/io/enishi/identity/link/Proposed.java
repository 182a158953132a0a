package io.enishi.identity.link;

import java.util.List;

/**
 * A comparison that is proposed and the keys by which it can block.
 *
 * @param keys features, each list of which has to agree in all; alternatives, best first
 * @param rough keys that typing errors leave alike, for use beside other keys only
 */
record Proposed(Comparison comparison, List<List<String>> keys, List<List<String>> rough) {

    Proposed {
        keys = List.copyOf(keys);
        rough = List.copyOf(rough);
    }

    /** A comparison that blocks by what it compares. */
    static Proposed of(Comparison comparison, String... rough) {
        return new Proposed(
                comparison,
                List.of(List.of(comparison.of())),
                List.of(rough).stream()
                        .map(transform -> List.of(comparison.of() + transform))
                        .toList());
    }

    Proposed inHouseholds() {
        return new Proposed(comparison.inHouseholds(), keys, rough);
    }
}
