package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.identity.World.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The laws of identity: order does not matter, parts equal the whole, what is forbidden never happens, every link says why. */
class ResolutionProperties {

    @Provide
    Arbitrary<World> worlds() {
        return World.any(12);
    }

    @Provide
    Arbitrary<IdentityPolicy> policies() {
        IdentityPolicy standard = IdentityPolicy.standard();
        List<IdentityPolicy> more = GraphProperties.policies();
        return Arbitraries.of(
                more.get(2),
                more.get(3),
                more.get(4),
                standard.toBuilder("narrow").fanOut(3).build(),
                standard.toBuilder("by-value")
                        .fanOut("email", 2)
                        .fanOut("phone-mobile", 4)
                        .unnamed(false)
                        .build(),
                standard.toBuilder("bold")
                        .grade("cookie", Strength.MEDIUM)
                        .combinationWithoutNames(2, Strength.MEDIUM, Strength.STRONG)
                        .limit("email", 1)
                        .build());
    }

    @Property(tries = 500)
    void orderOfEvidenceDoesNotMatter(
            @ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy, @ForAll Random random) {
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        List<OriginEvidence> origins = new ArrayList<>(world.origins());
        List<Judgement> judgements = new ArrayList<>(world.judgements());
        Collections.shuffle(origins, random);
        Collections.shuffle(judgements, random);
        Resolution expected = resolver.resolveAll(world.origins(), world.judgements());
        assertThat(resolver.resolveAll(origins, judgements)).isEqualTo(expected);
        assertThat(resolver.resolve(origins, judgements, resolver.fanOut(origins)))
                .isEqualTo(expected);
    }

    @Property(tries = 500)
    void neighbourhoodsResolvedApartAreTheWhole(
            @ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy) {
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        assertThat(world.byNeighbourhoods(resolver))
                .isEqualTo(Answer.of(resolver.resolveAll(world.origins(), world.judgements())));
    }

    /** Origins arrive, change and leave one at a time; only what a change can reach is resolved again. */
    @Property(tries = 200)
    void resolvingOnlyWhatAChangeReachesIsTheWhole(
            @ForAll("worlds") World before,
            @ForAll("worlds") World after,
            @ForAll("policies") IdentityPolicy policy,
            @ForAll Random random) {
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        Map<OriginId, OriginEvidence> known = new TreeMap<>();
        Map<OriginId, Set<OriginId>> personOf = new HashMap<>();
        List<OriginEvidence> arriving = new ArrayList<>(before.origins());
        Collections.shuffle(arriving, random);
        arriving.forEach(origin -> change(resolver, known, personOf, origin.origin(), origin));
        List<OriginEvidence> changing = new ArrayList<>(after.origins());
        Collections.shuffle(changing, random);
        changing.forEach(origin -> change(resolver, known, personOf, origin.origin(), origin));
        for (OriginEvidence origin : before.origins()) {
            if (random.nextInt(4) == 0) {
                change(resolver, known, personOf, origin.origin(), null);
            }
        }
        assertThat(new HashSet<>(personOf.values()))
                .isEqualTo(new HashSet<>(
                        resolver.resolveAll(known.values(), List.of()).people()));
    }

    private static void change(
            RuleBasedResolver resolver,
            Map<OriginId, OriginEvidence> known,
            Map<OriginId, Set<OriginId>> personOf,
            OriginId id,
            @Nullable OriginEvidence evidence) {
        Set<OriginId> reached = new TreeSet<>();
        reach(resolver, known, id, reached);
        if (evidence == null) {
            known.remove(id);
            personOf.remove(id);
            reached.remove(id);
        } else {
            known.put(id, evidence);
        }
        reach(resolver, known, id, reached);
        Map<MatchKey, Integer> fanOut = resolver.fanOut(known.values());
        World now = new World(List.copyOf(known.values()), List.of());
        Set<OriginId> whole = new TreeSet<>();
        reached.forEach(origin -> whole.addAll(now.connected(resolver, fanOut, origin)));
        resolver.resolve(whole.stream().map(known::get).toList(), List.of(), fanOut)
                .people()
                .forEach(person -> person.forEach(origin -> personOf.put(origin, person)));
    }

    /** Those who share a value with {@code id}, blocked or not: their count may cross the limit. */
    private static void reach(
            RuleBasedResolver resolver, Map<OriginId, OriginEvidence> known, OriginId id, Set<OriginId> reached) {
        OriginEvidence origin = known.get(id);
        if (origin == null) {
            return;
        }
        Set<MatchKey> ties = resolver.ties(origin);
        known.values().stream()
                .filter(other -> resolver.ties(other).stream().anyMatch(ties::contains))
                .forEach(other -> reached.add(other.origin()));
        reached.add(id);
    }

    @Property(tries = 1500)
    void theAnswerIsThatOfTheSimpleAlgorithm(@ForAll("worlds") World world) {
        IdentityPolicy policy = IdentityPolicy.standard();
        Resolution resolution = RuleBasedResolver.of(policy).resolveAll(world.origins(), world.judgements());
        assertThat(new HashSet<>(resolution.people())).isEqualTo(SimpleResolution.people(world));
    }

