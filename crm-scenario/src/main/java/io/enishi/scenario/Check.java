package io.enishi.scenario;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.value.Names;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A question about one run of a scenario: asked by goals, exits, branches and waits.
 *
 * <p>A {@link Holds} asks about the customer, whatever the run; the others know when the run began and what it sent.
 */
public sealed interface Check {

    /** The customer fulfils {@code condition} now. */
    static Check holds(Condition condition) {
        return new Holds(condition);
    }

    /** Something of {@code of} happened after the run began. */
    static Check happened(Selection of) {
        return new Happened(Occurrence.of(of));
    }

    /** Something like {@code occurrence} happened after the run began. */
    static Check happened(Occurrence occurrence) {
        return new Happened(occurrence);
    }

    /** The person tapped a link in the message of step {@code send}. */
    static Check tapped(String send) {
        return new Reacted(send, Set.of(Reaction.TAPPED));
    }

    /** The person opened the message of step {@code send}; only for channels that report individual opens. */
    static Check opened(String send) {
        return new Reacted(send, Set.of(Reaction.OPENED));
    }

    /** The person tapped or answered the message of step {@code send}. */
    static Check responded(String send) {
        return new Reacted(send, EnumSet.of(Reaction.TAPPED, Reaction.REPLIED));
    }

    /** The message of step {@code send} left, and the person neither tapped nor answered. Ask after a wait. */
    static Check noResponse(String send) {
        return new NoResponse(send);
    }

    /** A figure compares so now; false while it is unknown. */
    static Check figure(Figure figure, Comparison comparison) {
        return new Compares(figure, comparison);
    }

    /**
     * All of these; none means always. Conditions alone come back as one {@link Holds}, so that a question has one spelling.
     */
    static Check all(Check... checks) {
        return all(List.of(checks));
    }

    /** As {@link #all(Check...)}. */
    static Check all(List<Check> checks) {
        return onlyConditions(checks) ? new Holds(new Condition.All(conditions(checks))) : new All(checks);
    }

    /**
     * At least one of these. Conditions alone come back as one {@link Holds}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Check any(Check... checks) {
        return any(List.of(checks));
    }

    /** As {@link #any(Check...)}. */
    static Check any(List<Check> checks) {
        return onlyConditions(checks) ? new Holds(new Condition.Any(conditions(checks))) : new Any(checks);
    }

    /** The opposite. Of a condition it comes back as a {@link Holds}. */
    static Check not(Check check) {
        return check instanceof Holds holds ? new Holds(new Condition.Not(holds.condition())) : new Not(check);
    }

    private static boolean onlyConditions(List<Check> checks) {
        return checks.stream().allMatch(check -> check instanceof Holds);
    }

    private static List<Condition> conditions(List<Check> checks) {
        return checks.stream().map(check -> ((Holds) check).condition()).toList();
    }

    /** Which of the kinds it is. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of question. */
    interface Cases<R> {
        R all(All all);

        R any(Any any);

        R not(Not not);

        R compares(Compares compares);

        R holds(Holds holds);

        R happened(Happened happened);

        R reacted(Reacted reacted);

        R noResponse(NoResponse none);
    }

    /** The checks that it is made of; none for most. */
    default List<Check> parts() {
        return List.of();
    }

    /** Itself and all that it is made of, from the outside in. */
    default Stream<Check> withParts() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Check::withParts));
    }

    /** Whether it is so at the very beginning of every run, as far as its form tells. */
    default boolean holdsFromTheBeginning() {
        return this instanceof NoResponse;
    }

    /** Whether it asks for something that cannot have come at the beginning of a run. */
    default boolean takesTime() {
        return this instanceof Happened || this instanceof Reacted;
    }

    /**
     * All of these hold now. Of what happened at the very instant of the trigger nobody knows later whether it came after it: such
     * events count in the decision that hears of them, and not as one of several things that came one by one.
     *
     * @param parts not conditions alone, which {@link Condition.All} combines
     */
    record All(List<Check> parts) implements Check {
        public All {
            parts = List.copyOf(parts);
            requireMoreThanConditions(parts);
        }

        @Override
        public boolean holdsFromTheBeginning() {
            return parts.stream().allMatch(Check::holdsFromTheBeginning);
        }

        @Override
        public boolean takesTime() {
            return parts.stream().anyMatch(Check::takesTime);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.all(this);
        }
    }

    /**
     * At least one of these holds now.
     *
     * @param parts not conditions alone, which {@link Condition.Any} combines
     */
    record Any(List<Check> parts) implements Check {
        public Any {
            parts = List.copyOf(parts);
            requireMoreThanConditions(parts);
        }

        @Override
        public boolean holdsFromTheBeginning() {
            return parts.stream().anyMatch(Check::holdsFromTheBeginning);
        }

        @Override
        public boolean takesTime() {
            return parts.stream().allMatch(Check::takesTime);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.any(this);
        }
    }

    /**
     * This does not hold now.
     *
     * @param part no condition, which {@link Condition.Not} turns round
     */
    record Not(Check part) implements Check {
        public Not {
            requireMoreThanConditions(List.of(part));
        }

        @Override
        public List<Check> parts() {
            return List.of(part);
        }

        @Override
        public boolean holdsFromTheBeginning() {
            return part.takesTime();
        }

        @Override
        public boolean takesTime() {
            return part.holdsFromTheBeginning();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.not(this);
        }
    }

    private static void requireMoreThanConditions(List<Check> parts) {
        if (onlyConditions(parts)) {
            throw new IllegalArgumentException("checks that are conditions alone are combined as a condition, but were "
                    + parts.size() + " of them");
        }
    }

    /**
     * A figure compares so now, such as what is left of a product; false while it is unknown. Nothing tells of the catalogue, so it is
     * looked at with everything that happens to the customer, and once more when a message is about to leave.
     */
    record Compares(Figure figure, Comparison comparison) implements Check {
        public Compares {
            Objects.requireNonNull(figure, "figure");
            Objects.requireNonNull(comparison, "comparison");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.compares(this);
        }
    }

    /** The condition holds now. */
    record Holds(Condition condition) implements Check {
        public Holds {
            Objects.requireNonNull(condition, "condition");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.holds(this);
        }
    }

    /** An event occurred after the triggering event, or after the decision that started the run without one. */
    record Happened(Occurrence occurrence) implements Check {
        public Happened {
            Objects.requireNonNull(occurrence, "occurrence");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.happened(this);
        }
    }

    /**
     * The person reacted in one of these ways to the latest message of a step; false when none left.
     *
     * @param send name of a send step
     * @param by at least one
     */
    record Reacted(String send, Set<Reaction> by) implements Check {
        public Reacted {
            Names.requireName("step name", send, 64);
            if (by.isEmpty()) {
                throw new IllegalArgumentException("a check for a reaction must name at least one reaction");
            }
            by = Collections.unmodifiableSet(EnumSet.copyOf(by));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.reacted(this);
        }
    }

    /**
     * A message of a step left and was neither tapped nor answered so far; false when none left.
     *
     * @param send name of a send step
     */
    record NoResponse(String send) implements Check {
        public NoResponse {
            Names.requireName("step name", send, 64);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noResponse(this);
        }
    }
}
