package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enishi.core.Crm;
import io.enishi.core.IdentityTrial;
import io.enishi.core.RegroupReport;
import io.enishi.core.ReviewPage;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Sighting;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** A {@code Crm} that hears of people bit by bit, in any order, holds the people that resolving everything at once finds. */
class RuntimeProperties {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final AddressNormaliser NORMALISER = new JapaneseAddressNormaliser();
    private static final byte[] SECRET = "a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8);

    /** One event in small numbers; 0 means absent, the sign says verified. */
    record Happening(
            int member, int line, int email, int phone, int card, int cookie, int name, int birthDate, int hour) {}

    private static final String[] NAMES = {"", "山田 太郎", "山田 花子", "佐藤 花子", "山田太郎"};
    private static final String[] KANA = {"", "ヤマダ タロウ", "ヤマダ ハナコ", "サトウ ハナコ", "ヤマダタロー"};
    private static final String[] BIRTH_DATES = {"", "1980-04-01", "1985-12-24"};

    @Provide
    Arbitrary<List<Happening>> worlds() {
        Arbitrary<List<Integer>> small =
                Arbitraries.integers().between(-3, 3).list().ofSize(6);
        return Combinators.combine(
                        small,
                        Arbitraries.integers().between(-6, 4),
                        Arbitraries.integers().between(-2, 2),
                        Arbitraries.integers().between(0, 200))
                .as((values, name, birthDate, hour) -> new Happening(
                        Math.max(0, values.get(0)),
                        Math.max(0, values.get(1) - 1),
                        values.get(2),
                        values.get(3),
                        Math.abs(values.get(4)) > 1 ? values.get(4) : 0,
                        Math.max(0, values.get(5) - 1),
                        Math.max(0, name),
                        Math.max(0, birthDate),
                        hour))
                .list()
                .ofMinSize(1)
                .ofMaxSize(14)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, Integer>>> words() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 3))
                .as(Tuple::of)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<IdentityPolicy> policies() {
        IdentityPolicy standard = IdentityPolicy.standard();
        return Arbitraries.of(
                standard,
                standard.toBuilder("narrow").fanOut(2).limit("email", 1).build(),
                standard.toBuilder("rates")
                        .limit("email", 1, Duration.ofHours(30))
                        .limit("phone", 1)
                        .priority("phone-mobile", "email")
                        .build(),
                standard.toBuilder("relays")
                        .relay("p1@*")
                        .grade("email-relay", Strength.MEDIUM)
                        .fanOut("kana-birth-postal", 3)
                        .build());
    }

    @Property(tries = 250)
    void anyOrderOfArrivalGivesThePeopleOfTheBatchAndSoDoesAnErasure(
            @ForAll("worlds") List<Happening> world,
            @ForAll("words") List<Tuple2<Integer, Integer>> words,
            @ForAll("policies") IdentityPolicy policy,
            @ForAll Random random) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            events.addAll(events(i, world.get(i)));
        }
        if (events.isEmpty()) {
            return;
        }
        Map<MatchKey, OriginId> origins = origins(events);
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        Clock clock = new Clock();
        List<Judgement> judgements = new ArrayList<>();
        List<CustomerEvent> arriving = new ArrayList<>(events);
        Collections.shuffle(arriving, random);
        try (Crm crm = crm(resolver, clock)) {
            for (CustomerEvent event : arriving) {
                crm.accept(event);
                if (random.nextInt(3) == 0 && judgements.size() < words.size()) {
                    judge(crm, words.get(judgements.size()), origins, judgements, clock);
                }
            }
            List<OriginEvidence> evidence = evidence(events, origins);
            Resolution expected = resolver.resolveAll(evidence, judgements);
            assertThatPeopleAre(expected, crm, origins);
            assertThat(crm.verify().differences()).isEmpty();
            for (Set<OriginId> person : expected.people()) {
                OriginId one = person.iterator().next();
                Resolution why = crm.identity(crm.customerOf(one).orElseThrow());
                assertThat(why.people()).contains(person);
            }
            Set<OriginId> gone =
                    expected.people().get(random.nextInt(expected.people().size()));
            crm.erase(crm.customerOf(gone.iterator().next()).orElseThrow(), "asked for");
            origins.values().removeAll(gone);
            evidence.removeIf(origin -> gone.contains(origin.origin()));
            assertThatPeopleAre(resolver.resolveAll(evidence, judgements), crm, origins);
        }
    }

    @Property(tries = 60)
    void threadsThatBringEvidenceAtOnceFindThePeopleOfTheBatch(
            @ForAll("worlds") List<Happening> world, @ForAll("policies") IdentityPolicy policy) throws Exception {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            events.addAll(events(i, world.get(i)));
        }
        Map<MatchKey, OriginId> origins = origins(events);
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Crm crm = crm(resolver, new Clock())) {
            List<Future<?>> accepted = new ArrayList<>();
            for (CustomerEvent event : events) {
                accepted.add(threads.submit(() -> crm.accept(event)));
            }
            for (Future<?> one : accepted) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThatPeopleAre(resolver.resolveAll(evidence(events, origins), List.of()), crm, origins);
            assertThat(crm.verify().differences()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** A runtime that starts on what another one left, perhaps under another policy. */
    @Property(tries = 120)
    void aChangedPolicyIsTriedAndPutIntoForceOnWhatIsStored(
            @ForAll("worlds") List<Happening> world,
            @ForAll("words") List<Tuple2<Integer, Integer>> words,
            @ForAll("policies") IdentityPolicy before,
            @ForAll("policies") IdentityPolicy after,
            @ForAll boolean largeCommits,
            @ForAll Random random) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            events.addAll(events(i, world.get(i)));
        }
        if (events.isEmpty()) {
            return;
        }
        Map<MatchKey, OriginId> origins = origins(events);
        RuleBasedResolver old = RuleBasedResolver.of(before);
        RuleBasedResolver fresh = RuleBasedResolver.of(after);
        List<OriginEvidence> evidence = evidence(events, origins);
        Clock clock = new Clock();
        List<Judgement> judgements = new ArrayList<>();
        CustomerStore store = largeCommits ? new Counted() : new InMemoryCustomerStore();
        IdentityTrial trial;
        try (Crm crm = crm(old, clock, store)) {
            Collections.shuffle(events, random);
            events.forEach(crm::accept);
            words.forEach(word -> judge(crm, word, origins, judgements, clock));
            trial = crm.tryIdentity(fresh);
            assertThatPeopleAre(old.resolveAll(evidence, judgements), crm, origins); // nothing was changed
        }
        Resolution expected = fresh.resolveAll(evidence, judgements);
        PolicyChange change = PolicyChange.between(before, after, evidence, judgements);
        assertThat(trial.merges().stream().map(IdentityTrial.Regrouping::whole))
                .containsExactlyInAnyOrderElementsOf(change.merges().stream()
                        .map(PolicyChange.Regrouping::whole)
                        .toList());
        assertThat(trial.splits().stream().map(IdentityTrial.Regrouping::whole))
                .containsExactlyInAnyOrderElementsOf(change.splits().stream()
                        .map(PolicyChange.Regrouping::whole)
                        .toList());
        assertThat(trial.peopleAfter()).isEqualTo(expected.people().size());
        assertThat(trial.reviewsAfter()).isEqualTo(change.reviewsAfter());
        try (Crm crm = crm(fresh, clock, store)) {
            crm.resolveAll();
            assertThatPeopleAre(expected, crm, origins);
            assertThat(crm.tryIdentity(fresh).isEmpty()).isTrue();
            assertThat(crm.verify().differences()).isEmpty();
        }
        try (Crm crm = crm(fresh, clock, store)) { // started again: the queue follows from what is kept
            assertThatPeopleAre(expected, crm, origins);
            Set<Review> paged = new HashSet<>();
            ReviewPage page = crm.reviewQueue(null, 2);
            while (page.next() != null) {
                paged.addAll(page.reviews());
                page = crm.reviewQueue(page.next(), 2);
            }
            assertThat(paged).isEqualTo(new HashSet<>(crm.reviewQueue()));
            OriginId one = evidence.get(0).origin();
            for (OriginEvidence other : evidence) {
                if (!other.origin().equals(one)) {
                    Audit audit = crm.audit(one, other.origin());
                    assertThat(audit.onePerson()).isEqualTo(crm.customerOf(one).equals(crm.customerOf(other.origin())));
                    assertThat(audit.findings()).isNotEmpty();
                }
            }
        }
    }

    /** On a store that is asked for as few commits as may be: what many judgements do is what they do one after the other. */
    @Property(tries = 120)
    void manyJudgementsAtOnceDoWhatTheyDoOneByOne(
            @ForAll("worlds") List<Happening> world,
            @ForAll("manyWords") List<Tuple2<Integer, Integer>> words,
            @ForAll("policies") IdentityPolicy policy) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            events.addAll(events(i, world.get(i)));
        }
        Map<MatchKey, OriginId> origins = origins(events);
        if (origins.size() < 2) {
            return;
        }
        RuleBasedResolver resolver = RuleBasedResolver.of(policy);
        Counted store = new Counted();
        Clock clock = new Clock();
        try (Crm one = crm(resolver, clock);
                Crm all = crm(resolver, clock, store)) {
            events.forEach(one::accept);
            events.forEach(all::accept);
            List<OriginId> known = List.copyOf(new TreeSet<>(origins.values()));
            List<Judgement> judgements = new ArrayList<>();
            for (Tuple2<Integer, Integer> word : words) {
                OriginId a = known.get(word.get1() % known.size());
                OriginId b = known.get(word.get1() / 7 % known.size());
                if (!a.equals(b)) {
                    clock.now = clock.now.plusSeconds(1);
                    judgements.add(new Judgement(a, b, Verdict.values()[word.get2()], "seen", "staff", clock.now));
                }
            }
            List<RegroupReport> reports = judgements.stream()
                    .map(judgement -> one.judgeAll(List.of(judgement)))
                    .toList();
            RegroupReport together = all.judgeAll(judgements);
            assertThat(together.merged())
                    .isEqualTo(reports.stream().mapToInt(RegroupReport::merged).sum());
            assertThat(together.separated())
                    .isEqualTo(
                            reports.stream().mapToInt(RegroupReport::separated).sum());
            assertThat(people(all, origins)).isEqualTo(people(one, origins));
            assertThat(new HashSet<>(all.reviewQueue())).isEqualTo(new HashSet<>(one.reviewQueue()));
            for (OriginId origin : known) {
                assertThat(all.customerOf(origin)).isEqualTo(one.customerOf(origin));
            }
            assertThatPeopleAre(resolver.resolveAll(evidence(events, origins), judgements), all, origins);
            assertThat(all.verify().differences()).isEmpty();
        }
    }

    @Example
    void judgementsOnPeopleWhoHaveNothingToDoWithEachOtherAreOneCommit() {
        Counted store = new Counted();
        List<Happening> world = new ArrayList<>();
        for (int member = 1; member <= 8; member++) {
            world.add(new Happening(member, 0, 0, 0, 0, 0, 0, 0, member));
        }
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            events.addAll(events(i, world.get(i)));
        }
        List<OriginId> known = List.copyOf(new TreeSet<>(origins(events).values()));
        Clock clock = new Clock();
        try (Crm crm = crm(RuleBasedResolver.of(IdentityPolicy.standard()), clock, store)) {
            events.forEach(crm::accept);
            List<Judgement> judgements = new ArrayList<>();
            for (int i = 0; i < known.size(); i += 2) {
                judgements.add(new Judgement(known.get(i), known.get(i + 1), Verdict.SAME, "seen", "staff", clock.now));
            }
            store.commits = 0;
            assertThat(crm.judgeAll(judgements).merged()).isEqualTo(4);
            assertThat(store.commits).isEqualTo(1);
            OriginId unknown = new OriginId(7, 7);
            judgements.set(3, new Judgement(known.get(6), unknown, Verdict.SAME, "seen", "staff", clock.now));
            judgements.replaceAll(one ->
                    new Judgement(one.a(), one.b(), Verdict.WITHDRAWN, "mistaken", "staff", clock.now.plusSeconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> crm.judgeAll(judgements))
                    .withMessageStartingWith("no such origin");
            // What came before it in the list is done.
            assertThat(crm.customerOf(known.get(4))).isNotEqualTo(crm.customerOf(known.get(5)));
            assertThat(crm.customerOf(known.get(6))).isEqualTo(crm.customerOf(known.get(7)));
        }
    }

    @Example
    void aCommitOfManyJudgementsThatIsLostIsMadeOneByOne() {
        Counted store = new Counted();
        List<CustomerEvent> events = new ArrayList<>();
        for (int member = 1; member <= 8; member++) {
            events.addAll(events(member, new Happening(member, 0, 0, 0, 0, 0, 0, 0, member)));
        }
        List<OriginId> known = List.copyOf(new TreeSet<>(origins(events).values()));
        Clock clock = new Clock();
        try (Crm crm = crm(RuleBasedResolver.of(IdentityPolicy.standard()), clock, store)) {
            events.forEach(crm::accept);
            List<Judgement> judgements = new ArrayList<>();
            for (int i = 0; i < known.size(); i += 2) {
                judgements.add(new Judgement(known.get(i), known.get(i + 1), Verdict.SAME, "seen", "staff", clock.now));
            }
            store.lost = 1;
            store.commits = 0;
            assertThat(crm.judgeAll(judgements).merged()).isEqualTo(4);
            assertThat(store.commits).isEqualTo(5);
            for (int i = 0; i < known.size(); i += 2) {
                assertThat(crm.customerOf(known.get(i))).isEqualTo(crm.customerOf(known.get(i + 1)));
            }
            assertThat(crm.verify().differences()).isEmpty();
        }
    }

    /** A store that is quicker in large commits, and may lose the next of them. */
    private static final class Counted extends ForwardingStore {
        private int commits;
        private int lost;

        Counted() {
            super(new InMemoryCustomerStore());
        }

        @Override
        public boolean prefersLargeCommits() {
            return true;
        }

        @Override
        public CommitResult commit(Commit commit) {
            commits++;
            return lost-- > 0 ? CommitResult.CONFLICT : super.commit(commit);
        }
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, Integer>>> manyWords() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 2))
                .as(Tuple::of)
                .list()
                .ofMinSize(2)
                .ofMaxSize(8);
    }

    private static void assertThatPeopleAre(Resolution expected, Crm crm, Map<MatchKey, OriginId> origins) {
        assertThat(people(crm, origins)).isEqualTo(new HashSet<>(expected.people()));
        assertThat(new HashSet<>(crm.reviewQueue())).isEqualTo(new HashSet<>(lastOfEachPair(expected.reviews())));
    }

    /** Time that moves on with every judgement. */
    private static final class Clock implements InstantSource {
        private Instant now = START.plus(Duration.ofDays(30));

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static Crm crm(IdentityResolver resolver, InstantSource clock) {
        return crm(resolver, clock, new InMemoryCustomerStore());
    }

    private static Crm crm(IdentityResolver resolver, InstantSource clock, CustomerStore store) {
        return Crm.builder("shop")
                .store(store)
                .secret(SECRET)
                .clock(clock)
                .identity(resolver)
                .hotCustomers(2)
                .build();
    }

    private static void judge(
            Crm crm,
            Tuple2<Integer, Integer> word,
            Map<MatchKey, OriginId> origins,
            List<Judgement> judgements,
            Clock clock) {
        List<OriginId> known = origins.values().stream()
                .filter(origin -> crm.customerOf(origin).isPresent())
                .toList();
        OriginId one = known.get(word.get1() % known.size());
        OriginId other = known.get(word.get1() / 7 % known.size());
        if (one.equals(other)) {
            return;
        }
        clock.now = clock.now.plusSeconds(1);
        Verdict verdict = new Verdict[] {Verdict.SAME, Verdict.SAME, Verdict.NOT_SAME, Verdict.WITHDRAWN}[word.get2()];
        if (verdict == Verdict.SAME) {
            crm.merge(one, other, "staff", "seen");
        } else if (verdict == Verdict.NOT_SAME) {
            crm.unmerge(one, other, "staff", "seen");
        } else {
            crm.withdraw(one, other, "staff", "seen");
        }
        judgements.add(new Judgement(one, other, verdict, "seen", "staff", clock.now));
    }

    private static Set<Set<OriginId>> people(Crm crm, Map<MatchKey, OriginId> origins) {
        Map<Object, Set<OriginId>> people = new HashMap<>();
        origins.values()
                .forEach(origin -> people.computeIfAbsent(crm.customerOf(origin).orElseThrow(), id -> new HashSet<>())
                        .add(origin));
        return new HashSet<>(people.values());
    }

    private static List<Review> lastOfEachPair(List<Review> reviews) {
        Map<Set<OriginId>, Review> byPair = new HashMap<>();
        reviews.forEach(review -> byPair.put(Set.of(review.a(), review.b()), review));
        return List.copyOf(byPair.values());
    }

    // ------------------------------------------------------------------ the same evidence, put together at once

    private static List<CustomerEvent> events(int i, Happening happening) {
        List<Identifier> who = new ArrayList<>();
        add(who, "member", happening.member());
        add(who, "line:p", happening.line());
        add(who, "email", happening.email());
        add(who, "phone", happening.phone());
        add(who, "pos-card", happening.card());
        add(who, "cookie", happening.cookie());
        if (who.isEmpty()) {
            return List.of();
        }
        Instant at = START.plus(Duration.ofHours(happening.hour()));
        String source = happening.member() > 0 ? "ec" : "pos";
        List<CustomerEvent> events = new ArrayList<>();
        events.add(CustomerEvent.of(source, EventId.of(2L * i), who, at, new EventBody.StoreVisited("store")));
        Map<String, AttributeValue> attributes = new HashMap<>();
        if (happening.name() > 0) {
            attributes.put("name", AttributeValue.of(NAMES[happening.name()]));
            attributes.put("kana", AttributeValue.of(KANA[happening.name()]));
            attributes.put("postal-code", AttributeValue.of("100-0001"));
        }
        if (happening.birthDate() > 0) {
            attributes.put("birth-date", AttributeValue.of(BIRTH_DATES[happening.birthDate()]));
        }
        if (!attributes.isEmpty()) {
            events.add(CustomerEvent.of(
                    source, EventId.of(2L * i + 1), who, at.plusSeconds(1), new EventBody.ProfileChanged(attributes)));
        }
        return events;
    }

    private static void add(List<Identifier> who, String scheme, int value) {
        if (value != 0) {
            String text = switch (scheme) {
                case "email" -> "p" + Math.abs(value) + "@mail.jp";
                case "phone" -> Math.abs(value) == 3 ? "03-1234-5673" : "090-1234-567" + Math.abs(value);
                default -> "v" + Math.abs(value);
            };
            who.add(new Identifier(Scheme.of(scheme), text, value < 0));
        }
    }

    /** Which origin each strongest key leads to: asked of a shop in which nobody is linked. */
    private static Map<MatchKey, OriginId> origins(List<CustomerEvent> events) {
        Map<MatchKey, OriginId> origins = new TreeMap<>();
        try (Crm apart = crm(IdentityResolver.judgementsOnly(), () -> START)) {
            for (CustomerEvent event : events) {
                Identifier strongest = strongest(event);
                apart.accept(CustomerEvent.of(
                        "ec", event.id(), Identifier.of(strongest.scheme(), strongest.value()), START, event.body()));
                origins.put(key(strongest), apart.find(strongest).orElseThrow().origin());
            }
        }
        return origins;
    }

    private static Identifier strongest(CustomerEvent event) {
        return event.identifiers().stream()
                .min(Comparator.<Identifier>comparingInt(
                                one -> Scheme.DEFAULT_ORDER.indexOf(one.scheme().family()))
                        .thenComparing(RuntimeProperties::key))
                .orElseThrow();
    }

    private static MatchKey key(Identifier identifier) {
        return NORMALISER.matchKey(identifier).orElseThrow();
    }

    private static List<OriginEvidence> evidence(List<CustomerEvent> events, Map<MatchKey, OriginId> origins) {
        Map<MatchKey, List<CustomerEvent>> byOrigin = new TreeMap<>();
        events.forEach(event -> byOrigin.computeIfAbsent(key(strongest(event)), absent -> new ArrayList<>())
                .add(event));
        List<OriginEvidence> evidence = new ArrayList<>();
        byOrigin.forEach((key, own) -> {
            own.sort(Comparator.comparing(CustomerEvent::occurredAt)
                    .thenComparing(CustomerEvent::source)
                    .thenComparing(CustomerEvent::id));
            Map<String, AttributeValue> attributes = new HashMap<>();
            Map<MatchKey, Sighting> seen = new TreeMap<>();
            for (CustomerEvent event : own) {
                if (event.body() instanceof EventBody.ProfileChanged profile) {
                    attributes.putAll(profile.attributes());
                }
                for (Identifier identifier : event.identifiers()) {
                    Sighting next =
                            new Sighting(key(identifier), event.source(), identifier.verified(), event.occurredAt());
                    seen.merge(
                            next.key(),
                            next,
                            (earlier, later) -> new Sighting(
                                    earlier.key(),
                                    earlier.source(),
                                    earlier.verified() || later.verified(),
                                    earlier.firstSeen()));
                }
            }
            OriginId origin = Objects.requireNonNull(origins.get(key));
            evidence.add(new OriginEvidence(origin, own.get(0).occurredAt(), List.copyOf(seen.values()), attributes));
        });
        return evidence;
    }
}