    @Property(tries = 500)
    void everyOriginIsOnePersonsAndEveryPersonIsHeldTogetherByLinks(
            @ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy) {
        Resolution resolution = RuleBasedResolver.of(policy).resolveAll(world.origins(), world.judgements());
        List<OriginId> all = resolution.people().stream().flatMap(Set::stream).toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        world.origins().stream().map(OriginEvidence::origin).toList());
        for (Link link : resolution.links()) {
            assertThat(link.rule()).isNotBlank();
            assertThat(link.reason()).isNotBlank();
        }
        for (Set<OriginId> person : resolution.people()) {
            assertThat(reachable(person, resolution.links())).isEqualTo(person);
        }
    }

    private static Set<OriginId> reachable(Set<OriginId> person, List<Link> links) {
        Set<OriginId> reached = new HashSet<>(Set.of(Collections.min(person)));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Link link : links) {
                if (reached.contains(link.a()) || reached.contains(link.b())) {
                    grew |= reached.add(link.a());
                    grew |= reached.add(link.b());
                }
            }
        }
        return reached;
    }

    @Property(tries = 500)
    void whoWasJudgedNotTheSameIsNeverOne(@ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy) {
        Resolution resolution = RuleBasedResolver.of(policy).resolveAll(world.origins(), world.judgements());
        for (List<OriginId> pair : latestOf(world, Verdict.NOT_SAME)) {
            assertThat(resolution.people()).noneMatch(person -> person.containsAll(pair));
        }
    }

    private static List<List<OriginId>> latestOf(World world, Verdict verdict) {
        Map<List<OriginId>, Judgement> latest = new HashMap<>();
        for (Judgement judgement : world.judgements()) {
            latest.merge(List.of(judgement.a(), judgement.b()), judgement, (one, other) -> {
                int order = one.at().compareTo(other.at());
                if (order != 0) {
                    return order > 0 ? one : other;
                }
                return one.verdict() == Verdict.NOT_SAME
                                || (one.verdict() == Verdict.WITHDRAWN && other.verdict() == Verdict.SAME)
                        ? one
                        : other;
            });
        }
        return latest.values().stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .map(judgement -> List.of(judgement.a(), judgement.b()))
                .toList();
    }

    @Property(tries = 500)
    void noLinkGoesBeyondALimitOrAcrossBirthDates(
            @ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy) {
        Resolution resolution = RuleBasedResolver.of(policy).resolveAll(world.origins(), List.of());
        Map<OriginId, OriginEvidence> byId = new HashMap<>();
        world.origins().forEach(origin -> byId.put(origin.origin(), origin));
        for (Set<OriginId> person : resolution.people()) {
            List<OriginEvidence> held = person.stream().map(byId::get).toList();
            Map<String, Set<MatchKey>> values = new HashMap<>();
            held.forEach(origin -> origin.sightings().stream()
                    .filter(seen -> !policy.blocks("phone", seen.key().key().replace("+81", "0")))
                    .forEach(seen -> values.computeIfAbsent(seen.key().scheme().name(), scheme -> new HashSet<>())
                            .add(seen.key())));
            values.forEach((scheme, keys) -> {
                Integer limit = policy.limits().get(Scheme.of(scheme).family());
                assertThat(keys).hasSizeLessThanOrEqualTo(limit == null ? Integer.MAX_VALUE : limit);
            });
            assertThat(held.stream()
                            .map(origin -> origin.attributes().get("birth-date"))
                            .filter(Objects::nonNull)
                            .distinct()
                            .count())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 300)
    void aJudgementWithdrawnIsAsIfNeverMade(@ForAll("worlds") World world, @ForAll("policies") IdentityPolicy policy) {
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        List<Judgement> judgements = new ArrayList<>(world.judgements());
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        for (Judgement judgement : world.judgements()) {
            judgements.add(new Judgement(judgement.a(), judgement.b(), Verdict.WITHDRAWN, "undo", "staff", later));
        }
        assertThat(resolver.resolveAll(world.origins(), judgements))
                .isEqualTo(resolver.resolveAll(world.origins(), List.of()));
    }

    @Property(tries = 300)
    void aPolicyComparedWithItselfChangesNothingAndChangesAddUp(
            @ForAll("worlds") World world,
            @ForAll("policies") IdentityPolicy one,
            @ForAll("policies") IdentityPolicy other) {
        PolicyChange change = PolicyChange.between(one, other, world.origins(), world.judgements());
        assertThat(PolicyChange.between(one, one, world.origins(), world.judgements())
                        .isEmpty())
                .isTrue();
        Set<Set<OriginId>> people = new HashSet<>(RuleBasedResolver.of(one)
                .resolveAll(world.origins(), world.judgements())
                .people());
        change.splits().forEach(split -> assertThat(people).contains(split.whole()));
        change.merges().forEach(merge -> assertThat(people).containsAll(merge.parts()));
        if (change.isEmpty()) {
            assertThat(change.peopleAfter()).isEqualTo(change.peopleBefore());
        }
    }
}
