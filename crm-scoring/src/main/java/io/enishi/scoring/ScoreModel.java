package io.enishi.scoring;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.DefinitionException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How customers are scored: rules, a floor and a ceiling, and bands. An immutable value; Java, YAML and JSON spell it alike.
 *
 * <pre>{@code
 * score-model: interest
 * zone: Asia/Tokyo                       # of calendar caps and calendar expiry; needed only where they are used
 * rules:
 *   - id: registration
 *     when: customer.registered            # a type, a list of types, actions, or events (all)
 *     points: 5                          # or {give: 1, per: 1000 JPY, of: amount}
 *     cap: once                          # 3 per day, 2 within 24 hours, 10 ever, 100 points per month, or a list of such
 *   - id: opened
 *     when: message.opened
 *     where: {channel: mail}
 *     points: 7
 *     half-life: 30 days                 # or linear: 90 days, stepped: {percent: 50, every: 30 days}, expires-after: 3 months
 *   - id: purchase
 *     when: order.placed
 *     points: 30
 *     reversed: true                     # taken back when the order is cancelled or refunded
 *     valid-from: 2026-04-01T00:00:00Z   # and valid-to
 *   - id: lives-near
 *     when: store.visited
 *     points: 10
 *     group: fit
 * floor: 0
 * ceiling: 1000
 * bands:
 *   - low
 *   - {name: high, at-least: 40, leave-below: 30}
 * groups:
 *   - {name: fit, ceiling: 50, bands: [c, {name: b, at-least: 20}, {name: a, at-least: 40}]}
 * }</pre>
 *
 * <p>The score is the sum of what is left of all points, held between floor and ceiling. Floor and ceiling limit what is shown, not
 * what is kept: somebody at a ceiling of 100 with 130 points who loses 20 is still shown 100. What the rules of a {@link ScoreGroup}
 * give is held between the group's limits before it joins that sum. Two groups with bands make a {@link Grid}.
 */
public final class ScoreModel {

    private final String name;
    private final @Nullable ZoneId zone;
    private final List<ScoreRule> rules;
    private final long floor;
    private final long ceiling;
    private final List<Band> bands;
    private final List<ScoreGroup> groups;
    private final @Nullable Grid grid;
    private final String definitionHash;
    private final ScoreFold fold;

    /** @throws DefinitionException with everything that is wrong */
    private ScoreModel(Builder parts) {
        this.name = Objects.requireNonNull(parts.name, "name");
        this.zone = parts.zone;
        this.rules = List.copyOf(parts.rules);
        this.floor = parts.floor;
        this.ceiling = parts.ceiling;
        this.bands = List.copyOf(parts.bands);
        this.groups = List.copyOf(parts.groups);
        this.grid = parts.grid;
        ModelRules.check(this);
        this.definitionHash = Document.of(ModelSpelling.write(this)).definitionHash();
        this.fold = new ScoreFold(this);
    }

    /** Begins a model; {@link Builder#build} checks it. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public static ScoreModel parse(String text) {
        return Document.parse(text).read(ModelSpelling::read);
    }

    public String toYaml() {
        return Document.of(ModelSpelling.write(this)).toYaml();
    }

    public String toJson() {
        return Document.of(ModelSpelling.write(this)).toJson();
    }

    /** SHA-256 over the canonical JSON: equal models have equal hashes. */
    public String definitionHash() {
        return definitionHash;
    }

    /** The name of the model and of the metric that it publishes. */
    public String name() {
        return name;
    }

    /** The zone of calendar caps and calendar spans; empty if the model has none that need it. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    public List<ScoreRule> rules() {
        return rules;
    }

    /** The least score shown; {@link Long#MIN_VALUE} for no limit. */
    public long floor() {
        return floor;
    }

    /** The greatest score shown; {@link Long#MAX_VALUE} for no limit. */
    public long ceiling() {
        return ceiling;
    }

    /** From the lowest to the highest; none, or at least two. */
    public List<Band> bands() {
        return bands;
    }

    /** Parts with limits and bands of their own. */
    public List<ScoreGroup> groups() {
        return groups;
    }

