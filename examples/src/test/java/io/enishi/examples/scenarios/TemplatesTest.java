package io.enishi.examples.scenarios;

import static io.enishi.core.condition.Span.days;
import static io.enishi.core.condition.Span.months;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.process.Effect.OnCapped;
import io.enishi.scenario.Anchor;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Reentry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.ContactRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every template. */
class TemplatesTest {

    static List<String> names() {
        return Templates.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTemplateCompilesAgainstAnOrdinaryShop(String name) {
        assertThat(Templates.read(name).compile(Templates.shop()).definition().rationale())
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noTemplateMayBeMeantOtherwise(String name) {
        assertThat(Templates.read(name).lint()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTemplateIsTheSameInYamlAndInJson(String name) {
        Scenario scenario = Templates.read(name);

        assertThat(Scenario.parse(scenario.toYaml())).isEqualTo(scenario);
        assertThat(Scenario.parse(scenario.toJson())).isEqualTo(scenario);
    }

    @Test
    void allTemplatesCompileTogetherUnderTheRulesOfTheShop() throws IOException {
        ScenarioContext shop = Templates.shop()
                .withContactRules(ContactRules.parse(Files.readString(Path.of("rules/shop/contact.yaml"))));
        List<Scenario> all = Templates.names().stream().map(Templates::read).toList();

        assertThat(CompiledScenario.compileAll(all, shop)).hasSize(all.size());
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @Test
    void everyTemplateStandsInTheTableWithItsNumber() throws IOException {
        String table = Files.readString(Path.of("scenarios/README.md"));

        for (String name : Templates.names()) {
            assertThat(table)
                    .contains("| " + Integer.parseInt(name.substring(0, 2)) + " | [" + name.substring(3) + "](" + name
                            + ".yaml) |");
        }
        for (int number = 1; number <= 35; number++) {
            assertThat(table).contains("\n| " + number + " | [");
        }
    }

    @Test
    void theDormantTemplateIsTheSameInYamlAndInJava() {
        Message offer = advertising("newsletter")
                .by("mail", "win-back")
                .orBy("line", "win-back-short")
                .orBy("dm", "win-back-card")
                .withCoupon(discount("win-back", "20%", days(3)))
                .ifCapped(OnCapped.DELAY)
                .notAfter(days(7));
        Message reminder =
                advertising("newsletter").by("mail", "win-back-last-day").orBy("line", "win-back-last-day-short");

        Scenario winBack = Scenario.named("win-back")
                .goal("Dormant customers buy again", Check.happened(Conditions.orders()))
                .owner("crm")
                .because("Three months are longer than nine in ten intervals between two purchases, and a small coupon"
                        + " early beats a large one late.")
                .start(Entry.afterAbsence(Conditions.actions(), months(3)))
                .onlyIf(Conditions.any(
                        Conditions.permitted("newsletter", "mail"),
                        Conditions.permitted("newsletter", "line"),
                        Conditions.permitted("newsletter", "dm")))
                .again(Reentry.after(months(6)))
                .exit(
                        "acted-before-the-offer",
                        Check.holds(Conditions.all(
                                Conditions.not(Conditions.noAction().lasting(months(3))),
                                Conditions.count(Conditions.event("message.sent")
                                                .where("scenario", ValueTest.is("win-back")))
                                        .within(days(14))
                                        .exactly(0))))
                .steps(
                        send("offer", offer).otherwise(end("nothing could be offered")),
                        await(Check.happened(Conditions.actions()), days(2)).otherwise(send("reminder", reminder)),
                        waitFor(days(3), Anchor.step("offer")))
                .build();

        assertThat(Templates.read("17-dormant")).isEqualTo(winBack);
        assertThat(Templates.read("17-dormant").definitionHash()).isEqualTo(winBack.definitionHash());
    }
}
