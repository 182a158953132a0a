package io.enishi.identity;

import io.enishi.core.explain.Explanation;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.identity.ja.NameAgreement;
import io.enishi.identity.normal.PhoneKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Resolves origins to people by an {@link IdentityPolicy}. Immutable and thread-safe; its answers depend on the evidence alone,
 * not on the order in which it came.
 *
 * <p>Cost: each value with n holders makes n (n - 1) / 2 pairs, so it grows with the fan-out the policy allows.
 */
public final class RuleBasedResolver implements IdentityResolver {

    private final IdentityPolicy policy;

    private RuleBasedResolver(IdentityPolicy policy) {
        this.policy = policy;
    }

    public static RuleBasedResolver of(IdentityPolicy policy) {
        return new RuleBasedResolver(Objects.requireNonNull(policy, "policy"));
    }

    public IdentityPolicy policy() {
        return policy;
    }

    @Override
    public Set<MatchKey> ties(OriginEvidence origin) {
        PolicyPlan plan = new PolicyPlan(policy);
        Set<MatchKey> ties = new HashSet<>();
        Component.byKey(origin.sightings()).forEach((key, sighting) -> {
            PolicyPlan.KeyClass of = plan.classOf(key);
            if (of.ties()) {
                ties.add(of.relay() ? Component.relay(sighting) : key);
            }
        });
        ties.addAll(Component.agreements(Profile.of(origin, policy), policy).values());
        return ties;
    }

    @Override
    public int fanOutLimit(MatchKey tie) {
        String family = tie.scheme().family();
        return policy.fanOutOf(family.equals("phone") ? PhoneKind.of(tie.key()).signal() : family);
    }

    @Override
    public Resolution resolve(
            List<OriginEvidence> neighbourhood, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
        return decide(neighbourhood, judgements, fanOut).resolution();
    }

    /** Resolves everything at once: all origins of a shop, in any order. */
    public Resolution resolveAll(Collection<OriginEvidence> origins, List<Judgement> judgements) {
        return decide(origins, judgements, Map.of()).resolution();
    }

    @Override
    public Audit audit(
            List<OriginEvidence> neighbourhood,
            List<Judgement> judgements,
            Map<MatchKey, Integer> fanOut,
            OriginId a,
            OriginId b) {
        return decide(neighbourhood, judgements, fanOut).audit(a, b);
    }

    private Neighbourhood decide(
            Collection<OriginEvidence> origins, List<Judgement> judgements, Map<MatchKey, Integer> fanOut) {
        return new Neighbourhood(Component.of(policy, origins, judgements, fanOut));
    }

    /**
     * Why these two alone would be linked, reviewed or refused, by the same weighing as {@link #resolve}. What others share with
     * them (a household's address, a limit reached, a value that too many have) is not seen here; {@link #audit} sees it.
     */
    public Explanation explain(OriginEvidence a, OriginEvidence b) {
        Pair pair = decide(List.of(a, b), List.of(), Map.of()).onlyPair();
        if (pair == null) {
            return new Explanation(
                    "one person", false, "they share nothing that the policy looks at", Long.MAX_VALUE, List.of());
        }
        List<Explanation> parts = new ArrayList<>();
        for (Pair.Signal signal : pair.signals) {
            parts.add(new Explanation(
                    PolicyWords.of(signal).english(),
                    true,
                    IdentityPolicy.word(signal.strength()),
                    Long.MAX_VALUE,
                    List.of()));
        }
        boolean agree = pair.names() == NameAgreement.AGREES;
        parts.add(new Explanation("names agree", agree, pair.names().words(), Long.MAX_VALUE, List.of()));
        String found = pair.outcome.name().toLowerCase(Locale.ROOT) + " by " + pair.rule() + ": "
                + pair.reason().english();
        return new Explanation("one person", pair.outcome == Pair.Outcome.ACCEPT, found, Long.MAX_VALUE, parts);
    }

    /** How many origins hold each tie, as {@link #resolve} wants it. */
    public Map<MatchKey, Integer> fanOut(Collection<OriginEvidence> origins) {
        Map<MatchKey, Integer> holders = new HashMap<>();
        for (OriginEvidence origin : origins) {
            ties(origin).forEach(tie -> holders.merge(tie, 1, Integer::sum));
        }
        return holders;
    }
}
