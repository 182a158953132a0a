package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.process.InstanceSummary;
import io.enishi.examples.shop.ShopKnobs;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A smaller shop of the generated kind, through the whole engine with the eight templates. */
class ShopReplayTest {

    private static final ShopKnobs KNOBS = ShopKnobs.standard().withPeople(300);

    private static Replay replay;
    private static Summary summary;

    @BeforeAll
    static void run() throws IOException {
        replay = replayed();
        summary = new Results(replay).summary();
    }

    private static Replay replayed() throws IOException {
        Replay replay = new Replay(World.shop(KNOBS), Rules.shop(), new Stopwatch());
        replay.run(done -> {});
        return replay;
    }

    @Test
    void sameShopGivesTheSameSummary() throws IOException {
        assertThat(SummaryJson.write(new Results(replayed()).summary())).isEqualTo(SummaryJson.write(summary));
    }

    @Test
    void everyTemplateIsEnteredAndSends() {
        assertThat(summary.scenarios).hasSize(8).allSatisfy((name, figures) -> {
            assertThat(figures.entries).as(name + " entries").isPositive();
            assertThat(figures.sends).as(name + " sends").isNotEmpty();
        });
    }

    @Test
    void secondDeliveriesAreCountedOnce() {
        long ids = World.shop(KNOBS).events().stream()
                .map(event -> event.source() + "/" + event.id())
                .distinct()
                .count();
        assertThat(summary.events).isEqualTo(ids);
        assertThat(summary.duplicates).isEqualTo(World.shop(KNOBS).events().size() - ids);
    }

    /** A card shown in the app while logged in, a linked LINE account: proof. A shared family address: none. */
    @Test
    void accountsOfOnePersonAreLinkedAndFamiliesAreNot() {
        assertThat(summary.merges).isPositive();
        new Results(replay).forEachCard(card -> {
            Set<String> members = new HashSet<>();
            card.identifiers().stream()
                    .filter(known -> known.scheme().family().equals("member"))
                    .forEach(known -> members.add(known.value()));
            assertThat(members).hasSizeLessThan(2);
        });
    }

    @Test
    void nobodyIsWrittenToAfterTheLogEnds() {
        new Results(replay).forEachCard(card -> {
            assertThat(card.dispatched())
                    .allSatisfy(sent -> assertThat(sent.at()).isBeforeOrEqualTo(replay.end()));
            assertThat(card.journeys())
                    .extracting(InstanceSummary::startedAt)
                    .allSatisfy(start -> assertThat(start).isBeforeOrEqualTo(replay.end()));
        });
    }

    @Test
    void theLogOfDecisionsDecidesTheSameAgain() {
        assertThat(replay.crm().verify().isIdentical()).isTrue();
    }
}
