package io.enishi.scenario.funnel;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.InstanceKey;
import io.enishi.scenario.funnel.Funnel.Figures;
import io.enishi.scenario.funnel.Funnel.Path;
import io.enishi.scenario.funnel.Funnel.Step;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts a funnel from decisions in the order of their log. For one thread. */
public final class FunnelCounter {

    /** Codes of the trace, and the place that is no step. */
    static final String ARM = "arm";

    static final String HOLDOUT = "holdout";
    static final String ENTRY = "entry";

    private final Function<InstanceKey, String> versionOf;
    private final Map<InstanceKey, RunSoFar> open = new HashMap<>();
    private final Map<Path, Sum> sums = new HashMap<>();

    /** @param versionOf definition hash of a run; empty where it is not known */
    public FunnelCounter(Function<InstanceKey, String> versionOf) {
        this.versionOf = versionOf;
    }

    /** What one run did. */
    private static final class RunSoFar {
        private final Set<String> arms = new TreeSet<>();
        private final Set<String> reached = new HashSet<>();
        /** Messages by their visit. */
        private final Map<String, Sent> messages = new HashMap<>(2);

        private boolean isHeldOut;
        private Decision.@Nullable End end;
    }

    private static final class Sent {
        private final String channel;
        private final Set<EventBody.MessageStep> reactions = EnumSet.noneOf(EventBody.MessageStep.class);

        Sent(String channel) {
            this.channel = channel;
        }
    }

    /** The next decision of the log. */
    public void decided(DecisionRecord decision) {
        for (JourneyDecision journey : decision.journeys()) {
            InstanceKey key = journey.instance();
            if (key == null) {
                continue;
            }
            RunSoFar run = journey.started() ? open.computeIfAbsent(key, fresh -> new RunSoFar()) : open.get(key);
            if (run != null) {
                decided(run, journey);
            }
        }
        if (decision.about() instanceof About.Events about) {
            about.events().forEach(this::happened);
        }
    }

    private static void decided(RunSoFar run, JourneyDecision decision) {
        List<TraceLine> trace = decision.trace();
        for (int i = 0; i < trace.size(); i++) { // of every decision there is: an iterator each would be objects
            TraceLine line = trace.get(i);
            if (!line.where().isEmpty() && !line.where().equals(ENTRY)) {
                run.reached.add(line.where());
            }
            if (line.code().equals(ARM)) {
                run.arms.add(line.text());
            }
            run.isHeldOut |= line.code().equals(HOLDOUT);
        }
        run.end = decision.end() == null ? run.end : decision.end();
    }

    private void happened(CustomerEvent event) {
        if (!(event.body() instanceof EventBody.MessageEvent message)) {
            return;
        }
        CommandKey key = keyOf(message.message());
        RunSoFar run = key == null ? null : open.get(new InstanceKey(key.origin(), key.journey(), key.entry()));
        if (key == null || run == null) {
            return;
        }
        if (message.step() == EventBody.MessageStep.SENT) {
            run.messages.putIfAbsent(key.visit(), new Sent(message.channel()));
        } else if (message.step() == EventBody.MessageStep.REJECTED) {
            run.messages.remove(key.visit()); // it did not leave after all
        } else {
            Sent sent = run.messages.get(key.visit());
            if (sent != null) {
                sent.reactions.add(message.step());
            }
        }
    }

    /** Null for a sender's own id. */
    static @Nullable CommandKey keyOf(String message) {
        int slashes = 0;
        for (int i = 0; i < message.length(); i++) {
            slashes += message.charAt(i) == '/' ? 1 : 0;
        }
        if (slashes != 3) {
            return null;
        }
        try {
            return CommandKey.parse(message);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    /** The step that asked for a command. */
    static String stepOf(CommandKey key) {
        return stepOf(key.visit());
    }

    private static String stepOf(String visit) {
        return visit.substring(0, visit.lastIndexOf('.'));
    }

    /** Nothing more will come about the runs that were seen so far: counts them and forgets them one by one. */
    public void close() {
        open.forEach((key, run) -> {
            String arm = String.join(", ", run.arms);
            sums.computeIfAbsent(new Path(key.journey(), versionOf.apply(key), arm), fresh -> new Sum())
                    .add(run);
        });
        open.clear();
    }

    /** Adds what another counted. */
    public void add(FunnelCounter other) {
        other.close();
        other.sums.forEach(
                (path, sum) -> sums.computeIfAbsent(path, fresh -> new Sum()).add(sum));
    }

    /** What was counted. */
    public Funnel funnel() {
        close();
        SortedMap<Path, Figures> paths = new TreeMap<>();
        sums.forEach((path, sum) -> paths.put(path, sum.figures()));
        return new Funnel(paths);
    }

    /** Figures of one path on their way. */
    private static final class Sum {
        private long entered;
        private long heldOut;
        private long running;
        private long goal;
        private final Map<Decision.End, Long> ends = new HashMap<>();
        private final Map<String, StepSum> steps = new HashMap<>();

        void add(RunSoFar run) {
            entered++;
            heldOut += run.isHeldOut ? 1 : 0;
            Decision.End end = run.end;
            if (end == null) {
                running++;
            } else {
                goal += end.kind() == Decision.End.Kind.GOAL ? 1 : 0;
                ends.merge(end, 1L, Long::sum);
            }
            run.reached.forEach(step -> step(step).reached++);
            run.messages.forEach((visit, sent) -> step(stepOf(visit)).add(sent));
        }

        private static String wordsOf(Decision.End end) {
            String kind = end.kind().name().toLowerCase(Locale.ROOT);
            boolean tells = !end.reason().isEmpty() && !end.reason().equals(kind);
            return tells ? kind + ": " + end.reason() : kind;
        }

        private StepSum step(String name) {
            return steps.computeIfAbsent(name, fresh -> new StepSum());
        }

        void add(Sum other) {
            entered += other.entered;
            heldOut += other.heldOut;
            running += other.running;
            goal += other.goal;
            other.ends.forEach((end, count) -> ends.merge(end, count, Long::sum));
            other.steps.forEach((name, sum) -> step(name).add(sum));
        }

        Figures figures() {
            SortedMap<String, Long> words = new TreeMap<>();
            ends.forEach((end, count) -> words.merge(wordsOf(end), count, Long::sum));
            SortedMap<String, Step> figures = new TreeMap<>();
            steps.forEach((name, step) ->
                    figures.put(name, new Step(step.reached, step.sent, step.opened, step.tapped, step.replied)));
            return new Figures(entered, heldOut, running, goal, words, figures);
        }
    }

    private static final class StepSum {
        private long reached;
        private final SortedMap<String, Long> sent = new TreeMap<>();
        private long opened;
        private long tapped;
        private long replied;

        void add(Sent message) {
            sent.merge(message.channel, 1L, Long::sum);
            opened += message.reactions.contains(EventBody.MessageStep.OPENED) ? 1 : 0;
            tapped += message.reactions.contains(EventBody.MessageStep.TAPPED) ? 1 : 0;
            replied += message.reactions.contains(EventBody.MessageStep.REPLIED) ? 1 : 0;
        }

        void add(StepSum other) {
            reached += other.reached;
            other.sent.forEach((channel, count) -> sent.merge(channel, count, Long::sum));
            opened += other.opened;
            tapped += other.tapped;
            replied += other.replied;
        }
    }
}
