package io.enishi.identity;

import io.enishi.identity.IdentityPolicy.Combination;
import io.enishi.identity.PolicyPlan.Graded;
import io.enishi.identity.PolicyWords.Words;
import io.enishi.identity.ja.NameAgreement;
import io.enishi.identity.ja.PersonName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two origins that share something: what they share, what it is worth together, and what the policy makes of it when nothing
 * but the two is looked at.
 */
final class Pair {

    /** What the policy makes of a pair. */
    enum Outcome {
        ACCEPT,
        REVIEW,
        REFUSE
    }

    /**
     * One thing shared.
     *
     * @param proven whether it is verified on both sides, or on one with the other being its own origin
     * @param household whether people who are not one share it too, so that it proves nothing without a name
     * @param demoted whether one of the two has more of its kind than a person can have, and it is not among those that count
     */
    record Signal(Graded graded, Strength strength, boolean proven, boolean household, boolean demoted) {
        String name() {
            return graded.signal();
        }

        String kind() {
            return graded.kind();
        }

        boolean isContact() {
            return kind().equals("phone") || kind().equals("email");
        }
    }

    private static final Comparator<Signal> STRONGEST_FIRST = Comparator.comparing(Signal::strength)
            .reversed()
            .thenComparing(signal -> signal.graded().priority())
            .thenComparing(Signal::name)
            .thenComparing(Signal::proven, Comparator.reverseOrder())
            .thenComparing(Signal::household)
            .thenComparing(Signal::demoted);

    /** By strength, one signal before several, names that agree before unknown ones; then by origins, smallest first. */
    static final Comparator<Pair> CANONICAL = Comparator.<Pair>comparingInt(pair -> -pair.tier)
            .thenComparingInt(pair -> pair.a)
            .thenComparingInt(pair -> pair.b);

    /** Positions of the two origins in ascending order of their ids. */
    final int a;

    final int b;
    final List<Signal> signals;
    final Strength strength;
    final Comparison people;
    final Outcome outcome;

    /** Equal for pairs between which only the ids decide. */
    final int tier;

    /** Tied alike to two who cannot be one, so that neither is chosen. */
    boolean ambiguous;

    private final @Nullable Combination combination;
    private final boolean unnamed;
    private final boolean unlikely;

    private Pair(
            int a,
            int b,
            List<Signal> signals,
            @Nullable Combination combination,
            Comparison people,
            boolean unlikely,
            IdentityPolicy policy) {
        this.a = a;
        this.b = b;
        this.signals = signals;
        Signal strongest = signals.get(0);
        this.strength = combination == null ? strongest.strength() : combination.as();
        this.combination = combination;
        this.people = people;
        this.unlikely = unlikely && strength != Strength.DETERMINISTIC;
        this.unnamed = combination == null ? policy.unnamed() : combination.unnamed();
        Outcome alone = outcome(strength, people, unnamed);
        this.outcome = this.unlikely && alone == Outcome.ACCEPT ? Outcome.REVIEW : alone;
        int rank = strength.rank() * 4 + (combination == null ? 2 : 0) + (names() == NameAgreement.AGREES ? 1 : 0);
        int priorities = policy.priority().size();
        this.tier = rank * (priorities + 1) + priorities - strongest.graded().priority();
    }

    NameAgreement names() {
        return people.names();
    }

    /** The rule by which it is accepted, reviewed or refused when nothing but the two is looked at. */
    String rule() {
        String objection = people.objection();
        if (outcome == Outcome.REFUSE && objection != null) {
            return objection;
        }
        if (unlikely && outcome == Outcome.REVIEW) {
            return PolicyWords.UNLIKELY;
        }
        if (combination == null && signals.get(0).demoted()) {
            return PolicyWords.DEMOTED + signals.get(0).name();
        }
        return PolicyWords.rule(
                strength, combination == null ? List.of(signals.get(0)) : independent(signals, combination.of()));
    }

    /** What is shared and what speaks against it, in words. */
    Words reason() {
        Words objection = objection();
        return PolicyWords.shared(signals).and(objection == null ? PolicyWords.of(names()) : objection);
    }

    /** Weighs what two origins share. */
    static Pair weigh(int a, int b, List<Signal> shared, Comparison people, boolean unlikely, IdentityPolicy policy) {
        List<Signal> signals = shared;
        for (int i = 0; i < signals.size(); i++) {
            Signal signal = signals.get(i);
            // A proven link overrides names; people it may not join are told apart by their conflict or the limits.
            boolean doubtful = signal.household()
                    && people.names() != NameAgreement.AGREES
                    && signal.strength() != Strength.DETERMINISTIC;
            if (signal.household() && (!doubtful || signal.strength() == Strength.STRONG)) {
                signals.set(
                        i,
                        new Signal(
                                signal.graded(),
                                doubtful ? Strength.MEDIUM : signal.strength(),
                                signal.proven(),
                                doubtful,
                                signal.demoted()));
            }
        }
        if (signals.size() > 1) {
            signals.sort(STRONGEST_FIRST);
        }
        boolean single = signals.get(0).strength().compareTo(Strength.STRONG) >= 0 || signals.size() == 1;
        return new Pair(a, b, signals, single ? null : combination(signals, policy), people, unlikely, policy);
    }

