package io.enishi.examples.replay;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.examples.shop.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Runs a world through the whole engine in event time: what was due before an event is decided and delivered before it; the people
 * who get messages react; wake-ups run to the last event of the log, included.
 */
public final class Replay {

    /** What the statements are about; scenarios name it. */
    private static final String PURPOSE = "newsletter";

    /** Version of the text that people agreed to. */
    private static final String WORDING = "terms-2025-04";

    /** Messages leave at their own time; what people did with them is looked at once in so much time. */
    private static final Duration STEP = Duration.ofHours(1);

    private final World world;
    private final Rules rules;
    private final Stopwatch stopwatch;
    private final ReplayClock clock;
    private final SimulatedAudience audience;
    private final AddressNormaliser normaliser = new JapaneseAddressNormaliser();
    private final Crm crm;
    private final Heard heard = new Heard();

    /**
     * Builds the engine.
     *
     * @throws io.enishi.core.value.DefinitionException with all problems of all rules
     */
    Replay(World world, Rules rules, Stopwatch stopwatch) {
        this.world = world;
        this.rules = rules;
        this.stopwatch = stopwatch;
        this.clock = new ReplayClock(firstInstant(world));
        this.audience = new SimulatedAudience(clock, this::buyerOf);
        List<Channel> channels = SimulatedChannel.all(audience);
        this.crm = rules.wire(Crm.builder(world.name()), channels, world.zone())
                .clock(clock)
                .zone(world.zone())
                .catalog(world.catalog())
                .normaliser(normaliser)
                .secret("examples only: this secret is public".getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Instant firstInstant(World world) {
        Instant first =
                world.events().isEmpty() ? Instant.EPOCH : world.events().get(0).occurredAt();
        if (!world.statements().isEmpty() && world.statements().get(0).at().isBefore(first)) {
            first = world.statements().get(0).at();
        }
        return first.minusMillis(1);
    }

    Crm crm() {
        return crm;
    }

    World world() {
        return world;
    }

    Rules rules() {
        return rules;
    }

    /** When the last event of the log happened, of a customer or of the shop; the replay ends there. */
    Instant end() {
        Instant last = world.events().isEmpty()
                ? clock.instant()
                : world.events().get(world.events().size() - 1).occurredAt();
        return world.shopEvents().stream().map(ShopEvent::occurredAt).reduce(last, (a, b) -> a.isAfter(b) ? a : b);
    }

    Heard heard() {
        return heard;
    }

    /** Runs the log through, and tells how many of its events are behind. */
    void run(LongConsumer progress) {
        crm.acceptAllShop(world.shopEvents()); // each waits for its time
        List<CustomerEvent> events = world.events();
        List<Statement> statements = world.statements();
        int stated = 0;
        for (int from = 0, to; from < events.size(); from = to) {
            Instant at = events.get(from).occurredAt();
            to = endOfInstant(events, from);
            for (; stated < statements.size() && !statements.get(stated).at().isAfter(at); stated++) {
                letTimePassUntil(statements.get(stated).at());
                state(statements.get(stated));
            }
            letTimePassUntil(at);
            acceptLog(events.subList(from, to));
            progress.accept(to);
        }
        advanceTo(end());
    }

    private static int endOfInstant(List<CustomerEvent> events, int from) {
        int to = from + 1;
        while (to < events.size()
                && events.get(to).occurredAt().equals(events.get(from).occurredAt())) {
            to++;
        }
        return to;
    }

    /** First what is new, then second deliveries, so that each has an answer of its own. */
    private void acceptLog(List<CustomerEvent> events) {
        List<CustomerEvent> first = new ArrayList<>(events.size());
        List<CustomerEvent> again = new ArrayList<>(0);
        for (CustomerEvent event : events) {
            boolean repeated = first.stream()
                    .anyMatch(known ->
                            known.id().equals(event.id()) && known.source().equals(event.source()));
            (repeated ? again : first).add(event);
        }
        stopwatch.time("decide about events", () -> heard.log(first, crm.acceptAll(first)));
        if (!again.isEmpty()) {
            stopwatch.time("decide about events", () -> heard.log(again, crm.acceptAll(again)));
        }
    }

    private void state(Statement said) {
        consent(said, normaliser).ifPresent(statement -> stopwatch.time("note consent", () -> crm.consent(statement)));
    }

    /** The statement as the ledger keeps it; empty when it names no usable address. */
    public static Optional<ConsentStatement> consent(Statement said, AddressNormaliser normaliser) {
        return normaliser.matchKey(said.address()).map(address -> {
            ConsentStatement statement = said.granted()
                    ? ConsentStatement.granted(address, PURPOSE, said.channel(), said.at(), said.route(), WORDING)
                    : ConsentStatement.refused(address, PURPOSE, said.channel(), said.at(), said.route());
            return statement.withProof(said.proof());
        });
    }

    /** Decides and delivers everything due before {@code until}, and takes in what people do about it. */
    private void letTimePassUntil(Instant until) {
        Instant last = until.minusMillis(1);
        while (clock.instant().isBefore(last)) {
            Instant next = earlier(last, earlier(clock.instant().plus(STEP), audience.nextReaction()));
            advanceTo(next);
        }
        clock.moveTo(until);
    }

    private void advanceTo(Instant at) {
        clock.moveTo(at);
        stopwatch.time("decide what is due, deliver", () -> crm.advanceTo(at));
        List<CustomerEvent> reactions = audience.reactionsUntil(at);
        if (!reactions.isEmpty()) {
            stopwatch.time("decide about reactions", () -> heard.reactions(reactions, crm.acceptAll(reactions)));
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Who is known to be behind an origin: somebody who buys after a message does so under their member id, if they have one. */
    private Optional<Identifier> buyerOf(OriginId origin) {
        return crm.customerOf(origin)
                .flatMap(crm::customer)
                .map(CustomerCard::identifiers)
                .flatMap(known -> known.stream()
                        .min(Comparator.comparing(identifier ->
                                Scheme.DEFAULT_ORDER.indexOf(identifier.scheme().family()))));
    }
}
