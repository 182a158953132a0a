package io.enishi.scenario;

import io.enishi.core.condition.Condition;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Offer;
import io.enishi.scenario.experiment.Experiment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a checked scenario as nodes that know what follows them, with the conditions they ask by name. */
final class Flow {

    final Map<String, Node> nodes = new HashMap<>();
    /** Conditions by the names that checks ask them by; shared with goal, exits and entry. */
    final Map<String, Condition> conditions = new LinkedHashMap<>();
    /** What a resting run has to be woken by. */
    final ConditionReads awaited = new ConditionReads();
    /** Fields of the triggering event that runs keep. */
    final Set<String> subjectFields = new HashSet<>();

    final @Nullable Node first;
    /** Where runs keep the memory of a step, by its name. */
    final Map<String, Integer> places = new HashMap<>();

    private final String[] rememberedSteps;

    private final Set<String> remembered = new HashSet<>();
    private final List<Experiment> experiments;

    Flow(Scenario scenario) {
        experiments = scenario.experiments();
        List<Placed> placed = Placed.of(scenario);
        Placed.each(placed, this::remember);
        remembered(scenario.goal().when());
        scenario.exits().forEach(exit -> remembered(exit.when()));
        first = list(placed, null);
        Placed.each(placed, this::anchor);
        rememberedSteps = nodes.values().stream()
                .filter(node -> node.remembered)
                .map(node -> node.name)
                .sorted()
                .toArray(String[]::new);
        for (int place = 0; place < rememberedSteps.length; place++) {
            places.put(rememberedSteps[place], place);
            Objects.requireNonNull(nodes.get(rememberedSteps[place])).place = place;
        }
    }

    /** Names of the steps that runs remember, in order; not to be changed. */
    String[] rememberedSteps() {
        return rememberedSteps;
    }

    // ------------------------------------------------------------------ what has to be remembered

    private void remember(Placed placed) {
        Step step = placed.step();
        if (placed.repeated()) {
            remembered.add(placed.name()); // it is visited again
        }
        if (step instanceof Step.Wait wait && wait.anchor() instanceof Anchor.Done done) {
            remembered.add(done.step());
        } else if (step instanceof Step.Await await) {
            remembered(await.until());
            if (await.lookBack() instanceof LookBack.SinceStep since) {
                remembered.add(since.step());
            }
        } else if (step instanceof Step.Branch branch) {
            branch.cases().forEach(way -> remembered(way.when()));
        }
    }

    private void remembered(@Nullable Check check) {
        if (check == null) {
            return;
        }
        check.withParts().forEach(part -> {
            String send = SendAsked.by(part);
            if (!send.isEmpty()) {
                remembered.add(send);
            }
        });
    }

    /** Periods of a repeated wait count from when its anchor was last done. */
    private void anchor(Placed placed) {
        if (placed.repeated() && placed.step() instanceof Step.Wait wait && wait.anchor() instanceof Anchor.Done done) {
            Node anchor = nodes.get(done.step());
            if (anchor != null) {
                anchor.anchored.add(placed.name());
            }
        }
    }

    // ------------------------------------------------------------------ nodes, from the last to the first

    private @Nullable Node list(List<Placed> steps, @Nullable Node next) {
        Node following = next;
        for (int i = steps.size() - 1; i >= 0; i--) {
            following = node(steps.get(i), following);
        }
        return following;
    }

    private Node node(Placed placed, @Nullable Node next) {
        String name = placed.name();
        looksUp(placed.step());
        Node node = placed.step().fold(new Creation(placed, next, remembered.contains(name)));
        nodes.put(node.name, node);
        return node;
    }

    /** What a run has to keep of the triggering event, and what may move a wait for a fact. */
    private void looksUp(Step step) {
        Figure figure = null;
        if (step instanceof Step.Send send) {
            figure = send.message().recipients();
        } else if (step instanceof Step.Wait wait && wait.length() instanceof Length.Days days) {
            figure = days.figure();
        } else if (step instanceof Step.WaitOnFact wait && wait.length() instanceof Length.Days days) {
            figure = days.figure();
            if (figure instanceof Figure.Attribute) {
                awaited.addType("profile.changed");
                awaited.addType("attributes.set");
            }
        }
        keep(figure);
    }

    private void keep(@Nullable Figure figure) {
        if (figure instanceof Figure.Field field) {
            subjectFields.add(field.field());
        } else if (figure instanceof Figure.Catalog) {
            subjectFields.add(Run.PRODUCT);
        }
    }

    /** The node of one step, whose parts become nodes on the way. */
    private final class Creation implements Step.Cases<Node> {
        private final Placed placed;
        private final String name;
        private final @Nullable Node next;
        private final boolean kept;

        Creation(Placed placed, @Nullable Node next, boolean kept) {
            this.placed = placed;
            this.name = placed.name();
            this.next = next;
            this.kept = kept;
        }

        /** The first node of a part; what comes next where the part is empty. */
        private @Nullable Node part(int index) {
            return list(placed.parts().get(index), next);
        }

        @Override
        public Node send(Step.Send send) {
            return new Sending(name, next, kept, send.message(), effects(send.message()), part(0));
        }

        @Override
        public Node act(Step.Act act) {
            return new Acting(name, next, kept, act.effect());
        }

        @Override
        public Node waitFor(Step.Wait wait) {
            return new Waiting(name, next, kept, wait);
        }

        @Override
        public Node waitUntil(Step.WaitUntil wait) {
            return new WaitingForClock(name, next, kept, wait);
        }

        @Override
        public Node await(Step.Await await) {
            RunCheck check = check(await.until(), "await." + name, awaited);
            LookBack lookBack = await.lookBack() == null ? LookBack.none() : await.lookBack();
            return new Awaiting(name, kept, await, check, lookBack, part(0), part(1));
        }

