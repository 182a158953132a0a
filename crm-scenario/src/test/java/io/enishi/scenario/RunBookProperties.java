package io.enishi.scenario;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A run book sends what a Crm sends. */
class RunBookProperties {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant START = Instant.parse("2026-04-01T01:00:00Z");

    private static final Channel MAIL = new Channel() {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of("email"), true, true, Duration.ofDays(1), true);
        }

        @Override
        public Outcome send(Message message) {
            return new Outcome.Accepted("");
        }
    };

    /** After so many hours, one of three people does something. */
    record Act(int hours, int who, int what) {}

    record Left(CommandKey key, Instant at) {}

    private static Scenario scenario(int again, boolean goal) {
        ScenarioBuilder builder = Scenario.named("hello")
                .owner("crm")
                .because("test")
                .standardExits()
                .start(Entry.on(Selection.of("customer.registered")))
                .exit("left", Check.happened(Selection.of("newsletter.unsubscribed")));
        builder = goal
                ? builder.goal("They buy", Check.happened(Selection.of("order.cancelled")))
                : builder.goal("They read", Check.opened("hello"));
        builder = again == 0
                ? builder.again(Reentry.afterExit())
                : again == 1 ? builder.again(Reentry.never()) : builder.again(Reentry.after(days(5)));
        return builder.steps(
                        send("hello", transactional("service").by("mail", "hello")),
                        waitFor(hours(20)), // who taps meanwhile is looked back on
                        new Step.Await(
                                "",
                                Check.tapped("hello"),
                                days(3),
                                null,
                                List.of(send("thanks", transactional("service").by("mail", "thanks"))),
                                List.of(send(
                                        "reminder", transactional("service").by("mail", "reminder")))),
                        waitFor(days(6), Anchor.step("hello")),
                        Step.repeat(
                                2,
                                waitFor(hours(30)),
                                send("more", transactional("service").by("mail", "more"))))
                .build();
    }

    @Provide
    Arbitrary<List<Act>> stories() {
        Arbitrary<Act> act = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 0),
                                net.jqwik.api.Tuple.of(3, 1),
                                net.jqwik.api.Tuple.of(2, 2),
                                net.jqwik.api.Tuple.of(1, 3)))
                .as(Act::new);
        return act.list().ofMinSize(1).ofMaxSize(25);
    }

    @Property(tries = 150)
    void aRunBookSendsWhatACrmSends(
            @ForAll("stories") List<Act> story, @ForAll("reentries") int again, @ForAll boolean goal) {
        CompiledScenario compiled =
                scenario(again, goal).compile(ScenarioContext.standard().withChannels(List.of(MAIL)));
        List<Left> inBook = new ArrayList<>();
        List<Left> inCrm = new ArrayList<>();
        RunBook book = RunBook.of(compiled, TOKYO, new RunBook.Desk() {
            @Override
            public Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now) {
                return new Clearance.Cleared(offer.channel(), offer.content(), List.of());
            }

            @Override
            public void done(RunBook.Claimed claimed) {
                inBook.add(new Left(claimed.command().key(), claimed.at()));
            }
        });
        AtomicReference<Instant> clock = new AtomicReference<>(START.minusMillis(1));
        Map<Integer, String> lastHello = new HashMap<>();
        try (Crm crm = Crm.builder("book")
                .clock(clock::get)
                .zone(TOKYO)
                .channel(MAIL)
                .journey(compiled)
                .build()) {
            Instant now = START;
            long id = 1;
            for (Act act : story) {
                now = now.plus(Duration.ofHours(act.hours())).plusMillis(1);
                crm.advanceTo(now.minusMillis(1));
                book.advanceTo(now.toEpochMilli() - 1);
                clock.set(now);
                Identifier who = Identifier.verified(Scheme.EMAIL, "m" + act.who() + "@example.jp");
                CustomerEvent event = CustomerEvent.of("shop", EventId.of(id++), who, now, body(act, lastHello));
                crm.accept(event);
                OriginId origin = crm.find(who).orElseThrow().origin();
                book.accept(origin, event);
                crm.advanceTo(now);
                book.advanceTo(now.toEpochMilli());
                inBook.stream()
                        .filter(left -> left.key().origin().equals(origin)
                                && left.key().visit().startsWith("hello"))
                        .reduce((first, last) -> last)
                        .ifPresent(left -> lastHello.put(act.who(), left.key().toString()));
            }
            Instant end = now.plus(Duration.ofDays(30));
            clock.set(end);
            crm.advanceTo(end);
            book.advanceTo(end.toEpochMilli());
            crm.customers(100)
                    .forEach(customer -> crm.customer(customer).orElseThrow().dispatched().stream()
                            .map(sent -> new Left(sent.key(), sent.at()))
                            .forEach(inCrm::add));
        }
        assertThat(inBook).containsExactlyInAnyOrderElementsOf(inCrm);
        assertThat(book.running()).isZero();
        assertThat(book.nextWake()).isEqualTo(Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<Integer> reentries() {
        return Arbitraries.integers().between(0, 2);
    }

    private static EventBody body(Act act, Map<Integer, String> lastHello) {
        String message = lastHello.getOrDefault(act.who(), "somebody-elses");
        return switch (act.what()) {
            case 0 -> new EventBody.Registered("web");
            case 1 -> new EventBody.MessageEvent(MessageStep.TAPPED, message, "mail", "hello", "hello", "");
            case 2 -> new EventBody.MessageEvent(MessageStep.OPENED, message, "mail", "hello", "hello", "");
            default -> new EventBody.NewsletterUnsubscribed("mail");
        };
    }

    @Example
    void whatNeedsARuntimeIsRefused() {
        CompiledScenario absence = Scenario.named("win-back")
                .goal("They buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.afterAbsence(Selection.actions(), days(30)))
                .steps(send("offer", Message.advertising("newsletter").by("mail", "win-back")))
                .build()
                .compile(ScenarioContext.standard().withChannels(List.of(MAIL)));
        assertThatThrownBy(() -> RunBook.of(absence, TOKYO, new RunBook.Desk() {
                    @Override
                    public Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now) {
                        throw new AssertionError();
                    }

                    @Override
                    public void done(RunBook.Claimed claimed) {}
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it does not start on an event");
    }
}
