package io.enishi.core.memory;

import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which labels became which, found from either, in the order of the changes; under the store's lock. */
final class Aliases {

    private final Map<CustomerId, List<Alias>> of = new HashMap<>();

    void add(Alias alias) {
        of.computeIfAbsent(alias.from(), id -> new ArrayList<>()).add(alias);
        of.computeIfAbsent(alias.to(), id -> new ArrayList<>()).add(alias);
    }

    List<Alias> of(CustomerId id) {
        return List.copyOf(of.getOrDefault(id, List.of()));
    }

    /** Takes the reasons out of changes that name an origin that was erased: they are the host's words, and may be about it. */
    void forget(Set<OriginId> erased) {
        of.values()
                .forEach(all -> all.replaceAll(alias -> {
                    boolean names = erased.contains(alias.from().origin())
                            || erased.contains(alias.to().origin());
                    return names ? new Alias(alias.from(), alias.to(), alias.at(), "") : alias;
                }));
    }
}
