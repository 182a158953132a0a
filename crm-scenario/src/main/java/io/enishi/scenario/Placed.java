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
            placed.add(new Placed(step, name, at, repeated, inside(step, name, at, repeated)));
        }
        return List.copyOf(placed);
    }

    private static List<List<Placed>> inside(Step step, String name, String path, boolean repeated) {
        if (step instanceof Step.Send send) {
            return List.of(all(send.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
        } else if (step instanceof Step.Await await) {
            return List.of(
                    all(await.then(), name + ".then.", path + ".then", repeated),
                    all(await.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
        } else if (step instanceof Step.WaitOnFact wait) {
            return List.of(all(wait.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
        } else if (step instanceof Step.Branch branch) {
            List<List<Placed>> ways = new ArrayList<>();
            for (int i = 0; i < branch.cases().size(); i++) {
                List<Step> steps = branch.cases().get(i).steps();
                ways.add(all(steps, name + ".case-" + (i + 1) + ".", path + ".branch[" + i + "].steps", repeated));
            }
            ways.add(all(branch.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
            return List.copyOf(ways);
        } else if (step instanceof Step.Approval approval) {
            return List.of(
                    all(approval.then(), name + ".then.", path + ".then", repeated),
                    all(approval.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
        } else if (step instanceof Step.Split split) {
            List<List<Placed>> ways = new ArrayList<>();
            for (Step.Arm arm : split.arms()) {
                ways.add(all(
                        arm.steps(),
                        name + ".arm-" + arm.name() + ".",
                        path + ".arms[" + ways.size() + "].steps",
                        repeated));
            }
            ways.add(all(split.otherwise(), name + ".otherwise.", path + ".otherwise", repeated));
            return List.copyOf(ways);
        } else if (step instanceof Step.Repeat repeat) {
            return List.of(all(repeat.steps(), name + ".", path + ".steps", true));
        }
        return List.of();
    }

    /** Every step of a list and inside it, in the order of the document. */
    static void each(List<Placed> steps, Consumer<Placed> action) {
        for (Placed placed : steps) {
            action.accept(placed);
            placed.parts().forEach(part -> each(part, action));
        }
    }
}
