package io.enishi.identity;

import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityPolicy.Grade;
import io.enishi.identity.IdentityPolicy.Rate;
import io.enishi.identity.normal.PhoneKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy looked up once for each kind of value instead of once for each decision. Grows with what it is asked; not for several
 * threads.
 */
final class PolicyPlan {

    static final Scheme RELAY = Scheme.of("email-relay");
    /** The signal of what models said. */
    static final String LINKAGE = "linkage";

    /** The kind of all agreements of attributes: they are not independent of each other. */
    static final String PROFILE = "profile";

    final IdentityPolicy policy;

    /** The weakest signal that can bring anybody together, alone or with others. */
    final Strength leastThatCounts;

    private final Map<KeyClass, KeyClass> classes = new HashMap<>();
    private final List<KeyClass> numbered = new ArrayList<>();
    private final Map<String, Graded> graded = new HashMap<>();
    private final Map<String, Bound> bounds = new HashMap<>();
    private final List<Bound> boundsByNumber = new ArrayList<>();
    private final @Nullable Graded linkage;

    PolicyPlan(IdentityPolicy policy) {
        this.policy = policy;
        Strength least = Strength.MEDIUM;
        for (IdentityPolicy.Combination combination : policy.combinations()) {
            least = combination.of().compareTo(least) < 0 ? combination.of() : least;
        }
        this.leastThatCounts = least;
        Grade grade = policy.grades().get(LINKAGE);
        this.linkage = grade == null ? null : new Graded(LINKAGE, LINKAGE, grade, priority(LINKAGE), Integer.MAX_VALUE);
    }

    /**
     * What a signal is worth.
     *
     * @param kind signals of one kind are not independent of each other
     * @param priority smaller goes first among signals of one strength
     * @param fanOut how many origins may share a value
     */
    record Graded(String signal, String kind, Grade grade, int priority, int fanOut) {
        Strength strength(boolean proven) {
            return proven ? grade.verified() : grade.unverified();
        }
    }

    /**
     * A bound on how many different values one person can have.
     *
     * @param within a span in milliseconds; {@code Long.MAX_VALUE} for at any time
     */
    record Bound(int number, String rule, int atMost, long within) {
        boolean isRate() {
            return within != Long.MAX_VALUE;
        }
    }

    /**
     * What the policy says of a value.
     *
     * @param rank of the scheme, strongest first
     * @param graded null when the value is never looked at
     * @param relay whether it says something within its source only
     * @param limit null for any number
     * @param rate null for any number
     * @param account whether a source has one person under it
     * @param number of this class
     */
    record KeyClass(
            String scheme,
            int rank,
            boolean blocked,
            @Nullable Graded graded,
            boolean relay,
            @Nullable Bound limit,
            @Nullable Bound rate,
            boolean account,
            int number) {
        boolean ties() {
            return graded != null && !blocked;
        }
    }

    KeyClass classOf(MatchKey key) {
        return classOf(key.scheme(), key.key());
    }

    KeyClass classOf(Scheme scheme, String key) {
        String family = scheme.family();
        String signal = family;
        boolean relay = false;
        if (family.equals("phone")) {
            signal = PhoneKind.of(key).signal();
        } else if (family.equals("email") && policy.isRelay(key)) {
            signal = RELAY.name();
            relay = true;
        }
        String name = scheme.name();
        KeyClass asked = new KeyClass(
                name,
                rank(family),
                isBlocked(name, family, key),
                graded(signal, relay ? RELAY.name() : name, family),
                relay,
                bound("limit:", name, most(policy.limits(), name, family), Long.MAX_VALUE),
                rate(name, family),
                policy.accounts().contains(family),
                0);
        KeyClass known = classes.get(asked);
        if (known == null) {
            known = new KeyClass(
                    asked.scheme,
                    asked.rank,
                    asked.blocked,
                    asked.graded,
                    asked.relay,
                    asked.limit,
                    asked.rate,
                    asked.account,
                    numbered.size());
            classes.put(asked, known);
            numbered.add(known);
        }
        return known;
    }

    /** The class of an agreement of attributes; null when it is never looked at. */
    @Nullable
    Graded agreement(String signal) {
        IdentityPolicy.Agreement agreement = policy.agreements().get(signal);
        if (agreement == null || agreement.strength() == Strength.NEVER) {
            return null;
        }
        return graded.computeIfAbsent(
                ' ' + signal,
                absent -> new Graded(
                        signal,
                        PROFILE,
                        new Grade(agreement.strength(), agreement.strength()),
                        priority(signal),
                        policy.fanOutOf(signal)));
    }

    @Nullable
    Graded linkage() {
        return linkage;
    }

    KeyClass numbered(int number) {
        return numbered.get(number);
    }

    Bound bound(int number) {
        return boundsByNumber.get(number);
    }

    /** One source has one person under each of its accounts. */
    Bound account(String source, String scheme) {
        Bound bound = bounds.get("same-source:" + source + ' ' + scheme);
        return bound == null
                ? newBound("same-source:" + source + ' ' + scheme, "same-source:" + source, 1, Long.MAX_VALUE)
                : bound;
    }

    private @Nullable Graded graded(String signal, String scheme, String family) {
        Grade exact = policy.grades().get(scheme);
        Grade grade = exact == null ? policy.grades().get(signal) : exact;
        if (grade == null || grade.verified() == Strength.NEVER) {
            return null;
        }
        return graded.computeIfAbsent(
                scheme + ' ' + signal,
                absent -> new Graded(signal, family, grade, priority(signal), policy.fanOutOf(signal)));
    }

    private int priority(String signal) {
        int index = policy.priority().indexOf(signal);
        return index < 0 ? policy.priority().size() : index;
    }

    private boolean isBlocked(String scheme, String family, String key) {
        String value = family.equals("phone") ? PhoneKind.national(key) : key;
        return policy.blocks(family, value) || (!family.equals(scheme) && policy.blocks(scheme, value));
    }

    private @Nullable Bound rate(String scheme, String family) {
        Rate exact = policy.rates().get(scheme);
        Rate rate = exact == null ? policy.rates().get(family) : exact;
        return rate == null
                ? null
                : bound("rate:", scheme, rate.atMost(), rate.within().toMillis());
    }

    private static @Nullable Integer most(Map<String, Integer> limits, String scheme, String family) {
        Integer exact = limits.get(scheme);
        return exact == null ? limits.get(family) : exact;
    }

    private @Nullable Bound bound(String prefix, String scheme, @Nullable Integer atMost, long within) {
        if (atMost == null) {
            return null;
        }
        Bound bound = bounds.get(prefix + scheme);
        return bound == null ? newBound(prefix + scheme, prefix + scheme, atMost, within) : bound;
    }

    private Bound newBound(String name, String rule, int atMost, long within) {
        Bound bound = new Bound(boundsByNumber.size(), rule, atMost, within);
        bounds.put(name, bound);
        boundsByNumber.add(bound);
        return bound;
    }

    private static int rank(String family) {
        int rank = Scheme.DEFAULT_ORDER.indexOf(family);
        return rank < 0 ? Scheme.DEFAULT_ORDER.size() : rank;
    }
}
