package io.enishi.examples.points;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.condition.ValueTest;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.scoring.Cap;
import io.enishi.scoring.Decay;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rules as a file: a score model in YAML or JSON, or a plain JSON table of rules such as
 *
 * <pre>{@code
 * {"rules": [{"id": "mail", "type": "newsletter_open", "channel": "email", "points": 7,
 *             "cap": {"kind": "utc_day", "n": 3}, "decay": {"kind": "half_life", "days": 30}}],
 *  "tiers": [["none", "below 50"], ["bronze", 50]],
 *  "merge_from_to": {"c001": "c000"}}
 * }</pre>
 *
 * <p>A rule of the table may also have {@code category}, {@code min_amount}, {@code max_amount_exclusive}, {@code expire_days}; a cap
 * {@code {"kind": "rolling", "n": 2, "hours": 24}} or {@code {"kind": "lifetime", "n": 1}}; a decay {@code {"kind": "linear",
 * "percent": 50, "period_days": 30}}, by steps. Scores are held between 0 and 1000, unless {@code floor} and {@code ceiling} say
 * otherwise.
 *
 * @param model the rules
 * @param decimals with how many decimals the model counts the numbers of events
 * @param merges who is one person with whom, if the file tells
 * @param texts columns that hold texts even where they look like numbers
 */
record RulesFile(ScoreModel model, int decimals, Map<String, String> merges, Set<String> texts) {

    /** Amounts of a table are kept in billionths, so that every bound that people write is exact. */
    private static final int TABLE_DECIMALS = 9;

    private static final Set<String> RULE_FIELDS = Set.of(
            "id",
            "type",
            "channel",
            "category",
            "min_amount",
            "max_amount_exclusive",
            "points",
            "cap",
            "decay",
            "expire_days");

    /**
     * Reads a file.
     *
     * @param decimals with how many decimals a score model counts numbers
     * @throws DefinitionException with all problems at once
     */
    static RulesFile read(Path file, int decimals) throws IOException {
        String text = Files.readString(file);
        if (!text.stripLeading().startsWith("{") || text.contains("\"score-model\"")) {
            return new RulesFile(ScoreModel.parse(text), decimals, Map.of(), Set.of());
        }
        try {
            return new Table(JsonMapper.builder().build().readTree(text)).read();
        } catch (JacksonException e) {
            throw new DefinitionException(new Problem(
                    file.getFileName().toString(), "is not JSON that can be read: " + e.getOriginalMessage(), ""));
        }
    }

    /** Reads the table form. */
    private static final class Table {

        private final JsonNode root;
        private final List<Problem> problems = new ArrayList<>();

        Table(JsonNode root) {
            this.root = root;
        }

        RulesFile read() {
            ScoreModel.Builder model = ScoreModel.named("points")
                    .zone("UTC")
                    .floor(root.path("floor").asLong(0))
                    .ceiling(root.path("ceiling").asLong(1_000));
            JsonNode rules = root.path("rules");
            for (int i = 0; i < rules.size(); i++) {
                String path = "rules[" + i + "]";
                try {
                    model.rule(rule(rules.get(i), path));
                } catch (IllegalArgumentException | ArithmeticException e) {
                    problem(path, String.valueOf(e.getMessage()), "");
                }
            }
            for (JsonNode tier : root.path("tiers")) {
                if (tier.path(1).isNumber()) {
                    model.band(tier.path(0).asString(), tier.path(1).asLong());
                } else {
                    model.band(tier.path(0).asString());
                }
            }
            Map<String, String> merges = new LinkedHashMap<>();
            root.path("merge_from_to")
                    .properties()
                    .forEach(
                            merge -> merges.put(merge.getKey(), merge.getValue().asString()));
            if (!problems.isEmpty()) {
                throw new DefinitionException(problems);
            }
            return new RulesFile(model.build(), TABLE_DECIMALS, merges, Set.of("channel", "category"));
        }

        private ScoreRule rule(JsonNode rule, String path) {
            rule.propertyNames().forEach(field -> {
                if (!RULE_FIELDS.contains(field)) {
                    problem(path + '.' + field, "unknown field", "a rule has " + new TreeSet<>(RULE_FIELDS));
                }
            });
            List<EventFilter> filters = new ArrayList<>();
            for (String field : List.of("channel", "category")) {
                if (rule.has(field)) {
                    filters.add(EventFilter.field(
                            field, ValueTest.is(rule.path(field).asString())));
                }
            }
            if (rule.has("min_amount")) {
                filters.add(EventFilter.field("amount", ValueTest.atLeast(scaled(rule.path("min_amount")))));
            }
            if (rule.has("max_amount_exclusive")) {
                filters.add(EventFilter.field("amount", ValueTest.lessThan(scaled(rule.path("max_amount_exclusive")))));
            }
            Selection when = Selection.of("custom:" + rule.path("type").asString(""))
                    .where(filters.isEmpty() ? EventFilter.any() : new EventFilter.All(filters));
            ScoreRule built = ScoreRule.of(
                            rule.path("id").asString(""),
                            when,
                            rule.path("points").decimalValue().longValueExact())
                    .decaying(decay(rule, path));
            Cap cap = rule.has("cap") ? cap(rule.path("cap"), path + ".cap") : null;
            return cap == null ? built : built.capped(cap);
        }

        private static long scaled(JsonNode number) {
            return number.decimalValue().movePointRight(TABLE_DECIMALS).longValueExact();
        }

        private @Nullable Cap cap(JsonNode cap, String path) {
            long n = cap.path("n").asLong(0);
            return switch (cap.path("kind").asString("")) {
                case "utc_day" -> Cap.perDay(n);
                case "rolling" -> Cap.within(millis(cap.path("hours"), 3_600_000), n);
                case "lifetime" -> Cap.ever(n);
                default -> {
                    problem(path + ".kind", "is none of the kinds", "use one of utc_day, rolling, lifetime");
                    yield null;
                }
            };
        }

        private Decay decay(JsonNode rule, String path) {
            if (rule.has("expire_days") && rule.has("decay")) {
                problem(path + ".decay", "points decay in one way only, but this rule expires too", "keep one");
            }
            if (rule.has("expire_days")) {
                return Decay.expiry(Span.of(millis(rule.path("expire_days"), 86_400_000)));
            }
            if (!rule.has("decay")) {
                return Decay.none();
            }
            JsonNode decay = rule.path("decay");
            return switch (decay.path("kind").asString("")) {
                case "half_life" -> Decay.halfLife(millis(decay.path("days"), 86_400_000));
                case "linear" ->
                    Decay.stepped(decay.path("percent").asInt(0), millis(decay.path("period_days"), 86_400_000));
                default -> {
                    problem(path + ".decay.kind", "is none of the kinds", "use one of half_life, linear");
                    yield Decay.none();
                }
            };
        }

        private static Duration millis(JsonNode count, long unit) {
            return Duration.ofMillis(
                    count.decimalValue().multiply(BigDecimal.valueOf(unit)).longValueExact());
        }

        private void problem(String path, String message, String advice) {
            problems.add(new Problem(path, message, advice));
        }
    }
}
