package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.List;
import java.util.Map;

/**
 * Who is tied to whom under a resolver.
 *
 * @param derived holders of ties that the store does not know of, since another resolver derived those that it keeps
 */
record Ties(IdentityResolver resolver, Map<MatchKey, List<OriginId>> derived) {
    List<OriginId> holders(CustomerStore store, MatchKey tie, int limit) {
        List<OriginId> known = derived.get(tie);
        return known == null ? store.holders(tie, limit) : known.subList(0, Math.min(limit, known.size()));
    }

    int count(CustomerStore store, MatchKey tie) {
        List<OriginId> known = derived.get(tie);
        return known == null ? store.holderCount(tie) : known.size();
    }
}
