package io.enishi.identity;

import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.identity.PolicyPlan.Graded;
import io.enishi.identity.PolicyPlan.KeyClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All evidence of a shop in memory and the people in it, kept up to date with every fact that comes or goes. Usable alone, without a
 * {@code Crm} and its store; the people are those that {@link RuleBasedResolver#resolveAll} finds in the same evidence, by the same
 * code.
 *
 * <pre>{@code
 * IdentityGraph graph = IdentityGraph.of(IdentityPolicy.standard());
 * graph.see(web, new Sighting(mail, "ec", true, now));
 * graph.see(store, new Sighting(mail, "pos", true, now));
 * graph.personOf(web).equals(graph.personOf(store));      // true
 * graph.remove(store, mail);                              // as if it had never been seen
 * }</pre>
 *
 * <p>How it works: facts lie in flat arrays (no object for an identifier, a fact or an origin). A fact that nobody else shares costs
 * a look-up. One that ties gathers the connected component over ties that count, identifier by identifier, and resolves it anew:
 * so the cost of adding, of removing and of undoing grows with the component and not with the graph. Signals too weak to bring
 * anybody together are not walked.
 *
 * <p>A new policy is put into force on all of it. Removing an origin is an undo and an erasure: what was judged about it goes
 * with it; texts of identifiers that nobody has any more stay in the arena until the graph is built again from {@link #evidence}.
 *
 * <p>Holds up to 268 million facts, identifiers and origins each. Not thread-safe: one thread, or the caller's lock.
 */
public final class IdentityGraph {

    private static final int STRIDE = 8;
    /** A class number from here on is that of an agreement of attributes. */
    private static final int AGREEMENTS = 1 << 24;

    // A fact: origin, key, the next of the origin, the next of the key, source and flags, when first seen (two ints).
    private static final int ORIGIN = 0;
    private static final int KEY = 1;
    private static final int NEXT_OF_ORIGIN = 2;
    private static final int NEXT_OF_KEY = 3;
    private static final int SOURCE = 4;
    private static final int SEEN = 5;
    private static final int VERIFIED = 1;
    private static final int DERIVED = 2;
    private static final int SOURCE_BITS = 2;

    private final KeyTable keys = new KeyTable();
    private PolicyPlan plan;
    private Component component;
    private final List<Graded> agreements = new ArrayList<>();

    private final OriginTable origins = new OriginTable();

    private int[] facts = new int[128 * STRIDE];
    private int factCount;
    private int freeFact = -1;
    private int sightings;

    private final KeyTable.Few sources = new KeyTable.Few();
    /** By number of the origin; null where nothing is stated. */
    @Nullable
    private Stated[] stated = new Stated[0];

    private final Map<OriginId, List<Judgement>> judgements = new HashMap<>();

    private int[] dirty = new int[16];
    private int dirtyCount;
    private final Gathering gathered = new Gathering();
    private int resolutions;

    private record Stated(Map<String, AttributeValue> attributes, Profile profile) {}

    private IdentityGraph(IdentityPolicy policy) {
        this.plan = new PolicyPlan(policy);
        this.component = new Component(plan, keys::compare);
    }

    /** An empty graph. */
    public static IdentityGraph of(IdentityPolicy policy) {
        return new IdentityGraph(Objects.requireNonNull(policy, "policy"));
    }

    public IdentityPolicy policy() {
        return plan.policy;
    }

    // ------------------------------------------------------------------ evidence in

    /** Takes in what an event said of its origin; the origin is new if it was not known. */
    public void see(OriginId origin, List<Sighting> seen) {
        int number = originNumber(origin);
        for (int i = 0; i < seen.size(); i++) {
            Sighting one = seen.get(i);
            fact(
                    number,
                    one.key(),
                    one.source(),
                    one.verified(),
                    one.firstSeen().toEpochMilli());
        }
        settle();
    }

    /** As {@link #see(OriginId, List)}, for one identifier. */
    public void see(OriginId origin, Sighting seen) {
        fact(
                originNumber(origin),
                seen.key(),
                seen.source(),
                seen.verified(),
                seen.firstSeen().toEpochMilli());
        settle();
    }

    /** Sets the profile attributes of an origin, in place of those of before. */
    public void state(OriginId origin, Map<String, AttributeValue> attributes) {
        state(originNumber(origin), attributes);
        settle();
    }

    /** Adds evidence to what is known of its origin; its attributes are set in place of those of before. */
    public void add(OriginEvidence evidence) {
        int number = originNumber(evidence.origin());
        for (Sighting one : evidence.sightings()) {
            fact(
                    number,
                    one.key(),
                    one.source(),
                    one.verified(),
                    one.firstSeen().toEpochMilli());
        }
        state(number, evidence.attributes());
        settle();
    }

    /** Adds the only row of an origin; several rows of one go through {@link SourceRecord#evidence(Collection)}. */
    public void add(SourceRecord row) {
        add(row.evidence());
    }

    /** Adds what a person or a model said of two origins; it counts once both are known. Nothing said before is lost. */
    public void judge(Judgement judgement) {
        judgements.computeIfAbsent(judgement.a(), absent -> new ArrayList<>(1)).add(judgement);
        judgements.computeIfAbsent(judgement.b(), absent -> new ArrayList<>(1)).add(judgement);
        touchIfKnown(judgement.a());
        touchIfKnown(judgement.b());
        settle();
    }

    /** Adds what a model said, many pairs at once. */
    public void judgeAll(Collection<Judgement> said) {
        said.forEach(this::judge);
    }

    // ------------------------------------------------------------------ evidence out

    /**
     * Removes an identifier from an origin, as if it had never been seen there.
     *
     * @return whether it was there
     */
    public boolean remove(OriginId origin, MatchKey key) {
        int number = origins.find(origin);
        int of = number < 0 ? -1 : keys.find(key.scheme().name(), key.key());
        int fact = of < 0 ? -1 : factOf(number, of, 0);
        if (fact < 0) {
            return false;
        }
        removeFact(fact);
        touch(number);
        settle();
        return true;
    }

    /**
     * Removes one judgement.
     *
     * @return whether it was there
     */
    public boolean remove(Judgement judgement) {
        boolean removed = forget(judgement.a(), judgement);
        if (removed) {
            forget(judgement.b(), judgement);
            touchIfKnown(judgement.a());
            touchIfKnown(judgement.b());
            settle();
        }
        return removed;
    }

    /**
     * Removes an origin with all that is known of it and what was judged about it: an undo of its arrival, or an erasure.
     *
     * @return whether it was there
     */
    public boolean remove(OriginId origin) {
        int number = origins.find(origin);
        if (number < 0) {
            return false;
        }
        for (int fact = origins.firstFact(number); fact >= 0; fact = origins.firstFact(number)) {
            removeFact(fact);
        }
        if (number < stated.length) {
            stated[number] = null;
        }
        for (Judgement judgement : judgements.getOrDefault(origin, List.of())) {
            OriginId other = judgement.a().equals(origin) ? judgement.b() : judgement.a();
            forget(other, judgement);
            touchIfKnown(other);
        }
        judgements.remove(origin);
        // Whoever was of one person with it shared a value or a judgement, and has been touched by now.
        origins.remove(number);
        settle();
        return true;
    }

    private boolean forget(OriginId origin, Judgement judgement) {
        List<Judgement> said = judgements.get(origin);
        boolean removed = said != null && said.remove(judgement);
        if (said != null && said.isEmpty()) {
            judgements.remove(origin);
        }
        return removed;
    }

    /** Puts another policy into force on all evidence; costs as much as taking it all in again. */
    public void policy(IdentityPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        for (int fact = 0; fact < factCount; fact++) {
            if (facts[fact * STRIDE + ORIGIN] >= 0 && (facts[fact * STRIDE + SOURCE] & DERIVED) != 0) {
                removeFact(fact);
            }
        }
        dirtyCount = 0; // everybody is asked again below
        plan = new PolicyPlan(policy);
        component = new Component(plan, keys::compare);
        agreements.clear();
        for (int key = 0; key < keys.size(); key++) {
            keys.field(
                    key,
                    KeyTable.CLASS,
                    plan.classOf(Scheme.of(keys.scheme(key)), keys.text(key)).number());
        }
        for (int number = 0; number < origins.count(); number++) {
            if (origins.isPresent(number)) {
                for (int fact = origins.firstFact(number); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
                    deriveRelay(fact);
                }
                Stated known = number < stated.length ? stated[number] : null;
                if (known != null) {
                    derive(number, known.attributes());
                }
                touch(number);
            }
        }
        settle();
    }

    // ------------------------------------------------------------------ answers

    /** The smallest origin of the person that holds {@code origin}: equal for those of one. Null when it is not known. */
    @Nullable
    public OriginId personOf(OriginId origin) {
        int number = origins.find(origin);
        return number < 0 ? null : origins.id(origins.person(number));
    }

    /** Whether two known origins are one person. */
    public boolean isOnePerson(OriginId one, OriginId other) {
        int a = origins.find(one);
        int b = origins.find(other);
        return a >= 0 && b >= 0 && origins.person(a) == origins.person(b);
    }

    /** All origins of the person that holds {@code origin}; empty when it is not known. */
    public Set<OriginId> originsOf(OriginId origin) {
        int number = origins.find(origin);
        Set<OriginId> ids = new TreeSet<>();
        if (number >= 0) {
            int one = number;
            do {
                ids.add(origins.id(one));
                one = origins.nextOfPerson(one);
            } while (one != number);
        }
        return ids;
    }

    /** All people, by their smallest origin. A copy of everything: for small graphs and tests. */
    public List<Set<OriginId>> people() {
        List<Set<OriginId>> people = new ArrayList<>();
        for (int number = 0; number < origins.count(); number++) {
            if (origins.isPerson(number)) {
                people.add(originsOf(origins.id(number)));
            }
        }
        people.sort(Comparator.comparing(person -> person.iterator().next()));
        return people;
    }

    /** How many origins are known. */
    public int origins() {
        return origins.present();
    }

    /** How many people they are; counts them. */
    public int peopleCount() {
        int people = 0;
        for (int number = 0; number < origins.count(); number++) {
            people += origins.isPerson(number) ? 1 : 0;
        }
        return people;
    }

    /** How many different identifiers were ever seen, values derived from attributes included. */
    public int identifiers() {
        return keys.size();
    }

    /** How many facts are known: an identifier under an origin is one. */
    public int facts() {
        return sightings;
    }

    /** Bytes of all arrays: everything but profiles, judgements and a constant. */
    public long bytes() {
        return keys.bytes() + origins.bytes() + gathered.bytes() + 4L * (facts.length + stated.length + dirty.length);
    }

    /** How often a component was resolved. */
    int resolutions() {
        return resolutions;
    }

    /** What is known of an origin; null when it is not known. */
    @Nullable
    public OriginEvidence evidence(OriginId origin) {
        int number = origins.find(origin);
        return number < 0 ? null : evidence(number);
    }

    /**
     * The people around an origin with links, reviews and households, walked over everything that the policy looks at: what the
     * runtime's resolver answers.
     *
     * @throws IllegalArgumentException if the origin is not known
     */
    public Resolution explain(OriginId origin) {
        return told(List.of(origin)).resolution();
    }

    /**
     * Why two origins are one person, or are not.
     *
     * @throws IllegalArgumentException if one of them is not known
     */
    public Audit audit(OriginId one, OriginId other) {
        return told(List.of(one, other)).audit(one, other);
    }

    private Neighbourhood told(List<OriginId> around) {
        gathered.forgetAll();
        for (OriginId origin : around) {
            int number = origins.find(origin);
            if (number < 0) {
                throw new IllegalArgumentException("no such origin: " + origin);
            }
            gathered.reach(number);
        }
        walk(Strength.WEAK);
        return new Neighbourhood(fill(new Component(plan, keys::compare)));
    }

    // ------------------------------------------------------------------ origins

    private int originNumber(OriginId id) {
        int known = origins.find(id);
        if (known >= 0) {
            return known;
        }
        int number = origins.add(id);
        if (!judgements.isEmpty() && judgements.containsKey(id)) {
            touch(number);
        }
        return number;
    }

    // ------------------------------------------------------------------ facts

    private void fact(int origin, MatchKey of, String source, boolean verified, long seen) {
        String scheme = of.scheme().name();
        int before = keys.size();
        int key = keys.add(scheme, of.key());
        if (key == before) {
            keys.field(key, KeyTable.CLASS, plan.classOf(of).number());
        }
        int known = key == before ? -1 : factOf(origin, key, 0);
        if (known >= 0) {
            again(known, source, verified, seen);
            return;
        }
        int fact = newFact(origin, key, (sources.add(source) << SOURCE_BITS) | (verified ? VERIFIED : 0), seen);
        sightings++;
        if (plan.numbered(keys.field(key, KeyTable.CLASS)).relay()) {
            deriveRelay(fact);
        }
    }

    /** A fact said again: it may be verified now, or older than was known. */
    private void again(int fact, String source, boolean verified, long seen) {
        int at = fact * STRIDE;
        boolean changed = false;
        if (verified && (facts[at + SOURCE] & VERIFIED) == 0) {
            facts[at + SOURCE] |= VERIFIED;
            changed = true;
        }
        long known = OriginTable.get(facts, at + SEEN);
        if (seen <= known) {
            String knownSource = sources.get(facts[at + SOURCE] >>> SOURCE_BITS);
            boolean first = seen < known || source.compareTo(knownSource) < 0;
            if (first) {
                OriginTable.put(facts, at + SEEN, seen);
                facts[at + SOURCE] =
                        (sources.add(source) << SOURCE_BITS) | (facts[at + SOURCE] & ((1 << SOURCE_BITS) - 1));
                changed = true;
            }
        }
        if (changed) {
            int origin = facts[at + ORIGIN];
            if (plan.numbered(keys.field(facts[at + KEY], KeyTable.CLASS)).relay()) {
                deriveRelay(fact);
            }
            if (origins.isTied(origin)) {
                touch(origin);
            }
        }
    }

    /** The fact that an origin has a key; -1 for none. Looks where fewer are. */
    private int factOf(int origin, int key, int derived) {
        int degree = origins.degree(origin);
        if (degree <= 8 || degree <= keys.field(key, KeyTable.COUNT)) {
            for (int fact = origins.firstFact(origin); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
                if (facts[fact * STRIDE + KEY] == key && (facts[fact * STRIDE + SOURCE] & DERIVED) == derived) {
                    return fact;
                }
            }
            return -1;
        }
        for (int fact = keys.field(key, KeyTable.HEAD); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_KEY]) {
            if (facts[fact * STRIDE + ORIGIN] == origin && (facts[fact * STRIDE + SOURCE] & DERIVED) == derived) {
                return fact;
            }
        }
        return -1;
    }

    private int newFact(int origin, int key, int source, long seen) {
        int fact = freeFact;
        if (fact >= 0) {
            freeFact = facts[fact * STRIDE + NEXT_OF_ORIGIN];
        } else {
            fact = factCount++;
            if (fact * STRIDE == facts.length) {
                facts = Arrays.copyOf(facts, OriginTable.grown(facts.length));
            }
        }
        int at = fact * STRIDE;
        facts[at + ORIGIN] = origin;
        facts[at + KEY] = key;
        facts[at + NEXT_OF_ORIGIN] = origins.firstFact(origin);
        facts[at + NEXT_OF_KEY] = keys.field(key, KeyTable.HEAD);
        facts[at + SOURCE] = source;
        OriginTable.put(facts, at + SEEN, seen);
        origins.gains(origin, fact);
        keys.field(key, KeyTable.HEAD, fact);
        int count = keys.field(key, KeyTable.COUNT) + 1;
        keys.field(key, KeyTable.COUNT, count);
        held(origin, key, count);
        return fact;
    }

    /** After {@code origin} came to hold {@code key}, which {@code count} hold now. */
    private void held(int origin, int key, int count) {
        Graded graded = graded(key);
        if (graded != null && counts(graded, plan.leastThatCounts) && count > 1 && count <= graded.fanOut()) {
            touch(origin);
        } else if (graded != null && count == graded.fanOut() + 1) {
            touchHolders(key); // it has just ceased to tie them
        } else if (origins.isTied(origin)) {
            touch(origin); // limits, or which of its values is its own
        }
    }

    private void removeFact(int fact) {
        int at = fact * STRIDE;
        int origin = facts[at + ORIGIN];
        int key = facts[at + KEY];
        boolean derived = (facts[at + SOURCE] & DERIVED) != 0;
        if (!derived && plan.numbered(classNumber(key)).relay()) {
            removeRelay(fact);
        }
        unlink(origins.records, origin * STRIDE + OriginTable.FIRST, fact, NEXT_OF_ORIGIN);
        unlink(keys.records, key * KeyTable.STRIDE + KeyTable.HEAD, fact, NEXT_OF_KEY);
        origins.loses(origin);
        int count = keys.field(key, KeyTable.COUNT) - 1;
        keys.field(key, KeyTable.COUNT, count);
        facts[at + ORIGIN] = -1;
        facts[at + NEXT_OF_ORIGIN] = freeFact;
        freeFact = fact;
        sightings -= derived ? 0 : 1;
        Graded graded = graded(key);
        if (graded != null && count <= graded.fanOut()) {
            touchHolders(key); // they lost somebody, or it ties them again
        }
        if (origins.isTied(origin)) {
            touch(origin);
        }
    }

    private void unlink(int[] heads, int head, int fact, int next) {
        if (heads[head] == fact) {
            heads[head] = facts[fact * STRIDE + next];
            return;
        }
        int before = heads[head];
        while (facts[before * STRIDE + next] != fact) {
            before = facts[before * STRIDE + next];
        }
        facts[before * STRIDE + next] = facts[fact * STRIDE + next];
    }

    private int classNumber(int key) {
        int number = keys.field(key, KeyTable.CLASS);
        return number >= AGREEMENTS ? 0 : number;
    }

    private @Nullable Graded graded(int key) {
        int number = keys.field(key, KeyTable.CLASS);
        if (number >= AGREEMENTS) {
            return agreements.get(number - AGREEMENTS);
        }
        KeyClass of = plan.numbered(number);
        return of.blocked() || of.relay() ? null : of.graded();
    }

    private static boolean counts(Graded graded, Strength least) {
        return graded.grade().verified().compareTo(least) >= 0;
    }

    // ------------------------------------------------------------------ what follows from facts

    /** Ties a relay address within its source. */
    private void deriveRelay(int fact) {
        int at = fact * STRIDE;
        int key = facts[at + KEY];
        int number = keys.field(key, KeyTable.CLASS);
        if ((facts[at + SOURCE] & DERIVED) != 0
                || number >= AGREEMENTS
                || !plan.numbered(number).relay()) {
            return;
        }
        removeRelay(fact);
        int tie = derived(Component.relay(sources.get(facts[at + SOURCE] >>> SOURCE_BITS), keys.text(key)));
        newFact(facts[at + ORIGIN], tie, facts[at + SOURCE] | DERIVED, OriginTable.get(facts, at + SEEN));
    }

    /** Removes the tie of a relay address, whatever source it was scoped to. */
    private void removeRelay(int relay) {
        int origin = facts[relay * STRIDE + ORIGIN];
        String address = keys.text(facts[relay * STRIDE + KEY]);
        for (int fact = origins.firstFact(origin); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
            int key = facts[fact * STRIDE + KEY];
            if ((facts[fact * STRIDE + SOURCE] & DERIVED) != 0
                    && keys.scheme(key).equals(PolicyPlan.RELAY.name())
                    && keys.text(key).endsWith(' ' + address)) {
                removeFact(fact);
                return;
            }
        }
    }

    private int derived(MatchKey tie) {
        int before = keys.size();
        int key = keys.add(tie.scheme().name(), tie.key());
        if (key == before) {
            keys.field(key, KeyTable.CLASS, plan.classOf(tie).number());
        }
        return key;
    }

    private void state(int number, Map<String, AttributeValue> attributes) {
        Stated known = number < stated.length ? stated[number] : null;
        if (known == null ? attributes.isEmpty() : known.attributes().equals(attributes)) {
            return;
        }
        int fact = origins.firstFact(number);
        while (fact >= 0) {
            int next = facts[fact * STRIDE + NEXT_OF_ORIGIN];
            boolean agreed = keys.field(facts[fact * STRIDE + KEY], KeyTable.CLASS) >= AGREEMENTS;
            if ((facts[fact * STRIDE + SOURCE] & DERIVED) != 0 && agreed) {
                removeFact(fact);
            }
            fact = next;
        }
        derive(number, attributes);
        if (origins.isTied(number)) {
            touch(number);
        }
    }

    private void derive(int number, Map<String, AttributeValue> attributes) {
        if (number >= stated.length) {
            stated = Arrays.copyOf(stated, Math.max(number + 1, stated.length + (stated.length >> 1)));
        }
        if (attributes.isEmpty()) {
            stated[number] = null;
            return;
        }
        Profile profile = Profile.of(attributes, plan.policy);
        stated[number] = new Stated(Map.copyOf(attributes), profile);
        Component.agreements(profile, plan.policy).forEach((signal, tie) -> {
            int key = keys.add(tie.scheme().name(), tie.key());
            keys.field(key, KeyTable.CLASS, agreement(signal));
            newFact(number, key, DERIVED, 0);
        });
    }

    private int agreement(String signal) {
        for (int i = 0; i < agreements.size(); i++) {
            if (agreements.get(i).signal().equals(signal)) {
                return AGREEMENTS + i;
            }
        }
        agreements.add(Objects.requireNonNull(plan.agreement(signal), "agreement"));
        return AGREEMENTS + agreements.size() - 1;
    }

    // ------------------------------------------------------------------ components

    private void touch(int number) {
        if (dirtyCount == dirty.length) {
            dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
        }
        dirty[dirtyCount++] = number;
    }

    private void touchIfKnown(OriginId origin) {
        int number = origins.find(origin);
        if (number >= 0) {
            touch(number);
        }
    }

    private void touchHolders(int key) {
        for (int fact = keys.field(key, KeyTable.HEAD); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_KEY]) {
            touch(facts[fact * STRIDE + ORIGIN]);
        }
    }

    /** Resolves the components of everybody who was touched. */
    private void settle() {
        if (dirtyCount == 0) {
            return;
        }
        gathered.forgetAll();
        for (int i = 0; i < dirtyCount; i++) {
            int number = dirty[i];
            if (!gathered.isReached(number) && origins.isPresent(number)) {
                gathered.clear();
                gathered.reach(number);
                walk(plan.leastThatCounts);
                resolve();
            }
        }
        dirtyCount = 0;
    }

    /** Gathers everybody connected over ties that are at least {@code least} and over judgements. */
    private void walk(Strength least) {
        for (int i = 0; i < gathered.size(); i++) {
            int number = gathered.get(i);
            for (int fact = origins.firstFact(number); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
                int key = facts[fact * STRIDE + KEY];
                int count = keys.field(key, KeyTable.COUNT);
                if (count > 1) {
                    Graded graded = graded(key);
                    if (graded != null && count <= graded.fanOut() && counts(graded, least)) {
                        for (int other = keys.field(key, KeyTable.HEAD);
                                other >= 0;
                                other = facts[other * STRIDE + NEXT_OF_KEY]) {
                            gathered.reach(facts[other * STRIDE + ORIGIN]);
                        }
                    }
                }
            }
            if (!judgements.isEmpty()) {
                OriginId id = origins.id(number);
                for (Judgement judgement : judgements.getOrDefault(id, List.of())) {
                    int other = origins.find(judgement.a().equals(id) ? judgement.b() : judgement.a());
                    if (other >= 0) {
                        gathered.reach(other);
                    }
                }
            }
        }
    }

    private void resolve() {
        if (gathered.size() == 1) {
            origins.standAlone(gathered.get(0));
            return;
        }
        resolutions++;
        gathered.sort(origins);
        component.clear();
        int[] persons = new Neighbourhood(fill(component)).persons();
        int[] first = new int[gathered.size()];
        Arrays.fill(first, -1);
        for (int i = 0; i < gathered.size(); i++) {
            int smallest = first[persons[i]];
            if (smallest < 0) {
                first[persons[i]] = i;
                origins.beginPerson(gathered.get(i));
            } else {
                origins.join(gathered.get(i), gathered.get(smallest));
            }
        }
    }

    private Component fill(Component into) {
        gathered.sort(origins);
        for (int i = 0; i < gathered.size(); i++) {
            int number = gathered.get(i);
            Stated known = number < stated.length ? stated[number] : null;
            into.begin(origins.id(number), known == null || known.profile().saysNothing() ? null : known.profile());
            for (int fact = origins.firstFact(number); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
                fill(into, fact);
            }
            into.end();
        }
        if (!judgements.isEmpty()) {
            for (int i = 0; i < gathered.size(); i++) {
                OriginId id = into.ids[i];
                for (Judgement judgement : judgements.getOrDefault(id, List.of())) {
                    int other = judgement.a().equals(id) ? origins.find(judgement.b()) : -1; // each once
                    for (int j = 0; j < gathered.size() && other >= 0; j++) {
                        if (gathered.get(j) == other) {
                            into.judgement(judgement, i, j);
                        }
                    }
                }
            }
        }
        return into;
    }

    private void fill(Component into, int fact) {
        int at = fact * STRIDE;
        int key = facts[at + KEY];
        int number = keys.field(key, KeyTable.CLASS);
        if (number >= AGREEMENTS) {
            into.agreement(key, agreements.get(number - AGREEMENTS), keys.field(key, KeyTable.COUNT));
            return;
        }
        if ((facts[at + SOURCE] & DERIVED) != 0) {
            return; // told with the address it follows from
        }
        KeyClass of = plan.numbered(number);
        String source = sources.get(facts[at + SOURCE] >>> SOURCE_BITS);
        int tie = key;
        if (of.relay()) {
            MatchKey scoped = Component.relay(source, keys.text(key));
            tie = keys.find(scoped.scheme().name(), scoped.key());
        }
        into.fact(
                key,
                tie,
                of,
                (facts[at + SOURCE] & VERIFIED) != 0,
                source,
                OriginTable.get(facts, at + SEEN),
                keys.field(tie, KeyTable.COUNT));
    }

    private OriginEvidence evidence(int number) {
        Map<MatchKey, Sighting> seen = new TreeMap<>();
        Instant first = null;
        for (int fact = origins.firstFact(number); fact >= 0; fact = facts[fact * STRIDE + NEXT_OF_ORIGIN]) {
            int at = fact * STRIDE;
            if ((facts[at + SOURCE] & DERIVED) == 0) {
                int key = facts[at + KEY];
                MatchKey of = new MatchKey(Scheme.of(keys.scheme(key)), keys.text(key));
                Instant when = Instant.ofEpochMilli(OriginTable.get(facts, at + SEEN));
                seen.put(
                        of,
                        new Sighting(
                                of,
                                sources.get(facts[at + SOURCE] >>> SOURCE_BITS),
                                (facts[at + SOURCE] & VERIFIED) != 0,
                                when));
                first = first == null || when.isBefore(first) ? when : first;
            }
        }
        Stated known = number < stated.length ? stated[number] : null;
        return new OriginEvidence(
                origins.id(number),
                first == null ? Instant.EPOCH : first,
                List.copyOf(seen.values()),
                known == null ? Map.of() : known.attributes());
    }

    /** All evidence, by origin, as a resolver or another graph takes it. A copy of everything. */
    public Collection<OriginEvidence> evidence() {
        List<OriginEvidence> all = new ArrayList<>(origins.present());
        for (int number = 0; number < origins.count(); number++) {
            if (origins.isPresent(number)) {
                all.add(evidence(number));
            }
        }
        all.sort(Comparator.comparing(OriginEvidence::origin));
        return all;
    }

    /** Everything that was said of the origins known here, each once. */
    public List<Judgement> judgements() {
        Set<Judgement> all = new LinkedHashSet<>();
        judgements.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
