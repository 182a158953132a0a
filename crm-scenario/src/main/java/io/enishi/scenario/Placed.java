package io.enishi.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A step with its name and its place. A step without a name is called by its place among its neighbours, under the name of the
 * step that holds it: {@code 3}, {@code 3.then.1}, {@code offer.otherwise.2}.
 *
 * @param step as authored
 * @param name its name or its place
 * @param path path in the document, such as {@code steps[2].then[0]}
 * @param repeated whether a repeat holds it
 * @param parts the lists of steps inside, in the order of the step's record: of a branch or split the ways, then otherwise
 */
record Placed(Step step, String name, String path, boolean repeated, List<List<Placed>> parts) {

    static List<Placed> of(Scenario scenario) {
        return all(scenario.steps(), "", "steps", false);
    }

    private static List<Placed> all(List<Step> steps, String prefix, String path, boolean repeated) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String name = step.name().isEmpty() ? prefix + (i + 1) : step.name();
            String at = path + "[" + i + "]";
            placed.add(new Placed(step, name, at, repeated, step.fold(new Inside(name, at, repeated))));
        }
        return List.copyOf(placed);
    }

    /** The lists of steps inside a step. */
    private record Inside(String name, String path, boolean repeated) implements Step.Cases<List<List<Placed>>> {

        @Override
        public List<List<Placed>> send(Step.Send send) {
            return List.of(otherwise(send.otherwise()));
        }

        @Override
        public List<List<Placed>> act(Step.Act act) {
            return List.of();
        }

        @Override
        public List<List<Placed>> waitFor(Step.Wait wait) {
            return List.of();
        }

        @Override
        public List<List<Placed>> waitUntil(Step.WaitUntil wait) {
            return List.of();
        }

        @Override
        public List<List<Placed>> await(Step.Await await) {
            return List.of(then(await.then()), otherwise(await.otherwise()));
        }

        @Override
        public List<List<Placed>> waitOnFact(Step.WaitOnFact wait) {
            return List.of(otherwise(wait.otherwise()));
        }

        @Override
        public List<List<Placed>> branch(Step.Branch branch) {
            List<List<Placed>> ways = new ArrayList<>();
            for (int i = 0; i < branch.cases().size(); i++) {
                ways.add(part(
                        "case-" + (i + 1),
                        "branch[" + i + "].steps",
                        branch.cases().get(i).steps()));
            }
            ways.add(otherwise(branch.otherwise()));
            return List.copyOf(ways);
        }

        @Override
        public List<List<Placed>> repeat(Step.Repeat repeat) {
            return List.of(all(repeat.steps(), name + ".", path + ".steps", true));
        }

        @Override
        public List<List<Placed>> emit(Step.Emit emit) {
            return List.of();
        }

        @Override
        public List<List<Placed>> setAttributes(Step.SetAttributes set) {
            return List.of();
        }

        @Override
        public List<List<Placed>> approval(Step.Approval approval) {
            return List.of(then(approval.then()), otherwise(approval.otherwise()));
        }

        @Override
        public List<List<Placed>> split(Step.Split split) {
            List<List<Placed>> ways = new ArrayList<>();
            for (Step.Arm arm : split.arms()) {
                ways.add(part("arm-" + arm.name(), "arms[" + ways.size() + "].steps", arm.steps()));
            }
            ways.add(otherwise(split.otherwise()));
            return List.copyOf(ways);
        }

        @Override
        public List<List<Placed>> handOver(Step.HandOver handOver) {
            return List.of();
        }

        @Override
        public List<List<Placed>> end(Step.End end) {
            return List.of();
        }

        private List<Placed> then(List<Step> steps) {
            return part("then", "then", steps);
        }

        private List<Placed> otherwise(List<Step> steps) {
            return part("otherwise", "otherwise", steps);
        }

        private List<Placed> part(String part, String field, List<Step> steps) {
            return all(steps, name + "." + part + ".", path + "." + field, repeated);
        }
    }

    /** Every step of a list and inside it, in the order of the document. */
    static void each(List<Placed> steps, Consumer<Placed> action) {
        for (Placed placed : steps) {
            action.accept(placed);
            placed.parts().forEach(part -> each(part, action));
        }
    }
}
