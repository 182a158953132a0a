package io.enishi.scoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of all models, and definitions against which the fast forms are held. */
class AttributionProperties {

    private static final List<AttributionModel> MODELS = List.of(
            AttributionModel.first(),
            AttributionModel.last(),
            AttributionModel.linear(),
            AttributionModel.position(),
            AttributionModel.position(0, 0.7),
            AttributionModel.markov(),
            AttributionModel.shapley());

    @Provide
    Arbitrary<List<ContactPath>> worlds() {
        Arbitrary<List<String>> channels = Arbitraries.of("search", "mail", "line", "display", "shop")
                .list()
                .ofMaxSize(6);
        return Combinators.combine(
                        channels,
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 1000))
                .as((path, conversions, lost, value) ->
                        new ContactPath(path, conversions, conversions == 0 ? 0 : value, lost))
                .list()
                .ofMaxSize(15);
    }

    @Property(tries = 300)
    void creditsAndWhatNobodyBroughtAddUpToAllConversions(@ForAll("worlds") List<ContactPath> paths) {
        double conversions =
                paths.stream().mapToDouble(ContactPath::conversions).sum();
        double value = paths.stream().mapToDouble(ContactPath::value).sum();
        for (AttributionModel model : MODELS) {
            Attribution attribution = model.attribute(paths);
            assertThat(attribution.total().conversions()).as(model.name()).isCloseTo(conversions, within(1e-9));
            assertThat(attribution.total().value()).as(model.name()).isCloseTo(value, within(1e-7));
            TreeSet<String> met = new TreeSet<>();
            paths.forEach(path -> met.addAll(path.channels()));
            assertThat(attribution.credits().keySet()).isEqualTo(met);
            attribution.credits().values().forEach(credit -> {
                assertThat(credit.conversions()).isNotNegative().isFinite();
                assertThat(credit.value()).isNotNegative().isFinite();
            });
        }
    }

    @Property(tries = 200)
    void theOrderOfPathsAndTheirSplittingDoNotMatter(@ForAll("worlds") List<ContactPath> paths, @ForAll long seed) {
        List<ContactPath> split = new ArrayList<>();
        for (ContactPath path : paths) {
            double half = path.conversions() > 1 ? 1 : 0;
            double part = Math.min(half, path.value());
            split.add(new ContactPath(path.channels(), path.conversions() - half, path.value() - part, path.lost()));
            split.add(new ContactPath(path.channels(), half, part, 0));
        }
        Collections.shuffle(split, new Random(seed));
        for (AttributionModel model : MODELS) {
            Map<String, Credit> expected = model.attribute(paths).credits();
            model.attribute(split).credits().forEach((channel, credit) -> {
                assertThat(credit.conversions()).isCloseTo(expected.get(channel).conversions(), within(1e-9));
                assertThat(credit.value()).isCloseTo(expected.get(channel).value(), within(1e-6));
            });
        }
    }

    @Property(tries = 200)
    void removalEffectsAreWhatIsLostWhenAChannelLeadsNowhere(@ForAll("worlds") List<ContactPath> paths) {
        MarkovChain chain = MarkovChain.of(paths);
        double with = chain.conversionProbability();
        chain.removalEffects().forEach((channel, effect) -> {
            double without = walk(paths, channel);
            assertThat(with == 0 ? 0 : 1 - without / with).as(channel).isCloseTo(effect, within(1e-9));
        });
        assertThat(walk(paths, "none")).isCloseTo(with, within(1e-9));
    }

    /** The probability to convert with a channel that leads nowhere, by walking the chain until nobody is left. */
    private static double walk(List<ContactPath> paths, String removed) {
        Map<String, Map<String, Double>> steps = new TreeMap<>();
        for (ContactPath path : paths) {
            if (path.channels().isEmpty()) {
                continue;
            }
            String before = "(start)";
            for (String channel : path.channels()) {
                step(steps, before, channel, path.conversions() + path.lost());
                before = channel;
            }
            step(steps, before, "(conversion)", path.conversions());
            step(steps, before, "(null)", path.lost());
        }
        Map<String, Double> here = new TreeMap<>(Map.of("(start)", 1.0));
        double converted = 0;
        for (int i = 0; i < 3_000 && !here.isEmpty(); i++) {
            Map<String, Double> next = new TreeMap<>();
            for (Map.Entry<String, Double> place : here.entrySet()) {
                Map<String, Double> out = steps.getOrDefault(place.getKey(), Map.of());
                double all =
                        out.values().stream().mapToDouble(Double::doubleValue).sum();
                if (all == 0 || place.getKey().equals(removed) || place.getValue() < 1e-18) {
                    continue;
                }
                for (Map.Entry<String, Double> step : out.entrySet()) {
                    double share = place.getValue() * step.getValue() / all;
                    if (step.getKey().equals("(conversion)")) {
                        converted += share;
                    } else if (!step.getKey().equals("(null)")) {
                        next.merge(step.getKey(), share, Double::sum);
                    }
                }
            }
            here = next;
        }
        return converted;
    }

    private static void step(Map<String, Map<String, Double>> steps, String from, String to, double weight) {
        steps.computeIfAbsent(from, unseen -> new TreeMap<>()).merge(to, weight, Double::sum);
    }

    @Property(tries = 100)
    void shapleyValuesAreTheAverageOverAllOrdersOfJoining(@ForAll("worlds") List<ContactPath> paths) {
        TreeSet<String> names = new TreeSet<>();
        paths.forEach(path -> names.addAll(path.channels()));
        List<List<String>> orders = new ArrayList<>();
        permute(new ArrayList<>(names), 0, orders);
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Double> rates = new TreeMap<>();
        for (List<String> order : orders) {
            TreeSet<String> joined = new TreeSet<>();
            for (String channel : order) {
                double before = worth(paths, joined, false);
                double rateBefore = worth(paths, joined, true);
                joined.add(channel);
                sums.merge(channel, (worth(paths, joined, false) - before) / orders.size(), Double::sum);
                rates.merge(channel, (worth(paths, joined, true) - rateBefore) / orders.size(), Double::sum);
            }
        }
        Attribution shapley = AttributionModel.shapley().attribute(paths);
        Map<String, Double> ofRate = Shapley.ofConversionRate(paths);
        sums.forEach((channel, value) -> {
            assertThat(shapley.credit(channel).conversions()).isCloseTo(value, within(1e-9));
            assertThat(ofRate.get(channel)).isCloseTo(rates.get(channel), within(1e-9));
        });
    }

    private static double worth(List<ContactPath> paths, TreeSet<String> set, boolean rate) {
        double conversions = 0;
        double all = 0;
        for (ContactPath path : paths) {
            if (!path.channels().isEmpty() && set.containsAll(path.channels())) {
                conversions += path.conversions();
                all += path.conversions() + path.lost();
            }
        }
        return !rate ? conversions : all == 0 ? 0 : conversions / all;
    }

    private static void permute(List<String> names, int from, List<List<String>> into) {
        if (from >= names.size()) {
            into.add(List.copyOf(names));
        }
        for (int i = from; i < names.size(); i++) {
            Collections.swap(names, from, i);
            permute(names, from + 1, into);
            Collections.swap(names, from, i);
        }
    }

    @Property(tries = 100)
    void pathsAreCutAtOrdersWhateverTheOrderOfRows(@ForAll long seed) {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        Random random = new Random(seed);
        List<Runnable> rows = new ArrayList<>();
        TouchLog[] log = {new TouchLog(Duration.ofDays(30))};
        int orders = 0;
        for (int i = 0; i < 40; i++) {
            String person = "p" + random.nextInt(3);
            Instant at = begin.plus(Duration.ofHours(i * 60L));
            if (random.nextInt(4) == 0) {
                orders++;
                rows.add(() -> log[0].order(person, at, 10));
            } else {
                String channel = List.of("mail", "line", "search").get(random.nextInt(3));
                rows.add(() -> log[0].touch(person, channel, at));
            }
        }
        rows.forEach(Runnable::run);
        List<TimedPath> one = log[0].paths();
        log[0] = new TouchLog(Duration.ofDays(30));
        Collections.shuffle(rows, random);
        rows.forEach(Runnable::run);
        assertThat(log[0].paths()).containsExactlyInAnyOrderElementsOf(one);
        assertThat(one.stream().filter(TimedPath::converted)).hasSize(orders);
        assertThat(new TimeDecay(Duration.ofDays(7)).attribute(one).total().conversions())
                .isCloseTo(orders, within(1e-9));
    }
}
