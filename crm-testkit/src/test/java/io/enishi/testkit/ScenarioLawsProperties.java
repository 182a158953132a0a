package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.repeat;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitAfter;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.waitUntil;
import static io.enishi.scenario.Step.when;
import static io.enishi.testkit.SomeScenario.untilRedeemed;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Anchor;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Fact;
import io.enishi.scenario.LeapDay;
import io.enishi.scenario.LookBack;
import io.enishi.scenario.Message;
import io.enishi.scenario.Occurrence;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.QuietHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every story: two people, six scenarios of all kinds, a year of whatever may happen. */
class ScenarioLawsProperties {

    private static final Message NEWS =
            advertising("newsletter").by("line", "short").orBy("mail", "long");
    private static final ContactRules RULES = ContactRules.none()
            .with(Cap.atMost(2, days(7)))
            .with(Cap.atMost(1, days(3)).on("line"))
            .with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11)));

    private static final List<Scenario> SCENARIOS = List.of(
            untilRedeemed("welcome")
                    .start(Entry.on(Conditions.event("customer.registered")))
                    .exit(
                            "customer",
                            Check.holds(Conditions.count(Conditions.orders()).atLeast(1)))
                    .again(Reentry.never())
                    .steps(
                            send("hello", NEWS),
                            waitFor(days(3), Anchor.entry()),
                            send("second", NEWS.notAfter(hours(5))))
                    .build(),
            untilRedeemed("thanks")
                    .start(Entry.on(
                            Conditions.orders().where("amount", io.enishi.core.condition.ValueTest.atLeast(3_000))))
                    .exit(
                            "cancelled",
                            Check.happened(Occurrence.of("order.cancelled").same("order")))
                    .again(Reentry.concurrent())
                    .steps(
                            waitAfter(
                                            Fact.timeOf(Occurrence.of("order.delivered")
                                                    .same("order")),
                                            days(1),
                                            days(20))
                                    .otherwise(end("lost")),
                            send("thanks", NEWS.ifCapped(io.enishi.core.process.Effect.OnCapped.DELAY)))
                    .build(),
            untilRedeemed("dormant")
                    .start(Entry.afterAbsence(Conditions.actions(), months(1)))
                    .exit("acted", Check.happened(Conditions.actions()))
                    .again(Reentry.after(days(60)))
                    .steps(
                            send("offer", NEWS.withCoupon(discount("back", "20%", days(3)))),
                            waitUntil(LocalTime.of(10, 0)),
                            waitFor(days(2)),
                            branch(when(Check.noResponse("offer"), send("reminder", NEWS))))
                    .build(),
            untilRedeemed("viewed")
                    .exclusiveIn("browsing")
                    .priority(1)
                    .start(Entry.on(Conditions.event("product.viewed")))
                    .steps(
                            send("look", NEWS.ifCapped(io.enishi.core.process.Effect.OnCapped.EXIT)),
                            await(Check.tapped("look"), days(4)).then(send("more", NEWS)),
                            await(Check.happened(Conditions.event("product.viewed")), days(2))
                                    .lookingBack(LookBack.of(days(1)))
                                    .otherwise(end("cold")))
                    .build(),
            untilRedeemed("club")
                    .exclusiveIn("browsing")
                    .start(Entry.on(Conditions.event("product.viewed")))
                    .steps(repeat(3, waitFor(months(1), Anchor.entry()), send("monthly", NEWS)))
                    .build(),
            untilRedeemed("birthday")
                    .start(Entry.everyYear("birth-date", -7, LocalTime.of(10, 0), LeapDay.MAR_1))
                    .steps(send("present", NEWS), waitFor(days(7)), send("day", NEWS))
                    .build());

    /** Something that happens, {@code after} hours later. */
    record Act(int after, boolean first, String what, int which) {}

    @Property(tries = 60)
    void everyLawHoldsInEveryStory(@ForAll("stories") List<Act> story) {
        try (ScenarioHarness shop = play(story, 100_000)) {
            for (Someone someone : List.of(someone(shop, true), someone(shop, false))) {
                if (knows(shop, someone.toString().equals("hanako"))) {
                    if (story.stream().noneMatch(act -> act.what().equals("merge"))) {
                        capsHold(shop, someone);
                    }
                    runsDoNotOverlap(shop, someone);
                }
            }
            nothingIsSentTwice(shop);
            nothingWaitsForEver(shop);
            shop.assertVerified();
            shop.assertDecidesAs(shop.log());
        }
    }

    /** The state of a run goes through its bytes when customers are put away: that must change nothing. */
    @Property(tries = 25)
    void puttingCustomersAwayChangesNothing(@ForAll("stories") List<Act> story) {
        try (ScenarioHarness kept = play(story, 100_000);
                ScenarioHarness putAway = play(story, 1)) {
            assertThat(sent(putAway)).isEqualTo(sent(kept));
        }
    }

    // ------------------------------------------------------------------ laws

    private static void capsHold(ScenarioHarness shop, Someone someone) {
        List<Channel.Message> messages = someone.messages();
        List<Instant> all = new ArrayList<>();
        List<Instant> line = new ArrayList<>();
        for (Channel.Message message : messages) {
            Instant at = shop.sentAt(message);
            all.add(at);
            if (shop.channel("line").messages().contains(message)) {
                line.add(at);
            }
            LocalTime local = at.atZone(ZoneId.of("Asia/Tokyo")).toLocalTime();
            assertThat(local)
                    .as("nothing leaves at night")
                    .isBetween(LocalTime.of(8, 0), LocalTime.of(20, 59, 59, 999_999_999));
        }
        assertThat(mostWithin(all, Duration.ofDays(7))).isLessThanOrEqualTo(2);
        assertThat(mostWithin(line, Duration.ofDays(3))).isLessThanOrEqualTo(1);
    }

    private static int mostWithin(List<Instant> times, Duration span) {
        int most = 0;
        for (Instant first : times) {
            Instant end = first.plus(span);
            most = Math.max(most, (int) times.stream()
                    .filter(time -> !time.isBefore(first) && time.isBefore(end))
                    .count());
        }
        return most;
    }

    private static void runsDoNotOverlap(ScenarioHarness shop, Someone someone) {
        List<InstanceSummary> runs =
                shop.crm().customer(someone.id()).orElseThrow().journeys();
        boolean merged =
                shop.crm().customer(someone.id()).orElseThrow().origins().size() > 1;
        for (InstanceSummary one : runs) {
            assertThat(one.isRunning()).isEqualTo(one.end() == null);
            for (InstanceSummary other : runs) {
                boolean same = one.key().journey().equals(other.key().journey());
                boolean group = Set.of("viewed", "club").contains(one.key().journey())
                        && Set.of("viewed", "club").contains(other.key().journey());
                if (!merged
                        && !one.key().equals(other.key())
                        && (same || group)
                        && !one.key().journey().equals("thanks")) {
                    assertThat(overlap(one, other)).as(one + " and " + other).isFalse();
                }
                if (merged && one.isRunning() && other.isRunning() && !one.key().equals(other.key()) && same) {
                    assertThat(one.key().journey()).isEqualTo("thanks"); // the only one that may run side by side
                }
            }
        }
    }

    private static boolean overlap(InstanceSummary one, InstanceSummary other) {
        Instant endOfOne = one.endedAt() == null ? Instant.MAX : one.endedAt();
        Instant endOfOther = other.endedAt() == null ? Instant.MAX : other.endedAt();
        return one.startedAt().isBefore(endOfOther) && other.startedAt().isBefore(endOfOne);
    }

    private static void nothingIsSentTwice(ScenarioHarness shop) {
        Set<String> keys = new HashSet<>();
        for (RecordingChannel channel : shop.channels()) {
            for (Channel.Message message : channel.messages()) {
                assertThat(keys.add(message.key().toString()))
                        .as("sent once: " + message.key())
                        .isTrue();
            }
        }
    }

    /** Two years on, every run is over and no command is left. */
    private static void nothingWaitsForEver(ScenarioHarness shop) {
        shop.advance(days(730));
        assertThat(shop.crm().commands(StoredCommand.Status.PENDING, null, 10)).isEmpty();
        for (boolean first : new boolean[] {true, false}) {
            Someone someone = someone(shop, first);
            if (!knows(shop, first)) {
                continue;
            }
            for (InstanceSummary run :
                    shop.crm().customer(someone.id()).orElseThrow().journeys()) {
                boolean yearly = run.key().journey().equals("birthday");
                assertThat(run.isRunning() && !yearly)
                        .as("goes on after two years: " + run.key())
                        .isFalse();
            }
        }
    }

    private static List<String> sent(ScenarioHarness shop) {
        List<String> sent = new ArrayList<>();
        for (RecordingChannel channel : shop.channels()) {
            for (Channel.Message message : channel.messages()) {
                sent.add(channel.name() + " " + message.key() + " " + shop.sentAt(message));
            }
        }
        return sent;
    }

    // ------------------------------------------------------------------ stories

    private static ScenarioHarness play(List<Act> story, int hotCustomers) {
        ScenarioHarness shop = ScenarioHarness.running(SCENARIOS.toArray(Scenario[]::new))
                .contactRules(RULES)
                .wiring(crm -> crm.hotCustomers(hotCustomers))
                .start();
        shop.given("hanako");
        shop.given("taro");
        for (Act act : story) {
            shop.advance(Duration.ofHours(act.after()));
            act(shop, someone(shop, act.first()), act);
        }
        shop.advance(days(40));
        return shop;
    }

    private static boolean knows(ScenarioHarness shop, boolean first) {
        return shop.crm()
                .find(Identifier.member(someone(shop, first).toString()))
                .isPresent();
    }

    private static Someone someone(ScenarioHarness shop, boolean first) {
        return shop.someone(first ? "hanako" : "taro");
    }

    private static void act(ScenarioHarness shop, Someone who, Act act) {
        String order = "o-" + who + act.which();
        switch (act.what()) {
            case "registers" -> who.registers();
            case "orders" -> who.orders(order, act.which() * 1_000L);
            case "receives" -> who.does(new EventBody.OrderDelivered(order, List.of()));
            case "cancels" ->
                who.does(new EventBody.OrderCancelled(order, io.enishi.core.value.Money.yen(act.which() * 1_000L), ""));
            case "views" -> who.views("p-" + act.which());
            case "looked" -> {
                // heard of a few days late
                Instant then = shop.now().minus(Duration.ofHours(act.which() * 20L));
                who.did(new EventBody.ProductViewed("late", ""), shop.local(then));
            }
            case "born" -> who.states("birth-date", LocalDate.of(1990, act.which() + 3, 20));
            case "blocks" -> who.blocks("line");
            case "unblocks" -> who.unblocks("line");
            case "refuses" -> who.refuses("newsletter", "mail");
            case "agrees" -> who.agrees("newsletter", "mail");
            case "complains" -> who.complains("case-" + act.which());
            case "reconciled" -> who.isReconciled("case-" + act.which());
            case "taps" -> {
                List<Channel.Message> messages = who.messages();
                if (!messages.isEmpty()) {
                    String visit = messages.get(messages.size() - 1).key().visit();
                    who.taps(visit.substring(0, visit.lastIndexOf('.')));
                }
            }
            case "merge" -> {
                someone(shop, true).views("m");
                someone(shop, false).views("m");
                if (!someone(shop, true).id().equals(someone(shop, false).id())) {
                    shop.merge(someone(shop, true), someone(shop, false));
                }
            }
            case "part" -> {
                if (knows(shop, true)
                        && knows(shop, false)
                        && someone(shop, true).id().equals(someone(shop, false).id())) {
                    shop.unmerge(someone(shop, true), someone(shop, false));
                }
            }
            case "stall" -> shop.stallUntil(shop.local(shop.now().plus(Duration.ofHours(act.which()))));
            default -> throw new IllegalStateException(act.what());
        }
    }

    @Provide
    Arbitrary<List<Act>> stories() {
        Arbitrary<String> acts = Arbitraries.frequency(
                Tuple.of(3, "registers"),
                Tuple.of(5, "orders"),
                Tuple.of(5, "receives"),
                Tuple.of(2, "cancels"),
                Tuple.of(6, "views"),
                Tuple.of(2, "looked"),
                Tuple.of(2, "born"),
                Tuple.of(1, "blocks"),
                Tuple.of(1, "unblocks"),
                Tuple.of(1, "refuses"),
                Tuple.of(1, "agrees"),
                Tuple.of(1, "complains"),
                Tuple.of(2, "reconciled"),
                Tuple.of(5, "taps"),
                Tuple.of(1, "merge"),
                Tuple.of(1, "part"),
                Tuple.of(2, "stall"));
        Arbitrary<Integer> waits = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(0)),
                Tuple.of(6, Arbitraries.integers().between(1, 60)),
                Tuple.of(2, Arbitraries.integers().between(60, 1_500)));
        return Combinators.combine(
                        waits,
                        Arbitraries.of(true, false),
                        acts,
                        Arbitraries.integers().between(1, 6))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
