package io.enishi.scenario.rehearsal;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Selection;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.CostModel;
import io.enishi.scenario.funnel.Funnel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom scenarios would have reached, when, at what cost; and that threads do not matter. */
class RehearsalTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Channel MAIL = channel("mail", true, "email");

    private final List<CustomerEvent> events = new ArrayList<>();
    private final List<ConsentStatement> statements = new ArrayList<>();
    private long ids = 1;

    private static Channel channel(String name, boolean opens, String family) {
        return new Channel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Capabilities capabilities() {
                return new Capabilities(Set.of(family), opens, true, Duration.ofDays(30), true);
            }

            @Override
            public Outcome send(Message message) {
                throw new AssertionError("a rehearsal sends nothing");
            }
        };
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    private void happens(String who, String local, EventBody body) {
        events.add(CustomerEvent.of("shop", EventId.of(ids++), mail(who), at(local), body));
    }

    private static Identifier mail(String who) {
        return Identifier.verified(Scheme.EMAIL, who + "@example.jp");
    }

    private void orders(String who, String local) {
        happens(who, local, new EventBody.OrderPlaced(Order.ofTotal("o-" + ids, "ec", Money.yen(5_000))));
    }

    private void agrees(String who) {
        statements.add(ConsentStatement.granted(
                new JapaneseAddressNormaliser().matchKey(mail(who)).orElseThrow(),
                "newsletter",
                "mail",
                at("2026-01-01T00:00"),
                "web-form",
                "v1"));
    }

    private static Scenario winBack() {
        return Scenario.named("win-back")
                .goal("Dormant customers buy again", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.afterAbsence(Selection.actions(), months(3)))
                .steps(
                        send(
                                "offer",
                                advertising("newsletter")
                                        .by("mail", "win-back")
                                        .withCoupon(discount("win-back", "20%", days(3)))),
                        waitFor(days(2)),
                        send("reminder", advertising("newsletter").by("mail", "last-day")))
                .build();
    }

    private static Rehearsal rehearsal(Scenario... scenarios) {
        return Rehearsal.of(CompiledScenario.compileAll(
                        List.of(scenarios), ScenarioContext.standard().withChannels(List.of(MAIL))))
                .channels(List.of(MAIL));
    }

    private History history() {
        return History.of(events, statements);
    }

    @Test
    void aPriceListOfTheShopIsARehearsalsToo() {
        CostModel prices = CostModel.none().with("mail", CostModel.Price.each("0.2"));
        CommandKey key = new CommandKey(OriginId.parse("00000000000000000000000000000001"), "s", "e", "offer.1");
        Sent mail = new Sent(at("2026-04-01T10:00"), key, "mail", "hello", MessageClass.ADVERTISING, null);
        Sent line = new Sent(at("2026-04-01T10:00"), key, "line", "hello", MessageClass.ADVERTISING, null);

        assertThat(Costs.of(prices).micros(mail)).isEqualTo(200_000);
        assertThat(Costs.of(prices).micros(line)).isZero();
    }

    @Test
    void itTellsWhomWhenAndAtWhatCost() {
        for (String who : List.of("hanako", "taro", "jiro")) {
            orders(who, "2026-01-10T10:00");
            agrees(who);
        }
        orders("refuser", "2026-01-10T10:00");
        orders("taro", "2026-04-11T09:00"); // a day after his offer
        orders("jiro", "2026-03-01T10:00"); // not silent for three months before June
        orders("clock", "2026-05-31T10:00");

        RehearsalReport report = rehearsal(winBack()).costs(sent -> 200_000).run(history(), at("2026-05-31T10:00"));

        assertThat(report.sends().stream().map(sent -> sent.at().atZone(TOKYO).toLocalDateTime() + " " + sent.step()))
                .containsExactly("2026-04-10T10:00 offer", "2026-04-10T10:00 offer", "2026-04-12T10:00 reminder");
        assertThat(report.perDay())
                .isEqualTo(Map.of(
                        LocalDate.of(2026, 4, 10), Map.of("mail", 2L), LocalDate.of(2026, 4, 12), Map.of("mail", 1L)));
        assertThat(report.perHour())
                .containsOnlyKeys(LocalDateTime.of(2026, 4, 10, 10, 0), LocalDateTime.of(2026, 4, 12, 10, 0));
        assertThat(report.costMicros()).isEqualTo(600_000);
        RehearsalReport.ScenarioFigures figures = report.scenarios().get("win-back");
        assertThat(figures.entries()).isEqualTo(3);
        assertThat(figures.reached()).isEqualTo(2);
        assertThat(figures.messages()).isEqualTo(3);
        assertThat(figures.obstacles()).containsEntry("mail no-consent", 1L + 1L); // offer and reminder
        assertThat(figures.ends()).containsEntry("goal", 1L);
        RehearsalReport.CouponFigures coupons = report.coupons().get("win-back");
        assertThat(coupons.issued()).isEqualTo(2);
        assertThat(coupons.expired()).isEqualTo(2);
        assertThat(coupons.open()).isZero();
        assertThat(coupons.mostOpen()).isEqualTo(2);
        assertThat(coupons.openByDay())
                .containsEntry(LocalDate.of(2026, 4, 12), 2L)
                .containsEntry(LocalDate.of(2026, 4, 13), 0L);
    }

    @Test
    void messagesReactionsAndCouponsOfThePastAreLeftOut() {
        orders("hanako", "2026-01-10T10:00");
        agrees("hanako");
        happens(
                "hanako",
                "2026-03-01T10:00",
                new EventBody.MessageEvent(MessageStep.TAPPED, "old-1", "mail", "old", "content", ""));
        happens("hanako", "2026-03-02T10:00", new EventBody.CouponRedeemed("OLD", "old", ""));
        happens("hanako", "2026-03-03T10:00", new EventBody.ChannelUnblocked("line"));

        History history = history();
        RehearsalReport report = rehearsal(winBack()).run(history, at("2026-06-30T10:00"));

        assertThat(history.leftOut()).containsOnlyKeys("message.tapped", "coupon.redeemed");
        assertThat(report.events()).isEqualTo(2);
        assertThat(report.leftOut()).isEqualTo(history.leftOut());
        assertThat(report.sends().get(0).at())
                .isEqualTo(at("2026-06-03T10:00")); // unblocking is an action, a tap was one
    }

    @Test
    void capsThatStandInTheWayAreCounted() {
        orders("hanako", "2026-01-10T10:00");
        agrees("hanako");

        RehearsalReport report = rehearsal(winBack())
                .wiring(crm -> crm.contactPolicy(ContactRules.none().with(Cap.atMost(1, days(7)))))
                .run(history(), at("2026-05-31T10:00"));

        assertThat(report.sends()).extracting(Sent::step).containsExactly("offer");
        assertThat(report.scenarios().get("win-back").capped()).isEqualTo(1);
        assertThat(report.scenarios().get("win-back").obstacles()).containsEntry("mail cap", 1L);
    }

    @Test
    void whatTheAudienceDoesIsHeardOfAtItsTime() {
        orders("hanako", "2026-01-10T10:00");
        agrees("hanako");

        RehearsalReport report = rehearsal(winBack())
                .audience((sent, chance) -> List.of(
                        Reaction.buys(sent, Duration.ofHours(47), 4_000), Reaction.redeems(sent, Duration.ofHours(47))))
                .run(history(), at("2026-05-31T10:00"));

        assertThat(report.sends()).extracting(Sent::step).containsExactly("offer"); // the goal came before the reminder
        assertThat(report.reactions()).isEqualTo(Map.of("order.placed", 1L, "coupon.redeemed", 1L));
        assertThat(report.coupons().get("win-back").redeemed()).isEqualTo(1);
        assertThat(report.scenarios().get("win-back").ends()).containsOnlyKeys("goal");
    }

    /** So many in all, and a memory of who asked when. */
    private static final class Stock implements Quota {
        private final int size;
        private final Set<CommandKey> taken = new java.util.LinkedHashSet<>();

        Stock(int size) {
            this.size = size;
        }

        @Override
        public String name() {
            return "stock";
        }

        @Override
        public @Nullable Instant reserve(Draw draw) {
            if (taken.size() >= size && !taken.contains(draw.key())) {
                return Instant.MAX;
            }
            taken.add(draw.key());
            return null;
        }

        @Override
        public void confirm(CommandKey key) {}

        @Override
        public void release(CommandKey key) {
            taken.remove(key);
        }
    }

    private static Scenario hello(String name, int priority) {
        return Scenario.named(name)
                .goal("Say hello", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .priority(priority)
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(send("hello", advertising("newsletter").by("mail", "hello")))
                .build();
    }

    @Test
    void aSharedLimitIsGrantedByTimeThenPriorityThenOrigin() {
        for (int i = 0; i < 200; i++) {
            String who = "m" + i;
            agrees(who);
            happens(who, String.format("2026-01-10T10:%02d", (i * 37) % 60), new EventBody.Registered("web"));
        }
        List<List<Sent>> runs = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            Stock stock = new Stock(45);
            RehearsalReport report = rehearsal(hello("low", 1), hello("high", 9))
                    .quota(stock)
                    .threads(threads)
                    .run(history(), at("2026-01-12T10:00"));
            runs.add(report.sends());
            assertThat(stock.taken).hasSize(45);
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isEqualTo(runs.get(0));
        List<Sent> sends = runs.get(0);
        assertThat(sends).hasSize(45);
        // Of the last minute that got any, not all did: first those of the higher priority.
        Instant last = sends.get(sends.size() - 1).at();
        long registered =
                events.stream().filter(event -> event.occurredAt().equals(last)).count();
        List<Sent> ofTheLast =
                sends.stream().filter(sent -> sent.at().equals(last)).toList();
        assertThat(ofTheLast).hasSizeBetween(1, (int) (2 * registered) - 1);
        long high = ofTheLast.stream()
                .filter(sent -> sent.scenario().equals("high"))
                .count();
        assertThat(high).isEqualTo(Math.min(registered, ofTheLast.size()));
        // No later minute got anything before an earlier one had got all.
        assertThat(sends.stream().filter(sent -> sent.at().isBefore(last))).hasSize((int) (2
                * events.stream()
                        .filter(event -> event.occurredAt().isBefore(last))
                        .count()));
    }

    @Test
    void whoeverWaitsForALaterBarrierGetsNothingBeforeASecondMessageOfAnEarlierOne() {
        agrees("hanako");
        agrees("taro");
        happens("hanako", "2026-01-10T10:00", new EventBody.Registered("web"));
        happens("taro", "2026-01-14T10:00", new EventBody.Registered("web"));
        Scenario twice = Scenario.named("twice")
                .goal("Say hello", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Selection.of("customer.registered")))
                .steps(
                        send("one", advertising("newsletter").by("mail", "hello")),
                        waitFor(days(2)),
                        send("two", advertising("newsletter").by("mail", "hello")))
                .build();

        RehearsalReport report = rehearsal(twice).quota(new Stock(2)).run(history(), at("2026-01-20T10:00"));

        assertThat(report.sends()).extracting(Sent::at).containsExactly(at("2026-01-10T10:00"), at("2026-01-12T10:00"));
    }

    @Test
    void onlyMessagesThatALimitConcernsWaitForIt() {
        for (String who : List.of("hanako", "taro", "jiro")) {
            agrees(who);
            happens(who, "2026-01-10T10:00", new EventBody.Registered("web"));
        }
        Accounts accounts = new InMemoryAccounts();

        RehearsalReport report = rehearsal(hello("free", 1), hello("scarce", 2))
                .quota(io.enishi.scenario.contact.Stock.of("gifts", "scarce", 2, accounts))
                .run(history(), at("2026-01-12T10:00"));

        assertThat(report.scenarios().get("free").messages()).isEqualTo(3);
        assertThat(report.scenarios().get("scarce").messages()).isEqualTo(2);
        assertThat(report.people()).isEqualTo(3);
        assertThat(report.events()).isEqualTo(3);
    }

    @Test
    void whoeverIsInterestedHearsOfTheShop() {
        for (String who : List.of("hanako", "taro")) {
            agrees(who);
            happens(who, "2026-01-10T10:00", new EventBody.Registered("web"));
        }
        happens("hanako", "2026-01-11T10:00", new EventBody.RestockRequested("tea", "drinks"));
        happens("taro", "2026-01-11T10:00", new EventBody.RestockRequested("coffee", "drinks"));
        Scenario back = Scenario.named("back")
                .goal("Sell it", Check.happened(Selection.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.onShopEvent(
                        Selection.of("shop.restocked"),
                        Interest.in("shop.restocked", Selection.of("restock.requested"))
                                .same("product")))
                .steps(send("hello", advertising("newsletter").by("mail", "hello")))
                .build();
        ShopEvent restocked =
                new ShopEvent("pim", EventId.of(77), at("2026-01-12T10:00"), new ShopEvent.Restocked("tea", 5));

        RehearsalReport report = rehearsal(back).run(history().with(List.of(restocked)), at("2026-01-13T10:00"));

        assertThat(report.sends()).extracting(Sent::at).containsExactly(at("2026-01-12T10:00"));
    }

    @Test
    void couponsAreWorthWhatTheirTermsSay() {
        CouponValue value = CouponValue.byTerms(6_000);

        assertThat(value.yen("a", "500 yen").getAsLong()).isEqualTo(500);
        assertThat(value.yen("a", "1,500円引き").getAsLong()).isEqualTo(1_500);
        assertThat(value.yen("a", "20%").getAsLong()).isEqualTo(1_200);
        assertThat(value.yen("a", "12.5 ％ off").getAsLong()).isEqualTo(750);
        assertThat(value.yen("a", "a surprise")).isEmpty();

        orders("hanako", "2026-01-10T10:00"); // of 5000 yen
        agrees("hanako");
        RehearsalReport report = rehearsal(winBack())
                .couponValue(CouponValue.learnedFrom(events))
                .run(history(), at("2026-04-12T09:00"));
        RehearsalReport.CouponFigures figures = report.coupons().get("win-back");
        assertThat(figures.worth(figures.open()).getAsLong()).isEqualTo(1_000);
        assertThat(rehearsal(winBack())
                        .run(history(), at("2026-04-12T09:00"))
                        .coupons()
                        .get("win-back")
                        .yen())
                .isEmpty();
    }

    @Test
    void theFunnelTellsHowFarRunsCame() {
        orders("hanako", "2026-01-10T10:00");
        agrees("hanako");
        orders("taro", "2026-01-10T10:00"); // never agreed

        RehearsalReport report = rehearsal(winBack())
                .audience((sent, chance) ->
                        sent.step().equals("offer") ? List.of(Reaction.opens(sent, Duration.ofHours(2))) : List.of())
                .run(history(), at("2026-05-31T10:00"));

        Funnel.Path path = new Funnel.Path("win-back", winBack().compile().definitionHash(), "");
        assertThat(report.funnel().paths()).containsOnlyKeys(path);
        Funnel.Figures figures = report.funnel().paths().get(path);
        assertThat(figures.entered()).isEqualTo(2);
        Funnel.Step offer = figures.steps().get("offer");
        assertThat(offer.reached()).isEqualTo(2);
        assertThat(offer.sent()).isEqualTo(Map.of("mail", 1L));
        assertThat(offer.opened()).isEqualTo(1);
        assertThat(figures.ends().values().stream().mapToLong(Long::longValue).sum() + figures.running())
                .isEqualTo(2);
        assertThat(report.funnel().toText(Locale.ENGLISH)).contains("step offer", "sent mail", "50.0 %");
        assertThat(report.funnel().toText(Locale.JAPANESE)).contains("ステップ offer", "開封");
    }

    @Test
    void ratesAreLearnedFromTheMessagesOfALog() {
        for (int i = 0; i < 200; i++) {
            String who = "m" + i;
            String day = String.format("2026-01-%02dT10:00", 1 + i % 28);
            happens(who, day, message(MessageStep.SENT, i));
            if (i % 4 == 0) {
                happens(who, day.replace("T10", "T12"), message(MessageStep.OPENED, i));
            }
            if (i % 10 == 0) {
                happens(who, day.replace("T10", "T12"), message(MessageStep.TAPPED, i));
                happens(who, day.replace("T10", "T12"), message(MessageStep.TAPPED, i)); // twice the same link
            }
            if (i % 20 == 0) {
                orders(who, day.replace("T10", "T13"));
            }
        }

        ResponseRates rates = ResponseRates.learnedFrom(events);

        assertThat(rates.channels())
                .isEqualTo(Map.of("mail", new ResponseRates.Rates(2_500, 1_000, 5_000, 0, Duration.ofHours(2), 5_000)));
    }

    private static EventBody message(MessageStep step, int number) {
        return new EventBody.MessageEvent(step, "out-" + number, "mail", "old", "content", "");
    }

    @Test
    void aDiffTellsWhoGainsWhoLosesAndWhatMoves() {
        for (String who : List.of("hanako", "taro")) {
            orders(who, "2026-01-10T10:00");
            agrees(who);
        }
        agrees("new");
        orders("new", "2026-03-20T10:00");
        orders("taro", "2026-04-10T09:00"); // silent for nearly three months
        Scenario before = winBack();
        Scenario after = Scenario.parse(before.toYaml()
                .replace("lasting: 3 months", "lasting: 2 months")
                .replace("wait: 2 days", "wait: 3 days")
                .replace("mail: last-day", "mail: last-call"));
        Instant end = at("2026-05-31T10:00");
        RehearsalReport one = rehearsal(before).costs(sent -> 1).run(history(), end);
        RehearsalReport other = rehearsal(after).costs(sent -> 1).run(history(), end);

        RehearsalDiff diff = RehearsalDiff.of(one, other);

        assertThat(diff.changes().stream()
                        .map(change -> change.kind() + " " + change.sent().step() + " "
                                + change.later().toDays()))
                .containsExactlyInAnyOrder(
                        "GAINED offer 0", // taro
                        "GAINED reminder 0",
                        "MOVED offer -31", // hanako: from 10 April to 10 March
                        "CHANGED reminder -30",
                        "GAINED offer 0", // new, on 20 May
                        "GAINED reminder 0");
        RehearsalDiff.ScenarioDiff figures = diff.scenarios().get("win-back");
        assertThat(figures.definitionChanged()).isTrue();
        assertThat(figures.peopleGained()).isEqualTo(2);
        assertThat(figures.peopleLost()).isZero();
        assertThat(diff.costMicros()).isEqualTo(4);
        assertThat(RehearsalDiff.of(other, one).changes())
                .filteredOn(change -> change.kind() == RehearsalDiff.Kind.LOST)
                .hasSize(4);
        assertThat(RehearsalDiff.of(one, one).changes()).isEmpty();
    }

    @Test
    void anAudienceThatThrowsEndsTheRehearsal() {
        orders("hanako", "2026-01-10T10:00");
        agrees("hanako");
        assertThatThrownBy(() -> rehearsal(winBack())
                        .audience((sent, chance) -> {
                            throw new IllegalStateException("no idea");
                        })
                        .run(history(), at("2026-05-31T10:00")))
                .isInstanceOf(IllegalStateException.class);
    }
}
