package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.identity.PolicyPlan.Bound;
import io.enishi.identity.PolicyPlan.Graded;
import io.enishi.identity.PolicyPlan.KeyClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Evidence laid out for one resolution: origins by ascending id, and for each what may tie it and what the policy bounds, in flat
 * arrays. Values are small numbers here; whoever fills it knows what they stand for. It can be filled again and again, so that the
 * graph in memory decides without garbage.
 */
final class Component {

    /** The source proved the value. */
    static final byte VERIFIED = 1;
    /** The value is the origin's own: it has no stronger identifier. */
    static final byte OWN = 2;
    /** The origin has more values of the kind than a person can have; this one is among those that do not count. */
    static final byte DEMOTED = 4;

    final PolicyPlan plan;
    private final IntBinaryOperator keyOrder;

    int size;
    OriginId[] ids = new OriginId[8];

    @Nullable
    Profile[] profiles = new Profile[8];

    /** Ties of all origins, those of origin i from {@code tieFrom[i]} on. */
    int ties;

    int[] tieFrom = new int[9];
    int[] tieKey = new int[32];
    int[] tieOrigin = new int[32];
    Graded[] tieGraded = new Graded[32];
    byte[] tieFlags = new byte[32];
    /** How many origins have the value in the whole shop; 0 when only those here count. */
    int[] tieFan = new int[32];

    /** Bounded values of all origins: number of the bound and number of the value. */
    int bounded;

    int[] boundedFrom = new int[9];
    long[] boundedValue = new long[32];
    long[] boundedSeen = new long[32];

    final List<Judgement> judgements = new ArrayList<>();
    private int[] judgedA = new int[4];
    private int[] judgedB = new int[4];

    // The facts of the origin that is being added.
    private int facts;
    private int[] factKey = new int[16];
    private int[] factTie = new int[16];
    private KeyClass[] factClass = new KeyClass[16];
    private boolean[] factVerified = new boolean[16];
    private String[] factSource = new String[16];
    private long[] factSeen = new long[16];
    private int[] factFan = new int[16];
    private boolean[] factDemoted = new boolean[16];

    /** @param keyOrder compares the values that two numbers stand for, as their match keys are ordered */
    Component(PolicyPlan plan, IntBinaryOperator keyOrder) {
        this.plan = plan;
        this.keyOrder = keyOrder;
    }

    void clear() {
        Arrays.fill(profiles, 0, size, null);
        size = 0;
        ties = 0;
        bounded = 0;
        judgements.clear();
    }

    /** Starts an origin; ids come in ascending order. */
    void begin(OriginId id, @Nullable Profile profile) {
        if (size + 1 >= ids.length) {
            ids = Arrays.copyOf(ids, 2 * ids.length);
            profiles = Arrays.copyOf(profiles, ids.length);
            tieFrom = Arrays.copyOf(tieFrom, ids.length + 1);
            boundedFrom = Arrays.copyOf(boundedFrom, ids.length + 1);
        }
        ids[size] = id;
        profiles[size] = profile;
        tieFrom[size] = ties;
        boundedFrom[size] = bounded;
        facts = 0;
    }

    /**
     * Adds an identifier of the origin; each once.
     *
     * @param tie the number that ties: another than {@code key} for what is scoped to its source
     * @param fan how many origins have it in the whole shop
     */
    void fact(int key, int tie, KeyClass of, boolean verified, String source, long seen, int fan) {
        if (facts == factKey.length) {
            int more = 2 * facts;
            factKey = Arrays.copyOf(factKey, more);
            factTie = Arrays.copyOf(factTie, more);
            factClass = Arrays.copyOf(factClass, more);
            factVerified = Arrays.copyOf(factVerified, more);
            factSource = Arrays.copyOf(factSource, more);
            factSeen = Arrays.copyOf(factSeen, more);
            factFan = Arrays.copyOf(factFan, more);
            factDemoted = Arrays.copyOf(factDemoted, more);
        }
        factKey[facts] = key;
        factTie[facts] = tie;
        factClass[facts] = of;
        factVerified[facts] = verified;
        factSource[facts] = source;
        factSeen[facts] = seen;
        factFan[facts] = fan;
        factDemoted[facts] = false;
        facts++;
    }

    /** Adds an agreement of the origin's attributes. */
    void agreement(int tie, Graded graded, int fan) {
        tie(tie, graded, (byte) 0, fan);
    }

