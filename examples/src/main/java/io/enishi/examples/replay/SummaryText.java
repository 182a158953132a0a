package io.enishi.examples.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Prints a summary for people to read. */
final class SummaryText {

    /** What the codes of the engine's refusals mean; others stand for themselves. */
    private static final Map<String, String> IN_WORDS = Map.of(
            "blocked", "the person blocked us on the channel",
            "cap", "a limit of the contact rules is reached",
            "expired", "could not leave in time",
            "no-consent", "nobody at the address ever agreed",
            "refused", "somebody at the address said no",
            "restricted", "the person stopped the use of their data",
            "suppressed", "the address is on the suppression list",
            "unreachable", "no address for any of the channels");

    private final PrintStream out;

    SummaryText(PrintStream out) {
        this.out = out;
    }

    void print(Summary summary) {
        table("events", summary.events, summary.eventsByType);
        out.println();
        line("second deliveries left out", summary.duplicates);
        table("events refused", summary.refusedEvents);
        table("reactions of the simulated audience", summary.reactionsByType);
        out.println();
        line("people", summary.people);
        line("merges", summary.merges);
        summary.bands.forEach((model, bands) -> table("bands of " + model, sum(bands), bands));
        table("segments", summary.segments);
        if (!summary.scenarios.isEmpty()) {
            out.println();
            out.println("scenarios");
            summary.scenarios.forEach(this::scenario);
        }
        refusals(summary.refusals);
        rejectedLines(summary);
        times(summary.phases);
    }

    private void refusals(Map<String, Long> byCode) {
        table("sends refused", sum(byCode), Map.of());
        byCode.forEach((code, count) -> out.printf(
                Locale.ROOT, "  %-36s %,9d%s%n", code, count, suffixed("   ", IN_WORDS.getOrDefault(code, ""))));
    }

    private static String suffixed(String gap, String words) {
        return words.isEmpty() ? "" : gap + words;
    }

    private void rejectedLines(Summary summary) {
        table("lines left out", sum(summary.rejectedLines), Map.of());
        summary.rejectedLines.forEach((reason, count) -> out.printf(
                Locale.ROOT, "  %-36s %,9d   first: line %d%n", reason, count, summary.firstRejectedLines.get(reason)));
    }

    private void scenario(String name, Summary.ScenarioFigures figures) {
        out.printf(Locale.ROOT, "  %-34s entries %,8d   people %,8d%n", name, figures.entries, figures.enteredPeople);
        figures.sends.forEach((channel, count) -> out.printf(Locale.ROOT, "    sent by %-25s %,9d%n", channel, count));
        figures.ends.forEach((end, count) -> out.printf(Locale.ROOT, "    ended: %-26s %,9d%n", end, count));
    }

    private void table(String title, long total, Map<String, ? extends Number> rows) {
        out.println();
        out.printf(Locale.ROOT, "%-38s %,9d%n", title, total);
        rows(rows);
    }

    private void table(String title, Map<String, ? extends Number> rows) {
        if (!rows.isEmpty()) {
            out.println();
            out.println(title);
            rows(rows);
        }
    }

    private void rows(Map<String, ? extends Number> rows) {
        rows.forEach((name, count) -> out.printf(Locale.ROOT, "  %-36s %,9d%n", name, count.longValue()));
    }

    private void line(String title, long count) {
        out.printf(Locale.ROOT, "%-38s %,9d%n", title, count);
    }

    private void times(Map<String, Duration> phases) {
        long total = phases.values().stream().mapToLong(Duration::toMillis).sum();
        out.println();
        out.printf(Locale.ROOT, "%-38s %,6d ms%n", "where time went", total);
        phases.forEach((phase, time) -> out.printf(Locale.ROOT, "  %-36s %,6d ms%n", phase, time.toMillis()));
    }

    private static long sum(Map<String, ? extends Number> rows) {
        return rows.values().stream().mapToLong(Number::longValue).sum();
    }
}
