package io.enishi.testkit;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.Decision.End;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioBuilder;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ComplaintBreaker;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.HumanOnly;
import io.enishi.scenario.contact.QuietHours;
import io.enishi.scenario.contact.RateLimit;
import io.enishi.scenario.contact.Stock;
import io.enishi.scenario.content.Block;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may leave and what may not, over all scenarios: against the real runtime, in virtual time. */
class ContactTest {

    private static final ContactRules ONE_A_DAY = ContactRules.none().with(Cap.atMost(1, Span.days(1)));

    private static ScenarioBuilder onOrder(String name, Message message) {
        return Scenario.named(name)
                .goal("g")
                .owner("crm")
                .because("b")
                .start(Entry.on(Selection.orders()))
                .exit("never", Check.happened(Selection.of("review.posted")))
                .steps(Step.waitFor(Span.hours(1)), Step.send(name, message));
    }

    private static Scenario advertising(String name, int priority) {
        return onOrder(name, Message.advertising("newsletter").by("mail", name))
                .priority(priority)
                .build();
    }

    private static Scenario by(String channel, MessageClass messageClass) {
        Message message = messageClass == MessageClass.ADVERTISING
                ? Message.advertising("newsletter").by(channel, "c")
                : Message.transactional("order").by(channel, "c");
        return onOrder("hello", message).build();
    }

    // ------------------------------------------------------------------ contention

