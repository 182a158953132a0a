package io.enishi.examples.replay;

import io.enishi.scenario.funnel.Funnel;
import io.enishi.scenario.funnel.Funnel.Path;
import java.io.IOException;

/** A funnel as rows: what, of which step and channel, how often. */
public final class FunnelTable {

    private FunnelTable() {}

    /** Writes {@code funnel.csv}; the same funnel gives the same bytes. */
    public static void write(Funnel funnel, java.nio.file.Path file) throws IOException {
        try (Table table = new Table(file, "scenario", "version", "arm", "what", "where", "count")) {
            funnel.paths().forEach((path, figures) -> {
                row(table, path, "entered", "", figures.entered());
                row(table, path, "held-out", "", figures.heldOut());
                figures.steps().forEach((name, step) -> {
                    row(table, path, "reached", name, step.reached());
                    step.sent().forEach((channel, count) -> row(table, path, "sent", name + ' ' + channel, count));
                    row(table, path, "opened", name, step.opened());
                    row(table, path, "tapped", name, step.tapped());
                    row(table, path, "replied", name, step.replied());
                });
                row(table, path, "goal", "", figures.goal());
                figures.ends().forEach((end, count) -> row(table, path, "ended", end, count));
                row(table, path, "running", "", figures.running());
            });
        }
    }

    private static void row(Table table, Path path, String what, String where, long count) {
        table.row(path.scenario(), path.version(), path.arm(), what, where, count);
    }
}
