package io.enishi.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.scenario.Scenario;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What simulations found, reduced to what it needs. */
class FoundBySimulationTest {

    private static final Instant NOON = Instant.parse("2026-05-05T03:00:00Z");
    private static final Identifier MAIL = Identifier.email("aki@example.jp");
    private static final Identifier CARD = Identifier.of(Scheme.POS_CARD, "card-1");
    private static final Identifier OTHER_CARD = Identifier.of(Scheme.POS_CARD, "card-2");
    private static final Identifier COOKIE = Identifier.of(Scheme.COOKIE, "cookie-1");

    private static final String NUDGE = """
        scenario: nudge
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Whoever looks may buy
        start: {event: product.viewed}
        steps:
          - send: nudge
            class: advertising
            purpose: newsletter
            by: [{mail: nudge}]
          - wait: 3 days
        """;
    private static final String WIN_BACK = """
        scenario: win-back
        goal: {text: They order, when: {happened: orders}}
        owner: crm
        rationale: Silence is the last word before leaving
        start: {without: actions, lasting: 1 hour}
        again: {after: 30 minutes}
        steps:
          - send: offer
            class: advertising
            purpose: newsletter
            by: [{mail: offer}]
        """;

    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    private final ManualTime time = ManualTime.startingAt(NOON);
    private final RecordingChannel mail = RecordingChannel.mail();
    private Runnable beforeCommit = () -> {};
    private Runnable afterCommit = () -> {};
    private boolean unreachable;

    private Crm worker() {
        return wired(store).build();
    }

    private CrmBuilder wired(CustomerStore on) {
        return Crm.builder("found")
                .store(on)
                .clock(time)
                .fold(new Interest())
                .identity(new SharedKeys())
                .journey(Scenario.parse(NUDGE).compile())
                .journey(Scenario.parse(WIN_BACK).compile())
                .channel(mail);
    }

