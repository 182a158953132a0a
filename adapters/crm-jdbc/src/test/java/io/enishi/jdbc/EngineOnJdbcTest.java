package io.enishi.jdbc;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Money;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The whole engine on a database decides as it does in memory, with everything read back from rows each time. */
class EngineOnJdbcTest {

    private static final Instant START = Instant.parse("2026-01-10T03:00:00Z");
    static final List<Identifier> PEOPLE = List.of(
            Identifier.email("aki@example.jp"),
            Identifier.email("ben@example.jp"),
            Identifier.email("chie@example.jp"));
    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();

    @Property(tries = 25)
    void onH2AsInMemory(@ForAll long seed) {
        isToldAsInMemory(H2, seed);
    }

    @Example
    void aChangeThatIsDueAtTheInstantOfTheLastDecisionSurvivesTheWayThroughTheRows() {
        isToldAsInMemory(H2, -81789);
        isToldAsInMemory(H2, 10946);
        isToldAsInMemory(H2, 690654);
    }

    @Property(tries = 15)
    void onPostgresAsInMemory(@ForAll long seed) {
        isToldAsInMemory(POSTGRES, seed);
    }

    @Property(tries = 20)
    void manyEventsAtOnceOnTwoJvmsAsOneByOneInMemory(@ForAll long seed) {
        isToldByTwoJvmsAsInMemory(H2, seed);
    }

    /** One JVM that reads everything back from rows each time says what one says that has all of it in memory. */
    static void isToldAsInMemory(DataSource database, long seed) {
        assertSame(story(Databases.newShop(database), 1, seed), story(new InMemoryCustomerStore(), 100, seed));
    }

