package io.enishi.testkit;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Span;
import io.enishi.scenario.Check;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failing scenario test tells, and how recorded decisions are held against changed definitions. */
class ScenarioHarnessTest {

    @TempDir
    private Path folder = Path.of("");

    private static final Message OFFER = advertising("newsletter").by("mail", "win-back");

    private static Scenario winBack(Span silence) {
        return winBack(silence, OFFER);
    }

    private static Scenario winBack(Span silence, Message offer) {
        return Scenario.named("win-back")
                .goal("Dormant customers buy again", Check.happened(Conditions.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.afterAbsence(Conditions.actions(), silence))
                .onlyIf(Conditions.count(Conditions.orders()).atLeast(1))
                .exit("acted", Check.happened(Conditions.actions()))
                .steps(
                        send("offer", offer),
                        waitFor(days(2)),
                        send("reminder", advertising("newsletter").by("mail", "win-back-last-day")))
                .build();
    }

    @Test
    void aMessageThatDidNotComeHasItsReasons() {
        try (ScenarioHarness shop = ScenarioHarness.running(winBack(months(3)))
                .contactRules(ContactRules.none().with(Cap.atMost(2, days(7))))
                .start()) {
            Someone viewer = shop.given("viewer");
            Someone refuser = shop.given("refuser");
            Someone buyer = shop.given("buyer");
            viewer.views("kettle");
            refuser.orders("o-1", 5_000);
            buyer.orders("o-2", 5_000);
            shop.on("2026-05-01");
            refuser.refuses("newsletter", "mail");
            shop.on("2026-07-02");
            buyer.orders("o-3", 4_000);
            shop.advance(days(10));

            viewer.assertNotSent("offer").because("number of orders >= 1");
            refuser.assertNotSent("offer").because("refused");
            buyer.assertSent("offer").at("2026-07-01T10:00");
            buyer.assertNotSent("reminder").because("ended: goal");
            shop.assertVerified();
        }
    }

    @Test
    void aFailureTellsEveryReason() {
        try (ScenarioHarness shop = ScenarioHarness.running(winBack(months(3))).start()) {
            Someone viewer = shop.given("viewer");
            viewer.views("kettle");
            shop.advance(days(100));

            assertThatThrownBy(() -> viewer.assertSent("offer"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("viewer got no message of step \"offer\", only of []")
                    .hasMessageContaining("number of orders >= 1: 0");
            assertThatThrownBy(() -> viewer.assertNotSent("offer").because("the moon"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no reason says \"the moon\"")
                    .hasMessageContaining("number of orders >= 1: 0");
            assertThatThrownBy(() -> viewer.assertNotSent("ofer"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no step is called \"ofer\", only [offer, reminder]");
        }
    }

    @Test
    void scenariosAreReadFromFiles() throws IOException {
        Path file = Files.writeString(
                folder.resolve("win-back.yaml"), winBack(months(3)).toYaml());
        try (ScenarioHarness shop = ScenarioHarness.running(file).start()) {
            Someone hanako = shop.given("hanako");
            hanako.orders("o-1", 5_000);
            shop.on("2026-07-01");
            hanako.assertSentExactly("offer");
        }
    }

    @Test
    void aRecordedLogTellsWhetherAChangeAltersDecisions() {
        Path file = folder.resolve("log.jsonl");
        DecisionLog log = story();
        log.write(file);
        DecisionLog read = DecisionLog.read(file);
        assertThat(read).isEqualTo(log);

        try (ScenarioHarness same = ScenarioHarness.running(winBack(months(3))).start()) {
            same.assertDecidesAs(read);
        }
        try (ScenarioHarness shorter =
                ScenarioHarness.running(winBack(months(2))).start()) {
            assertThatThrownBy(() -> shorter.assertDecidesAs(read))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("those about 3 customers are altered")
                    .hasMessageContaining("The first:\ndecision ");
        }
        Scenario noReminder = Scenario.parse(winBack(months(3)).toYaml().replace("reminder", "last-call"));
        try (ScenarioHarness renamed = ScenarioHarness.running(noReminder).start()) {
            assertThatThrownBy(() -> renamed.assertDecidesAs(read))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("those about 1 customer are altered")
                    .hasMessageContaining("2026-07-03T01:00:00Z timer of win-back")
                    .hasMessageContaining("recorded: ")
                    .hasMessageContaining("win-back/reminder sending: asks to send")
                    .hasMessageContaining("win-back/last-call sending: asks to send");
        }
    }

    @Test
    void whoIsAskedToGetSomethingElseThanRecordedIsTold() {
        DecisionLog log = story();
        for (Message changed : List.of(
                advertising("newsletter").by("mail", "spring"),
                advertising("newsletter").by("line", "win-back-short").orBy("mail", "win-back"),
                OFFER.withCoupon(discount("win-back", "20%", days(3))),
                OFFER.notAfter(days(1)))) {
            try (ScenarioHarness other =
                    ScenarioHarness.running(winBack(months(3), changed)).start()) {
                assertThatThrownBy(() -> other.assertDecidesAs(log))
                        .as(changed.toString())
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("win-back/offer sending: asks to send")
                        .hasMessageContaining("because memberships, runs or what is asked of the host differ");
            }
        }
    }

    /** One who gets both messages, one who buys in between, and two who turn out to be one person. */
    private static DecisionLog story() {
        try (ScenarioHarness shop = ScenarioHarness.running(winBack(months(3))).start()) {
            Someone silent = shop.given("silent");
            Someone buyer = shop.given("buyer");
            Someone twin = shop.given("twin");
            Someone other = shop.given("other");
            silent.orders("o-1", 5_000);
            buyer.orders("o-2", 5_000);
            twin.orders("o-3", 5_000);
            shop.on("2026-05-01");
            other.orders("o-4", 5_000);
            shop.merge(twin, other);
            shop.on("2026-07-02");
            buyer.orders("o-5", 5_000);
            shop.on("2026-07-10");
            silent.assertSentExactly("offer", "reminder");
            shop.assertVerified();
            return shop.log();
        }
    }
}
