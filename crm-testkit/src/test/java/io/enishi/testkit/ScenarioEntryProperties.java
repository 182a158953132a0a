package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.hours;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.transactional;
import static io.enishi.scenario.Step.approval;
import static io.enishi.scenario.Step.arm;
import static io.enishi.scenario.Step.handOver;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.set;
import static io.enishi.scenario.Step.split;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.waitUntil;
import static io.enishi.testkit.SomeScenario.untilRedeemed;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.InstanceSummary;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Laws of entries by time, holdouts, splits, approvals and handing over, in stories whose events fall on full hours, so that they often
 * meet what time brings about.
 */
class ScenarioEntryProperties {

    private static final Message NEWS = advertising("newsletter").by("mail", "news");
    private static final Message SERVICE = transactional("service").by("mail", "service");
    private static final Holdout HALF = Holdout.of("half", "50%");

    private static final List<Scenario> SCENARIOS = List.of(
            untilRedeemed("weekly")
                    .start(Entry.everyWeek(DayOfWeek.MONDAY, LocalTime.of(10, 0)))
                    .steps(send("monday", SERVICE))
                    .build(),
            untilRedeemed("daily")
                    .start(Entry.everyDay(LocalTime.of(11, 0)))
                    .onlyIf(Conditions.attribute("tier").is("gold"))
                    .again(Reentry.concurrent())
                    .steps(send("day", SERVICE))
                    .build(),
            untilRedeemed("expiring")
                    .start(Entry.before("expires-at", Selection.of("points.granted"), days(3))
                            .movedBySame("lot"))
                    .again(Reentry.concurrent())
                    .steps(send("expires", SERVICE), waitFor(hours(5)), set(Map.of("tier", AttributeValue.of("gold"))))
                    .build(),
            untilRedeemed("held")
                    .start(Entry.on(Selection.of("order.placed")))
                    .again(Reentry.concurrent())
                    .holdout(HALF)
                    .experiment(Experiment.named("timing")
                            .hypothesis("The earlier the better")
                            .share("early", "50%")
                            .share("late", "50%")
                            .build())
                    .steps(
                            split("timing", arm("early", waitFor(hours(1))), arm("late", waitFor(days(1)))),
                            send("after-order", NEWS),
                            handOver("second"))
                    .build(),
            untilRedeemed("second")
                    .start(Entry.onRequest())
                    .steps(
                            waitUntil(LocalTime.of(10, 0)),
                            approval("boss", "A letter", days(2)).then(send("letter", SERVICE)))
                    .build());

    /** Something that happens, {@code after} hours later. */
    record Act(int after, boolean first, String what, int which) {}

    @Property(tries = 40)
    void everyLawHoldsInEveryStory(@ForAll("stories") List<Act> story) {
        try (ScenarioHarness shop = play(story, 100_000)) {
            boolean merged = story.stream().anyMatch(act -> act.what().equals("merge"));
            Set<CommandKey> keys = new HashSet<>();
            for (Channel.Message message : shop.channel("mail").messages()) {
                assertThat(keys.add(message.key()))
                        .as("sent once: " + message.key())
                        .isTrue();
                assertThat(message.key().visit().equals("after-order.1")
                                && HALF.holds(message.key().origin()))
                        .as("to somebody who is held out: " + message.key())
                        .isFalse();
            }
            for (Someone who : List.of(shop.someone("hanako"), shop.someone("taro"))) {
                if (who.isKnown() && !merged) {
                    everyMondayCameOnce(shop, who);
                }
            }
            shop.assertVerified();
            shop.assertDecidesAs(shop.log());
        }
    }

    @Property(tries = 15)
    void puttingCustomersAwayChangesNothing(@ForAll("stories") List<Act> story) {
        try (ScenarioHarness kept = play(story, 100_000);
                ScenarioHarness putAway = play(story, 1)) {
            assertThat(sent(putAway)).isEqualTo(sent(kept));
            putAway.assertVerified();
        }
    }

