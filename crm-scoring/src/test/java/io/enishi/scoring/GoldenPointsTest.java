package io.enishi.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The reference points in {@code golden/scoring}: twenty rules over 20,300 rows of 400 customers, at three instants, without and with
 * fifty merges. The expected values were reckoned by brute force in another language and are rounded to 12 digits.
 */
class GoldenPointsTest {

    /** The file promises 1e-9; from 1,000 on, 12 digits leave 1e-8. */
    private static double tolerance(double expected) {
        return Math.abs(expected) >= 1_000 ? 1e-8 : 1e-9;
    }

    private static Path folder;
    private static ScoreModel model;
    private static Node.Mapping rules;
    private static Map<String, List<CustomerEvent>> events;

    @BeforeAll
    static void read() throws IOException {
        folder = Shared.folder().resolve("golden/scoring");
        assumeTrue(Files.isDirectory(folder), "no reference data beside this checkout");
        rules = Document.parseJson(withoutExponents(Files.readString(folder.resolve("points_rules.json"))))
                .root();
        model = model();
        events = events();
    }

    @Test
    void everyCustomersScoreAndTierAreTheReference() throws IOException {
        Map<String, List<CustomerEvent>> merged = merged();
        int checked = 0;
        for (String line : Files.readAllLines(folder.resolve("points_expected.csv"))) {
            if (line.startsWith("case,")) {
                continue;
            }
            String[] columns = line.split(",", -1);
            List<CustomerEvent> theirs = (columns[0].equals("merged") ? merged : events).get(columns[2]);
            Score score = model.score(theirs, Instant.ofEpochMilli(Long.parseLong(columns[1])));

            double expected = Double.parseDouble(columns[3]);
            assertThat(score.sum().doubleValue()).as(line).isCloseTo(expected, within(tolerance(expected)));
            BigDecimal shown = score.sum().max(BigDecimal.ZERO).min(BigDecimal.valueOf(1000));
            assertThat(shown.doubleValue()).as(line).isCloseTo(Double.parseDouble(columns[4]), within(1e-8));
            assertThat(score.value()).as(line).isEqualTo(shown.longValue());
            assertThat(score.band().name()).as(line).isEqualTo(columns[5]);
            checked++;
        }
        assertThat(checked).isEqualTo(2_250);
    }

