package io.enishi.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.enishi.core.Crm;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scenario.contact.HumanOnly;
import io.enishi.scenario.contact.QuietHours;
import io.enishi.scenario.content.Block;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.Form;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Measure;
import io.enishi.scenario.experiment.Plan;
import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.Proportion;
import io.enishi.scenario.experiment.statistics.TwoProportions;
import io.enishi.scenario.funnel.Funnel;
import io.enishi.scenario.rehearsal.History;
import io.enishi.scenario.rehearsal.Rehearsal;
import io.enishi.scenario.rehearsal.RehearsalReport;
import io.enishi.scenario.rehearsal.ResponseRates;
import io.enishi.testkit.RecordingChannel;
import io.enishi.testkit.ScenarioHarness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScenarioPackageExamplesTest {

    private static final PackageExamples EXAMPLES = new PackageExamples("scenario");

    @RegisterExtension
    final Printed printed = new Printed();

    @Test
    void thePackagesShowWhatIsTested() throws IOException {
        EXAMPLES.areAllRunBy(
                ScenarioPackageExamplesTest.class,
                "scenario",
                "scenario.contact",
                "scenario.content",
                "scenario.experiment");
    }

    @Test
    void everyWordOfAScenarioCompiles() throws IOException {
        assertThat(EXAMPLES.data("scenario")).singleElement().satisfies(yaml -> {
            Scenario winBack = Scenario.parse(yaml);
            assertThat(Scenario.parse(winBack.toYaml())).isEqualTo(winBack);
            assertThat(winBack.compile().name()).isEqualTo("win-back");
        });
    }

    @Test
    void aRehearsalSendsNothing() {
        Instant registered = Instant.parse("2026-01-31T01:00:00Z");
        Identifier address = Identifier.email("hanako@mail.example");
        List<CustomerEvent> events =
                List.of(event(1, address, registered), event(2, address, registered.plus(Duration.ofDays(200))));
        List<ConsentStatement> statements = List.of();
        List<Scenario> scenarios = List.of(ReadmeWinBackTest.inJava());
        ScenarioContext context = ScenarioContext.standard();
        List<Channel> channels = List.of(RecordingChannel.line(), RecordingChannel.mail());
        ContactRules rules = ContactRules.none();
        Catalog catalog = Catalog.empty();
        // example: scenario.rehearsal
        RehearsalReport report = Rehearsal.of(CompiledScenario.compileAll(scenarios, context))
                .channels(channels) // their names and what they can do; nothing is sent
                .wiring(crm -> crm.contactPolicy(rules).catalog(catalog))
                .audience(ResponseRates.learnedFrom(events)) // or your own; nobody reacts unless said
                .costs(sent -> sent.channel().equals("line") ? 3_000_000 : 0) // millionths of a yen
                .threads(2)
                .run(History.of(events, statements));
        // end
        assertThat(report.events()).isEqualTo(2);
        assertThat(report.scenarios()).containsKey("win-back");
    }

    private static CustomerEvent event(int id, Identifier who, Instant at) {
        return CustomerEvent.of("ec", EventId.of(id), who, at, new EventBody.Registered("web"));
    }

    @Test
    void contentsAreData() throws IOException {
        List<Content> contents =
                EXAMPLES.data("scenario.content").stream().map(Content::parse).toList();
        assertThat(contents).extracting(Content::id).containsExactly("welcome", "welcome-line");
        assertThat(contents).extracting(Content::form).containsExactly(Form.MAIL, Form.LINE);
        assertThat(contents)
                .allSatisfy(
                        content -> assertThat(Content.parse(content.toYaml())).isEqualTo(content));
        assertThat(contents.get(0).variant("short").blocks())
                .extracting(Block::name)
                .containsExactly("greeting", "shop");
    }

    @Test
    void anExperimentIsData() throws IOException {
        Experiment inJava = Experiment.named("second-order-subject")
                .hypothesis("A subject that names the first order's product brings more second orders")
                .share("plain", "50%")
                .share("product", "25%")
                .share("product-and-name", "25%")
                .control("plain")
                .endsAfter(LocalDate.of(2026, 12, 31), ZoneId.of("Asia/Tokyo"))
                .afterEnd("product")
                .measure(Measure.CONVERSION)
                .counts(Selection.orders())
                .within(Span.days(30))
                .plan(Plan.of(0.02, 0.005))
                .build();
        assertThat(EXAMPLES.data("scenario.experiment").stream().map(Experiment::parse))
                .containsExactly(inJava);
    }

    @Test
    void proportionsAreCompared() {
        // example: scenario.experiment.statistics
        TwoProportions compared = new TwoProportions(new Proportion(200, 10_000), new Proportion(250, 10_000));
        Interval difference = compared.newcombe(0.95).orElseThrow(); // 0.0009 to 0.0091
        // end
        assertThat(difference.low()).isCloseTo(0.0009, within(0.00005));
        assertThat(difference.high()).isCloseTo(0.0091, within(0.00005));
    }

    @Test
    void contactRulesInJavaAndInYamlAreTheSame() throws IOException {
        // example: scenario.contact
        ContactRules rules = ContactRules.none()
                .with(Cap.atMost(2, Span.days(7))) // rolling
                .with(Cap.atMost(1, Cap.Unit.DAY, ZoneId.of("Asia/Tokyo")).on("line")) // by the calendar
                .with(Cap.gap(Span.hours(20)))
                .with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11))); // to 8:00, carried over
        // end
        HumanOnly expensive = new HumanOnly("sales", "高額品のお客さまへ連絡", Money.yen(300_000), Set.of("宝飾"), true);
        assertThat(EXAMPLES.data("scenario.contact").stream().map(ContactRules::parse))
                .containsExactly(rules.with(expensive));
    }

    @Test
    void aFunnelIsReadOffTheDecisionLog() {
        try (ScenarioHarness shop = ScenarioHarness.running(ReadmeWinBackTest.inJava())
                .from("2026-01-31T10:00")
                .start()) {
            shop.given("hanako").orders("EC-1", 5_000);
            shop.advance(Span.months(4));
            Crm crm = shop.crm();
            // example: scenario.funnel
            Funnel funnel = Funnel.of(crm);
            System.out.print(funnel.toText(Locale.JAPANESE));
            // end
            assertThat(funnel.paths()).hasSize(1);
            assertThat(printed.text()).contains("win-back");
        }
    }
}