    @ParameterizedTest
    @CsvSource({"1, 9, zebra", "9, 1, aardvark"})
    void ofTwoScenariosThatWantTheLastMessageOfTheDayTheMoreImportantGetsIt(int first, int second, String winner) {
        try (ScenarioHarness shop = ScenarioHarness.running(
                        advertising("aardvark", first), advertising("zebra", second))
                .contactRules(ONE_A_DAY)
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofDays(3));

            hanako.assertSentExactly(winner);
            hanako.assertEnded(winner.equals("zebra") ? "aardvark" : "zebra", End.Kind.COMPLETED, "");
            shop.assertVerified();
        }
    }

    @Test
    void ofTwoThatWaitedForTheEveningTheMoreImportantGoesFirstThoughItAskedLater() {
        Scenario later = onOrder("later", Message.advertising("newsletter").by("mail", "later"))
                .priority(5)
                .steps(
                        Step.waitFor(Span.hours(2)),
                        Step.send("later", Message.advertising("newsletter").by("mail", "later")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("first", 0), later)
                .contactRules(ONE_A_DAY.with(QuietHours.from(LocalTime.of(10, 0), Duration.ofHours(8))))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofHours(20));

            hanako.assertSentExactly("later");
            shop.assertVerified();
        }
    }

    @Test
    void equalPrioritiesGoByKeyWhicheverWorkerComesFirst() {
        for (List<String> names : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"))) {
            try (ScenarioHarness shop = ScenarioHarness.running(
                            names.stream().map(name -> advertising(name, 0)).toArray(Scenario[]::new))
                    .contactRules(ONE_A_DAY)
                    .start()) {
                Someone hanako = shop.given("hanako");
                hanako.orders("o-1", 5_000);
                shop.stallUntil("2026-04-01T18:00");
                shop.crm().runDue();
                shop.crm().deliver();

                hanako.assertSentExactly("a");
                shop.assertVerified();
            }
        }
    }

    @Test
    void aMessageThatTheChannelRefusesGivesItsPlaceUnderTheCapToTheNextScenario() {
        Scenario later = onOrder("later", Message.advertising("newsletter").by("line", "later"))
                .steps(
                        Step.waitFor(Span.hours(2)),
                        Step.send("later", Message.advertising("newsletter").by("line", "l")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("first", 0), later)
                .contactRules(ONE_A_DAY)
                .start()) {
            shop.channel("mail").answer(new Outcome.Rejected("no such mailbox"));
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofHours(5));

            hanako.assertSentExactly("later");
            assertThat(shop.crm().customer(hanako.id()).orElseThrow().dispatched())
                    .extracting(message -> message.channel())
                    .containsExactly("line");
            shop.assertVerified();
        }
    }

    @Test
    void aMessageThatTheChannelRefusedWasNotSentForAnyScenarioThatAsks() {
        Scenario card = onOrder("card", Message.advertising("newsletter").by("mail", "card"))
                .onlyIf(not(count(Selection.of("message.sent").where("channel", ValueTest.is("line")))
                        .within(days(7))
                        .atLeast(1)))
                .build();
        Scenario hello = Scenario.named("hello")
                .goal("g")
                .owner("crm")
                .because("b")
                .start(Entry.on(Selection.of("customer.registered")))
                .exit("never", Check.happened(Selection.of("review.posted")))
                .steps(Step.send("hello", Message.advertising("newsletter").by("line", "hello")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(hello, card).start()) {
            Someone hanako = shop.given("hanako");
            hanako.registers();
            shop.channel("line").answer(new Outcome.Rejected("not a friend"));
            Someone taro = shop.given("taro");
            taro.registers();
            shop.advance(Duration.ofDays(1));
            hanako.orders("o-1", 5_000);
            taro.orders("o-2", 5_000);
            shop.advance(Duration.ofDays(1));

            hanako.assertNotSent("card");
            taro.assertSent("card");
            shop.assertVerified();
        }
    }

    @Test
    void aMessageWhoseFateIsUnknownKeepsItsPlaceUnderTheCap() {
        Scenario later = onOrder("later", Message.advertising("newsletter").by("line", "later"))
                .steps(
                        Step.waitFor(Span.hours(2)),
                        Step.send("later", Message.advertising("newsletter").by("line", "l")))
                .build();
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("first", 0), later)
                .contactRules(ONE_A_DAY)
                .start()) {
            shop.channel("mail").answer(new Outcome.Unknown("timeout"));
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofMinutes(150));

            hanako.assertSentExactly("first");
        }
    }

    // ------------------------------------------------------------------ what transactional messages are exempt from

    @Test
    void transactionalMessagesLeaveDespiteCapsQuietHoursHumansAndABrokenBreaker() {
        Accounts accounts = new InMemoryAccounts();
        ComplaintBreaker breaker = ComplaintBreaker.over("complaints", Duration.ofDays(7), 1, accounts)
                .needing(1);
        Instant noon = Instant.parse("2026-04-01T00:00:00Z");
        accounts.reserve("complaints/sent/mail", "2026-04-01T00", "k", 1, 10);
        accounts.reserve("complaints/complaints/mail", "2026-04-01T00", "k", 1, 10);
        assertThat(breaker.isOpen("mail", noon)).isTrue();
        ContactRules strict = ContactRules.none()
                .with(Cap.atMost(1, Span.days(30)).countingTransactional())
                .with(QuietHours.from(LocalTime.MIDNIGHT, Duration.ofMinutes(1439)))
                .with(HumanOnly.fromPrice("sales", "call", Money.yen(1)));
        try (ScenarioHarness shop = ScenarioHarness.running(by("mail", MessageClass.TRANSACTIONAL))
                .contactRules(strict)
                .wiring(crm -> crm.quota(breaker))
                .start()) {
            Someone hanako = shop.given("hanako");
            for (int i = 0; i < 3; i++) {
                hanako.orders("o-" + i, 5_000);
                shop.advance(Duration.ofHours(2));
            }
            hanako.assertSentExactly("hello", "hello", "hello");
        }
    }

    // ------------------------------------------------------------------ suppression

    @ParameterizedTest
    @ValueSource(strings = {"mail", "line", "sms", "push", "dm"})
    void nothingOfAnyClassLeavesToASuppressedAddress(String channel) {
        for (MessageClass messageClass : MessageClass.values()) {
            try (ScenarioHarness shop =
                    ScenarioHarness.running(by(channel, messageClass)).start()) {
                Someone hanako = shop.given("hanako");
                Someone taro = shop.given("taro");
                shop.crm()
                        .suppress(
                                switch (channel) {
                                    case "mail" -> Identifier.email("hanako@EXAMPLE.jp");
                                    case "line" -> Identifier.of(Scheme.line("harness"), "Uhanako");
                                    case "sms" ->
                                        Identifier.phone("+81 90-1000-0001"); // the same number, written otherwise
                                    case "push" -> Identifier.of(Scheme.APP, "app-hanako");
                                    default -> Identifier.member("hanako");
                                });
                hanako.orders("o-1", 5_000);
                taro.orders("o-2", 5_000);
                shop.advance(Duration.ofDays(1));

                hanako.assertNothingSent();
                taro.assertSentExactly("hello");
            }
        }
    }

    // ------------------------------------------------------------------ people instead of machines

    @Test
    void aBuyerOfDearGoodsGetsACallAndNotAMessage() {
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("offer", 0), advertising("other", 0))
                .contactRules(ONE_A_DAY.with(HumanOnly.fromPrice("sales", "高額品のお客さまへ連絡", Money.yen(300_000))))
                .start()) {
            Someone hanako = shop.given("hanako");
            Someone taro = shop.given("taro");
            hanako.orders("o-1", 300_000);
            taro.orders("o-2", 299_999);
            shop.advance(Duration.ofDays(1));

            hanako.assertNothingSent();
            Effect.Task task = (Effect.Task) hanako.assertAsked("offer");
            assertThat(task.queue()).isEqualTo("sales");
            assertThat(task.details())
                    .containsEntry("reason", AttributeValue.of("price"))
                    .containsEntry("content", AttributeValue.of("offer"));
            hanako.assertAsked("other"); // a task draws on no cap
            hanako.assertEnded("offer", End.Kind.COMPLETED, "");
            taro.assertSentExactly("offer");
            assertThat(shop.crm().customer(hanako.id()).orElseThrow().dispatched())
                    .isEmpty();
            shop.assertVerified();
        }
    }

    @Test
    void anOrganisationIsWrittenToByPeopleAndOneThatRefusedByNobody() {
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("offer", 0))
                .contactRules(ContactRules.none().with(HumanOnly.organisations("sales", "会社のお客さま")))
                .start()) {
            Someone firm = shop.given("firm");
            firm.states("organisation", "えにし商事");
            firm.orders("o-1", 5_000);
            Someone refusing = shop.given("refusing");
            refusing.states("organisation", "断り商事");
            refusing.refuses("newsletter", "mail");
            refusing.orders("o-2", 5_000);
            shop.advance(Duration.ofDays(1));

            assertThat(firm.assertAsked("offer").kind()).isEqualTo("task");
            refusing.assertNothingSent();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> refusing.assertAsked("offer")))
                    .isInstanceOf(AssertionError.class);
            shop.assertVerified();
        }
    }

    // ------------------------------------------------------------------ shared limits in the runtime

    @Test
    void limitedRecipientsAreServedFirstComeAndNeverMore() {
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("offer", 0))
                .wiring(crm -> crm.quota(Stock.of("pieces", "offer", 3, new InMemoryAccounts())))
                .start()) {
            List<Someone> people =
                    IntStream.range(0, 10).mapToObj(i -> shop.given("p" + i)).toList();
            for (Someone each : people) {
                each.orders("o-" + each, 5_000);
                shop.advance(Duration.ofMinutes(1));
            }
            shop.advance(Duration.ofDays(1));

            for (int i = 0; i < people.size(); i++) {
                assertThat(people.get(i).messages()).hasSize(i < 3 ? 1 : 0);
            }
        }
    }

    @Test
    void aRateLimitSpreadsWhatBecomesDueTogether() {
        try (ScenarioHarness shop = ScenarioHarness.running(advertising("offer", 0))
                .wiring(crm -> crm.quota(
                        RateLimit.of("smtp", 1, Duration.ofSeconds(10)).on("mail")))
                .start()) {
            List<Someone> people =
                    IntStream.range(0, 20).mapToObj(i -> shop.given("p" + i)).toList();
            people.forEach(each -> each.orders("o-" + each, 5_000));
            shop.advance(Duration.ofHours(2));

            List<Instant> left = shop.channel("mail").messages().stream()
                    .map(message -> Objects.requireNonNull(shop.sentAt(message)))
                    .sorted()
                    .toList();
            assertThat(left).hasSize(20);
            for (int i = 1; i < left.size(); i++) {
                assertThat(Duration.between(left.get(i - 1), left.get(i))).isEqualTo(Duration.ofSeconds(10));
            }
        }
    }

    // ------------------------------------------------------------------ content

    @Test
    void aMessageThatLacksAVariableIsADeadLetterThatSaysWhichAndCanBeSentLater() {
        ContentLibrary contents = ContentLibrary.of(Content.of("c", Form.MAIL)
                .withSubject("{{profile.name}}")
                .withBlocks(Block.passage("b", "{{profile.rank}}")));
        try (ScenarioHarness shop = ScenarioHarness.running(by("mail", MessageClass.TRANSACTIONAL))
                .wiring(crm -> crm.renderer(contents))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.states("name", "花子");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofHours(2));

            List<StoredCommand> dead = shop.crm().deadLetters(10);
            assertThat(dead)
                    .singleElement()
                    .satisfies(row -> assertThat(row.reason())
                            .isEqualTo("content c cannot be rendered: variable profile.rank is missing and has no"
                                    + " default"));
            hanako.assertNothingSent();
            shop.assertVerified();
        }
    }

    @Test
    void aRendererThatThrowsStopsOneMessageAndQuotesNobody() {
        try (ScenarioHarness shop = ScenarioHarness.running(by("mail", MessageClass.TRANSACTIONAL))
                .wiring(crm -> crm.renderer((claim, offer, coupon) -> {
                    throw new IllegalStateException("花子 has no name");
                }))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.advance(Duration.ofHours(2));

            assertThat(shop.crm().deadLetters(10))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.reason()).isEqualTo("content c cannot be rendered: IllegalStateException"));
        }
    }

    @Test
    void aContentKnowsTheEventThatBeganTheRun() {
        ContentLibrary contents = ContentLibrary.of(Content.of("c", Form.MAIL)
                .withSubject("ご注文 {{event.order.id}}")
                .withBlocks(Block.passage("b", "{{event.order.total}}")));
        try (ScenarioHarness shop = ScenarioHarness.running(by("mail", MessageClass.TRANSACTIONAL))
                .wiring(crm -> crm.renderer(contents))
                .start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 12_000);
            shop.advance(Duration.ofMinutes(30));
            hanako.orders("o-2", 7_000); // the run of the first order is under way
            shop.advance(Duration.ofHours(2));

            assertThat(hanako.messages().get(0).parts())
                    .containsEntry("subject", "ご注文 o-1")
                    .containsEntry("body", "12,000円\n");
        }
    }
}
