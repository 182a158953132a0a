package io.enishi.scenario.content;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Proposals as documents. */
final class ProposalForm {

    private ProposalForm() {}

    static List<Proposal> read(Document document) {
        return document.read(root -> root.mapping(in -> {
            List<Proposal> proposals = in.list("proposals", value -> value.mapping(ProposalForm::proposal));
            return in.build(() -> proposals);
        }));
    }

    private static Proposal proposal(DocReader in) {
        String id = in.text("id");
        String author = in.text("author");
        String model = in.text("model", "");
        Instant createdAt = in.instant("created-at");
        Proposal.Subject subject = in.read("subject", value -> value.mapping(ProposalForm::subject));
        Proposal.Verdict verdict = in.optional("verdict", value -> value.mapping(ProposalForm::verdict));
        return in.build(() -> new Proposal(id, author, model, createdAt, subject, verdict));
    }

    private static Proposal.Verdict verdict(DocReader in) {
        boolean approved = in.flag("approved");
        String by = in.text("by");
        Instant at = in.instant("at");
        String note = in.text("note", "");
        String of = in.text("of");
        return in.build(() -> new Proposal.Verdict(approved, by, at, note, of));
    }

    private static Proposal.Subject subject(DocReader in) {
        String head = in.head("subject", List.of("new-content", "variant-of", "segment", "scenario"));
        switch (head) {
            case "new-content" -> {
                Content content = in.read(head, value -> value.mapping(ContentForm::content));
                return in.build(() -> new Proposal.NewContent(content));
            }
            case "variant-of" -> {
                String content = in.name(head);
                String name = in.name("name");
                Variant variant = in.read("variant", ContentForm::variant);
                return in.build(() -> new Proposal.NewVariant(content, name, variant));
            }
            default -> {
                String name = in.name(head);
                String replaces = in.text("replaces", "");
                String definition = in.text("definition");
                return in.build(() -> new Proposal.NewDefinition(head, name, replaces, definition));
            }
        }
    }

    static Document write(Iterable<Proposal> proposals) {
        List<Node> nodes = new ArrayList<>();
        proposals.forEach(proposal -> nodes.add(write(proposal)));
        return Document.of(
                new DocWriter().put("proposals", new Node.Items(nodes)).node());
    }

    private static Node write(Proposal proposal) {
        DocWriter out = new DocWriter()
                .put("id", proposal.id())
                .put("author", proposal.author())
                .putUnless("", "model", proposal.model())
                .put("created-at", proposal.createdAt().toString())
                .put("subject", node(proposal.subject()));
        Proposal.Verdict verdict = proposal.verdict();
        if (verdict != null) {
            out.put(
                    "verdict",
                    new DocWriter()
                            .put("approved", verdict.approved())
                            .put("by", verdict.by())
                            .put("at", verdict.at().toString())
                            .putUnless("", "note", verdict.note())
                            .put("of", verdict.of())
                            .node());
        }
        return out.node();
    }

    static Document subject(Proposal.Subject subject) {
        return Document.of(node(subject));
    }

    private static Node.Mapping node(Proposal.Subject subject) {
        DocWriter out = new DocWriter();
        if (subject instanceof Proposal.NewContent made) {
            out.put("new-content", ContentForm.node(made.content()));
        } else if (subject instanceof Proposal.NewVariant made) {
            out.put("variant-of", made.content())
                    .put("name", made.name())
                    .put("variant", ContentForm.write(made.variant()));
        } else {
            Proposal.NewDefinition made = (Proposal.NewDefinition) subject;
            out.put(made.kind(), made.name())
                    .putUnless("", "replaces", made.replaces())
                    .put("definition", made.definition());
        }
        return out.node();
    }
}
