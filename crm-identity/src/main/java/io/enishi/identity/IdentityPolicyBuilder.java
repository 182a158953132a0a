package io.enishi.identity;

import io.enishi.identity.IdentityPolicy.Agreement;
import io.enishi.identity.IdentityPolicy.Combination;
import io.enishi.identity.IdentityPolicy.Grade;
import io.enishi.identity.IdentityPolicy.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts an {@link IdentityPolicy} together; what is said twice counts as said last. Nothing is checked before {@link #build()}. */
public final class IdentityPolicyBuilder {

    private final String name;
    private final TreeMap<String, Grade> grades = new TreeMap<>();
    private final TreeMap<String, Agreement> agreements = new TreeMap<>();
    private final List<Combination> combinations = new ArrayList<>();
    private final TreeMap<String, Integer> limits = new TreeMap<>();
    private final TreeMap<String, Rate> rates = new TreeMap<>();
    private final TreeSet<String> accounts = new TreeSet<>();
    private final List<String> priority = new ArrayList<>();
    private final TreeMap<String, SortedSet<String>> blocked = new TreeMap<>();
    private final TreeMap<String, Integer> fanOuts = new TreeMap<>();
    private final TreeSet<String> relays = new TreeSet<>();
    private int fanOut = 20;
    private boolean unnamed = true;

    IdentityPolicyBuilder(String name) {
        this.name = name;
    }

    IdentityPolicyBuilder like(IdentityPolicy policy) {
        grades.putAll(policy.grades());
        agreements.putAll(policy.agreements());
        combinations.addAll(policy.combinations());
        limits.putAll(policy.limits());
        rates.putAll(policy.rates());
        accounts.addAll(policy.accounts());
        priority.addAll(policy.priority());
        policy.blocked().forEach((of, patterns) -> block(of, patterns.toArray(new String[0])));
        fanOuts.putAll(policy.fanOuts());
        relays.addAll(policy.relays());
        fanOut = policy.fanOut();
        unnamed = policy.unnamed();
        return this;
    }

    IdentityPolicyBuilder add(
            Map<String, Grade> moreGrades,
            Map<String, Agreement> moreAgreements,
            List<Combination> moreCombinations,
            Map<String, Integer> moreLimits,
            Map<String, Rate> moreRates,
            Map<String, Integer> moreFanOuts) {
        grades.putAll(moreGrades);
        agreements.putAll(moreAgreements);
        combinations.addAll(moreCombinations);
        limits.putAll(moreLimits);
        rates.putAll(moreRates);
        fanOuts.putAll(moreFanOuts);
        return this;
    }

    /** Grades a signal alike whether verified or not. */
    public IdentityPolicyBuilder grade(String signal, Strength strength) {
        return grade(signal, strength, strength);
    }

    public IdentityPolicyBuilder grade(String signal, Strength verified, Strength unverified) {
        grades.put(signal, new Grade(verified, unverified));
        return this;
    }

    /** Names a signal: these profile attributes are known and the same. */
    public IdentityPolicyBuilder agreement(String signal, Strength strength, String... attributes) {
        agreements.put(signal, new Agreement(new TreeSet<>(List.of(attributes)), strength));
        return this;
    }

    /** Lets {@code count} independent signals count as a stronger one where the names agree. */
    public IdentityPolicyBuilder combination(int count, Strength of, Strength as) {
        combinations.add(new Combination(count, of, as, false));
        return this;
    }

    /** Lets {@code count} independent signals count as a stronger one, also where the names cannot be compared. */
    public IdentityPolicyBuilder combinationWithoutNames(int count, Strength of, Strength as) {
        combinations.add(new Combination(count, of, as, true));
        return this;
    }

    /** Takes back all combinations said so far. */
    public IdentityPolicyBuilder noCombinations() {
        combinations.clear();
        return this;
    }

    /** Lets one person have at most so many different values of a scheme or family. */
    public IdentityPolicyBuilder limit(String scheme, int atMost) {
        limits.put(scheme, atMost);
        return this;
    }

    /** Lets one person gain at most so many different values of a scheme or family within any span of this length. */
    public IdentityPolicyBuilder limit(String scheme, int atMost, Duration within) {
        rates.put(scheme, new Rate(atMost, within));
        return this;
    }

    /** Says that a source has one person under one value of this family of schemes. */
    public IdentityPolicyBuilder account(String family) {
        accounts.add(family);
        return this;
    }

    /** Lets links over these signals go first among those of equal strength, in this order; replaces what was said before. */
    public IdentityPolicyBuilder priority(String... signals) {
        priority.clear();
        priority.addAll(List.of(signals));
        return this;
    }

    /** Takes back the limits of a scheme or family. */
    public IdentityPolicyBuilder unlimited(String scheme) {
        limits.remove(scheme);
        rates.remove(scheme);
        return this;
    }

    /** Blocks values: exact ones, or patterns in which {@code *} stands for any characters. */
    public IdentityPolicyBuilder block(String of, String... patterns) {
        blocked.computeIfAbsent(of, absent -> new TreeSet<>()).addAll(List.of(patterns));
        return this;
    }

    /** Takes back a blocked value, as it was written. */
    public IdentityPolicyBuilder unblock(String of, String pattern) {
        blocked.getOrDefault(of, new TreeSet<>()).remove(pattern);
        return this;
    }

    /** Blocks every value that more than {@code origins} origins share. */
    public IdentityPolicyBuilder fanOut(int origins) {
        fanOut = origins;
        return this;
    }

    /** Blocks every value of one signal that more than {@code origins} origins share. */
    public IdentityPolicyBuilder fanOut(String signal, int origins) {
        fanOuts.put(signal, origins);
        return this;
    }

    /** Names e-mail addresses that a marketplace hands out: {@code *@relay.example}. */
    public IdentityPolicyBuilder relay(String pattern) {
        relays.add(pattern);
        return this;
    }

    /** Whether one strong signal links where the names cannot be compared; true unless said otherwise. */
    public IdentityPolicyBuilder unnamed(boolean links) {
        unnamed = links;
        return this;
    }

    /**
     * The policy.
     *
     * @throws io.enishi.core.value.DefinitionException with all problems
     */
    public IdentityPolicy build() {
        return new IdentityPolicy(
                name,
                grades,
                agreements,
                combinations,
                limits,
                rates,
                accounts,
                blocked,
                fanOut,
                fanOuts,
                relays,
                priority,
                unnamed);
    }
}
