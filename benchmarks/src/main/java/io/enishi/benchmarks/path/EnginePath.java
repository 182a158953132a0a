package io.enishi.benchmarks.path;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.sum;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.CustomerId;
import io.enishi.examples.csv.CsvLog;
import io.enishi.examples.csv.CsvMapping;
import io.enishi.scenario.Scenario;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Ours: reads the same file by its mapping, decides about every customer and instant, and lets wake-ups run to the last event. The
 * log of decisions is kept, as always.
 */
final class EnginePath {

    private static final byte[] SECRET = "benchmarks only, not a secret".getBytes(StandardCharsets.UTF_8);

    private final Path file;
    private final CsvMapping mapping;
    private final UnaryOperator<CrmBuilder> rules;
    private final Map<String, Long> phaseNanos = new LinkedHashMap<>();

    private EnginePath(Path file, UnaryOperator<CrmBuilder> rules) {
        this.file = file;
        this.mapping = CsvMapping.parse(shipped("maps/online-retail.yaml"));
        this.rules = rules;
    }

    /** The dormant scenario alone: three calendar months without an action, in UTC. */
    static EnginePath dormant(Path file) {
        Scenario dormant = Scenario.parse(shipped("scenarios/17-dormant-any-action.yaml"));
        return new EnginePath(file, crm -> crm.journey(dormant.compile()));
    }

    /** Five segments and a score that fades. */
    static EnginePath segmentsAndScore(Path file) {
        ScoreModel engagement = ScoreModel.named("engagement")
                .rule(ScoreRule.of("purchase", "order.placed", 30).halving(Duration.ofDays(60)))
                .rule(ScoreRule.of("return", "order.refunded", -10).halving(Duration.ofDays(60)))
                .band("low")
                .band("high", 60)
                .build();
        List<Segment> segments = List.of(
                Segment.live("buyers", count(orders()).atLeast(1)),
                Segment.live("regulars", count(orders()).within(days(90)).atLeast(3)),
                Segment.live(
                        "big-spenders",
                        sum("amount").of(orders()).within(months(12)).atLeast(100_000)),
                Segment.live(
                        "returners",
                        count(event("order.refunded")).within(days(180)).atLeast(2)),
                Segment.live("dormant", noAction().lasting(months(3))));
        return new EnginePath(file, crm -> crm.fold(engagement.fold()).segments(segments));
    }

    /** Runs everything once and answers the checksum. */
    long run() throws IOException {
        return run(crm -> {});
    }

    /** Runs everything once more, untimed, and says how much was decided: a fast engine that does nothing would show here. */
    String whatWasDone() throws IOException {
        StringBuilder done = new StringBuilder();
        run(crm -> {
            int decisions = crm.decisionLog(0, Integer.MAX_VALUE).size();
            long runs = crm.customers(null, Integer.MAX_VALUE).stream()
                    .flatMap(id -> crm.customer(id).stream())
                    .mapToLong(card -> card.journeys().size())
                    .sum();
            done.append(decisions).append(" decisions, ").append(runs).append(" scenario entries");
        });
        return done.toString();
    }

    private long run(Consumer<Crm> look) throws IOException {
        long start = System.nanoTime();
        CsvLog log = CsvLog.read(Files.newInputStream(file), mapping);
        long read = System.nanoTime();
        List<CustomerEvent> events = log.events();
        Instant last = events.get(events.size() - 1).occurredAt();
        CrmBuilder builder =
                Crm.builder("online-retail").zone(mapping.zone()).secret(SECRET).clock(() -> last);
        try (Crm crm = rules.apply(builder).build()) {
            long built = System.nanoTime();
            crm.acceptAll(events);
            long accepted = System.nanoTime();
            crm.runDue(last);
            long done = System.nanoTime();
            note("read the file, group lines into orders", read - start);
            note("build the engine", built - read);
            note("decide about events", accepted - built);
            note("wake up until the last event", done - accepted);
            look.accept(crm);
            int strangers = log.report().counts().getOrDefault(CsvLog.NO_CUSTOMER, 0);
            return Checksum.of(log.lines(), people(crm), log.lines() - strangers);
        }
    }

    /** Where time went, in nanoseconds, added up over all runs. */
    Map<String, Long> phases() {
        return Collections.unmodifiableMap(phaseNanos);
    }

    private void note(String phase, long nanos) {
        phaseNanos.merge(phase, nanos, Long::sum);
    }

    private static long people(Crm crm) {
        long people = 0;
        List<CustomerId> page = crm.customers(null, 10_000);
        while (!page.isEmpty()) {
            people += page.size();
            page = crm.customers(page.get(page.size() - 1), 10_000);
        }
        return people;
    }

    private static String shipped(String name) {
        try (InputStream resource = EnginePath.class.getClassLoader().getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
