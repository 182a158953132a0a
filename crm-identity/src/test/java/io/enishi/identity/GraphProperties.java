package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The graph in memory, whatever comes and goes in whatever order, holds the people of a resolution from scratch. */
class GraphProperties {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] NAMES = {"山田 太郎", "山田 花子", "佐藤 花子", "山田太郎", "太郎"};
    private static final String[] KANA = {"ヤマダ タロウ", "ヤマダ ハナコ", "サトウ ハナコ", "ヤマダタロー", "タロウ"};
    private static final Verdict[] VERDICTS = Verdict.values();

    static List<IdentityPolicy> policies() {
        IdentityPolicy standard = IdentityPolicy.standard();
        return List.of(
                standard,
                standard.toBuilder("narrow").fanOut(2).limit("email", 1).build(),
                standard.toBuilder("rates")
                        .limit("email", 1, Duration.ofHours(3))
                        .limit("cookie", 2, Duration.ofHours(1))
                        .grade("cookie", Strength.STRONG)
                        .priority("phone-mobile", "email")
                        .fanOut("email", 3)
                        .build(),
                standard.toBuilder("bold")
                        .grade("cookie", Strength.WEAK)
                        .combinationWithoutNames(2, Strength.WEAK, Strength.STRONG)
                        .fanOut("cookie", 2)
                        .relay("p1@*")
                        .grade("email-relay", Strength.MEDIUM)
                        .unlimited("member")
                        .build(),
                standard.toBuilder("models")
                        .grade("linkage", Strength.DETERMINISTIC, Strength.STRONG)
                        .block("phone", "09012345671")
                        .limit("phone", 1)
                        .account("line")
                        .build());
    }

    /** The same evidence in plain maps. */
    private static final class Known {
        final Map<OriginId, Map<MatchKey, Sighting>> seen = new TreeMap<>();
        final Map<OriginId, Map<String, AttributeValue>> attributes = new HashMap<>();
        final List<Judgement> judgements = new ArrayList<>();
        IdentityPolicy policy = IdentityPolicy.standard();

        List<OriginEvidence> evidence() {
            List<OriginEvidence> evidence = new ArrayList<>();
            seen.forEach((origin, keys) -> evidence.add(new OriginEvidence(
                    origin, START, List.copyOf(keys.values()), attributes.getOrDefault(origin, Map.of()))));
            return evidence;
        }

        Resolution resolved() {
            return RuleBasedResolver.of(policy).resolveAll(evidence(), judgements);
        }
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(1, 60);
    }

    @Property(tries = 700)
    void whateverComesAndGoesThePeopleAreThoseOfTheBatch(@ForAll("lengths") int steps, @ForAll Random random) {
        Known known = new Known();
        IdentityGraph graph = IdentityGraph.of(known.policy);
        int origins = 2 + random.nextInt(9);
        for (int i = 0; i < steps; i++) {
            step(graph, known, origins, i, random);
            if (random.nextInt(4) == 0) {
                assertThatGraphIs(graph, known);
            }
        }
        assertThatGraphIs(graph, known);
        Resolution batch = known.resolved();
        for (OriginId origin : known.seen.keySet()) {
            Resolution around = graph.explain(origin);
            assertThat(around.people()).contains(around.personOf(origin));
            assertThat(batch.people()).containsAll(around.people());
            assertThat(batch.links()).containsAll(around.links());
            assertThat(batch.reviews()).containsAll(around.reviews());
            assertThat(batch.households()).containsAll(around.households());
        }
        assertThatLimitsHold(graph, known);
    }

    private static void assertThatGraphIs(IdentityGraph graph, Known known) {
        assertThat(new HashSet<>(graph.people()))
                .isEqualTo(new HashSet<>(known.resolved().people()));
        assertThat(graph.origins()).isEqualTo(known.seen.size());
        assertThat(graph.peopleCount()).isEqualTo(known.resolved().people().size());
        for (OriginId one : known.seen.keySet()) {
            for (OriginId other : known.seen.keySet()) {
                assertThat(graph.isOnePerson(one, other))
                        .isEqualTo(known.resolved().personOf(one).contains(other));
            }
        }
    }

    /** Of the values that count, nobody has more than the policy allows, unless a person judged it so. */
    private static void assertThatLimitsHold(IdentityGraph graph, Known known) {
        if (known.judgements.stream().anyMatch(said -> said.verdict() == Verdict.SAME)) {
            return;
        }
        for (Set<OriginId> person : graph.people()) {
            Map<String, Set<String>> values = new HashMap<>();
            for (OriginId origin : person) {
                Map<String, Integer> own = new HashMap<>();
                known.seen
                        .get(origin)
                        .keySet()
                        .forEach(key -> own.merge(key.scheme().name(), 1, Integer::sum));
                known.seen.get(origin).keySet().forEach(key -> {
                    Integer limit = known.policy.limits().get(key.scheme().family());
                    if (limit != null && own.get(key.scheme().name()) <= limit) { // else some are demoted
                        values.computeIfAbsent(key.scheme().name(), scheme -> new HashSet<>())
                                .add(key.key());
                    }
                });
            }
            values.forEach((scheme, held) -> {
                boolean blocked = scheme.equals("phone")
                        && known.policy.blocked().get("phone").contains("09012345671");
                if (blocked) {
                    held.remove("+819012345671");
                }
                assertThat(held.size())
                        .isLessThanOrEqualTo(
                                known.policy.limits().get(Scheme.of(scheme).family()));
            });
        }
    }

    private static void step(IdentityGraph graph, Known known, int origins, int i, Random random) {
        OriginId origin = World.id(random.nextInt(origins));
        switch (random.nextInt(14)) {
            case 0 -> {
                assertThat(graph.remove(origin)).isEqualTo(known.seen.remove(origin) != null);
                known.attributes.remove(origin);
                known.judgements.removeIf(
                        said -> said.a().equals(origin) || said.b().equals(origin));
            }
            case 1, 2 -> {
                Map<MatchKey, Sighting> seen = known.seen.getOrDefault(origin, Map.of());
                if (!seen.isEmpty()) {
                    MatchKey key = List.copyOf(seen.keySet()).get(random.nextInt(seen.size()));
                    assertThat(graph.remove(origin, key)).isTrue();
                    assertThat(graph.remove(origin, key)).isFalse();
                    seen.remove(key);
                }
            }
            case 3, 4 -> {
                OriginId other = World.id(random.nextInt(origins));
                if (!origin.equals(other) && known.seen.containsKey(origin) && known.seen.containsKey(other)) {
                    Judgement said = new Judgement(
                            origin,
                            other,
                            VERDICTS[random.nextInt(VERDICTS.length)],
                            "seen",
                            "staff",
                            START.plusSeconds(random.nextInt(4)));
                    graph.judge(said);
                    known.judgements.add(said);
                }
            }
            case 5 -> {
                if (!known.judgements.isEmpty()) {
                    Judgement said = known.judgements.remove(random.nextInt(known.judgements.size()));
                    assertThat(graph.remove(said)).isTrue();
                }
            }
            case 6 -> {
                known.policy = policies().get(random.nextInt(policies().size()));
                graph.policy(known.policy);
            }
            case 7, 8 -> {
                Map<String, AttributeValue> attributes = attributes(random);
                known.seen.computeIfAbsent(origin, absent -> new TreeMap<>());
                known.attributes.put(origin, attributes);
                graph.state(origin, attributes);
            }
            default -> {
                List<Sighting> seen = new ArrayList<>();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    seen.add(sighting(random));
                }
                Map<MatchKey, Sighting> held = known.seen.computeIfAbsent(origin, absent -> new TreeMap<>());
                List<Sighting> all = new ArrayList<>(held.values());
                all.addAll(seen);
                held.putAll(Component.byKey(all));
                graph.see(origin, seen);
            }
        }
    }

    private static Map<String, AttributeValue> attributes(Random random) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        int name = random.nextInt(NAMES.length + 1);
        if (name < NAMES.length) {
            attributes.put("name", AttributeValue.of(NAMES[name]));
            attributes.put("kana", AttributeValue.of(KANA[name]));
        }
        if (random.nextInt(3) == 0) {
            attributes.put("birth-date", AttributeValue.of(random.nextBoolean() ? "1980-04-01" : "1985-12-24"));
        }
        if (random.nextBoolean()) {
            attributes.put("postal-code", AttributeValue.of("100-0001"));
            attributes.put("address", AttributeValue.of("千代田区千代田1-1"));
        }
        return attributes;
    }

    private static Sighting sighting(Random random) {
        String[] schemes = {"member", "line:p", "email", "email", "phone", "phone", "pos-card", "cookie", "mall:r"};
        String scheme = schemes[random.nextInt(schemes.length)];
        int value = 1 + random.nextInt(4);
        String key = switch (scheme) {
            case "email" -> "p" + value + "@mail.example";
            case "phone" -> value == 4 ? "+81312345674" : "+81901234567" + value;
            default -> "v" + value;
        };
        String[] sources = {"ec", "pos", "app"};
        return new Sighting(
                new MatchKey(Scheme.of(scheme), key),
                sources[random.nextInt(3)],
                random.nextBoolean(),
                START.plus(Duration.ofMinutes(random.nextInt(600))));
    }

    @Property(tries = 200)
    void whatIsUndoneWasNeverThere(@ForAll("lengths") int steps, @ForAll Random random) {
        Known known = new Known();
        IdentityGraph graph = IdentityGraph.of(known.policy);
        for (int i = 0; i < steps; i++) {
            step(graph, known, 8, i, random);
        }
        List<Set<OriginId>> before = graph.people();
        List<OriginEvidence> evidence = List.copyOf(graph.evidence());
        OriginId arriving = World.id(99);
        List<Judgement> said = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            graph.see(arriving, sighting(random));
        }
        for (OriginEvidence one : evidence) {
            if (random.nextBoolean()) {
                said.add(new Judgement(arriving, one.origin(), VERDICTS[random.nextInt(7)], "", "staff", START));
                graph.judge(said.get(said.size() - 1));
            }
        }
        graph.remove(arriving);
        assertThat(graph.people()).isEqualTo(before);
        assertThat(List.copyOf(graph.evidence())).isEqualTo(evidence);
        assertThat(graph.judgements()).noneMatch(said::contains);
    }

    @Property(tries = 150)
    void aGraphBuiltAgainFromItsEvidenceIsTheSame(@ForAll("lengths") int steps, @ForAll Random random) {
        Known known = new Known();
        IdentityGraph graph = IdentityGraph.of(known.policy);
        for (int i = 0; i < steps; i++) {
            step(graph, known, 8, i, random);
        }
        IdentityGraph again = IdentityGraph.of(known.policy);
        graph.judgements().forEach(again::judge);
        graph.evidence().forEach(again::add);
        assertThat(again.people()).isEqualTo(graph.people());
        assertThat(again.evidence()).isEqualTo(graph.evidence());
    }

    @Example
    void anUndoResolvesTheComponentAndNothingElse() {
        IdentityGraph graph = IdentityGraph.of(IdentityPolicy.standard());
        for (int i = 0; i < 300; i++) {
            Sighting mail = new Sighting(new MatchKey(Scheme.EMAIL, "p" + i / 3 + "@mail.jp"), "ec", true, START);
            graph.see(World.id(i), mail);
        }
        assertThat(graph.peopleCount()).isEqualTo(100);
        int before = graph.resolutions();
        graph.remove(World.id(150));
        assertThat(graph.resolutions() - before).isEqualTo(1);
        assertThat(graph.peopleCount()).isEqualTo(100);
        assertThat(graph.originsOf(World.id(151))).containsExactlyInAnyOrder(World.id(151), World.id(152));
        assertThat(graph.personOf(World.id(150))).isNull();
    }

    @Example
    void aKeyTableFindsWhatItHoldsInAnyScript() {
        KeyTable keys = new KeyTable();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            texts.add((i % 3 == 0 ? "山田" : "x") + Integer.toString(i * 7919, 36) + (i % 5 == 0 ? "😀" : ""));
        }
        for (int i = 0; i < texts.size(); i++) {
            assertThat(keys.add("s" + i % 40, texts.get(i))).isEqualTo(i);
        }
        for (int i = 0; i < texts.size(); i++) {
            assertThat(keys.find("s" + i % 40, texts.get(i))).isEqualTo(i);
            assertThat(keys.text(i)).isEqualTo(texts.get(i));
            assertThat(keys.find("s" + (i + 1) % 40, texts.get(i))).isEqualTo(-1);
            int other = (i * 31 + 7) % texts.size();
            assertThat(Integer.signum(keys.compare(i, other)))
                    .isEqualTo(Integer.signum(new MatchKey(Scheme.of("s" + i % 40), texts.get(i))
                            .compareTo(new MatchKey(Scheme.of("s" + other % 40), texts.get(other)))));
        }
    }
}
