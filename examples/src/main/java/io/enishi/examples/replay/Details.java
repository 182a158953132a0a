package io.enishi.examples.replay;

import io.enishi.core.customer.CustomerCard;
import io.enishi.core.process.Decision;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.scenario.funnel.Funnel;
import io.enishi.scoring.ScoreModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code summary.json} and CSV files of details: {@code people.csv}, {@code entries.csv}, {@code sends.csv}, {@code
 * refused_sends.csv}, {@code funnel.csv}, {@code rejected_lines.csv}. People are named by label, not by personal data.
 */
final class Details {

    private final Replay replay;
    private final Results results;

    Details(Replay replay, Results results) {
        this.replay = replay;
        this.results = results;
    }

    void write(Summary summary, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("summary.json"), SummaryJson.write(summary));
        writePeople(folder);
        FunnelTable.write(Funnel.of(replay.crm()), folder.resolve("funnel.csv"));
        writeRefusedSends(folder.resolve("refused_sends.csv"));
        try (Table table = new Table(folder.resolve("rejected_lines.csv"), "line", "reason")) {
            replay.world().lines().forEach(table::row);
        }
    }

    private void writePeople(Path folder) throws IOException {
        List<String> columns =
                new ArrayList<>(List.of("customer", "origins", "events", "orders", "points", "segments"));
        replay.rules().models().forEach(model -> columns.add(model.name()));
        try (Table people = new Table(folder.resolve("people.csv"), columns.toArray(String[]::new));
                Table entries = new Table(
                        folder.resolve("entries.csv"),
                        "scenario",
                        "customer",
                        "entry",
                        "started_at",
                        "ended_at",
                        "end",
                        "reason");
                Table sends = new Table(
                        folder.resolve("sends.csv"), "scenario", "customer", "channel", "content", "sent_at")) {
            results.forEachCard(card -> {
                people.row(person(card).toArray());
                card.journeys().forEach(run -> {
                    Decision.End end = run.end();
                    entries.row(
                            run.key().journey(),
                            card.id(),
                            run.key().entry(),
                            run.startedAt(),
                            run.endedAt() == null ? "" : run.endedAt(),
                            end == null ? "running" : end.kind().name().toLowerCase(Locale.ROOT),
                            end == null ? "" : end.reason());
                });
                card.dispatched()
                        .forEach(sent ->
                                sends.row(sent.key().journey(), card.id(), sent.channel(), sent.content(), sent.at()));
            });
        }
    }

    private List<Object> person(CustomerCard card) {
        List<Object> row = new ArrayList<>(List.of(
                card.id(),
                card.origins().size(),
                card.events(),
                card.purchases().orders(),
                card.pointsBalance(),
                String.join(" ", card.segments())));
        for (ScoreModel model : replay.rules().models()) {
            row.add(card.metrics().getOrDefault(model.name(), 0L));
        }
        return row;
    }

    private void writeRefusedSends(Path file) throws IOException {
        try (Table table = new Table(file, "scenario", "origin", "step", "asked_for", "status", "reason")) {
            for (Status status : List.of(Status.DROPPED, Status.REJECTED, Status.REVOKED, Status.DEAD)) {
                results.forEachCommand(status, command -> row(table, command));
            }
        }
    }

    private static void row(Table table, StoredCommand command) {
        table.row(
                command.key().journey(),
                command.key().origin(),
                command.key().visit(),
                command.command().notBefore(),
                command.status().name().toLowerCase(Locale.ROOT),
                command.reason());
    }
}