    /** Two instances share a database as two JVMs would, each with what it remembers; in memory there is one, event after event. */
    static void isToldByTwoJvmsAsInMemory(DataSource database, long seed) {
        ManualTime time = ManualTime.startingAt(START.plus(Duration.ofDays(60)));
        CustomerStore shared = Databases.newShop(database);
        List<Crm> onDatabase = List.of(
                crm(shared, 100, time, RecordingChannel.mail()), crm(shared, 100, time, RecordingChannel.mail()));
        Crm inMemory = crm(new InMemoryCustomerStore(), 100, time, RecordingChannel.mail());
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            List<CustomerEvent> events = new ArrayList<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                events.add(event(random, PEOPLE.get(random.nextInt(PEOPLE.size())), round));
            }
            List<AcceptOutcome> oneByOne = new ArrayList<>();
            List<AcceptOutcome> together = onDatabase.get(random.nextInt(2)).acceptAll(events);
            inMemory.acceptAll(events).forEach(oneByOne::add);
            assertThat(together).isEqualTo(oneByOne);
            if (random.nextInt(3) == 0) {
                time.advance(Duration.ofDays(20));
                onDatabase.get(random.nextInt(2)).runDue();
                inMemory.runDue();
            }
        }
        Crm fresh = crm(shared, 1, time, RecordingChannel.mail());
        for (CustomerId id : inMemory.customers(null, 100)) {
            assertSame(List.copyOf(fresh.decisions(id)), List.copyOf(inMemory.decisions(id)));
            assertThat(fresh.customer(id)).isEqualTo(inMemory.customer(id));
        }
        assertThat(fresh.commands(StoredCommand.Status.PENDING, 1000))
                .isEqualTo(inMemory.commands(StoredCommand.Status.PENDING, 1000));
        assertThat(fresh.verify().differences()).isEmpty();
    }

    private static CustomerEvent event(Random random, Identifier who, int day) {
        Instant at = START.plus(Duration.ofDays(10L * day)).plusSeconds(random.nextInt(20));
        EventBody body = random.nextBoolean()
                ? new EventBody.OrderPlaced(Order.of(
                        "o-" + random.nextInt(99), "ec", List.of(OrderLine.of("tea", "drinks", 1, Money.yen(500)))))
                : new EventBody.ProductViewed("tea", "");
        return CustomerEvent.of("ec", EventId.of(random.nextInt(200)), who, at, body);
    }

    /** Stories are long: shows the first line that differs. */
    static void assertSame(List<Object> told, List<Object> expected) {
        for (int i = 0; i < Math.min(told.size(), expected.size()); i++) {
            assertThat(told.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(told).hasSameSizeAs(expected);
    }

    @Example
    void ofManyNewPeopleInOneCommitWhoCameFirstIsTheOldest() {
        for (CustomerStore store :
                List.of(new InMemoryCustomerStore(), Databases.newShop(H2), Databases.newShop(POSTGRES))) {
            Crm crm = crm(store, 100, ManualTime.startingAt(START), RecordingChannel.mail());
            List<CustomerEvent> events = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                events.add(CustomerEvent.of(
                        "ec", EventId.of(i), Identifier.member("m-" + i), START, new EventBody.Registered("web")));
            }
            crm.acceptAll(events);

            assertThat(events)
                    .extracting(event -> store.load(crm.find(event.identifiers().get(0))
                                    .orElseThrow()
                                    .origin())
                            .orElseThrow()
                            .origins()
                            .get(0)
                            .minted())
                    .isSorted();
        }
    }

    @Example
    void aMessageThatItsChannelRefusedCountsAsSentInNoConditionOnWhateverStore() {
        for (CustomerStore store :
                List.of(new InMemoryCustomerStore(), Databases.newShop(H2), Databases.newShop(POSTGRES))) {
            ManualTime time = ManualTime.startingAt(START);
            RecordingChannel mail = RecordingChannel.mail();
            Crm crm = crm(store, 1, time, mail);
            mail.answer(new Outcome.Rejected("no such mailbox"));
            for (Identifier who : PEOPLE.subList(0, 2)) {
                MatchKey address = new JapaneseAddressNormaliser().matchKey(who).orElseThrow();
                crm.consent(ConsentStatement.granted(address, "order", "mail", START, "web-form", "v1"));
            }
            orders(crm, PEOPLE.get(0), time);
            mail.answer(new Outcome.Accepted(""));
            orders(crm, PEOPLE.get(1), time);

            assertThat(crm.commands(StoredCommand.Status.REJECTED, 10)).hasSize(1);
            assertThat(crm.commands(StoredCommand.Status.DONE, 10)).hasSize(1);
            Crm readBack = crm(store, 1, time, mail);
            assertThat(readBack.segment("written-to", null, 10))
                    .containsExactly(crm.find(PEOPLE.get(1)).orElseThrow());
            assertThat(readBack.verify().differences()).isEmpty();
            assertThat(readBack.verify().decisions()).isPositive();
        }
    }

    private static void orders(Crm crm, Identifier who, ManualTime time) {
        crm.accept(CustomerEvent.of(
                "ec",
                EventId.named(who.toString()),
                who,
                time.instant(),
                new EventBody.OrderPlaced(
                        Order.of("o", "ec", List.of(OrderLine.of("tea", "drinks", 1, Money.yen(500)))))));
        crm.deliver();
    }

    /** Everything that can be asked of a shop after a random half year. */
    private static List<Object> story(CustomerStore store, int hotCustomers, long seed) {
        Story story = play(store, hotCustomers, seed);
        List<Object> told = new ArrayList<>(story.turns);
        story.crm.runDue();
        story.crm.deliver();
        told.addAll(answers(story.crm));
        told.addAll(story.mail.messages());
        assertThat(story.crm.verify().differences()).isEmpty();
        return told;
    }

    /** A shop after its half year, at the time it is then; what is due has not been decided, what may leave has not left. */
    record Story(Crm crm, ManualTime time, RecordingChannel mail, List<String> turns) {}

    static Story play(CustomerStore store, int hotCustomers, long seed) {
        Random random = new Random(seed);
        ManualTime time = ManualTime.startingAt(START);
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = crm(store, hotCustomers, time, mail);
        List<String> turns = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            time.advance(Duration.ofHours(random.nextInt(24 * 9)));
            mail.answer(random.nextInt(4) == 0 ? new Outcome.Rejected("no such mailbox") : new Outcome.Accepted(""));
            turns.add(turn(crm, random, time.instant(), step));
        }
        mail.answer(new Outcome.Accepted("")); // as a channel begins that whoever goes on brings along
        return new Story(crm, time, mail, turns);
    }

    /** What the log, the outbox and the cards say. */
    static List<Object> answers(Crm crm) {
        List<Object> told = new ArrayList<>();
        crm.decisionLog(0, 10_000).forEach(logged -> told.add(logged.decision()));
        for (StoredCommand.Status status : StoredCommand.Status.values()) {
            told.addAll(crm.commands(status, 1000));
        }
        for (CustomerId id : crm.customers(null, 100)) {
            CustomerCard card = crm.customer(id).orElseThrow();
            told.add(card.origins() + " " + new TreeMap<>(card.metrics()) + " " + card.segments() + " "
                    + card.journeys() + " " + card.dispatched());
        }
        return told;
    }

    static Crm crm(CustomerStore store, int hotCustomers, ManualTime time, RecordingChannel mail) {
        ScoreModel interest = ScoreModel.named("interest")
                .rule(ScoreRule.of("order", "order.placed", 30).halving(Duration.ofDays(40)))
                .rule(ScoreRule.of("view", "product.viewed", 3))
                .band("cold")
                .band("warm", 20)
                .build();
        return Crm.builder("same-shop")
                .store(store)
                .clock(time)
                .fold(interest.fold())
                .segments(interest.segments())
                .segment(Segment.live(
                        "written-to",
                        count(Selection.of("message.sent")).within(days(20)).atLeast(1)))
                .journey(ShopScenarios.winBack("2 months", "4 months", "2 days"))
                .journey(ShopScenarios.thanks("10 days"))
                .channel(mail)
                .hotCustomers(hotCustomers)
                .build();
    }

    private static String turn(Crm crm, Random random, Instant now, int step) {
        Identifier who = PEOPLE.get(random.nextInt(PEOPLE.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                Instant at = random.nextInt(4) == 0 ? now.minus(Duration.ofDays(random.nextInt(20))) : now;
                EventBody body = random.nextBoolean()
                        ? new EventBody.OrderPlaced(Order.of(
                                "o-" + step,
                                "ec",
                                List.of(OrderLine.of("tea", "drinks", 1, Money.yen(100 + random.nextInt(5000))))))
                        : new EventBody.ProductViewed("tea", "");
                return crm.accept(CustomerEvent.of("ec", EventId.of(random.nextInt(60)), who, at, body))
                        .toString();
            }
            case 4, 5 -> {
                MatchKey address = new JapaneseAddressNormaliser().matchKey(who).orElseThrow();
                crm.consent(
                        random.nextInt(3) == 0
                                ? ConsentStatement.refused(address, "newsletter", "mail", now, "one-click")
                                : ConsentStatement.granted(address, "newsletter", "mail", now, "web-form", "v1"));
                return "consent";
            }
            case 6, 7 -> {
                return "due " + crm.runDue();
            }
            case 8, 9 -> {
                return "delivered " + crm.deliver();
            }
            case 10 -> {
                return merge(crm, random, random.nextBoolean());
            }
            default -> {
                return crm.find(who)
                        .map(id -> {
                            crm.restrict(id, random.nextBoolean(), "asked");
                            return "restricted";
                        })
                        .orElse("nobody");
            }
        }
    }

    private static String merge(Crm crm, Random random, boolean apart) {
        Identifier one = PEOPLE.get(random.nextInt(PEOPLE.size()));
        Identifier other = PEOPLE.get(random.nextInt(PEOPLE.size()));
        if (one.equals(other) || crm.find(one).isEmpty() || crm.find(other).isEmpty()) {
            return "nobody";
        }
        if (apart) {
            crm.unmerge(one, other, "clerk", "no");
        } else {
            crm.merge(one, other, "clerk", "yes");
        }
        return "judged";
    }
}