    private static void everyMondayCameOnce(ScenarioHarness shop, Someone who) {
        // What is told later of an earlier time makes nobody known back then.
        Instant known = shop.crm().decisions(who.id()).get(0).now();
        List<String> mondays = new ArrayList<>();
        Instant monday = shop.instant("2026-04-06T10:00");
        while (!monday.isAfter(shop.now())) {
            if (!monday.isBefore(known)) {
                mondays.add(shop.local(monday).substring(0, 10));
            }
            monday = monday.plus(Duration.ofDays(7));
        }
        List<String> runs = shop.crm().customer(who.id()).orElseThrow().journeys().stream()
                .map(InstanceSummary::key)
                .filter(key -> key.journey().equals("weekly"))
                .map(key -> key.entry())
                .toList();
        assertThat(runs).containsExactlyElementsOf(mondays);
    }

    private static List<String> sent(ScenarioHarness shop) {
        List<String> sent = new ArrayList<>();
        for (Channel.Message message : shop.channel("mail").messages()) {
            sent.add(message.key() + " " + shop.sentAt(message));
        }
        return sent;
    }

    // ------------------------------------------------------------------ stories

    private static ScenarioHarness play(List<Act> story, int hotCustomers) {
        ScenarioHarness shop = ScenarioHarness.running(SCENARIOS.toArray(Scenario[]::new))
                .wiring(crm -> crm.hotCustomers(hotCustomers))
                .start();
        shop.given("hanako");
        shop.given("taro");
        for (Act act : story) {
            shop.advance(Duration.ofHours(act.after()));
            act(shop, shop.someone(act.first() ? "hanako" : "taro"), act);
        }
        shop.advance(days(15));
        return shop;
    }

    private static void act(ScenarioHarness shop, Someone who, Act act) {
        switch (act.what()) {
            case "registers" -> who.registers();
            case "orders" -> who.orders("o-" + who + act.which(), 3_000);
            case "views" -> who.views("kettle");
            case "points" ->
                who.does(new EventBody.PointsGranted(
                        "lot-" + act.which() % 2, 10, shop.now().plus(Duration.ofHours(24L * act.which()))));
            case "heard-late" -> {
                Instant then = shop.now().minus(Duration.ofHours(act.which()));
                who.did(new EventBody.PointsGranted("lot-late", 10, then.plus(Duration.ofHours(80))), shop.local(then));
            }
            case "answers" -> {
                for (ScenarioHarness.Handled asked : List.copyOf(shop.handled())) {
                    shop.crm().approve(asked.key(), act.which() % 3 > 0, "sato");
                }
                shop.advance(Duration.ZERO);
            }
            case "merge" -> {
                shop.someone("hanako").views("m");
                shop.someone("taro").views("m");
                if (!shop.someone("hanako").id().equals(shop.someone("taro").id())) {
                    shop.merge(shop.someone("hanako"), shop.someone("taro"));
                }
            }
            case "part" -> {
                boolean one = known(shop, "hanako")
                        && known(shop, "taro")
                        && shop.someone("hanako")
                                .id()
                                .equals(shop.someone("taro").id());
                if (one) {
                    shop.unmerge(shop.someone("hanako"), shop.someone("taro"));
                }
            }
            case "stall" -> shop.stallUntil(shop.local(shop.now().plus(Duration.ofHours(act.which()))));
            default -> throw new IllegalStateException(act.what());
        }
    }

    private static boolean known(ScenarioHarness shop, String name) {
        return shop.crm().find(Identifier.member(name)).isPresent();
    }

    @Provide
    Arbitrary<List<Act>> stories() {
        Arbitrary<String> acts = Arbitraries.frequency(
                Tuple.of(2, "registers"),
                Tuple.of(4, "orders"),
                Tuple.of(4, "views"),
                Tuple.of(5, "points"),
                Tuple.of(2, "heard-late"),
                Tuple.of(3, "answers"),
                Tuple.of(1, "merge"),
                Tuple.of(1, "part"),
                Tuple.of(4, "stall"));
        Arbitrary<Integer> waits = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(0)),
                Tuple.of(4, Arbitraries.of(24, 48, 120, 168)),
                Tuple.of(4, Arbitraries.integers().between(1, 30)));
        return Combinators.combine(
                        waits,
                        Arbitraries.of(true, false),
                        acts,
                        Arbitraries.integers().between(1, 6))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
