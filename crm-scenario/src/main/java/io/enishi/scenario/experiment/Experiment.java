package io.enishi.scenario.experiment;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of several variants a run gets, by a hash of a salt and the run's origin. An immutable value with one meaning in Java,
 * YAML and JSON; the grammar is taught in the package's documentation.
 *
 * <pre>{@code
 * Experiment subject = Experiment.named("second-order-subject")
 *         .hypothesis("A subject that names the product brings more second orders")
 *         .share("plain", "50%")
 *         .share("product", "25%")
 *         .build();
 * Optional<String> arm = subject.armOf(origin); // empty for the quarter that is in no arm
 * Experiment wider = subject.widen("product", 2500); // moves nobody who had an arm
 * }</pre>
 *
 * <p>An instance has arms that can be told apart: their names differ, their buckets do not meet, the control and the arm after the
 * end are among them. What an author may still owe is told by {@link #problems}.
 *
 * @param name a technical name
 * @param hypothesis why one arm should do better, and on what; empty is a problem
 * @param salt what makes its buckets independent of other experiments'; 1 to 200 characters. Two experiments with one salt assign
 *     alike, which is wanted only where one continues the other
 * @param arms in order, at least one
 * @param control the arm that the others are compared with
 * @param ends when runs cease to belong to it; null for never
 * @param afterEnd the arm of runs that begin after the end
 * @param measure what decides
 * @param counts what is a conversion; null for the scenario's goal
 * @param within how long after a run's start something counts; null for while the run lasts
 * @param plan how small a difference it shall find; null if nobody said
 */
public record Experiment(
        String name,
        String hypothesis,
        String salt,
        List<Arm> arms,
        String control,
        @Nullable Ending ends,
        String afterEnd,
        Measure measure,
        @Nullable Selection counts,
        @Nullable Span within,
        @Nullable Plan plan) {

    static final int LONGEST_SALT = 200;
    static final int MOST_ARMS = 100;

    /**
     * @throws DefinitionException listing everything that keeps its arms from being told apart
     */
    public Experiment {
        Names.requireName("experiment", name, 64);
        Objects.requireNonNull(hypothesis, "hypothesis");
        Objects.requireNonNull(salt, "salt");
        Objects.requireNonNull(measure, "measure");
        arms = List.copyOf(arms);
        Problems problems = new Problems();
        if (salt.isEmpty() || salt.length() > LONGEST_SALT) {
            problems.add(
                    "salt",
                    "must have 1 to " + LONGEST_SALT + " characters, but has " + salt.length(),
                    "leave it out: it is the experiment's name then");
        }
        tellApart(arms, problems);
        names(arms, "control", control, problems);
        names(arms, "after-end", afterEnd, problems);
        problems.throwIfAny();
    }

    private static void tellApart(List<Arm> arms, Problems problems) {
        if (arms.isEmpty() || arms.size() > MOST_ARMS) {
            problems.add("arms", "there must be 1 to " + MOST_ARMS + " arms, but are " + arms.size(), "");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < arms.size(); i++) {
            Arm arm = arms.get(i);
            if (!seen.add(arm.name())) {
                problems.add(
                        "arms[" + i + "]", "there is an arm \"" + arm.name() + "\" already", "give it another name");
            }
            for (int j = 0; j < i; j++) {
                meeting(arms.get(j), arm, i, problems);
            }
        }
    }

    private static void meeting(Arm earlier, Arm later, int index, Problems problems) {
        for (BucketRange range : later.buckets()) {
            for (BucketRange taken : earlier.buckets()) {
                if (range.meets(taken)) {
                    problems.add(
                            "arms[" + index + "].buckets",
                            "buckets " + range + " meet " + taken + " of arm \"" + earlier.name() + '"',
                            "take unassigned buckets only");
                }
            }
        }
    }

    private static void names(List<Arm> arms, String field, String arm, Problems problems) {
        List<String> known = arms.stream().map(Arm::name).toList();
        if (!known.contains(arm)) {
            problems.add(field, "there is no arm \"" + arm + '"', Problems.didYouMean(arm, known));
        }
    }

    /** Begins an experiment of that name. */
    public static ExperimentBuilder named(String name) {
        return new ExperimentBuilder(name);
    }

    // ------------------------------------------------------------------ assignment

    /** The bucket of an origin, 0 to 9,999; see {@link Buckets}. */
    public int bucket(OriginId origin) {
        return Buckets.of(salt, origin);
    }

    /**
     * The arm of runs of this origin, whenever they began; empty if its bucket is in no arm. Depends on nothing else, so it is the
     * same in every version of a scenario and before and after merges.
     */
    public Optional<String> armOf(OriginId origin) {
        int bucket = bucket(origin);
        for (Arm arm : arms) {
            if (arm.contains(bucket)) {
                return Optional.of(arm.name());
            }
        }
        return Optional.empty();
    }

    /**
     * The arm of a run that began at {@code start}: that of its origin, or the arm after the end for everyone whose run began once
     * the experiment had ended. Ask with the start of the run and not with the time of a step, so that an end in the middle of a
     * run changes nothing in it.
     *
     * @param zone the customer's, in which the last day ends unless the experiment says a zone
     * @return empty if the bucket is in no arm and the experiment had not ended
     */
    public Optional<String> armOf(OriginId origin, Instant start, ZoneId zone) {
        return hasEnded(start, zone) ? Optional.of(afterEnd) : armOf(origin);
    }

    /** Whether a run that begins at {@code start} is too late to belong to the experiment. */
    public boolean hasEnded(Instant start, ZoneId zone) {
        return ends != null && !start.isBefore(ends.instant(zone));
    }

    /** The arm of that name. */
    public Optional<Arm> arm(String armName) {
        return arms.stream().filter(arm -> arm.name().equals(armName)).findFirst();
    }

    /** How many buckets no arm has. */
    public int unassigned() {
        int free = Buckets.COUNT;
        for (Arm arm : arms) {
            free -= arm.size();
        }
        return free;
    }

    /**
     * This experiment with {@code buckets} more for an arm: the lowest that no arm has. Whoever had an arm keeps it.
     *
     * @throws IllegalArgumentException if there is no such arm, the number is not positive, or fewer buckets are free
     */
    public Experiment widen(String arm, int buckets) {
        if (buckets <= 0 || buckets > unassigned()) {
            throw new IllegalArgumentException("buckets must be 1 to the " + unassigned() + " that no arm of \"" + name
                    + "\" has, but is " + buckets);
        }
        if (arm(arm).isEmpty()) {
            throw new IllegalArgumentException("experiment \"" + name + "\" has no arm \"" + arm + '"');
        }
        List<BucketRange> more = free(arms, buckets);
        return with(arms.stream()
                .map(old -> old.name().equals(arm) ? old.and(more) : old)
                .toList());
    }

    private Experiment with(List<Arm> changed) {
        return new Experiment(name, hypothesis, salt, changed, control, ends, afterEnd, measure, counts, within, plan);
    }

    /** The lowest {@code wanted} buckets that none of {@code arms} has; fewer if there are fewer. */
    static List<BucketRange> free(List<Arm> arms, int wanted) {
        List<BucketRange> taken = new ArrayList<>();
        arms.forEach(arm -> taken.addAll(arm.buckets()));
        Collections.sort(taken);
        List<BucketRange> free = new ArrayList<>();
        int next = 0;
        int left = wanted;
        for (int i = 0; i <= taken.size() && left > 0; i++) {
            int end = i < taken.size() ? taken.get(i).first() : Buckets.COUNT;
            if (end > next) {
                BucketRange gap = new BucketRange(next, Math.min(end, next + left) - 1);
                free.add(gap);
                left -= gap.size();
            }
            if (i < taken.size()) {
                next = Math.max(next, taken.get(i).last() + 1);
            }
        }
        return free;
    }

    // ------------------------------------------------------------------ checks

    /** What its author still owes, with path and advice; empty if it can run. */
    public List<Problem> problems() {
        Problems problems = new Problems();
        if (hypothesis.isBlank()) {
            problems.add(
                    "hypothesis",
                    "an experiment needs a hypothesis",
                    "write why one arm should do better, and on what: without it, something will always look"
                            + " significant");
        }
        if (arms.size() < 2) {
            problems.add("arms", "one arm can be compared with nothing", "add a control");
        }
        if (arms.stream().allMatch(arm -> arm.size() == 0)) {
            problems.add("arms", "no arm has buckets, so nobody is in the experiment", "give the arms shares");
        } else if (arm(control).orElseThrow().size() == 0) {
            problems.add("control", "the control \"" + control + "\" has no buckets", "give it a share");
        }
        return problems.list();
    }

    /**
     * This experiment, if it can run.
     *
     * @throws DefinitionException with all {@link #problems}, if there is any
     */
    public Experiment checked() {
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return this;
    }

    /**
     * What is wrong with putting this experiment in the place of {@code running}: another salt, and arms that lose buckets, move
     * people from one arm to another, and what was measured so far is worthless. Empty if it moves nobody who had an arm.
     */
    public List<Problem> problemsReplacing(Experiment running) {
        Problems problems = new Problems();
        if (!salt.equals(running.salt)) {
            problems.add(
                    "salt",
                    "another salt puts everybody into another bucket",
                    "keep \"" + running.salt + "\", or give the experiment another name");
            return problems.list();
        }
        for (Arm old : running.arms) {
            Arm now = arm(old.name()).orElse(new Arm(old.name(), List.of()));
            int lost = 0;
            for (BucketRange range : old.buckets()) {
                for (int bucket = range.first(); bucket <= range.last(); bucket++) {
                    lost += now.contains(bucket) ? 0 : 1;
                }
            }
            if (lost > 0) {
                problems.add(
                        "arms",
                        "arm \"" + old.name() + "\" loses " + lost + " of its " + old.size() + " buckets",
                        "write the buckets that toYaml() prints, and widen by unassigned ones");
            }
        }
        return problems.list();
    }

    // ------------------------------------------------------------------ spelling

    /**
     * Reads an experiment from YAML or JSON, whichever it is. It may still have {@link #problems}.
     *
     * @throws DefinitionException if it cannot be read; then with everything that is wrong
     */
    public static Experiment parse(String text) {
        return ExperimentForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal experiment. Arms are written with their buckets, not with shares. */
    public String toYaml() {
        return ExperimentForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal experiment. */
    public String toJson() {
        return ExperimentForm.write(this).toJson();
    }

    /** Hash over the canonical form: equal experiments have equal hashes, whichever way they were written. */
    public String definitionHash() {
        return ExperimentForm.write(this).definitionHash();
    }
}