    /** Ends an origin: finds its own identifier and what exceeds the limits within it. */
    void end() {
        int own = -1;
        for (int i = 0; i < facts; i++) {
            if (own < 0 || stronger(i, own)) {
                own = i;
            }
        }
        for (int i = 0; i < facts; i++) {
            Bound limit = factClass[i].limit();
            if (limit != null && facts > limit.atMost()) {
                demote(limit, own);
            }
        }
        for (int i = 0; i < facts; i++) {
            KeyClass of = factClass[i];
            if (of.blocked()) {
                continue;
            }
            Graded graded = of.graded();
            if (graded != null) {
                int flags = (factVerified[i] ? VERIFIED : 0) | (i == own ? OWN : 0) | (factDemoted[i] ? DEMOTED : 0);
                tie(factTie[i], graded, (byte) flags, factFan[i]);
            }
            if (factDemoted[i]) {
                continue;
            }
            if (of.limit() != null) {
                bounded(of.limit(), factKey[i], factSeen[i]);
            }
            if (of.rate() != null) {
                bounded(of.rate(), factKey[i], factSeen[i]);
            }
            if (of.account() && (factVerified[i] || i == own)) {
                bounded(plan.account(factSource[i], of.scheme()), factKey[i], factSeen[i]);
            }
        }
        sortBounded(boundedFrom[size]);
        size++;
        tieFrom[size] = ties;
        boundedFrom[size] = bounded;
    }

    private boolean stronger(int i, int j) {
        int order = Integer.compare(factClass[i].rank(), factClass[j].rank());
        return (order == 0 ? keyOrder.applyAsInt(factKey[i], factKey[j]) : order) < 0;
    }

    /** Of more values than a person can have, those count that are the origin's own, verified, seen first. */
    private void demote(Bound limit, int own) {
        int counting = 0;
        for (int i = 0; i < facts; i++) {
            counting += isOf(limit, i) ? 1 : 0;
        }
        if (counting <= limit.atMost()) {
            return;
        }
        List<Integer> all = new ArrayList<>(counting);
        for (int i = 0; i < facts; i++) {
            if (isOf(limit, i)) {
                all.add(i);
            }
        }
        all.sort((i, j) -> i.equals(j) ? 0 : worse(i, j, own) ? 1 : -1);
        for (int i = limit.atMost(); i < counting; i++) {
            factDemoted[all.get(i)] = true;
        }
    }

    private boolean isOf(Bound limit, int i) {
        Bound own = factClass[i].limit();
        return own != null && own.number() == limit.number() && !factClass[i].blocked() && !factDemoted[i];
    }

    private boolean worse(int i, int j, int own) {
        if (i == own || j == own) {
            return j == own;
        }
        if (factVerified[i] != factVerified[j]) {
            return factVerified[j];
        }
        int order = Long.compare(factSeen[i], factSeen[j]);
        return (order == 0 ? keyOrder.applyAsInt(factKey[i], factKey[j]) : order) > 0;
    }

    private void tie(int key, Graded graded, byte flags, int fan) {
        if (ties == tieKey.length) {
            int more = 2 * ties;
            tieKey = Arrays.copyOf(tieKey, more);
            tieOrigin = Arrays.copyOf(tieOrigin, more);
            tieGraded = Arrays.copyOf(tieGraded, more);
            tieFlags = Arrays.copyOf(tieFlags, more);
            tieFan = Arrays.copyOf(tieFan, more);
        }
        tieKey[ties] = key;
        tieOrigin[ties] = size;
        tieGraded[ties] = graded;
        tieFlags[ties] = flags;
        tieFan[ties] = fan;
        ties++;
    }

    private void bounded(Bound bound, int key, long seen) {
        if (bounded == boundedValue.length) {
            boundedValue = Arrays.copyOf(boundedValue, 2 * bounded);
            boundedSeen = Arrays.copyOf(boundedSeen, 2 * bounded);
        }
        boundedValue[bounded] = ((long) bound.number() << 32) | key;
        boundedSeen[bounded] = seen;
        bounded++;
    }

    private void sortBounded(int from) {
        for (int i = from + 1; i < bounded; i++) {
            long value = boundedValue[i];
            long seen = boundedSeen[i];
            int j = i;
            for (; j > from && boundedValue[j - 1] > value; j--) {
                boundedValue[j] = boundedValue[j - 1];
                boundedSeen[j] = boundedSeen[j - 1];
            }
            boundedValue[j] = value;
            boundedSeen[j] = seen;
        }
    }

    /** Adds what was said about two origins that are here. */
    void judgement(Judgement judgement, int a, int b) {
        int at = judgements.size();
        if (at == judgedA.length) {
            judgedA = Arrays.copyOf(judgedA, 2 * at);
            judgedB = Arrays.copyOf(judgedB, 2 * at);
        }
        judgedA[at] = a;
        judgedB[at] = b;
        judgements.add(judgement);
    }

    int judgedA(int judgement) {
        return judgedA[judgement];
    }

    int judgedB(int judgement) {
        return judgedB[judgement];
    }

    // ------------------------------------------------------------------ from the evidence that the runtime keeps

