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
import io.enishi.core.explain.Explanation;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.MeterListener;
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
import java.util.Map;
import java.util.TreeMap;
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
    void anExplanationSaysWhatBroughtTheAnswerAbout() {
        Crm crm = Crm.builder("my-shop")
                .clock(() -> Instant.parse("2026-06-01T00:00:00Z"))
                .segment(Segment.live("dormant", noAction().lasting(months(3))))
                .build();
        crm.accept(event("2026-05-01T00:00:00Z"));
        CustomerId hanako = crm.find(Identifier.member("m-00042")).orElseThrow();
        // example: core.explain
        Explanation why = crm.whySegment(hanako, "dormant");
        why.holds(); // the answer
        why.toText(); // every part of it, indented
        why.toShortText(); // only what brought it about
        why.until(); // epoch milliseconds: when time alone may change it
        // end
        assertThat(why.holds()).isFalse();
        assertThat(why.toShortText()).contains("no actions for 3 months");
        assertThat(Instant.ofEpochMilli(why.until())).isEqualTo("2026-08-01T00:00:00Z");
    }

    @Test
    void aHostWiresWhatItHas() {
        CustomerStore store = new InMemoryCustomerStore();
        Channel mail = RecordingChannel.mail();
        CommandHandler<Effect.Task> tasks = (key, task, customer, at) -> new Outcome.Accepted("");
        Catalog catalog = Catalog.empty();
        Map<String, Long> counted = new TreeMap<>();
        MeterListener meters = (meter, label, amount) -> counted.merge(meter, amount, Long::sum);
        // example: core.spi
        Crm crm = Crm.builder("my-shop")
                .store(store) // CustomerStore: where everything is kept
                .channel(mail) // Channel: a way to reach people
                .handler(Effect.Task.class, tasks) // CommandHandler: an effect that is no message
                .catalog(catalog) // Catalog: what the shop knows of its products
                .meters(meters) // MeterListener: figures for operations
                .build();
        // end
        crm.accept(event("2026-05-01T00:00:00Z"));
        crm.erase(crm.find(Identifier.member("m-00042")).orElseThrow(), "asked for it");
        assertThat(counted).containsEntry("customers.erased", 1L);
    }

    @Test
    void aStoreInMemoryMayBeHandedOn() {
        byte[] secret = "sixteen bytes and some more".getBytes(StandardCharsets.UTF_8);
        CustomerEvent event = event("2026-05-01T00:00:00Z");
        // example: core.memory
        InMemoryCustomerStore store = new InMemoryCustomerStore();
        Crm before = Crm.builder("my-shop").store(store).secret(secret).build();
        before.accept(event);

        Crm after = Crm.builder("my-shop").store(store).secret(secret).build(); // reads what the first one kept
        // end
        CustomerId hanako = after.find(Identifier.member("m-00042")).orElseThrow();
        assertThat(after.timeline(hanako)).containsExactly(event);
    }

    private static CustomerEvent event(String at) {
        return CustomerEvent.of(
                "ec",
                EventId.of(1),
                Identifier.member("m-00042"),
                Instant.parse(at),
                new EventBody.ProductViewed("sku-7", ""));
    }

    @Test
    void thePackageShowsWhatIsTested() throws IOException {
        new PackageExamples("core").includeThoseOf(CorePackageExampleTest.class);
    }
}
