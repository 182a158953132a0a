package io.enishi.examples.readme;

import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.GoLivePolicy;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.identity.IdentityPolicy;
import io.enishi.identity.RuleBasedResolver;
import io.enishi.scenario.Scenario;
import io.enishi.scoring.ScoreModel;
import io.enishi.testkit.RecordingChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorePackageExampleTest {

    @Test
    void theWholePathRuns() throws IOException {
        byte[] secret = "sixteen bytes and some more".getBytes(StandardCharsets.UTF_8);
        ScoreModel scoreModel = ScoreModel.parse(Files.readString(Path.of("rules/shop/engagement.yaml")));
        Scenario scenario = Scenario.parse(Files.readString(Path.of("scenarios/17-dormant.yaml")));
        IdentityPolicy policy = IdentityPolicy.standard();
        Channel mail = RecordingChannel.mail();
        Identifier address = Identifier.email("hanako@mail.example");
        Instant now = Instant.now();
        List<Identifier> who = List.of(Identifier.member("m-00042"), address);
        List<CustomerEvent> pastEvents = List.of(CustomerEvent.of(
                "ec", EventId.of(1), who, Instant.parse("2025-12-01T00:00:00Z"), new EventBody.Registered("web")));
        CustomerEvent event = CustomerEvent.of("ec", EventId.of(2), who, now, new EventBody.ProductViewed("sku-7", ""));
        // example: core
        Crm crm = Crm.builder("my-shop")
                .secret(secret) // 16 random bytes or more, kept for the life of the data
                .segment(Segment.live("dormant", noAction().lasting(months(3))))
                .fold(scoreModel.fold()) // crm-scoring
                .journey(scenario.compile()) // crm-scenario
                .identity(RuleBasedResolver.of(policy)) // crm-identity
                .channel(mail) // io.enishi.core.spi.Channel
                .build(); // or every mistake in every definition at once

        crm.importHistory(pastEvents); // state moves, nothing is started
        crm.goLive(GoLivePolicy.skip()); // who stands in an entry already

        crm.consent(ConsentStatement.granted(
                crm.matchKey(address).orElseThrow(), "newsletter", "mail", now, "web-form", "terms-2026-01"));
        AcceptOutcome outcome = crm.accept(event); // Accepted, Duplicate, TooLate, Refused or NeedsReview
        crm.runDue(); // every minute or so: what time has brought about
        crm.deliver(); // claims, calls channels, settles; or crm.start(period)

        CustomerId hanako = crm.find(Identifier.member("m-00042")).orElseThrow();
        crm.customer(hanako); // what staff want to see
        crm.whySegment(hanako, "dormant").toText(); // by the evaluation that decides it
        crm.verify(); // the whole log decided again: identical, or a defect
        // end
        assertThat(outcome).isEqualTo(new AcceptOutcome.Accepted(hanako));
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void thePackageShowsWhatIsTested() throws IOException {
        new PackageExamples("core").includeThoseOf(CorePackageExampleTest.class);
    }
}
