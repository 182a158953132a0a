package io.enishi.core.internal.runtime;

import io.enishi.core.internal.origin.Recent;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resolver that remembers which ties it found lately: taking in one event asks for those of one origin up to six times, and folding
 * names and addresses costs far more than comparing what was stated.
 */
final class RecentTies implements IdentityResolver {

    private final IdentityResolver resolver;
    private final Recent<OriginEvidence, Set<MatchKey>> ties;

    private RecentTies(IdentityResolver resolver) {
        this.resolver = resolver;
        this.ties = Recent.of(origin -> Set.copyOf(resolver.ties(origin)));
    }

    /** The resolver itself where there is nothing to remember. */
    static IdentityResolver of(IdentityResolver resolver) {
        return resolver == JudgementsOnly.INSTANCE ? resolver : new RecentTies(resolver);
    }

    /** Somebody was erased: what they stated is not kept here either. */
    static void forget(IdentityResolver resolver) {
        if (resolver instanceof RecentTies recent) {
            recent.ties.forget();
        }
    }

    @Override
    public Set<MatchKey> ties(OriginEvidence origin) {
        return ties.apply(origin);
    }

    @Override
    public int fanOutLimit(MatchKey tie) {
        return resolver.fanOutLimit(tie);
    }

    @Override
    public Resolution resolve(
            List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
        return resolver.resolve(neighbourhood, judgements, fanOut);
    }

    @Override
    public Audit audit(
            List<OriginEvidence> neighbourhood,
            List<Judgement> judgements,
            Map<MatchKey, Integer> fanOut,
            OriginId a,
            OriginId b) {
        return resolver.audit(neighbourhood, judgements, fanOut, a, b);
    }
}
