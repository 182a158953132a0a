package io.enishi.scenario;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the first way that is open. */
final class Branching extends Node {

    /** A check and where it leads. */
    record Way(RunCheck check, @Nullable Node first) {}

    private final List<Way> ways;

    Branching(String name, boolean remembered, List<Way> ways, @Nullable Node otherwise) {
        super(name, otherwise, remembered);
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
        for (Way way : ways) {
            if (way.check().isSo(run)) {
                run.trace("branch", name, way.check()::asked);
                return way.first();
            }
        }
        run.trace("branch", name, "otherwise");
        return otherwise;
    }
}