    /**
     * The group of that name.
     *
     * @throws IllegalArgumentException if the model has none
     */
    public ScoreGroup group(String groupName) {
        return groups.stream()
                .filter(group -> group.name().equals(groupName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("score model " + name + " has no group \"" + groupName + '"'));
    }

    /** The two groups whose bands make cells such as A1. */
    public Optional<Grid> grid() {
        return Optional.ofNullable(grid);
    }

    /**
     * One live segment for each band, named {@code <model>:<band>}: who is in the band now. The bands of a group make {@code
     * <model>.<group>:<band>}, the cells of the grid {@code <model>:<row><column>}, such as {@code lead:a1}. Entries and exits happen
     * on the millisecond at which the score crosses the bound.
     */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        addBands(name, bands, segments);
        groups.forEach(group -> addBands(name + '.' + group.name(), group.bands(), segments));
        if (grid != null) {
            List<Band> rowBands = group(grid.rows()).bands();
            List<Band> columnBands = group(grid.columns()).bands();
            for (int row = 0; row < rowBands.size(); row++) {
                for (int column = 0; column < columnBands.size(); column++) {
                    Condition cell = new Condition.All(List.of(
                            inBand(name + '.' + grid.rows(), row), inBand(name + '.' + grid.columns(), column)));
                    segments.add(Segment.live(cellName(rowBands.get(row), columnBands.get(column)), cell));
                }
            }
        }
        return segments;
    }

    String cellName(Band row, Band column) {
        return name + ':' + row.name() + column.name();
    }

    private static void addBands(String metric, List<Band> of, List<Segment> segments) {
        for (int i = 0; i < of.size(); i++) {
            segments.add(Segment.live(metric + ":" + of.get(i).name(), inBand(metric, i)));
        }
    }

    private static Condition inBand(String metric, int index) {
        return new Condition.Metric(metric + ".band", Comparison.exactly(index));
    }

    /** A builder that holds all parts of this model, to change some. */
    public Builder toBuilder() {
        return toBuilder(name);
    }

    /** The same under another name: two versions can run side by side in one {@code Crm}. */
    public ScoreModel renamed(String changed) {
        return toBuilder(changed).build();
    }

    private Builder toBuilder(String builderName) {
        Builder builder = new Builder(builderName);
        builder.zone = zone;
        builder.rules.addAll(rules);
        builder.floor = floor;
        builder.ceiling = ceiling;
        builder.bands.addAll(bands);
        builder.groups.addAll(groups);
        builder.grid = grid;
        return builder;
    }

    /** The model as the runtime runs it. */
    public ScoreFold fold() {
        return fold;
    }

    /**
     * The score of one customer at an instant, with its reasons: the runtime is not needed for this.
     *
     * @param events the customer's events in any order; copies of one event (same source and id) count once, the earliest one;
     *     events after {@code at} are not seen yet
     */
    public Score score(Collection<CustomerEvent> events, Instant at) {
        return Scoring.score(fold, events, at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreModel that
                && name.equals(that.name)
                && Objects.equals(zone, that.zone)
                && rules.equals(that.rules)
                && floor == that.floor
                && ceiling == that.ceiling
                && bands.equals(that.bands)
                && groups.equals(that.groups)
                && Objects.equals(grid, that.grid);
    }

    @Override
    public int hashCode() {
        return definitionHash.hashCode();
    }

    @Override
    public String toString() {
        return "score model " + name + " with " + rules.size() + " rules";
    }

    /** Collects the parts of a model. */
    public static final class Builder {

        private final String name;
        private @Nullable ZoneId zone;
        private final List<ScoreRule> rules = new ArrayList<>();
        private long floor = Long.MIN_VALUE;
        private long ceiling = Long.MAX_VALUE;
        private final List<Band> bands = new ArrayList<>();
        private final List<ScoreGroup> groups = new ArrayList<>();
        private @Nullable Grid grid;

        private Builder(String name) {
            this.name = name;
        }

        public Builder zone(ZoneId changed) {
            this.zone = changed;
            return this;
        }

        /** @param id such as {@code Asia/Tokyo} */
        public Builder zone(String id) {
            return zone(ZoneId.of(id));
        }

        public Builder rule(ScoreRule rule) {
            rules.add(rule);
            return this;
        }

        public Builder rules(Collection<ScoreRule> more) {
            rules.addAll(more);
            return this;
        }

        public Builder floor(long changed) {
            this.floor = changed;
            return this;
        }

        public Builder ceiling(long changed) {
            this.ceiling = changed;
            return this;
        }

        /** Adds a band above those added before. */
        public Builder band(Band band) {
            bands.add(band);
            return this;
        }

        /** Adds the lowest band. */
        public Builder band(String bandName) {
            return band(Band.lowest(bandName));
        }

        public Builder band(String bandName, long atLeast) {
            return band(Band.from(bandName, atLeast));
        }

        public Builder band(String bandName, long atLeast, long leaveBelow) {
            return band(Band.from(bandName, atLeast, leaveBelow));
        }

        public Builder group(ScoreGroup group) {
            groups.add(group);
            return this;
        }

        /** Makes cells of the bands of two groups, such as A1 of {@code fit} and {@code engagement}. */
        public Builder grid(String rows, String columns) {
            this.grid = new Grid(rows, columns);
            return this;
        }

        /** @throws DefinitionException with everything that is wrong */
        public ScoreModel build() {
            return new ScoreModel(this);
        }
    }
}
