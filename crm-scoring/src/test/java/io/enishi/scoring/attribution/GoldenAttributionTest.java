package io.enishi.scoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.enishi.scoring.GoldenFile;
import io.enishi.scoring.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The reference values in {@code golden/scoring/attribution.json}. */
class GoldenAttributionTest {

    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");

    private static GoldenFile golden() {
        return GoldenFile.json("attribution.json");
    }

    private static List<ContactPath> paths(GoldenFile rows) {
        List<ContactPath> paths = new ArrayList<>();
        for (GoldenFile row : rows.items()) {
            paths.add(new ContactPath(
                    row.get("path").items().stream().map(GoldenFile::text).toList(),
                    row.get("conversions").number(),
                    0,
                    row.get("nulls").number()));
        }
        return paths;
    }

    private static void check(Map<String, Double> ours, GoldenFile expected, double tolerance) {
        expected.fields().keySet().forEach(channel -> {
            double wanted = expected.get(channel).number();
            assertThat(ours.getOrDefault(channel, 0.0))
                    .as(channel)
                    .isCloseTo(wanted, within(tolerance * Math.max(1, Math.abs(wanted))));
        });
    }

    private static Map<String, Double> conversions(Attribution attribution) {
        Map<String, Double> conversions = new TreeMap<>();
        attribution.credits().forEach((channel, credit) -> conversions.put(channel, credit.conversions()));
        return conversions;
    }

    @Test
    void theWorkedExampleOfTutorialsComesOut() {
        GoldenFile toy = golden().get("toy_published");
        List<ContactPath> paths = paths(toy.get("paths"));
        MarkovChain chain = MarkovChain.of(paths);
        assertThat(chain.conversionProbability()).isCloseTo(toy.get("P_conv").number(), within(1e-15));
        check(chain.removalEffects(), toy.get("removal_effects"), 1e-12);
        check(conversions(AttributionModel.markov().attribute(paths)), toy.get("attribution"), 1e-12);
        check(conversions(AttributionModel.shapley().attribute(paths)), toy.get("shapley"), 1e-12);
    }

    @Test
    void allModelsDivideTheSmallShopAsTheReferenceDoes() {
        GoldenFile toy = golden().get("toy_ecommerce");
        List<ContactPath> paths = paths(toy.get("paths"));
        MarkovChain chain = MarkovChain.of(paths);
        assertThat(chain.conversionProbability()).isCloseTo(toy.get("P_conv").number(), within(1e-12));
        check(chain.removalEffects(), toy.get("removal_effects"), 1e-10);
        check(conversions(chain.attribution()), toy.get("markov"), 1e-10);
        check(conversions(AttributionModel.shapley().attribute(paths)), toy.get("shapley"), 1e-10);
        check(Shapley.ofConversionRate(paths), toy.get("shapley_rate"), 1e-10);
        GoldenFile heuristics = toy.get("heuristics");
        check(conversions(AttributionModel.first().attribute(paths)), heuristics.get("first"), 1e-10);
        check(conversions(AttributionModel.last().attribute(paths)), heuristics.get("last"), 1e-10);
        check(conversions(AttributionModel.linear().attribute(paths)), heuristics.get("linear"), 1e-10);
        check(conversions(AttributionModel.position().attribute(paths)), heuristics.get("position_40_20_40"), 1e-10);
    }

    @Test
    void olderContactsGetLessByHalfLives() {
        List<GoldenFile> examples = golden().get("time_decay").items();
        assertThat(examples).hasSize(2);
        for (GoldenFile example : examples) {
            List<Touch> touches = new ArrayList<>();
            for (GoldenFile touch : example.get("touches_channel_day").items()) {
                touches.add(new Touch(touch.get(0).text(), day(touch.get(1).number())));
            }
            TimedPath path =
                    new TimedPath(touches, day(example.get("conversion_day").number()), true, 100);
            Attribution shares = new TimeDecay(
                            Duration.ofDays((long) example.get("half_life_days").number()))
                    .attribute(List.of(path));
            check(conversions(shares), example.get("credit"), 1e-12);
            assertThat(shares.total().value()).isCloseTo(100, within(1e-12));
        }
    }

    private static Instant day(double day) {
        return DAY_0.plus(Duration.ofDays((long) day));
    }

    @Test
    void tenThousandPathsGiveTheExactMarkovAndShapleyValues() throws IOException {
        Path file = Shared.folder().resolve("data/scoring/attribution_pathdata.csv");
        assumeTrue(Files.isReadable(file), "data are absent");
        List<ContactPath> paths = new ArrayList<>();
        for (String line : Files.readAllLines(file).subList(1, 10_001)) {
            String[] row = line.split(",");
            paths.add(ContactPath.parse(
                    row[0], ">", Double.parseDouble(row[1]), Double.parseDouble(row[2]), Double.parseDouble(row[3])));
        }
        GoldenFile expected = golden().get("ChannelAttribution_PathData");
        check(conversions(AttributionModel.first().attribute(paths)), expected.get("first_touch"), 1e-8);
        check(conversions(AttributionModel.last().attribute(paths)), expected.get("last_touch"), 1e-8);
        check(conversions(AttributionModel.linear().attribute(paths)), expected.get("linear"), 1e-8);
        MarkovChain chain = MarkovChain.of(paths);
        assertThat(chain.conversionProbability())
                .isCloseTo(expected.get("P_conv_exact").number(), within(1e-12));
        check(chain.removalEffects(), expected.get("markov_removal_effects_exact"), 1e-10);
        Map<String, Double> markov = conversions(chain.attribution());
        check(markov, expected.get("markov_exact"), 1e-8);
        check(conversions(AttributionModel.shapley().attribute(paths)), expected.get("shapley_set_based"), 1e-8);
        GoldenFile simulated = expected.get("markov_simulated_by_ChannelAttribution");
        markov.forEach((channel, value) -> {
            if (value > 100) {
                assertThat(value).as(channel).isCloseTo(simulated.get(channel).number(), within(0.03 * value));
            }
        });
    }
}
