package io.enishi.scenario;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Initiator;
import io.enishi.core.event.Order;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
                .start(Entry.anyOf(
                        Entry.on(Selection.of("customer.registered")), Entry.on(Selection.of("newsletter.subscribed"))))
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
        Scenario scenario = scenario(again, goal);
        sendTheSame(scenario, story, (act, number, message) -> switch (act.what()) {
            case 0 ->
                act.hours() % 2 == 0 ? new EventBody.Registered("web") : new EventBody.NewsletterSubscribed("mail");
            case 1 -> new EventBody.MessageEvent(MessageStep.TAPPED, message, "mail", "hello", "hello", "");
            case 2 -> new EventBody.MessageEvent(MessageStep.OPENED, message, "mail", "hello", "hello", "");
            default -> new EventBody.NewsletterUnsubscribed("mail");
        });
    }

    /** Runs that keep something of what started them, wait by the clock and the calendar, and branch on what they remember. */
    private static Scenario parcels() {
        return Scenario.named("hello")
                .owner("crm")
                .because("test")
                .goal("They say how it is", Check.tapped("question"))
                .standardExits()
                .start(Entry.on(Selection.of("order.placed")))
                .exit(
                        "returned",
                        Check.happened(Occurrence.of("order.cancelled").same("order")))
                .steps(
                        send("hello", transactional("service").by("mail", "hello")),
                        Step.waitUntil(LocalTime.of(10, 0)),
                        new Step.Await(
                                "",
                                Check.happened(Occurrence.of("order.delivered").same("order")),
                                months(1),
                                LookBack.sinceEntry(),
                                List.of(
                                        waitFor(days(2)),
                                        send(
                                                "question",
                                                transactional("service").by("mail", "question"))),
                                List.of()),
                        Step.branch(Step.when(
                                        Check.tapped("hello"),
                                        send("reader", transactional("service").by("mail", "reader"))))
                                .otherwise(
                                        send("other", transactional("service").by("mail", "other"))),
                        waitFor(months(1)),
                        Step.repeat(
                                2,
                                waitFor(days(3), Anchor.step("hello")),
                                send("more", transactional("service").by("mail", "more"))))
                .build();
    }

    @Property(tries = 150)
    void aRunKeepsWhatItsStoryIsAbout(@ForAll("stories") List<Act> story) {
        Map<Integer, String> orders = new HashMap<>();
        sendTheSame(parcels(), story, (act, number, message) -> {
            String order = orders.getOrDefault(act.who(), "o-0");
            switch (act.what()) {
                case 0 -> {
                    orders.put(act.who(), "o-" + number);
                    return new EventBody.OrderPlaced(Order.ofTotal("o-" + number, "ec", Money.yen(3000)));
                }
                case 1 -> {
                    return new EventBody.OrderDelivered(act.hours() % 4 == 0 ? "o-1" : order, List.of());
                }
                case 2 -> {
                    return new EventBody.MessageEvent(MessageStep.TAPPED, message, "mail", "hello", "hello", "");
                }
                default -> {
                    return new EventBody.OrderCancelled(
                            act.hours() % 2 == 0 ? "o-1" : order, Money.yen(3000), "changed mind");
                }
            }
        });
    }

    /** What somebody did. */
    private interface Told {
        /**
         * @param number of the event
         * @param message the key of the latest message by the step "hello", or of nobody's
         */
        EventBody body(Act act, long number, String message);
    }

    /** Tells a story to a book and to a Crm. */
    private static void sendTheSame(Scenario scenario, List<Act> story, Told told) {
        CompiledScenario compiled = scenario.compile(ScenarioContext.standard().withChannels(List.of(MAIL)));
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
                EventBody body = told.body(act, id, lastHello.getOrDefault(act.who(), "somebody-elses"));
                CustomerEvent event = CustomerEvent.of("shop", EventId.of(id++), who, now, body);
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
            Instant end = now.plus(Duration.ofDays(120));
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

    @Example
    void aDeskThatFailsLosesNoWakeUpAndMustNotCallTheBook() {
        CompiledScenario compiled =
                scenario(0, true).compile(ScenarioContext.standard().withChannels(List.of(MAIL)));
        AtomicReference<RunBook> book = new AtomicReference<>();
        List<Instant> sent = new ArrayList<>();
        book.set(RunBook.of(compiled, TOKYO, new RunBook.Desk() {
            private int reminders;

            @Override
            public Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now) {
                if (offer.content().equals("reminder") && reminders++ == 0) {
                    throw new UnsupportedOperationException("out of order");
                }
                return new Clearance.Cleared(offer.channel(), offer.content(), List.of());
            }

            @Override
            public void done(RunBook.Claimed claimed) {
                sent.add(claimed.at());
                assertThatThrownBy(() -> book.get().advanceTo(Long.MAX_VALUE))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("must not call it");
            }
        }));
        book.get()
                .accept(
                        new OriginId(1, 2),
                        CustomerEvent.of(
                                "shop", EventId.of(1), Identifier.member("m"), START, new EventBody.Registered("web")));
        long reminded = START.plus(Duration.ofHours(92)).toEpochMilli();
        assertThatThrownBy(() -> book.get().advanceTo(reminded)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(sent).containsExactly(START);
        assertThat(book.get().nextWake()).isEqualTo(reminded);
        book.get().advanceTo(reminded);
        assertThat(sent).containsExactly(START, Instant.ofEpochMilli(reminded));
    }

    @Example
    void whoeverTakesTheRowOfSomebodyElseInheritsNothingOfTheirs() {
        Scenario scenario = Scenario.named("hello")
                .owner("crm")
                .because("test")
                .goal("They answer")
                .standardExits()
                .start(Entry.on(Selection.of("custom:quiz")))
                .exit("left", Check.happened(Selection.of("newsletter.unsubscribed")))
                .steps(
                        waitFor(hours(20)),
                        new Step.Await(
                                "",
                                Check.happened(Selection.of("product.viewed")),
                                days(3),
                                LookBack.sinceEntry(),
                                List.of(send("viewer", transactional("service").by("mail", "viewer"))),
                                List.of()),
                        new Step.Await(
                                "",
                                Check.happened(Occurrence.of("custom:answer").same("topic")),
                                days(3),
                                LookBack.none(),
                                List.of(send(
                                        "answered", transactional("service").by("mail", "answered"))),
                                List.of()))
                .build();
        List<String> sent = new ArrayList<>();
        RunBook book = book(
                scenario.compile(ScenarioContext.standard().withChannels(List.of(MAIL))),
                claimed -> sent.add(claimed.command().key().visit()));
        OriginId first = new OriginId(1, 1);
        OriginId second = new OriginId(2, 2);
        Map<String, AttributeValue> tea = Map.of("topic", AttributeValue.of("tea"));
        book.accept(first, event(1, hour(0), new EventBody.Custom("quiz", Initiator.CUSTOMER, tea)));
        book.accept(first, event(2, hour(2), new EventBody.ProductViewed("tea", "")));
        book.accept(first, event(3, hour(3), new EventBody.NewsletterUnsubscribed("mail")));
        assertThat(book.running()).isZero();

        // heard of late, about no topic, and into the row that is free
        book.accept(second, event(4, hour(1), new EventBody.Custom("quiz", Initiator.CUSTOMER, Map.of())));
        book.advanceTo(hour(110).toEpochMilli());
        assertThat(sent).isEmpty();
        book.accept(second, event(5, hour(111), new EventBody.Custom("answer", Initiator.CUSTOMER, tea)));
        book.advanceTo(hour(400).toEpochMilli());
        assertThat(sent).isEmpty();
        assertThat(book.running()).isZero();
    }

    private static Instant hour(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static CustomerEvent event(long id, Instant at, EventBody body) {
        return CustomerEvent.of("shop", EventId.of(id), Identifier.member("m"), at, body);
    }

    private static RunBook book(CompiledScenario scenario, Consumer<RunBook.Claimed> done) {
        return RunBook.of(scenario, TOKYO, new RunBook.Desk() {
            @Override
            public Clearance clear(OriginId origin, Effect.Send send, Effect.Offer offer, Instant now) {
                return new Clearance.Cleared(offer.channel(), offer.content(), List.of());
            }

            @Override
            public void done(RunBook.Claimed claimed) {
                done.accept(claimed);
            }
        });
    }

    @Example
    void whatNeedsARuntimeIsRefused() {
        CompiledScenario absence = Scenario.named("win-back")
                .goal("They buy", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.anyOf(
                        Entry.on(Selection.of("order.placed")), Entry.afterAbsence(Selection.actions(), days(30))))
                .onlyIf(Conditions.count(Selection.actions()).atLeast(3))
                .steps(
                        send("offer", Message.advertising("newsletter").by("mail", "win-back")),
                        new Step.Await(
                                "",
                                Check.happened(Selection.of("product.viewed")),
                                days(3),
                                LookBack.of(days(7)),
                                List.of(),
                                List.of()),
                        waitFor(Length.days(Figure.attribute("pause"), days(30))),
                        Step.set(Map.of("tier", AttributeValue.of("gold"))))
                .build()
                .compile(ScenarioContext.standard().withChannels(List.of(MAIL)));
        assertThatThrownBy(() -> book(absence, claimed -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "scenario \"win-back\" needs a Crm: it starts on ",
                        "it asks conditions about the customer",
                        "step 2 may look back on what was before the run",
                        "step 3 looks its length up",
                        "step 4 needs facts about the customer",
                        "the goal counts orders less what was cancelled",
                        "write standard exits: none");
    }
}
