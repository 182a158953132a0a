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
 * floor: 0
 * ceiling: 1000
 * bands:
 *   - low
 *   - {name: high, at-least: 40, leave-below: 30}
 * }</pre>
 *
 * <p>The score is the sum of what is left of all points, held between floor and ceiling. Floor and ceiling limit what is shown, not
 * what is kept: somebody at a ceiling of 100 with 130 points who loses 20 is still shown 100.
 */
public final class ScoreModel {

    private final String name;
    private final @Nullable ZoneId zone;
    private final List<ScoreRule> rules;
    private final long floor;
    private final long ceiling;
    private final List<Band> bands;
    private final String definitionHash;
    private final ScoreFold fold;

    /** @throws DefinitionException with everything that is wrong */
    ScoreModel(String name, @Nullable ZoneId zone, List<ScoreRule> rules, long floor, long ceiling, List<Band> bands) {
        this.name = Objects.requireNonNull(name, "name");
        this.zone = zone;
        this.rules = List.copyOf(rules);
        this.floor = floor;
        this.ceiling = ceiling;
        this.bands = List.copyOf(bands);
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

    /**
     * One live segment for each band, named {@code <model>:<band>}: who is in the band now. Entries and exits happen on the millisecond
     * at which the score crosses the bound.
     */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(bands.size());
        for (int i = 0; i < bands.size(); i++) {
            Condition inBand = new Condition.Metric(name + ".band", Comparison.exactly(i));
            segments.add(Segment.live(name + ":" + bands.get(i).name(), inBand));
        }
        return segments;
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
                && bands.equals(that.bands);
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

        /** @throws DefinitionException with everything that is wrong */
        public ScoreModel build() {
            return new ScoreModel(name, zone, rules, floor, ceiling, bands);
        }
    }
}