        @Override
        public Node waitOnFact(Step.WaitOnFact wait) {
            subjectFields.addAll(wait.fact().stated().same());
            awaited.add(wait.fact().stated().of());
            return new WaitingForFact(name, next, kept, wait, part(0));
        }

        @Override
        public Node branch(Step.Branch branch) {
            List<Branching.Way> ways = new ArrayList<>();
            for (int i = 0; i < branch.cases().size(); i++) {
                // what a branch reads is read when a run comes there: nothing has to wake it
                Check when = branch.cases().get(i).when();
                RunCheck check = check(when, "branch." + name + "." + (i + 1), new ConditionReads());
                ways.add(new Branching.Way(check, part(i)));
            }
            return new Branching(name, kept, ways, part(branch.cases().size()));
        }

        @Override
        public Node repeat(Step.Repeat repeat) {
            RepeatRound round = new RepeatRound(name + ".round", next, repeat.times());
            nodes.put(round.name, round);
            round.body(list(placed.parts().get(0), round));
            return new RepeatStart(name, round);
        }

        @Override
        public Node emit(Step.Emit emit) {
            EventBody event = new EventBody.Custom(emit.event(), Initiator.SYSTEM, emit.attributes());
            return new Emitting(name, next, kept, event);
        }

        @Override
        public Node setAttributes(Step.SetAttributes set) {
            return new Emitting(name, next, kept, new EventBody.AttributesSet(set.attributes()));
        }

        @Override
        public Node approval(Step.Approval approval) {
            return new Approving(name, kept, approval, part(0), part(1));
        }

        @Override
        public Node split(Step.Split split) {
            List<Splitting.ArmWay> ways = new ArrayList<>();
            for (int i = 0; i < split.arms().size(); i++) {
                ways.add(new Splitting.ArmWay(split.arms().get(i).name(), part(i)));
            }
            return new Splitting(
                    name,
                    kept,
                    experiment(split.experiment()),
                    ways,
                    part(split.arms().size()));
        }

        @Override
        public Node handOver(Step.HandOver handOver) {
            return new HandingOver(name, handOver.scenario());
        }

        @Override
        public Node end(Step.End end) {
            return new Leaving(name, end.reason());
        }
    }

    private Sending.Effects effects(Message message) {
        Effect.Send usual = effect(message, message.offers(), Map.of());
        Message.ContentTest test = message.test();
        if (test == null) {
            return new Sending.Effects(usual, null, Map.of());
        }
        Map<String, Effect.Send> byArm = new HashMap<>();
        Experiment experiment = experiment(test.experiment());
        experiment.arms().forEach(arm -> {
            List<Offer> offers = test.arms().getOrDefault(arm.name(), message.offers());
            byArm.put(arm.name(), effect(message, offers, Map.of("arm:" + test.experiment(), arm.name())));
        });
        return new Sending.Effects(usual, experiment, byArm);
    }

    private static Effect.Send effect(Message message, List<Offer> offers, Map<String, String> more) {
        Map<String, String> tags = new HashMap<>(message.tags());
        tags.putAll(more);
        return new Effect.Send(
                offers,
                Objects.requireNonNull(message.messageClass()),
                message.purpose(),
                message.coupon(),
                message.onCapped(),
                tags);
    }

    private Experiment experiment(String name) {
        return experiments.stream()
                .filter(experiment -> experiment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // ------------------------------------------------------------------ checks

    /**
     * The running twin of a check.
     *
     * @param condition name for its condition
     * @param reads gets what may change its answer
     */
    RunCheck check(Check check, String condition, ConditionReads reads) {
        return check.fold(new Asking(condition, reads));
    }

    private final class Asking implements Check.Cases<RunCheck> {
        private final String condition;
        private final ConditionReads reads;

        Asking(String condition, ConditionReads reads) {
            this.condition = condition;
            this.reads = reads;
        }

        @Override
        public RunCheck all(Check.All all) {
            return new RunCheck.Combined(parts(all), true);
        }

        @Override
        public RunCheck any(Check.Any any) {
            return new RunCheck.Combined(parts(any), false);
        }

        private List<RunCheck> parts(Check check) {
            List<RunCheck> parts = new ArrayList<>();
            for (Check part : check.parts()) {
                parts.add(check(part, condition + "." + (parts.size() + 1), reads));
            }
            return parts;
        }

        @Override
        public RunCheck not(Check.Not not) {
            return new RunCheck.Opposite(not.part().fold(this));
        }

        @Override
        public RunCheck compares(Check.Compares compares) {
            keep(compares.figure());
            reads.everything |= compares.figure() instanceof Figure.Catalog;
            if (compares.figure() instanceof Figure.Attribute) {
                reads.addType("profile.changed");
                reads.addType("attributes.set");
            }
            return new RunCheck.Compares(compares);
        }

        @Override
        public RunCheck holds(Check.Holds holds) {
            conditions.put(condition, holds.condition());
            reads.add(holds.condition());
            return new RunCheck.Holds(condition, Words.condition(holds.condition()));
        }

        @Override
        public RunCheck happened(Check.Happened happened) {
            subjectFields.addAll(happened.occurrence().same());
            reads.add(happened.occurrence().of());
            return new RunCheck.Happened(happened.occurrence());
        }

        @Override
        public RunCheck reacted(Check.Reacted reacted) {
            return reading(new RunCheck.Reacted(reacted));
        }

        @Override
        public RunCheck noResponse(Check.NoResponse none) {
            return reading(new RunCheck.Reacted(none));
        }

        private RunCheck reading(RunCheck.Reacted reacted) {
            reacted.types.forEach(reads::addType);
            return reacted;
        }
    }
}
