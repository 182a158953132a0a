package io.enishi.core.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The laws of timelines: order of arrival, duplication and split over origins do not matter. */
class TimelineProperties {
    private static final List<Identifier> WHO = List.of(Identifier.member("m"));

    private final Vocabulary vocabulary = new Vocabulary();

    @Property(tries = 400)
    void anyOrderOfArrivalAndAnyDuplicationGiveTheSameTimeline(
            @ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<CustomerEvent> arrivals = new ArrayList<>(events);
        for (int i = 0; i < events.size() / 3; i++) {
            arrivals.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(arrivals, random);

        OriginTimeline timeline = arrive(arrivals);

        assertThat(TimelineModel.say(timeline.export(WHO))).isEqualTo(TimelineModel.say(TimelineModel.of(events)));
    }

    @Property(tries = 400)
    void anySplitOverOriginsGivesTheSameTimeline(
            @ForAll("events") List<CustomerEvent> events,
            @ForAll @IntRange(min = 1, max = 5) int origins,
            @ForAll Random random) {
        List<List<CustomerEvent>> split = split(events, origins, random);
        List<MergedTimeline.Part> parts = new ArrayList<>();
        for (int i = 0; i < origins; i++) {
            parts.add(part(i, arrive(split.get(i))));
        }
        Collections.shuffle(parts, random);

        MergedTimeline merged = MergedTimeline.of(vocabulary, parts);

        assertThat(TimelineModel.say(merged.events())).isEqualTo(TimelineModel.say(TimelineModel.of(events)));
        for (int row = 0; row < merged.size(); row++) {
            CustomerEvent event = merged.event(row);
            List<CustomerEvent> ofItsOrigin = split.get((int) merged.origin(row).low());
            assertThat(TimelineModel.say(ofItsOrigin)).contains(TimelineModel.say(event));
        }
    }

    @Property(tries = 150)
    void followingSingleEventsIsMergingAgain(
            @ForAll("events") List<CustomerEvent> events,
            @ForAll @IntRange(min = 1, max = 4) int origins,
            @ForAll Random random) {
        OriginTimeline[] timelines = new OriginTimeline[origins];
        List<MergedTimeline.Part> parts = new ArrayList<>();
        for (int i = 0; i < origins; i++) {
            timelines[i] = OriginTimeline.empty(vocabulary);
            parts.add(part(i, timelines[i]));
        }
        MergedTimeline followed = MergedTimeline.of(vocabulary, parts);
        for (CustomerEvent event : events) {
            int origin = random.nextInt(origins);
            Arrival arrival = timelines[origin].plus(event);
            timelines[origin] = arrival.timeline();
            parts.set(origin, part(origin, timelines[origin]));
            if (arrival.isChange()) {
                followed = followed.plus(parts.get(origin), event);
            }
            MergedTimeline again = MergedTimeline.of(vocabulary, parts);
            assertThat(say(followed)).isEqualTo(say(again));
            assertThat(followed.conflicts()).isEqualTo(again.conflicts());
        }
    }

    @Property(tries = 200)
    void aVersionNeverChangesUnderItsReaders(@ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<OriginTimeline> versions = new ArrayList<>(List.of(OriginTimeline.empty(vocabulary)));
        List<List<String>> seen = new ArrayList<>(List.of(List.of()));
        for (CustomerEvent event : events) {
            // a failed commit goes on from an older version
            OriginTimeline base =
                    versions.get(random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1);
            OriginTimeline next = base.plus(event).timeline();
            versions.add(next);
            seen.add(TimelineModel.say(next.export(WHO)));
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(TimelineModel.say(versions.get(i).export(WHO))).isEqualTo(seen.get(i));
        }
    }

    @Property(tries = 150)
    void anArrivalSaysWhatBecameOfTheEvent(@ForAll("events") List<CustomerEvent> events) {
        OriginTimeline timeline = OriginTimeline.empty(vocabulary);
        List<CustomerEvent> arrived = new ArrayList<>();
        for (CustomerEvent event : events) {
            List<CustomerEvent> before = TimelineModel.of(arrived);
            arrived.add(event);
            List<CustomerEvent> after = TimelineModel.of(arrived);
            Arrival arrival = timeline.plus(event);

            boolean known = before.stream().anyMatch(other -> sameKey(other, event));
            boolean equal = before.stream()
                    .anyMatch(other -> sameKey(other, event)
                            && other.occurredAt().equals(event.occurredAt())
                            && other.body().equals(event.body()));
            if (!known) {
                assertThat(arrival).isInstanceOf(Arrival.Added.class);
            } else if (equal) {
                assertThat(arrival).isInstanceOf(Arrival.Duplicate.class);
                assertThat(arrival.timeline()).isSameAs(timeline);
            } else {
                assertThat(arrival).isInstanceOf(Arrival.Conflict.class);
                assertThat(((Arrival.Conflict) arrival).replaced())
                        .isEqualTo(!TimelineModel.say(before).equals(TimelineModel.say(after)));
            }
            int from = arrival.changedFrom();
            assertThat(TimelineModel.say(after).subList(0, from))
                    .isEqualTo(TimelineModel.say(before).subList(0, from));
            if (arrival.isChange()) {
                assertThat(TimelineModel.say(arrival.timeline().export(WHO)).get(from))
                        .isEqualTo(TimelineModel.say(event));
            }
            timeline = arrival.timeline();
        }
    }

    @Property(tries = 200)
    void theHorizonRefusesWhatIsBeforeItAndChangesNothingElse(
            @ForAll("events") List<CustomerEvent> before,
            @ForAll("events") List<CustomerEvent> after,
            @ForAll @IntRange(min = -3, max = 8) int at) {
        Instant horizon = Instant.ofEpochMilli(at);
        OriginTimeline timeline = arrive(before).withHorizon(horizon);
        List<CustomerEvent> expected = new ArrayList<>(TimelineModel.of(before).stream()
                .filter(event -> !event.occurredAt().isBefore(horizon))
                .toList());

        for (CustomerEvent event : after) {
            Arrival arrival = timeline.plus(event);
            assertThat(arrival instanceof Arrival.TooLate)
                    .isEqualTo(event.occurredAt().isBefore(horizon));
            if (!(arrival instanceof Arrival.TooLate)) {
                expected.add(event);
            }
            timeline = arrival.timeline();
        }

        assertThat(TimelineModel.say(timeline.export(WHO))).isEqualTo(TimelineModel.say(TimelineModel.of(expected)));
        assertThat(timeline.horizon()).contains(horizon);
        assertThat(timeline.withHorizon(horizon.minusMillis(1))).isSameAs(timeline);
    }

    @Property(tries = 200)
    void boundsAreFoundAsByCounting(
            @ForAll("events") List<CustomerEvent> events, @ForAll @IntRange(min = -3, max = 8) int at) {
        OriginTimeline timeline = arrive(events);
        List<CustomerEvent> rows = timeline.export(WHO);

        for (long millis : new long[] {at, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
            long visible = rows.stream()
                    .filter(event -> event.occurredAt().toEpochMilli() <= millis)
                    .count();
            long earlier = rows.stream()
                    .filter(event -> event.occurredAt().toEpochMilli() < millis)
                    .count();
            assertThat(timeline.visibleAt(millis)).isEqualTo((int) visible);
            assertThat(timeline.since(millis)).isEqualTo((int) earlier);
        }
    }

    @Property(tries = 20)
    void largeTimelinesObeyTheSameLaws(@ForAll Random random, @ForAll @IntRange(min = 100, max = 3000) int size) {
        List<CustomerEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            // many at one instant, ids that differ in one half only, and copies that contradict each other
            EventId id = random.nextBoolean() ? EventId.of(random.nextInt(size)) : new EventId(random.nextInt(size), 1);
            Instant at = Instant.ofEpochMilli(random.nextInt(4) * 1000L);
            events.add(CustomerEvent.of(
                    random.nextBoolean() ? "ec" : "pos",
                    id,
                    WHO,
                    at,
                    new EventBody.StoreVisited(random.nextInt(10) == 0 ? "b" : "a")));
        }
        List<List<CustomerEvent>> split = split(events, 3, random);
        List<MergedTimeline.Part> parts =
                List.of(part(0, arrive(split.get(0))), part(1, arrive(split.get(1))), part(2, arrive(split.get(2))));

        List<String> expected = TimelineModel.say(TimelineModel.of(events));
        assertThat(TimelineModel.say(arrive(events).export(WHO))).isEqualTo(expected);
        assertThat(TimelineModel.say(MergedTimeline.of(vocabulary, parts).events()))
                .isEqualTo(expected);
    }

    @Property(tries = 300)
    void anOriginsIdentifiersDoNotDependOnTheOrderOfArrival(
            @ForAll("events") List<CustomerEvent> events, @ForAll Random random) {
        List<CustomerEvent> named = events.stream()
                .map(event -> CustomerEvent.of(
                        event.source(),
                        event.id(),
                        List.of(
                                Identifier.member("" + random.nextInt(3)),
                                Identifier.email(event.source() + "@example.jp")),
                        event.occurredAt(),
                        event.body()))
                .toList();
        List<CustomerEvent> shuffled = new ArrayList<>(named);
        Collections.shuffle(shuffled, random);

        OriginIdentifiers one = identifiers(named);
        assertThat(identifiers(shuffled)).isEqualTo(one);
        for (Identifier identifier : one.list()) {
            assertThat(one.firstSeen(identifier))
                    .isEqualTo(named.stream()
                            .filter(event -> event.identifiers().contains(identifier))
                            .map(CustomerEvent::occurredAt)
                            .min(Instant::compareTo)
                            .orElseThrow());
        }
    }

    private static OriginIdentifiers identifiers(List<CustomerEvent> events) {
        OriginIdentifiers known = OriginIdentifiers.NONE;
        for (CustomerEvent event : events) {
            known = known.plus(event.identifiers(), event.occurredAt());
        }
        return known;
    }

    private OriginTimeline arrive(List<CustomerEvent> events) {
        OriginTimeline timeline = OriginTimeline.empty(vocabulary);
        for (CustomerEvent event : events) {
            timeline = timeline.plus(event).timeline();
        }
        return timeline;
    }

    private static MergedTimeline.Part part(int origin, OriginTimeline timeline) {
        return new MergedTimeline.Part(new OriginId(0, origin), timeline, WHO);
    }

    /** Every event goes to at least one origin, some to several. */
    private static List<List<CustomerEvent>> split(List<CustomerEvent> events, int origins, Random random) {
        List<List<CustomerEvent>> split = new ArrayList<>();
        for (int i = 0; i < origins; i++) {
            split.add(new ArrayList<>());
        }
        for (CustomerEvent event : events) {
            do {
                split.get(random.nextInt(origins)).add(event);
            } while (random.nextInt(4) == 0);
        }
        return split;
    }

    private static boolean sameKey(CustomerEvent one, CustomerEvent other) {
        return one.source().equals(other.source()) && one.id().equals(other.id());
    }

    private static List<String> say(MergedTimeline timeline) {
        List<String> said = new ArrayList<>();
        for (int row = 0; row < timeline.size(); row++) {
            said.add(TimelineModel.say(timeline.event(row)) + " received " + timeline.receivedAt(row) + " from "
                    + timeline.origin(row) + " caused by " + timeline.causation(row));
        }
        return said;
    }

    @Provide
    Arbitrary<List<CustomerEvent>> events() {
        return TimelineModel.event().list().ofMaxSize(90);
    }
}
