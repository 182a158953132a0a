package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with single steps. */
final class StepCheck {

    private final String scenario;
    private final Map<String, Placed> byName;
    private final QuestionCheck questions;
    private final MessageCheck messages;
    private final ExperimentUse experiments;
    private final Problems problems;

    StepCheck(
            String scenario,
            Map<String, Placed> byName,
            QuestionCheck questions,
            MessageCheck messages,
            ExperimentUse experiments,
            Problems problems) {
        this.scenario = scenario;
        this.byName = byName;
        this.questions = questions;
        this.messages = messages;
        this.experiments = experiments;
        this.problems = problems;
    }

    void check(Placed placed) {
        placed.step().fold(new Single(placed));
    }

    /** What may be wrong with each kind of step; answers with all that was found so far. */
    private final class Single implements Step.Cases<Problems> {
        private final Placed placed;
        private final String path;

        Single(Placed placed) {
            this.placed = placed;
            this.path = placed.path();
        }

        @Override
        public Problems send(Step.Send send) {
            messages.check(send.message(), path);
            return problems;
        }

        @Override
        public Problems act(Step.Act act) {
            return problems;
        }

        @Override
        public Problems waitFor(Step.Wait wait) {
            questions.length(wait.length(), path + ".wait");
            if (wait.anchor() instanceof Anchor.Done done) {
                existing(done.step(), path + ".after");
            }
            return problems;
        }

        @Override
        public Problems waitUntil(Step.WaitUntil wait) {
            return problems;
        }

        @Override
        public Problems await(Step.Await await) {
            questions.check(await.until(), path + ".wait-for");
            timeout(await.timeout(), path);
            if (await.until().holdsFromTheBeginning()) {
                boolean response = await.until() instanceof Check.NoResponse;
                problems.add(
                        path + ".wait-for",
                        response
                                ? "a missing response cannot be awaited: it is there from the beginning"
                                : "it cannot be awaited: it is so from the beginning",
                        "wait for the reaction, and use otherwise for the timeout");
            }
            if (await.lookBack() != null
                    && await.until().withParts().noneMatch(part -> part instanceof Check.Happened)) {
                problems.add(path + ".look-back", "only a wait for an event can look back", "leave it out");
            }
            if (await.lookBack() instanceof LookBack.SinceStep since) {
                existing(since.step(), path + ".look-back");
            }
            return problems;
        }

        @Override
        public Problems waitOnFact(Step.WaitOnFact wait) {
            questions.occurrence(wait.fact().stated(), path);
            questions.instantField(wait.fact(), path);
            questions.length(wait.length(), path + ".for");
            timeout(wait.timeout(), path);
            return problems;
        }

        @Override
        public Problems branch(Step.Branch branch) {
            for (int i = 0; i < branch.cases().size(); i++) {
                questions.check(branch.cases().get(i).when(), path + ".branch[" + i + "].when");
                shadowed(branch, i, path + ".branch[" + i + "]");
            }
            if (branch.cases().isEmpty()) {
                problems.add(path + ".branch", "a branch without cases", "add a case, or leave the branch out");
            }
            return problems;
        }

        @Override
        public Problems repeat(Step.Repeat repeat) {
            if (repeat.steps().isEmpty()) {
                problems.add(path + ".steps", "repeats nothing", "add steps, or leave the repeat out");
            } else if (repeat.times() > 1 && !takesTime(placed.parts().get(0))) {
                problems.add(
                        path,
                        "repeats " + repeat.times() + " times at one instant: some way through it has no wait",
                        "add a wait inside the repeat");
            }
            return problems;
        }

        @Override
        public Problems emit(Step.Emit emit) {
            return problems;
        }

        @Override
        public Problems setAttributes(Step.SetAttributes set) {
            return problems;
        }

        @Override
        public Problems approval(Step.Approval approval) {
            timeout(approval.timeout(), path);
            return problems;
        }

        @Override
        public Problems split(Step.Split split) {
            experiments.use(
                    split.experiment(),
                    split.arms().stream().map(Step.Arm::name).toList(),
                    path + ".split",
                    path + ".arms");
            if (split.arms().isEmpty()) {
                problems.add(path + ".arms", "a split without arms", "add an arm, or leave the split out");
            }
            return problems;
        }

