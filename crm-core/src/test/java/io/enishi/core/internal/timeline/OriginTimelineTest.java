package io.enishi.core.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import io.enishi.core.event.Initiator;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginTimelineTest {
    private static final List<Identifier> WHO = List.of(Identifier.member("m-1"), Identifier.email("m@example.jp"));
    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

    private final Vocabulary vocabulary = new Vocabulary();
    private final OriginTimeline empty = OriginTimeline.empty(vocabulary);

    @Test
    void everythingOfAnEventButItsIdentifiersIsKept() {
        CustomerEvent event = new CustomerEvent(
                "ec",
                new EventId(-1, 5),
                WHO,
                NOON,
                NOON.plusMillis(1),
                EventId.of(9),
                new EventBody.Custom("quiz", Initiator.CUSTOMER, Map.of()));

        OriginTimeline timeline = empty.plus(event).timeline();

        assertThat(timeline.export(WHO)).containsExactly(event);
        MergedTimeline view = view(timeline);
        assertThat(view.event(0)).isEqualTo(event);
        assertThat(view.type(0)).isEqualTo("custom:quiz");
        assertThat(view.first()).contains(event);
        assertThat(view.last()).contains(event);
        assertThat(view.causation(0)).contains(EventId.of(9));
        assertThat(view.knownSince()).isEmpty();
    }

    @Test
    void aCauseThatComesLateToTheColumnsLosesNothing() {
        CustomerEvent plain = visit(1, NOON);
        CustomerEvent caused = visit(2, NOON.plusSeconds(1)).withCausation(EventId.of(0));

        OriginTimeline timeline = empty.plus(plain).timeline().plus(caused).timeline();

        assertThat(timeline.export(plain.identifiers())).containsExactly(plain, caused);
    }

    @Test
    void standardTypesAreNumberedAsTheVocabularyListsThem() {
        OriginTimeline timeline = empty.plus(visit(1, NOON)).timeline();
        int number = 0;
        for (EventType type : EventType.all()) {
            if (type.name().equals("store.visited")) {
                assertThat(timeline.typeNumber(0)).isEqualTo(number);
            }
            assertThat(vocabulary.typeNumber(type.name())).isEqualTo(number++);
        }
        assertThat(vocabulary.typeNumber("custom:unheard-of")).isEqualTo(-1);
    }

    @Test
    void idsAreOrderedUnsignedAndSourcesByName() {
        CustomerEvent high = visit(new EventId(Long.MIN_VALUE, 0), "ec");
        CustomerEvent low = visit(new EventId(Long.MAX_VALUE, 0), "ec");
        CustomerEvent other = visit(new EventId(0, 0), "pos");

        OriginTimeline timeline =
                empty.plus(other).timeline().plus(high).timeline().plus(low).timeline();

        assertThat(timeline.export(low.identifiers())).containsExactly(low, high, other);
    }

    @Test
    void aRowBeyondAVersionIsNotReadEvenIfALaterVersionHasIt() {
        OriginTimeline one = empty.plus(visit(1, NOON)).timeline();
        OriginTimeline two = one.plus(visit(2, NOON)).timeline();

        assertThat(two.size()).isEqualTo(2);
        assertThatThrownBy(() -> one.body(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view(one).event(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> one.occurredAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEventBeforeTheHorizonIsTooLate() {
        OriginTimeline timeline = empty.plus(visit(1, NOON)).timeline().withHorizon(NOON.plusSeconds(1));

        Arrival arrival = timeline.plus(visit(1, NOON));

        assertThat(timeline.size()).isZero();
        assertThat(arrival).isEqualTo(new Arrival.TooLate(timeline, NOON.plusSeconds(1)));
        assertThat(arrival.isChange()).isFalse();
        assertThat(view(timeline).knownSince()).contains(NOON.plusSeconds(1));
        assertThat(timeline.plus(visit(2, NOON.plusSeconds(1)))).isInstanceOf(Arrival.Added.class);
    }

    @Test
    void aCustomerIsKnownSinceTheLatestHorizonOfTheirOrigins() {
        MergedTimeline merged = MergedTimeline.of(
                vocabulary,
                List.of(
                        new MergedTimeline.Part(new OriginId(0, 1), empty.withHorizon(NOON), WHO),
                        new MergedTimeline.Part(new OriginId(0, 2), empty.withHorizon(NOON.plusSeconds(5)), WHO),
                        new MergedTimeline.Part(new OriginId(0, 3), empty, WHO)));

        assertThat(merged.knownSince()).contains(NOON.plusSeconds(5));
    }

    @Test
    void oneOriginIsReadWithoutCopying() {
        OriginTimeline timeline = empty.plus(visit(1, NOON)).timeline();

        assertThat(view(timeline).columns).isSameAs(timeline.columns);
    }

    @Test
    void anOriginStandsInAMergeOnce() {
        MergedTimeline.Part part = new MergedTimeline.Part(new OriginId(0, 1), empty, WHO);

        assertThatThrownBy(() -> MergedTimeline.of(vocabulary, List.of(part, part)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void copiesUnderSeveralOriginsThatContradictEachOtherAreCounted() {
        CustomerEvent early = visit(1, NOON);
        CustomerEvent late = visit(1, NOON.plusSeconds(1));
        MergedTimeline merged = MergedTimeline.of(
                vocabulary,
                List.of(
                        new MergedTimeline.Part(
                                new OriginId(0, 1), empty.plus(late).timeline(), WHO),
                        new MergedTimeline.Part(
                                new OriginId(0, 2), empty.plus(early).timeline(), WHO)));

        assertThat(merged.size()).isEqualTo(1);
        assertThat(merged.occurredAt(0)).isEqualTo(NOON.toEpochMilli());
        assertThat(merged.origin(0)).isEqualTo(new OriginId(0, 2));
        assertThat(merged.conflicts()).isEqualTo(1);
    }

    @Test
    void ofEqualCopiesUnderSeveralOriginsTheFirstHeardStaysThenTheSmallerOrigin() {
        CustomerEvent heardFirst = visit(1, NOON).withReceivedAt(NOON.plusSeconds(1));
        CustomerEvent heardLater = visit(1, NOON).withReceivedAt(NOON.plusSeconds(2));

        MergedTimeline merged = merge(heardLater, heardFirst);
        assertThat(merged.origin(0)).isEqualTo(new OriginId(0, 2));
        assertThat(merged.receivedAt(0)).isEqualTo(NOON.plusSeconds(1).toEpochMilli());
        assertThat(merged.conflicts()).isZero();
        assertThat(merge(heardFirst, heardFirst).origin(0)).isEqualTo(new OriginId(0, 1));
    }

    @Test
    void contradictingCopiesOfOneInstantAreCountedWhicheverOriginHoldsTheSmaller() {
        CustomerEvent one = CustomerEvent.of("pos", EventId.of(1), WHO, NOON, new EventBody.StoreVisited("a"));
        CustomerEvent other = CustomerEvent.of("pos", EventId.of(1), WHO, NOON, new EventBody.StoreVisited("b"));

        assertThat(merge(one, other).conflicts()).isEqualTo(1);
        assertThat(merge(other, one).conflicts()).isEqualTo(1);
        assertThat(merge(one, other).body(0)).isEqualTo(merge(other, one).body(0));
    }

    @Test
    void aHundredThousandEventsInOrderAreTakenOneByOne() {
        OriginTimeline timeline = empty;
        for (int i = 0; i < 100_000; i++) {
            timeline = timeline.plus(visit(i, NOON.plusSeconds(i / 10))).timeline();
        }
        for (int i = 0; i < 100_000; i += 7) {
            assertThat(timeline.plus(visit(i, NOON.plusSeconds(i / 10)))).isInstanceOf(Arrival.Duplicate.class);
        }

        assertThat(timeline.size()).isEqualTo(100_000);
    }

    /** A customer of as many origins as events, each with one of them. */
    private MergedTimeline merge(CustomerEvent... events) {
        List<MergedTimeline.Part> parts = new ArrayList<>();
        for (CustomerEvent event : events) {
            parts.add(new MergedTimeline.Part(
                    new OriginId(0, parts.size() + 1), empty.plus(event).timeline(), WHO));
        }
        return MergedTimeline.of(vocabulary, parts);
    }

    private MergedTimeline view(OriginTimeline timeline) {
        return MergedTimeline.of(vocabulary, List.of(new MergedTimeline.Part(new OriginId(0, 1), timeline, WHO)));
    }

    private static CustomerEvent visit(long id, Instant at) {
        return CustomerEvent.of("pos", EventId.of(id), Identifier.member("m-1"), at, new EventBody.StoreVisited("s"));
    }

    private static CustomerEvent visit(EventId id, String source) {
        return CustomerEvent.of(source, id, Identifier.member("m-1"), NOON, new EventBody.StoreVisited("s"));
    }
}
