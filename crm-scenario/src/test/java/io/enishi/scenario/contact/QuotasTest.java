package io.enishi.scenario.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.contact.CostModel.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Shared limits: stock, budgets, rates, complaints; and what messages cost. */
class QuotasTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Instant NOON = Instant.parse("2026-04-30T03:00:00Z");

    private final Accounts accounts = new InMemoryAccounts();

    private static CommandKey key(int i) {
        return new CommandKey(new OriginId(0, i), "restock", "e", "offer.1");
    }

    private static Quota.Draw draw(int i, String channel, Instant now) {
        return new Quota.Draw(
                key(i), channel, "c", MessageClass.ADVERTISING, Map.of("campaign", i % 2 == 0 ? "even" : "odd"), now);
    }

    // ------------------------------------------------------------------ limited recipients

    @Test
    void firstComeAreServedAndNeverMoreThanThereArePieces() {
        Stock stock = Stock.of("restock-2026-04", "restock", 2, accounts);

        assertThat(stock.reserve(draw(1, "mail", NOON))).isNull();
        assertThat(stock.reserve(draw(1, "mail", NOON))).isNull(); // the same once more
        assertThat(stock.reserve(draw(2, "mail", NOON))).isNull();
        assertThat(stock.reserve(draw(3, "mail", NOON))).isEqualTo(NOON.plus(Duration.ofMinutes(5))); // reserved only
        stock.confirm(key(1));
        stock.release(key(2));
        assertThat(stock.reserve(draw(3, "mail", NOON))).isNull(); // what was given back
        stock.confirm(key(3));
        assertThat(stock.reserve(draw(4, "mail", NOON))).isEqualTo(Instant.MAX);
    }

    @Test
    void otherScenariosDoNotDrawOnTheStock() {
        Stock stock = Stock.of("limit", "early-access", 0, accounts);

        assertThat(stock.reserve(draw(1, "mail", NOON))).isNull();
    }

    @Property(tries = 300)
    void whateverIsConfirmedAndReleasedAStockIsNeverOverdrawn(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 35) Integer> script,
            @ForAll @IntRange(max = 4) int pieces) {
        Stock stock = Stock.of("limit", "restock", pieces, new InMemoryAccounts());
        Map<Integer, Boolean> held = new HashMap<>(); // true: used up
        for (int step : script) {
            int who = step % 12;
            switch (step / 12) {
                case 0 -> {
                    if (!Boolean.TRUE.equals(held.get(who)) && stock.reserve(draw(who, "mail", NOON)) == null) {
                        held.put(who, false);
                    }
                }
                case 1 -> {
                    stock.confirm(key(who));
                    held.computeIfPresent(who, (one, used) -> true);
                }
                default -> {
                    stock.release(key(who));
                    held.remove(who, false);
                }
            }
            assertThat(held.size()).isLessThanOrEqualTo(pieces);
        }
    }

    // ------------------------------------------------------------------ budgets

    @Test
    void aDailyBudgetWaitsForTheNextDayOfTheShop() {
        CostModel costs = CostModel.none().with("line", Price.each("3"));
        Budget budget = Budget.perDay("line", 7, TOKYO, costs, accounts).on("line");

        assertThat(budget.reserve(draw(1, "line", NOON))).isNull();
        assertThat(budget.reserve(draw(2, "line", NOON))).isNull();
        assertThat(budget.reserve(draw(3, "line", NOON))).isEqualTo("2026-04-30T15:00:00Z");
        assertThat(budget.reserve(draw(3, "mail", NOON))).isNull(); // another channel
        budget.release(key(2));
        assertThat(budget.reserve(draw(3, "line", NOON))).isNull();
        assertThat(budget.reserve(draw(4, "line", Instant.parse("2026-04-30T15:00:00Z"))))
                .isNull();
    }

    @Test
    void aMonthlyBudgetWaitsForTheNextMonthAndACampaignsForNothing() {
        CostModel costs = CostModel.none().with("dm", Price.each("45").withPostage("85"));
        Budget month = Budget.perMonth("dm", 130, TOKYO, costs, accounts);
        Budget campaign = Budget.inAll("summer", 130, costs, accounts).forTag("campaign", "odd");

        assertThat(month.reserve(draw(1, "dm", NOON))).isNull();
        assertThat(month.reserve(draw(2, "dm", NOON))).isEqualTo("2026-04-30T15:00:00Z");
        assertThat(campaign.reserve(draw(1, "dm", NOON))).isNull();
        assertThat(campaign.reserve(draw(3, "dm", NOON))).isEqualTo(Instant.MAX);
        assertThat(campaign.reserve(draw(4, "dm", NOON))).isNull(); // of another campaign
    }

    @Test
    void aMessageThatCostsMoreThanTheWholeBudgetDoesNotWaitForEver() {
        Budget budget = Budget.perDay("dm", 50, TOKYO, CostModel.none().with("dm", Price.each("85")), accounts);

        assertThat(budget.reserve(draw(1, "dm", NOON))).isEqualTo(Instant.MAX);
    }

    @Test
    void whoKnowsHowLongAMessageGetsEstimatesWhatItWillCost() {
        CostModel costs = CostModel.none().with("sms", Price.each("3"));
        Budget guessing = Budget.perDay("guessing", 9, TOKYO, costs, accounts);
        Budget knowing = Budget.perDay("knowing", 9, TOKYO, costs, accounts)
                .on("sms")
                .estimating(draw -> draw.content().equals("c") ? 2 * 3_000 : 0);

        assertThat(guessing.reserve(draw(1, "sms", NOON))).isNull();
        assertThat(guessing.reserve(draw(2, "sms", NOON))).isNull();
        assertThat(knowing.reserve(draw(1, "sms", NOON))).isNull();
        assertThat(knowing.reserve(draw(2, "sms", NOON))).isEqualTo("2026-04-30T15:00:00Z");
        assertThat(knowing.reserve(draw(2, "mail", NOON))).isNull(); // still a budget of one channel
    }

    // ------------------------------------------------------------------ rates

    @Test
    void whoFindsTheBucketEmptyIsPromisedASlotInTheOrderOfAsking() {
        RateLimit rate = RateLimit.of("smtp", 2, Duration.ofSeconds(1)).withBurst(2);

        assertThat(rate.reserve(draw(1, "mail", NOON))).isNull();
        assertThat(rate.reserve(draw(2, "mail", NOON))).isNull();
        assertThat(rate.reserve(draw(3, "mail", NOON))).isEqualTo(NOON.plusMillis(500));
        assertThat(rate.reserve(draw(4, "mail", NOON))).isEqualTo(NOON.plusMillis(1000));
        assertThat(rate.reserve(draw(5, "mail", NOON.plusMillis(500))))
                .isEqualTo(NOON.plusMillis(1500)); // no overtaking
        assertThat(rate.reserve(draw(4, "mail", NOON.plusMillis(500)))).isEqualTo(NOON.plusMillis(1000));
        assertThat(rate.reserve(draw(3, "mail", NOON.plusMillis(500)))).isNull();
        assertThat(rate.reserve(draw(3, "mail", NOON.plusMillis(500)))).isNull(); // a claim that is tried again
        assertThat(rate.reserve(draw(4, "mail", NOON.plusMillis(1000)))).isNull();
    }

    @Property(tries = 200)
    void inNoWindowDoMoreLeaveThanRateAndBurstAllowAndNobodyWaitsForEver(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 400) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 5) int burst,
            @ForAll @IntRange(min = 1, max = 3) int jvms) {
        Duration interval = Duration.ofMillis(100);
        InMemoryAccounts accounts = new InMemoryAccounts();
        List<RateLimit> rates = Stream.generate(
                        () -> RateLimit.of("smtp", 1, interval).withBurst(burst).in(accounts))
                .limit(jvms)
                .toList();
        TreeMap<Instant, List<Integer>> asking = new TreeMap<>();
        Instant at = NOON;
        for (int i = 0; i < pauses.size(); i++) {
            asking.computeIfAbsent(at, absent -> new ArrayList<>()).add(i);
            at = at.plusMillis(i % 3 == 0 ? pauses.get(i) : 0);
        }
        List<Instant> left = new ArrayList<>();
        for (int turns = 0; !asking.isEmpty(); turns++) {
            assertThat(turns).isLessThan(10_000);
            Map.Entry<Instant, List<Integer>> next = asking.pollFirstEntry();
            Instant now = next.getKey().plusMillis(turns % 5 == 0 ? 250 : 0); // the shop is late at times
            now = left.isEmpty() || left.get(left.size() - 1).isBefore(now) ? now : left.get(left.size() - 1);
            for (int who : next.getValue()) {
                RateLimit rate = rates.get(who % jvms);
                Instant wait = rate.reserve(draw(who, "mail", now));
                if (wait == null) {
                    assertThat(rate.reserve(draw(who, "mail", now))).isNull(); // tried again: no second token
                    rate.confirm(key(who));
                    left.add(now);
                } else {
                    assertThat(wait).isAfter(now);
                    asking.computeIfAbsent(wait, absent -> new ArrayList<>()).add(who);
                }
            }
        }
        assertThat(left).hasSize(pauses.size());
        for (int i = burst; i < left.size(); i++) {
            assertThat(Duration.between(left.get(i - burst), left.get(i))).isGreaterThanOrEqualTo(interval);
        }
    }

    @Test
    void aRateInSharedAccountsHoldsAfterARestart() {
        InMemoryAccounts accounts = new InMemoryAccounts();
        RateLimit before = RateLimit.of("line", 1, Duration.ofMinutes(1)).in(accounts);
        assertThat(before.reserve(draw(1, "line", NOON))).isNull();

        RateLimit after = RateLimit.of("line", 1, Duration.ofMinutes(1)).in(accounts);
        assertThat(after.reserve(draw(1, "line", NOON.plusSeconds(5)))).isNull(); // the claim that was under way
        after.confirm(key(1));
        assertThat(after.reserve(draw(2, "line", NOON.plusSeconds(6)))).isEqualTo(NOON.plusSeconds(60));
        assertThat(after.reserve(draw(2, "line", NOON.plusSeconds(60)))).isNull();
    }

    // ------------------------------------------------------------------ complaints

    private static CustomerEvent complaint(int message, Instant at) {
        return CustomerEvent.of(
                "fbl",
                EventId.of(message),
                Identifier.email("a@example.jp"),
                at,
                new EventBody.MessageEvent(MessageStep.COMPLAINED, key(message).toString(), "mail", "s", "c", ""));
    }

    private static void send(Quota quota, int from, int to, Instant at) {
        for (int i = from; i < to; i++) {
            assertThat(quota.reserve(draw(i, "mail", at))).isNull();
            quota.confirm(key(i));
        }
    }

    @Test
    void advertisingPausesAboveTheRateAndComesBackWhenTheComplaintsLeaveTheWindow() {
        ComplaintBreaker breaker = ComplaintBreaker.over("complaints", Duration.ofDays(7), 30, accounts)
                .needing(1000);
        send(breaker, 0, 1000, NOON);
        for (int i = 0; i < 3; i++) {
            breaker.observe(complaint(i, NOON));
            breaker.observe(complaint(i, NOON)); // reported twice, counted once
        }
        assertThat(breaker.reserve(draw(2000, "mail", NOON))).isNull(); // 0.3 % is not above 0.3 %
        breaker.release(key(2000));
        breaker.observe(complaint(3, NOON));

        assertThat(breaker.reserve(draw(2001, "mail", NOON))).isEqualTo("2026-04-30T04:00:00Z");
        assertThat(breaker.reserve(draw(2001, "line", NOON))).isNull(); // another channel
        assertThat(breaker.reserve(new Quota.Draw(key(2002), "mail", "c", MessageClass.TRANSACTIONAL, Map.of(), NOON)))
                .isNull();
        assertThat(breaker.reserve(draw(2001, "mail", NOON.plus(Duration.ofDays(8)))))
                .isNull();
    }

    @Test
    void fewMessagesSayNothingAboutTheRate() {
        ComplaintBreaker breaker = ComplaintBreaker.over("complaints", Duration.ofDays(7), 30, accounts);
        send(breaker, 0, 20, NOON);
        breaker.observe(complaint(1, NOON));

        assertThat(breaker.isOpen("mail", NOON)).isFalse();
    }

    @Test
    void theBreakerSurvivesARestartWithTheAccountsOfTheHost() {
        ComplaintBreaker before = ComplaintBreaker.over("complaints", Duration.ofDays(7), 30, accounts)
                .needing(100);
        send(before, 0, 100, NOON);
        before.observe(complaint(1, NOON));

        ComplaintBreaker after = ComplaintBreaker.over("complaints", Duration.ofDays(7), 30, accounts)
                .needing(100);
        assertThat(after.isOpen("mail", NOON.plus(Duration.ofDays(1)))).isTrue();
    }

    // ------------------------------------------------------------------ costs

    @Test
    void anSmsIsBilledByUnitsOfSeventyCharactersUpTo660() {
        CostModel costs =
                CostModel.none().with("sms", Price.each("9").perCharacters(70).atMost(660));

        assertThat(costs.unitsOf("sms", body(1))).isEqualTo(1);
        assertThat(costs.unitsOf("sms", body(70))).isEqualTo(1);
        assertThat(costs.unitsOf("sms", body(71))).isEqualTo(2);
        assertThat(costs.unitsOf("sms", body(660))).isEqualTo(10);
        assertThat(costs.costOf("sms", body(71))).isEqualTo(18);
        assertThat(costs.fits("sms", body(660))).isTrue();
        assertThat(costs.fits("sms", body(661))).isFalse();
        assertThat(costs.unitsOf("sms", Map.of("body", "😀".repeat(36)))).isEqualTo(2); // an emoji takes two
    }

    @Test
    void linePushesCountOnceHoweverManyBubblesTheyHaveAndMailCostsFractions() {
        CostModel costs = CostModel.none()
                .with("line", Price.each("3"))
                .with("mail", Price.each("0.15"))
                .with("dm", Price.each("45").withPostage("85"));

        assertThat(costs.costOf("line", Map.of("messages", "[1,2,3]", "body", "x".repeat(5000))))
                .isEqualTo(3);
        assertThat(costs.thousandthsOf("mail", Map.of())).isEqualTo(150);
        assertThat(costs.costOf("mail", Map.of())).isZero();
        assertThat(costs.costOf("dm", Map.of())).isEqualTo(130);
        assertThat(costs.costOf("carrier-pigeon", Map.of())).isZero();
        assertThat(costs.knows("carrier-pigeon")).isFalse();
        assertThat(CostModel.parse(costs.toYaml())).isEqualTo(costs);
        assertThat(CostModel.parse(costs.toJson())).isEqualTo(costs);
    }

    @Test
    void costsThatCannotBeReadAreRefusedAllAtOnce() {
        assertThatThrownBy(() -> CostModel.parse("costs: {mail: {each: 0.1234}, line: {each: -1, per-character: 3}}"))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        wrong -> assertThat(wrong.problems())
                                .extracting(problem -> problem.path())
                                .containsExactlyInAnyOrder(
                                        "costs.mail.each", "costs.line.each", "costs.line.per-character"));
    }

    private static Map<String, String> body(int characters) {
        return Map.of("body", "あ".repeat(characters));
    }
}
