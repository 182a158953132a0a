package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * What a linkage model found about two origins, as evidence: handed to {@code Crm.judgeAll} or {@link IdentityGraph#judge} as a
 * judgement. What it is worth is said by the grade {@code linkage} of the policy; it overrides neither facts nor people.
 *
 * @param a one origin
 * @param b another
 * @param band what the model makes of them
 * @param bits the match weight, log2 of the odds; any finite number
 * @param model name and version of the model
 * @param at when it was run: of two runs the later counts
 */
public record ProbableEdge(OriginId a, OriginId b, Band band, double bits, String model, Instant at) {

    /** What a model makes of two origins. */
    public enum Band {
        /** So alike that they are probably one. */
        ACCEPT(Verdict.LIKELY),
        /** Alike enough for a person to look. */
        REVIEW(Verdict.POSSIBLE),
        /** Probably not one: what would link them by inference is left to a person. */
        REFUSE(Verdict.UNLIKELY),
        /** No longer a pair of this model: takes back what it said before. */
        NONE(Verdict.UNSCORED);

        private final Verdict verdict;

        Band(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    public ProbableEdge {
        if (a.equals(b)) {
            throw new IllegalArgumentException("an edge is between two different origins");
        }
        Objects.requireNonNull(band, "band");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(at, "at");
        if (!Double.isFinite(bits)) {
            throw new IllegalArgumentException("bits must be finite, but was " + bits);
        }
    }

    /** The band of a match weight: ACCEPT from {@code accept} bits on, REVIEW from {@code review} bits on, else REFUSE. */
    public static Band band(double bits, double accept, double review) {
        if (!(review <= accept)) {
            throw new IllegalArgumentException("review must be at most accept, but was " + review + " over " + accept);
        }
        return bits >= accept ? Band.ACCEPT : bits >= review ? Band.REVIEW : Band.REFUSE;
    }

    /** The same as a judgement that stores and graphs keep. */
    public Judgement judgement() {
        String reason = String.format(Locale.ROOT, "match weight %.2f bits", bits);
        return new Judgement(a, b, band.verdict, reason, model, at);
    }
}
