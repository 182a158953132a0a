package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people and models said of pairs of origins, found under both. */
final class Judgements {

    private final Map<OriginId, List<Judgement>> byOrigin = new HashMap<>();

    boolean isEmpty() {
        return byOrigin.isEmpty();
    }

    /** In the order in which they were said. */
    List<Judgement> of(OriginId origin) {
        return byOrigin.getOrDefault(origin, List.of());
    }

    static OriginId other(Judgement judgement, OriginId origin) {
        return judgement.a().equals(origin) ? judgement.b() : judgement.a();
    }

    void add(Judgement judgement) {
        byOrigin.computeIfAbsent(judgement.a(), absent -> new ArrayList<>(1)).add(judgement);
        byOrigin.computeIfAbsent(judgement.b(), absent -> new ArrayList<>(1)).add(judgement);
    }

    /** Removes one; whether it was there. */
    boolean remove(Judgement judgement) {
        return remove(judgement.a(), judgement) && remove(judgement.b(), judgement);
    }

    /** Removes all that were said of an origin, and returns them. */
    List<Judgement> removeAll(OriginId origin) {
        List<Judgement> said = byOrigin.remove(origin);
        if (said == null) {
            return List.of();
        }
        said.forEach(judgement -> remove(other(judgement, origin), judgement));
        return said;
    }

    private boolean remove(OriginId origin, Judgement judgement) {
        List<Judgement> said = byOrigin.get(origin);
        if (said == null || !said.remove(judgement)) {
            return false;
        }
        if (said.isEmpty()) {
            byOrigin.remove(origin);
        }
        return true;
    }

    List<Judgement> all() {
        Set<Judgement> all = new LinkedHashSet<>();
        byOrigin.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