    /**
     * Lays out evidence in any order.
     *
     * @param fanOut for each tie, how many origins have it in the whole shop, where that is more than here
     */
    static Component of(
            IdentityPolicy policy,
            Collection<OriginEvidence> evidence,
            Collection<Judgement> judgements,
            Map<MatchKey, Integer> fanOut) {
        PolicyPlan plan = new PolicyPlan(policy);
        List<OriginEvidence> origins = evidence.stream()
                .sorted(Comparator.comparing(OriginEvidence::origin))
                .toList();
        List<Profile> profiles = new ArrayList<>();
        List<Map<MatchKey, Sighting>> seen = new ArrayList<>();
        List<Map<String, MatchKey>> agreements = new ArrayList<>();
        Map<MatchKey, Integer> numbers = new TreeMap<>();
        TreeSet<MatchKey> keys = new TreeSet<>();
        for (OriginEvidence origin : origins) {
            Profile profile = Profile.of(origin, policy);
            profiles.add(profile);
            Map<MatchKey, Sighting> byKey = byKey(origin.sightings());
            seen.add(byKey);
            Map<String, MatchKey> agreed = agreements(profile, policy);
            agreements.add(agreed);
            byKey.forEach((key, sighting) -> {
                keys.add(key);
                if (plan.classOf(key).relay()) {
                    keys.add(relay(sighting));
                }
            });
            keys.addAll(agreed.values());
        }
        for (MatchKey key : keys) {
            numbers.put(key, numbers.size());
        }
        Component component = new Component(plan, Integer::compare);
        Map<OriginId, Integer> positions = new HashMap<>();
        for (int i = 0; i < origins.size(); i++) {
            OriginEvidence origin = origins.get(i);
            if (positions.put(origin.origin(), i) != null) {
                throw new IllegalArgumentException(
                        "evidence must hold each origin once, but holds " + origin.origin() + " twice");
            }
            component.begin(origin.origin(), profiles.get(i).saysNothing() ? null : profiles.get(i));
            seen.get(i).forEach((key, sighting) -> {
                KeyClass of = plan.classOf(key);
                MatchKey tie = of.relay() ? relay(sighting) : key;
                component.fact(
                        number(numbers, key),
                        number(numbers, tie),
                        of,
                        sighting.verified(),
                        sighting.source(),
                        sighting.firstSeen().toEpochMilli(),
                        fanOut.getOrDefault(tie, 0));
            });
            agreements.get(i).forEach((signal, key) -> {
                Graded graded = plan.agreement(signal);
                if (graded != null) {
                    component.agreement(number(numbers, key), graded, fanOut.getOrDefault(key, 0));
                }
            });
            component.end();
        }
        for (Judgement judgement : judgements) {
            Integer a = positions.get(judgement.a());
            Integer b = positions.get(judgement.b());
            if (a != null && b != null) {
                component.judgement(judgement, a, b);
            }
        }
        return component;
    }

    private static int number(Map<MatchKey, Integer> numbers, MatchKey key) {
        return java.util.Objects.requireNonNull(numbers.get(key), "number of a key");
    }

    /** One for each key: the earliest that said so, verified if any was. */
    static Map<MatchKey, Sighting> byKey(List<Sighting> sightings) {
        Map<MatchKey, Sighting> byKey = new TreeMap<>();
        for (Sighting sighting : sightings) {
            byKey.merge(sighting.key(), sighting, (one, other) -> {
                int order = one.firstSeen().compareTo(other.firstSeen());
                boolean first = order < 0 || (order == 0 && one.source().compareTo(other.source()) <= 0);
                Sighting earlier = first ? one : other;
                return new Sighting(
                        earlier.key(), earlier.source(), one.verified() || other.verified(), earlier.firstSeen());
            });
        }
        return byKey;
    }

    /** What a relay address ties by: it never joins two sources. */
    static MatchKey relay(Sighting sighting) {
        return relay(sighting.source(), sighting.key().key());
    }

    static MatchKey relay(String source, String address) {
        return new MatchKey(PolicyPlan.RELAY, source + ' ' + address);
    }

    /** The values that attributes together tie by, for each agreement of the policy whose attributes are all known. */
    static Map<String, MatchKey> agreements(Profile profile, IdentityPolicy policy) {
        Map<String, MatchKey> agreements = new TreeMap<>();
        policy.agreements().forEach((signal, agreement) -> {
            String value = value(profile, agreement);
            if (!value.isEmpty() && agreement.strength() != Strength.NEVER) {
                agreements.put(signal, new MatchKey(Scheme.of(signal), value));
            }
        });
        return agreements;
    }

    private static String value(Profile profile, IdentityPolicy.Agreement agreement) {
        StringBuilder value = new StringBuilder();
        for (String attribute : agreement.attributes()) {
            String part = switch (attribute) {
                case "kana" -> profile.name().kanaKey();
                case "surname" -> profile.name().surnameKey();
                case "birth-date" ->
                    profile.birthDate() == null ? "" : profile.birthDate().toString();
                case "postal-code" -> profile.postalCode();
                case "address" -> profile.address();
                default -> throw new IllegalStateException("the policy checked its attributes");
            };
            if (part.isEmpty()) {
                return "";
            }
            value.append(value.length() == 0 ? "" : " ").append(part);
        }
        return value.toString();
    }
}
