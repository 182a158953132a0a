package io.enishi.identity.link;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a linkage looks at: comparisons and blocking rules, and once it has been trained its probabilities. A value that reads and
 * writes YAML without loss.
 *
 * <pre>{@code
 * link: customers
 * comparisons:
 *   - of: surname:text         # column, then transforms
 *     as: name                 # a kind, or levels: [exact, jaro-winkler 0.92]
 *     household: true          # families share it
 *   - of: born:date
 *     as: date
 * blocking:
 *   - surname:soundex, born:date:year
 *   - phone:phone
 * }</pre>
 *
 * <p>A feature is {@code column:transform:transform}, see {@link Transforms}; {@code a+b} joins columns into parts, {@code a|b} takes
 * the first that is known. A pair of records is compared if for one blocking rule all its features are known and equal.
 *
 * @param name what the model is called
 * @param comparisons at least one, at most {@value #MOST_COMPARISONS}
 * @param blocking rules; each a list of features that must all agree
 * @param mode what sources mean
 * @param training probabilities found by an earlier run, or written by hand
 */
public record LinkModel(
        String name,
        List<Comparison> comparisons,
        List<List<String>> blocking,
        Mode mode,
        Optional<Training> training) {

    /** Most comparisons of a model. */
    public static final int MOST_COMPARISONS = 16;

    public LinkModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(training, "training");
        comparisons = List.copyOf(comparisons);
        blocking = blocking.stream().map(List::copyOf).toList();
        List<Problem> problems = new ArrayList<>();
        if (comparisons.isEmpty() || comparisons.size() > MOST_COMPARISONS) {
            problems.add(new Problem(
                    "comparisons", "must be 1 to " + MOST_COMPARISONS + ", but are " + comparisons.size(), ""));
        }
        if (comparisons.stream().map(Comparison::of).distinct().count() < comparisons.size()) {
            problems.add(new Problem("comparisons", "must each look at another feature", ""));
        }
        if (blocking.isEmpty() || blocking.size() > Blocking.MOST_RULES) {
            problems.add(new Problem(
                    "blocking",
                    "must have 1 to " + Blocking.MOST_RULES + " rules, but has " + blocking.size(),
                    "without a rule every record would be compared with every other"));
        }
        for (int i = 0; i < comparisons.size(); i++) {
            check("comparisons[" + i + "].of", comparisons.get(i).of(), problems);
        }
        for (int i = 0; i < blocking.size(); i++) {
            if (blocking.get(i).isEmpty()) {
                problems.add(new Problem("blocking[" + i + "]", "names no feature", ""));
            }
            for (String feature : blocking.get(i)) {
                check("blocking[" + i + "]", feature, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        List<Comparison> compared = comparisons;
        training.ifPresent(trained -> trained.mustFit(compared));
    }

    /** A model without training that finds duplicates whatever their sources. */
    public static LinkModel of(String name, List<Comparison> comparisons, List<List<String>> blocking) {
        return new LinkModel(name, comparisons, blocking, Mode.DEDUPE, Optional.empty());
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws DefinitionException with everything that is wrong
     */
    public static LinkModel parse(String text) {
        return Document.parse(text).read(LinkSpelling::read);
    }

    /** The model as YAML; {@link #parse} gives it back equal. */
    public String toYaml() {
        return Document.of(LinkSpelling.write(this)).toYaml();
    }

    /** The same model with probabilities. */
    public LinkModel with(Training trained) {
        return new LinkModel(name, comparisons, blocking, mode, Optional.of(trained));
    }

    /** The same model without probabilities. */
    public LinkModel untrained() {
        return new LinkModel(name, comparisons, blocking, mode, Optional.empty());
    }

    /** Names of the columns that the model looks at. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        features().forEach(feature -> columns.addAll(feature.columns()));
        return columns;
    }

    /** Columns and transforms that do not exist. */
    List<Problem> problems(List<String> columns, Transforms transforms) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            fit("comparisons[" + i + "].of", comparisons.get(i).feature(), columns, transforms, problems);
        }
        for (int i = 0; i < blocking.size(); i++) {
            for (String feature : blocking.get(i)) {
                fit("blocking[" + i + "]", Feature.parse(feature), columns, transforms, problems);
            }
        }
        return problems;
    }

    /** Features of comparisons and blocking rules. */
    List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        comparisons.forEach(comparison -> features.add(comparison.feature()));
        blocking.forEach(rule -> rule.forEach(feature -> features.add(Feature.parse(feature))));
        return features;
    }

    private static void fit(
            String path, Feature feature, List<String> columns, Transforms transforms, List<Problem> problems) {
        for (String column : feature.columns()) {
            if (!columns.contains(column)) {
                problems.add(new Problem(
                        path, "no column \"" + column + '"', "the table has " + String.join(", ", columns)));
            }
        }
        for (String transform : feature.unknown(transforms)) {
            problems.add(new Problem(
                    path, "no transform \"" + transform + '"', "there are " + String.join(", ", transforms.names())));
        }
    }

    private static void check(String path, String feature, List<Problem> problems) {
        try {
            Feature.parse(feature);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(path, String.valueOf(e.getMessage()), ""));
        }
    }
}
