package io.enishi.scenario;

import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.Problem;
import io.enishi.scenario.experiment.Experiment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with a scenario's experiments and with the steps that name them. */
final class ExperimentUse {

    private final List<Experiment> experiments;
    private final Problems problems;
    private final Set<String> named = new HashSet<>();

    ExperimentUse(List<Experiment> experiments, Problems problems) {
        this.experiments = experiments;
        this.problems = problems;
    }

    /** A step names an experiment and some of its arms. */
    void use(String name, List<String> arms, String path, String armsPath) {
        named.add(name);
        Experiment experiment = null;
        for (Experiment each : experiments) {
            experiment = each.name().equals(name) ? each : experiment;
        }
        if (experiment == null) {
            List<String> known = experiments.stream().map(Experiment::name).toList();
            problems.add(
                    path,
                    "the scenario has no experiment \"" + name + '"',
                    known.isEmpty() ? "add it under experiments" : Problems.didYouMean(name, known));
            return;
        }
        List<String> known = experiment.arms().stream()
                .map(io.enishi.scenario.experiment.Arm::name)
                .toList();
        Set<String> seen = new HashSet<>();
        for (String arm : arms) {
            if (!known.contains(arm)) {
                problems.add(
                        armsPath,
                        "experiment \"" + name + "\" has no arm \"" + arm + '"',
                        Problems.didYouMean(arm, known));
            } else if (!seen.add(arm)) {
                problems.add(armsPath, "arm \"" + arm + "\" is there twice", "join the two");
            }
        }
    }

    /** The experiments themselves, after all steps were looked at. */
    void experiments() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            String path = "experiments[" + i + "]";
            for (Problem problem : experiment.problems()) {
                problems.add(path + "." + problem.path(), problem.message(), problem.advice());
            }
            if (!seen.add(experiment.name())) {
                problems.add(path, "\"" + experiment.name() + "\" is the name of two experiments", "rename one");
            } else if (!named.contains(experiment.name())) {
                problems.add(
                        path,
                        "nothing in the scenario differs between the arms of \"" + experiment.name() + '"',
                        "name it in a split or in the test of a send, or leave it out");
            }
        }
    }
}
