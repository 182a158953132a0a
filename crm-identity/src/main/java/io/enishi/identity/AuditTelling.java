package io.enishi.identity;

import io.enishi.core.spi.Audit;
import io.enishi.core.spi.Audit.Finding;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.OriginId;
import io.enishi.identity.Pair.Signal;
import io.enishi.identity.People.Guard;
import io.enishi.identity.PolicyWords.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why two origins of a neighbourhood are one person, or are not, in both languages. */
final class AuditTelling {

    private final Neighbourhood around;
    private final People people;
    private final List<Pair> pairs;
    private final List<Review> judgedReviews;

    /** @param judgedReviews why judgements could not be put into effect */
    AuditTelling(Neighbourhood around, People people, List<Pair> pairs, List<Review> judgedReviews) {
        this.around = around;
        this.people = people;
        this.pairs = pairs;
        this.judgedReviews = judgedReviews;
    }

    Audit of(OriginId one, OriginId other) {
        List<Finding> findings = new ArrayList<>();
        boolean here = around.indexOf(one) >= 0 && around.indexOf(other) >= 0;
        boolean same = here && people.personOf(around.position(one)) == people.personOf(around.position(other));
        if (same) {
            for (Link link : Audit.chain(one, other, around.resolution().links())) {
                tellLink(link, findings);
            }
        } else if (here) {
            tellApart(one, other, findings);
        }
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    Audit.Kind.NOTHING,
                    one,
                    other,
                    "nothing-shared",
                    "they share nothing that the policy looks at",
                    "方針が見る共通点がない"));
        }
        return new Audit(one, other, same, findings);
    }

    private void tellLink(Link link, List<Finding> findings) {
        Pair pair = find(around.position(link.a()), around.position(link.b()));
        boolean judgedSame = link.rule().equals(PolicyWords.JUDGED_SAME);
        Words words = judgedSame || pair == null
                ? new Words(
                        "a person judged that they are the same: " + link.reason(), "担当者が同一人物と判断した: " + link.reason())
                : pair.reason();
        findings.add(new Finding(Audit.Kind.LINK, link.a(), link.b(), link.rule(), words.english(), words.japanese()));
        if (pair != null) {
            tellPair(pair, findings);
        }
    }

    private void tellApart(OriginId one, OriginId other, List<Finding> findings) {
        int a = people.personOf(around.position(one));
        int b = people.personOf(around.position(other));
        for (Review review : judgedReviews) {
            int x = people.personOf(around.position(review.a()));
            int y = people.personOf(around.position(review.b()));
            if (People.key(x, y) == People.key(a, b)) {
                Words words = PolicyWords.of(review.rule());
                findings.add(new Finding(
                        Audit.Kind.REFUSED,
                        review.a(),
                        review.b(),
                        review.rule(),
                        "judged the same, but not joined: " + words.english(),
                        "同一人物と判断されたが統合しない: " + words.japanese()));
            }
        }
        Pair own = find(around.position(one), around.position(other));
        boolean told = false;
        for (Pair pair : pairs) {
            int x = people.personOf(pair.a);
            int y = people.personOf(pair.b);
            if (People.key(x, y) == People.key(a, b) && (pair == own || !told)) {
                told = true; // the strongest between the two people, and that of the two asked about
                Neighbourhood.Answer answer = around.between(pair);
                findings.add(new Finding(
                        answer.refused() ? Audit.Kind.REFUSED : Audit.Kind.REVIEW,
                        around.id(pair.a),
                        around.id(pair.b),
                        answer.rule(),
                        answer.words().english(),
                        answer.words().japanese()));
                tellPair(pair, findings);
            }
        }
        String forbidden = people.forbidden(a, b, Guard.INFERRED);
        if (forbidden != null && (own == null || !told)) {
            Words words = PolicyWords.of(forbidden);
            findings.add(new Finding(Audit.Kind.REFUSED, one, other, forbidden, words.english(), words.japanese()));
        }
    }

    private void tellPair(Pair pair, List<Finding> findings) {
        for (Signal signal : pair.signals) {
            Words words = PolicyWords.of(signal);
            Words strength = PolicyWords.of(signal.strength());
            findings.add(new Finding(
                    Audit.Kind.EVIDENCE,
                    around.id(pair.a),
                    around.id(pair.b),
                    IdentityPolicy.word(signal.strength()) + ':' + signal.name(),
                    words.english() + ": " + strength.english(),
                    words.japanese() + ": " + strength.japanese()));
        }
        Words names = PolicyWords.of(pair.names());
        findings.add(new Finding(
                Audit.Kind.FACT,
                around.id(pair.a),
                around.id(pair.b),
                "names:" + pair.names().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                names.english(),
                names.japanese()));
    }

    /** The pair of two origins; null when they share nothing. */
    private @Nullable Pair find(int one, int other) {
        for (Pair pair : pairs) {
            if (People.key(pair.a, pair.b) == People.key(one, other)) {
                return pair;
            }
        }
        return null;
    }
}
