package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two workers on one store, each with working memory and a clock of its own. */
class TwoWorkersTest {

    private static final Instant NOON = Instant.parse("2026-05-05T03:00:00Z");
    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");
    private static final String FOLLOW_UP = """
        scenario: follow-up
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Whoever looks may buy
        start: {event: product.viewed}
        again: {after: 1 hour}
        steps:
          - send: nudge
            class: advertising
            purpose: newsletter
            by: [{mail: nudge}]
          - wait: 2 days
          - send: reminder
            class: advertising
            purpose: newsletter
            by: [{mail: reminder}]
        """;

    private static final Scenario BACK_IN_STOCK = Scenario.parse("""
        scenario: back-in-stock
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Who waits for something wants to know that it is there
        start:
          shop-event: shop.restocked
          interested:
            - {happened: product.favourited, same: product}
        steps:
          - wait: 1 day
        """);
    private static final Scenario ASKING = Scenario.named("asking")
            .goal("They order", Check.happened(Selection.of("review.posted")))
            .owner("crm")
            .because("A letter costs money")
            .start(Entry.on(Selection.of("order.placed")))
            .steps(Step.approval("boss", "A letter", Span.days(9))
                    .then(Step.send("thanks", Message.transactional("order").by("mail", "thanks"))))
            .build();

    private final InMemoryCustomerStore store = new InMemoryCustomerStore();

    private static Crm worker(CustomerStore store, ManualTime time) {
        return worker(store, time, RecordingChannel.mail());
    }

    private static Crm worker(CustomerStore store, ManualTime time, Channel mail) {
        return Crm.builder("two-workers")
                .store(store)
                .clock(time)
                .journey(Scenario.parse(FOLLOW_UP).compile())
                .channel(mail)
                .build();
    }

    private static CustomerEvent viewed(long id, Instant at) {
        return viewed(id, AKI, at);
    }

    private static CustomerEvent viewed(long id, Identifier who, Instant at) {
        return CustomerEvent.of("web", EventId.of(id), who, at, new EventBody.ProductViewed("tea", ""));
    }

    @Test
    void aWorkerWhoseClockIsBehindDecidesWhatIsVisibleToTheOther() {
        Crm ahead = worker(store, ManualTime.startingAt(NOON.plus(Duration.ofHours(2))));
        Crm behind = worker(store, ManualTime.startingAt(NOON));
        ahead.consent(granted(ahead, NOON.minusSeconds(60)));
        ahead.accept(viewed(1, NOON.plus(Duration.ofHours(2))));
        behind.accept(viewed(2, NOON.plus(Duration.ofMinutes(30))));
        worker(store, ManualTime.startingAt(NOON.plus(Duration.ofHours(3)))).runDue();
        assertThat(store.decisions(0, 100))
                .extracting(logged -> logged.decision().about().kind())
                .as("both events are decided, none waits for a time that is over")
                .filteredOn("events"::equals)
                .hasSize(2);
        assertThat(behind.verify().differences()).isEmpty();
    }

    @Test
    void whatConsentWasReadForIsDecidedAgainWhenSomebodyRefusesBeforeItCommits() {
        ManualTime time = ManualTime.startingAt(NOON);
        boolean[] armed = new boolean[1];
        Crm other = worker(store, time);
        MatchKey address = other.matchKey(AKI).orElseThrow();
        CustomerStore interrupted = before("commit", commit -> {
            if (armed[0] && !((Commit) commit).customers().isEmpty()) {
                armed[0] = false;
                other.consent(ConsentStatement.refused(address, "newsletter", "mail", NOON, "one-click"));
            }
        });
        Crm crm = worker(interrupted, time);
        crm.consent(granted(crm, NOON.minusSeconds(60)));
        armed[0] = true;
        crm.accept(viewed(1, NOON)); // the run that starts remembers whether the person can be reached
        crm.deliver();
        assertThat(armed[0]).isFalse();
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(store.commands(StoredCommand.Status.DONE, null, 10)).isEmpty();
    }

