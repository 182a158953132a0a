package io.enishi.testkit;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.segment.Segment;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Message;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.ReachReport;
import io.enishi.scenario.contact.ReachReport.Figures;
import io.enishi.scenario.content.Block;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.ContentProposer.Brief;
import io.enishi.scenario.content.Form;
import io.enishi.scenario.content.Proposal;
import io.enishi.scenario.content.Proposals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Scenario THANKS = Scenario.named("thanks")
            .goal("g")
            .owner("crm")
            .because("b")
            .start(Entry.on(Selection.orders()))
            .steps(Step.send("thanks", Message.transactional("order").by("mail", "thanks:asking")))
            .build();

    @Test
    void friendsLinksBlocksAndNetReachAreCountedOverAllAndBySegment() {
        try (ScenarioHarness shop = ScenarioHarness.running(THANKS)
                .segment(Segment.live("regulars", count(orders()).atLeast(2)))
                .start()) {
            for (int i = 0; i < 4; i++) {
                Someone each = shop.given("p" + i);
                each.orders("o-" + i, 1_000);
                shop.advance(Duration.ofMinutes(1));
                if (i < 2) {
                    each.orders("again-" + i, 1_000);
                }
                if (i != 3) {
                    each.blocks("line");
                }
                shop.advance(Duration.ofMinutes(1));
                if (i == 2) {
                    each.unblocks("line");
                }
            }

            ReachReport report = ReachReport.of(shop.crm(), "line", "line", Set.of("regulars"), shop.now());

            assertThat(report.all()).isEqualTo(new Figures(4, 4, 4, 2));
            assertThat(report.all().netReach()).isEqualTo(2);
            assertThat(report.segments()).isEqualTo(Map.of("regulars", new Figures(2, 2, 2, 2)));
            assertThat(report.all().blockedPerTenThousand()).isEqualTo(5_000);
            assertThat(report.withoutSegmentsBelow(3).segments()).isEmpty();
            assertThat(report.toText()).contains("regulars").doesNotContain("p0", "Up");
        }
    }

    @Test
    void aVariantThatAMachineProposedLeavesOnlyAfterAPersonApprovedIt() {
        Content thanks = Content.of("thanks", Form.MAIL)
                .withSubject("ご注文")
                .withBlocks(Block.passage("a", "A"), Block.passage("b", "B"));
        List<Proposal> proposed =
                new PlainProposer().propose(new Brief("more opens", List.of(thanks), Map.of(), Instant.EPOCH, 5));
        assertThat(proposed).extracting(Proposal::id).containsExactly("thanks-asking", "thanks-turned");
        Proposals pending = Proposals.none().with(proposed);
        Proposals approved = pending.approve("thanks-asking", "suzuki", Instant.EPOCH, "");
        for (Proposals proposals : List.of(pending, approved)) {
            ContentLibrary contents = ContentLibrary.builder()
                    .content(thanks)
                    .proposals(proposals)
                    .build();
            try (ScenarioHarness shop = ScenarioHarness.running(THANKS)
                    .wiring(crm -> crm.renderer(contents))
                    .start()) {
                Someone hanako = shop.given("hanako");
                hanako.orders("o-1", 1_000);
                shop.advance(Duration.ofHours(1));

                if (proposals.equals(pending)) {
                    hanako.assertNothingSent();
                    assertThat(shop.crm().deadLetters(5))
                            .singleElement()
                            .satisfies(row -> assertThat(row.reason())
                                    .isEqualTo("content thanks:asking cannot be rendered: it is a proposal that"
                                            + " nobody approved"));
                } else {
                    assertThat(hanako.messages().get(0).parts()).containsEntry("subject", "ご注文、ご存じですか?");
                }
            }
        }
    }
}
