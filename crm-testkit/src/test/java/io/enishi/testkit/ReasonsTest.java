package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.explain.Explanation;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that keeps no decisions spares their words; whoever asks why gets them. */
class ReasonsTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Identifier HANAKO = Identifier.member("m-1");

    private static final Scenario THANKS = Scenario.named("thanks")
            .goal("They feel welcome")
            .owner("crm")
            .because("A test of reasons")
            .start(Entry.on(Selection.orders()))
            .steps(
                    waitFor(days(1)),
                    send("thank-you", Message.transactional("service").by("mail", "hello")))
            .build();

    /** What a shop told of the same two orders. */
    private record Told(List<TraceLine> trace, Explanation why) {}

    @Test
    void wordsOfATraceAreSparedWhereDecisionsAreNotKept() {
        Told keeping = told(true);
        Told dropping = told(false);

        assertThat(dropping.trace())
                .extracting(TraceLine::code, TraceLine::where)
                .containsExactlyElementsOf(keeping.trace().stream()
                        .map(line -> tuple(line.code(), line.where()))
                        .toList());
        assertThat(textOf("waiting", keeping)).isEqualTo("until 2026-06-02T00:00:00Z");
        assertThat(textOf("waiting", dropping)).isEmpty();
        assertThat(textOf("reentry", keeping)).isEqualTo("a run since 2026-06-01T00:00:00Z goes on");
        assertThat(textOf("reentry", dropping)).isEmpty();
    }

    @Test
    void whoeverAsksWhyIsToldInWordsAllTheSame() {
        assertThat(told(false).why()).isEqualTo(told(true).why());
        assertThat(told(false).why().toString()).contains("until 2026-06-02T00:00:00Z");
    }

    private static String textOf(String code, Told told) {
        return told.trace().stream()
                .filter(line -> line.code().equals(code))
                .map(TraceLine::text)
                .findFirst()
                .orElseThrow();
    }

    private static Told told(boolean keeps) {
        ManualTime time = ManualTime.startingAt(START);
        List<TraceLine> trace = new ArrayList<>();
        Crm crm = Crm.builder("shop")
                .clock(time)
                .channel(RecordingChannel.mail())
                .store(new ForwardingStore(new InMemoryCustomerStore()) {
                    @Override
                    public boolean keepsDecisions() {
                        return keeps;
                    }

                    @Override
                    public CommitResult commit(Commit commit) {
                        commit.decisions()
                                .forEach(decision ->
                                        decision.journeys().forEach(journey -> trace.addAll(journey.trace())));
                        return super.commit(commit);
                    }
                })
                .journey(THANKS.compile())
                .build();
        crm.accept(order(1));
        crm.accept(order(2));
        return new Told(trace, crm.why(crm.find(HANAKO).orElseThrow(), "thanks"));
    }

    private static CustomerEvent order(int id) {
        return CustomerEvent.of(
                "ec",
                EventId.of(id),
                HANAKO,
                START,
                new EventBody.OrderPlaced(Order.ofTotal("EC-" + id, "ec", Money.yen(8_000))));
    }
}
