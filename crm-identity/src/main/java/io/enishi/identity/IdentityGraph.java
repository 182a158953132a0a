package io.enishi.identity;

import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private PolicyPlan plan;
    private final KnownFacts known;
    private final OriginTable origins;
    private final Judgements judgements = new Judgements();
    private final Gathering gathered = new Gathering();
    private Component component;
    private int resolutions;

    private IdentityGraph(IdentityPolicy policy) {
        this.plan = new PolicyPlan(policy);
        this.known = new KnownFacts(plan);
        this.origins = known.origins;
        this.component = new Component(plan, known.keys::compare);
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
        int number = number(origin);
        for (int i = 0; i < seen.size(); i++) {
            known.see(number, seen.get(i));
        }
        settle();
    }

    /** As {@link #see(OriginId, List)}, for one identifier. */
    public void see(OriginId origin, Sighting seen) {
        known.see(number(origin), seen);
        settle();
    }

    /** Sets the profile attributes of an origin, in place of those of before. */
    public void state(OriginId origin, Map<String, AttributeValue> attributes) {
        known.state(number(origin), attributes);
        settle();
    }

    /** Adds evidence to what is known of its origin; its attributes are set in place of those of before. */
    public void add(OriginEvidence evidence) {
        int number = number(evidence.origin());
        for (Sighting one : evidence.sightings()) {
            known.see(number, one);
        }
        known.state(number, evidence.attributes());
        settle();
    }

    /** Adds the only row of an origin; several rows of one go through {@link SourceRecord#evidence(Collection)}. */
    public void add(SourceRecord row) {
        add(row.evidence());
    }

    /** Adds what a person or a model said of two origins; it counts once both are known. Nothing said before is lost. */
    public void judge(Judgement judgement) {
        judgements.add(judgement);
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
        int of = number < 0 ? -1 : known.keys.find(key.scheme().name(), key.key());
        int fact = of < 0 ? -1 : known.facts.find(number, of, false);
        if (fact < 0) {
            return false;
        }
        known.remove(fact);
        known.touched.add(number);
        settle();
        return true;
    }

    /**
     * Removes one judgement.
     *
     * @return whether it was there
     */
    public boolean remove(Judgement judgement) {
        boolean removed = judgements.remove(judgement);
        if (removed) {
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
        known.removeAll(number);
        for (Judgement judgement : judgements.removeAll(origin)) {
            touchIfKnown(Judgements.other(judgement, origin));
        }
        // Whoever was of one person with it shared a value or a judgement, and has been touched by now.
        origins.remove(number);
        settle();
        return true;
    }

    /** Puts another policy into force on all evidence; costs as much as taking it all in again. */
    public void policy(IdentityPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        plan = new PolicyPlan(policy);
        component = new Component(plan, known.keys::compare);
        known.follow(plan);
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
        return known.keys.size();
    }

    /** How many facts are known: an identifier under an origin is one. */
    public int facts() {
        return known.sightings();
    }

    /** Bytes of all arrays: everything but profiles, judgements and a constant. */
    public long bytes() {
        return known.bytes() + gathered.bytes();
    }

    /** How often a component was resolved. */
    int resolutions() {
        return resolutions;
    }

    /** What is known of an origin; null when it is not known. */
    @Nullable
    public OriginEvidence evidence(OriginId origin) {
        int number = origins.find(origin);
        return number < 0 ? null : known.evidence(number);
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
        return new Neighbourhood(fill(new Component(plan, known.keys::compare)));
    }

    // ------------------------------------------------------------------ components

    private int number(OriginId id) {
        int there = origins.find(id);
        if (there >= 0) {
            return there;
        }
        int number = origins.add(id);
        if (!judgements.isEmpty() && !judgements.of(id).isEmpty()) {
            known.touched.add(number);
        }
        return number;
    }

    private void touchIfKnown(OriginId origin) {
        int number = origins.find(origin);
        if (number >= 0) {
            known.touched.add(number);
        }
    }

    /** Resolves the components of everybody who was touched. */
    private void settle() {
        KnownFacts.Touched touched = known.touched;
        if (touched.count() == 0) {
            return;
        }
        gathered.forgetAll();
        for (int i = 0; i < touched.count(); i++) {
            int number = touched.get(i);
            if (!gathered.isReached(number) && origins.isPresent(number)) {
                gathered.clear();
                gathered.reach(number);
                walk(plan.leastThatCounts);
                resolve();
            }
        }
        touched.clear();
    }

    /** Gathers everybody connected over ties that are at least {@code least} and over judgements. */
    private void walk(Strength least) {
        FactTable facts = known.facts;
        for (int i = 0; i < gathered.size(); i++) {
            int number = gathered.get(i);
            for (int fact = origins.firstFact(number); fact >= 0; fact = facts.nextOfOrigin(fact)) {
                if (known.ties(facts.key(fact), least)) {
                    reachHolders(facts.key(fact));
                }
            }
            if (!judgements.isEmpty()) {
                OriginId id = origins.id(number);
                for (Judgement judgement : judgements.of(id)) {
                    int other = origins.find(Judgements.other(judgement, id));
                    if (other >= 0) {
                        gathered.reach(other);
                    }
                }
            }
        }
    }

    private void reachHolders(int key) {
        FactTable facts = known.facts;
        for (int fact = known.keys.field(key, KeyTable.HEAD); fact >= 0; fact = facts.nextOfKey(fact)) {
            gathered.reach(facts.origin(fact));
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
            known.tell(gathered.get(i), into);
        }
        if (!judgements.isEmpty()) {
            for (int i = 0; i < gathered.size(); i++) {
                OriginId id = into.ids[i];
                for (Judgement judgement : judgements.of(id)) {
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

    /** All evidence, by origin, as a resolver or another graph takes it. A copy of everything. */
    public Collection<OriginEvidence> evidence() {
        List<OriginEvidence> all = new ArrayList<>(origins.present());
        for (int number = 0; number < origins.count(); number++) {
            if (origins.isPresent(number)) {
                all.add(known.evidence(number));
            }
        }
        all.sort(Comparator.comparing(OriginEvidence::origin));
        return all;
    }

    /** Everything that was said of the origins known here, each once. */
    public List<Judgement> judgements() {
        return judgements.all();
    }
}
