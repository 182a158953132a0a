package io.enishi.examples.simulate;

import io.enishi.examples.replay.Table;
import io.enishi.scenario.rehearsal.RehearsalDiff;
import io.enishi.scenario.rehearsal.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What other rules change, printed and written: {@code diff.json}, {@code diff.txt}, {@code diff.csv}. */
final class DiffOutput {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RehearsalDiff diff;

    DiffOutput(RehearsalDiff diff) {
        this.diff = diff;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("diff.json"), json());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        print(new PrintStream(text, true, StandardCharsets.UTF_8));
        Files.write(folder.resolve("diff.txt"), text.toByteArray());
        try (Table table = new Table(
                folder.resolve("diff.csv"),
                "kind",
                "origin",
                "scenario",
                "step",
                "before_at",
                "after_at",
                "later_seconds",
                "before_channel",
                "after_channel",
                "before_content",
                "after_content")) {
            diff.changes()
                    .forEach(change -> table.row(
                            lower(change.kind()),
                            change.sent().key().origin(),
                            change.sent().scenario(),
                            change.sent().step(),
                            at(change.before()),
                            at(change.after()),
                            change.later().toSeconds(),
                            change.before() == null ? "" : change.before().channel(),
                            change.after() == null ? "" : change.after().channel(),
                            change.before() == null ? "" : change.before().content(),
                            change.after() == null ? "" : change.after().content()));
        }
    }

    private static String at(@Nullable Sent sent) {
        return sent == null ? "" : sent.at().toString();
    }

    private static String lower(RehearsalDiff.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("same", diff.same());
        for (RehearsalDiff.Kind kind : RehearsalDiff.Kind.values()) {
            root.put(lower(kind), count(kind));
        }
        root.put("cost_yen", new BigDecimal(SimulationOutput.yen(diff.costMicros())));
        ObjectNode scenarios = root.putObject("scenarios");
        diff.scenarios().forEach((name, one) -> {
            ObjectNode node = scenarios.putObject(name);
            node.put("definition_changed", one.definitionChanged());
            node.put("before", one.before());
            node.put("after", one.after());
            node.put("gained", one.gained());
            node.put("lost", one.lost());
            node.put("moved", one.moved());
            node.put("changed", one.changed());
            node.put("people_gained", one.peopleGained());
            node.put("people_lost", one.peopleLost());
            node.put("cost_yen", new BigDecimal(SimulationOutput.yen(one.costMicros())));
        });
        return JSON.writeValueAsString(root) + "\n";
    }

    private long count(RehearsalDiff.Kind kind) {
        return diff.changes().stream().filter(change -> change.kind() == kind).count();
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%nwhat --against changes: gained %,d, lost %,d, moved %,d, otherwise %,d, the same %,d; cost %s%s"
                        + " yen%n",
                count(RehearsalDiff.Kind.GAINED),
                count(RehearsalDiff.Kind.LOST),
                count(RehearsalDiff.Kind.MOVED),
                count(RehearsalDiff.Kind.CHANGED),
                diff.same(),
                diff.costMicros() > 0 ? "+" : "",
                SimulationOutput.yen(diff.costMicros()));
        diff.scenarios()
                .forEach((name, one) -> out.printf(
                        Locale.ROOT,
                        "  %-28s %s messages %,d to %,d: gained %,d, lost %,d, moved %,d, otherwise %,d; people +%,d"
                                + " -%,d; %s%s yen%n",
                        name,
                        one.definitionChanged() ? "changed," : "as it was,",
                        one.before(),
                        one.after(),
                        one.gained(),
                        one.lost(),
                        one.moved(),
                        one.changed(),
                        one.peopleGained(),
                        one.peopleLost(),
                        one.costMicros() > 0 ? "+" : "",
                        SimulationOutput.yen(one.costMicros())));
    }
}
