package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import io.enishi.identity.PolicyPlan.Graded;
import io.enishi.identity.PolicyPlan.KeyClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of origins, what follows from it under a policy (ties of relay addresses, agreements of attributes), and whose people
 * may be others for it now.
 */
final class KnownFacts {

    /** A class number from here on is that of an agreement of attributes. */
    private static final int AGREEMENTS = 1 << 24;

    final KeyTable keys = new KeyTable();
    final OriginTable origins = new OriginTable();
    final FactTable facts = new FactTable(origins, keys);
    final Touched touched = new Touched();

    private PolicyPlan plan;
    private final List<Graded> agreements = new ArrayList<>();
    private final KeyTable.Few sources = new KeyTable.Few();
    private int sightings;
    /** By number of the origin; null where nothing is stated. */
    @Nullable
    private Stated[] stated = new Stated[0];

    private record Stated(Map<String, AttributeValue> attributes, Profile profile) {}

    KnownFacts(PolicyPlan plan) {
        this.plan = plan;
    }

    /** How many were seen; those that follow from others do not count. */
    int sightings() {
        return sightings;
    }

    long bytes() {
        return keys.bytes() + origins.bytes() + facts.bytes() + touched.bytes() + 4L * stated.length;
    }

    // ------------------------------------------------------------------ facts

    void see(int origin, Sighting seen) {
        MatchKey of = seen.key();
        int before = keys.size();
        int key = keys.add(of.scheme().name(), of.key());
        if (key == before) {
            keys.field(key, KeyTable.CLASS, plan.classOf(of).number());
        }
        long at = seen.firstSeen().toEpochMilli();
        int known = key == before ? -1 : facts.find(origin, key, false);
        if (known >= 0) {
            again(known, seen.source(), seen.verified(), at);
            return;
        }
        int fact = add(origin, key, sources.add(seen.source()), seen.verified(), false, at);
        sightings++;
        if (isRelay(key)) {
            deriveRelay(fact);
        }
    }

    /** A fact said again: it may be verified now, or older than was known. */
    private void again(int fact, String source, boolean verified, long seen) {
        boolean changed = verified && !facts.isVerified(fact);
        if (changed) {
            facts.verify(fact);
        }
        long known = facts.seen(fact);
        if (seen < known || (seen == known && source.compareTo(sources.get(facts.source(fact))) < 0)) {
            facts.firstSeen(fact, seen, sources.add(source));
            changed = true;
        }
        if (changed) {
            if (isRelay(facts.key(fact))) {
                deriveRelay(fact);
            }
            touchIfTied(facts.origin(fact));
        }
    }

    private int add(int origin, int key, int source, boolean verified, boolean derived, long seen) {
        int fact = facts.add(origin, key, source, verified, derived, seen);
        int count = keys.field(key, KeyTable.COUNT);
        Graded graded = graded(key);
        if (graded != null && counts(graded, plan.leastThatCounts) && count > 1 && count <= graded.fanOut()) {
            touched.add(origin);
        } else if (graded != null && count == graded.fanOut() + 1) {
            touchHolders(key); // it has just ceased to tie them
        } else {
            touchIfTied(origin); // limits, or which of its values is its own
        }
        return fact;
    }

    void remove(int fact) {
        int origin = facts.origin(fact);
        int key = facts.key(fact);
        boolean derived = facts.isDerived(fact);
        if (!derived && isRelay(key)) {
            removeRelay(fact);
        }
        facts.remove(fact);
        sightings -= derived ? 0 : 1;
        Graded graded = graded(key);
        if (graded != null && keys.field(key, KeyTable.COUNT) <= graded.fanOut()) {
            touchHolders(key); // they lost somebody, or it ties them again
        }
        touchIfTied(origin);
    }

    /** Removes all that is known of an origin. */
    void removeAll(int origin) {
        for (int fact = origins.firstFact(origin); fact >= 0; fact = origins.firstFact(origin)) {
            remove(fact);
        }
        if (origin < stated.length) {
            stated[origin] = null;
        }
    }

    private void touchIfTied(int origin) {
        if (origins.isTied(origin)) {
            touched.add(origin);
        }
    }

    private void touchHolders(int key) {
        for (int fact = keys.field(key, KeyTable.HEAD); fact >= 0; fact = facts.nextOfKey(fact)) {
            touched.add(facts.origin(fact));
        }
    }

    // ------------------------------------------------------------------ what keys are worth

    /** How a key ties its holders; null when it does not. */
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

    /** Whether a key ties those who have it, now, at least so strongly. */
    boolean ties(int key, Strength least) {
        int count = keys.field(key, KeyTable.COUNT);
        if (count < 2) {
            return false;
        }
        Graded graded = graded(key);
        return graded != null && count <= graded.fanOut() && counts(graded, least);
    }

    private boolean isRelay(int key) {
        int number = keys.field(key, KeyTable.CLASS);
        return number < AGREEMENTS && plan.numbered(number).relay();
    }

    // ------------------------------------------------------------------ what follows from facts

    /** Ties a relay address within its source. */
    private void deriveRelay(int fact) {
        removeRelay(fact);
        int source = facts.source(fact);
        MatchKey tie = Component.relay(sources.get(source), keys.text(facts.key(fact)));
        int before = keys.size();
        int key = keys.add(tie.scheme().name(), tie.key());
        if (key == before) {
            keys.field(key, KeyTable.CLASS, plan.classOf(tie).number());
        }
        add(facts.origin(fact), key, source, facts.isVerified(fact), true, facts.seen(fact));
    }

