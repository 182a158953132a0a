package io.enishi.examples.demos;

import io.enishi.core.event.EventBody;
import io.enishi.core.spi.StoredCommand;
import io.enishi.examples.demos.Stage.Actor;
import io.enishi.examples.replay.TextFile;
import io.enishi.scenario.content.Content;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.ContentProposer;
import io.enishi.scenario.content.LegalFooter;
import io.enishi.scenario.content.Proposal;
import io.enishi.scenario.content.Proposals;
import io.enishi.scenario.content.Variant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A complaint, a good answer, another product: a machine proposes the words, a person approves some, and only those leave. */
final class ComplaintToDelight {

    /** Stands in for a language model: the same brief, the same words. */
    private static final ContentProposer WRITER = brief -> brief.contents().stream()
            .flatMap(content -> List.of(
                    variant(content, "warm", Variant.subject("あのときは失礼いたしました"), brief.now()),
                    variant(content, "playful", Variant.subject("また、会えましたね!"), brief.now()))
                    .stream())
            .limit(brief.atMost())
            .toList();

    private ComplaintToDelight() {}

    private static Proposal variant(Content content, String name, Variant variant, Instant now) {
        return Proposal.of(
                content.id() + "-" + name,
                "writer",
                "a model, version 1",
                now,
                new Proposal.NewVariant(content.id(), name, variant));
    }

    private static TextFile definition(Path folder, String name) throws IOException {
        return TextFile.read(folder.resolve(name).toString());
    }

    static void play(Path folder, PrintStream out) throws IOException {
        Instant start = Stage.instant("2026-04-01 09:00");
        Content thanks = definition(folder, "texts/thanks.yaml").read(Content::parse);
        Proposals proposals = Proposals.none()
                .with(WRITER.propose(new ContentProposer.Brief("sound warmer", List.of(thanks), Map.of(), start, 5)))
                .approve("thanks-warm", "suzuki", start.plusSeconds(3600), "says what we mean");
        ContentLibrary contents = ContentLibrary.builder()
                .content(thanks)
                .footer(definition(folder, "texts/legal-footer.txt").read(LegalFooter::parse))
                .proposals(proposals)
                .build();
        try (Stage stage = new Stage(folder, out, "2026-04-02 10:00", crm -> crm.renderer(contents))) {
            for (Proposal proposal : proposals.all().values()) {
                Proposal.Verdict verdict = proposal.verdict();
                stage.says(proposal.id() + ", proposed by " + proposal.author() + " (" + proposal.model() + "): "
                        + (verdict == null ? "waits for a person" : "approved by " + verdict.by()));
            }
            stage.says("");
            Actor hana = stage.member("hana");
            Actor ren = stage.member("ren");
            stage.orders(hana, "EC-1", "ec", "a kettle", "kitchen", 6_000);
            stage.orders(ren, "EC-2", "ec", "a kettle", "kitchen", 6_000);
            stage.on("2026-04-06 11:00");
            complains(stage, hana, "c-1");
            stage.on("2026-04-08 15:00");
            isAnswered(stage, hana, "c-1", 80);
            stage.on("2026-04-20 20:00");
            stage.orders(hana, "EC-3", "ec", "a toaster", "kitchen", 9_000);
            stage.orders(ren, "EC-4", "ec", "a toaster", "kitchen", 9_000);
            complains(stage, ren, "c-2"); // in another order: bought first, complained then
            isAnswered(stage, ren, "c-2", 80);
            stage.on("2026-05-20 10:00");
            stage.says("");
            for (StoredCommand letter : stage.crm().deadLetters(10)) {
                stage.says("not sent: " + letter.key().visit() + ", " + letter.reason());
            }
        }
    }

    private static void complains(Stage stage, Actor actor, String caseId) {
        stage.happens(actor, "complains", new EventBody.ComplaintReceived(caseId, "phone", List.of("scratch"), -60));
    }

    private static void isAnswered(Stage stage, Actor actor, String caseId, int sentiment) {
        stage.happens(actor, "is delighted by the answer", new EventBody.CaseResolved(caseId, sentiment));
    }
}