        @Override
        public Problems handOver(Step.HandOver handOver) {
            if (handOver.scenario().equals(scenario)) {
                problems.add(path, "the scenario hands over to itself", "name another scenario");
            }
            return problems;
        }

        @Override
        public Problems end(Step.End end) {
            return problems;
        }
    }

    /** Reports a case that an earlier one always takes. */
    private void shadowed(Step.Branch branch, int index, String path) {
        for (int earlier = 0; earlier < index; earlier++) {
            if (Implication.implies(
                    branch.cases().get(index).when(),
                    branch.cases().get(earlier).when())) {
                problems.add(
                        path,
                        "no run comes here: case " + (earlier + 1) + " holds whenever this one does, and the first one"
                                + " is taken",
                        "put the narrower case first, or remove this one");
                return;
            }
        }
    }

    private void timeout(@Nullable Object timeout, String path) {
        if (timeout == null) {
            problems.add(
                    path + ".timeout",
                    "the wait has no timeout: people would wait here for ever",
                    "write for example timeout: 7 days");
        }
    }

    private void existing(String step, String path) {
        if (!byName.containsKey(step)) {
            problems.add(path, "there is no step \"" + step + '"', Problems.didYouMean(step, byName.keySet()));
        }
    }

    /** Whether every way through {@code list} that comes to its end takes time. */
    private static boolean takesTime(List<Placed> list) {
        return list.stream().anyMatch(placed -> placed.step().fold(new TakesTime(placed)));
    }

    /** Whether each kind of step takes time, or a run does not come to the end behind it. */
    private record TakesTime(Placed placed) implements Step.Cases<Boolean> {

        @Override
        public Boolean send(Step.Send send) {
            return false;
        }

        @Override
        public Boolean act(Step.Act act) {
            return false;
        }

        @Override
        public Boolean waitFor(Step.Wait wait) {
            return true;
        }

        @Override
        public Boolean waitUntil(Step.WaitUntil wait) {
            return true;
        }

        @Override
        public Boolean await(Step.Await await) {
            // the other way took until the timeout
            return await.until().fold(new ReactionTakesTime())
                    || takesTime(placed.parts().get(0));
        }

        @Override
        public Boolean waitOnFact(Step.WaitOnFact wait) {
            return false;
        }

        @Override
        public Boolean branch(Step.Branch branch) {
            return onEveryWay();
        }

        @Override
        public Boolean repeat(Step.Repeat repeat) {
            return onEveryWay();
        }

        @Override
        public Boolean emit(Step.Emit emit) {
            return false;
        }

        @Override
        public Boolean setAttributes(Step.SetAttributes set) {
            return false;
        }

        @Override
        public Boolean approval(Step.Approval approval) {
            return onEveryWay();
        }

        @Override
        public Boolean split(Step.Split split) {
            return onEveryWay();
        }

        @Override
        public Boolean handOver(Step.HandOver handOver) {
            return true;
        }

        @Override
        public Boolean end(Step.End end) {
            return true;
        }

        private boolean onEveryWay() {
            return placed.parts().stream().allMatch(StepCheck::takesTime);
        }
    }

    /** Whether a question cannot be so when it is first asked: nobody reacts at once. */
    private record ReactionTakesTime() implements Check.Cases<Boolean> {

        @Override
        public Boolean all(Check.All all) {
            return all.parts().stream().anyMatch(part -> part.fold(this));
        }

        @Override
        public Boolean any(Check.Any any) {
            return any.parts().stream().allMatch(part -> part.fold(this));
        }

        @Override
        public Boolean not(Check.Not not) {
            return false;
        }

        @Override
        public Boolean compares(Check.Compares compares) {
            return false;
        }

        @Override
        public Boolean holds(Check.Holds holds) {
            return false;
        }

        @Override
        public Boolean happened(Check.Happened happened) {
            return false;
        }

        @Override
        public Boolean reacted(Check.Reacted reacted) {
            return true;
        }

        @Override
        public Boolean noResponse(Check.NoResponse none) {
            return false;
        }
    }
}
