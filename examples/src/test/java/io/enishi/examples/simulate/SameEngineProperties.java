package io.enishi.examples.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.CustomerId;
import io.enishi.examples.replay.Replay;
import io.enishi.examples.replay.Rules;
import io.enishi.examples.replay.SimulatedChannel;
import io.enishi.examples.replay.World;
import io.enishi.examples.shop.ShopKnobs;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.rehearsal.History;
import io.enishi.scenario.rehearsal.Rehearsal;
import io.enishi.scenario.rehearsal.RehearsalReport;
import io.enishi.scenario.rehearsal.ResponseRates;
import io.enishi.scenario.rehearsal.ResponseRates.Rates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A rehearsal decides as a shop's CRM that lives through the same log, whatever the number of threads. */
class SameEngineProperties {

    private static final byte[] SECRET = "of both, for equal origins".getBytes(StandardCharsets.UTF_8);

    private record Message(Instant at, String key, String channel, String content) {}

    @Property(tries = 2)
    void aRehearsalSendsWhatALiveShopWouldHaveSent(@ForAll long seed) throws IOException {
        Rules rules = Rules.shop();
        World world = World.shop(ShopKnobs.standard().withPeople(40).withSeed(seed));
        History history = history(world);

        List<Message> rehearsed = rehearsal(rules, world).threads(2).run(history).sends().stream()
                .map(sent -> new Message(sent.at(), sent.key().toString(), sent.channel(), sent.content()))
                .toList();

        assertThat(rehearsed).isEqualTo(lived(rules, world, history)).hasSizeGreaterThan(20);
    }

    @Property(tries = 2)
    void threadsDoNotMatter(@ForAll long seed) throws IOException {
        Rules rules = Rules.shop();
        World world = World.shop(ShopKnobs.standard().withPeople(40).withSeed(seed));
        History history = history(world);
        ResponseRates audience = ResponseRates.none()
                .with("mail", new Rates(3_000, 1_000, 3_000, 100, Duration.ofHours(5), 4_000))
                .with("line", new Rates(0, 2_000, 3_000, 300, Duration.ofMinutes(20), 4_000));

        RehearsalReport one =
                rehearsal(rules, world).audience(audience).threads(1).run(history);
        RehearsalReport two =
                rehearsal(rules, world).audience(audience).threads(2).run(history);

        assertThat(two).isEqualTo(one);
        assertThat(one.reactions()).containsKeys("message.opened", "message.tapped");
    }

    private static History history(World world) {
        List<ConsentStatement> statements = world.statements().stream()
                .flatMap(said -> Replay.consent(said, new JapaneseAddressNormaliser()).stream())
                .toList();
        return History.of(world.events(), statements);
    }

    private static Rehearsal rehearsal(Rules rules, World world) {
        List<Channel> channels = SimulatedChannel.silent();
        return Rehearsal.of(rules.compile(channels))
                .channels(channels)
                .wiring(crm -> {
                    rules.wireAround(crm);
                    crm.catalog(world.catalog()).secret(SECRET);
                })
                .identity(rules.identity())
                .zone(world.zone());
    }

    /** One CRM with everybody in it, event by event in the order of the log. */
    private static List<Message> lived(Rules rules, World world, History history) {
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
        List<Channel> channels = SimulatedChannel.silent();
        var builder = Crm.builder("rehearsal")
                .clock(clock::get)
                .zone(world.zone())
                .catalog(world.catalog())
                .identity(rules.identity())
                .secret(SECRET);
        rules.wireAround(builder);
        channels.forEach(builder::channel);
        for (CompiledScenario scenario : rules.compile(channels)) {
            builder.journey(scenario);
        }
        builder.handler(io.enishi.core.process.Effect.Task.class, (key, effect, who, at) -> new Outcome.Accepted(""));
        List<Message> messages = new ArrayList<>();
        try (Crm crm = builder.build()) {
            int stated = 0;
            for (CustomerEvent event : history.events()) {
                for (;
                        stated < history.statements().size()
                                && !history.statements().get(stated).at().isAfter(event.occurredAt());
                        stated++) {
                    Instant at = history.statements().get(stated).at();
                    crm.advanceTo(at.minusMillis(1));
                    clock.set(at);
                    crm.consent(history.statements().get(stated));
                }
                crm.advanceTo(event.occurredAt().minusMillis(1));
                clock.set(event.occurredAt());
                crm.accept(event);
            }
            crm.advanceTo(clock.get());
            for (CustomerId id : crm.customers(null, 10_000)) {
                CustomerCard card = crm.customer(id).orElseThrow();
                for (Dispatched sent : card.dispatched()) {
                    messages.add(new Message(sent.at(), sent.key().toString(), sent.channel(), sent.content()));
                }
            }
        }
        messages.sort(Comparator.comparing(Message::at).thenComparing(Message::key));
        return messages;
    }
}
