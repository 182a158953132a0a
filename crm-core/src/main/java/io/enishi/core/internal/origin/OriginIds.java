package io.enishi.core.internal.origin;

import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the origin of an event: the keyed hash of its strongest identifier. A pure function of the event, so that it does not
 * matter what arrived before (routing by "any known identifier" made the grouping depend on the order of arrival).
 */
public final class OriginIds {
    private static final String PURPOSE = "enishi/origin/1";

    private final AddressNormaliser normaliser;
    private final Recent<MatchKey, OriginId> origins;
    private final Map<String, Integer> rankOfFamily;
    private final int lastRank;

    /**
     * @param secret the shop's secret; another secret gives other origins
     * @param familyOrder families of schemes, strongest first (see {@code Scheme#DEFAULT_ORDER}); families that are not listed
     *     come last and are of one rank
     */
    public OriginIds(ShopId shop, KeyedHash secret, List<String> familyOrder, AddressNormaliser normaliser) {
        this.normaliser = normaliser;
        this.origins = Recent.of(key -> hashed(shop, secret, key));
        Map<String, Integer> ranks = new HashMap<>();
        familyOrder.forEach(family -> {
            if (ranks.put(family, ranks.size()) != null) {
                throw new IllegalArgumentException(
                        "scheme order must list a family once, but lists " + family + " twice");
            }
        });
        this.rankOfFamily = Map.copyOf(ranks);
        this.lastRank = ranks.size();
    }

    /** The origin of what happened to these identifiers; empty when none of them is usable. */
    public Optional<OriginId> originOf(Collection<Identifier> identifiers) {
        return strongest(identifiers).map(this::originOf);
    }

    /** The origin that a match key leads to: the first 128 bits of the hash of shop, scheme and key. */
    public OriginId originOf(MatchKey key) {
        return origins.apply(key);
    }

    /** Forgets what was asked lately; identifiers are kept with it. */
    public void forget() {
        origins.forget();
    }

    private static OriginId hashed(ShopId shop, KeyedHash secret, MatchKey key) {
        ByteBuffer bits =
                ByteBuffer.wrap(secret.hash(PURPOSE, shop.value(), key.scheme().name(), key.key()));
        return new OriginId(bits.getLong(), bits.getLong());
    }

    /**
     * The match key of the strongest identifier: first by scheme order, then the smallest key. Unusable identifiers do not count;
     * empty when none is left.
     */
    public Optional<MatchKey> strongest(Collection<Identifier> identifiers) {
        MatchKey best = null;
        int bestRank = Integer.MAX_VALUE;
        for (Identifier identifier : identifiers) {
            int rank = rankOfFamily.getOrDefault(identifier.scheme().family(), lastRank);
            if (rank > bestRank) {
                continue;
            }
            MatchKey key = normaliser.matchKey(identifier).orElse(null);
            if (key != null && (best == null || rank < bestRank || key.compareTo(best) < 0)) {
                best = key;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best);
    }
}
