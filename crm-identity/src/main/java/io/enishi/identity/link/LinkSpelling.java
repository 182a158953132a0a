package io.enishi.identity.link;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.identity.link.Training.LevelWeights;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models as document trees; see {@link LinkModel} for an example. */
final class LinkSpelling {

    private LinkSpelling() {}

    // ------------------------------------------------------------------ reading

    static LinkModel read(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("link");
            List<Comparison> comparisons = in.list("comparisons", LinkSpelling::readComparison);
            List<List<String>> blocking = in.list("blocking", LinkSpelling::readRule);
            Mode mode = in.choice("mode", Mode.class, Mode.DEDUPE);
            Training training = in.optional("training", LinkSpelling::readTraining);
            return in.build(() -> new LinkModel(name, comparisons, blocking, mode, Optional.ofNullable(training)));
        });
    }

    private static Comparison readComparison(DocValue value) {
        return value.mapping(in -> {
            String of = in.text("of");
            List<Level> levels = readLevels(in);
            boolean household = in.flag("household", false);
            String frequencies = in.text("frequencies", Comparison.OWN);
            return in.build(() -> new Comparison(of, levels, household, frequencies));
        });
    }

    private static List<Level> readLevels(DocReader in) {
        if (in.has("as") == in.has("levels")) {
            in.problem(
                    "", "needs \"as\" or \"levels\", and not both", "as: name, or levels: [exact, jaro-winkler 0.92]");
            return List.of(Level.of(Measure.EXACT));
        }
        if (in.has("levels")) {
            return in.list(
                    "levels",
                    level -> level.text(Level::read, "is no level", "write exact, jaro-winkler 0.92, damerau 1, ..."));
        }
        List<Level> levels = in.read(
                "as",
                kind -> kind.text(
                        text -> Comparison.levelsOf(text).isEmpty() ? null : Comparison.levelsOf(text),
                        "is no kind of comparison",
                        "use one of " + String.join(", ", Comparison.kindNames())));
        return levels;
    }

    private static List<String> readRule(DocValue value) {
        return value.isList()
                ? value.items(DocValue::text)
                : Arrays.stream(value.text().split(",", -1)).map(String::strip).toList();
    }

    private static Training readTraining(DocValue value) {
        return value.mapping(in -> {
            double prior = in.decimal("prior").doubleValue();
            double relatives = in.decimal("relatives", BigDecimal.ZERO).doubleValue();
            double neighbours = in.decimal("neighbours", BigDecimal.ZERO).doubleValue();
            double threshold = in.decimal("threshold").doubleValue();
            List<LevelWeights> weights = in.list("weights", LinkSpelling::readWeights);
            return in.build(() -> new Training(prior, relatives, neighbours, threshold, weights));
        });
    }

    private static LevelWeights readWeights(DocValue value) {
        return value.mapping(in -> {
            List<Double> m = in.list("m", number -> number.decimal().doubleValue());
            List<Double> u = in.list("u", number -> number.decimal().doubleValue());
            List<Double> h =
                    in.has("h") ? in.list("h", number -> number.decimal().doubleValue()) : u;
            List<Double> n =
                    in.has("n") ? in.list("n", number -> number.decimal().doubleValue()) : u;
            return in.build(() -> new LevelWeights(m, u, h, n));
        });
    }

    // ------------------------------------------------------------------ writing

    static Node.Mapping write(LinkModel model) {
        DocWriter out = new DocWriter()
                .put("link", model.name())
                .list("comparisons", model.comparisons(), LinkSpelling::write)
                .list("blocking", model.blocking(), LinkSpelling::write)
                .putUnless(Mode.DEDUPE, "mode", model.mode());
        model.training().ifPresent(training -> out.put("training", write(training)));
        return out.node();
    }

    private static Node write(Comparison comparison) {
        DocWriter out = new DocWriter().put("of", comparison.of());
        String kind = comparison.kind();
        if (kind.isEmpty()) {
            out.list("levels", comparison.levels(), level -> new Node.Text(level.toString()));
        } else {
            out.put("as", kind);
        }
        return out.putUnless(false, "household", comparison.household())
                .putUnless(Comparison.OWN, "frequencies", comparison.frequencies())
                .node();
    }

    private static Node write(List<String> rule) {
        return new Node.Text(String.join(", ", rule));
    }

    private static Node write(Training training) {
        DocWriter out = new DocWriter().put("prior", number(training.prior()));
        if (training.relatives() > 0) {
            out.put("relatives", number(training.relatives()));
        }
        if (training.neighbours() > 0) {
            out.put("neighbours", number(training.neighbours()));
        }
        return out.put("threshold", number(training.threshold()))
                .list("weights", training.weights(), LinkSpelling::write)
                .node();
    }

    private static Node write(LevelWeights weights) {
        Map<String, List<Double>> lists = new LinkedHashMap<>();
        lists.put("m", weights.m());
        lists.put("u", weights.u());
        if (!weights.h().equals(weights.u())) {
            lists.put("h", weights.h());
        }
        if (!weights.n().equals(weights.u())) {
            lists.put("n", weights.n());
        }
        DocWriter out = new DocWriter();
        lists.forEach((name, list) -> out.list(name, list, each -> DocWriter.number(number(each))));
        return out.node();
    }

    /** All that a document keeps of a number; reading it gives the same number, since {@link Training} rounds. */
    private static BigDecimal number(double value) {
        return new BigDecimal(value).setScale(Training.DECIMALS, RoundingMode.HALF_EVEN);
    }
}
