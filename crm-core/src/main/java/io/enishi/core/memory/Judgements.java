package io.enishi.core.memory;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was said of two origins, found from either; under the store's lock. */
final class Judgements {

    private final Map<OriginId, List<Judgement>> about = new HashMap<>();

    void add(Judgement judgement) {
        about.computeIfAbsent(judgement.a(), origin -> new ArrayList<>()).add(judgement);
        about.computeIfAbsent(judgement.b(), origin -> new ArrayList<>()).add(judgement);
    }

    /** Those that name one of the origins, each once. */
    List<Judgement> about(Collection<OriginId> origins) {
        Set<Judgement> found = new LinkedHashSet<>();
        for (OriginId origin : origins) {
            found.addAll(about.getOrDefault(origin, List.of()));
        }
        return List.copyOf(found);
    }

    /** Drops what names an origin that was erased. */
    void forget(Set<OriginId> erased) {
        for (OriginId gone : erased) {
            for (Judgement judgement : about.getOrDefault(gone, List.of())) {
                OriginId other = judgement.a().equals(gone) ? judgement.b() : judgement.a();
                about.computeIfPresent(other, (origin, all) -> {
                    all.removeIf(judgement::equals);
                    return all.isEmpty() ? null : all;
                });
            }
        }
        about.keySet().removeAll(erased);
    }
}
