package io.enishi.identity;

import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A small random shop: so few values for so many origins that families, recycled numbers, contradictory names and shared
 * terminals all occur.
 */
record World(List<OriginEvidence> origins, List<Judgement> judgements) {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] NAMES = {"", "山田 太郎", "山田 花子", "佐藤 花子", "山田太郎", "太郎"};
    private static final String[] BIRTH_DATES = {"", "1980-04-01", "1985-12-24"};

    /** One origin in small numbers; 0 means absent. The sign of a contact says whether it is verified. */
    record Row(int member, int line, int email, int phone, int card, int cookie, int name, int birthDate) {}

    record Word(int a, int b, int verdict, int at) {}

    static Arbitrary<World> any(int mostOrigins) {
        Arbitrary<Row> rows = Combinators.combine(
                        Arbitraries.integers().between(-8, 4),
                        Arbitraries.integers().between(-6, 3),
                        Arbitraries.integers().between(-4, 4),
                        Arbitraries.integers().between(-4, 4),
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.integers().between(-4, 2),
                        Arbitraries.integers().between(0, NAMES.length - 1),
                        Arbitraries.integers().between(0, BIRTH_DATES.length - 1))
                .as(Row::new);
        Arbitrary<Word> words = Combinators.combine(
                        Arbitraries.integers().between(0, mostOrigins - 1),
                        Arbitraries.integers().between(0, mostOrigins - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 5))
                .as(Word::new);
        return Combinators.combine(
                        rows.list().ofMinSize(1).ofMaxSize(mostOrigins),
                        words.list().ofMaxSize(6))
                .as(World::of)
                .withoutEdgeCases();
    }

    static World of(List<Row> rows, List<Word> words) {
        List<OriginEvidence> origins = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            origins.add(origin(i, rows.get(i)));
        }
        List<Judgement> judgements = new ArrayList<>();
        for (Word word : words) {
            if (word.a() != word.b() && Math.max(word.a(), word.b()) < rows.size()) {
                Verdict verdict =
                        new Verdict[] {Verdict.SAME, Verdict.SAME, Verdict.NOT_SAME, Verdict.WITHDRAWN}[word.verdict()];
                judgements.add(new Judgement(
                        id(word.a()), id(word.b()), verdict, "seen", "staff", START.plusSeconds(word.at())));
            }
        }
        return new World(origins, judgements);
    }

    /** Ids in an order unlike that of creation. */
    static OriginId id(int i) {
        return new OriginId(i * 0x9E3779B97F4A7C15L, i);
    }

    private static OriginEvidence origin(int i, Row row) {
        List<Sighting> seen = new ArrayList<>();
        add(seen, row.member() % 2 == 0 ? "member" : "member:outlet", Math.max(0, row.member()), "ec", false);
        add(seen, "line:p", Math.max(0, row.line()), "line", true);
        add(seen, "email", row.email(), "ec", row.email() > 0);
        add(seen, "phone", row.phone(), "ec", row.phone() > 0);
        add(seen, "pos-card", row.card(), "pos", row.card() > 0);
        add(seen, "cookie", Math.max(0, row.cookie()), "web", false);
        Map<String, AttributeValue> attributes = new HashMap<>();
        if (row.name() > 0) {
            attributes.put("name", AttributeValue.of(NAMES[row.name()]));
        }
        if (row.birthDate() > 0) {
            attributes.put("birth-date", AttributeValue.of(LocalDate.parse(BIRTH_DATES[row.birthDate()])));
        }
        return new OriginEvidence(id(i), START, seen, attributes);
    }

    private static void add(List<Sighting> seen, String scheme, int value, String source, boolean verified) {
        if (value != 0) {
            String key = switch (scheme) {
                case "email" -> "p" + Math.abs(value) + "@mail.example";
                case "phone" -> (Math.abs(value) == 4 ? "+8131234567" : "+81901234567") + Math.abs(value);
                default -> "v" + Math.abs(value);
            };
            seen.add(new Sighting(new MatchKey(Scheme.of(scheme), key), source, verified, START));
        }
    }

    /** What a runtime that gathers neighbourhoods does: each connected part resolved by itself, with the shop's fan-outs. */
    Answer byNeighbourhoods(RuleBasedResolver resolver) {
        Map<MatchKey, Integer> fanOut = resolver.fanOut(origins);
        Set<OriginId> left = new TreeSet<>();
        origins.forEach(origin -> left.add(origin.origin()));
        Answer answer = new Answer(new HashSet<>(), new HashSet<>(), new HashSet<>());
        while (!left.isEmpty()) {
            Set<OriginId> part = connected(resolver, fanOut, left.iterator().next());
            left.removeAll(part);
            answer.add(resolver.resolve(
                    origins.stream().filter(o -> part.contains(o.origin())).toList(),
                    judgements.stream().filter(j -> part.contains(j.a())).toList(),
                    fanOut));
        }
        return answer;
    }

    /** Everything connected to {@code start} over ties within their limit and over judgements. */
    Set<OriginId> connected(RuleBasedResolver resolver, Map<MatchKey, Integer> fanOut, OriginId start) {
        Set<OriginId> part = new TreeSet<>(Set.of(start));
        boolean grew = true;
        while (grew) {
            grew = false;
            Set<MatchKey> reached = new HashSet<>();
            for (OriginEvidence origin : origins) {
                if (part.contains(origin.origin())) {
                    reached.addAll(resolver.ties(origin));
                }
            }
            reached.removeIf(tie -> fanOut.getOrDefault(tie, 0) > resolver.fanOutLimit(tie));
            for (OriginEvidence origin : origins) {
                if (resolver.ties(origin).stream().anyMatch(reached::contains)) {
                    grew |= part.add(origin.origin());
                }
            }
            for (Judgement judgement : judgements) {
                if (part.contains(judgement.a()) || part.contains(judgement.b())) {
                    grew |= part.add(judgement.a());
                    grew |= part.add(judgement.b());
                }
            }
        }
        return part;
    }

    /** A resolution without its order. */
    record Answer(Set<Set<OriginId>> people, Set<IdentityResolver.Link> links, Set<IdentityResolver.Review> reviews) {

        static Answer of(IdentityResolver.Resolution resolution) {
            Answer answer = new Answer(new HashSet<>(), new HashSet<>(), new HashSet<>());
            answer.add(resolution);
            return answer;
        }

        void add(IdentityResolver.Resolution resolution) {
            people.addAll(resolution.people());
            links.addAll(resolution.links());
            reviews.addAll(resolution.reviews());
        }
    }
}
