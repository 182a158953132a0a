package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A book answers what the model answers about the same events, whatever happened on the way. */
class ScoreBookProperties {

    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    @Property(tries = 1000)
    void anyOrderAndAnyRepetitionMakeTheScoreOfTheEvents(
            @ForAll("models") ScoreModel model,
            @ForAll("events") List<CustomerEvent> events,
            @ForAll @IntRange(min = 0, max = 1_000) int later,
            @ForAll Random random) {
        List<CustomerEvent> arriving = new ArrayList<>(events);
        events.forEach(event -> {
            if (random.nextInt(3) == 0) {
                arriving.add(random.nextBoolean() ? event : moved(event));
            }
        });
        Collections.shuffle(arriving, random);
        ScoreBook<String> book = new ScoreBook<>(model);
        Instant at = AnyModel.LONG.start().plusMillis(later * AnyModel.LONG.unit());
        for (CustomerEvent event : arriving) {
            book.add("m-1", event);
            if (random.nextInt(5) == 0) {
                book.value("m-1", at); // a question in between changes nothing
            }
        }

        assertThat(book.score("m-1", at)).isEqualTo(model.score(events, at));
        assertThat(book.value("m-1", at)).isEqualTo(model.score(events, at).value());
        assertThat(bytes(model, book.state("m-1", FAR)))
                .isEqualTo(bytes(model, folded(model, Scoring.timeline(events, FAR))));
    }

    @Property(tries = 500)
    void inWhateverOrderPeopleAreMergedTheScoreIsThatOfTheUnionAndSeparatingUndoesIt(
            @ForAll("models") ScoreModel model, @ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<String> names = List.of("a", "b", "c", "d");
        Map<String, List<CustomerEvent>> theirs = new HashMap<>();
        names.forEach(name -> theirs.put(name, new ArrayList<>()));
        events.forEach(event -> theirs.get(names.get(random.nextInt(4))).add(event));
        List<Runnable> steps = new ArrayList<>();
        ScoreBook<String> book = new ScoreBook<>(model);
        theirs.forEach((name, own) -> own.forEach(event -> steps.add(() -> {
            if (random.nextBoolean()) {
                book.add(name, event);
            } else {
                book.take(name, event);
            }
        })));
        steps.add(() -> book.merge("a", "b"));
        steps.add(() -> book.merge("c", "b"));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);

        List<CustomerEvent> united = new ArrayList<>(theirs.get("a"));
        united.addAll(theirs.get("b"));
        united.addAll(theirs.get("c"));
        for (String member : List.of("a", "b", "c")) {
            assertThat(book.score(member, FAR)).isEqualTo(model.score(united, FAR));
        }
        assertThat(book.score("d", FAR)).isEqualTo(model.score(theirs.get("d"), FAR));

