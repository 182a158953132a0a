package io.enishi.examples.simulate;

import io.enishi.examples.replay.FunnelTable;
import io.enishi.examples.replay.Table;
import io.enishi.scenario.rehearsal.Costs;
import io.enishi.scenario.rehearsal.RehearsalReport;
import io.enishi.scenario.rehearsal.RehearsalReport.CouponFigures;
import io.enishi.scenario.rehearsal.RehearsalReport.ScenarioFigures;
import io.enishi.scenario.rehearsal.Sent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rehearsal's report, printed and written: {@code summary.json}, {@code summary.txt}, {@code sends.csv}, {@code per_day.csv}, {@code
 * per_hour.csv}, {@code coupon_liability.csv}, {@code cost.csv}, {@code funnel.csv}, {@code funnel.txt}. The same report gives the same bytes. People are ids of origins.
 */
final class SimulationOutput {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How an obstacle ends that a channel met because its people never said yes. */
    private static final String NO_CONSENT = " no-consent";

    private final RehearsalReport report;
    private final Costs costs;

    SimulationOutput(RehearsalReport report, Costs costs) {
        this.report = report;
        this.costs = costs;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("summary.json"), json());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        print(new PrintStream(text, true, StandardCharsets.UTF_8));
        Files.write(folder.resolve("summary.txt"), text.toByteArray());
        writeSends(folder.resolve("sends.csv"));
        try (Table days = new Table(folder.resolve("per_day.csv"), "day", "channel", "sends")) {
            report.perDay()
                    .forEach((day, channels) -> channels.forEach((channel, count) -> days.row(day, channel, count)));
        }
        try (Table hours = new Table(folder.resolve("per_hour.csv"), "hour", "channel", "sends")) {
            report.perHour()
                    .forEach((hour, channels) -> channels.forEach((channel, count) -> hours.row(hour, channel, count)));
        }
        try (Table coupons =
                new Table(folder.resolve("coupon_liability.csv"), "day", "campaign", "terms", "open", "open_yen")) {
            report.coupons()
                    .forEach((campaign, figures) -> figures.openByDay()
                            .forEach((day, open) ->
                                    coupons.row(day, campaign, figures.terms(), open, optional(figures.worth(open)))));
        }
        FunnelTable.write(report.funnel(), folder.resolve("funnel.csv"));
        Files.writeString(folder.resolve("funnel.txt"), report.funnel().toText(Locale.ENGLISH));
        try (Table money = new Table(folder.resolve("cost.csv"), "scenario", "sends", "people", "cost_yen")) {
            report.scenarios()
                    .forEach((name, figures) ->
                            money.row(name, figures.messages(), figures.reached(), yen(figures.costMicros())));
        }
    }

    private static String optional(OptionalLong yen) {
        return yen.isEmpty() ? "" : Long.toString(yen.getAsLong());
    }

    private void writeSends(Path file) throws IOException {
        try (Table table = new Table(
                file,
                "sent_at",
                "origin",
                "scenario",
                "step",
                "entry",
                "channel",
                "content",
                "class",
                "coupon",
                "coupon_until",
                "cost_yen")) {
            for (Sent sent : report.sends()) {
                table.row(
                        sent.at(),
                        sent.key().origin(),
                        sent.scenario(),
                        sent.step(),
                        sent.key().entry(),
                        sent.channel(),
                        sent.content(),
                        sent.messageClass().name().toLowerCase(Locale.ROOT),
                        sent.coupon() == null ? "" : sent.coupon().campaign(),
                        sent.coupon() == null ? "" : sent.coupon().expiresAt(),
                        yen(costs.micros(sent)));
            }
        }
    }

    static String yen(long micros) {
        BigDecimal yen = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return (yen.scale() < 0 ? yen.setScale(0) : yen).toPlainString();
    }

    // ------------------------------------------------------------------ JSON

    private String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("until", report.end().toString());
        root.put("zone", report.zone().getId());
        root.put("events", report.events());
        root.put("duplicates", report.duplicates());
        counts(root.putObject("left_out"), report.leftOut());
        counts(root.putObject("refused_events"), report.refused());
        counts(root.putObject("troubles"), report.troubles());
        counts(root.putObject("reactions"), report.reactions());
        root.put("components", report.components());
        root.put("people", report.people());
        root.put("people_reached", report.peopleReached());
        root.put("origins_reached", report.originsReached());
        root.put("sends", report.sends().size());
        counts(root.putObject("sends_by_channel"), report.perChannel());
        withoutConsent().forEach(root.putArray("channels_without_consent")::add);
        root.put("cost_yen", new BigDecimal(yen(report.costMicros())));
        ObjectNode scenarios = root.putObject("scenarios");
        report.scenarios().forEach((name, figures) -> scenario(scenarios.putObject(name), figures));
        ObjectNode coupons = root.putObject("coupons");
        report.coupons().forEach((campaign, figures) -> coupon(coupons.putObject(campaign), figures));
        return JSON.writeValueAsString(root) + "\n";
    }

    private static void scenario(ObjectNode node, ScenarioFigures figures) {
        node.put("version", figures.version());
        node.put("entries", figures.entries());
        node.put("entered_people", figures.entered());
        node.put("entered_origins", figures.enteredOrigins());
        node.put("reached_people", figures.reached());
        node.put("reached_origins", figures.reachedOrigins());
        counts(node.putObject("sends"), figures.sends());
        figures.neverSent().forEach(node.putArray("never_sent")::add);
        counts(node.putObject("ends"), figures.ends());
        counts(node.putObject("obstacles"), figures.obstacles());
        node.put("capped_messages", figures.capped());
        counts(node.putObject("effects"), figures.effects());
        node.put("points", figures.points());
        node.put("cost_yen", new BigDecimal(yen(figures.costMicros())));
    }

    private static void coupon(ObjectNode node, CouponFigures figures) {
        node.put("terms", figures.terms());
        node.put("issued", figures.issued());
        node.put("redeemed", figures.redeemed());
        node.put("expired", figures.expired());
        node.put("open", figures.open());
        node.put("most_open", figures.mostOpen());
        if (figures.yen().isPresent()) {
            node.put("yen_each", figures.yen().getAsLong());
            node.put("issued_yen", figures.worth(figures.issued()).getAsLong());
            node.put("redeemed_yen", figures.worth(figures.redeemed()).getAsLong());
            node.put("open_yen", figures.worth(figures.open()).getAsLong());
            node.put("most_open_yen", figures.worth(figures.mostOpen()).getAsLong());
        }
    }

    private static void counts(ObjectNode object, Map<String, ? extends Number> counts) {
        counts.forEach((name, count) -> object.put(name, count.longValue()));
    }

    // ------------------------------------------------------------------ text

    void print(PrintStream out) {
        line(out, "events taken in", report.events());
        line(out, "second deliveries left out", report.duplicates());
        line(out, "people at the end", report.people());
        line(out, "people reached", report.peopleReached());
        line(out, "their origins", report.originsReached());
        table(out, "events of the past left out", report.leftOut());
        table(out, "events refused", report.refused());
        table(out, "defects", report.troubles());
        table(out, "what the audience did", report.reactions());
        table(out, "messages by channel", report.perChannel());
        if (!withoutConsent().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%nnobody said yes to advertising by %s, so nobody was reached there; --consents FILE tells who"
                            + " did%n",
                    String.join(", ", withoutConsent()));
        }
        out.printf(Locale.ROOT, "%n%-38s %12s yen%n", "cost of sending", yen(report.costMicros()));
        report.scenarios().forEach((name, figures) -> scenario(out, name, figures));
        report.coupons()
                .forEach((campaign, figures) -> out.printf(
                        Locale.ROOT,
                        "%ncoupon %s (%s)%n  issued %,d, redeemed %,d, expired %,d, open at the end %,d, at most %,d"
                                + " at a time%n%s",
                        campaign,
                        figures.terms(),
                        figures.issued(),
                        figures.redeemed(),
                        figures.expired(),
                        figures.open(),
                        figures.mostOpen(),
                        worth(figures)));
    }

    /** Channels by which messages were to leave and none could, since the history holds nobody's yes. */
    private SortedSet<String> withoutConsent() {
        SortedSet<String> channels = new TreeSet<>();
        for (ScenarioFigures figures : report.scenarios().values()) {
            for (String obstacle : figures.obstacles().keySet()) {
                if (obstacle.endsWith(NO_CONSENT)) {
                    channels.add(obstacle.substring(0, obstacle.length() - NO_CONSENT.length()));
                }
            }
        }
        channels.removeAll(report.perChannel().keySet());
        return channels;
    }

    private static String worth(CouponFigures figures) {
        if (figures.yen().isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "  at %,d yen each: issued %,d yen, redeemed %,d yen, open at the end %,d yen, at most %,d yen%n",
                figures.yen().getAsLong(),
                figures.worth(figures.issued()).getAsLong(),
                figures.worth(figures.redeemed()).getAsLong(),
                figures.worth(figures.open()).getAsLong(),
                figures.worth(figures.mostOpen()).getAsLong());
    }

    private static void scenario(PrintStream out, String name, ScenarioFigures figures) {
        out.printf(
                Locale.ROOT,
                "%n%s: entries %,d, people %,d, reached %,d, messages %,d, %s yen%n",
                name,
                figures.entries(),
                figures.entered(),
                figures.reached(),
                figures.messages(),
                yen(figures.costMicros()));
        rows(out, "sent ", figures.sends());
        figures.neverSent().forEach(message -> out.printf(Locale.ROOT, "  never sent %s%n", message));
        rows(out, "asked for ", figures.effects());
        rows(out, "ended: ", figures.ends());
        rows(out, "held or refused: ", figures.obstacles());
    }

    private static void line(PrintStream out, String title, long value) {
        out.printf(Locale.ROOT, "%-38s %,12d%n", title, value);
    }

    private static void table(PrintStream out, String title, Map<String, Long> rows) {
        if (!rows.isEmpty()) {
            out.printf(Locale.ROOT, "%n%s%n", title);
            rows(out, "", rows);
        }
    }

    private static void rows(PrintStream out, String prefix, Map<String, Long> rows) {
        rows.forEach((name, count) -> out.printf(Locale.ROOT, "  %-46s %,12d%n", prefix + name, count));
    }

    /** The most heap that was in use at one time, as the JVM counts it. */
    static long peakMemory() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
