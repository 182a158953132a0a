package io.enishi.scenario.experiment;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link Experiment} in Java. Arms get their buckets in one of two ways: by shares or in equal parts, which take the next
 * free buckets in order and are meant for a new experiment; or by ranges, which say exactly what a running one has. Not
 * thread-safe; {@link #build} may be called more than once.
 */
public final class ExperimentBuilder {

    private final String name;
    private String hypothesis = "";
    private String salt;
    private final List<Arm> arms = new ArrayList<>();
    private final Problems problems = new Problems();
    private boolean shares;
    private boolean ranges;
    private @Nullable String control;
    private @Nullable Ending ends;
    private @Nullable String afterEnd;
    private Measure measure = Measure.CONVERSION;
    private @Nullable Selection counts;
    private @Nullable Span within;
    private @Nullable Plan plan;

    ExperimentBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
        this.salt = name;
    }

    /** Why one arm should do better, and on what. */
    public ExperimentBuilder hypothesis(String changed) {
        hypothesis = changed;
        return this;
    }

    /** Another salt than the experiment's name. */
    public ExperimentBuilder salt(String changed) {
        salt = changed;
        return this;
    }

    /** Arms that divide everybody equally; the first ones get a bucket more where it does not come out even. */
    public ExperimentBuilder arms(String... names) {
        for (int i = 0; i < names.length; i++) {
            share(names[i], Buckets.COUNT / names.length + (i < Buckets.COUNT % names.length ? 1 : 0));
        }
        return this;
    }

    /**
     * Adds an arm with the next free buckets.
     *
     * @param percent such as {@code 25%}
     * @throws IllegalArgumentException if it is no percentage from 0 to 100 with at most two decimals
     */
    public ExperimentBuilder share(String arm, String percent) {
        return share(arm, Share.parse(percent));
    }

    /** Adds an arm with the next {@code buckets} free ones, hundredths of a percent. */
    public ExperimentBuilder share(String arm, int buckets) {
        shares = true;
        List<BucketRange> taken = Experiment.free(arms, Math.max(0, buckets));
        int got = taken.stream().mapToInt(BucketRange::size).sum();
        if (got != buckets) {
            problems.add(
                    "arms[" + arms.size() + "].share",
                    "arm \"" + arm + "\" wants " + Share.ofBuckets(buckets) + ", but " + Share.ofBuckets(got)
                            + " are left",
                    "the shares may be 100% together");
        }
        arms.add(new Arm(arm, taken));
        return this;
    }

    /** Adds an arm with exactly these buckets. */
    public ExperimentBuilder arm(String arm, BucketRange... buckets) {
        ranges = true;
        arms.add(new Arm(arm, List.of(buckets)));
        return this;
    }

    /** Adds an arm with the buckets from {@code first} to {@code last}, both inclusive. */
    public ExperimentBuilder arm(String arm, int first, int last) {
        return arm(arm, new BucketRange(first, last));
    }

    /** The arm that the others are compared with; the first unless said. */
    public ExperimentBuilder control(String arm) {
        control = arm;
        return this;
    }

    /** Runs that begin at {@code end} or later do not belong to it. */
    public ExperimentBuilder endsAt(Instant end) {
        ends = new Ending.At(end);
        return this;
    }

    /** Runs that begin after {@code lastDay}, by the customer's calendar, do not belong to it. */
    public ExperimentBuilder endsAfter(LocalDate lastDay) {
        ends = new Ending.AfterDay(lastDay, null);
        return this;
    }

    /** Runs that begin after {@code lastDay} in {@code zone} do not belong to it. */
    public ExperimentBuilder endsAfter(LocalDate lastDay, ZoneId zone) {
        ends = new Ending.AfterDay(lastDay, zone);
        return this;
    }

    /** The arm of runs that begin after the end; the control unless said. */
    public ExperimentBuilder afterEnd(String arm) {
        afterEnd = arm;
        return this;
    }

    /** What decides; conversion unless said. */
    public ExperimentBuilder measure(Measure changed) {
        measure = changed;
        return this;
    }

    /** What is a conversion; the scenario's goal unless said. */
    public ExperimentBuilder counts(Selection conversions) {
        counts = conversions;
        return this;
    }

    /** How long after a run's start something counts; while the run lasts unless said. */
    public ExperimentBuilder within(Span span) {
        within = span;
        return this;
    }

    /** How small a difference it shall find. */
    public ExperimentBuilder plan(Plan changed) {
        plan = changed;
        return this;
    }

    /**
     * The experiment; it may still have {@link Experiment#problems}.
     *
     * @throws io.enishi.core.value.DefinitionException listing everything that keeps its arms from being told apart
     */
    public Experiment build() {
        Problems all = new Problems();
        problems.list().forEach(all::add);
        if (shares && ranges) {
            all.add("arms", "shares and buckets are mixed", "say either for all arms");
        }
        all.throwIfAny();
        String first = arms.isEmpty() ? "" : arms.get(0).name();
        String compared = control == null ? first : control;
        return new Experiment(
                name,
                hypothesis,
                salt,
                arms,
                compared,
                ends,
                afterEnd == null ? compared : afterEnd,
                measure,
                counts,
                within,
                plan);
    }
}
