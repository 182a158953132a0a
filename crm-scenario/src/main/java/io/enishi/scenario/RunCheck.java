package io.enishi.scenario;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Input;
import io.enishi.core.value.Trajectory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running twin of a {@link Check}. */
abstract sealed class RunCheck {

    /** The question in words. */
    abstract String asked();

    /** The question in words, as a part of another. */
    String askedWithin() {
        return asked();
    }

    /** Which events count for a question: of those that are visible, of those just heard of, and up to when. */
    interface Scope {
        /** Everything since the run began. */
        Scope RUN = new Scope() {};

        /** The first millisecond of what is visible already. */
        default long visibleFrom(Run run, Happened asked) {
            return asked.sinceBeginning(run);
        }

        /** The first millisecond of what was just heard of. */
        default long newsFrom(Run run) {
            return run.state.since();
        }

        /** The last millisecond. */
        default long to(Run run) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether it is so, over everything in {@code scope} that is visible. */
    abstract boolean isSo(Run run, Scope scope);

    /**
     * Whether {@code input} makes it so, given that it was not so before. The same answer as {@link #isSo}, for less: of what
     * just happened, only the new events are looked at.
     */
    abstract boolean becomesSo(Run run, Input input, Scope scope);

    final boolean isSo(Run run) {
        return isSo(run, Scope.RUN);
    }

    final boolean becomesSo(Run run, Input input) {
        return becomesSo(run, input, Scope.RUN);
    }

    /** Until when {@link #isSo} is sure if nothing happens. */
    long nextChange(Run run) {
        return Trajectory.NEVER;
    }

    /** What is so, and why. */
    Explanation explain(Run run) {
        return new Explanation(asked(), isSo(run), "", nextChange(run), List.of());
    }

    /** A condition about the customer. */
    static final class Holds extends RunCheck {
        private final String condition;
        private final String text;

        Holds(String condition, String text) {
            this.condition = condition;
            this.text = text;
        }

        @Override
        String asked() {
            return text;
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            return run.view.test(condition);
        }

        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            return run.view.test(condition);
        }

        @Override
        long nextChange(Run run) {
            return run.view.nextChange(condition);
        }

        @Override
        Explanation explain(Run run) {
            return run.view.explain(condition);
        }
    }

    /** A figure compares so. */
    static final class Compares extends RunCheck {
        private final Check.Compares check;

        Compares(Check.Compares check) {
            this.check = check;
        }

        @Override
        String asked() {
            return Words.figure(check.figure()) + " " + check.comparison();
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            Long figure = run.figure(check.figure());
            return figure != null && check.comparison().test(figure);
        }

        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            return isSo(run, scope);
        }

