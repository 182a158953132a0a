package io.enishi.core.internal.runtime;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventCodec;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.process.Dispatched;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import java.util.List;
import java.util.function.Consumer;

/** Writes everything kept of a person as JSON Lines: the answer to a request for disclosure (個人情報保護法). */
final class PersonExport {

    private final Engine engine;
    private final EventCodec codec = new EventCodec();

    PersonExport(Engine engine) {
        this.engine = engine;
    }

    void write(Hot hot, Consumer<String> lines) {
        List<CustomerEvent> events = hot.timeline().events(); // asked for before anything is written
        line(lines, new DocWriter().put("kind", "customer").put("id", hot.id.toString()));
        for (Part part : hot.parts) {
            line(
                    lines,
                    new DocWriter()
                            .put("kind", "origin")
                            .put("id", part.id.toString())
                            .put("restricted", part.restricted));
            for (SeenIdentifier seen : part.identifiers.values()) {
                line(
                        lines,
                        new DocWriter()
                                .put("kind", "identifier")
                                .put("scheme", seen.identifier().scheme().name())
                                .put("value", seen.identifier().value())
                                .put("verified", seen.identifier().verified())
                                .put("first-seen", seen.firstSeen().toString()));
                if (seen.key() != null) {
                    for (ConsentStatement statement :
                            engine.store.ledger(seen.key()).statements()) {
                        line(
                                lines,
                                new DocWriter()
                                        .put("kind", "consent")
                                        .put("purpose", statement.purpose())
                                        .put("answer", statement.toString()));
                    }
                }
            }
        }
        for (CustomerEvent event : events) {
            lines.accept(codec.encode(event));
        }
        for (Instance run : hot.instances.values()) {
            line(
                    lines,
                    new DocWriter()
                            .put("kind", "run")
                            .put("key", run.key.toString())
                            .put("started", run.startedAt.toString())
                            .put("ended", run.endedAt == null ? "" : run.endedAt.toString()));
        }
        for (Dispatched message : hot.dispatched) {
            line(
                    lines,
                    new DocWriter()
                            .put("kind", "message")
                            .put("key", message.key().toString())
                            .put("channel", message.channel())
                            .put("content", message.content())
                            .put("at", message.at().toString()));
        }
        for (StoredCommand open : hot.openCommands.values()) {
            line(
                    lines,
                    new DocWriter().put("kind", "command").put("key", open.key().toString()));
        }
    }

    private static void line(Consumer<String> lines, DocWriter writer) {
        lines.accept(Document.of(writer.node()).toCanonicalJson());
    }
}
