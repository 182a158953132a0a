package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.Holdout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Scenario} in Java. Not thread-safe; {@link #build} may be called more than once. */
public final class ScenarioBuilder {

    private final String name;
    private Goal goal = new Goal("", null);
    private String owner = "";
    private String rationale = "";
    private @Nullable LocalDate review;
    private int priority;
    private String group = "";
    private @Nullable Entry entry;
    private @Nullable Condition onlyIf;
    private Reentry reentry = Reentry.afterExit();
    private final List<Exit> exits = new ArrayList<>();
    private Set<StandardExit> standardExits = Scenario.STANDARD_EXITS;
    private @Nullable Holdout holdout;
    private final List<Experiment> experiments = new ArrayList<>();
    private List<Step> steps = List.of();

    ScenarioBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** What it is for, when nothing observable tells that it was reached. */
    public ScenarioBuilder goal(String text) {
        goal = new Goal(text, null);
        return this;
    }

    /** What it is for, and when it is reached. */
    public ScenarioBuilder goal(String text, Check reached) {
        goal = new Goal(text, reached);
        return this;
    }

    /** Who answers for it. */
    public ScenarioBuilder owner(String changed) {
        owner = changed;
        return this;
    }

    /** Why we believe in it. */
    public ScenarioBuilder because(String why) {
        rationale = why;
        return this;
    }

    /** When somebody should look at it again. */
    public ScenarioBuilder reviewOn(LocalDate day) {
        review = day;
        return this;
    }

    /** Scenarios of higher priority decide first. */
    public ScenarioBuilder priority(int changed) {
        priority = changed;
        return this;
    }

    /** A person is in one scenario of a group at most. */
    public ScenarioBuilder exclusiveIn(String exclusionGroup) {
        group = exclusionGroup;
        return this;
    }

    /** What starts a run. */
    public ScenarioBuilder start(Entry changed) {
        entry = changed;
        return this;
    }

    /** Starts a run only if this holds at that moment. */
    public ScenarioBuilder onlyIf(Condition condition) {
        onlyIf = condition;
        return this;
    }

    /** Whether a person may enter again; after the last run's exit unless said. */
    public ScenarioBuilder again(Reentry changed) {
        reentry = changed;
        return this;
    }

    /** Adds a reason to end a run. */
    public ScenarioBuilder exit(String exitName, Check when) {
        exits.add(new Exit(exitName, when));
        return this;
    }

    /** Which of the standard exits of advertising it has, instead of all. */
    public ScenarioBuilder standardExits(StandardExit... wanted) {
        standardExits = wanted.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(wanted));
        return this;
    }

    /**
     * Runs of this share of people get nothing; their outcome is what the others' is compared with.
     *
     * @param share such as {@code 10%}
     * @throws IllegalArgumentException if the share is none
     */
    public ScenarioBuilder holdout(String share) {
        return holdout(Holdout.of(name, share));
    }

    /** Runs of the people that {@code changed} holds get nothing; their outcome is what the others' is compared with. */
    public ScenarioBuilder holdout(Holdout changed) {
        holdout = changed;
        return this;
    }

    /** Adds an experiment for splits and messages to name. */
    public ScenarioBuilder experiment(Experiment added) {
        experiments.add(added);
        return this;
    }

    /** What it does, in order. */
    public ScenarioBuilder steps(Step... changed) {
        steps = List.of(changed);
        return this;
    }

    public Scenario build() {
        return new Scenario(
                name,
                goal,
                owner,
                rationale,
                review,
                priority,
                group,
                entry,
                onlyIf,
                reentry,
                exits,
                standardExits,
                holdout,
                experiments,
                steps);
    }
}