    @Test
    void everyExplanationByRuleIsTheReference() {
        Map<String, List<CustomerEvent>> merged = merged();
        int checked = 0;
        for (Map.Entry<String, Node> kind : fields(rules, "explain_by_rule").entrySet()) {
            Map<String, List<CustomerEvent>> timelines = kind.getKey().equals("merged") ? merged : events;
            for (Map.Entry<String, Node> at : fields(kind.getValue()).entrySet()) {
                for (Map.Entry<String, Node> customer : fields(at.getValue()).entrySet()) {
                    Score score = model.score(
                            timelines.get(customer.getKey()), Instant.ofEpochMilli(Long.parseLong(at.getKey())));
                    Map<String, BigDecimal> byRule = score.byRule();
                    for (Map.Entry<String, Node> rule :
                            fields(customer.getValue()).entrySet()) {
                        double expected = decimal(rule.getValue()).doubleValue();
                        assertThat(byRule.getOrDefault(rule.getKey(), BigDecimal.ZERO)
                                        .doubleValue())
                                .as("%s %s %s %s", kind.getKey(), at.getKey(), customer.getKey(), rule.getKey())
                                .isCloseTo(expected, within(tolerance(expected)));
                        checked++;
                    }
                    assertThat(score.contributions().stream()
                                    .map(Contribution::left)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(score.sum());
                }
            }
        }
        assertThat(checked).isGreaterThan(200);
    }

    @Test
    void arrivingInTheFilesOrderEndsInTheSameState() {
        ScoreFold fold = model.fold();
        int inserted = 0;
        for (List<CustomerEvent> theirs : events.values()) {
            List<CustomerEvent> known = new ArrayList<>();
            ScoreState state = fold.initial();
            for (CustomerEvent event : theirs.subList(0, Math.min(80, theirs.size()))) {
                List<CustomerEvent> more = new ArrayList<>(known);
                more.add(event);
                List<CustomerEvent> timeline = Scoring.timeline(more, Instant.MAX);
                if (timeline.size() == known.size()) {
                    continue; // replayed
                }
                known = timeline;
                boolean late = timeline.get(timeline.size() - 1) != event;
                ScoreState next = late ? fold.insert(state, event) : fold.apply(state, event);
                inserted += late && next != null ? 1 : 0;
                state = next == null ? folded(fold, known) : next;
            }
            assertThat(fold.encode(state)).isEqualTo(fold.encode(folded(fold, known)));
        }
        assertThat(inserted).isGreaterThan(100);
    }

    private static ScoreState folded(ScoreFold fold, List<CustomerEvent> timeline) {
        ScoreState state = fold.initial();
        for (CustomerEvent event : timeline) {
            state = fold.apply(state, event);
        }
        return state;
    }

    // ------------------------------------------------------------------ reading the reference

    private static ScoreModel model() {
        ScoreModel.Builder builder =
                ScoreModel.named("points").zone("UTC").floor(0).ceiling(1000);
        for (Node node : ((Node.Items) rules.fields().get("rules")).items()) {
            Map<String, Node> rule = fields(node);
            List<EventFilter> filters = new ArrayList<>();
            for (String field : List.of("channel", "category")) {
                if (rule.containsKey(field)) {
                    filters.add(EventFilter.field(field, ValueTest.is(text(rule.get(field)))));
                }
            }
            if (rule.containsKey("min_amount")) {
                filters.add(EventFilter.field("amount", ValueTest.atLeast(100 * whole(rule.get("min_amount")))));
            }
            if (rule.containsKey("max_amount_exclusive")) {
                filters.add(
                        EventFilter.field("amount", ValueTest.lessThan(100 * whole(rule.get("max_amount_exclusive")))));
            }
            ScoreRule built = ScoreRule.of(
                            text(rule.get("id")),
                            Selection.of("custom:" + text(rule.get("type"))).where(new EventFilter.All(filters)),
                            whole(rule.get("points")))
                    .decaying(decay(rule));
            builder.rule(rule.containsKey("cap") ? built.capped(cap(fields(rule.get("cap")))) : built);
        }
        for (Node tier : ((Node.Items) rules.fields().get("tiers")).items()) {
            List<Node> parts = ((Node.Items) tier).items();
            if (parts.get(1) instanceof Node.Whole atLeast) {
                builder.band(text(parts.get(0)), atLeast.number());
            } else {
                builder.band(text(parts.get(0)));
            }
        }
        return builder.build();
    }

    private static Cap cap(Map<String, Node> cap) {
        long n = whole(cap.get("n"));
        return switch (text(cap.get("kind"))) {
            case "utc_day" -> Cap.perDay(n);
            case "rolling" -> Cap.within(Duration.ofHours(whole(cap.get("hours"))), n);
            case "lifetime" -> Cap.ever(n);
            default -> throw new IllegalArgumentException("cap " + cap);
        };
    }

    private static Decay decay(Map<String, Node> rule) {
        if (rule.containsKey("expire_days")) {
            return Decay.expiry(Span.days((int) whole(rule.get("expire_days"))));
        }
        if (!rule.containsKey("decay")) {
            return Decay.none();
        }
        Map<String, Node> decay = fields(rule.get("decay"));
        return switch (text(decay.get("kind"))) {
            case "half_life" -> Decay.halfLife(Duration.ofDays(whole(decay.get("days"))));
            case "linear" ->
                Decay.stepped((int) whole(decay.get("percent")), Duration.ofDays(whole(decay.get("period_days"))));
            default -> throw new IllegalArgumentException("decay " + decay);
        };
    }

    private static Map<String, List<CustomerEvent>> events() throws IOException {
        Map<String, List<CustomerEvent>> byCustomer = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("points_events.csv.gz"))),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] columns = line.split(",", -1);
                Map<String, AttributeValue> attributes = new HashMap<>();
                attributes.put("channel", AttributeValue.of(columns[3]));
                attributes.put("category", AttributeValue.of(columns[4]));
                if (!columns[5].isEmpty()) {
                    attributes.put(
                            "amount",
                            AttributeValue.of(
                                    new BigDecimal(columns[5]).movePointRight(2).longValueExact()));
                }
                byCustomer
                        .computeIfAbsent(columns[1], absent -> new ArrayList<>())
                        .add(CustomerEvent.of(
                                "shop",
                                EventId.of(Long.parseLong(columns[0].substring(1))),
                                Identifier.of(Scheme.MEMBER, columns[1]),
                                Instant.ofEpochMilli(Long.parseLong(columns[6])),
                                new EventBody.Custom(columns[2], Initiator.CUSTOMER, attributes)));
            }
        }
        return byCustomer;
    }

    private static Map<String, List<CustomerEvent>> merged() {
        Map<String, List<CustomerEvent>> merged = new TreeMap<>(events);
        fields(rules, "merge_from_to").forEach((from, to) -> {
            List<CustomerEvent> union = new ArrayList<>(merged.get(text(to)));
            union.addAll(merged.remove(from));
            merged.put(text(to), union);
        });
        return merged;
    }

    /** The document reader takes no exponents. */
    private static String withoutExponents(String json) {
        return Pattern.compile("[0-9.]+e-[0-9]+")
                .matcher(json)
                .replaceAll(number -> new BigDecimal(number.group()).toPlainString());
    }

    private static Map<String, Node> fields(Node mapping) {
        return ((Node.Mapping) mapping).fields();
    }

    private static Map<String, Node> fields(Node.Mapping mapping, String field) {
        return fields(mapping.fields().get(field));
    }

    private static String text(Node node) {
        return ((Node.Text) node).text();
    }

    private static long whole(Node node) {
        return decimal(node).longValueExact();
    }

    private static BigDecimal decimal(Node node) {
        return node instanceof Node.Whole whole ? BigDecimal.valueOf(whole.number()) : ((Node.Decimal) node).number();
    }
}
