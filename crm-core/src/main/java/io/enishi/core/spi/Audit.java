package io.enishi.core.spi;

import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.OriginId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why two origins are one person, or are not: what was found, in the order in which it led to the answer. Rules have stable names;
 * the words, English and Japanese, hold no personal data.
 *
 * @param a the smaller id
 * @param b the larger
 * @param onePerson the answer
 * @param findings what led to it, at least one
 */
public record Audit(OriginId a, OriginId b, boolean onePerson, List<Finding> findings) {

    public Audit {
        if (a.compareTo(b) > 0) {
            OriginId larger = a;
            a = b;
            b = larger;
        }
        findings = List.copyOf(findings);
    }

    /** What a finding is. */
    public enum Kind {
        /** A link of the chain from the one to the other. */
        LINK("link", "統合"),
        /** Something that the two of a pair share, with its strength. */
        EVIDENCE("shared", "共通"),
        /** What the profiles or a judgement say of a pair. */
        FACT("fact", "事実"),
        /** A person should decide about the pair. */
        REVIEW("review", "要確認"),
        /** A rule keeps the pair apart. */
        REFUSED("refused", "却下"),
        /** Nothing that counts ties them. */
        NOTHING("nothing", "関連なし");

        private final String english;
        private final String japanese;

        Kind(String english, String japanese) {
            this.english = english;
            this.japanese = japanese;
        }
    }

    /**
     * One thing found about a pair of origins.
     *
     * @param a one of the pair: an origin asked about, or one on the way between them
     * @param b the other
     * @param rule stable name: {@code strong:email}, {@code limit:member}, {@code judged-not-same}
     * @param english the same in words
     * @param japanese the same in Japanese
     */
    public record Finding(Kind kind, OriginId a, OriginId b, String rule, String english, String japanese) {
        public Finding {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(a, "a");
            Objects.requireNonNull(b, "b");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(english, "english");
            Objects.requireNonNull(japanese, "japanese");
        }
    }

    /** What the links and reviews of a resolution say about two origins; the Japanese words are the English ones. */
    public static Audit of(OriginId a, OriginId b, Resolution resolution) {
        Set<OriginId> one = resolution.personOf(a);
        List<Finding> findings = new ArrayList<>();
        if (one.contains(b)) {
            for (Link link : chain(a, b, resolution.links())) {
                findings.add(new Finding(Kind.LINK, link.a(), link.b(), link.rule(), link.reason(), link.reason()));
            }
        } else {
            Set<OriginId> other = resolution.personOf(b);
            for (Review review : resolution.reviews()) {
                boolean between = (one.contains(review.a()) && other.contains(review.b()))
                        || (one.contains(review.b()) && other.contains(review.a()));
                if (between) {
                    findings.add(new Finding(
                            review.refused() ? Kind.REFUSED : Kind.REVIEW,
                            review.a(),
                            review.b(),
                            review.rule(),
                            review.reason(),
                            review.reason()));
                }
            }
        }
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    Kind.NOTHING, a, b, "nothing-shared", "they share nothing that counts", "判断の対象となる共通点がない"));
        }
        return new Audit(a, b, one.contains(b), findings);
    }

    /** The fewest links that lead from one origin to another, in order; empty when none do. */
    public static List<Link> chain(OriginId from, OriginId to, List<Link> links) {
        Map<OriginId, List<Link>> at = new HashMap<>();
        for (Link link : links) {
            at.computeIfAbsent(link.a(), absent -> new ArrayList<>()).add(link);
            at.computeIfAbsent(link.b(), absent -> new ArrayList<>()).add(link);
        }
        Map<OriginId, @Nullable Link> reachedBy = new HashMap<>();
        reachedBy.put(to, null);
        ArrayDeque<OriginId> open = new ArrayDeque<>(List.of(to));
        while (!open.isEmpty() && !reachedBy.containsKey(from)) {
            OriginId next = open.remove();
            for (Link link : at.getOrDefault(next, List.of())) {
                OriginId other = link.a().equals(next) ? link.b() : link.a();
                if (!reachedBy.containsKey(other)) {
                    reachedBy.put(other, link);
                    open.add(other);
                }
            }
        }
        List<Link> chain = new ArrayList<>();
        OriginId at1 = from;
        for (Link link = reachedBy.get(at1); link != null; link = reachedBy.get(at1)) {
            chain.add(link);
            at1 = link.a().equals(at1) ? link.b() : link.a();
        }
        return chain;
    }

    /** The findings in English, one a line, under the answer. */
    public String toText() {
        return toText(Locale.ENGLISH);
    }

    /** The findings in Japanese for a locale of that language, else in English. */
    public String toText(Locale locale) {
        boolean japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
        StringBuilder text = new StringBuilder();
        if (japanese) {
            text.append(onePerson ? "同一人物と判断" : "別人として扱う");
        } else {
            text.append(onePerson ? "one person" : "not one person");
        }
        text.append(": ").append(brief(a)).append(", ").append(brief(b)).append('\n');
        for (Finding finding : findings) {
            text.append("  ")
                    .append(japanese ? finding.kind.japanese : finding.kind.english)
                    .append(' ')
                    .append(brief(finding.a))
                    .append(", ")
                    .append(brief(finding.b))
                    .append(": ")
                    .append(japanese ? finding.japanese : finding.english)
                    .append(" (")
                    .append(finding.rule)
                    .append(")\n");
        }
        return text.toString();
    }

    /** Eight digits tell the few origins of an audit apart. */
    private static String brief(OriginId origin) {
        return origin.toString().substring(0, 8);
    }
}
