package io.enishi.scenario;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Comes before each round of a repeat and after the last. */
final class RepeatRound extends Node {
    private final int times;
    private @Nullable Node body;

    RepeatRound(String name, @Nullable Node next, int times) {
        super(name, next, true);
        this.times = times;
    }

    void body(@Nullable Node first) {
        this.body = first;
    }

    @Override
    void addWays(Consumer<@Nullable Node> ways) {
        ways.accept(body);
        super.addWays(ways);
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        // the visit that brought us here counted one period more
        if (run.state.memoryOf(this).periods() <= times) {
            return body;
        }
        run.done(this);
        return next;
    }
}