    /** Removes the tie of a relay address, whatever source it was scoped to. */
    private void removeRelay(int relay) {
        String address = keys.text(facts.key(relay));
        for (int fact = origins.firstFact(facts.origin(relay)); fact >= 0; fact = facts.nextOfOrigin(fact)) {
            int key = facts.key(fact);
            if (facts.isDerived(fact)
                    && keys.scheme(key).equals(PolicyPlan.RELAY.name())
                    && keys.text(key).endsWith(' ' + address)) {
                remove(fact);
                return;
            }
        }
    }

    /** Sets the attributes of an origin in place of those of before. */
    void state(int origin, Map<String, AttributeValue> attributes) {
        Stated known = stated(origin);
        if (known == null ? attributes.isEmpty() : known.attributes().equals(attributes)) {
            return;
        }
        int fact = origins.firstFact(origin);
        while (fact >= 0) {
            int next = facts.nextOfOrigin(fact);
            if (facts.isDerived(fact) && keys.field(facts.key(fact), KeyTable.CLASS) >= AGREEMENTS) {
                remove(fact);
            }
            fact = next;
        }
        derive(origin, attributes);
        touchIfTied(origin);
    }

    private @Nullable Stated stated(int origin) {
        return origin < stated.length ? stated[origin] : null;
    }

    private void derive(int origin, Map<String, AttributeValue> attributes) {
        if (origin >= stated.length) {
            stated = Arrays.copyOf(stated, Math.max(origin + 1, stated.length + (stated.length >> 1)));
        }
        if (attributes.isEmpty()) {
            stated[origin] = null;
            return;
        }
        Profile profile = Profile.of(attributes, plan.policy);
        stated[origin] = new Stated(Map.copyOf(attributes), profile);
        Component.agreements(profile, plan.policy).forEach((signal, tie) -> {
            int key = keys.add(tie.scheme().name(), tie.key());
            keys.field(key, KeyTable.CLASS, agreement(signal));
            add(origin, key, 0, false, true, 0);
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

    /** Says of everything what it means under another policy; everybody is touched. */
    void follow(PolicyPlan another) {
        for (int fact = 0; fact < facts.count(); fact++) {
            if (facts.isPresent(fact) && facts.isDerived(fact)) {
                remove(fact);
            }
        }
        touched.clear(); // everybody is asked again below
        plan = another;
        agreements.clear();
        for (int key = 0; key < keys.size(); key++) {
            keys.field(
                    key,
                    KeyTable.CLASS,
                    plan.classOf(Scheme.of(keys.scheme(key)), keys.text(key)).number());
        }
        for (int origin = 0; origin < origins.count(); origin++) {
            if (origins.isPresent(origin)) {
                for (int fact = origins.firstFact(origin); fact >= 0; fact = facts.nextOfOrigin(fact)) {
                    if (!facts.isDerived(fact) && isRelay(facts.key(fact))) {
                        deriveRelay(fact);
                    }
                }
                Stated known = stated(origin);
                if (known != null) {
                    derive(origin, known.attributes());
                }
                touched.add(origin);
            }
        }
    }

    // ------------------------------------------------------------------ told to others

    /** Tells a component of an origin. */
    void tell(int origin, Component into) {
        Stated known = stated(origin);
        into.begin(origins.id(origin), known == null || known.profile().saysNothing() ? null : known.profile());
        for (int fact = origins.firstFact(origin); fact >= 0; fact = facts.nextOfOrigin(fact)) {
            tellFact(fact, into);
        }
        into.end();
    }

    private void tellFact(int fact, Component into) {
        int key = facts.key(fact);
        int number = keys.field(key, KeyTable.CLASS);
        if (number >= AGREEMENTS) {
            into.agreement(key, agreements.get(number - AGREEMENTS), keys.field(key, KeyTable.COUNT));
            return;
        }
        if (facts.isDerived(fact)) {
            return; // told with the address it follows from
        }
        KeyClass of = plan.numbered(number);
        String source = sources.get(facts.source(fact));
        int tie = key;
        if (of.relay()) {
            MatchKey scoped = Component.relay(source, keys.text(key));
            tie = keys.find(scoped.scheme().name(), scoped.key());
        }
        into.fact(key, tie, of, facts.isVerified(fact), source, facts.seen(fact), keys.field(tie, KeyTable.COUNT));
    }

    OriginEvidence evidence(int origin) {
        Map<MatchKey, Sighting> seen = new TreeMap<>();
        Instant first = null;
        for (int fact = origins.firstFact(origin); fact >= 0; fact = facts.nextOfOrigin(fact)) {
            if (!facts.isDerived(fact)) {
                int key = facts.key(fact);
                MatchKey of = new MatchKey(Scheme.of(keys.scheme(key)), keys.text(key));
                Instant when = Instant.ofEpochMilli(facts.seen(fact));
                seen.put(of, new Sighting(of, sources.get(facts.source(fact)), facts.isVerified(fact), when));
                first = first == null || when.isBefore(first) ? when : first;
            }
        }
        Stated known = stated(origin);
        return new OriginEvidence(
                origins.id(origin),
                first == null ? Instant.EPOCH : first,
                List.copyOf(seen.values()),
                known == null ? Map.of() : known.attributes());
    }

    /** Numbers of origins whose people have to be found again. */
    static final class Touched {
        private int[] numbers = new int[16];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        int count() {
            return count;
        }

        int get(int place) {
            return numbers[place];
        }

        void clear() {
            count = 0;
        }

        long bytes() {
            return 4L * numbers.length;
        }
    }
}