    private static Outcome outcome(Strength strength, Comparison people, boolean unnamed) {
        return switch (strength) {
            case NEVER, WEAK -> Outcome.REFUSE;
            case MEDIUM -> people.isOther() ? Outcome.REFUSE : Outcome.REVIEW;
            case STRONG -> {
                if (people.isOther()) {
                    yield Outcome.REFUSE;
                }
                yield people.isCompatible(unnamed) ? Outcome.ACCEPT : Outcome.REVIEW;
            }
            case DETERMINISTIC -> people.conflict() == null ? Outcome.ACCEPT : Outcome.REVIEW;
        };
    }

    private @Nullable Words objection() {
        String conflict = people.conflict();
        if (conflict != null) {
            return PolicyWords.of(conflict);
        }
        if (unlikely) {
            return PolicyWords.of(PolicyWords.UNLIKELY);
        }
        if (strength == Strength.DETERMINISTIC || people.isCompatible(unnamed)) {
            return null;
        }
        return people.gendersDiffer() && people.names() == NameAgreement.UNKNOWN
                ? PolicyWords.GENDERS_DIFFER
                : PolicyWords.of(people.names());
    }

    private static @Nullable Combination combination(List<Signal> signals, IdentityPolicy policy) {
        Combination best = null;
        for (Combination combination : policy.combinations()) {
            boolean met = independent(signals, combination.of()).size() >= combination.count();
            boolean stronger = combination.as().compareTo(signals.get(0).strength()) > 0;
            if (met && stronger && (best == null || rank(combination) > rank(best))) {
                best = combination;
            }
        }
        return best;
    }

    private static int rank(Combination combination) {
        return combination.as().rank() * 2 + (combination.unnamed() ? 1 : 0);
    }

    /** The strongest signal of each kind that is at least {@code least} and not a household's. */
    private static Collection<Signal> independent(List<Signal> signals, Strength least) {
        Map<String, Signal> byKind = new TreeMap<>();
        for (Signal signal : signals) {
            boolean counts = !signal.household()
                    && !signal.demoted()
                    && !signal.kind().equals(PolicyPlan.LINKAGE); // what a model said rests on the other signals
            if (counts && signal.strength().compareTo(least) >= 0) {
                byKind.putIfAbsent(signal.kind(), signal);
            }
        }
        return byKind.values();
    }

    /**
     * What the profiles of two origins say about each other.
     *
     * @param names agreement of the names, a changed surname counted as agreeing
     * @param conflict the fact that keeps them apart whatever ties them; null when there is none
     * @param gendersDiffer whether both state a gender, and not the same
     * @param household whether they look like members of one family
     */
    record Comparison(NameAgreement names, @Nullable String conflict, boolean gendersDiffer, boolean household) {

        /** Of people about whom nothing is stated. */
        static final Comparison UNKNOWN = new Comparison(NameAgreement.UNKNOWN, null, false, false);

        /** Whether they are other people, for all but a proven link. */
        boolean isOther() {
            return conflict != null || names == NameAgreement.GIVEN_NAME_DIFFERS;
        }

        boolean isCompatible(boolean unnamed) {
            return names == NameAgreement.AGREES || (unnamed && names == NameAgreement.UNKNOWN && !gendersDiffer);
        }

        /** The rule by which they are kept apart; null when none does. */
        @Nullable
        String objection() {
            if (!isOther()) {
                return null;
            }
            return household ? PolicyWords.HOUSEHOLD : conflict != null ? conflict : PolicyWords.NAMES_DIFFER;
        }

        /**
         * Compares two profiles.
         *
         * @param sameMobile whether both hold one mobile number
         * @param sameContact whether both hold one telephone number or e-mail address
         */
        static Comparison of(@Nullable Profile one, @Nullable Profile other, boolean sameMobile, boolean sameContact) {
            if (one == null || other == null) {
                return UNKNOWN;
            }
            PersonName.Agreement agreement = one.name().compare(other.name());
            boolean married = agreement.names() == NameAgreement.SURNAME_DIFFERS
                    && agreement.sameGivenName()
                    && one.sameBirthDate(other)
                    && sameMobile; // the surname changed; given name, birth date and mobile stayed
            NameAgreement names = married ? NameAgreement.AGREES : agreement.names();
            boolean givenNamesDiffer = names == NameAgreement.GIVEN_NAME_DIFFERS;
            boolean birthDatesDiffer = one.birthDatesDiffer(other);
            boolean sameHome = one.sameHome(other);
            String conflict = birthDatesDiffer
                    ? PolicyWords.BIRTH_DATES_DIFFER
                    : givenNamesDiffer && agreement.sameSurname() && sameHome ? PolicyWords.HOUSEHOLD : null;
            boolean near = sameContact || sameHome || agreement.sameSurname();
            boolean household = near && (givenNamesDiffer || (birthDatesDiffer && names != NameAgreement.AGREES));
            return new Comparison(names, conflict, one.gendersDiffer(other), household);
        }
    }
}
