package io.enishi.scenario;

import io.enishi.scenario.experiment.Experiment;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the way of the arm that the run is in. */
final class Splitting extends Node {

    /** An arm and where it leads. */
    record ArmWay(String arm, @Nullable Node first) {}

    private final Experiment experiment;
    private final List<ArmWay> ways;

    Splitting(String name, boolean remembered, Experiment experiment, List<ArmWay> ways, @Nullable Node otherwise) {
        super(name, otherwise, remembered);
        this.experiment = experiment;
        this.ways = List.copyOf(ways);
    }

    @Override
    void addWays(Consumer<@Nullable Node> on) {
        ways.forEach(way -> on.accept(way.first()));
        super.addWays(on);
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        run.done(this);
        String arm = run.armOf(experiment, name);
        for (ArmWay way : ways) {
            if (way.arm().equals(arm)) {
                return way.first();
            }
        }
        return otherwise;
    }
}