    @Test
    void aMessageIsNotSentWhenARefusalIsCommittedBetweenTheReadingOfItsClaimAndTheCommit() {
        ManualTime time = ManualTime.startingAt(NOON);
        RecordingChannel mail = RecordingChannel.mail();
        List<ConsentStatement> refusals = new ArrayList<>();
        CustomerStore interrupted = before("commit", commit -> {
            if (!refusals.isEmpty() && !((Commit) commit).customers().isEmpty()) {
                // Only in the ledger: nobody decided yet what it means for the customers at the address.
                List<ConsentStatement> all = List.copyOf(refusals);
                refusals.clear();
                store.commit(
                        new Commit(List.of(), List.of(), List.of(), all, List.of(), List.of(), Set.of(), List.of()));
            }
        });
        Crm crm = worker(interrupted, time, mail);
        crm.consent(granted(crm, NOON.minusSeconds(60)));
        crm.accept(viewed(1, NOON));
        assertThat(store.commands(StoredCommand.Status.PENDING, null, 10)).hasSize(1);

        refusals.add(
                ConsentStatement.refused(crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", NOON, "one-click"));
        crm.deliver();

        assertThat(refusals).as("those that were not stated").isEmpty();
        assertThat(mail.messages()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whatConsentWasReadForManyAtOnceIsDecidedAgainWhenSomebodyRefusesBeforeItCommits() {
        ManualTime time = ManualTime.startingAt(NOON);
        boolean[] armed = new boolean[1];
        Crm other = worker(store, time);
        MatchKey address = other.matchKey(AKI).orElseThrow();
        CustomerStore database = preferringLargeCommits(before("commit", commit -> {
            if (armed[0] && ((Commit) commit).customers().size() == 2) {
                armed[0] = false;
                other.consent(ConsentStatement.refused(address, "newsletter", "mail", NOON, "one-click"));
            }
        }));
        Crm crm = worker(database, time);
        crm.consent(granted(crm, NOON.minusSeconds(60)));
        armed[0] = true;
        crm.acceptAll(List.of(viewed(1, NOON), viewed(2, BEN, NOON)));
        assertThat(armed[0]).as("both are one commit").isFalse();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whatBecomesVisibleWhileAChannelTakesItsTimeIsDecidedByWhoeverReadsItBack() {
        ManualTime time = ManualTime.startingAt(NOON);
        Channel slow = new Channel() {
            @Override
            public String name() {
                return "mail";
            }

            @Override
            public Capabilities capabilities() {
                return Capabilities.addressedBy("email");
            }

            @Override
            public Outcome send(Message message) {
                time.advance(Duration.ofMinutes(1));
                return new Outcome.Accepted("");
            }
        };
        Crm crm = worker(store, time, slow);
        crm.consent(granted(crm, NOON.minusSeconds(60)));
        crm.accept(viewed(1, NOON));
        crm.accept(viewed(2, NOON.plusSeconds(30)));
        assertThat(crm.deliver()).isEqualTo(1);
        Crm successor = worker(store, time);
        successor.runDue();
        assertThat(store.decisions(0, 100))
                .extracting(logged -> logged.decision().about())
                .filteredOn(about -> about instanceof About.Events happened
                        && happened.events().get(0).id().equals(EventId.of(2)))
                .as("the answer moved the time of the last decision past it")
                .hasSize(1);
        assertThat(successor.verify().differences()).isEmpty();
    }

    @Test
    void whoIsSeparatedWhileOthersAreMergedIsNotCarriedAlong() {
        for (int call = 1; separatedBeforeCall(call); call++) {
            assertThat(call).as("the merge ends at some time").isLessThan(200);
        }
    }

    /** One worker merges two while another separates a third from one of them; false when the merge has fewer calls of the store. */
    private boolean separatedBeforeCall(int number) {
        ManualTime time = ManualTime.startingAt(NOON);
        InMemoryCustomerStore shared = new InMemoryCustomerStore();
        Crm other = worker(shared, time);
        Identifier cat = Identifier.email("cat@example.jp");
        other.accept(viewed(1, AKI, NOON));
        other.accept(viewed(2, BEN, NOON));
        other.accept(viewed(3, cat, NOON));
        other.merge(AKI, BEN, "clerk", "a household");
        int[] calls = new int[1];
        Crm cold = worker(
                beforeAll(shared, () -> {
                    if (++calls[0] == number) {
                        time.advance(Duration.ofMinutes(1));
                        other.unmerge(AKI, BEN, "clerk", "no household");
                    }
                }),
                time);
        cold.merge(AKI, cat, "clerk", "the same handwriting");
        boolean interrupted = calls[0] >= number;
        if (interrupted) {
            assertThat(other.find(AKI)).as("before call %d", number).isEqualTo(other.find(cat));
            assertThat(other.find(BEN)).as("before call %d", number).isNotEqualTo(other.find(AKI));
            assertThat(worker(shared, time).verify().differences())
                    .as("before call %d", number)
                    .isEmpty();
        }
        return interrupted;
    }

    private static CustomerStore beforeAll(CustomerStore store, Runnable happens) {
        return (CustomerStore) Proxy.newProxyInstance(
                TwoWorkersTest.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    happens.run();
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Test
    void aWorkerThatIsBehindTellsThoseOfTheShopsNewsWhoBecameInterestedMeanwhile() {
        Crm behind = wired(RecordingChannel.mail(), BACK_IN_STOCK);
        Crm ahead = wired(RecordingChannel.mail(), BACK_IN_STOCK);
        behind.accept(viewed(1, NOON.minusSeconds(2)));
        ahead.accept(CustomerEvent.of(
                "web", EventId.of(2), AKI, NOON.minusSeconds(1), new EventBody.ProductFavourited("tea", "")));
        behind.accept(new ShopEvent("pim", EventId.of(3), NOON, new ShopEvent.Restocked("tea", 5)));
        assertThat(behind.fanOut()).isEqualTo(1);
        assertThat(behind.verify().differences()).isEmpty();
    }

    @Test
    void aWorkerThatIsBehindTakesAnApprovalForARunThatItDoesNotKnowYet() {
        RecordingChannel mail = RecordingChannel.mail();
        Crm behind = wired(mail, ASKING);
        Crm ahead = wired(mail, ASKING);
        behind.accept(viewed(1, NOON.minusSeconds(2)));
        ahead.accept(CustomerEvent.of(
                "web",
                EventId.of(2),
                AKI,
                NOON.minusSeconds(1),
                new EventBody.OrderPlaced(Order.ofTotal("o-1", "ec", Money.yen(100)))));
        CommandKey request =
                ahead.commands(StoredCommand.Status.PENDING, 1).get(0).key();
        ahead.deliver();
        behind.approve(request, true, "sato");
        ahead.deliver();
        assertThat(mail.messages()).hasSize(1);
        assertThat(behind.verify().differences()).isEmpty();
    }

    private Crm wired(Channel mail, Scenario scenario) {
        return Crm.builder("two-workers")
                .store(store)
                .clock(ManualTime.startingAt(NOON))
                .journey(scenario.compile())
                .channel(mail)
                .handler(Effect.RequestApproval.class, (key, effect, customer, at) -> new Outcome.Accepted(""))
                .build();
    }

    /** The store, with something that happens before each call of a method; handed its first argument. */
    private CustomerStore before(String called, Consumer<Object> happens) {
        return (CustomerStore) Proxy.newProxyInstance(
                TwoWorkersTest.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(called)) {
                        happens.accept(arguments[0]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static CustomerStore preferringLargeCommits(CustomerStore store) {
        return new ForwardingStore(store) {
            @Override
            public boolean prefersLargeCommits() {
                return true;
            }
        };
    }

    private static ConsentStatement granted(Crm crm, Instant at) {
        return ConsentStatement.granted(crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", at, "web-form", "v1");
    }
}
