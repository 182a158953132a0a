package io.enishi.identity;

import io.enishi.identity.IdentityPolicy.Combination;
import io.enishi.identity.ja.NameAgreement;
import io.enishi.identity.ja.PersonName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
     */
    record Signal(String name, String kind, Strength strength, boolean proven, boolean household) {
        String words() {
            return "same " + (proven ? "verified " : "") + name + (household ? " of a household" : "");
        }
    }

    /** By strength, one signal before several, names that agree before unknown ones; then by origins, smallest first. */
    static final Comparator<Pair> CANONICAL = Comparator.<Pair>comparingInt(pair -> -pair.tier())
            .thenComparingInt(pair -> pair.a)
            .thenComparingInt(pair -> pair.b);

    /** Positions of the two origins in ascending order of their ids. */
    final int a;

    final int b;
    final List<Signal> signals;
    final Strength strength;
    final boolean combined;
    final NameAgreement names;
    final Outcome outcome;
    final String rule;
    final String reason;

    private Pair(
            int a,
            int b,
            List<Signal> signals,
            Strength strength,
            boolean combined,
            NameAgreement names,
            Outcome outcome,
            String rule,
            String reason) {
        this.a = a;
        this.b = b;
        this.signals = signals;
        this.strength = strength;
        this.combined = combined;
        this.names = names;
        this.outcome = outcome;
        this.rule = rule;
        this.reason = reason;
    }

    int tier() {
        return tier(strength, combined, names == NameAgreement.AGREES);
    }

    private static int tier(Strength strength, boolean combined, boolean agrees) {
        return strength.rank() * 4 + (combined ? 0 : 2) + (agrees ? 1 : 0);
    }

    /** Weighs what two origins share. */
    static Pair weigh(int a, int b, List<Signal> shared, Comparison people, IdentityPolicy policy) {
        List<Signal> signals = new ArrayList<>();
        for (Signal signal : shared) {
            // A proven link overrides names; people it may not join are told apart by their conflict or the limits.
            boolean doubtful = signal.household()
                    && people.names() != NameAgreement.AGREES
                    && signal.strength() != Strength.DETERMINISTIC;
            boolean demoted = doubtful && signal.strength() == Strength.STRONG;
            signals.add(new Signal(
                    signal.name(),
                    signal.kind(),
                    demoted ? Strength.MEDIUM : signal.strength(),
                    signal.proven(),
                    doubtful));
        }
        signals.sort(Comparator.comparing(Signal::strength)
                .reversed()
                .thenComparing(Signal::name)
                .thenComparing(Signal::proven, Comparator.reverseOrder()));
        Signal strongest = signals.get(0);
        Combination combination =
                strongest.strength().compareTo(Strength.STRONG) >= 0 ? null : combination(signals, policy);
        Strength strength = combination == null ? strongest.strength() : combination.as();
        String rule = PolicyWords.rule(
                strength, combination == null ? List.of(strongest) : independent(signals, combination.of()));
        boolean unnamed = combination == null ? policy.unnamed() : combination.unnamed();
        Outcome outcome = outcome(strength, people, unnamed);
        String objection = objection(strength, people, unnamed);
        String what =
                PolicyWords.list(signals.stream().map(Signal::words).distinct().toList());
        String refusedRule = outcome == Outcome.REFUSE && people.objection() != null ? people.objection() : rule;
        return new Pair(
                a,
                b,
                List.copyOf(signals),
                strength,
                combination != null,
                people.names(),
                outcome,
                refusedRule,
                what + "; " + (objection.isEmpty() ? people.names().words() : objection));
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

    private static String objection(Strength strength, Comparison people, boolean unnamed) {
        String conflict = people.conflict();
        if (conflict != null) {
            return PolicyWords.of(conflict);
        }
        if (strength == Strength.DETERMINISTIC || people.isCompatible(unnamed)) {
            return "";
        }
        return people.gendersDiffer() && people.names() == NameAgreement.UNKNOWN
                ? "names cannot be compared and genders differ"
                : people.names().words();
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
            if (!signal.household() && signal.strength().compareTo(least) >= 0) {
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
        static Comparison of(Profile one, Profile other, boolean sameMobile, boolean sameContact) {
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

    /** Collects what pairs share. */
    static final class Shared {
        private final Map<Long, List<Signal>> signals = new HashMap<>();

        void add(int a, int b, Signal signal) {
            signals.computeIfAbsent(key(a, b), pair -> new ArrayList<>(2)).add(signal);
        }

        Map<Long, List<Signal>> signals() {
            return signals;
        }

        static long key(int a, int b) {
            return a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
        }
    }
}