    /** The store, with something that happens once around the next commit about customers, and with outages. */
    private CustomerStore interrupted() {
        return (CustomerStore) Proxy.newProxyInstance(
                FoundBySimulationTest.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    if (unreachable) {
                        throw new StoreFailure("nobody is there");
                    }
                    boolean commits = method.getName().equals("commit")
                            && !((Commit) arguments[0]).customers().isEmpty();
                    Runnable before = beforeCommit;
                    Runnable after = afterCommit;
                    if (commits) {
                        beforeCommit = () -> {};
                        afterCommit = () -> {};
                        before.run();
                    }
                    try {
                        Object answer = method.invoke(store, arguments);
                        if (commits) {
                            after.run();
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** The store for a worker that dies after its first commit. */
    private CustomerStore untilACommit() {
        boolean[] dead = new boolean[1];
        return (CustomerStore) Proxy.newProxyInstance(
                FoundBySimulationTest.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    if (dead[0]) {
                        throw new StoreFailure("nobody is there");
                    }
                    dead[0] = method.getName().equals("commit");
                    return method.invoke(store, arguments);
                });
    }

    private static void dying(Runnable work) {
        assertThatThrownBy(work::run).isInstanceOf(StoreFailure.class);
    }

    private static CustomerEvent viewed(long id, Instant at, Identifier... who) {
        return CustomerEvent.of("web", EventId.of(id), List.of(who), at, new EventBody.ProductViewed("tea", ""));
    }

    private static CustomerEvent ordered(long id, Instant at, long yen, Identifier... who) {
        return CustomerEvent.of(
                "web",
                EventId.of(id),
                List.of(who),
                at,
                new EventBody.OrderPlaced(Order.ofTotal("o-" + id, "ec", Money.yen(yen))));
    }

    private void agrees(Crm crm) {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(MAIL).orElseThrow(), "newsletter", "mail", NOON.minusSeconds(60), "web-form", "v1"));
    }

    @Test
    void anEntryThatIsDueAtTheInstantOfAClaimIsNotForgottenByWhoeverReadsItBack() {
        Crm crm = worker();
        crm.accept(viewed(1, NOON, MAIL));
        time.advance(Duration.ofHours(1));
        crm.deliver(); // at the very instant at which the hour is over
        Crm successor = worker();
        time.advance(Duration.ofMinutes(1));
        successor.runDue();
        assertThat(successor
                        .customer(successor.find(MAIL).orElseThrow())
                        .orElseThrow()
                        .journeys())
                .extracting(run -> run.key().journey())
                .contains("win-back");
        assertThat(successor.verify().differences()).isEmpty();
    }

    @Test
    void whatAnEventSaysBesidesWhoIsWhoIsDecidedWithTheEventAndNotWithTheMerge() {
        Crm crm = worker();
        agrees(crm);
        crm.accept(viewed(1, NOON, CARD)); // a run that nobody can reach
        crm.accept(viewed(2, NOON, COOKIE));
        crm.accept(viewed(3, NOON, CARD, MAIL, COOKIE));
        assertThat(crm.customers(10)).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aCopyOfAnEventOfTheFutureCanBeDecidedAgain() {
        Crm crm = worker();
        for (long yen = 1; yen <= 8; yen++) { // some of the copies win against those before them
            crm.accept(ordered(1, NOON.plusSeconds(60), yen, MAIL));
        }
        time.advance(Duration.ofMinutes(2));
        crm.runDue();
        crm.accept(viewed(2, NOON.minusSeconds(60), MAIL)); // late: folds start again from the timeline
        assertThat(crm.timeline(crm.find(MAIL).orElseThrow())).hasSize(2);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aDeadLetterThatWasPutBackCanBeDecidedAgain() {
        Crm crm = worker();
        agrees(crm);
        mail.answer(new Outcome.Unknown("no answer"));
        crm.accept(viewed(1, NOON, MAIL));
        crm.deliver();
        time.advance(Duration.ofMinutes(30));
        crm.deliver();
        mail.answer(new Outcome.Accepted(""));
        crm.retry(crm.deadLetters(1).get(0).key());
        crm.deliver();
        assertThat(crm.deadLetters(1)).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whatAWorkerDidNotComeToAskIsAskedWhenItIsToldAgain() {
        Crm other = worker();
        Crm crm = wired(interrupted()).build();
        beforeCommit = () -> other.accept(viewed(1, NOON, CARD, MAIL)); // neither sees the other's address
        afterCommit = () -> unreachable = true;
        assertThatThrownBy(() -> crm.accept(viewed(2, NOON, OTHER_CARD, MAIL))).isInstanceOf(StoreFailure.class);
        unreachable = false;
        assertThat(other.customers(10))
                .as("both are there, and nobody asked whether they are one")
                .hasSize(2);
        assertThat(crm.accept(viewed(2, NOON, OTHER_CARD, MAIL))).isInstanceOf(AcceptOutcome.Duplicate.class);
        assertThat(other.customers(10)).hasSize(1);
    }

    @Test
    void somebodyWhoIsErasedWhileTheirAddressComesAloneForTheFirstTimeDoesNotComeBack() {
        Crm other = wired(store).identity(IdentityResolver.judgementsOnly()).build();
        Crm crm =
                wired(interrupted()).identity(IdentityResolver.judgementsOnly()).build();
        crm.accept(viewed(1, NOON, CARD, MAIL));
        beforeCommit = () -> other.erase(other.find(CARD).orElseThrow(), "asked for");
        assertThat(crm.accept(viewed(2, NOON, MAIL))).isInstanceOf(AcceptOutcome.Refused.class);
        assertThat(crm.customers(10)).isEmpty();
    }

    @Test
    void aClaimThatIsUnderWayWhenTheAddressIsSuppressedDoesNotLeave() {
        Crm other = wired(untilACommit()).build();
        Crm crm = wired(interrupted()).build();
        agrees(crm);
        crm.accept(viewed(1, NOON, MAIL));
        beforeCommit = () -> dying(() -> other.suppress(MAIL)); // nobody who has the address hears of it
        crm.deliver();
        assertThat(mail.messages()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void aClaimThatIsUnderWayWhenSomebodyWithTheSameAddressIsErasedDoesNotLeave() {
        Crm other = wired(untilACommit())
                .identity(IdentityResolver.judgementsOnly())
                .build();
        Crm crm =
                wired(interrupted()).identity(IdentityResolver.judgementsOnly()).build();
        agrees(crm);
        crm.accept(viewed(1, NOON, CARD, MAIL));
        crm.accept(ordered(2, NOON, 100, OTHER_CARD, MAIL)); // a family
        beforeCommit = () -> dying(() -> other.erase(other.find(OTHER_CARD).orElseThrow(), "asked for"));
        crm.deliver();
        assertThat(mail.messages()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void somebodyWhoseAddressIsSuppressedWhileTheyComeWithItForTheFirstTimeIsDecidedWithoutIt() {
        Crm other = worker();
        Crm crm = wired(interrupted()).build();
        agrees(crm);
        beforeCommit = () -> other.suppress(MAIL); // nobody holds the address yet
        crm.accept(viewed(1, NOON, MAIL));
        crm.deliver();
        assertThat(mail.messages()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
    }
}
