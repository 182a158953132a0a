package io.enishi.examples.readme;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.identity.SourceRecord;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scoring.Score;
import io.enishi.scoring.ScoreModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadmeModulesTest {

    @RegisterExtension
    final Printed printed = new Printed();

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private final Identifier hanako = Identifier.member("m-00042");
    private final List<CustomerEvent> events =
            List.of(order(1, "2026-04-01T01:00:00Z"), order(2, "2026-04-20T03:00:00Z"));

    private CustomerEvent order(int number, String at) {
        Order order = Order.ofTotal("EC-" + number, "ec", Money.yen(9_800));
        return CustomerEvent.of("ec", EventId.of(number), hanako, Instant.parse(at), new EventBody.OrderPlaced(order));
    }

    @Test
    void coreAlone() {
        InstantSource clock = InstantSource.fixed(NOW);
        // snippet: core-alone
        Segment regulars =
                Segment.live("regulars", count(orders()).within(days(90)).atLeast(2));
        Crm crm = Crm.builder("my-shop").clock(clock).segment(regulars).build();
        crm.acceptAll(events);
        List<CustomerId> members = crm.segment("regulars", 100);
        System.out.println(crm.whySegment(members.get(0), "regulars").toText());
        // end
        Readme.showsAsPrinted(printed.text());
    }

    @Test
    void scoringAlone() throws IOException {
        Path file = Path.of("rules/shop/engagement.yaml");
        Instant now = NOW;
        // snippet: scoring-alone
        ScoreModel engagement = ScoreModel.parse(Files.readString(file));
        Score score = engagement.score(events, now); // events of one customer, in any order
        long points = score.value();
        String reasons = score.why();
        // end
        assertThat(points).isPositive();
        assertThat(reasons).contains("purchase");
    }

    @Test
    void scenarioAlone() throws IOException {
        Path file = Path.of("scenarios/17-dormant.yaml");
        // snippet: scenario-alone
        Scenario scenario = Scenario.parse(Files.readString(file));
        CompiledScenario checked = scenario.compile(); // or all problems at once, each with its place and advice
        String diagram = scenario.mermaid();
        String json = scenario.toJson(); // parses to an equal scenario; so does toYaml()
        // end
        assertThat(checked.name()).isEqualTo("win-back");
        assertThat(diagram).startsWith("flowchart");
        assertThat(Scenario.parse(json)).isEqualTo(scenario);
    }

    @Test
    void identityAlone() {
        // snippet: identity-alone
        SourceRecord ec = SourceRecord.of("ec", "17")
                .with(Identifier.verified(Scheme.EMAIL, "taro@mail.example"))
                .name("山田 太郎");
        SourceRecord pos = SourceRecord.of("pos", "4")
                .with(Identifier.verified(Scheme.EMAIL, "Taro@mail.example"))
                .name("山田太郎");
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        System.out.println(resolver.explain(ec.evidence(), pos.evidence()).toText());
        // end
        Readme.showsAsPrinted(printed.text());
    }
}
