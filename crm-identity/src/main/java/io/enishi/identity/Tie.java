package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import io.enishi.identity.normal.PhoneKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value under an origin that may tie it to others.
 *
 * @param key equal keys tie
 * @param signal its name in the policy
 * @param kind signals of one kind are not independent of each other
 * @param verified whether the source proved it
 * @param own whether the origin is the value's own: it has no stronger identifier
 * @param ifVerified strength when verified on both sides, or on one with the other being the value's own origin
 * @param ifNot strength otherwise
 */
record Tie(
        MatchKey key, String signal, String kind, boolean verified, boolean own, Strength ifVerified, Strength ifNot) {

    /** Strongest first, as origins are chosen; then by key. */
    private static final Comparator<MatchKey> STRENGTH_OF_IDENTIFIERS =
            Comparator.<MatchKey>comparingInt(key -> rank(key.scheme())).thenComparing(Comparator.naturalOrder());

    private static final Scheme RELAY = Scheme.of("email-relay");

    /** All ties of an origin under a policy, by key. */
    static Map<MatchKey, Tie> of(OriginEvidence origin, Profile profile, IdentityPolicy policy) {
        MatchKey strongest = origin.sightings().stream()
                .map(Sighting::key)
                .min(STRENGTH_OF_IDENTIFIERS)
                .orElse(null);
        Map<MatchKey, Tie> ties = new TreeMap<>();
        for (Sighting sighting : origin.sightings()) {
            Tie tie = of(sighting, sighting.key().equals(strongest), policy);
            if (tie != null) {
                ties.merge(tie.key(), tie, (one, other) -> one.verified() ? one : other);
            }
        }
        policy.agreements().forEach((signal, agreement) -> {
            String value = value(profile, agreement);
            if (!value.isEmpty() && agreement.strength() != Strength.NEVER) {
                MatchKey key = new MatchKey(Scheme.of(signal), value);
                ties.put(
                        key, new Tie(key, signal, "profile", false, false, agreement.strength(), agreement.strength()));
            }
        });
        return ties;
    }

    private static @Nullable Tie of(Sighting sighting, boolean own, IdentityPolicy policy) {
        MatchKey key = sighting.key();
        String family = key.scheme().family();
        if (isBlocked(key, policy)) {
            return null;
        }
        MatchKey tying = key;
        String signal = family;
        if (family.equals("phone")) {
            signal = PhoneKind.of(key.key()).signal();
        } else if (family.equals("email") && policy.isRelay(key.key())) {
            signal = RELAY.name();
            tying = new MatchKey(RELAY, sighting.source() + ' ' + key.key()); // never joins two sources
        }
        IdentityPolicy.Grade grade = policy.grade(signal, tying);
        if (grade == null || grade.verified() == Strength.NEVER) {
            return null;
        }
        return new Tie(tying, signal, family, sighting.verified(), own, grade.verified(), grade.unverified());
    }

    /** Whether the policy says that this value proves nothing. */
    static boolean isBlocked(MatchKey key, IdentityPolicy policy) {
        String family = key.scheme().family();
        String value = family.equals("phone") ? PhoneKind.national(key.key()) : key.key();
        return policy.blocks(family, value)
                || (!family.equals(key.scheme().name())
                        && policy.blocks(key.scheme().name(), value));
    }

    private static String value(Profile profile, IdentityPolicy.Agreement agreement) {
        StringBuilder value = new StringBuilder();
        for (String attribute : agreement.attributes()) {
            String part = switch (attribute) {
                case "kana" -> profile.name().kanaKey();
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

    /** The strength that this tie and its counterpart under another origin have together. */
    Strength with(Tie other) {
        return isProven(other) ? ifVerified : ifNot;
    }

    boolean isProven(Tie other) {
        return vouches() && other.vouches() && (verified || other.verified);
    }

    /** Whether this origin's hold on the value is certain: proven, or the value is all that names the origin. */
    boolean vouches() {
        return verified || own;
    }

    private static int rank(Scheme scheme) {
        List<String> order = Scheme.DEFAULT_ORDER;
        int rank = order.indexOf(scheme.family());
        return rank < 0 ? order.size() : rank;
    }
}