        book.separate("b");
        united.removeAll(theirs.get("b"));
        assertThat(book.score("c", FAR)).isEqualTo(model.score(united, FAR));
        book.separate("a");
        names.forEach(name -> assertThat(book.score(name, FAR)).isEqualTo(model.score(theirs.get(name), FAR)));
    }

    /** Long enough for checkpoints: inserted anywhere, replaced, merged. */
    @Property(tries = 60)
    void inALongTimelineALateEventEndsInTheSameState(@ForAll("models") ScoreModel model, @ForAll Random random) {
        List<CustomerEvent> events = many(400, random);
        List<CustomerEvent> arriving = new ArrayList<>(Scoring.timeline(events, FAR));
        for (int i = 0; i < 60; i++) { // some late by a little, some by much, some told twice
            int from = random.nextInt(arriving.size());
            int by = random.nextInt(random.nextBoolean() ? 5 : arriving.size() - from);
            CustomerEvent event = arriving.remove(from);
            arriving.add(Math.min(arriving.size(), from + by), event);
            if (i % 5 == 0) {
                arriving.add(random.nextInt(arriving.size()), moved(event));
            }
        }
        ScoreBook<String> book = new ScoreBook<>(model);
        for (CustomerEvent event : arriving) {
            book.add("m-1", event);
            if (random.nextInt(20) == 0) {
                book.value("m-1", FAR); // what is added up by now has to be mended when the next one is late
            }
        }

        assertThat(bytes(model, book.state("m-1", FAR)))
                .isEqualTo(bytes(model, folded(model, Scoring.timeline(events, FAR))));
        Instant middle = AnyModel.LONG.start().plusMillis(random.nextInt(700) * AnyModel.LONG.unit());
        assertThat(bytes(model, book.state("m-1", middle)))
                .isEqualTo(bytes(model, folded(model, Scoring.timeline(events, middle))));
    }

    @Property(tries = 500)
    void aChangedModelAnswersAsIfItHadAlwaysCounted(
            @ForAll("models") ScoreModel before,
            @ForAll("models") ScoreModel other,
            @ForAll("events") List<CustomerEvent> events,
            @ForAll Random random) {
        ScoreModel after = random.nextBoolean() ? other : otherPoints(before, random);
        ScoreBook<Integer> book = new ScoreBook<>(before);
        Map<Integer, List<CustomerEvent>> theirs = new HashMap<>();
        List<CustomerEvent> arriving = new ArrayList<>(events);
        Collections.shuffle(arriving, random);
        int half = arriving.size() / 2;
        book.merge(1, 2);
        for (CustomerEvent event : arriving.subList(0, half)) {
            add(book, theirs, random.nextInt(4), event);
        }
        ModelChange change = ModelChange.between(before, after);
        if (change.effort().compareTo(ModelChange.Effort.AT_ONCE) <= 0) {
            book.use(after);
            for (CustomerEvent event : arriving.subList(half, arriving.size())) {
                add(book, theirs, random.nextInt(4), event);
            }
        } else {
            Recount<Integer> recount = book.recount(after);
            for (CustomerEvent event : arriving.subList(half, arriving.size())) {
                add(book, theirs, random.nextInt(4), event);
            }
            theirs.forEach((who, own) -> assertThat(book.value(who, FAR))
                    .as("the running model answers until the switch")
                    .isEqualTo(before.score(union(theirs, who), FAR).value()));
            if (recount.needsHistory()) {
                theirs.forEach((who, own) -> own.forEach(event -> recount.add(who, event)));
            }
            recount.switchOver();
        }
        theirs.forEach((who, own) -> assertThat(book.score(who, FAR)).isEqualTo(after.score(union(theirs, who), FAR)));
    }

    /** Customers of whom many have the same hash, which decides where their events wait. */
    private record Alike(String name, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Property(tries = 500)
    void whatIsTakenInLaterEndsAsWhatIsAddedAtOnce(
            @ForAll("models") ScoreModel model, @ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        ScoreBook<Alike> adding = new ScoreBook<>(model);
        ScoreBook<Alike> taking = new ScoreBook<>(model);
        List<CustomerEvent> arriving = new ArrayList<>(events);
        events.forEach(event -> arriving.add(random.nextBoolean() ? event : moved(event)));
        Collections.shuffle(arriving, random);
        List<Alike> people = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            people.add(new Alike("m-" + i, i % 2));
        }
        for (CustomerEvent event : arriving) {
            Alike who = people.get(random.nextInt(people.size()));
            adding.add(who, event);
            taking.take(who, event);
            if (random.nextInt(12) == 0) {
                assertThat(taking.value(who, FAR)).isEqualTo(adding.value(who, FAR));
            }
        }

        assertThat(taking.arrivals()).isEqualTo(adding.arrivals());
        assertThat(List.copyOf(taking.customers())).isEqualTo(List.copyOf(adding.customers()));
        assertThat(taking.size()).isEqualTo(adding.size());
        people.forEach(who ->
                assertThat(bytes(model, taking.state(who, FAR))).isEqualTo(bytes(model, adding.state(who, FAR))));
        assertThat(taking.top(FAR, 20)).isEqualTo(adding.top(FAR, 20));
    }

    /** On threads that come at once, late or never, with slices of a few events. */
    @Property(tries = 500)
    void howeverManyThreadsShareTheWorkTheBookEndsAlike(
            @ForAll("models") ScoreModel model,
            @ForAll("events") List<CustomerEvent> events,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll Random random) {
        List<CustomerEvent> arriving = new ArrayList<>(events);
        events.forEach(event -> arriving.add(random.nextBoolean() ? event : moved(event)));
        Collections.shuffle(arriving, random);
        List<String> people = new ArrayList<>();
        arriving.forEach(event -> people.add("m-" + random.nextInt(9)));
        ScoreBook<String> alone = new ScoreBook<>(model);
        ExecutorService others = Executors.newFixedThreadPool(1 + random.nextInt(3));
        try {
            Executor busy = task -> {
                if (random.nextInt(4) > 0) {
                    others.execute(task);
                }
            };
            ScoreBook<String> shared = ScoreBook.sharedBy(model, busy, threads, 1 + random.nextInt(5));
            boolean merged = random.nextBoolean();
            int begin = 0;
            while (begin < arriving.size()) {
                int from = begin;
                int count = Math.min(arriving.size() - from, random.nextInt(20));
                shared.takeAll(count, i -> people.get(from + i), i -> arriving.get(from + i));
                begin += count;
                if (begin < arriving.size()) {
                    shared.take(people.get(begin), arriving.get(begin));
                    begin++;
                }
                if (merged) {
                    shared.merge("m-1", "m-2");
                    shared.separate("m-2");
                    shared.merge("m-3", "m-4");
                    merged = false;
                    alone.merge("m-3", "m-4");
                }
            }
            for (int i = 0; i < arriving.size(); i++) {
                alone.take(people.get(i), arriving.get(i));
            }

            assertThat(shared.arrivals()).isEqualTo(alone.arrivals());
            assertThat(shared.people()).isEqualTo(alone.people());
            assertThat(List.copyOf(shared.customers())).isEqualTo(List.copyOf(alone.customers()));
            for (String who : alone.people()) {
                assertThat(bytes(model, shared.state(who, FAR))).isEqualTo(bytes(model, alone.state(who, FAR)));
                assertThat(shared.score(who, FAR)).isEqualTo(alone.score(who, FAR));
            }
            Map<String, Long> told = new HashMap<>();
            shared.forEachScore(FAR, (who, score) -> told.put(who, score.valueAt(FAR.toEpochMilli())));
            assertThat(told.keySet()).hasSameElementsAs(alone.people());
            told.forEach((who, value) -> assertThat(value).isEqualTo(alone.value(who, FAR)));
        } finally {
            others.shutdown();
        }
    }

    @Example
    void whatThrowsOnAnotherThreadIsHeardOfAndMayBeToldAgain() {
        ScoreModel model = ScoreModel.named("visits")
                .rule(ScoreRule.of("visit", "store.visited", 1))
                .build();
        List<CustomerEvent> events = visits(20);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            ScoreBook<String> book = ScoreBook.sharedBy(model, other, 2, 2);
            assertThatThrownBy(() -> book.takeAll(20, i -> "m-1", i -> {
                        if (i == 15) {
                            throw new IllegalStateException("line 15 cannot be read");
                        }
                        return events.get(i);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("line 15 cannot be read");

            book.takeAll(20, i -> "m-1", events::get);
            assertThat(book.value("m-1", FAR)).isEqualTo(20);
        } finally {
            other.shutdown();
        }
    }

    @Example
    void ofManyThatWaitNoneIsLostAndNoneCountsTwice() {
        ScoreModel model = ScoreModel.named("visits")
                .rule(ScoreRule.of("visit", "store.visited", 1))
                .build();
        ScoreBook<Alike> book = new ScoreBook<>(model);
        List<CustomerEvent> events = visits(100);
        int told = Waiting.MOST + 7; // the first of them are taken in on the way
        List<Alike> people = List.of(new Alike("a", 1), new Alike("b", 1), new Alike("c", 1 << 20));
        for (int i = 0; i < told; i++) {
            book.take(people.get(i % 3), events.get(i / 3 % 100));
        }

        assertThat(book.arrivals())
                .containsEntry(ScoreBook.Arrival.ADDED, 300L)
                .containsEntry(ScoreBook.Arrival.DUPLICATE, told - 300L);
        people.forEach(who -> assertThat(book.value(who, FAR)).isEqualTo(100));
    }

    /** So many that what waits is laid into its parts several times, and those begin further pages. */
    @Property(tries = 10)
    void thousandsThatWaitLeadToWhatOneByOneLeadsTo(@ForAll("models") ScoreModel model, @ForAll Random random) {
        ScoreBook<String> waiting = new ScoreBook<>(model);
        ScoreBook<String> oneByOne = new ScoreBook<>(model);
        for (CustomerEvent event : many(8_000, random)) {
            String who = "m-" + random.nextInt(40);
            waiting.take(who, event);
            oneByOne.add(who, event);
        }

        assertThat(waiting.arrivals()).isEqualTo(oneByOne.arrivals());
        assertThat(List.copyOf(waiting.customers())).isEqualTo(List.copyOf(oneByOne.customers()));
        waiting.customers()
                .forEach(who -> assertThat(bytes(model, waiting.state(who, FAR)))
                        .isEqualTo(bytes(model, oneByOne.state(who, FAR))));
    }

    private static List<CustomerEvent> visits(int count) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(CustomerEvent.of(
                    "pos",
                    EventId.of(i),
                    Identifier.of(Scheme.MEMBER, "m-1"),
                    Instant.EPOCH.plusSeconds(i),
                    new EventBody.StoreVisited("shibuya")));
        }
        return events;
    }

    private static void add(
            ScoreBook<Integer> book, Map<Integer, List<CustomerEvent>> theirs, int who, CustomerEvent event) {
        if (event.hashCode() % 2 == 0) {
            book.add(who, event);
        } else {
            book.take(who, event);
        }
        theirs.computeIfAbsent(who, absent -> new ArrayList<>()).add(event);
    }

    private static List<CustomerEvent> union(Map<Integer, List<CustomerEvent>> theirs, int who) {
        if (who != 1 && who != 2) {
            return theirs.getOrDefault(who, List.of());
        }
        List<CustomerEvent> union = new ArrayList<>(theirs.getOrDefault(1, List.of()));
        union.addAll(theirs.getOrDefault(2, List.of()));
        return union;
    }

    /** The same rules with other points, caps or limits. */
    private static ScoreModel otherPoints(ScoreModel model, Random random) {
        ScoreModel.Builder changed =
                ScoreModel.named(model.name()).zone(model.zone().orElseThrow());
        for (ScoreRule rule : model.rules()) {
            Points points = rule.points() instanceof Points.PerUnit formula
                    ? new Points.PerUnit(7, formula.unit() * 2, formula.currency(), formula.field(), formula.rounding())
                    : Points.of(random.nextInt(50) + 1);
            changed.rule(new ScoreRule(
                    rule.id(),
                    rule.when(),
                    points,
                    random.nextInt(4) == 0 ? List.of(Cap.ever(2)) : rule.caps(),
                    rule.decay(),
                    rule.validFrom(),
                    rule.validTo(),
                    rule.reversed()));
        }
        return changed.floor(-5).band("x").band("y", 10, 5).build();
    }

    // ------------------------------------------------------------------ tools

    private static List<CustomerEvent> many(int count, Random random) {
        List<CustomerEvent> samples = AnyModel.events(AnyModel.LONG)
                .filter(list -> list.size() > 8)
                .generator(10)
                .next(random)
                .value();
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(CustomerEvent.of(
                    i % 3 == 0 ? "pos" : "ec",
                    EventId.of(i * 7919L % 1009),
                    Identifier.of(Scheme.MEMBER, "m-1"),
                    AnyModel.LONG.start().plusMillis(random.nextInt(700) * AnyModel.LONG.unit()),
                    samples.get(random.nextInt(samples.size())).body()));
        }
        return events;
    }

    /** The same event, told again with a later time. */
    private static CustomerEvent moved(CustomerEvent event) {
        return CustomerEvent.of(
                event.source(),
                event.id(),
                event.identifiers(),
                event.occurredAt().plusMillis(5),
                event.body());
    }

    private static ScoreState folded(ScoreModel model, List<CustomerEvent> timeline) {
        ScoreState state = model.fold().initial();
        for (CustomerEvent event : timeline) {
            state = model.fold().apply(state, event);
        }
        return state;
    }

    private static byte[] bytes(ScoreModel model, ScoreState state) {
        return model.fold().encode(state);
    }

    @Provide
    Arbitrary<ScoreModel> models() {
        return AnyModel.models(AnyModel.LONG);
    }

    @Provide
    Arbitrary<List<CustomerEvent>> events() {
        return AnyModel.events(AnyModel.LONG);
    }
}
