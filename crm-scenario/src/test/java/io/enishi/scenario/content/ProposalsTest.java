package io.enishi.scenario.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.spi.ContentRenderer.CannotRender;
import io.enishi.core.value.DefinitionException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine may write, a person decides, and nothing else is rendered. */
class ProposalsTest {

    private static final Instant MORNING = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");

    private static final Content HELLO = Content.of("hello", Form.MAIL)
            .withSubject("s")
            .withBlocks(Block.passage("a", "A"), Block.passage("b", "B"));
    private static final Proposal TURNED = Proposal.of(
            "hello-turned",
            "writer",
            "model-7",
            MORNING,
            new Proposal.NewVariant("hello", "turned", Variant.order("b", "a")));
    private static final Proposal BYE = Proposal.of(
            "bye",
            "writer",
            "model-7",
            MORNING,
            new Proposal.NewContent(Content.of("bye", Form.MAIL)
                    .withSubject("bye")
                    .withBlocks(Block.passage("a", "{{profile.name}}"))));
    private static final Proposal SEGMENT = Proposal.of(
            "quiet-ones",
            "tanaka",
            "",
            MORNING,
            new Proposal.NewDefinition("segment", "quiet", "", "segment: quiet\nwhen: {x: y}\n"));
    private static final Proposals ALL = Proposals.none().with(List.of(TURNED, BYE, SEGMENT));

    private static ContentLibrary library(Proposals proposals) {
        return ContentLibrary.builder().content(HELLO).proposals(proposals).build();
    }

    @Test
    void nothingOfAnUnapprovedProposalIsRendered() {
        ContentLibrary library = library(ALL);

        assertThat(library.names()).containsExactly("hello");
        for (String name : List.of("hello:turned", "bye")) {
            assertThatThrownBy(() -> Someone.called("x").gets(library, "mail", name))
                    .isInstanceOf(CannotRender.class)
                    .hasMessageContaining("a proposal that nobody approved");
        }
    }

    @Test
    void whatAPersonApprovedIsRenderedAndWhatSheRejectedIsNot() {
        ContentLibrary library =
                library(ALL.approve("hello-turned", "suzuki", NOON, "").reject("bye", "suzuki", NOON, "not our tone"));

        assertThat(Someone.called("x").gets(library, "mail", "hello:turned")).containsEntry("body", "B\n\nA\n");
        assertThatThrownBy(() -> Someone.called("x").gets(library, "mail", "bye"))
                .hasMessageContaining("a proposal that nobody approved");
    }

    @Test
    void theRecordSaysWhoDecidedWhenAndAboutWhat() {
        Proposals judged = ALL.approve("bye", "suzuki", NOON, "reads well");

        assertThat(judged.get("bye").orElseThrow().verdict())
                .isEqualTo(new Proposal.Verdict(
                        true, "suzuki", NOON, "reads well", BYE.subject().hash()));
        assertThat(judged.pending()).extracting(Proposal::id).containsExactly("hello-turned", "quiet-ones");
        assertThat(judged.approved()).extracting(Proposal::id).containsExactly("bye");
        assertThat(Proposals.parse(judged.toYaml())).isEqualTo(judged);
        assertThat(Proposals.parse(judged.toJson())).isEqualTo(judged);
    }

    @Test
    void nobodyApprovesTheirOwnOrTwiceOrBeforeItWasWritten() {
        assertThatThrownBy(() -> ALL.approve("bye", "writer", NOON, "")).hasMessageContaining("somebody else");
        assertThatThrownBy(() -> ALL.reject("bye", "a", NOON, "").approve("bye", "b", NOON, ""))
                .hasMessageContaining("judged already, by a");
        assertThatThrownBy(() -> ALL.approve("bye", "a", MORNING.minusSeconds(1), ""))
                .hasMessageContaining("older than its proposal");
        assertThatThrownBy(() -> ALL.approve("nothing", "a", NOON, "")).hasMessageContaining("no proposal nothing");
    }

    @Test
    void whatIsChangedAfterItsApprovalHasNone() {
        String approved = ALL.approve("bye", "suzuki", NOON, "").toYaml();

        assertThatThrownBy(() -> Proposals.parse(approved.replace("subject: bye", "subject: buy")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("changed afterwards");
    }

    @Test
    void anApprovedProposalIsCheckedLikeEveryContent() {
        Proposal wrong =
                Proposal.of("wrong", "writer", "m", MORNING, new Proposal.NewVariant("hallo", "x", Variant.order("a")));

        assertThatThrownBy(() -> library(Proposals.none().with(List.of(wrong)).approve("wrong", "s", NOON, "")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("proposals.wrong: there is no content hallo; did you mean \"hello\"?");
    }
}
