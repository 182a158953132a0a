package io.enishi.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventArbitraries;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Unicode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoreCodecProperties {
    private final StoreCodec codec = new StoreCodec();

    @Property(tries = 2000)
    void decisionsComeBackAsTheyWere(@ForAll("decisions") DecisionRecord decision) {
        comesBack(decision, codec::encode, codec::decision);
    }

    @Property(tries = 2000)
    void aDecisionWithoutItsEventsIsReadWithThoseBesideIt(@ForAll("decisions") DecisionRecord decision) {
        DecisionRecord own = ofItsLabel(decision);
        List<CustomerEvent> events = StoreCodec.ownEvents(own);
        if (events.isEmpty()) {
            assertThatThrownBy(() -> codec.encodeBesideEvents(own)).isInstanceOf(IllegalArgumentException.class);
            assertThat(codec.decision(codec.encode(own), () -> fail("nothing stands beside it")))
                    .isEqualTo(own);
            return;
        }
        String text = new String(codec.encodeBesideEvents(own), StandardCharsets.UTF_8);

        assertThat(text).hasSizeLessThan(codec.encode(own).length());
        assertThat(codec.decision(text, () -> events)).isEqualTo(own);
        assertThatThrownBy(() -> codec.decision(text))
                .isInstanceOf(StoredFormException.class)
                .hasMessageStartingWith("stored decision ");
    }

    @Property(tries = 500)
    void eventsOfAnotherOriginStandInTheDecision(@ForAll("decisions") DecisionRecord decision) {
        boolean anotherOrigin = origins(decision.about()).stream()
                .anyMatch(origin -> !origin.equals(decision.customer().origin()));

        assertThat(anotherOrigin && !StoreCodec.ownEvents(decision).isEmpty()).isFalse();
    }

    private static List<OriginId> origins(About about) {
        return about instanceof About.Events events
                ? events.origins()
                : about instanceof About.Waiting waiting ? waiting.origins() : List.of();
    }

    /** The decision as if all its events were of the label's origin. */
    private static DecisionRecord ofItsLabel(DecisionRecord decision) {
        About about = decision.about();
        OriginId label = decision.customer().origin();
        if (about instanceof About.Events shown) {
            about = new About.Events(
                    shown.events(),
                    Collections.nCopies(shown.events().size(), label),
                    shown.replaced(),
                    shown.backfill(),
                    shown.depth());
        } else if (about instanceof About.Waiting shown) {
            about = new About.Waiting(
                    shown.events(), Collections.nCopies(shown.events().size(), label));
        }
        return new DecisionRecord(
                decision.now(),
                decision.customer(),
                about,
                decision.segments(),
                decision.journeys(),
                decision.digest(),
                decision.definitions());
    }

    @Property(tries = 1000)
    void commandsComeBackAsTheyWere(@ForAll("commands") StoredCommand command) {
        comesBack(command, codec::encode, codec::command);
    }

    @Property(tries = 300)
    void judgementsComeBackAsTheyWere(@ForAll("judgements") Judgement judgement) {
        comesBack(judgement, codec::encode, codec::judgement);
    }

    @Property(tries = 300)
    void statementsComeBackAsTheyWere(@ForAll("statements") ConsentStatement statement) {
        comesBack(statement, codec::encode, codec::statement);
    }

    @Property(tries = 300)
    void dispatchesComeBackAsTheyWere(@ForAll("dispatches") Dispatched dispatched) {
        comesBack(dispatched, codec::encode, codec::dispatched);
    }

    @Property(tries = 300)
    void aliasesComeBackAsTheyWere(@ForAll("aliases") Alias alias) {
        comesBack(alias, codec::encode, codec::alias);
    }

    @Property(tries = 300)
    void identifiersComeBackAsTheyWere(@ForAll("seenIdentifiers") SeenIdentifier identifier) {
        comesBack(identifier, codec::encode, codec::seenIdentifier);
    }

    @Property(tries = 300)
    void timersComeBackAsTheyWere(@ForAll("timers") List<Timer> timers) {
        comesBack(timers, codec::encodeTimers, codec::timers);
    }

    @Property(tries = 2000)
    void damageGivesARecordOrOneSortOfException(
            @ForAll("decisions") DecisionRecord decision, @ForAll int where, @ForAll("damage") String damage) {
        String text = codec.encode(decision);
        int at = Math.floorMod(where, text.length());
        try {
            codec.decision(text.substring(0, at) + damage + text.substring(at));
            codec.decision(text.substring(0, at) + damage + text.substring(Math.min(text.length(), at + 3)));
        } catch (StoredFormException e) {
            assertThat(e.getMessage()).startsWith("stored decision ");
        }
    }

    private static <T> void comesBack(T value, Function<T, String> encode, Function<String, T> decode) {
        String text = encode.apply(value);

        assertThat(Unicode.isWellFormed(text)).isTrue();
        T read = decode.apply(text);
        assertThat(read).isEqualTo(value);
        assertThat(encode.apply(read)).isEqualTo(text); // whatever order sets and maps have
    }

    @Provide
    Arbitrary<DecisionRecord> decisions() {
        return StoredArbitraries.decision();
    }

    @Provide
    Arbitrary<StoredCommand> commands() {
        return StoredArbitraries.storedCommand();
    }

    @Provide
    Arbitrary<Judgement> judgements() {
        return StoredArbitraries.judgement();
    }

    @Provide
    Arbitrary<ConsentStatement> statements() {
        return StoredArbitraries.statement();
    }

    @Provide
    Arbitrary<Dispatched> dispatches() {
        return StoredArbitraries.dispatched();
    }

    @Provide
    Arbitrary<Alias> aliases() {
        return StoredArbitraries.alias();
    }

    @Provide
    Arbitrary<SeenIdentifier> seenIdentifiers() {
        return StoredArbitraries.seenIdentifier();
    }

    @Provide
    Arbitrary<List<Timer>> timers() {
        return StoredArbitraries.timer().list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> damage() {
        return EventArbitraries.damage("{}");
    }
}