        @Override
        Explanation explain(Run run) {
            Long figure = run.figure(check.figure());
            String found = figure == null ? "unknown" : figure.toString();
            return new Explanation(asked(), isSo(run), found, Trajectory.NEVER, List.of());
        }
    }

    /** Something happened after the run's beginning. */
    static final class Happened extends RunCheck {
        final Occurrence occurrence;
        private final List<String> types;
        private final boolean belongsToTrigger;

        Happened(Occurrence occurrence) {
            this.occurrence = occurrence;
            this.types = List.copyOf(types(occurrence.of()));
            this.belongsToTrigger = !occurrence.same().isEmpty();
        }

        @Override
        String asked() {
            return Words.occurrence(occurrence) + " since the beginning";
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            return find(run, scope.visibleFrom(run, this), scope.to(run)) != null;
        }

        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            if (input instanceof Input.Happened happened) {
                return among(run, happened.events(), scope.newsFrom(run), scope.to(run)) != null;
            }
            return readsPastOn(input) && isSo(run, scope);
        }

        /** Whether it has something in common with what started the run. */
        boolean belongsToTrigger() {
            return belongsToTrigger;
        }

        /**
         * From when on an event that is visible already is taken to have happened after the run began. Many logs know minutes only:
         * what arrives after the start and occurred at the very instant of the trigger comes after it, and so does what belongs to the
         * trigger; of anything else the order is unknown, and it is taken to have been there before.
         */
        long sinceBeginning(Run run) {
            return belongsToTrigger ? run.state.since() : run.state.since() + 1;
        }

        @Override
        Explanation explain(Run run) {
            CustomerEvent found = find(run, sinceBeginning(run), Long.MAX_VALUE);
            String what = found == null ? "none" : found.type() + " at " + found.occurredAt();
            return new Explanation(asked(), found != null, what, Trajectory.NEVER, List.of());
        }

        /** The latest visible event that occurred from {@code from} to {@code to}, both inclusive; null for none. */
        @Nullable
        CustomerEvent find(Run run, long from, long to) {
            CustomerEvent latest = null;
            for (String type : types) {
                for (CustomerEvent event : run.view.newestFirst(type)) {
                    long at = event.occurredAt().toEpochMilli();
                    if (at < from || (latest != null && !event.occurredAt().isAfter(latest.occurredAt()))) {
                        break;
                    }
                    if (at <= to && !run.isTrigger(event) && run.matches(occurrence, event)) {
                        latest = event;
                        break;
                    }
                }
            }
            return latest;
        }

        @Nullable
        CustomerEvent among(Run run, List<CustomerEvent> events, long from, long to) {
            for (CustomerEvent event : events) {
                long at = event.occurredAt().toEpochMilli();
                if (at >= from && at <= to && !run.isTrigger(event) && run.matches(occurrence, event)) {
                    return event;
                }
            }
            return null;
        }
    }

    /** A reaction to a message of the run, or that there is none. */
    static final class Reacted extends RunCheck {
        /** The clock of who reports a tap may run behind ours; a reaction names its message, so nothing else hinges on this. */
        private static final long CLOCK_SKEW_MS = 86_400_000;

        final String send;
        final List<String> types;
        private final boolean none;

        Reacted(Check.Reacted check) {
            this.send = check.send();
            this.types = check.by().stream().map(Reaction::type).sorted().toList();
            this.none = false;
        }

        Reacted(Check.NoResponse check) {
            this.send = check.send();
            this.types = Stream.of(Reaction.TAPPED, Reaction.REPLIED)
                    .map(Reaction::type)
                    .sorted()
                    .toList();
            this.none = true;
        }

        @Override
        String asked() {
            if (none) {
                return "no response to \"" + send + '"';
            }
            Set<String> words = new TreeSet<>();
            types.forEach(type -> words.add(type.substring("message.".length()).toLowerCase(Locale.ROOT)));
            return String.join(" or ", words) + " \"" + send + '"';
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            StepMemory sent = run.state.memoryOf(send);
            if (sent.channel().isEmpty()) {
                return false;
            }
            return (find(run, scope.to(run)) != null) != none;
        }

        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            if (none) {
                return isSo(run, scope);
            }
            if (input instanceof Input.Happened happened) {
                return among(run, happened.events(), scope.to(run)) != null;
            }
            return readsPastOn(input) && isSo(run, scope);
        }

        @Nullable
        CustomerEvent find(Run run, long to) {
            StepMemory sent = run.state.memoryOf(send);
            if (sent.channel().isEmpty()) {
                return null;
            }
            for (String type : types) {
                for (CustomerEvent event : run.view.newestFirst(type)) {
                    long at = event.occurredAt().toEpochMilli();
                    if (at < sent.doneAt() - CLOCK_SKEW_MS) {
                        break;
                    }
                    if (at <= to && isReaction(run, event)) {
                        return event;
                    }
                }
            }
            return null;
        }

        @Nullable
        CustomerEvent among(Run run, List<CustomerEvent> events, long to) {
            if (run.state.memoryOf(send).channel().isEmpty()) {
                return null;
            }
            for (CustomerEvent event : events) {
                if (types.contains(event.type()) && event.occurredAt().toEpochMilli() <= to && isReaction(run, event)) {
                    return event;
                }
            }
            return null;
        }

        private boolean isReaction(Run run, CustomerEvent event) {
            return event.body() instanceof EventBody.MessageEvent reaction && run.isMessage(reaction.message(), send);
        }
    }

    /** Several checks, of which all must be so, or one. */
    static final class Combined extends RunCheck {
        private final List<RunCheck> parts;
        private final boolean all;

        Combined(List<RunCheck> parts, boolean all) {
            this.parts = List.copyOf(parts);
            this.all = all;
        }

        @Override
        String asked() {
            return parts.stream().map(RunCheck::askedWithin).collect(Collectors.joining(all ? " and " : " or "));
        }

        @Override
        String askedWithin() {
            return "(" + asked() + ")";
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            return all
                    ? parts.stream().allMatch(part -> part.isSo(run, scope))
                    : parts.stream().anyMatch(part -> part.isSo(run, scope));
        }

        /** Some parts of a whole may have been so before. */
        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            return all
                    ? parts.stream().allMatch(part -> part.becomesSo(run, input, scope) || part.isSo(run, scope))
                    : parts.stream().anyMatch(part -> part.becomesSo(run, input, scope));
        }

        @Override
        long nextChange(Run run) {
            return parts.stream().mapToLong(part -> part.nextChange(run)).min().orElse(Trajectory.NEVER);
        }

        @Override
        Explanation explain(Run run) {
            return new Explanation(
                    all ? "all of these" : "any of these",
                    isSo(run),
                    "",
                    nextChange(run),
                    parts.stream().map(part -> part.explain(run)).toList());
        }
    }

    /** The opposite of a check. */
    static final class Opposite extends RunCheck {
        private final RunCheck part;

        Opposite(RunCheck part) {
            this.part = part;
        }

        @Override
        String asked() {
            return "not " + part.askedWithin();
        }

        @Override
        boolean isSo(Run run, Scope scope) {
            return !part.isSo(run, scope);
        }

        @Override
        boolean becomesSo(Run run, Input input, Scope scope) {
            return !part.isSo(run, scope) && !part.becomesSo(run, input, scope);
        }

        @Override
        long nextChange(Run run) {
            return part.nextChange(run);
        }

        @Override
        Explanation explain(Run run) {
            Explanation why = part.explain(run);
            return new Explanation("not", !why.holds(), "", why.until(), List.of(why));
        }
    }

    /** The types to look through for a selection: its own, or one empty name for all. */
    static Set<String> types(Selection selection) {
        return selection.kind() == Selection.Kind.TYPES ? selection.types() : Set.of("");
    }

    /**
     * Whether the past as a whole has to be looked at again: other origins brought theirs, the definition asks for something else
     * now, or a command is about to leave and this is the last look.
     */
    static boolean readsPastOn(Input input) {
        return input instanceof Input.OriginsChanged
                || input instanceof Input.DefinitionChanged
                || input instanceof Input.Dispatching;
    }
}
