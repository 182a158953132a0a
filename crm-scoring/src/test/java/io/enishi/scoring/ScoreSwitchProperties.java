package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** After a switch everything is as in a {@code Crm} that always had the changed model. */
class ScoreSwitchProperties {

    private static final Instant FAR = Instant.parse("2010-11-21T00:00:00Z");

    @Property(tries = 200)
    void afterASwitchScoresAndSegmentsAreThoseOfAModelThatAlwaysCounted(
            @ForAll("models") ScoreModel before,
            @ForAll("models") ScoreModel after,
            @ForAll("events") List<CustomerEvent> events,
            @ForAll Random random) {
        List<CustomerEvent> arriving = new ArrayList<>();
        events.forEach(event -> arriving.add(CustomerEvent.of(
                event.source(), event.id(), member(random.nextInt(3)), event.occurredAt(), event.body())));
        Collections.shuffle(arriving, random);
        boolean merges = random.nextBoolean();
        int middle = random.nextInt(arriving.size() + 1);
        Crm switched = crm(before);
        Crm fresh = crm(after);
        accept(arriving.subList(0, middle), switched, fresh);
        ScoreSwitch.to(after).on(switched);
        accept(arriving.subList(middle, arriving.size()), switched, fresh);
        if (merges
                && switched.find(member(0)).isPresent()
                && switched.find(member(1)).isPresent()) {
            switched.merge(member(0), member(1), "staff", "one person");
            fresh.merge(member(0), member(1), "staff", "one person");
        }
        switched.runDue(FAR);
        fresh.runDue(FAR);

        assertThat(switched.segments()).isEqualTo(fresh.segments());
        for (Segment segment : fresh.segments()) {
            assertThat(switched.segment(segment.name(), 10)).isEqualTo(fresh.segment(segment.name(), 10));
        }
        for (CustomerId customer : fresh.customers(10)) {
            for (String metric : after.fold().publishes()) {
                for (Instant at : List.of(FAR, FAR.plus(Duration.ofDays(1)), FAR.plus(Duration.ofDays(400)))) {
                    assertThat(value(switched, customer, metric, at)).isEqualTo(value(fresh, customer, metric, at));
                }
            }
        }
        assertThat(switched.verify().differences()).isEmpty();
        assertThat(switched.recompute().foldDifferences()).isEmpty();
    }

    private static long value(Crm crm, CustomerId customer, String metric, Instant at) {
        return crm.metric(customer, metric).orElseThrow().valueAt(at.toEpochMilli());
    }

    private static Identifier member(int number) {
        return Identifier.member("m-" + number);
    }

    private static void accept(List<CustomerEvent> events, Crm... crms) {
        for (CustomerEvent event : events) {
            for (Crm crm : crms) {
                crm.accept(event);
            }
        }
    }

    private static Crm crm(ScoreModel model) {
        return Crm.builder("shop")
                .clock(() -> FAR)
                .fold(model.fold())
                .segments(model.segments())
                .build();
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
