package io.enishi.core.memory;

import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which origins a match key was seen under, or ties; under the store's lock. */
final class Holders {

    private final Map<MatchKey, TreeSet<OriginId>> origins = new HashMap<>();

    void add(MatchKey key, OriginId origin) {
        origins.computeIfAbsent(key, absent -> new TreeSet<>()).add(origin);
    }

    void remove(MatchKey key, OriginId origin) {
        TreeSet<OriginId> under = origins.get(key);
        if (under != null) {
            under.remove(origin);
            if (under.isEmpty()) {
                origins.remove(key);
            }
        }
    }

    /** The first {@code limit}, in order of origin. */
    List<OriginId> of(MatchKey key, int limit) {
        TreeSet<OriginId> under = origins.get(key);
        return under == null ? List.of() : under.stream().limit(limit).toList();
    }

    int count(MatchKey key) {
        TreeSet<OriginId> under = origins.get(key);
        return under == null ? 0 : under.size();
    }
}
